"""Write everything about an event: title, date, standing, text, statements, figures and sources."""

from __future__ import annotations

from gui.reader.citing import date_in_words, joined
from gui.reader.event_content import AGAINST, FOR, EventContent
from gui.reader.figure_list import write_figures
from gui.reader.flow import Flow, Group
from gui.reader.page_styles import PageStyles
from gui.reader.positions import in_order
from gui.reader.source_list import write_sources
from gui.reader.standing_box import write_standing
from gui.reader.statement_card import write_group
from gui.signs import SHAPE_SIGNS, STAR_SIGN
from gui.text import NO_BREAK_SPACE, isolated, one_line, paragraphs, quoted
from storage.model import Category, Event, Stance, Story

_CHIP_EM = 0.5


NOT_KNOWN = "Nothing of this event was known then."


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
    cards = {position.statement.id: position.place for position in in_order(content.groups)}
    write_standing(flow, styles, content.standing, content.reasons, cards, in_past=content.in_past)
    _write_chips(flow, styles, content.story, event)
    for place, text in enumerate(paragraphs(event.text)):
        flow.paragraph(above=0.6 if place else 0.9, right=content.spare_em, leading=106, like=text)
        flow.write(text, styles.body)
    _write_positions(flow, styles, content)
    datings = {position.statement.id: position.dating for position in in_order(content.groups)}
    write_figures(flow, styles, content.figures, sources, datings)
    write_sources(flow, styles, sources.used_by(event))


def _write_positions(flow: Flow, styles: PageStyles, content: EventContent) -> None:
    """Write the statements by stance: those for and against it side by side where there is room."""
    if not content.spare_em:
        for group in content.groups:
            write_group(flow, styles, group, content.sources)
        return
    by_stance = {group.stance: group for group in content.groups}
    flow.begin_columns()
    for stances in (FOR, AGAINST):
        if stances is AGAINST:
            flow.next_column()
        for stance in stances:
            if stance in by_stance:
                write_group(flow, styles, by_stance[stance], content.sources)
    flow.end_columns()
    if Stance.COMMENTS in by_stance:
        write_group(flow, styles, by_stance[Stance.COMMENTS], content.sources)


def write_unknown(flow: Flow, styles: PageStyles) -> None:
    """Write what stands there when nothing of the chosen event had been said at the moment that is looked from."""
    flow.paragraph(leading=106)
    flow.write(NOT_KNOWN, styles.muted)


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
