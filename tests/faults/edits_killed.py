"""The program is killed the moment an edit returns: the edit is in the file all the same, whatever kind it is of."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from storage.story_file import StoryFile, open_story
from tests.conftest import ROOT
from tests.faults.edits import EDITS, open_window, write_story

_TIMEOUT_S = 120


def run(folder: Path, seed: int, rounds: int) -> str:
    """Kill the program after so many edits, each kind in turn; return what was done. Raises AssertionError."""
    names = list(EDITS)
    for number in range(rounds):
        name = names[(seed + number) % len(names)]
        place = folder / str(number)
        place.mkdir()
        kill_after(name, place)
    return f"{rounds:,} edits of {min(rounds, len(names))} kinds, each there after kill -9"


def kill_after(name: str, folder: Path) -> None:
    """Make an edit in a process that is killed as soon as it returns, and see that it is there."""
    path = write_story(folder / "story.timeline.json")
    homes = {key: str(folder / "home") for key in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    environment = {**os.environ, **homes, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.faults.edits_killed", name, str(path)]
    child = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=_TIMEOUT_S)
    assert child.returncode == -signal.SIGKILL, f"{name}: it ended by itself: {child.stderr[-2000:]}"
    assert "Traceback" not in child.stderr, f"{name}: {child.stderr[-2000:]}"
    told = json.loads(child.stdout)
    file = open_story(path)
    try:
        assert not file.read_only, f"{name}: {file.notice}"
        assert not file.problems, f"{name}: {file.problems[0]}"
        assert _state(file) == told["state"], f"{name}: the edit is not there"
        assert file.undo_name == told["name"] == EDITS[name][1], f"{name}: it is called {file.undo_name}"
        file.undo()
        assert _state(file) == told["before"], f"{name}: it cannot be taken back"
    finally:
        file.close()


def _state(file: StoryFile) -> dict[str, dict[str, str]]:
    tables = file.state().tables
    return {name: {str(row): bytes(raw).decode("ascii") for row, raw in rows.items()} for name, rows in tables.items()}


def _die_after(name: str, path: Path) -> None:
    from PySide6.QtWidgets import QApplication

    app = QApplication([])
    _desk, window = open_window(app, path.parent, path)
    file = window.document.file
    assert file is not None
    before = _state(file)
    EDITS[name][0](window)
    told = {"before": before, "state": _state(file), "name": file.undo_name}
    print(json.dumps(told), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    _die_after(sys.argv[1], Path(sys.argv[2]))
