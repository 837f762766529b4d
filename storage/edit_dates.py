"""The date of a headless edit: nobody can be asked there, so what can be read in two ways is refused with both."""

from __future__ import annotations

from datetime import date

from storage.dates.quoting import quoted
from storage.dates.typed import Habits, Reading, Typed, century_until, read_typed
from storage.errors import DateError
from storage.model import Story

_YEARS_AHEAD = 20


def habits_of_story(story: Story, counted_from: str = "") -> Habits:
    """Return how a story's dates are read where nobody can be asked.

    Years of two digits are those around today; `counted_from` is the day of relative words. Raises DateError where
    that is no day.
    """
    habits = Habits(story.language, century_from=century_until(date.today().year + _YEARS_AHEAD))
    basis = only_reading(read_typed(counted_from, habits)).edtf if counted_from else ""
    return Habits(story.language, century_from=habits.century_from, basis=basis, time_zone=story.time_zone)


def only_reading(typed: Typed) -> Reading:
    """Return the one thing that a text means. Raises DateError, with the readings where there are several."""
    if len(typed.readings) == 1:
        return typed.readings[0]
    if typed.readings:
        readings = " or ".join(f"{reading.words} ({reading.edtf})" for reading in typed.readings)
        raise DateError(f"{quoted(typed.text)} can be read as {readings}; write the one that is meant.", typed.text)
    hint = " Name it with --counted-from." if typed.needs_basis else ""
    raise DateError(f"{typed.problem}{hint}", typed.text[:200], typed.start)
