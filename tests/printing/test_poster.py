"""Posters: every event is on them once, nothing is cut, and the sheets fit together."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pypdfium2 import PdfDocument
from PySide6.QtGui import QFontDatabase

from gui.printing.inks import InkMode
from gui.printing.job import MANY_PAGES, Job
from gui.printing.paper import PageSetup, find_paper
from gui.printing.poster import PosterError, PosterOptions, plan_poster
from gui.timeline.poster.plan import PosterPlan
from storage.errors import TimelineError
from storage.model import Event
from tests.printing.pages import Pages, Word, drawn, events_of, poster, printed, sample, story

pytestmark = pytest.mark.usefixtures("qapp")

DAY_S = 86_400
SHEETS = {
    "A4": {},
    "A4 landscape": {"landscape": True},
    "A3 landscape": {"paper": "A3", "landscape": True},
    "A4 3x1": {"pages_wide": 3},
    "A4 4x2": {"pages_wide": 4, "pages_high": 2},
    "Letter": {"paper": "Letter"},
    "90 cm roll": {"paper": "roll 90cm", "landscape": True},
    "42 cm roll upright": {"paper": "roll 42cm"},
    "2 wide, as high as it takes": {"pages_wide": 2, "pages_high": None},
    "a scale": {"mm_per_s": 20 / DAY_S, "pages_high": None},
}


def cut(words: Word, window: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = window
    return words.left < left - 0.3 or words.right > right + 0.3 or words.top < top - 0.3 or words.bottom > bottom + 0.3


@pytest.mark.parametrize("name", ["homs-2024", "deep-time"])
@pytest.mark.parametrize("sheets", SHEETS)
def test_every_event_is_on_the_poster_once_and_no_word_is_cut(name: str, sheets: str, tmp_path: Path) -> None:
    chosen = sample(name)
    wanted = dict(SHEETS[sheets])
    if name == "deep-time" and wanted.pop("mm_per_s", None):
        wanted["mm_per_s"] = 20 / (1e9 * 365 * DAY_S)
    plan = poster(chosen, **wanted)
    assert sorted(each.subject.id for each in plan.placed) == sorted(event.id for event in chosen.events)
    with Pages(printed(plan, tmp_path / "poster.pdf")) as pages:
        assert len(pages) == plan.pages
        text = pages.flat()
        for event in chosen.events:
            assert "".join(event.title.split()) in text, event.title
        for page in range(plan.pages):
            width, height = plan.page_size_mm(page)
            assert pages.size_mm(page) == (round(width, 2), round(height, 2))
            content = plan.laid.sheets.content
            assert not [each.char for each in pages.chars(page) if cut(each, (9.5, 9.5, width - 9.5, height - 9.5))]
            inside = [each for each in pages.chars(page) if content.top < each.top and each.bottom < content.bottom]
            assert not [each.char for each in inside if cut(each, (content.left, 0, content.right, height))]


@pytest.mark.parametrize("sheets", ["A4 3x1", "A4 4x2", "2 wide, as high as it takes"])
def test_marks_and_words_lie_whole_on_the_sheet_of_their_time(sheets: str) -> None:
    plan = poster(sample("homs-2024"), **SHEETS[sheets])
    windows = [plan.laid.sheets.window(page) for page in range(plan.pages)]
    for each in plan.placed:
        if not each.subject.is_era:
            assert any(window.holds(plan.mark_box(each)) for window in windows)
        for box in plan.word_boxes(each):
            assert any(window.holds(box) for window in windows)


def test_the_title_of_a_long_bar_is_repeated_on_every_sheet_that_it_reaches(tmp_path: Path) -> None:
    plan = poster(sample("homs-2024"), pages_wide=3)
    with Pages(printed(plan, tmp_path / "poster.pdf")) as pages:
        assert ["Government loses Aleppo" in pages.text(page) for page in range(3)] == [True, True, True]


def test_words_of_different_events_never_overlap() -> None:
    plan = poster(sample("deep-time"), landscape=True)
    boxes = [box for each in plan.placed for box in plan.word_boxes(each)]
    assert not [(a, b) for place, a in enumerate(boxes) for b in boxes[place + 1 :] if a.touches(b)]


def test_the_axis_is_on_every_sheet(tmp_path: Path) -> None:
    plan = poster(sample("homs-2024"), pages_wide=4, pages_high=2)
    with Pages(printed(plan, tmp_path / "poster.pdf")) as pages:
        for page in range(plan.pages):
            left, right = plan.laid.sheets.column_range(page % 4)
            labels = [label.text for label in plan.axis.labels if left <= label.x < right]
            assert labels
            assert all("".join(label.split()) in "".join(pages.text(page).split()) for label in labels)


def test_title_page_number_scale_and_date_are_on_every_sheet(tmp_path: Path) -> None:
    plan = poster(sample("homs-2024"), pages_wide=3)
    with Pages(printed(plan, tmp_path / "poster.pdf")) as pages:
        for page in range(3):
            text = pages.text(page)
            for words in ("Homs, December 2024", f"A{page + 1} · page {page + 1} of 3", "mm a day", "single source"):
                assert words in text
            assert "Printed on 7 December 2024" in text


@pytest.mark.parametrize("sheets", ["A4 3x1", "A4 4x2", "2 wide, as high as it takes"])
@pytest.mark.parametrize("name", ["homs-2024", "deep-time"])
def test_sheets_laid_on_each_other_are_the_poster_on_one_sheet(sheets: str, name: str) -> None:
    plan = poster(sample(name), **SHEETS[sheets])
    for page in range(plan.pages):
        tile, part = drawn(plan, page, whole=False), drawn(plan, page, whole=True)
        assert tile.shape == part.shape
        assert (part < 128).any()
        assert int(np.abs(tile - part).max()) < 16, plan.laid.sheets.code(page)


def test_letters_are_as_small_as_the_plan_says_and_lines_no_thinner_than_print_can_show(tmp_path: Path) -> None:
    for mode in InkMode:
        plan = poster(sample("homs-2024"), landscape=True, inks=mode)
        with Pages(printed(plan, tmp_path / "poster.pdf")) as pages:
            assert min(pages.text_sizes_pt(0)) == pytest.approx(plan.smallest_text_pt, abs=0.05)
            assert min(pages.line_widths_mm(0)) >= 0.199


def test_a_small_poster_warns_of_small_letters() -> None:
    plan = poster(sample("homs-2024"), "A6")
    assert plan.smallest_text_pt < 6
    assert "hard to read" in plan.warnings[0]


def test_titles_of_many_scripts_are_found(tmp_path: Path) -> None:
    titles = ["Aleppo falls: an office affair", "Η πτώση της πόλης", "Падение города Хомс", "سقوط حلب لا إله إلا الله"]
    if QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        titles.append("霍姆斯战役 人民")
    plan = poster(story(tmp_path, events_of(titles)), landscape=True)
    with Pages(printed(plan, tmp_path / "poster.pdf")) as pages:
        text = unicodedata.normalize("NFKC", pages.flat())
    assert [title for title in titles if "".join(title.split()) not in text] == []


def test_a_poster_of_one_event_and_of_none(tmp_path: Path) -> None:
    one = poster(story(tmp_path, [Event("a", "The only one", "2024-12-07")]))
    none = poster(story(tmp_path, []))
    assert (one.pages, one.figures()["events"], none.pages, none.figures()["events"]) == (1, 1, 1, 0)
    with Pages(printed(none, tmp_path / "none.pdf")) as pages:
        assert "There is no event to show here." in pages.text(0)


def test_a_range_takes_what_overlaps_it(tmp_path: Path) -> None:
    events = [
        Event("a", "Before", "2024-12-01"),
        Event("b", "Across", "2024-12-01/2024-12-05"),
        Event("c", "In", "2024-12-05"),
    ]
    chosen = story(tmp_path, events)
    assert [each.subject.title for each in poster(chosen).placed] == ["Before", "Across", "In"]
    part = sample("homs-2024", from_="8 Dec 2024", to="8 Dec 2024")
    assert {event.title for event in part.events} == {"Who holds Homs?", "Civil war in Syria", "Rebel offensive"}
    assert len(poster(part).placed) == 3


def test_the_scale_that_was_asked_for_is_the_scale_used() -> None:
    plan = poster(sample("homs-2024"), mm_per_s=20 / DAY_S, pages_high=None)
    assert plan.figures()["scale"] == "20 mm a day"
    times = plan.laid.times
    first, second = times.xs([times.start_s, times.start_s + DAY_S])
    assert second - first == pytest.approx(20.0)


def test_a_scale_that_takes_more_pages_than_there_may_be_is_refused_in_a_sentence() -> None:
    with pytest.raises(PosterError, match="take a smaller scale"):
        poster(sample("homs-2024"), mm_per_s=1.0)


def test_events_without_room_are_refused_with_what_to_do(tmp_path: Path) -> None:
    crowd = [Event(f"e{place}", f"Event number {place}", "2024-12-07") for place in range(1500)]
    chosen = story(tmp_path, crowd)
    with pytest.raises(PosterError, match="take more pages"):
        poster(chosen, "A5")
    plan = poster(chosen, "A4", pages_high=None)
    assert len(plan.placed) == 1500
    assert plan.pages > 3


def test_a_long_title_is_broken_and_one_without_end_is_cut_with_a_word(tmp_path: Path) -> None:
    plan = poster(story(tmp_path, events_of(["word " * 60, "endless" * 500])), landscape=True)
    assert len(plan.placed[0].lines) > 3
    assert "cut there" in plan.warnings[-1]


def test_figures_are_plain_json_and_tell_the_paper_that_was_chosen() -> None:
    plan = plan_poster(sample("deep-time"), PageSetup(find_paper("210x280mm"), True), PosterOptions(pages_wide=2))
    figures = json.loads(json.dumps(plan.figures()))
    assert (figures["pages"], figures["paper"], figures["paper_mm"]) == (2, "210 × 280 mm", [280.0, 210.0])
    assert figures["orientation"] == "landscape"
    assert figures["smallest_text_pt"] <= figures["text_pt"]


def test_black_and_grey_use_no_colour(tmp_path: Path) -> None:
    for mode in (InkMode.GREY, InkMode.MONO):
        path = printed(poster(sample("homs-2024"), inks=mode), tmp_path / "poster.pdf")
        document = PdfDocument(path)
        picture = document[0].render(scale=1.5).to_numpy().astype(np.int16)
        document.close()
        assert int(np.abs(picture[..., 0] - picture[..., 2]).max()) <= 2


def test_tile_codes_name_the_sheet_of_each_mark() -> None:
    plan = poster(sample("homs-2024"), pages_wide=4, pages_high=2)
    codes = plan.tile_codes()
    assert len(codes) == 19
    assert set(codes.values()) <= {f"{row}{column}" for row in "AB" for column in range(1, 5)}
    for each in plan.placed:
        window = plan.laid.sheets.window(plan.anchors()[f"poster/{each.subject.id}"].page)
        assert window.left <= each.x <= window.right


def test_many_pages_need_somebodys_consent(tmp_path: Path) -> None:
    crowd = [Event(f"e{place}", f"Event number {place}", f"{1000 + place}") for place in range(60)]
    plan = poster(story(tmp_path, crowd), "A6", mm_per_s=12 / (365 * DAY_S), pages_high=None)
    job = Job((plan,) * (MANY_PAGES // plan.pages + 1))
    assert job.needs_consent
    assert "pages" in job.warnings[0]


def test_planning_can_be_ended() -> None:
    class EnoughError(Exception):
        pass

    def stop() -> None:
        raise EnoughError

    with pytest.raises(EnoughError):
        plan_poster(sample("homs-2024"), PageSetup(find_paper("A4")), go_on=stop)


def test_margins_that_leave_no_room_are_refused() -> None:
    from gui.printing.paper import Margins

    with pytest.raises(TimelineError, match="leave no room"):
        plan_poster(sample("homs-2024"), PageSetup(find_paper("A6"), False, Margins.even(50)))


def has_all_words(plan: PosterPlan) -> bool:
    """Tell whether the words of every event lie whole on some sheet."""
    windows = [plan.laid.sheets.window(page) for page in range(plan.pages)]
    return all(any(window.holds(plan.word_boxes(each)[0]) for window in windows) for each in plan.placed)


@pytest.mark.parametrize("sheets", [{}, {"paper": "A6"}, {"pages_wide": 3}, {"paper": "60x400mm"}])
def test_era_with_a_long_title_and_a_wide_date_have_their_words(sheets: dict[str, object], tmp_path: Path) -> None:
    era = Event("era", "long " * 100, "2024-12-03/2024-12-05", category="c3")
    wide = [
        Event(f"e{day}", "Short", f"2024-12-{day:02d}T00:15:00/2025-01-{day:02d}T13:40:00", category="c0")
        for day in range(1, 9)
    ]
    plan = poster(story(tmp_path, [era, *wide]), **sheets)
    assert len(plan.placed) == 9 and has_all_words(plan)


def test_size_of_text_that_was_asked_for_is_used_or_refused(tmp_path: Path) -> None:
    chosen = story(tmp_path, events_of(["W" * 40] * 5))
    assert poster(chosen, pages_wide=2, pages_high=None, text_pt=12.0).laid.text_mm * 72 / 25.4 == pytest.approx(12.0)
    with pytest.raises(PosterError, match="in letters of 40 pt"):
        poster(chosen, pages_wide=2, pages_high=None, text_pt=40.0)


def test_legend_is_no_wider_than_narrow_paper(tmp_path: Path) -> None:
    chosen = story(tmp_path, events_of(["One", "Two", "Three"]))
    named = tuple(replace(each, name="漢" * 60) for each in chosen.story.categories)
    plan = poster(replace(chosen, story=replace(chosen.story, categories=named)), "A6")
    room = plan.laid.sheets.setup.printable.width
    assert all(each.x + each.width <= room for each in plan.furniture.items)


def test_what_was_chosen_is_said_to_its_end(tmp_path: Path) -> None:
    chosen = replace(story(tmp_path, events_of(["One"])), search="word " * 200, as_of="7 Dec 2024", narrowed="n " * 90)
    assert " ".join(poster(chosen, "A6").heading.below).endswith("as known on 7 Dec 2024")
