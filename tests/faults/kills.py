"""The program is killed at any moment, again and again on one story: it has every step that was acknowledged."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from storage.backups import list_backups, unpacked
from storage.story_file import create_story, open_story
from tests.faults.model import state_of

NAME = "story.timeline.json"
ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 0.15


def run(folder: Path, seed: int, rounds: int) -> str:
    """Kill a program that edits, folds, reopens and backs up `rounds` times."""
    rng = Random(seed)
    path = folder / NAME
    with create_story(path, "A story") as file:
        seen = state_of(file).digest
    acknowledged = recovered = 0
    for number in range(rounds):
        lines = _edit_until_killed(path, seed + number, rng.random() * LONGEST_S)
        assert json.loads(path.read_text(encoding="ascii"))["about"]["1"]["format"] == 1
        known = _known(lines)
        # Now and then it is looked at only, so that the next program finds what this one has left.
        with open_story(path, read_only=rng.random() < 0.5) as file:
            state = state_of(file).digest
            # Killed before the first step was acknowledged: it may be in, or not.
            possible = known or {seen, *_words(lines)}
            assert state in {word.partition("/")[0] for word in possible}, (seed, number, state, possible)
            if known and not file.read_only:
                assert f"{state}/{file.undo_name}/{file.redo_name}" in known, (seed, number, known)
            recovered += file.pending > 0
        seen = state
        acknowledged += sum(line.startswith("done ") for line in lines)
    backups = list_backups(path, root=path.parent / "backups")
    for backup in backups:
        assert json.loads(unpacked(backup))["about"]
    return f"{rounds} kills, {acknowledged} steps acknowledged, {recovered} recoveries, 0 lost, 0 unreadable"


def _edit_until_killed(path: Path, seed: int, after_s: float) -> list[str]:
    """Start a program that edits, kill it a while after its first line; return its lines."""
    command = [sys.executable, "-m", "tests.faults.editor", str(path), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stderr is not None
        first = process.stdout.readline()
        time.sleep(after_s)
        process.kill()
        rest, faults = process.communicate()
    assert first and not faults, faults
    # The last line may be cut short.
    return [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]


def _known(lines: list[str]) -> set[str]:
    """Return the last state that was acknowledged and the one that was being made; none where there was none yet."""
    done = [number for number, line in enumerate(lines) if line.startswith("done ")]
    return _words(lines[done[-1] :]) if done else set()


def _words(lines: list[str]) -> set[str]:
    return {line.split(" ", 1)[1].strip("\n") for line in lines if line.startswith(("done ", "next "))}
