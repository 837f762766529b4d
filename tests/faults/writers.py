"""Two programs work on one story at once, and others change the file underneath."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from tinydb import TinyDB

from storage.changes import PutEvent
from storage.errors import ChangedOutsideError
from storage.model import Event
from storage.story_file import StoryFile, create_story, new_id, open_story
from tests.faults.session import leave

NAME = "story.timeline.json"
ROOT = Path(__file__).resolve().parents[2]


def run(folder: Path, seed: int, rounds: int) -> str:
    """Let two programs edit for `rounds` seconds."""
    path = folder / NAME
    create_story(path, "A story").close()
    command = [sys.executable, "-m", "tests.faults.writers", str(path), str(rounds)]
    both = [
        subprocess.Popen([*command, str(seed + number)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for number in range(2)
    ]
    reports = [json.loads(one.communicate()[0]) for one in both]
    with open_story(path) as file:
        found = {event.id for event in file.events}
    served = [len(report["made"]) for report in reports]
    refused = sum(report["refused"] for report in reports)
    assert found == {made for report in reports for made in report["made"]}
    assert min(served) > 0
    assert refused > 0
    return f"{served[0]} + {served[1]} edits served, {refused} openings refused, all edits there"


def work(path: Path, seconds: float, rng: Random) -> dict[str, object]:
    """Open the story, add some events and close it, over and over; return what was made and the refusals."""
    made: list[str] = []
    refused = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with open_story(path) as file:
            if file.read_only:
                assert file.holder is not None, file.notice
                refused += 1
            for _ in range(rng.randrange(1, 6) * (not file.read_only)):
                made.append(_add(file))
        time.sleep(rng.random() * 0.01)
    return {"made": made, "refused": refused}


def _add(file: StoryFile) -> str:
    event = Event(new_id(), "Somebody’s", "2024")
    file.apply([PutEvent(event)])
    return event.id


def run_outside(folder: Path, seed: int, rounds: int) -> str:
    """Let another program change the file `rounds` times while a session has it; both have all that is theirs."""
    rng = Random(seed)
    path = folder / NAME
    create_story(path, "A story").close()
    kept = 0
    for _ in range(rounds):
        before = _ids(path)
        file = open_story(path)
        assert not file.recovered, file.recovered
        ours = {_add(file) for _ in range(rng.randrange(3))}
        saved = set()
        if ours and rng.random() < 0.3:
            file.fold()
            saved, ours = ours, set()
        ours |= {_add(file) for _ in range(rng.randrange(3))}
        theirs = _change_outside(path, rng)
        assert file.changed_outside()
        ours |= {_add(file) for _ in range(rng.randrange(2))}
        assert _ids(path) == before | saved | {theirs}
        kept += _settle(file, rng, before | saved, ours, theirs)
    return f"{rounds} changes from outside, {kept} files kept beside, nothing lost"


def _settle(file: StoryFile, rng: Random, common: set[str], ours: set[str], theirs: str) -> int:
    """End the session in one of the ways there are, see that nobody has lost anything, and count the files kept."""
    path = file.path
    before = set(path.parent.iterdir())
    choice = rng.choice(("both", "theirs", "ours", "close", "killed"))
    if choice == "both":
        file.keep_both()
    elif choice == "theirs":
        file.take_theirs()
    elif choice == "ours":
        file.keep_ours()
    elif choice == "killed":
        leave(file)
    try:
        file.close()
        assert choice != "close" or not ours
    except ChangedOutsideError:
        assert choice in ("close", "killed")
    if choice in ("close", "killed"):
        _find_ours_in_the_journal(path, ours)
    kept = {one for one in path.parent.iterdir() if one not in before and one.suffix != ".history"}
    in_files = set().union(*map(_ids, kept), _ids(path))
    everything = in_files | ours if choice in ("close", "killed") else in_files
    assert everything == common | ours | {theirs}, (choice, everything, common, ours, theirs)
    assert _ids(path) == common | (ours if choice == "ours" else {theirs}), choice
    return len(kept)


def _find_ours_in_the_journal(path: Path, ours: set[str]) -> None:
    """Open what a session has left that could not save: ours is kept beside and told."""
    with open_story(path) as file:
        assert bool(file.recovered) == bool(ours)
        mark = _add(file)
        file.undo()
    aside = [one for one in path.parent.iterdir() if ".journal.foreign-" in one.name]
    text = "".join(one.read_text() for one in aside)
    assert all(event_id in text for event_id in ours)
    assert mark not in text
    for one in aside:
        one.unlink()


def _ids(path: Path) -> set[str]:
    """Return the ids of a story's events as plain JSON has them."""
    return {row["id"] for row in json.loads(path.read_text()).get("events", {}).values()}


def _change_outside(path: Path, rng: Random) -> str:
    """Add an event as another program does: in place, as TinyDB, or by a rename, as a sync program; return its id."""
    event_id = new_id()
    row = {"id": event_id, "title": "Theirs", "when": "2023"}
    if rng.random() < 0.5:
        with TinyDB(path) as database:
            database.table("events").insert(row)
        return event_id
    document = json.loads(path.read_text())
    rows = document.setdefault("events", {})
    rows[str(max(map(int, rows), default=0) + 1)] = row
    new = path.with_name("sync.part")
    new.write_text(json.dumps(document))
    new.replace(path)
    return event_id


if __name__ == "__main__":
    print(json.dumps(work(Path(sys.argv[1]), float(sys.argv[2]), Random(int(sys.argv[3])))))
