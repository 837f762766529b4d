"""Figures with their owners: who counted what, when they said so, and where it can be looked up.

A figure stays as its owner gave it. Figures of one thing stand side by side; they are never added up, averaged or
rounded, and none is shown without its qualifier.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from storage.citation import figure_text
from storage.csl import one_line
from storage.known import known_with
from storage.model import Event, Figure, Source, Stance
from storage.origins import Ground, Origins, Saying, name_key
from storage.reasons import in_order_of_saying, who_says

FACTOR = 2
Number = int | float


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure as it was given: `owner` says it, and `origin` is the folded name that tells owners apart.

    `saying` is the second by which it had surely been said, `said` that date in EDTF as the statement has it.
    """

    event_id: str
    event_title: str
    statement_id: str
    figure: Figure
    stance: Stance
    owner: str
    role: str
    origin: str
    said: str
    saying: Saying
    source: str
    locator: str
    scope: tuple[str, str]

    @property
    def text(self) -> str:
        """Return the figure in words, with its qualifier: "more than 800 people killed"."""
        return figure_text(self.figure)

    @property
    def is_claimed(self) -> bool:
        """Tell whether who says it stands behind the number: of one in a denial or a doubt nobody can tell.

        It may be the number that is denied, or one that is put in its place.
        """
        return self.stance not in (Stance.DENIES, Stance.CANNOT_CONFIRM)

    @property
    def span(self) -> tuple[Number, Number] | None:
        """Return the least and the most number that was given; None where there is none."""
        given = [each for each in (self.figure.low, self.figure.value, self.figure.high) if each is not None]
        return (min(given), max(given)) if given else None


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that was said of one thing that is counted, in one unit, in the order of saying."""

    counted: str
    unit: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two owners whose latest figures of one thing lie more than a factor apart."""

    counted: str
    lower: Entry
    higher: Entry

    @property
    def sentence(self) -> str:
        """Return both figures with their owners."""
        return f"{self.lower.owner}: {self.lower.text}; {self.higher.owner}: {self.higher.text}."


def figures_of(
    event: Event, sources: Mapping[str, Source], as_of_s: int | None = None, zone: str = "UTC"
) -> tuple[Entry, ...]:
    """Return the figures of an event that had been given by a second (None: all), in the order of saying."""
    return figures_with(event, Origins(sources, zone), as_of_s)


def figures_with(event: Event, origins: Origins, as_of_s: int | None = None) -> tuple[Entry, ...]:
    """Return what `figures_of` does, with origins that were worked out before."""
    if not any(each.figures for each in event.statements):
        return ()
    known = known_with(event, origins, as_of_s)
    if known is None:
        return ()
    # Without a place nothing but the event itself says what is counted where.
    scope = (name_key(event.place), event.when) if name_key(event.place) else ("", event.id)
    return tuple(
        Entry(
            event.id,
            event.title,
            each.id,
            figure,
            each.stance,
            who_says(each, origins.sources),
            one_line(each.role),
            origins.of(each),
            each.said,
            saying,
            each.source,
            each.locator,
            scope,
        )
        for saying, each in in_order_of_saying(known.statements, origins)
        for figure in each.figures
    )


def ledger(
    events: Iterable[Event], sources: Mapping[str, Source], as_of_s: int | None = None, zone: str = "UTC"
) -> tuple[Counted, ...]:
    """Return the figures of a story that had been given by a second (None: all), by what is counted."""
    origins = Origins(sources, zone)
    return grouped(entry for event in events for entry in figures_with(event, origins, as_of_s))


def grouped(entries: Iterable[Entry]) -> tuple[Counted, ...]:
    """Return entries by what is counted and its unit (case, accents and a leading "the" make no difference).

    The groups are in the order in which their things are named first; a group is in the order of saying.
    """
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        groups.setdefault(_key(entry.figure), []).append(entry)
    return tuple(
        Counted(one_line(group[0].figure.counted), one_line(group[0].figure.unit), tuple(sorted(group, key=_order)))
        for group in groups.values()
    )


def disagreements(entries: Iterable[Entry], factor: Number = FACTOR) -> tuple[Disagreement, ...]:
    """Return where owners differ by more than a factor about one thing, in the words of the files' authors.

    Only what is counted in one event, or at one place and time, is taken for one thing: the dead of two nights are no
    disagreement. Of each owner the latest figure counts: a number that its owner raised is none either, nor is one
    that is not claimed: who denies an event, or cannot confirm it, leaves that open already. What is at least or at
    most so many is compared by the number that was given.
    """
    found = (disagreement(group, factor) for group in by_thing(entries))
    return tuple(each for each in found if each is not None)


def by_thing(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Return the entries that claim a number by the thing that they count: what `disagreements` compares."""
    things: dict[tuple[object, ...], list[Entry]] = {}
    for entry in entries:
        if entry.span is not None and entry.is_claimed:
            things.setdefault((_key(entry.figure), entry.scope), []).append(entry)
    return list(things.values())


def disagreement(group: Sequence[Entry], factor: Number = FACTOR) -> Disagreement | None:
    """Return where the owners of the figures of one thing differ by more than a factor; None where they don't."""
    return _disagreement(_latest(group), factor) if group else None


def may_disagree(group: Sequence[Entry], factor: Number = FACTOR) -> bool:
    """Tell whether figures of one thing lie so far apart that owners may ever have differed, now or at a moment."""
    return _differ(min(map(_most, group)), max(map(_least, group)), factor)


def _latest(entries: Sequence[Entry]) -> list[Entry]:
    """Return what each owner said last; who cannot be told from another owner is one by themselves."""
    last: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=_order_of_owners):
        key = entry.origin or entry.statement_id
        same = last.get(key)
        if same and (same[0].event_id, same[0].statement_id) == (entry.event_id, entry.statement_id):
            same.append(entry)
        else:
            last[key] = [entry]
    return [entry for same in last.values() for entry in same]


def _disagreement(entries: Sequence[Entry], factor: Number) -> Disagreement | None:
    lowest = min(entries, key=_most)
    highest = max(entries, key=_least)
    if not _differ(_most(lowest), _least(highest), factor):
        return None
    return Disagreement(one_line(highest.figure.counted), lowest, highest)


def _differ(low: Number, high: Number, factor: Number) -> bool:
    if high <= low:
        return False
    if low <= 0 <= high:
        return True
    # Whole numbers of any length are compared as they are; a product of floats may become infinite, and so it is more.
    return high > low * factor if low > 0 else low < high * factor


def _least(entry: Entry) -> Number:
    return entry.span[0] if entry.span else 0


def _most(entry: Entry) -> Number:
    return entry.span[1] if entry.span else 0


def _key(figure: Figure) -> tuple[str, str]:
    return name_key(figure.counted), name_key(figure.unit)


def _order(entry: Entry) -> tuple[bool, int]:
    """Put what is undated last, where a reader looks for it."""
    return entry.saying.ground is Ground.UNDATED, entry.saying.second


def _order_of_owners(entry: Entry) -> int:
    """Put what is undated first: whatever is dated is taken to be newer."""
    return entry.saying.second
