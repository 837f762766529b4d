"""Statements in words: for the tool tip, for a screen reader, and for the list behind a group."""

from __future__ import annotations

from gui.signs import STANCE_SIGNS
from gui.text import isolated, label
from gui.timeline.length_words import length_in_words
from gui.timeline.two_times.said_columns import STANCES, SaidColumns
from storage.dates import display
from storage.errors import DateError
from storage.model import Event, Source, Stance, Statement
from storage.origins import EVER_S
from storage.reasons import who_says

_VERBS = {
    Stance.ASSERTS: "asserted by",
    Stance.PARTLY: "partly asserted by",
    Stance.DENIES: "denied by",
    Stance.CANNOT_CONFIRM: "not confirmed by",
    Stance.COMMENTS: "commented on by",
}


def who_and_how(statement: Statement, sources: dict[str, Source]) -> str:
    """Return who made a statement and how they stand to its event: "denied by the Ministry"."""
    return f"{_VERBS[statement.stance]} {isolated(label(who_says(statement, sources)))}"


def said_words(columns: SaidColumns, place: int, statement: Statement) -> str:
    """Return when a statement was made, and how long after its event."""
    if int(columns.known_s[place]) == EVER_S:
        return "not dated"
    if not statement.said:
        when = "dated by its source"
    else:
        try:
            when = f"said {display(statement.said)}"
        except DateError:
            when = f"said {label(statement.said)}"
    return f"{when}, {lag_words(columns, place)}"


def lag_words(columns: SaidColumns, place: int) -> str:
    """Return how long after its event a statement was made, no more exactly than both are known."""
    start_s, end_s = int(columns.start_s[place]), int(columns.end_s[place])
    first_s, last_s = int(columns.first_s[place]), int(columns.last_s[place])
    if last_s < start_s:
        return f"{_length(start_s - last_s, first_s, last_s)} before it happened"
    # Counted from the end: what was said while it still went on is not late.
    if first_s < end_s:
        return "as it happened" if end_s - start_s > 1 else "at about that time"
    return f"{_length(first_s - end_s + 1, first_s, last_s)} later"


def _length(seconds: int, first_s: int, last_s: int) -> str:
    # How long somebody may have waited is as uncertain as the time of saying.
    return length_in_words(seconds, float(last_s - first_s + 1) if last_s - first_s > 1 else 0.0)


def tip_words(columns: SaidColumns, place: int, statement: Statement, event: Event, sources: dict[str, Source]) -> str:
    """Return the lines of a statement's tool tip."""
    sign, _ = STANCE_SIGNS[statement.stance]
    lines = (
        f"{sign} {who_and_how(statement, sources)}",
        said_words(columns, place, statement),
        label(event.title),
        _date(event),
    )
    return "\n".join(lines)


def spoken(
    columns: SaidColumns,
    place: int,
    nth: tuple[int, int],
    statement: Statement,
    event: Event,
    sources: dict[str, Source],
) -> str:
    """Return what a screen reader says of a statement, the `nth` of so many."""
    who, said = who_and_how(statement, sources), said_words(columns, place, statement)
    words = label(statement.quote or statement.paraphrase)
    return f"Statement {nth[0]:,} of {nth[1]:,}: {who}, {said}; {label(event.title)}, {_date(event)}. {words}".strip()


def group_words(columns: SaidColumns, members: list[int], titles: int) -> str:
    """Return what stands in a group: "12 statements on 4 events: 9 assert, 3 deny"."""
    counts: dict[int, int] = {}
    for place in members:
        stance = int(columns.stance[place])
        counts[stance] = counts.get(stance, 0) + 1
    by_stance = ", ".join(f"{count:,} × {STANCE_SIGNS[STANCES[one]][1]}" for one, count in sorted(counts.items()))
    return f"{len(members):,} statements on {titles:,} event{'s' * (titles != 1)}\n{by_stance}"


def _date(event: Event) -> str:
    try:
        return display(event.when)
    except DateError:
        return label(event.when)
