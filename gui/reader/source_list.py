"""Write the sources of an event as numbered citations that can be opened."""

from __future__ import annotations

from gui.reader.citing import joined
from gui.reader.flow import Flow, Group
from gui.reader.page_styles import PageStyles
from gui.text import NO_BREAK_SPACE, isolated, one_line
from storage.citation import citation, link, short_name
from storage.model import Reliability, Source

_HANG_EM = 2.1


def write_sources(flow: Flow, styles: PageStyles, numbered: list[tuple[int, Source]]) -> None:
    """Write the heading and a citation for each numbered source; nothing where there is none."""
    if not numbered:
        return
    flow.paragraph(above=2.4, below=0.1, group=Group.RULE)
    flow.write("Sources", styles.heading)
    for number, source in numbered:
        _write_source(flow, styles, number, source)


def _write_source(flow: Flow, styles: PageStyles, number: int, source: Source) -> None:
    flow.paragraph(above=0.7, left=_HANG_EM, right=0.3, indent=-_HANG_EM, group=Group.SOURCE, number=number)
    flow.write(f"[{number}]\t", styles.muted)
    _write_citation(flow, styles, number, source)
    if remark := _remark(source):
        flow.paragraph(above=0.15, left=_HANG_EM, right=0.3, group=Group.SOURCE, number=number)
        flow.write(remark, styles.small)


def _write_citation(flow: Flow, styles: PageStyles, number: int, source: Source) -> None:
    """Write the citation with its address as a link, or with a link after it when the address is not part of it."""
    text, address = one_line(citation(source)), link(source)
    if not address:
        flow.write(isolated(text), styles.body)
        return
    before, found, after = text.rpartition(address)
    says = f"Open {address} in the browser"
    if not found:
        before, found, after = f"{after} ", f"Open{NO_BREAK_SPACE}↗", ""
    flow.write(isolated(before.rstrip(" ")) + " ", styles.body)
    flow.link(found, f"web:{number}", styles.body_link, says=says)
    flow.write(after, styles.body)


def _remark(source: Source) -> str:
    """Return what a reader should know of a source beyond its citation."""
    traced = f"Goes back to {source.origin}" if source.origin and source.origin != short_name(source) else ""
    trust = "" if source.reliability is Reliability.UNKNOWN else f"{source.reliability.capitalize()} reliability"
    note = source.csl.get("note")
    return joined((traced, trust, note if isinstance(note, str) else ""), " · ")
