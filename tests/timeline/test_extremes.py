"""The layout where time ends, where clocks are changed and where little is known."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from gui.timeline.layout.building import LONGEST_TITLE
from gui.timeline.layout.frame import build_frame
from gui.timeline.layout.laying import lay_out
from gui.timeline.layout.ranges import YEAR_S, usual_range, whole_range
from gui.timeline.layout.scale import COARSEST_SECONDS_PER_PX, FINEST_SECONDS_PER_PX, Scale
from gui.timeline.layout.ticks import Tick, axis_ticks
from storage.dates import bounds
from tests.timeline.stories import built, columns, event

WIDTH_PX = 1000
ENDS = ("Y-292E9", "Y292E9")


def ticks(start: str, minutes: int, zone: str) -> list[Tick]:
    start_s = bounds(start, zone).earliest_s
    assert start_s is not None
    scale = Scale.fitting(start_s, start_s + minutes * 60, 0, WIDTH_PX)
    return list(axis_ticks(scale, WIDTH_PX, zone, "en", lambda text: 7.0 * len(text)).ticks)


@pytest.mark.parametrize("seconds_per_px", [FINEST_SECONDS_PER_PX, 1e9, COARSEST_SECONDS_PER_PX])
@pytest.mark.parametrize("origin_s", [-(2**63), 0, 2**63 - 1])
def test_any_zoom_at_any_time_gives_a_frame(seconds_per_px: float, origin_s: int) -> None:
    found = columns(*ENDS, *["2024-12-07"] * 30)
    frame = build_frame(lay_out(found, 4), Scale(origin_s << 32, seconds_per_px), WIDTH_PX)
    assert np.isfinite(frame.mark_px).all()


def test_the_whole_reaches_to_the_ends_of_time() -> None:
    first, last = bounds(ENDS[0]).earliest_s, bounds(ENDS[1]).latest_s
    assert last is not None
    assert whole_range(columns(*ENDS), columns("2024")) == (first, last + 1)


def test_the_whole_leaves_out_what_is_open_for_ever() -> None:
    found = built(event("2012"), event("2011/..", category="era"))
    assert whole_range(found.marks, found.eras) == (bounds("2011").earliest_s, found.marks.end_s[0])


def test_of_a_lone_open_era_a_year_is_shown() -> None:
    eras = built(event("2011/..", category="era")).eras
    first = bounds("2011").earliest_s
    assert first is not None
    assert whole_range(columns(), eras) == (first, first + YEAR_S)


def test_events_at_both_ends_of_time_open_with_what_lies_between() -> None:
    found = columns(*ENDS, *[f"2024-12-{day:02d}" for day in range(1, 20)])
    assert usual_range(found) == (found.start_s[1], found.end_s[-2])


def test_a_set_reaches_as_far_as_its_outermost_dates() -> None:
    found = columns("[2010,2015..]")
    assert (found.start_s[0], found.end_s[0] - 1) == (bounds("2010").earliest_s, bounds("2015").latest_s)


def test_a_title_of_a_hundred_thousand_letters_is_measured_by_its_beginning() -> None:
    measured: list[int] = []

    def measure(titles: Sequence[str]) -> NDArray[np.float32]:
        measured.extend(map(len, titles))
        return np.full(len(titles), 7, np.float32)

    built(event("2011", "x" * 100_000), measure=measure)
    assert max(measured) == LONGEST_TITLE


def test_neighbouring_chips_keep_apart() -> None:
    # Two crowds a few seconds apart, on both sides of where one stretch ends and the next begins.
    border_s = 13_000 << 17
    whens = [datetime.fromtimestamp(border_s + by, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for by in (-2, 2)]
    found = columns(*whens * 20)
    scale = Scale(border_s << 32, 2.0**10).panned(-500)
    chips = build_frame(lay_out(found, 1), scale, WIDTH_PX).chips
    assert len(chips) == 2
    assert chips[1].px - chips[0].px >= 80


def test_an_hour_that_the_clocks_repeat_has_its_ticks_twice() -> None:
    found = [tick for tick in ticks("2024-10-27T02:50", 90, "Europe/Berlin") if tick.label == "02:55"]
    assert len(found) == 2


def test_the_axis_within_the_second_pass_of_an_hour_is_not_empty() -> None:
    found = ticks("2024-10-27T01:10:00Z", 60, "Europe/Berlin")
    assert [tick.label for tick in found if 0 <= tick.px < WIDTH_PX][:2] == ["02:10", "02:15"]


def test_no_tick_stands_in_an_hour_that_the_clocks_skip() -> None:
    found = ticks("2024-03-31T01:30", 60, "Europe/Berlin")
    assert not [tick.label for tick in found if tick.label.startswith("02:")]
    assert all(one.px < following.px for one, following in pairwise(found))
