"""A reader's first sitting: start on the sample, walk through it by keyboard, look, leave."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.conftest import SAMPLES
from tests.journeys.conftest import Start
from tests.journeys.desk import ROOT, Desk, wait_for

HOMS = SAMPLES / "homs-2024.timeline.json"


def titles_in_order(path: Path) -> list[str]:
    command = [sys.executable, str(ROOT / "main.py"), "list", str(path), "--json"]
    listed = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    return [event["title"] for event in json.loads(listed)]


def greys_of(picture: Path) -> list[int]:
    """Return the lightness of a coarse grid of pixels, dark to light, and see that there are many colours."""
    image = QImage(str(picture))
    assert not image.isNull()
    grid = [image.pixelColor(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)]
    assert len({colour.rgb() for colour in grid}) > 50
    return sorted(colour.lightness() for colour in grid)


def test_every_event_is_reached_by_keyboard_alone(start: Start) -> None:
    program = start(str(HOMS))
    for title in titles_in_order(HOMS):
        program.press("period")
        program.wait_for_title(f"{title} — ")
    program.press("ctrl+q")
    assert program.end() == (0, "")


@pytest.mark.parametrize(("key", "is_light"), [("l", True), ("d", False)], ids=["light", "dark"])
def test_window_is_painted_in_the_theme_that_the_reader_chooses(
    start: Start, desk: Desk, tmp_path: Path, key: str, is_light: bool
) -> None:
    program = start(str(HOMS))
    program.choose("alt+v", "h", key)
    program.press("period")
    program.wait_for_title(titles_in_order(HOMS)[0])

    def is_painted_so() -> bool:
        greys = greys_of(desk.screenshot(tmp_path / "window.png"))
        return (greys[len(greys) // 2] > 127) == is_light

    wait_for("the theme", is_painted_so)
    program.press("ctrl+q")
    assert program.end() == (0, "")


def test_filter_leaves_only_the_events_that_mention_a_word(start: Start) -> None:
    program = start(str(HOMS))
    program.press("slash")
    program.type("statue")
    program.press("Return", "F6", "period")
    [title] = [title for title in titles_in_order(HOMS) if "tatue" in title]
    program.wait_for_title(title)
    program.press("ctrl+q")
    assert program.end() == (0, "")


def test_shipped_sample_is_never_written_to_but_copied(start: Start, desk: Desk) -> None:
    before = (HOMS.read_bytes(), HOMS.stat().st_mtime_ns, sorted(SAMPLES.iterdir()))
    program = start(str(HOMS))
    program.press("period", "ctrl+q")
    assert program.end() == (0, "")
    assert (HOMS.read_bytes(), HOMS.stat().st_mtime_ns, sorted(SAMPLES.iterdir())) == before
    [copy] = Path(desk.environment["HOME"]).rglob(HOMS.name)
    assert copy.read_bytes() == HOMS.read_bytes()


def test_the_next_sitting_goes_on_where_the_last_one_ended(start: Start) -> None:
    first = start(str(HOMS))
    first.press("period", "period", "period")
    title = titles_in_order(HOMS)[2]
    first.wait_for_title(title)
    first.press("ctrl+q")
    assert first.end() == (0, "")
    second = start()
    second.wait_for_title(title)
    second.press("ctrl+q")
    assert second.end() == (0, "")
