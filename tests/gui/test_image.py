import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from gui.timeline.image import write_image
from storage.errors import FileError, TimelineError
from storage.story_file import StoryFile, open_story
from tests.conftest import StoryWriter


@pytest.fixture
def story(homs: Path, qtbot: QtBot) -> StoryFile:
    return open_story(homs)


def colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


@pytest.mark.parametrize(("theme", "light"), [("light", True), ("dark", False)])
def test_a_png_has_the_size_and_theme_asked_for(story: StoryFile, tmp_path: Path, theme: str, light: bool) -> None:
    out = tmp_path / "out.png"
    write_image(story, out, width_px=800, height_px=500, theme=theme)
    image = QImage(str(out))
    assert (image.width(), image.height()) == (800, 500)
    assert (image.pixelColor(400, 495).lightness() > 128) is light
    assert len(colours(image)) > 30


def test_an_svg_holds_the_titles_as_text(story: StoryFile, tmp_path: Path) -> None:
    out = tmp_path / "out.svg"
    write_image(story, out, width_px=1200, height_px=800)
    assert "Who holds Homs?" in out.read_text(encoding="utf-8")


def test_a_picture_begins_and_ends_with_the_dates_asked_for(story: StoryFile, tmp_path: Path) -> None:
    out = tmp_path / "out.svg"
    write_image(story, out, width_px=900, height_px=600, from_="2010", to="2012")
    text = out.read_text(encoding="utf-8")
    assert "2011" in text and "Who holds Homs?" not in text


@pytest.mark.parametrize(
    ("name", "error"), [("out.gif", TimelineError), ("missing/out.png", FileError), ("folder.png", FileError)]
)
def test_what_cannot_be_written_is_said(story: StoryFile, tmp_path: Path, name: str, error: type[Exception]) -> None:
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(error):
        write_image(story, tmp_path / name)
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize(
    "wanted",
    [
        {"width_px": 1},
        {"height_px": 10**9},
        {"from_": "2024", "to": "2011"},
        {"from_": "2024/.."} | {"to": "2024/.."},
        {"from_": "nonsense"},
    ],
)
def test_a_picture_that_cannot_be_made_is_refused(story: StoryFile, tmp_path: Path, wanted: dict[str, object]) -> None:
    with pytest.raises(TimelineError):
        write_image(story, tmp_path / "out.png", **wanted)  # type: ignore[arg-type]


def test_a_failed_picture_leaves_the_old_one(story: StoryFile, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    out.write_bytes(b"old")
    with pytest.raises(TimelineError):
        write_image(story, out, from_="2024", to="2011")
    assert out.read_bytes() == b"old"


def test_the_text_of_an_svg_is_as_large_as_it_was_measured(story: StoryFile, tmp_path: Path) -> None:
    out = tmp_path / "out.svg"
    write_image(story, out, width_px=900, height_px=600)
    sizes = {float(size) for size in re.findall(r'font-size="([0-9.]+)"', out.read_text(encoding="utf-8"))}
    dots_per_point = QGuiApplication.primaryScreen().logicalDotsPerInchY() / 72
    assert max(sizes) == pytest.approx(10 * dots_per_point, abs=0.01)


def test_an_svg_clips_what_is_hatched(story: StoryFile, tmp_path: Path) -> None:
    out = tmp_path / "out.svg"
    write_image(story, out, width_px=900, height_px=600)
    assert "clip-path" in out.read_text(encoding="utf-8")


def test_an_svg_of_hostile_titles_is_well_formed(write_story: StoryWriter, tmp_path: Path, qtbot: QtBot) -> None:
    hostile = "<b>&\x01\ufffe\U0001f600]]>\u202e"
    path = write_story(events=[{"title": hostile}], about={"title": hostile})
    out = tmp_path / "out.svg"
    write_image(open_story(path), out, width_px=900, height_px=600)
    assert ElementTree.parse(out).getroot().tag.endswith("svg")
