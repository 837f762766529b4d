"""A program that is killed while somebody types gives back what was typed up to a moment before."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from storage.half_typed import SUFFIX, DraftKey, HalfTyped
from tests.conftest import ROOT

TYPIST = """
import os, sys
from pathlib import Path
from storage.half_typed import DraftKey, HalfTyped

drafts = HalfTyped(Path(sys.argv[1]))
key = DraftKey(Path("/a/story.timeline.json"), "story", "form")
for number in range(10**9):
    drafts.save(key, {"number": number, "text": "é<b>" * (number % 5000)})
    print(number, flush=True)
"""

WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gui.chrome import MessageBar
from gui.document import Document
from gui.editor.draft_keeper import DraftKeeper
from gui.theme import Theme
from storage.half_typed import HalfTyped

app = QApplication([])
document = Document()
document.open(Path(sys.argv[1]))
keeper = DraftKeeper(document, MessageBar(Theme("light")))
keeper.keep_in(HalfTyped(Path(sys.argv[2])))
typed = {"title": ""}


def type_on():
    typed["title"] += "x"
    keeper.touch("form", lambda: typed)
    print(len(typed["title"]), flush=True)


keys = QTimer(interval=20)
keys.timeout.connect(type_on)
keys.start()
app.exec()
"""


def test_whoever_never_stops_typing_is_saved_all_the_same(story_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "half-typed"
    typist = subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(story_path), str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert typist.stdout is not None
        keys = 0
        while keys < 3000 and not list(folder.glob("*" + SUFFIX)):
            keys = int(typist.stdout.readline())
    finally:
        typist.kill()
        typist.wait(timeout=30)
        typist.stdout.close()
    story = json.loads(story_path.read_bytes())["about"]["1"]["id"]
    (draft,) = HalfTyped(folder).all_for(story_path, story)
    assert draft.key.kind == "form" and set(draft.data["title"]) == {"x"}


def test_a_draft_outlives_kill_9_whole_and_not_older_than_what_was_acknowledged(tmp_path: Path) -> None:
    folder = tmp_path / "half-typed"
    drafts, key = HalfTyped(folder), DraftKey(Path("/a/story.timeline.json"), "story", "form")
    for lines in (1, 7, 40):
        command = [sys.executable, "-c", TYPIST, str(folder)]
        typist = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            assert typist.stdout is not None
            acknowledged = [int(typist.stdout.readline()) for _ in range(lines)][-1]
        finally:
            typist.kill()
            typist.wait(timeout=30)
            typist.stdout.close()
        data = drafts.load(key)
        assert data is not None and data["number"] >= acknowledged
        assert data["text"] == "é<b>" * (data["number"] % 5000)
    drafts.save(key, {})
    assert [file.name for file in folder.iterdir()] == [key.file_name]
