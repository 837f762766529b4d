"""A program that is killed while somebody types gives back what was typed up to a moment before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from storage.half_typed import DraftKey, HalfTyped
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
