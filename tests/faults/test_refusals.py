"""The disk refuses."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from storage.errors import FileError
from storage.story_file import create_story
from tests.faults import refusals
from tests.faults.disks import RefusingDisk

ROOT = Path(__file__).resolve().parents[2]
SMALL_DISK_BYTES = 100_000


def test_a_disk_that_refuses_loses_nothing_and_work_goes_on_once_it_does_not(memory: Path, seed: int) -> None:
    refusals.run(memory, seed, rounds=1, stride=7)


@pytest.mark.parametrize("at", range(1, 9))
def test_a_new_story_that_is_refused_is_not_there_or_whole(tmp_path: Path, at: int) -> None:
    path = tmp_path / "new.timeline.json"
    with pytest.raises(FileError, match=r"cannot be created: no space left on device\.$"):
        create_story(path, "New", disk=RefusingDisk(at, errno.ENOSPC, lasting=True))
    assert not path.exists() or json.loads(path.read_text())["about"]["1"]["title"] == "New"


FILL = """
import json, sys
from pathlib import Path
from storage.changes import PutEvent
from storage.errors import FileError
from storage.model import Event
from storage.story_file import create_story, open_story

path, room = Path(sys.argv[1]), Path(sys.argv[2])
story = create_story(path, "A story")
made = []
refused = ""
while not refused:
    event = Event(str(len(made)), "x" * 900, "2024")
    try:
        story.apply([PutEvent(event)])
        made.append(event.id)
    except FileError as error:
        refused = str(error)
assert "cannot be saved" in refused and refused.endswith("Nothing was changed."), refused
assert [event.id for event in story.events] == made
MAKE_ROOM
story.apply([PutEvent(Event("more", "x" * 900, "2024"))])
story.close()
assert {event.id for event in open_story(path).events} == {*made, "more"}
assert set(json.loads(path.read_text())["events"]["1"]) >= {"id", "title", "when"}
print(len(made))
"""


def fill(make_room: str, first: str, path: Path, room: Path, *, within: Sequence[str] = ()) -> int:
    """Edit a story in a process until there is no room, make room and go on; return how many edits had room."""
    script = first + FILL.replace("MAKE_ROOM", make_room)
    command = [*within, sys.executable, "-c", script, str(path), str(room)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of the POSIX family")
def test_a_file_that_may_not_grow_takes_edits_again_once_it_may(tmp_path: Path) -> None:
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({SMALL_DISK_BYTES}, -1))\n"
    more = "resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))"
    assert 30 < fill(more, limit, tmp_path / "story.timeline.json", tmp_path) < 100


def in_a_small_disk(folder: Path) -> list[str]:
    """Return the start of a command that finds a small disk of its own mounted at a folder; skip where none can be."""
    mount = f'mount -t tmpfs -o size={SMALL_DISK_BYTES} none "$0" && exec "$@"'
    command = ["unshare", "--mount", "--map-root-user", "sh", "-c", mount, str(folder)]
    try:
        subprocess.run([*command, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this system lets nobody mount a disk of his own")
    return command


def test_a_small_disk_that_is_full_takes_edits_again_once_there_is_room(tmp_path: Path) -> None:
    ballast = "import sys; from pathlib import Path; Path(sys.argv[2]).write_bytes(bytes(60_000))\n"
    paths = tmp_path / "story.timeline.json", tmp_path / "ballast"
    assert 5 < fill("room.unlink()", ballast, *paths, within=in_a_small_disk(tmp_path)) < 60
    assert list(tmp_path.iterdir()) == []
