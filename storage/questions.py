"""Open questions: what a story leaves unsettled, each with one sentence and the event that it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from storage.csl import one_line
from storage.dates.typed import Habits, read_typed
from storage.known import known_with
from storage.ledger import Disagreement, disagreements, figures_with
from storage.model import Event, Source
from storage.origins import Origins
from storage.pieces import Progress, unhurried
from storage.reasons import reasons
from storage.standing import StandingKind, standing


class QuestionKind(StrEnum):
    """What is open about an event; the most open first."""

    CONTESTED = "contested"
    FIGURES = "figures"
    UNCONFIRMED = "unconfirmed"
    DENIED = "denied"
    UNSOURCED = "unsourced"
    SINGLE_SOURCE = "single-source"
    NO_BASIS = "no-basis"


_KINDS = {
    StandingKind.CONTESTED: QuestionKind.CONTESTED,
    StandingKind.UNCONFIRMED: QuestionKind.UNCONFIRMED,
    StandingKind.DENIED: QuestionKind.DENIED,
    StandingKind.UNSOURCED: QuestionKind.UNSOURCED,
    StandingKind.SINGLE_SOURCE: QuestionKind.SINGLE_SOURCE,
}
NOBODY_ELSE = "Nobody else does."
"""The end of the sentence on a single source."""
_ORDER = {kind: number for number, kind in enumerate(QuestionKind)}


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is open, and the event that it is about."""

    kind: QuestionKind
    event_id: str
    event_title: str
    sentence: str


def questions(
    events: Iterable[Event],
    sources: Mapping[str, Source],
    as_of_s: int | None = None,
    zone: str = "UTC",
    locale: str = "en",
    progress: Progress = unhurried,
) -> tuple[Question, ...]:
    """Return what was open by a second (None: now), kind by kind, within a kind in the order of the events.

    `progress` is told of every event; what it raises ends the work.
    """
    origins = Origins(sources, zone)
    known = [event for each in events if (event := known_with(each, origins, as_of_s)) is not None]
    found: list[Question] = []
    for number, event in enumerate(known):
        progress(number / len(known))
        found += questions_of(event, sources, as_of_s, zone, locale)
    figures = (entry for event in known for entry in figures_with(event, origins))
    found += map(_of_figures, disagreements(figures))
    return tuple(sorted(found, key=lambda question: _ORDER[question.kind]))


def questions_of(
    event: Event, sources: Mapping[str, Source], as_of_s: int | None = None, zone: str = "UTC", locale: str = "en"
) -> Iterator[Question]:
    """Yield what is open about an event by itself; figures are compared by `questions`."""
    held = standing(event, sources, as_of_s, zone)
    if held.kind in _KINDS:
        who = reasons(event, sources, as_of_s, zone).sentence if held.positions.total else ""
        yield Question(_KINDS[held.kind], event.id, event.title, _sentence(held.kind, who, held.sentence))
    if is_without_basis(event, locale):
        phrase = one_line(event.phrase, 100)
        sentence = f"The date stands on the words “{phrase}”, and what they were counted from is not said."
        yield Question(QuestionKind.NO_BASIS, event.id, event.title, sentence)


def is_without_basis(event: Event, locale: str = "en") -> bool:
    """Tell whether an event's date stands on relative words ("Saturday", "the next day") whose basis is not given.

    Words that are no date and hold no number tell none by themselves, whether or not the program can read them.
    """
    phrase = event.phrase.strip()
    if not phrase or event.basis.strip():
        return False
    typed = read_typed(phrase, Habits(locale=locale))
    return not typed.readings and (typed.needs_basis or not any(char.isdecimal() for char in phrase))


def _sentence(kind: StandingKind, who: str, counts: str) -> str:
    if kind is StandingKind.SINGLE_SOURCE and who:
        return f"{who} {NOBODY_ELSE}"
    return who or counts


def _of_figures(found: Disagreement) -> Question:
    entry = found.higher
    return Question(QuestionKind.FIGURES, entry.event_id, entry.event_title, found.sentence)
