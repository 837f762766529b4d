"""The booklet, looked at in the PDF that it becomes."""

from __future__ import annotations

import ctypes
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from pytestqt.qtbot import QtBot

from gui.printing.booklet_options import BookletOptions, Grouping
from gui.printing.booklet_plan import BookletPlan
from gui.printing.booklet_planner import plan_booklet
from gui.printing.chosen import Chosen
from gui.printing.inks import InkMode
from gui.printing.job import Job, write_pdf
from gui.printing.paper import POINTS_PER_MM, Margins, PageSetup, PaperError, find_paper
from gui.printing.pdf import PdfAbout
from gui.printing.poster import PosterOptions, plan_poster
from storage.story_file import open_story
from tests.conftest import SAMPLES, StoryWriter

pytestmark = pytest.mark.usefixtures("qapp")

A4 = PageSetup(find_paper("A4"))


def planned(path: Path, options: BookletOptions | None = None, setup: PageSetup = A4, **chosen: str) -> BookletPlan:
    with open_story(path, read_only=True) as story:
        return plan_booklet(Chosen.of(story, **chosen), setup, options)


def printed(plan: BookletPlan, folder: Path) -> Path:
    out = folder / "booklet.pdf"
    write_pdf(Job((plan,)), out, PdfAbout("A booklet", "Ada", language="en"))
    return out


def texts(pdf: Path) -> list[str]:
    """Return the text of each page, its letters in their plain forms, on one line."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = [document[page].get_textpage().get_text_bounded() for page in range(len(document))]
    return [" ".join(unicodedata.normalize("NFKC", text).split()) for text in found]


def page_of(pages: list[str], words: str, first: int = 0) -> int:
    return next(number for number, text in enumerate(pages) if number >= first and words in text)


def statement(number: int, **fields: Any) -> dict[str, Any]:
    return {"id": f"st-{number}", "stance": "asserts", "speaker": f"Speaker {number}", **fields}


@pytest.fixture
def long_story(write_story: StoryWriter) -> Path:
    """Return a story of forty events whose texts, speakers and sources can be told apart."""
    events = []
    for n in range(1, 41):
        said = [
            statement(10 * n + k, quote=f"Quote {n}.{k} " + "of many words " * (7 * k), source=f"s{(n * k) % 25}")
            for k in range(1, n % 4 + 1)
        ]
        text = f"Text {n} begins. " + "It goes on for a while. " * (n % 9)
        events.append(
            {"title": f"Title number {n}.", "when": f"2024-{n % 12 + 1:02d}-{n % 27 + 1:02d}", "text": text}
            | {"place": f"Place {n % 6}", "statements": said, "sources": [f"s{n % 25}"]}
        )
    sources = [
        {"id": f"s{n}", "csl": {"title": f"Paper <{n}>", "publisher": "Press", "URL": f"https://example.org/{n}"}}
        for n in range(25)
    ]
    return write_story(events=events, sources=sources)


def test_every_event_stands_in_the_booklet_once(long_story: Path, tmp_path: Path) -> None:
    plan = planned(long_story, BookletOptions(has_contents=False, has_summary=False))
    whole = " ".join(texts(printed(plan, tmp_path)))
    assert [whole.count(f"Title number {n}.") for n in range(1, 41)] == [1] * 40
    assert [whole.count(f"Text {n} begins.") for n in range(1, 41)] == [1] * 40


def test_a_heading_is_on_the_page_on_which_its_text_begins(long_story: Path, tmp_path: Path) -> None:
    pages = texts(printed(planned(long_story, BookletOptions(has_contents=False, has_summary=False)), tmp_path))
    for n in range(1, 41):
        assert page_of(pages, f"Title number {n}.") == page_of(pages, f"Text {n} begins.")


def test_no_quote_is_torn_from_its_speaker(long_story: Path, tmp_path: Path) -> None:
    pages = texts(printed(planned(long_story), tmp_path))
    for n in range(1, 41):
        for k in range(1, n % 4 + 1):
            page = pages[page_of(pages, f"Quote {n}.{k} ")]
            assert f"Asserts Speaker {10 * n + k} “Quote {n}.{k} " in page


def test_a_footnote_is_on_the_page_of_its_mark(long_story: Path, tmp_path: Path) -> None:
    plan = planned(long_story)
    pages = texts(printed(plan, tmp_path))
    first = page_of(pages, "Text 1 begins") if "Text 1 begins" in pages[3] else 3
    for n in range(1, 41):
        page = page_of(pages, f"Text {n} begins.", first)
        assert f"Paper <{n % 25}>" in pages[page]
        for k in range(1, n % 4 + 1):
            assert f"Paper <{(n * k) % 25}>" in pages[page_of(pages, f"Quote {n}.{k} ")]


def test_every_title_is_found_in_its_script(write_story: StoryWriter, tmp_path: Path) -> None:
    titles = [
        "The office of affluent offices",
        "Πτώση της Χομς στα χέρια των ανταρτών",
        "Падение города Хомс",
        "لا سلام في الإسكندرية",
        "霍姆斯市局势：反对派宣布控制全城",
        "ホムス、反体制派が制圧を宣言",
    ]
    path = write_story(events=[{"title": title, "when": "2024"} for title in titles])
    whole = "".join(texts(printed(planned(path), tmp_path))).replace(" ", "")
    for title in titles:
        assert unicodedata.normalize("NFKC", title).replace(" ", "") in whole


def fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for page in pdf.pages:
        for font in page.resources.get("/Font", {}).values():
            yield from font.get("/DescendantFonts", [font])


@pytest.mark.parametrize("sample", ["homs-2024", "deep-time"])
def test_every_font_is_embedded(sample: str, tmp_path: Path) -> None:
    plan = planned(SAMPLES / f"{sample}.timeline.json")
    with pikepdf.open(printed(plan, tmp_path)) as pdf:
        found = list(fonts(pdf))
        assert found
        for font in found:
            assert any(key in font.FontDescriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            assert font.Subtype != "/Type3"


def letters(pdf: Path) -> Iterator[tuple[int, float, tuple[float, float, float, float]]]:
    """Yield of each letter its page, its size in points and its box."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            page = document[number].get_textpage()
            for at in range(page.count_chars()):
                if not page.get_text_range(at, 1).strip():
                    continue
                matrix = pdfium.FS_MATRIX()
                pdfium.FPDFText_GetMatrix(page, at, ctypes.byref(matrix))
                size = pdfium.FPDFText_GetFontSize(page, at) * (matrix.c**2 + matrix.d**2) ** 0.5
                yield number, size, page.get_charbox(at)


def test_no_letter_comes_near_the_edge_and_none_is_smaller_than_the_plan_says(homs: Path, tmp_path: Path) -> None:
    plan = planned(homs)
    width, height = (side * POINTS_PER_MM for side in plan.page_size_mm(0))
    margin = 10 * POINTS_PER_MM - 0.5
    sizes = set()
    for _, size, (left, bottom, right, top) in letters(printed(plan, tmp_path)):
        assert left >= margin and bottom >= margin and right <= width - margin and top <= height - margin
        sizes.add(round(size, 1))
    assert min(sizes) == pytest.approx(plan.smallest_text_pt, abs=0.1)
    assert min(sizes) >= 6.0


def links(pdf: pikepdf.Pdf, page: int) -> list[tuple[str, int]]:
    """Return the links of a page: a web address, or "" and the number of a page."""
    numbers = {each.objgen: number for number, each in enumerate(pdf.pages)}
    found = []
    for each in pdf.pages[page].get("/Annots", []):
        if "/A" in each:
            found.append((str(each.A.URI), -1))
        else:
            found.append(("", numbers[each.Dest[0].objgen]))
    return found


def test_the_contents_lead_to_the_events_and_say_their_pages(homs: Path, tmp_path: Path) -> None:
    out = printed(planned(homs), tmp_path)
    pages = texts(out)
    with open_story(homs, read_only=True) as story, pikepdf.open(out) as pdf:
        targets = [page for _, page in links(pdf, 1)]
        for event in story.events:
            title = unicodedata.normalize("NFKC", event.title)
            page = page_of(pages, title, 3)
            assert page in targets
            assert re.search(re.escape(title) + rf" {page + 1}\b", pages[1])


def test_footnotes_lead_to_the_bibliography_and_that_to_the_web(long_story: Path, tmp_path: Path) -> None:
    out = printed(planned(long_story), tmp_path)
    pages = texts(out)
    sources = page_of(pages, "Cited in event")
    with pikepdf.open(out) as pdf:
        noted = [target for page in range(3, sources) for target in links(pdf, page)]
        assert sources in {page for _, page in noted}
        listed = {address for page in range(sources, len(pages)) for address, _ in links(pdf, page)}
    assert {f"https://example.org/{n}" for n in range(25)} <= listed
    assert {f"https://example.org/{n}" for n in range(25)} <= {address for address, _ in noted}


def test_the_index_leads_to_the_pages_that_it_names(long_story: Path, tmp_path: Path) -> None:
    out = printed(planned(long_story), tmp_path)
    pages = texts(out)
    index = len(pages) - 2
    for name in ("Place 3", "Speaker 21"):
        text = next(page for page in pages[index:] if name in page)
        numbers = re.search(rf"{name} ((?:\d+(?:–\d+)?(?:, )?)+)", text)
        assert numbers is not None
        for first in re.findall(r"\d+", numbers.group(1)):
            assert name in pages[int(first) - 1]


def test_the_outline_names_parts_headings_and_events(homs: Path, tmp_path: Path) -> None:
    with pikepdf.open(printed(planned(homs), tmp_path)) as pdf, pdf.open_outline() as outline:
        parts = [item.title for item in outline.root]
        assert parts == ["Title", "Contents", "How it stands", "Events", "Sources", "Index"]
        events = [event.title for group in outline.root[3].children for event in group.children]
        assert len(events) == 19
        assert str(pdf.docinfo["/Title"]) == "A booklet"
        assert str(pdf.docinfo["/Author"]) == "Ada"
        assert str(pdf.Root.Lang) == "en"


def test_the_title_page_says_what_was_chosen(homs: Path, tmp_path: Path) -> None:
    plan = planned(homs, BookletOptions(printed_on="23 November 2026"), search="Homs", as_of="7 Dec 2024")
    page = texts(printed(plan, tmp_path))[0]
    assert "Homs, December 2024" in page
    assert "Events with “Homs”, as known on 7 December 2024" in page
    assert "Printed 23 November 2026" in page
    assert "Times are those of Asia/Damascus" in page


def test_the_summary_counts_standings_and_asks_what_is_open(homs: Path, tmp_path: Path) -> None:
    pages = texts(printed(planned(homs), tmp_path))
    page = pages[page_of(pages, "Open questions")]
    assert "Contested: 2 of 19." in page
    assert "Who holds Homs? Asserted by Abu Muhammad al-Jolani and Hassan Abdul Ghani" in page


def test_an_event_shows_standing_figures_with_owners_and_the_road_of_a_statement(homs: Path, tmp_path: Path) -> None:
    whole = " ".join(texts(printed(planned(homs), tmp_path)))
    assert "≠ Contested. Asserted by Abu Muhammad al-Jolani and Hassan Abdul Ghani" in whole
    assert "more than 800 people killed — Syrian Observatory for Human Rights (SOHR)" in whole
    assert "Unnamed US official → CBS News → BBC News" in whole


def test_codes_of_the_poster_stand_at_the_events(homs: Path, tmp_path: Path) -> None:
    with open_story(homs, read_only=True) as story:
        first = story.events[0].id
    whole = " ".join(texts(printed(planned(homs, BookletOptions(tiles={first: "B2"})), tmp_path)))
    assert whole.count("Poster B2") == 1


def test_poster_and_booklet_of_one_job_share_their_numbers_and_lead_to_each_other(homs: Path, tmp_path: Path) -> None:
    with open_story(homs, read_only=True) as story:
        chosen = Chosen.of(story)
    poster = plan_poster(chosen, PageSetup(find_paper("A4"), landscape=True), PosterOptions(2, 1))
    codes = poster.tile_codes()
    booklet = plan_booklet(chosen, A4, BookletOptions(tiles=codes))
    out = tmp_path / "both.pdf"
    write_pdf(Job((poster, booklet)), out, PdfAbout("Both"))
    pages = texts(out)
    for event in chosen.events:
        page = page_of(pages, f"{chosen.numbers[event.id]} {unicodedata.normalize('NFKC', event.title)}", 5)
        assert f"Poster {codes[event.id]}" in pages[page]
    with pikepdf.open(out) as pdf:
        from_poster = {page for sheet in range(poster.pages) for _, page in links(pdf, sheet)}
        from_booklet = {page for page in range(poster.pages, len(pages)) for _, page in links(pdf, page)}
    assert min(from_poster) >= poster.pages
    assert set(range(poster.pages)) <= from_booklet


def test_a_quote_longer_than_a_page_says_whose_it_is_on_every_page(write_story: StoryWriter, tmp_path: Path) -> None:
    said = statement(1, quote="A word after another. " * 700)
    path = write_story(events=[{"title": "Long", "when": "2024", "statements": [said]}])
    pages = texts(printed(planned(path), tmp_path))
    full = [text for text in pages if text.count("A word after another.") > 3]
    assert len(full) > 3
    assert all("Speaker 1, continued" in text for text in full[1:])


def test_ten_thousand_words_are_all_printed(write_story: StoryWriter, tmp_path: Path) -> None:
    words = [f"w{n}x" for n in range(10_000)]
    path = write_story(events=[{"title": "Long", "when": "2024", "text": " ".join(words)}])
    whole = " ".join(texts(printed(planned(path), tmp_path)))
    assert re.findall(r"w\d+x", whole) == words


def test_no_event_makes_a_booklet_that_says_so(write_story: StoryWriter, tmp_path: Path) -> None:
    plan = planned(write_story())
    assert plan.warnings == ("There is no event in what was chosen: the booklet has no events.",)
    assert "There is no event in what was chosen." in " ".join(texts(printed(plan, tmp_path)))


def test_one_event_makes_a_booklet(write_story: StoryWriter, tmp_path: Path) -> None:
    pages = texts(printed(planned(write_story(events=[{"title": "Only", "when": "2024"}])), tmp_path))
    assert sum("Only" in page for page in pages) == 3
    assert "Sources" not in " ".join(pages)


@pytest.mark.parametrize(
    ("grouping", "headings"),
    [
        (Grouping.DAY, ["2011", "7 December 2024", "8 December 2024"]),
        (Grouping.MONTH, ["2011", "December 2024"]),
        (Grouping.CATEGORY, ["Fighting", "Without a category"]),
    ],
)
def test_events_stand_under_the_headings_that_were_chosen(
    grouping: Grouping, headings: list[str], write_story: StoryWriter
) -> None:
    events: list[Mapping[str, Any]] = [
        {"when": "2011", "category": "front"},
        {"when": "2024-12-07T10:00"},
        {"when": "2024-12-07/.."},
        {"when": "2024-12-08", "category": "front"},
    ]
    about = {"categories": [{"id": "front", "name": "Fighting"}]}
    marks = planned(write_story(events=events, about=about), BookletOptions(grouping=grouping)).bookmarks()
    assert [mark.title for mark in marks if mark.level == 1] == headings


def test_ages_long_past_stand_under_powers_of_ten() -> None:
    marks = planned(SAMPLES / "deep-time.timeline.json").bookmarks()
    headings = [mark.title for mark in marks if mark.level == 1]
    assert headings[:3] == [
        "Billions of years ago",
        "Hundreds of millions of years ago",
        "Tens of millions of years ago",
    ]
    assert headings[-2:] == ["20th century", "21st century"]


@pytest.mark.parametrize(("paper", "landscape", "columns"), [("A5", False, 1), ("A3", True, 3), ("Letter", False, 1)])
def test_a_wide_paper_has_columns(paper: str, landscape: bool, columns: int, homs: Path, tmp_path: Path) -> None:
    plan = planned(homs, setup=PageSetup(find_paper(paper), landscape))
    assert plan.figures()["columns"] == columns
    with pikepdf.open(printed(plan, tmp_path)) as pdf:
        box = [float(side) for side in pdf.pages[0].MediaBox]
    size = plan.page_size_mm(0)
    assert [box[2] - box[0], box[3] - box[1]] == pytest.approx([side * POINTS_PER_MM for side in size], abs=0.01)


def test_parts_share_a_page_of_several_columns_and_keep_their_links(homs: Path, tmp_path: Path) -> None:
    plan = planned(homs, setup=PageSetup(find_paper("A3"), landscape=True))
    out = printed(plan, tmp_path)
    pages = texts(out)
    assert "Contents" in pages[1] and "Open questions" in pages[1]
    with open_story(homs, read_only=True) as story, pikepdf.open(out) as pdf:
        targets = [page for _, page in links(pdf, 1)]
        for event in story.events:
            title = unicodedata.normalize("NFKC", event.title)
            told = re.search(re.escape(title) + r" (\d+)\b", pages[1])
            assert told is not None
            page = int(told[1]) - 1
            # The first events may follow on the page of the contents itself.
            assert pages[page].count(title) >= (1 if page > 1 else 2)
            assert page in targets


@pytest.mark.parametrize(
    ("setup", "words"),
    [
        (PageSetup(find_paper("roll 90cm")), "choose a paper such as A4 or Letter"),
        (PageSetup(find_paper("A6"), margins=Margins.even(35)), "too small for a booklet"),
    ],
)
def test_a_paper_that_holds_no_booklet_is_refused(setup: PageSetup, words: str, homs: Path) -> None:
    with pytest.raises(PaperError, match=words):
        planned(homs, setup=setup)


def test_copies_of_sources_come_in_an_appendix(long_story: Path, tmp_path: Path) -> None:
    options = BookletOptions(copies={"s1": "The kept words.\n\nAnd more of them.", "unknown": "Never cited."})
    whole = " ".join(texts(printed(planned(long_story, options), tmp_path)))
    assert "The kept words. And more of them." in whole
    assert "Never cited." not in whole


@pytest.mark.parametrize("mode", list(InkMode))
def test_inks_are_those_that_were_chosen(mode: InkMode, homs: Path, qtbot: QtBot) -> None:
    from PySide6.QtGui import QImage, QPainter

    plan = planned(homs, BookletOptions(inks=mode))
    image = QImage(840, 1188, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    painter.scale(4, 4)
    plan.paint(painter, 9)
    painter.end()
    pixels = {image.pixelColor(x, y).getRgb()[:3] for x in range(0, 840, 2) for y in range(0, 1188, 2)}
    coloured = [rgb for rgb in pixels if max(rgb) - min(rgb) > 40]
    assert bool(coloured) is (mode is InkMode.COLOUR)
    assert (255, 255, 255) in pixels


def test_a_plan_that_nobody_waits_for_ends_at_once(long_story: Path) -> None:
    def stop(done: int, _all: int) -> None:
        if done == 20:
            raise InterruptedError

    with open_story(long_story, read_only=True) as story, pytest.raises(InterruptedError):
        plan_booklet(Chosen.of(story), A4, progress=stop)


def test_figures_of_a_plan_are_plain_values(homs: Path) -> None:
    figures = planned(homs).figures()
    assert json.loads(json.dumps(figures)) == figures
    assert (figures["events"], figures["paper"]) == (19, "A4 (210 × 297 mm)")


def test_pages_are_the_same_in_whatever_order_they_are_painted(homs: Path) -> None:
    first, second = planned(homs), planned(homs)
    forwards = [first.links(page) for page in range(first.pages)]
    backwards = [second.links(page) for page in reversed(range(second.pages))]
    assert forwards == backwards[::-1]
