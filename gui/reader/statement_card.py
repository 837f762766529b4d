"""Write statements as cards beneath their stance: quote, speaker, figures, when it was said, by what road it came."""

from __future__ import annotations

import re

from gui.reader.citing import NumberedSources, date_in_words, quote_of
from gui.reader.flow import Chip, Flow, Group
from gui.reader.page_styles import PageStyles
from gui.reader.positions import Position, StanceGroup
from gui.signs import STANCE_SIGNS
from gui.text import NO_BREAK_SPACE, has_italics, isolated, one_line, paragraphs
from storage.citation import figure_text
from storage.model import Figure, Statement
from storage.origins import name_key

LEFT_EM = 1.05
RIGHT_EM = 0.3
_SHORT_NAME = 30
_CHIP_EM = 0.45
_THROUGH_ITS_NUMBER = re.compile(r"^\D*\d(?:[\d.,\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}–-]*\d)?%?")


def write_group(flow: Flow, styles: PageStyles, group: StanceGroup, sources: NumberedSources) -> None:
    """Write the statements of one stance beneath its heading, in the order of saying."""
    sign, word = STANCE_SIGNS[group.stance]
    flow.paragraph(above=1.8, leading=106)
    flow.write(f"{sign}{NO_BREAK_SPACE}{NO_BREAK_SPACE}{word}", styles.stances[group.stance])
    if group.counts:
        flow.write(f"{NO_BREAK_SPACE} {isolated(group.counts)}", styles.small)
    for number, position in enumerate(group.positions):
        write_card(flow, styles, position, sources, above=1.25 if number else 0.5)


def write_card(
    flow: Flow, styles: PageStyles, position: Position, sources: NumberedSources, *, above: float = 1.25
) -> None:
    """Write a statement as a card, so far beneath what stands above it."""
    statement = position.statement
    card = _Card(flow, styles, position.place, above)
    if quote := quote_of(statement):
        card.line(above=0.15, like=quote, leading=96)
        flow.write(quote, styles.quote if has_italics(quote) else styles.upright_quote)
    for text in paragraphs(statement.paraphrase):
        card.line(above=0.2, like=text)
        flow.write(text, styles.body)
    _write_speaker(card, position)
    for figure in statement.figures:
        _write_figure(card, figure, position)
    _write_road(card, position, sources)


class _Card:
    """Begins the lines of one card."""

    def __init__(self, flow: Flow, styles: PageStyles, place: int, above: float) -> None:
        self.flow = flow
        self.styles = styles
        self._place = place
        self._first_above: float | None = above

    def line(
        self, *, above: float, like: str = "", leading: float = 100.0, left: float = LEFT_EM, chipped: bool = False
    ) -> None:
        first, self._first_above = self._first_above, None
        self.flow.paragraph(
            above=above if first is None else first,
            left=left,
            right=RIGHT_EM,
            leading=leading,
            group=Group.CARD,
            number=self._place,
            like=like,
            chipped=chipped,
        )


def _write_speaker(card: _Card, position: Position) -> None:
    """Write who says it and what they are; who is not named is marked by a chip as well."""
    role = one_line(position.statement.role)
    card.line(above=0.3, like=position.who, chipped=position.is_unnamed)
    card.flow.write(isolated(position.who), card.styles.bold)
    if position.is_unnamed:
        # Kept with the name: at the beginning of a line a chip would stick out.
        card.flow.write(NO_BREAK_SPACE, card.styles.chip_gap)
        card.flow.chip(f"not{NO_BREAK_SPACE}named", card.styles.road, Chip.OUTLINED)
    if role and role != position.who:
        between = (" ", card.styles.chip_gap) if position.is_unnamed else (", ", card.styles.muted)
        card.flow.write(*between)
        card.flow.write(isolated(role), card.styles.muted)


def _write_figure(card: _Card, figure: Figure, position: Position) -> None:
    text = one_line(figure_text(figure))
    number = _THROUGH_ITS_NUMBER.match(text)
    split = number.end() if number else 0
    card.line(above=0.2)
    card.flow.write(text[:split], card.styles.bold)
    card.flow.write(" " if split else "", card.styles.body)
    card.flow.write(isolated(text[split:].lstrip()), card.styles.body)
    card.flow.write(f" — {isolated(position.who)}", card.styles.muted)


def _write_road(card: _Card, position: Position, sources: NumberedSources) -> None:
    """Write when it was said, by what road it came, and the source's number.

    The road is drawn from link to link where it is longer than from who speaks to who was read.
    """
    statement, road = position.statement, position.road
    source = sources.by_id.get(statement.source)
    said = f"said {date_in_words(statement.said)}" if statement.said else ""
    missing = f"source {isolated(one_line(statement.source))} is not in this story"
    is_drawn = len(road) > 2 or (
        len(road) == 2 and (position.is_unnamed or name_key(road[0]) != name_key(position.who))
    )
    outlet = road[-1] if not is_drawn and (source is not None or statement.via) and road else ""
    parts = [said, isolated(position.dating), _unbroken(outlet), missing if statement.source and source is None else ""]
    if any(parts):
        card.line(above=0.15)
        card.flow.write(" · ".join(filter(None, parts)), card.styles.small)
    if is_drawn:
        _draw_road(card, road, is_unnamed=position.is_unnamed)
    if any(parts) or is_drawn:
        _write_number(card, statement, sources)


def _draw_road(card: _Card, road: tuple[str, ...], *, is_unnamed: bool) -> None:
    """Write the links of the road as chips with arrows between them; an arrow stays with the link before it."""
    card.line(above=0.3, left=LEFT_EM + _CHIP_EM, leading=128, chipped=True)
    for number, name in enumerate(road):
        if number:
            card.flow.write(NO_BREAK_SPACE, card.styles.road_gap)
            card.flow.write("→", card.styles.small)
            card.flow.write(" ", card.styles.road_gap)
        kind = Chip.OUTLINED if is_unnamed and not number else Chip.PLAIN
        card.flow.chip(_unbroken(name), card.styles.road, kind)


def _write_number(card: _Card, statement: Statement, sources: NumberedSources) -> None:
    flow, styles = card.flow, card.styles
    if number := sources.number(statement.source):
        flow.write(NO_BREAK_SPACE, styles.road_gap)
        flow.link(f"[{number}]", f"source:{number}", styles.small_link, says=sources.citation(number))
    if statement.locator:
        flow.write(f", {isolated(one_line(statement.locator))}", styles.small)


def _unbroken(name: str) -> str:
    """Return a name that stays on one line with the number that follows, if it is a short one."""
    name = one_line(name)
    return isolated(name.replace(" ", NO_BREAK_SPACE) if len(name) <= _SHORT_NAME else name)
