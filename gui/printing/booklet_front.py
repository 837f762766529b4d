"""What comes before the events: the title page, the contents, and how well the story is established."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gui.printing.booklet_content import Content
from gui.printing.flow_blocks import Block, Face, Item, Rule, Run
from gui.reader.citing import date_in_words
from gui.signs import STANDING_SIGNS
from gui.text import NO_BREAK_SPACE, isolated, one_line, paragraphs
from storage.pieces import Progress, unhurried
from storage.questions import NOBODY_ELSE, Question, QuestionKind, questions
from storage.standing import CERTAINTY, StandingKind

MOST_IN_CONTENTS = 400
"""With more events the contents list the headings alone: nobody looks for an event in twenty pages of titles."""
MOST_QUESTIONS = 40
"""Questions of one kind that are written out; the events themselves say the rest."""
_MOST_NUMBERS = 60

_MEANING = {
    StandingKind.CONTESTED: "Someone asserts it and someone denies it.",
    StandingKind.DENIED: "There are denials only.",
    StandingKind.UNCONFIRMED: "Someone who looked cannot confirm it.",
    StandingKind.SINGLE_SOURCE: "Those who assert it trace back to one origin.",
    StandingKind.CORROBORATED: "Two or more independent origins assert it, and nobody denies it.",
    StandingKind.UNSOURCED: "Nobody vouches for it.",
}
_QUESTIONS = {
    QuestionKind.CONTESTED: "Contested: who is right?",
    QuestionKind.FIGURES: "Figures that lie far apart",
    QuestionKind.UNCONFIRMED: "Looked into and not confirmed",
    QuestionKind.DENIED: "Denied, and asserted by nobody",
    QuestionKind.UNSOURCED: "Without a source",
    QuestionKind.SINGLE_SOURCE: "From a single source",
    QuestionKind.NO_BASIS: "Dates whose words are counted from nothing",
}


def title_item(content: Content) -> Item:
    """Return the title page."""
    chosen, shapes, options = content.chosen, content.shapes, content.options
    story = chosen.story
    blocks = [Block((Run(one_line(story.title) or "Untitled", Face.COVER),), shapes.cover, anchor="booklet")]
    blocks += [Block((Run(text, Face.COVER_SMALL),), shapes.cover_text) for text in paragraphs(story.description)]
    lines = [_what(content), chosen.words[:1].upper() + chosen.words[1:], _times(content)]
    lines.append(f"Times are those of {one_line(chosen.zone)}" if chosen.events else "")
    lines.append(f"Printed {options.printed_on}" if options.printed_on else "")
    for place, line in enumerate(filter(None, lines)):
        shape = shapes.cover_text if place == 0 else shapes.cover_line
        blocks.append(
            Block((Run(isolated(one_line(line)), Face.META_MUTED),), shape, rule=Rule.NONE if place else Rule.ABOVE)
        )
    return Item(tuple(blocks))


def _what(content: Content) -> str:
    events = content.chosen.events
    statements = sum(len(event.statements) for event in events)
    counts = ((len(events), "event"), (statements, "statement"), (len(content.cited), "source"))
    return ", ".join(f"{number:,} {noun}{'' if number == 1 else 's'}" for number, noun in counts)


def _times(content: Content) -> str:
    events = content.chosen.events
    if not events:
        return ""
    first, last = date_in_words(events[0].when), date_in_words(events[-1].when)
    span = f"From {first} to {last}" if first != last else first[:1].upper() + first[1:]
    return f"{span}"


def contents_items(content: Content, parts: list[tuple[str, str]]) -> Iterator[Item]:
    """Yield the contents: the parts before the events ("" for where they come), and the events by their headings."""
    shapes = content.shapes
    every = len(content.chosen.events) <= MOST_IN_CONTENTS
    yield Item((Block((Run("Contents", Face.PART),), shapes.part),))
    for title, anchor in parts:
        if anchor:
            runs = (Run(title, Face.META_BOLD, target=f"#{anchor}"),)
            yield Item((Block(runs, shapes.contents_group, tail=anchor),))
            continue
        for group in content.groups:
            anchor = f"group/{group.places[0] + 1}"
            heading = Run(isolated(group.label), Face.META_BOLD, target=f"#{anchor}", ink="accent")
            shape = shapes.contents_group if every else shapes.contents_line
            yield Item((Block((heading,), shape, tail="" if every else anchor),))
            for place in group.places if every else ():
                yield Item((_contents_line(content, place),))


def _contents_line(content: Content, place: int) -> Block:
    event = content.chosen.events[place]
    anchor = f"event/{event.id}"
    run = Run(isolated(one_line(event.title)) or "Untitled", Face.BODY, target=f"#{anchor}")
    label = Run(str(place + 1), Face.META_MUTED)
    return Block((run,), content.shapes.contents_line, label, tail=anchor)


def summary_items(content: Content, progress: Progress = unhurried) -> Iterator[Item]:
    """Yield how many events stand in which way, and what the story leaves open; `progress` as for `questions`."""
    shapes = content.shapes
    yield Item((Block((Run("How it stands", Face.PART),), shapes.part, anchor="summary"),))
    if not content.chosen.events:
        yield Item((Block((Run("There is no event in what was chosen."),), shapes.first_text),))
        return
    yield from _standings(content)
    yield from _questions(content, progress)


def _standings(content: Content) -> Iterator[Item]:
    events, standings = content.chosen.events, content.chosen.standings
    counts = Counter(standings[event.id].kind for event in events)
    for kind in CERTAINTY:
        if not counts[kind]:
            continue
        sign, word = STANDING_SIGNS[kind]
        number = counts[kind]
        runs = [Run(f"{word.capitalize()}: ", Face.META_BOLD), Run(f"{number:,} of {len(events):,}. ", Face.META)]
        runs.append(Run(f"{_MEANING[kind]} ", Face.META_MUTED))
        places = [place for place, event in enumerate(events) if standings[event.id].kind is kind]
        runs += _numbers(content, places)
        yield Item((Block(tuple(runs), content.shapes.entry, Run(sign, Face.META_BOLD)),), keep=True)


def _numbers(content: Content, places: list[int]) -> Iterator[Run]:
    events = content.chosen.events
    yield Run("Event " if len(places) == 1 else "Events ", Face.META)
    for count, place in enumerate(places[:_MOST_NUMBERS]):
        if count:
            yield Run(", ", Face.META)
        yield Run(str(place + 1), Face.META_BOLD, target=f"#event/{events[place].id}", ink="accent")
    more = len(places) - _MOST_NUMBERS
    yield Run(f" and {more:,} more." if more > 0 else ".", Face.META)


def _questions(content: Content, progress: Progress) -> Iterator[Item]:
    chosen, shapes = content.chosen, content.shapes
    # The events are what was known already; their sources are needed as they are.
    found = questions(chosen.events, chosen.sources, chosen.as_of_s, chosen.zone, progress=progress)
    if not found:
        return
    yield Item((Block((Run("Open questions", Face.TITLE),), shapes.title, anchor="questions"),))
    kinds: dict[QuestionKind, list[Question]] = {}
    for question in found:
        kinds.setdefault(question.kind, []).append(question)
    for kind, asked in kinds.items():
        heading = Block((Run(_QUESTIONS[kind], Face.META_BOLD, ink="accent"),), shapes.question_kind)
        for count, question in enumerate(asked[:MOST_QUESTIONS]):
            block = _question(content, question)
            yield Item((heading, block) if count == 0 else (block,), keep=True)
        if (more := len(asked) - MOST_QUESTIONS) > 0:
            text = f"And {more:,} more: each event says under its title how it stands."
            yield Item((Block((Run(text, Face.META_MUTED),), shapes.question),))


def _question(content: Content, question: Question) -> Block:
    number = content.chosen.numbers[question.event_id]
    target = f"#event/{question.event_id}"
    title = Run(f"{isolated(one_line(question.event_title) or 'Untitled')}{NO_BREAK_SPACE} ", Face.BODY, target=target)
    # The heading over it says so, for all of them at once.
    words = question.sentence.removesuffix(NOBODY_ELSE).rstrip()
    sentence = Run(one_line(words), Face.META_MUTED)
    return Block((title, sentence), content.shapes.question, Run(str(number), Face.META_BOLD, target=target))
