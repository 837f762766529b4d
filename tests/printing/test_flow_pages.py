"""Lines become pages: all of them, in their order, with nothing torn from what it belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.printing.flow_blocks import Block, Run, Shape
from gui.printing.flow_pages import LEAST_LINES, Line, Paginator, Placed, Sheets, placed_lines

# A story of lines is slow to draw: fewer in the usual run, as many as ever in the full one.
FEWER = settings(max_examples=max(settings().max_examples // 3, 30))
LINE = 10.0
NOTE = 4.0
LONG_NOTE = 8.0
GAP = 2.0


def block(
    text: str = "",
    *,
    above: float = 0.0,
    keep_next: bool = False,
    keep_lines: bool = False,
    group: int = 0,
    resume: str = "",
    anchor: str = "",
) -> Block:
    shape = Shape(LINE, above, keep_next=keep_next, keep_lines=keep_lines)
    return Block((Run(text),), shape, group=group, resume=resume, anchor=anchor)


def lines(count: int, notes: dict[int, tuple[int, ...]] | None = None) -> list[Line]:
    return [Line(place, place + 1, LINE, (notes or {}).get(place, ())) for place in range(count)]


def height_of_note(_number: int, is_full: bool) -> float:
    return LONG_NOTE if is_full else NOTE


def pages(
    items: list[list[tuple[Block, list[Line]]]], height: float = 60.0, *, keep: bool = False, most_kept: float = 60.0
) -> Sheets:
    paginator = Paginator(height, height_of_note, note_gap=GAP, resume_height=5.0)
    before: Block | None = None
    for number, item in enumerate(items):
        blocks, measured = [pair[0] for pair in item], [pair[1] for pair in item]
        paginator.feed(placed_lines(number, blocks, measured, keep=keep, most_kept=most_kept, before=before))
        before = blocks[-1]
    return paginator.finish()


def rows(sheets: Sheets, page: int) -> list[tuple[int, int, int, int]]:
    return [(each.item, each.block, each.start, each.end) for each in sheets.slices(page)]


def test_a_heading_goes_with_two_lines_of_what_follows() -> None:
    sheets = pages([[(block(), lines(5))], [(block(keep_next=True), lines(1)), (block(), lines(4))]], 70.0)
    assert rows(sheets, 0) == [(0, 0, 0, 5)]
    assert rows(sheets, 1) == [(1, 0, 0, 1), (1, 1, 0, 4)]


def test_a_heading_goes_with_the_next_item() -> None:
    sheets = pages([[(block(), lines(5))], [(block(keep_next=True), lines(1))], [(block(), lines(3))]])
    assert rows(sheets, 1) == [(1, 0, 0, 1), (2, 0, 0, 3)]


@pytest.mark.parametrize(("count", "left"), [(7, 5), (8, 6), (3, 3)])
def test_no_line_of_a_paragraph_stands_alone_on_the_next_page(count: int, left: int) -> None:
    assert rows(pages([[(block(), lines(count))]]), 0) == [(0, 0, 0, left)]


def test_a_quote_stays_with_its_speaker() -> None:
    said = [(block(group=1, keep_next=True), lines(1)), (block(group=1), lines(4))]
    sheets = pages([[(block(), lines(3)), *said]])
    assert rows(sheets, 0) == [(0, 0, 0, 3)]
    assert rows(sheets, 1) == [(0, 1, 0, 1), (0, 2, 0, 4)]


def test_a_quote_that_no_page_holds_says_whose_it_is_on_the_next() -> None:
    said = [(block(group=1, keep_next=True), lines(1)), (block(group=1, resume="Ada, continued"), lines(12))]
    sheets = pages([said])
    assert len(sheets) > 1
    assert [each.top for each in sheets.slices(1)] == [5.0]


def test_the_space_above_is_left_out_at_the_top_of_a_page() -> None:
    sheets = pages([[(block(above=7.0), lines(6))], [(block(above=7.0), lines(2))]])
    assert [sheets.slices(page)[0].top for page in range(2)] == [0.0, 0.0]


def test_a_footnote_is_full_once_and_short_afterwards() -> None:
    sheets = pages([[(block(), lines(8, {0: (3,), 7: (3, 4)}))]])
    assert [(note.number, note.is_full) for note in sheets.notes(0)] == [(3, True)]
    assert [(note.number, note.is_full) for note in sheets.notes(1)] == [(3, False), (4, True)]


def test_footnotes_end_at_the_foot_of_the_page() -> None:
    (first, second) = pages([[(block(), lines(2, {0: (1, 2)}))]]).notes(0)
    assert (first.top, second.top) == (60.0 - 2 * LONG_NOTE, 60.0 - LONG_NOTE)


def test_a_line_that_calls_for_too_many_footnotes_has_them_in_short() -> None:
    notes = pages([[(block(), lines(1, {0: tuple(range(1, 9))}))]]).notes(0)
    assert [note.is_full for note in notes] == [False] * 8
    assert notes[0].top >= LINE


def test_a_line_higher_than_the_page_comes_alone() -> None:
    sheets = pages([[(block(), [Line(0, 1, 500.0), Line(1, 2, LINE)])]])
    assert [rows(sheets, page) for page in range(2)] == [[(0, 0, 0, 1)], [(0, 0, 1, 2)]]


blocks_of_lines = st.tuples(
    st.builds(
        block,
        above=st.sampled_from([0.0, 3.0, 12.0]),
        keep_next=st.booleans(),
        keep_lines=st.booleans(),
        group=st.integers(0, 2),
        resume=st.sampled_from(["", "more"]),
    ),
    st.builds(
        lines,
        st.integers(1, 14),
        st.dictionaries(st.integers(0, 13), st.lists(st.integers(1, 9), max_size=3).map(tuple), max_size=3),
    ),
)
stories = st.lists(st.lists(blocks_of_lines, min_size=1, max_size=3), min_size=1, max_size=4)


@FEWER
@given(stories, st.booleans())
def test_every_line_is_on_one_page_in_its_order(story: list[list[tuple[Block, list[Line]]]], keep: bool) -> None:
    sheets = pages(story, keep=keep, most_kept=30.0)
    wanted = [(i, b, line.start) for i, item in enumerate(story) for b, (_, found) in enumerate(item) for line in found]
    got = [
        (i, b, at) for page in range(len(sheets)) for i, b, start, end in rows(sheets, page) for at in range(start, end)
    ]
    assert got == wanted


@FEWER
@given(stories, st.booleans())
def test_nothing_runs_into_the_footnotes_which_are_those_of_the_page(
    story: list[list[tuple[Block, list[Line]]]], keep: bool
) -> None:
    sheets = pages(story, keep=keep, most_kept=30.0)
    for page in range(len(sheets)):
        slices, notes = sheets.slices(page), sheets.notes(page)
        called = {
            number
            for each in slices
            for line in story[each.item][each.block][1][each.start : each.end]
            for number in line.notes
        }
        assert {note.number for note in notes} == called
        last = slices[-1]
        count = sum(each.end - each.start for each in slices)
        # What fits nowhere comes all the same: one line with its footnotes.
        if count > 1:
            assert last.top + (last.end - last.start) * LINE <= min([60.0, *(note.top for note in notes)]) + 1e-3


@FEWER
@given(stories)
def test_widows_stand_only_where_the_page_has_no_better_place(story: list[list[tuple[Block, list[Line]]]]) -> None:
    sheets = pages(story, most_kept=30.0)
    for page in range(len(sheets) - 1):
        last, following = sheets.slices(page)[-1], sheets.slices(page + 1)[0]
        if (last.item, last.block) != (following.item, following.block):
            continue
        count = len(story[last.item][last.block][1])
        is_widow = not LEAST_LINES <= last.end <= count - LEAST_LINES
        whole = [each for each in sheets.slices(page)[1:] if each.start == 0]
        free = [
            each
            for each in whole
            if not _before(story, each.item, each.block).shape.keep_next and not each_group(story, each)
        ]
        assert not (is_widow and free)


def each_group(story: list[list[tuple[Block, list[Line]]]], each: object) -> int:
    return story[each.item][each.block][0].group  # type: ignore[attr-defined]


def _before(story: list[list[tuple[Block, list[Line]]]], item: int, number: int) -> Block:
    return story[item][number - 1][0] if number else story[item - 1][-1][0]


def test_lines_of_a_page_take_few_bytes() -> None:
    paginator = Paginator(600.0, height_of_note)
    one = [(block(), lines(3))] * 20
    for number in range(500):
        paginator.feed(placed_lines(number, [b for b, _ in one], [m for _, m in one], keep=False, most_kept=200.0))
    sheets = paginator.finish()
    kept = sum(each.itemsize * len(each) for each in vars(sheets).values())
    assert kept / len(sheets) < 1000


def test_a_placed_line_knows_its_anchor() -> None:
    (placed,) = placed_lines(0, [block(anchor="event/1")], [lines(1)], keep=False, most_kept=10.0)
    assert isinstance(placed, Placed)
    assert placed.anchor == "event/1"
