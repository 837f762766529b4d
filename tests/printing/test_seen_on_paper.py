"""What was seen on the printed pages: dates that were missing, ends that were none, words without room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from gui.printing.booklet_groups import groups_of
from gui.printing.booklet_options import Grouping
from gui.printing.chosen import Chosen
from gui.printing.lettering import LINE_EM
from gui.printing.list_plan import plan_list
from gui.printing.paper import PageSetup, find_paper
from gui.printing.poster import PosterOptions, plan_poster
from gui.printing.scales import scale_bar
from gui.timeline.poster.placing import Dates
from storage.dates import Edge
from storage.model import Event
from storage.story_file import open_story

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
HOMS, DEEP = (SAMPLES / f"{name}.timeline.json" for name in ("homs-2024", "deep-time"))
A3 = PageSetup(find_paper("A3"), landscape=True)
A4 = PageSetup(find_paper("A4"))

pytestmark = pytest.mark.usefixtures("qapp")


def chosen(path: Path, **wanted: Any) -> Chosen:
    with open_story(path, read_only=True) as story:
        return Chosen.of(story, **wanted)


@pytest.mark.parametrize("setup", [A3, A4], ids=["A3", "A4"])
def test_a_full_poster_has_the_dates_behind_the_titles_within_its_sheet(setup: PageSetup) -> None:
    plan = plan_poster(chosen(DEEP), setup)
    assert {each.dates for each in plan.laid.marks} == {Dates.BEHIND}
    assert plan.figures()["dates"] is True
    right = plan.drawing_size_mm[0]
    boxes = [box for each in plan.placed for box in plan.word_boxes(each)]
    assert all(box.left >= 0.0 and box.right <= right for box in boxes)
    marks = [box for each in plan.laid.marks for box in plan.word_boxes(each)]
    for place, box in enumerate(marks):
        assert not any(box.touches(other) for other in marks[place + 1 :])


def test_a_poster_of_a_range_shows_what_goes_on_beyond_it() -> None:
    plan = plan_poster(chosen(HOMS, from_="2024-12-05", to="2024-12-06"), A3)
    (aleppo,) = (each for each in plan.laid.marks if "Aleppo" in each.subject.title)
    assert [edge & Edge.OPEN for edge in aleppo.subject.bar_style[1:]] == [Edge.OPEN, Edge.OPEN]
    # Its mark tells of its date as ever.
    assert not aleppo.subject.style[1] & Edge.OPEN
    assert aleppo.bar is not None and 0.0 < aleppo.bar[0] < aleppo.bar[1] < plan.drawing_size_mm[0]


def test_a_whole_story_has_no_bar_cut() -> None:
    marks = plan_poster(chosen(HOMS), A3).laid.marks
    assert not any(each.subject.is_cut_before or each.subject.is_cut_after for each in marks)


def test_dates_that_were_asked_for_are_told_in_words() -> None:
    words = chosen(HOMS, from_="2024-12-05", to="2024-12-08", as_of="2024-12-08").words
    assert words == "5 December 2024 to 8 December 2024, as known on 8 December 2024"


@pytest.mark.parametrize(
    ("dates", "label"),
    [
        (["2024-12-07"], "7 December 2024"),
        (["2024-12-07", "2024-12-08"], "December 2024"),
        (["2024-12"], "December 2024"),
        (["1924", "1923-05"], "20th century"),
    ],
)
def test_a_single_heading_is_as_narrow_as_its_events(dates: list[str], label: str) -> None:
    events = [Event(str(place), f"Event {place}", when) for place, when in enumerate(dates)]
    assert [group.label for group in groups_of(events, [], Grouping.AUTO, "UTC")] == [label]


def test_a_list_breaks_no_usual_date() -> None:
    plan = plan_list(chosen(HOMS), A4)
    assert all(len(each.row.cells[1]) == 1 for page in plan.placed for each in page if not each.row.spans)


def test_a_list_of_nothing_says_so(tmp_path: Path) -> None:
    plan = plan_list(chosen(HOMS, search="nothing has these words"), A4)
    (row,) = (each.row for each in plan.placed[0])
    assert row.cells[1][0].text == "There is no event in what was chosen."
    assert plan.links(0) == []


def test_a_scale_bar_counts_in_billions() -> None:
    assert scale_bar(20.0 / (10**9 * 31_556_952), 30.0)[1] == "1.2 billion years"


def test_the_command_says_what_of_the_file_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from main import main

    story = tmp_path / "story.timeline.json"
    story.write_text(HOMS.read_text("utf-8").replace('"title": "Meeting in Qatar"', '"title": ""'), "utf-8")
    out = tmp_path / "out.pdf"
    assert main(["print", str(story), "-o", str(out), "--style", "list"]) == 0
    assert "1 event of the file cannot be read and is not printed" in capsys.readouterr().err
    with pypdfium2.PdfDocument(out) as document:
        assert "Where is President Assad?" in document[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize("path", [HOMS, DEEP], ids=["homs", "deep"])
def test_a_roll_across_is_cut_where_the_events_end(path: Path) -> None:
    plan = plan_poster(chosen(path), PageSetup(find_paper("roll 90cm")))
    line_mm = LINE_EM * plan.laid.text_mm
    lowest = max(box.bottom for each in plan.laid.marks for box in plan.word_boxes(each))
    assert 0.0 <= plan.laid.bottoms[0] - lowest < 4 * line_mm


def test_a_poster_without_room_for_dates_says_so() -> None:
    plan = plan_poster(chosen(DEEP), PageSetup(find_paper("A4"), landscape=True))
    assert plan.figures()["dates"] is False
    assert plan.warnings == ("The dates of the events have no room: take more pages or larger paper.",)
    without = plan_poster(chosen(DEEP), PageSetup(find_paper("A4"), landscape=True), PosterOptions(dates=False))
    assert without.warnings == ()
