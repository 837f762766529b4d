"""PDF files: complete, with fonts, links and attachments, in place as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtGui import QPainter

from gui.printing.job import Job, write_pdf
from gui.printing.lettering import Lettering
from gui.printing.list_plan import ListOptions, plan_list
from gui.printing.paper import Box, PageSetup, find_paper
from gui.printing.pdf import Attachment, Bookmark, Link, PdfAbout, PdfFile, Spot
from gui.printing.pictures import page_image, write_pictures
from storage.errors import FileError, TimelineError
from storage.model import Event
from tests.printing.pages import Pages, events_of, poster, printed, sample, story

pytestmark = pytest.mark.usefixtures("qapp")


def fonts_of(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [font for page in pdf.pages for font in page.resources.get("/Font", {}).values()]


def test_all_fonts_are_embedded_and_no_glyph_is_a_drawing(tmp_path: Path) -> None:
    plan = poster(story(tmp_path, events_of(["Latin", "Ελληνικά", "Кириллица", "سقوط حلب"])))
    with pikepdf.open(printed(plan, tmp_path / "out.pdf")) as pdf:
        assert fonts_of(pdf)
        for font in fonts_of(pdf):
            assert font.Subtype != "/Type3"
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())
            assert "/ToUnicode" in font


def test_title_author_language_and_the_exact_paper_are_in_the_file(tmp_path: Path) -> None:
    plan = poster(sample("homs-2024"), "210x333.3mm")
    with pikepdf.open(printed(plan, tmp_path / "out.pdf")) as pdf:
        assert str(pdf.docinfo["/Title"]) == "A title"
        assert str(pdf.docinfo["/Author"]) == "An author"
        assert str(pdf.Root.Lang) == "de"
        box = [float(side) for side in pdf.pages[0].MediaBox]
    assert box[2] - box[0] == pytest.approx(210 / 25.4 * 72, abs=0.002)
    assert box[3] - box[1] == pytest.approx(333.3 / 25.4 * 72, abs=0.002)


def test_the_story_travels_in_the_file(tmp_path: Path) -> None:
    data = b'{"about": "\xc3\xa9"}'
    path = printed(poster(sample("homs-2024")), tmp_path / "out.pdf", [Attachment("homs.timeline.json", data)])
    with pikepdf.open(path) as pdf:
        assert pdf.attachments["homs.timeline.json"].get_file().read_bytes() == data


def test_links_and_outline_lead_to_their_places(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    with PdfFile(path, PdfAbout("Links")) as pdf:
        pdf.page(210, 297)
        pdf.link(Link(Box(20, 30, 40, 5), "#there"))
        pdf.link(Link(Box(20, 40, 40, 5), "https://example.org/a?b=c"))
        pdf.link(Link(Box(20, 50, 40, 5), "#nowhere"))
        pdf.page(297, 210)
        pdf.finish({"there": Spot(1, 60)}, [Bookmark("First", Spot(0)), Bookmark("Inner", Spot(1, 60), 1)])
    with pikepdf.open(path) as pdf:
        inner, outer = pdf.pages[0].Annots
        assert inner.Dest[0].objgen == pdf.pages[1].objgen
        top = float(pdf.pages[1].MediaBox[3])
        assert float(inner.Dest[3]) == pytest.approx(top - 60 / 25.4 * 72, abs=0.01)
        assert str(outer.A.URI) == "https://example.org/a?b=c"
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["First"]
            assert [item.title for item in outline.root[0].children] == ["Inner"]


def write(path: Path) -> None:
    with PdfFile(path, PdfAbout("x")) as pdf:
        painter = pdf.page(100, 100)
        Lettering().write(painter, (10, 10), 4, "Words " * 20, "#000000")
        pdf.finish({})


def test_a_folder_a_missing_folder_and_a_forbidden_one_are_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="is a folder; choose the name of a file"):
        write(tmp_path)
    with pytest.raises(FileError, match="its folder is not there"):
        write(tmp_path / "nowhere" / "out.pdf")
    if os.name == "posix" and os.geteuid() != 0:
        tmp_path.chmod(0o500)
        with pytest.raises(FileError, match="permission denied"):
            write(tmp_path / "out.pdf")
        tmp_path.chmod(0o700)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("room_bytes", [2_000, 30_000, 60_000])
def test_a_full_disk_leaves_the_old_file_as_it_was(tmp_path: Path, room_bytes: int) -> None:
    resource = pytest.importorskip("resource")
    path = tmp_path / "out.pdf"
    path.write_bytes(b"the old file")
    plan = poster(sample("homs-2024"), pages_wide=4, pages_high=2)
    job = Job((plan,) * 6)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room_bytes, before[1]))
    try:
        with pytest.raises(FileError, match=r"cannot be written: \w+"):
            write_pdf(job, path, PdfAbout("x"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.read_bytes() == b"the old file"
    assert list(tmp_path.iterdir()) == [path]


class _EnoughError(Exception):
    pass


@pytest.mark.parametrize("after", [0, 2, 3])
def test_a_job_that_is_given_up_leaves_nothing(tmp_path: Path, after: int) -> None:
    def stop(done: int, _total: int) -> None:
        if done >= after:
            raise _EnoughError

    with pytest.raises(_EnoughError):
        write_pdf(Job((poster(sample("homs-2024"), pages_wide=3),)), tmp_path / "out.pdf", PdfAbout("x"), (), stop)
    assert list(tmp_path.iterdir()) == []


def test_a_job_of_two_plans_counts_its_pages_through(tmp_path: Path) -> None:
    chosen = sample("homs-2024")
    listed = plan_list(chosen, PageSetup(find_paper("A4")))
    job = Job((poster(chosen, pages_wide=2), listed))
    write_pdf(job, tmp_path / "out.pdf", PdfAbout("x"))
    with Pages(tmp_path / "out.pdf") as pages:
        assert len(pages) == job.pages == 2 + listed.pages
        assert "No." in pages.text(2)
    assert job.anchors()["list/" + chosen.events[0].id].page == 2
    assert [mark.title for mark in job.bookmarks() if mark.level == 0] == ["Poster", "List"]


def test_a_list_has_every_event_in_a_row_with_its_sources(tmp_path: Path) -> None:
    chosen = sample("homs-2024")
    plan = plan_list(chosen, PageSetup(find_paper("A6")), ListOptions(printed_on="7 December 2024"))
    with Pages(printed(plan, tmp_path / "out.pdf")) as pages:
        assert len(pages) == plan.pages > 1
        text = pages.flat()
        for event in chosen.events:
            assert "".join(event.title.split()) in text
        assert "Page1of" in text
        for page in range(len(pages)):
            assert not [each for each in pages.chars(page) if not 19.5 < each.left < each.right < 95.5]
            assert not [each for each in pages.chars(page) if not 9.5 < each.top < each.bottom < 138.5]
    assert plan.figures()["events"] == 19


def test_a_list_keeps_a_row_whole_and_a_heading_with_what_follows() -> None:
    chosen = sample("deep-time")
    plan = plan_list(chosen, PageSetup(find_paper("A5")))
    last = plan.setup.printable.bottom
    for rows in plan.placed:
        assert all(each.top_mm + each.row.height_mm <= last for each in rows)
        assert not rows[-1].row.is_heading


def test_a_list_is_for_sheets() -> None:
    with pytest.raises(TimelineError, match="no roll"):
        plan_list(sample("homs-2024"), PageSetup(find_paper("roll 90cm")))


def test_pages_are_written_as_pictures(tmp_path: Path) -> None:
    job = Job((poster(sample("homs-2024"), pages_wide=2),))
    pictures = write_pictures(job, tmp_path / "p.png", dpi=50)
    drawings = write_pictures(job, tmp_path / "p.svg", title="Homs")
    assert [path.name for path in (*pictures, *drawings)] == ["p-1.png", "p-2.png", "p-1.svg", "p-2.svg"]
    image = page_image(job, 0, 50)
    assert (image.width(), image.height()) == (413, 585)
    assert ">Government loses Aleppo<" in drawings[0].read_text(encoding="utf-8")
    with pytest.raises(TimelineError, match=r"png or \.svg"):
        write_pictures(job, tmp_path / "p.bmp")
    with pytest.raises(TimelineError, match="dpi"):
        write_pictures(job, tmp_path / "p.png", dpi=5000)
    with pytest.raises(FileError, match="folder is not there"):
        write_pictures(job, tmp_path / "none" / "p.png", dpi=50)


def test_painting_leaves_the_painter_as_it_was() -> None:
    image = page_image(Job((poster(sample("homs-2024")),)), 0, 40)
    painter = QPainter(image)
    painter.scale(2, 2)
    Job((poster(sample("homs-2024")),)).paint(painter, 0)
    assert painter.transform().m11() == 2
    assert not painter.hasClipping()
    painter.end()


def test_half_a_character_in_a_title_is_no_reason_to_fail(tmp_path: Path) -> None:
    chosen = story(tmp_path, events_of(["One"]))
    plan = plan_list(chosen, PageSetup(find_paper("A4")))
    half = Bookmark("a\ud800b", Spot(0))
    with PdfFile(tmp_path / "out.pdf", PdfAbout("T\ud800", "A\udfff", "S\ud800", "e\udc00n")) as pdf:
        plan.paint(pdf.page(210, 297), 0)
        pdf.finish({}, [half])
    with pikepdf.open(tmp_path / "out.pdf") as found:
        assert str(found.docinfo["/Subject"]) == "S\N{REPLACEMENT CHARACTER}"
        with found.open_outline() as outline:
            assert outline.root[0].title == "a\N{REPLACEMENT CHARACTER}b"


def test_hostile_titles_are_printed_as_they_are(tmp_path: Path) -> None:
    events = [Event("a", "<b>bold</b> & \u202edrow", "2024-12-07"), Event("b", "line\nbreak\ttab\x07", "2024-12-08")]
    with Pages(printed(poster(story(tmp_path, events), landscape=True), tmp_path / "out.pdf")) as pages:
        text = pages.flat()
    assert "<b>bold</b>&" in text
    assert "U+202E" in text
