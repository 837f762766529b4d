"""A long row of random actions comes out as in a model that is nothing but values in memory."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from storage.story_file import open_story
from tests.faults.disks import HastyDisk
from tests.faults.model import Model
from tests.faults.session import Session, assert_is, model_of


def run(folder: Path, seed: int, rounds: int) -> str:
    """Do `rounds` random actions (edit, undo, redo, save, reopen, rename, forget) and compare after each."""
    rng = Random(seed)
    session = Session(folder / "story-0.timeline.json", rng, disk=HastyDisk(), most_events=40)
    counts = dict.fromkeys(("random_step", "rename", "forget"), 0)
    for number in range(rounds):
        action = rng.choices(list(counts), (986, 12, 2))[0]
        counts[action] += 1
        if action == "rename":
            _rename(session, folder / f"story-{number}.timeline.json", with_history=rng.random() < 0.7)
        elif action == "forget":
            session.file.clear_history()
            session.model = Model(session.model.state)
        else:
            session.random_step()
        session.check()
    assert session.refusals == []
    session.file.close()
    # Every step that was ever made can be taken back.
    with open_story(session.path) as file:
        assert_is(file, session.model)
        assert model_of(file) == session.model
    json.loads(session.path.read_text(encoding="ascii"))
    undone = len(session.model.done)
    return f"{rounds} actions ({counts['rename']} renames), {undone} steps taken back at the end, all as in the model"


def _rename(session: Session, path: Path, *, with_history: bool) -> None:
    """Close the story, give it another name and open it again; its history goes along or is left behind."""
    session.file.close()
    beside = session.path.with_name(session.path.name + ".history")
    session.path.rename(path)
    if with_history and beside.exists():
        beside.rename(path.with_name(path.name + ".history"))
    if not with_history:
        session.model = Model(session.model.state)
    session.path = path
    session.file = open_story(path, disk=session.disk)
