"""A glance into a large file shows events from all over it, and leaves what is wrong to whoever opens it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from storage import glance as glancing
from storage.glance import Glance, glance

COUNT = 4000
ABOUT = {"format": 1, "id": "s", "title": "A long story", "time_zone": "Asia/Damascus", "categories": []}


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glancing, "BLOCKS", 20)
    monkeypatch.setattr(glancing, "BLOCK_BYTES", 2048)
    monkeypatch.setattr(glancing, "LEAST_BYTES", 40 * 2048)


def event(number: int, **more: Any) -> dict[str, Any]:
    return {"id": f"e{number}", "title": f"Event {number}", "when": f"{1000 + number % 1000}", "text": "x" * 60, **more}


def write(path: Path, events: dict[str, Any], **before: Any) -> Path:
    path.write_text(json.dumps({"about": {"1": ABOUT}, **before, "events": events}), encoding="ascii")
    return path


def seen(path: Path) -> Glance:
    found = glance(path)
    assert found is not None
    return found


def test_events_from_all_over_the_file_are_seen(tmp_path: Path) -> None:
    found = seen(write(tmp_path / "a.timeline.json", {str(row): event(row) for row in range(1, COUNT + 1)}))
    rows = [one.row for one in found.outlines]
    assert rows == sorted(set(rows)) and len({row * 10 // COUNT for row in rows}) >= 9
    assert all(one.id == f"e{one.row}" for one in found.outlines)
    assert found.story.time_zone == "Asia/Damascus"
    assert len(rows) / COUNT == pytest.approx(found.share, rel=0.3)


def test_only_rows_of_events_are_taken_for_events(tmp_path: Path) -> None:
    inner = {str(number): {"id": "no", "title": "no", "when": "2024"} for number in range(5)}
    rows = {str(row): event(row, more=inner) for row in range(1, 400)}
    sources = {str(row): {"id": f"s{row}", "csl": {"title": "Paper"}} for row in range(1, 2000)}
    found = seen(write(tmp_path / "a.timeline.json", rows, sources=sources))
    assert all(one.id == f"e{one.row}" for one in found.outlines)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x" * 100_000,
        b"{" * 100_000,
        json.dumps({"events": {str(row): event(row) for row in range(COUNT)}}).encode(),
        json.dumps({"about": {"1": {"format": "x"}}, "events": {"1": event(1)}}).encode() + b" " * 100_000,
        json.dumps({"about": {"1": ABOUT}, "events": {"1": event(1)}}).encode(),
        json.dumps({"about": {"1": ABOUT}, "events": {str(row): {"no": "x" * 99} for row in range(COUNT)}}).encode(),
        json.dumps(
            {"about": {"1": ABOUT}, "events": {str(row): event(row) for row in range(COUNT)}}, indent=1
        ).encode(),
    ],
)
def test_nothing_is_seen_of_a_small_or_strange_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.timeline.json"
    path.write_bytes(content)
    assert glance(path) is None


def test_nothing_is_seen_of_what_is_not_there(tmp_path: Path) -> None:
    assert glance(tmp_path / "none") is None
    assert glance(tmp_path) is None


def test_a_glance_can_be_given_up(tmp_path: Path) -> None:
    path = write(tmp_path / "a.timeline.json", {str(row): event(row) for row in range(1, COUNT + 1)})

    def give_up(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        glance(path, give_up)
