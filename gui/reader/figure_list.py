"""Write the figures of an event with their owners: one thing after the other, its owners beneath each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gui.reader.citing import NumberedSources, date_in_words
from gui.reader.flow import Flow, Group
from gui.reader.page_styles import PageStyles
from gui.signs import STANCE_SIGNS
from gui.text import NO_BREAK_SPACE, isolated, one_line
from storage.citation import figure_text
from storage.ledger import Counted, Entry, disagreements, grouped
from storage.model import Stance

_HANG_EM = 1.1


def write_figures(
    flow: Flow,
    styles: PageStyles,
    entries: tuple[Entry, ...],
    sources: NumberedSources,
    datings: Mapping[str, str],
) -> None:
    """Write the ledger; nothing where there is no figure. `datings` says what dates the undated, by statement id."""
    if not entries:
        return
    flow.paragraph(above=2.4, below=0.1, group=Group.RULE)
    flow.write("Figures", styles.heading)
    for counted in grouped(entries):
        _write_counted(flow, styles, counted, sources, datings)


def _write_counted(
    flow: Flow, styles: PageStyles, counted: Counted, sources: NumberedSources, datings: Mapping[str, str]
) -> None:
    words = one_line(counted.counted)
    flow.paragraph(above=0.7, right=0.3)
    flow.write(isolated(words) or "What is counted is not said", styles.muted)
    for entry in counted.entries:
        _write_entry(flow, styles, entry, sources, datings.get(entry.statement_id, ""))
    for _ in disagreements(counted.entries):
        flow.paragraph(above=0.35, left=_HANG_EM, right=0.3)
        flow.write("These lie more than a factor of two apart.", styles.small)


def _write_entry(flow: Flow, styles: PageStyles, entry: Entry, sources: NumberedSources, dating: str) -> None:
    """Write a figure as its owner gave it, never without its qualifier; then the owner, the day and the source."""
    number = one_line(figure_text(replace(entry.figure, counted="")))
    flow.paragraph(above=0.3, left=_HANG_EM, right=0.3)
    flow.write(isolated(number.replace(" ", NO_BREAK_SPACE) or "no number"), styles.bold)
    flow.write(f" — {isolated(one_line(entry.owner))}", styles.body)
    if entry.stance is not Stance.ASSERTS:
        sign, word = STANCE_SIGNS[entry.stance]
        flow.write(f"{NO_BREAK_SPACE} {sign}{NO_BREAK_SPACE}{word}", styles.stances[entry.stance])
    day = f"said {date_in_words(entry.said)}" if entry.said else isolated(dating)
    flow.write(f", {day}" if day else "", styles.muted)
    if source_number := sources.number(entry.source):
        flow.write(NO_BREAK_SPACE, styles.small)
        citation = sources.citation(source_number)
        flow.link(f"[{source_number}]", f"source:{source_number}", styles.small_link, says=citation)
    if entry.locator:
        flow.write(f", {isolated(one_line(entry.locator))}", styles.small)
