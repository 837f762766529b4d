"""What was known when: an event as it stood at a second, and the moments at which anything became known.

Only what had surely been said by then counts (`storage.origins` tells which second that is); what nothing dates counts
as said ever since, and `Reasons.undated` names it.

When an event shows. From the first of its statements on, or from the publication of the first of its own sources that
has a date. A source without a date tells nothing of when the event became known, and shows it only where nothing else
would; a statement without a date does. An event of which nothing is dated always shows.

What shows of it. Title, date, place, text, category and tags are the words of the story's author, who may have known
better afterwards: they show as soon as the event does. Statements, with their figures and notes, show when they had
been made, the event's own sources when they had been published. A statement keeps the source that it was read in, even
if that came out later: without it nobody could look it up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from storage.dates import bounds, words_to_date
from storage.errors import DateError
from storage.model import Event, Source, Stance
from storage.origins import EVER_S, Origins, Said
from storage.standing import StandingKind, Tally, established

HIDDEN = 0
KINDS: tuple[StandingKind | None, ...] = (None, *StandingKind)
"""What the number of a state means: 0 an event that is not known, the others a standing."""

NEVER_S = (1 << 63) - 1
"""The second of what never comes."""

Stepped = tuple[int, list[tuple[int, int]]]
"""A state before anything dated, and the seconds at which more was known with the states since then."""

_NUMBER = {kind: number for number, kind in enumerate(KINDS)}
_UNSOURCED = _NUMBER[StandingKind.UNSOURCED]
_POSITIONS = (Stance.ASSERTS, Stance.PARTLY, Stance.DENIES, Stance.CANNOT_CONFIRM)
_COMMENT, _SOURCE = len(_POSITIONS), len(_POSITIONS) + 1
_NOTHING_SAID: Stepped = (_UNSOURCED, [])
_RANKS = {stance.value: rank for rank, stance in enumerate(_POSITIONS)}


def _states() -> tuple[tuple[int, int, int], ...]:
    """Return the state by the positions taken (a bit each) and the number of origins that vouch: 0, 1, 2 and more."""
    rows = [tuple(_NUMBER[established(number)] for number in range(3))]
    for bits in range(1, 1 << len(_POSITIONS)):
        row = []
        for number in range(3):
            tally = Tally()
            for rank, stance in enumerate(_POSITIONS):
                for origin in range(number if rank < 2 else 1) if bits >> rank & 1 else ():
                    tally.add(stance, str(origin))
                if bits >> rank & 1:
                    tally.add(stance, "")
            row.append(_NUMBER[tally.kind])
        rows.append(tuple(row))
    return tuple((one, two, three) for one, two, three in rows)


_STATES = _states()


class SaidAs(Said, Protocol):
    """A statement with its stance, by its word."""

    @property
    def stance(self) -> str: ...  # noqa: D102


def moment(date: str, zone: str = "UTC") -> int:
    """Return the last second of a date as it is typed: "as known on 7 Dec 2024" is at the end of that day.

    Raises DateError, also for a date without an end.
    """
    last_s = bounds(words_to_date(date), zone).latest_s
    if last_s is None:
        raise DateError(f"“{date[:60]}” has no end; give a date that has one.", date[:200])
    return last_s


def known_event(event: Event, sources: Mapping[str, Source], as_of_s: int | None, zone: str = "UTC") -> Event | None:
    """Return what was known of an event by a second, None where it was not known; with None all of it.

    An event of which all was known is returned as it is.
    """
    return known_with(event, Origins(sources, zone), as_of_s)


def known_events(
    events: Iterable[Event], sources: Mapping[str, Source], as_of_s: int | None, zone: str = "UTC"
) -> list[Event]:
    """Return what was known of each of the events, in their order, without those that were not known."""
    origins = Origins(sources, zone)
    known = (known_with(event, origins, as_of_s) for event in events)
    return [event for event in known if event is not None]


def known_with(event: Event, origins: Origins, as_of_s: int | None) -> Event | None:
    """Return what `known_event` does, with origins that were worked out before."""
    if as_of_s is None:
        return event
    if shown_from_s(event.sources, event.statements, origins) > as_of_s:
        return None
    statements = tuple(each for each in event.statements if origins.said_s(each) <= as_of_s)
    cited = tuple(each for each in event.sources if origins.published_s(each) <= as_of_s)
    if len(statements) == len(event.statements) and len(cited) == len(event.sources):
        return event
    return replace(event, statements=statements, sources=cited)


def shown_from_s(cited: Iterable[str], statements: Iterable[Said], origins: Origins) -> int:
    """Return the second from which an event shows, EVER_S for one that always does."""
    said = [origins.said_s(each) for each in statements]
    published = [second for second in map(origins.published_s, cited) if second != EVER_S]
    return min(said + published, default=EVER_S)


def known_from_s(event: Event, origins: Origins, test: Callable[[Event], bool]) -> int:
    """Return the second from which what was known of an event passes a test; EVER_S for always, NEVER_S for never.

    The test must hold for whatever tells more than what passed it, as a search for words does.
    """
    moments = {origins.said_s(each) for each in event.statements} | {
        origins.published_s(each) for each in event.sources
    }
    for second in sorted(moments | {EVER_S}):
        known = known_with(event, origins, second)
        if known is not None and test(known):
            return second
    return NEVER_S


def steps_of(cited: Sequence[str], statements: Sequence[SaidAs], origins: Origins) -> Stepped:
    """Return the state (a number of KINDS) of an event before anything dated, and the seconds at which more was known.

    Each comes with the state since then, in the order of time; it may be the one before, told by one more. An event is
    given by its own sources and its statements. What it says at a second is the `standing` of the `known_event`.
    """
    if not cited and not statements:
        return _UNSOURCED, []
    turns: list[tuple[int, int, str]] = []
    # Looked up here and not by methods: this is gone through for every statement of a large story.
    times = origins.times
    for each in statements:
        second = times.get(each.said)
        if second is None:
            second = origins.said_s(each)
        rank = _RANKS.get(each.stance, _COMMENT)
        if rank < _COMMENT:
            turns.append((second, rank, origins.of(each)))
            continue
        turns.append((second, rank, ""))
        if each.source:
            turns.append((max(second, origins.published_s(each.source)), _SOURCE, origins.of_source(each.source)))
    if len(turns) == 1 and not cited:
        return _one_step(*turns[0])
    shown_s = EVER_S
    for source in cited:
        turns.append((origins.published_s(source), _SOURCE, origins.of_source(source)))
    if cited:
        shown_s = shown_from_s(cited, statements, origins)
    if len(turns) > 1:
        turns.sort()
    return _steps(turns, shown_s)


def steps_of_all(events: Sequence[tuple[Sequence[str], Sequence[SaidAs]]], origins: Origins) -> Iterator[Stepped]:
    """Yield what `steps_of` returns for each of some events, given by their own sources and their statements.

    What all of their statements need is looked up in a few goes: most events have one statement or none.
    """
    flat = [one for _, said in events for one in said]
    ranks = [_RANKS.get(one.stance, _COMMENT) for one in flat]
    seconds, names = origins.said_s_all(flat), origins.of_all(flat)
    last = 0
    for cited, said in events:
        first, last = last, last + len(said)
        if not cited and first == last:
            yield _NOTHING_SAID
        elif not cited and last - first == 1 and ranks[first] < _COMMENT:
            yield _one_step(seconds[first], ranks[first], names[first])
        elif cited or _COMMENT in ranks[first:last]:
            yield steps_of(cited, said, origins)
        else:
            yield _steps(sorted(zip(seconds[first:last], ranks[first:last], names[first:last], strict=True)), EVER_S)


def kind_at(event: Event, origins: Origins, as_of_s: int | None) -> StandingKind | None:
    """Return how an event stood at a second (None: now), None where it was not known; the `standing` of what was."""
    state, steps = steps_of(event.sources, event.statements, origins)
    for second, later in steps:
        if as_of_s is not None and second > as_of_s:
            break
        state = later
    return KINDS[state]


def _one_step(second: int, rank: int, origin: str) -> Stepped:
    state = _STATES[0][0] if rank == _COMMENT else _STATES[1 << rank][1 if origin else 0]
    return (state, []) if second == EVER_S else (HIDDEN, [(second, state)])


def _steps(turns: Iterable[tuple[int, int, str]], shown_s: int) -> Stepped:
    """Return the steps from what counts from when on, in the order of time."""
    steps: list[tuple[int, int]] = []
    initial, bits, last_s = HIDDEN, 0, EVER_S
    # One, two and more are all that makes a difference: the first origin tells whether another is the second.
    vouching = resting = 0
    voucher = rest = ""
    for second, rank, origin in turns:
        if rank < _COMMENT:
            bits |= 1 << rank
            if rank < 2 and vouching < 2 and origin and origin != voucher:
                vouching += 1
                voucher = origin
        elif rank == _SOURCE and resting < 2 and (not resting or origin != rest):
            resting += 1
            rest = origin
        if second < shown_s:
            continue
        state = _STATES[bits][vouching if bits else resting]
        if second == last_s and steps:
            steps[-1] = second, state
        elif second == EVER_S:
            initial = state
        else:
            steps.append((second, state))
            last_s = second
    return initial, steps


def changes_of_knowledge(
    events: Iterable[Event], sources: Mapping[str, Source], zone: str = "UTC"
) -> list[tuple[int, tuple[str, ...]]]:
    """Return the seconds at which more was known, in the order of time, with the ids of the events it was about."""
    origins = Origins(sources, zone)
    changes: dict[int, list[str]] = {}
    for event in events:
        for second, _ in steps_of(event.sources, event.statements, origins)[1]:
            changes.setdefault(second, []).append(event.id)
    return [(second, tuple(changes[second])) for second in sorted(changes)]
