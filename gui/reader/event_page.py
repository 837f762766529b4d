"""Write everything about an event: title, date, standing, text, statements and sources."""

from __future__ import annotations

from dataclasses import dataclass

from gui.reader.citing import NumberedSources, date_in_words, joined
from gui.reader.flow import Flow, Group
from gui.reader.page_styles import PageStyles
from gui.reader.source_list import write_sources
from gui.reader.statement_card import write_card
from gui.signs import SHAPE_SIGNS, STANDING_SIGNS, STAR_SIGN
from gui.text import NO_BREAK_SPACE, isolated, one_line, paragraphs, quoted
from storage.model import Category, Event, Story
from storage.standing import Standing

_CHIP_EM = 0.5


@dataclass(frozen=True, slots=True)
class EventContent:
    """What the page of an event is made of."""

    story: Story
    event: Event
    standing: Standing
    sources: NumberedSources


def write_event(flow: Flow, styles: PageStyles, content: EventContent) -> None:
    """Write the page of an event."""
    event, sources = content.event, content.sources
    title = one_line(event.title)
    flow.paragraph(like=title, leading=96)
    flow.write(title, styles.title)
    flow.paragraph(above=0.35)
    star = f"{STAR_SIGN} starred" if event.starred else ""
    flow.write(joined((date_in_words(event.when), event.place, star), " · "), styles.date)
    flow.paragraph(above=0.3, left=_CHIP_EM, leading=116, group=Group.CHIPS)
    flow.chip(one_line(event.when), styles.edtf)
    _write_phrase(flow, styles, event)
    _write_standing(flow, styles, content.standing)
    _write_chips(flow, styles, content.story, event)
    for place, text in enumerate(paragraphs(event.text)):
        flow.paragraph(above=0.6 if place else 0.9, leading=106, like=text)
        flow.write(text, styles.body)
    for place, statement in enumerate(event.statements):
        write_card(flow, styles, statement, place, sources)
    write_sources(flow, styles, sources.used_by(event))


def write_hint(flow: Flow, styles: PageStyles, story: Story | None) -> None:
    """Write what stands there while no event is chosen: the story's title and description, and what to do."""
    if story is not None:
        flow.paragraph(like=story.title, leading=96)
        flow.write(one_line(story.title), styles.title)
        for text in paragraphs(story.description):
            flow.paragraph(above=0.6, leading=106, like=text)
            flow.write(text, styles.body)
    flow.paragraph(above=1.2 if story else 6.0, leading=106, centred=story is None)
    hint = "Choose an event on the timeline or in the list." if story else "Open a story to read it here."
    flow.write(hint, styles.muted)


def _write_phrase(flow: Flow, styles: PageStyles, event: Event) -> None:
    """Write the source's own words for the date and what they were resolved against."""
    phrase, basis = one_line(event.phrase), one_line(event.basis)
    if not phrase and not basis:
        return
    sentence = basis.endswith((".", "!", "?"))
    said = f"The source says {isolated(quoted(phrase))}" if phrase else ""
    day = date_in_words(basis) if basis else ""
    read = f"resolved against {isolated(basis)}." if day == basis else f"counted from {day}."
    read = isolated(basis) if sentence or not basis else read
    flow.paragraph(above=0.45)
    flow.write((". " if sentence else ", ").join(filter(None, (said, read))), styles.small)


def _write_standing(flow: Flow, styles: PageStyles, result: Standing) -> None:
    _, word = STANDING_SIGNS[result.kind]
    flow.paragraph(above=1.45, below=0.6, left=2.5, right=1.0, leading=101, group=Group.BOX)
    flow.write(f"{word.capitalize()}. ", styles.bold)
    flow.write(one_line(result.sentence), styles.body)


def _write_chips(flow: Flow, styles: PageStyles, story: Story, event: Event) -> None:
    category = next((each for each in story.categories if each.id == event.category), None)
    name = category.name if category else event.category
    tags = [tag for tag in map(one_line, event.tags) if tag]
    if not name and not tags:
        return
    flow.paragraph(above=1.35, left=_CHIP_EM, leading=132, group=Group.CHIPS)
    if name:
        _write_category(flow, styles, one_line(name), category)
    for place, tag in enumerate(tags):
        if name or place:
            flow.write(" ", styles.chip_gap)
        flow.chip(_unbroken(tag), styles.chip)


def _write_category(flow: Flow, styles: PageStyles, name: str, category: Category | None) -> None:
    if category is not None:
        flow.chip(SHAPE_SIGNS[category.shape] + NO_BREAK_SPACE, styles.category(category.colour))
    flow.chip(_unbroken(name), styles.chip)


def _unbroken(text: str) -> str:
    """Return a short text for a chip that stays on one line."""
    return isolated(text).replace(" ", NO_BREAK_SPACE)
