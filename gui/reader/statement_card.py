"""Write one statement as a card: stance, quote, speaker, figures, when it was said and by what road it came."""

from __future__ import annotations

import re

from gui.reader.citing import NumberedSources, date_in_words, quote_of
from gui.reader.flow import Flow, Group
from gui.reader.page_styles import PageStyles
from gui.signs import STANCE_SIGNS
from gui.text import NO_BREAK_SPACE, isolated, one_line, paragraphs, reads_right_to_left
from storage.citation import chain, figure_text
from storage.model import Figure, Statement

LEFT_EM = 1.05
RIGHT_EM = 0.3
_SHORT_NAME = 30
_THROUGH_ITS_NUMBER = re.compile(r"^\D*\d(?:[\d.,\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}–-]*\d)?%?")


def write_card(flow: Flow, styles: PageStyles, statement: Statement, place: int, sources: NumberedSources) -> None:
    """Write a statement as the card at `place` (from 0) of its event."""
    card = _Card(flow, styles, place)
    sign, word = STANCE_SIGNS[statement.stance]
    card.line(above=1.35)
    flow.write(f"{sign}{NO_BREAK_SPACE}{NO_BREAK_SPACE}{word}", styles.stances[statement.stance])
    if quote := quote_of(statement):
        card.line(above=0.15, like=quote, leading=96)
        # Scripts that run from right to left have no italics; slanting them by force hurts reading.
        flow.write(quote, styles.upright_quote if reads_right_to_left(quote) else styles.quote)
    for text in paragraphs(statement.paraphrase):
        card.line(above=0.2, like=text)
        flow.write(text, styles.body)
    _write_speaker(card, statement)
    for figure in statement.figures:
        _write_figure(card, figure, statement)
    _write_road(card, statement, sources)


class _Card:
    """Begins the lines of one card."""

    def __init__(self, flow: Flow, styles: PageStyles, place: int) -> None:
        self.flow = flow
        self.styles = styles
        self._place = place

    def line(self, *, above: float, like: str = "", leading: float = 100.0) -> None:
        self.flow.paragraph(
            above=above,
            left=LEFT_EM,
            right=RIGHT_EM,
            leading=leading,
            group=Group.CARD,
            number=self._place,
            like=like,
        )


def _write_speaker(card: _Card, statement: Statement) -> None:
    speaker, role = one_line(statement.speaker), one_line(statement.role)
    if not speaker and not role:
        return
    card.line(above=0.3, like=speaker or role)
    card.flow.write(isolated(speaker), card.styles.bold)
    if role:
        card.flow.write(", " if speaker else "", card.styles.muted)
        card.flow.write(isolated(role), card.styles.muted)


def _write_figure(card: _Card, figure: Figure, statement: Statement) -> None:
    text = one_line(figure_text(figure))
    owner = one_line(statement.speaker or statement.role)
    number = _THROUGH_ITS_NUMBER.match(text)
    split = number.end() if number else 0
    card.line(above=0.2)
    card.flow.write(text[:split], card.styles.bold)
    card.flow.write(" " if split else "", card.styles.body)
    card.flow.write(isolated(text[split:].lstrip()), card.styles.body)
    if owner:
        card.flow.write(f" — {isolated(owner)}", card.styles.muted)


def _write_road(card: _Card, statement: Statement, sources: NumberedSources) -> None:
    """Write when it was said, the chain when it is longer than from speaker to outlet, and the source's number."""
    said = f"said {date_in_words(statement.said)}" if statement.said else ""
    source = sources.by_id.get(statement.source)
    links = chain(statement, sources.by_id)
    outlet = links[-1:] if source is not None or statement.via else ()
    road = _road(links if len(links) > 2 else outlet)
    missing = f"source {isolated(one_line(statement.source))} is not in this story"
    parts = (said, road, missing if statement.source and source is None else "")
    if not any(parts):
        return
    flow, styles = card.flow, card.styles
    card.line(above=0.15)
    flow.write(" · ".join(filter(None, parts)), styles.small)
    if source is not None:
        number = sources.number(statement.source)
        flow.write(NO_BREAK_SPACE, styles.small)
        flow.link(f"[{number}]", f"source:{number}", styles.small_link, says=sources.citation(number))
    if statement.locator:
        flow.write(f", {isolated(one_line(statement.locator))}", styles.small)


def _road(names: tuple[str, ...]) -> str:
    """Join the names of a chain; a short last one stays on one line with the number that follows."""
    fields = [one_line(name) for name in names]
    if fields and len(fields[-1]) <= _SHORT_NAME:
        fields[-1] = fields[-1].replace(" ", NO_BREAK_SPACE)
    return " → ".join(map(isolated, fields))
