"""Events in bands: by category, place, speaker, source or tag."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.timeline.layout.building import MOST_BANDS, THE_REST, Built, Grouping, Plan, build_columns, keys_of
from gui.timeline.layout.columns import Columns
from gui.timeline.layout.frame import build_frame
from gui.timeline.layout.laying import lay_out
from gui.timeline.layout.scale import Scale
from tests.timeline.layouts import overlaps_at_any_level, some_columns
from tests.timeline.stories import CATEGORIES, Told, built, characters

WIDTH_PX = 1000
TOLD = (
    Told("a", "2024-03", category="talks", place="Homs", speakers=("Ada", "Ben", "Ada"), tags=("night",)),
    Told("b", "2024-01", category="front", place="Hama", speakers=("Ben",), sources=("s1", "s2")),
    Told("c", "2024-02", category="unheard of"),
)


def grouped(grouping: Grouping, order: tuple[str, ...] = (), *, keep: bool = False) -> Built:
    rows = [replace(one, row=row) for row, one in enumerate(TOLD)]
    plan = Plan(CATEGORIES, "UTC", characters, grouping=grouping, band_order=order, keep_bands=keep)
    return build_columns(rows, plan)


def rows_in(found: Built) -> dict[str, list[int]]:
    marks = found.marks
    return {key: marks.row[marks.band == band].tolist() for band, key in enumerate(found.band_keys)}


@pytest.mark.parametrize(
    ("grouping", "expected"),
    [
        (Grouping.NONE, {"": [1, 2, 0]}),
        (Grouping.CATEGORY, {"front": [1], "talks": [0], "unheard of": [2]}),
        (Grouping.PLACE, {"Hama": [1], "Homs": [0], "": [2]}),
        (Grouping.SPEAKER, {"Ben": [1, 0], "Ada": [0], "": [2]}),
        (Grouping.SOURCE, {"s1": [1], "s2": [1], "": [2, 0]}),
        (Grouping.TAG, {"night": [0], "": [1, 2]}),
    ],
)
def test_bands_come_by_first_appearance_and_categories_as_the_story_has_them(
    grouping: Grouping, expected: dict[str, list[int]]
) -> None:
    found = rows_in(grouped(grouping))
    assert found == expected
    assert list(found) == list(expected)


def test_bands_come_in_the_order_asked_for() -> None:
    assert grouped(Grouping.PLACE, ("", "Homs", "Rome")).band_keys == ("", "Homs", "Hama")


def test_bands_of_an_edit_keep_the_numbers_of_the_layout() -> None:
    found = grouped(Grouping.PLACE, ("Rome", "Homs", ""), keep=True)
    assert found.band_keys == ("Rome", "Homs", "", "Hama")


def test_an_event_in_several_bands_has_one_main_entry() -> None:
    marks = grouped(Grouping.SPEAKER).marks
    assert len(marks) == 4
    assert sorted(marks.row[marks.main]) == [0, 1, 2]


def test_an_event_stands_once_in_a_band() -> None:
    assert keys_of(TOLD[0], Grouping.SPEAKER) == ("Ada", "Ben")


def test_the_smallest_of_too_many_bands_share_one() -> None:
    told = [Told("x", "2024", row=row, place=f"p{row // 2}") for row in range(2 * MOST_BANDS + 1)]
    found = build_columns(told, Plan(CATEGORIES, "UTC", characters, grouping=Grouping.PLACE))
    assert len(found.band_keys) == MOST_BANDS
    assert rows_in(found)[THE_REST][-1] == 2 * MOST_BANDS
    assert rows_in(found)["p0"] == [0, 1]


def test_eras_stand_in_no_band() -> None:
    found = built(Told("e", "2011/2020", category="era"), TOLD[0], grouping=Grouping.CATEGORY)
    assert found.eras.band.tolist() == [0]
    assert found.band_keys == ("talks",)


@settings(max_examples=60, deadline=None)
@given(some_columns(4), st.integers(1, 20))
def test_each_band_has_lanes_of_its_own(columns: Columns, limit: int) -> None:
    layout = lay_out(columns, limit, band_count=4)
    assert overlaps_at_any_level(layout) == 0
    assert layout.lane_counts.sum() == layout.lanes.count
    assert layout.band_counts.tolist() == np.bincount(columns.band, minlength=4).tolist()


@given(some_columns(3), st.integers(-5, 30), st.sets(st.integers(0, 2)))
def test_a_collapsed_band_is_in_no_chip_and_its_density_is_whole(columns: Columns, zoom: int, shut: set[int]) -> None:
    layout = lay_out(columns, 6, band_count=3).collapsed(shut)
    start_s = int(columns.start_s[0]) if len(columns) else 0
    scale = Scale(start_s << 32, 2.0**zoom).panned(-50)
    frame = build_frame(layout, scale, WIDTH_PX)
    behind = [entry for chip in frame.chips for entry in layout.behind(chip, scale.level).tolist()]
    assert len(behind) == sum(chip.count for chip in frame.chips)
    assert not shut & set(columns.band[behind].tolist())
    for band in shut:
        ribbon = layout.band_density(band, scale, WIDTH_PX)
        left_s, right_s = scale.second_at(0), scale.second_at(WIDTH_PX)
        inside = (columns.band == band) & (columns.start_s >= left_s) & (columns.start_s <= right_s)
        assert ribbon.count.sum() >= inside.sum()


def test_an_event_whose_main_band_is_collapsed_counts_in_another() -> None:
    marks = grouped(Grouping.SPEAKER).marks
    layout = lay_out(marks, 9, band_count=3)
    main_band = int(marks.band[marks.main & (marks.row == 0)][0])
    shut = layout.collapsed({main_band})
    assert np.count_nonzero(shut.counted & (marks.row == 0)) == 1
    assert np.count_nonzero(layout.collapsed({0, 1}).counted & (marks.row == 0)) == 0
