"""Printing and planning as a user calls them, checked on the files that they write."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from PySide6.QtGui import QImage

import main as program
from storage.story_file import open_story
from tests.conftest import ROOT, StoryWriter
from tests.test_command_line import run_apart

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], qapp: object) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        code = program.main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return call


def text_of(path: Path) -> str:
    document = pdfium.PdfDocument(path)
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(unicodedata.normalize("NFKC", words).split())


def plan(run: Run, *arguments: object) -> dict[str, object]:
    code, output, errors = run("plan", *arguments)
    assert (code, errors) == (0, "")
    found = json.loads(output)
    assert isinstance(found, dict)
    return found


def test_story_is_printed_without_a_display(homs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    done = run_apart(
        "print", homs, "-o", out, "--pages", "3x1", DISPLAY=None, WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None
    )
    assert (done.returncode, done.stderr) == (0, "")
    with pikepdf.open(out) as pdf:
        assert len(pdf.pages) == 3


def test_every_title_is_found_in_the_print(run: Run, homs: Path, tmp_path: Path) -> None:
    assert run("print", homs, "-o", tmp_path / "out.pdf", "--landscape")[0] == 0
    printed = text_of(tmp_path / "out.pdf")
    with open_story(homs, read_only=True) as story:
        titles = [" ".join(unicodedata.normalize("NFKC", event.title).split()) for event in story.events]
    assert [title for title in titles if title not in printed] == []


def test_poster_and_booklet_come_from_one_job(run: Run, homs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    arguments = ["print", homs, "-o", out, "--style", "poster", "--style", "booklet", "--pages", "2x1", "--landscape"]
    assert run(*arguments, "--attach-story", "--author", "A. Reader")[0] == 0
    with pikepdf.open(out) as pdf:
        sizes = [tuple(round(float(side) * 25.4 / 72) for side in page.mediabox[2:]) for page in pdf.pages]
        assert (sizes[:2], set(sizes[2:])) == ([(297, 210)] * 2, {(210, 297)})
        assert pdf.attachments[homs.name].get_file().read_bytes() == homs.read_bytes() or json.loads(
            pdf.attachments[homs.name].get_file().read_bytes()
        ) == json.loads(homs.read_bytes())
        assert (str(pdf.Root.Lang), str(pdf.docinfo.Author)) == ("en", "A. Reader")
        links = [link for link in pdf.pages[0].obj.Annots if "/Dest" in link]
        assert links and all(link.Dest[0].objgen != pdf.pages[0].obj.objgen for link in links)
    assert "Poster A1" in text_of(out) or "Poster B1" in text_of(out)


def test_plan_says_what_print_would_take(run: Run, homs: Path) -> None:
    found = plan(run, homs, "--paper", "A3", "--landscape", "--scale", "20mm/day", "--from", "Nov 2024")
    (poster,) = found["plans"]  # type: ignore[misc]
    assert found["chosen"] == "from November 2024"
    assert (poster["paper"], poster["orientation"], poster["scale"]) == ("A3", "landscape", "20 mm a day")
    assert poster["smallest_text_pt"] >= 6


def test_plan_draws_and_writes_nothing(run: Run, homs: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    assert plan(run, homs, "--style", "booklet")["pages"] == plan(run, homs, "--style", "booklet")["pages"]
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("options", "size"),
    [
        (["--paper", "Letter"], (216, 279)),
        (["--paper", "148x210mm", "--landscape"], (210, 148)),
        (["--paper", "roll 90cm"], (900, None)),
        (["--paper", "a5", "--style", "list"], (148, 210)),
    ],
)
def test_paper_is_the_paper_that_was_named(
    run: Run, homs: Path, tmp_path: Path, options: list[str], size: tuple[int, int | None]
) -> None:
    assert run("print", homs, "-o", tmp_path / "out.pdf", *options)[0] == 0
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        wide, high = (round(float(side) * 25.4 / 72) for side in pdf.pages[0].mediabox[2:])
    assert (wide, high) == (size[0], size[1] or high)


def test_range_words_and_knowledge_choose_what_is_printed(run: Run, homs: Path) -> None:
    def events(*options: object) -> int:
        (found,) = plan(run, homs, "--style", "list", *options)["plans"]  # type: ignore[misc]
        return int(found["events"])

    with open_story(homs, read_only=True) as story:
        assert events() == len(story.events)
    assert 0 < events("--search", "Assad") < events()
    assert 0 < events("--from", "2024-12-07") < events()
    assert events("--as-of", "2011") < events()


def test_pictures_are_written_a_file_a_page(run: Run, homs: Path, tmp_path: Path) -> None:
    code, output, _ = run("print", homs, "-o", tmp_path / "out.png", "--pages", "2x1", "--landscape", "--dpi", 50)
    assert code == 0
    assert output.split() == [str(tmp_path / "out-1.png"), str(tmp_path / "out-2.png")]
    assert QImage(str(tmp_path / "out-1.png")).width() == 585
    assert run("print", homs, "-o", tmp_path / "out.svg", "--style", "list")[0] == 0
    assert "Meeting in Qatar" in (tmp_path / "out.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("colour", ["grey", "mono"])
def test_without_colour_no_colour_is_printed(run: Run, homs: Path, tmp_path: Path, colour: str) -> None:
    out = tmp_path / "out.png"
    assert run("print", homs, "-o", out, "--colour", colour, "--dpi", 40)[0] == 0
    image = QImage(str(out))
    assert image.convertToFormat(QImage.Format.Format_RGB32) == image.convertToFormat(
        QImage.Format.Format_Grayscale8
    ).convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["-o", "out.doc"], "choose one of these endings"),
        (["-o", "."], "is a folder"),
        (["-o", "nowhere/out.pdf"], "its folder is not there"),
        (["-o", "out.pdf", "--paper", "A44"], "is no paper"),
        (["-o", "out.pdf", "--pages", "3"], "is no number of pages"),
        (["-o", "out.pdf", "--scale", "fast"], "is no scale"),
        (["-o", "out.pdf", "--pages", "1x1", "--scale", "2mm/day"], "not allowed with"),
        (["-o", "out.pdf", "--from", "2024", "--to", "2011"], "would end before it begins"),
        (["-o", "out.pdf", "--from", "soon"], "soon"),
        (["-o", "out.pdf", "--margin", "60", "--paper", "A6"], "no room"),
        (["-o", "out.pdf", "--style", "list", "--scale", "2mm/day"], "--style poster"),
        (["-o", "out.pdf", "--style", "list", "--paper", "roll 90cm"], "no roll"),
        (["-o", "out.pdf", "--overlap", "1"], "10 to 50"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_one_line(
    run: Run, homs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    code, output, errors = run("print", homs, *options)
    assert (code, output, errors.count("\n")) == (2, "", 1)
    assert words in errors
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_folder_without_permission_is_one_line(run: Run, homs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    code, _, errors = run("print", homs, "-o", folder / "out.pdf")
    assert (code, errors.count("\n")) == (2, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_full_disk_leaves_the_old_file(run: Run, homs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from errno import ENOSPC

    from storage.disk import DISK

    out = tmp_path / "out.pdf"
    out.write_bytes(b"old")

    def full(*_values: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(DISK, "put_in_place", full)
    code, output, errors = run("print", homs, "-o", out)
    assert (code, output, errors.count("\n")) == (2, "", 1)
    assert "space" in errors.lower()
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == [homs.name, "out.pdf"] or len([*tmp_path.iterdir()]) == 2


def test_very_many_pages_need_a_yes(run: Run, write_story: StoryWriter, tmp_path: Path) -> None:
    path = write_story([{"when": f"{1000 + year}", "text": "word " * 700} for year in range(220)])
    out = tmp_path / "out.pdf"
    code, _, errors = run("print", path, "-o", out, "--style", "booklet", "--paper", "A6", "--margin", "8")
    assert code == 2 and "--yes" in errors and not out.exists()
    assert plan(run, path, "--style", "booklet", "--paper", "A6", "--margin", "8")["needs_consent"] is True


def test_copies_are_appended_where_they_are_wanted(run: Run, write_story: StoryWriter, tmp_path: Path) -> None:
    import hashlib

    text = "These are the very words of the page."
    digest = hashlib.sha256(text.encode()).hexdigest()
    copy = {"sha256": digest, "media_type": "text/plain", "fetched": "2024-12-08"}
    source = {"id": "one", "csl": {"type": "webpage", "title": "A page"}, "copy": copy}
    path = write_story([{"sources": ["one"]}], [source])
    folder = tmp_path / "small.timeline.files"
    folder.mkdir()
    (folder / digest).write_text(text, encoding="utf-8")
    for options, found in (([], False), (["--copies"], True)):
        assert run("print", path, "-o", tmp_path / "out.pdf", "--style", "booklet", *options)[0] == 0
        assert ("very words" in text_of(tmp_path / "out.pdf")) is found
    (folder / digest).write_text("Something else", encoding="utf-8")
    assert run("print", path, "-o", tmp_path / "out.pdf", "--style", "booklet", "--copies")[0] == 0
    assert "Something else" not in text_of(tmp_path / "out.pdf")


def test_help_of_both_verbs_needs_no_qt() -> None:
    for verb in ("print", "plan"):
        done = run_apart(verb, "--help")
        assert done.returncode == 0 and "--paper" in done.stdout
    assert (ROOT / "gui" / "printing" / "verbs.py").exists()
