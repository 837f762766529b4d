"""Every kind of edit is one step with a name, leaves alone what it does not mean, and can be taken back to the byte."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from tests.faults.edits import DROPS_KEYS, EDITS, open_window, own_keys, write_story
from tests.faults.edits_killed import kill_after


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    desk, window = open_window(qapp, tmp_path, write_story(tmp_path / "s.timeline.json"))
    yield window
    desk.leave()


def content(window: MainWindow) -> bytes:
    assert window.document.file is not None
    window.document.file.fold()
    return window.document.file.path.read_bytes()


def rows(content: bytes) -> dict[tuple[str, str], Any]:
    tables = json.loads(content)
    return {(table, row): value for table in ("about", "events", "sources") for row, value in tables[table].items()}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_one_named_step_and_comes_back_to_the_byte(window: MainWindow, name: str) -> None:
    before = content(window)
    act, step = EDITS[name]
    act(window)
    after, document = content(window), window.document
    assert document.undo_name == step
    assert not document.problems
    then = rows(after)
    for place, row in rows(before).items():
        if place in then:
            assert [each["id"] for each in row.get("statements", ())] == [
                each["id"] for each in then[place].get("statements", ())
            ]
            assert name in DROPS_KEYS or set(own_keys(row)) <= set(own_keys(then[place]))
    document.undo()
    assert content(window) == before and not document.undo_name
    document.redo()
    assert content(window) == after and not document.redo_name


@pytest.mark.parametrize("name", ["form kept", "sources merged", "rows pasted"])
def test_an_edit_is_there_after_kill_9(name: str, tmp_path: Path) -> None:
    kill_after(name, tmp_path)
