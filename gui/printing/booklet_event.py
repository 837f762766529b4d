"""Write an event as the booklet has it: heading, standing, text, statements with their figures and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gui.printing.booklet_content import Content
from gui.printing.flow_blocks import Block, Face, Item, Rule, Run, Shape
from gui.reader.citing import joined, quote_of
from gui.signs import SHAPE_SIGNS, STANCE_SIGNS, STANDING_SIGNS, STAR_SIGN
from gui.text import NO_BREAK_SPACE, isolated, one_line, paragraphs, quoted
from storage.citation import chain, figure_text
from storage.model import Event, Figure, Statement
from storage.reasons import reasons, who_says

_THROUGH_ITS_NUMBER = re.compile(r"^\D*\d(?:[\d.,\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}–-]*\d)?%?")


_WITHOUT_ITALICS = re.compile("[\u0590-\u1cff\u2e80-\ufaff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U0003ffff]")


def event_item(content: Content, place: int, heading: str = "") -> Item:
    """Return the event at a place among the chosen, under the heading of a group that begins with it ("": none)."""
    event = content.chosen.events[place]
    blocks = list(_head(content, event, place + 1, heading))
    blocks += _text(content, event)
    for group, statement in enumerate(event.statements, start=1):
        blocks += _statement(content, statement, group)
    blocks[-1] = _ending(blocks[-1])
    return Item(tuple(blocks), keep=True)


def _head(content: Content, event: Event, number: int, heading: str) -> Iterator[Block]:
    shapes = content.shapes
    if heading:
        yield Block((Run(isolated(heading), Face.GROUP),), shapes.group, rule=Rule.BELOW, anchor=f"group/{number}")
    title = one_line(event.title) or "Untitled"
    shape = shapes.title_in_group if heading else shapes.title
    keys = (content.index.place(event.place),) if event.place.strip() else ()
    label = Run(str(number), Face.NUMBER)
    yield Block((Run(title, Face.TITLE),), shape, label, anchor=f"event/{event.id}", keys=keys)
    yield Block(tuple(_meta(content, event)), shapes.meta)
    if phrase := _phrase(content, event):
        yield Block((Run(phrase, Face.META_MUTED),), shapes.meta)
    yield Block(tuple(_standing(content, event)), shapes.standing)


def _meta(content: Content, event: Event) -> Iterator[Run]:
    ink = content.inks.of(event.category)
    name = one_line(ink.name or event.category)
    when = joined((content.date(event.when), event.place), " · ")
    yield Run(f"{when} · " if name else when, Face.META)
    if name:
        yield Run(SHAPE_SIGNS[ink.shape], Face.META, ink=ink.colour)
        yield Run(f"{NO_BREAK_SPACE}{isolated(name)}", Face.META)
    tags = joined(event.tags, ", ")
    star = f"{STAR_SIGN}{NO_BREAK_SPACE}starred" if event.starred else ""
    tile = content.options.tiles.get(event.id, "")
    rest = "".join(f" · {part}" for part in (tags, star) if part) + (" · " if tile else "")
    if rest:
        yield Run(rest, Face.META_MUTED)
    if tile:
        yield Run(f"Poster{NO_BREAK_SPACE}{tile}", Face.META_BOLD, target=f"#poster/{event.id}")


def _phrase(content: Content, event: Event) -> str:
    """Return the source's own words for the date and what they were counted from."""
    phrase, basis = one_line(event.phrase), one_line(event.basis)
    said = f"The source says {isolated(quoted(phrase))}" if phrase else ""
    if not basis:
        return f"{said}." if said else ""
    if basis.endswith((".", "!", "?")):
        return ". ".join(filter(None, (said, isolated(basis))))
    read = f"counted from {isolated(content.date(basis))}."
    return ", ".join(filter(None, (said, read if said else read.capitalize())))


def _standing(content: Content, event: Event) -> Iterator[Run]:
    chosen = content.chosen
    held = chosen.standings[event.id]
    sign, word = STANDING_SIGNS[held.kind]
    who = reasons(event, chosen.sources, chosen.as_of_s, chosen.zone).sentence if held.positions.total else ""
    yield Run(f"{sign}{NO_BREAK_SPACE}{word.capitalize()}. ", Face.META_BOLD)
    yield Run(one_line(who or held.sentence), Face.META)


def _text(content: Content, event: Event) -> Iterator[Block]:
    """Yield the event's text with the marks of its own sources at the end."""
    shapes = content.shapes
    marks = list(_marks(content, event.sources))
    texts = paragraphs(event.text)
    if not texts and marks:
        lead = Run("Source" if len(event.sources) == 1 else "Sources", Face.META_MUTED)
        yield Block((lead, Run(NO_BREAK_SPACE, Face.META), *marks), shapes.small)
    for place, text in enumerate(texts):
        runs = [Run(text)]
        if place == len(texts) - 1:
            runs += marks
        yield Block(tuple(runs), shapes.text if place else shapes.first_text)


def _marks(content: Content, ids: Sequence[str]) -> Iterator[Run]:
    numbers = sorted({content.source_number(source_id) for source_id in ids} - {0})
    for place, number in enumerate(numbers):
        if place:
            yield Run(",\N{HAIR SPACE}", Face.MARK)
        yield content.mark(number)


def _statement(content: Content, statement: Statement, group: int) -> Iterator[Block]:
    """Yield a statement: who says so in which way first, so that no quote stands without its speaker."""
    blocks = list(_said(content, statement, group))
    shapes = content.shapes
    figures = [place for place, block in enumerate(blocks) if block.shape is shapes.figure]
    # The first figure goes with the last lines of what was said, and the road with what it ends.
    kept = {len(blocks) - 2, *(place - 1 for place in figures[:1])}
    for place, block in enumerate(blocks):
        yield _keeping(block) if place in kept and not block.shape.keep_next else block


def _ending(block: Block) -> Block:
    """Return the last block of an event, which belongs to nothing that follows."""
    return replace(block, shape=replace(block.shape, keep_next=False)) if block.shape.keep_next else block


def _keeping(block: Block) -> Block:
    return replace(block, shape=replace(block.shape, keep_next=True))


def _said(content: Content, statement: Statement, group: int) -> Iterator[Block]:
    shapes, sources = content.shapes, content.chosen.sources
    bar = f"stance:{statement.stance.value}"
    who = one_line(who_says(statement, sources))
    resume = f"{who}, continued" if who else ""

    def block(runs: Sequence[Run], shape: Shape, keys: tuple[int, ...] = ()) -> Block:
        return Block(tuple(runs), shape, group=group, bar=bar, resume=resume, keys=keys)

    sign, word = STANCE_SIGNS[statement.stance]
    lead = [Run(f"{sign}{NO_BREAK_SPACE}{word.capitalize()}", Face.STANCE, ink=bar)]
    lead.append(Run(f"   {isolated(who)}", Face.META_BOLD))
    role = one_line(statement.role)
    if role and role != who:
        lead.append(Run(f", {isolated(role)}", Face.META_MUTED))
    keys = (content.index.speaker(statement.speaker),) if statement.speaker.strip() else ()
    yield block(lead, shapes.speaker, keys)
    for quote in quote_of(statement).split("\n") if statement.quote.strip() else ():
        # Other scripts have no italics; slanting them by force hurts reading.
        face = Face.UPRIGHT_QUOTE if _WITHOUT_ITALICS.search(quote) else Face.QUOTE
        yield block([Run(quote, face)], shapes.quote)
    for text in paragraphs(statement.paraphrase):
        yield block([Run(text)], shapes.paraphrase)
    for figure in statement.figures:
        yield block(_figure(figure, who), shapes.figure)
    if road := list(_road(content, statement)):
        yield block(road, shapes.road)


def _figure(figure: Figure, owner: str) -> list[Run]:
    text = one_line(figure_text(figure))
    number = _THROUGH_ITS_NUMBER.match(text)
    split = number.end() if number else 0
    runs = [Run(text[:split], Face.META_BOLD)] if split else []
    runs.append(Run(f"{' ' if split else ''}{isolated(text[split:].strip())}", Face.META))
    if owner:
        runs.append(Run(f" — {isolated(owner)}", Face.META_MUTED))
    return runs


def _road(content: Content, statement: Statement) -> Iterator[Run]:
    """Yield when it was said, through whom it came, and the mark of its source."""
    sources = content.chosen.sources
    said = f"said {content.date(statement.said)}" if statement.said else ""
    source = sources.get(statement.source)
    links = chain(statement, sources)
    outlet = links[-1:] if source is not None or statement.via else ()
    road = " → ".join(isolated(one_line(name)) for name in (links if len(links) > 2 else outlet))
    missing = f"source {isolated(one_line(statement.source))} is not in this story"
    text = " · ".join(filter(None, (said, road, missing if statement.source and source is None else "")))
    if text:
        yield Run(text, Face.META_MUTED)
    number = content.source_number(statement.source) if statement.source else 0
    if number:
        yield content.mark(number)
    if statement.locator.strip():
        yield Run(f", {isolated(one_line(statement.locator))}" if text or number else "", Face.META_MUTED)
