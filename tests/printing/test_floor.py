"""Paper, scales, inks, numbers and packing: what needs no file and no font."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.printing.booklet_groups import groups_of
from gui.printing.booklet_options import Grouping
from gui.printing.inks import InkMode, inks_for
from gui.printing.legible import legible
from gui.printing.numbering import number_events, number_sources
from gui.printing.paper import Margins, PageSetup, Paper, PaperError, find_paper
from gui.printing.poster import PosterError, read_pages
from gui.printing.scales import ScaleError, read_scale, scale_bar, scale_words
from gui.timeline.poster.packing import Block, pack
from gui.timeline.poster.sheets import Sheets
from storage.model import Category, Event, Stance, Statement

DAY_S = 86_400


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("A4", (210, 297)),
        ("iso a0", (841, 1189)),
        ("b5", (176, 250)),
        ("US Letter", (215.9, 279.4)),
        ("arch-d", (609.6, 914.4)),
        ("210x297mm", (210, 297)),
        ("21 × 29,7 cm", (210, 297)),
        ("8.5 x 11 in", (215.9, 279.4)),
        ("50cm x 700 mm", (500, 700)),
    ],
)
def test_paper_is_found_by_its_words(words: str, size: tuple[float, float]) -> None:
    paper = find_paper(words)
    assert (paper.width_mm, paper.height_mm) == size
    assert not paper.is_roll


@pytest.mark.parametrize("words", ["roll 90cm", "900 mm roll", "ROLL 0.9 m"])
def test_rolls_are_as_long_as_five_metres(words: str) -> None:
    paper = find_paper(words)
    assert (paper.is_roll, paper.width_mm, paper.height_mm) == (True, 900.0, 5000.0)
    along = PageSetup(paper, landscape=True).cut_at(1234)
    assert (along.width_mm, along.height_mm) == (1234, 900)


@pytest.mark.parametrize("words", ["", "A11", "paper", "0x10mm", "10x10mm", "9999999x1m", "210x297", "A4; rm", "roll"])
def test_no_paper_is_made_up(words: str) -> None:
    with pytest.raises(PaperError, match="paper"):
        find_paper(words)


def test_a_page_lies_as_it_is_asked_to() -> None:
    setup = PageSetup(find_paper("Letter"), landscape=True, margins=Margins(10, 5, 20, 7))
    box = setup.printable
    assert (setup.width_mm, setup.height_mm) == (279.4, 215.9)
    assert (box.left, box.top, round(box.right, 3), round(box.bottom, 3)) == (10, 5, 259.4, 208.9)
    # What is wider than it is high stands upright as well.
    assert PageSetup(Paper("card", 300, 200)).width_mm == 200


@pytest.mark.parametrize(
    ("words", "mm", "seconds"),
    [
        ("20mm/day", 20, DAY_S),
        ("2 cm a day", 20, DAY_S),
        ("1 in per hour", 25.4, 3600),
        ("5 mm per 10 million years", 5, 31_556_952e7),
        ("3 mm / Myr", 3, 31_556_952e6),
        ("10 cm per century", 100, 31_556_952e2),
    ],
)
def test_scales_are_read(words: str, mm: float, seconds: float) -> None:
    assert read_scale(words) == pytest.approx(mm / seconds)


@pytest.mark.parametrize("words", ["", "20", "day", "0mm/day", "20mm/parsec", "2 cm", "-2cm a day"])
def test_what_is_no_scale_is_refused(words: str) -> None:
    with pytest.raises(ScaleError, match="scale"):
        read_scale(words)


def test_scales_are_written_in_the_first_unit_that_shows() -> None:
    assert scale_words(20 / DAY_S) == "20 mm a day"
    assert scale_words(12 / 3600) == "12 mm an hour"
    assert scale_words(4 / (31_556_952 * 1e6)) == "4 mm per million years"


@given(st.floats(1e-17, 1e3))
def test_a_scale_bar_is_as_long_as_it_says_and_no_longer_than_it_may(mm_per_s: float) -> None:
    length_mm, words = scale_bar(mm_per_s, 30.0)
    assert length_mm <= 30.0
    assert bool(words) == (length_mm > 0)


@pytest.mark.parametrize(("words", "pages"), [("3x1", (3, 1)), ("4 × 2", (4, 2)), ("3x", (3, None)), ("x2", (None, 2))])
def test_pages_are_read(words: str, pages: tuple[int | None, int | None]) -> None:
    assert read_pages(words) == pages


@pytest.mark.parametrize("words", ["", "0x1", "3", "1000x1", "axb"])
def test_what_is_no_number_of_pages_is_refused(words: str) -> None:
    with pytest.raises(PosterError, match="pages"):
        read_pages(words)


@pytest.mark.parametrize("mode", InkMode)
def test_categories_are_told_apart_in_all_inks(mode: InkMode) -> None:
    colours = ("red", "olive", "teal", "indigo", "amber", "plum", "green", "blue", "slate")
    inks = inks_for([Category(f"c{place}", "name", colours[place % 9]) for place in range(20)], mode)
    looks = [(ink.shape, ink.pattern, ink.colour if mode is InkMode.COLOUR else "") for ink in inks.categories]
    assert len(set(looks)) == len(looks)
    assert inks.of("nobody") is inks.categories[-1]


def test_backgrounds_are_white_unless_asked_for() -> None:
    bare, tinted = inks_for([]).palette, inks_for([], backgrounds=True).palette
    assert {bare.paper, bare.panel, bare.band, bare.raised} == {"#ffffff"}
    assert tinted.band != "#ffffff"


def test_events_and_sources_are_numbered_as_they_come() -> None:
    said = Statement("s", Stance.ASSERTS, source="two")
    events = [
        Event("a", "A", "2024", sources=("one",), statements=(said,)),
        Event("b", "B", "2024", sources=("gone", "three")),
    ]
    assert dict(number_events(events)) == {"a": 1, "b": 2}
    assert dict(number_sources(events, ["one", "two", "three"])) == {"one": 1, "two": 2, "three": 3}


def test_glyphs_are_named_as_people_type() -> None:
    table = b"2 beginbfrange\n<0000> <0000> <0000>\n<0001> <0006> [<0009> <FB03> <2EA0> <FEDF> <FEFB> <0041> ]"
    expected = b"[<0020> <006600660069> <6C11> <0644> <FEFB> <0041> ]"
    assert legible(table).endswith(expected)


BLOCKS = st.lists(
    st.tuples(
        st.floats(0, 180), st.floats(1, 60), st.integers(1, 9), st.booleans(), st.floats(0, 100), st.floats(-40, 200)
    ),
    max_size=40,
)


@given(BLOCKS, st.lists(st.integers(0, 40), min_size=1, max_size=4))
def test_what_is_packed_never_overlaps(
    drawn: list[tuple[float, float, int, bool, float, float]], sizes: list[int]
) -> None:
    blocks = [
        Block(left, left + width, rows, left, left + bar, has_bar, turn)
        for left, width, rows, has_bar, bar, turn in drawn
    ]
    packed = pack(blocks, sizes, 0.5)
    if packed is None:
        return
    taken: list[tuple[int, int, float, float]] = []
    for block, region, row in zip(blocks, packed.regions.tolist(), packed.rows.tolist(), strict=True):
        assert row + block.height - 1 <= sizes[region]
        parts = [(row + down, block.left, block.right) for down in range(block.rows)]
        if block.has_bar:
            parts.append((row + block.rows, block.bar_left, max(block.bar_right, block.left)))
        for at, left, right in parts:
            assert not [one for one in taken if one[0] == region and one[1] == at and left < one[3] and one[2] < right]
        taken += [(region, at, left, right) for at, left, right in parts]


def test_further_regions_are_taken_as_they_are_needed() -> None:
    blocks = [Block(0, 10, 3) for _ in range(9)]
    assert pack(blocks, [7], 0.5) is None
    packed = pack(blocks, [7], 0.5, more=lambda number: 7 if number < 9 else 0)
    assert packed is not None
    assert len(packed.used) == 5


@given(st.integers(1, 30), st.integers(1, 30), st.booleans())
def test_sheets_cover_the_drawing_and_share_a_strip(columns: int, rows: int, landscape: bool) -> None:
    sheets = Sheets(PageSetup(find_paper("A4"), landscape), columns, rows, 6.5, 9.0, 10.0)
    windows = [sheets.window(page) for page in range(sheets.count)]
    assert max(window.right for window in windows) == pytest.approx(sheets.width_mm)
    assert max(window.bottom for window in windows) == pytest.approx(sheets.height_mm)
    for page, window in enumerate(windows):
        column, row = sheets.place(page)
        left, right = sheets.column_range(column)
        assert window.left <= left < right <= window.right + 1e-6
        middle = (left + right) / 2, sum(sheets.row_range(row)) / 2
        assert sheets.page_at(*middle) == page
        assert page in sheets.pages_showing(window)
        if column:
            assert windows[page - 1].right - window.left == pytest.approx(sheets.overlap_mm)
    assert len({sheets.code(page) for page in range(sheets.count)}) == sheets.count
    assert sheets.code(0) == "A1"


@pytest.mark.parametrize(
    ("dates", "heading"),
    [
        (["2024-12-07"], "7 December 2024"),
        (["2024-12-07", "2024-12-07T10:00"], "7 December 2024"),
        (["2024-12-07", "2024-12-09"], "December 2024"),
        (["2021", "2024"], "21st century"),
    ],
)
def test_one_heading_over_a_short_story_says_as_much_as_it_can(dates: list[str], heading: str) -> None:
    events = [Event(date, "An event", date) for date in dates]
    assert [group.label for group in groups_of(events, (), Grouping.AUTO, "UTC")] == [heading]
