"""Backups: one a day, ten in all, listed fast, read with a bound, restored without losing what was there."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.backups import (
    KEPT,
    Backup,
    Why,
    backup_root,
    copy_backup,
    list_backups,
    make_backup,
    read_backup,
    restore,
)
from storage.changes import PutEvent
from storage.counts import Counts
from storage.disk import Disk
from storage.errors import FileError, FormatError, LockedError
from storage.keeper import Keeper
from storage.model import Event
from storage.records import Put, raw
from storage.story_file import create_story, new_id, open_story
from tests.conftest import ROOT, StoryWriter

NOON = datetime(2024, 12, 7, 12, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def back_up(path: Path, root: Path, why: Why = Why.DAY, now: datetime = NOON) -> Backup:
    with open_story(path) as file:
        made = make_backup(path, file.state(), why, root=root, now=now)
    assert made is not None
    return made


def add(path: Path, title: str) -> None:
    with open_story(path) as file:
        file.apply([PutEvent(Event(new_id(), title, "2024"))])


def titles(path: Path) -> list[str]:
    with open_story(path, read_only=True) as file:
        return [event.title for event in file.events]


# Making


def test_a_backup_says_what_it_holds(story_path: Path, root: Path) -> None:
    made = back_up(story_path, root)
    assert list_backups(story_path, root=root) == (made,)
    assert (made.path, made.title, made.why, made.when) == (story_path, "A small story", Why.DAY, NOON)
    assert made.counts == Counts(3, 2, 2) and str(made.counts) == "3 events, 2 statements, 2 sources"


def test_any_program_that_knows_gzip_unpacks_a_backup(story_path: Path, root: Path) -> None:
    made = back_up(story_path, root)
    assert json.loads(gzip.decompress(made.file.read_bytes())) == json.loads(story_path.read_text())


def test_a_backup_holds_the_edits_of_the_journal(story_path: Path, root: Path) -> None:
    file = open_story(story_path)
    file.apply([PutEvent(Event(new_id(), "Not folded", "2024"))])
    assert file.pending == 1
    made = make_backup(story_path, file.state(), root=root)
    assert made is not None and b"Not folded" in gzip.decompress(made.file.read_bytes())
    file.close()


def test_a_later_state_of_the_day_takes_the_place_of_the_earlier(story_path: Path, root: Path) -> None:
    back_up(story_path, root)
    add(story_path, "New")
    later = back_up(story_path, root, now=NOON + timedelta(minutes=5))
    assert list_backups(story_path, root=root) == (later,)


def test_another_day_has_a_backup_of_its_own(story_path: Path, root: Path) -> None:
    first = back_up(story_path, root)
    add(story_path, "New")
    second = back_up(story_path, root, now=NOON + timedelta(days=1))
    assert list_backups(story_path, root=root) == (second, first)


def test_the_same_content_is_not_kept_twice(story_path: Path, root: Path) -> None:
    first = back_up(story_path, root)
    assert back_up(story_path, root, now=NOON + timedelta(days=1)) == first
    assert back_up(story_path, root, Why.FOUND) == first


def test_what_was_found_stays_beside_the_day_that_followed(story_path: Path, root: Path) -> None:
    found = back_up(story_path, root, Why.FOUND)
    add(story_path, "New")
    day = back_up(story_path, root, now=NOON + timedelta(minutes=5))
    assert list_backups(story_path, root=root) == (day, found)


def test_an_upgrade_has_its_backup_also_where_the_day_has_the_same(story_path: Path, root: Path) -> None:
    back_up(story_path, root)
    assert back_up(story_path, root, Why.UPGRADE).why is Why.UPGRADE
    assert len(list_backups(story_path, root=root)) == 2


def test_ten_are_kept(story_path: Path, root: Path) -> None:
    made = []
    for day in range(KEPT + 3):
        add(story_path, f"Day {day}")
        made.append(back_up(story_path, root, now=NOON + timedelta(days=day)))
    assert list_backups(story_path, root=root) == tuple(reversed(made[-KEPT:]))


def test_a_story_without_anything_in_it_needs_no_backup(tmp_path: Path, root: Path) -> None:
    with create_story(tmp_path / "new.timeline.json", "New") as file:
        assert make_backup(file.path, file.state(), root=root) is None


def test_two_stories_do_not_share_their_backups(story_path: Path, write_story: StoryWriter, root: Path) -> None:
    other = write_story([{}], name="other.timeline.json")
    back_up(story_path, root)
    made = back_up(other, root)
    assert list_backups(other, root=root) == (made,)


def test_a_story_that_was_moved_keeps_its_backups(story_path: Path, root: Path) -> None:
    made = back_up(story_path, root)
    moved = story_path.rename(story_path.with_name("moved.timeline.json"))
    assert list_backups(moved, made.story_id, root=root) == (made,)
    assert list_backups(moved, root=root) == ()


def test_a_disk_that_refuses_is_said_in_a_sentence(story_path: Path, root: Path) -> None:
    class Full(Disk):
        def write(self, handle: int, data: bytes) -> None:
            raise OSError(28, "No space left on device")

    state = Keeper(story_path, writes=False).state()
    with pytest.raises(FileError, match=r"No backup of .* could be made: no space left"):
        make_backup(story_path, state, root=root, disk=Full())
    assert list_backups(story_path, root=root) == ()


def test_backups_lie_in_the_users_data_folder() -> None:
    assert backup_root().name == "backups" and os.environ["XDG_DATA_HOME"] in str(backup_root())


# Reading


@pytest.mark.parametrize("junk", [b"", b"x" * 100, b"\x1f\x8b\x08\x10", b"\x1f\x8b\x08\x10" + b"\0" * 90])
def test_what_is_no_backup_is_not_listed(story_path: Path, root: Path, junk: bytes) -> None:
    made = back_up(story_path, root)
    made.file.with_name("20200101-000000-day.timeline.json.gz").write_bytes(junk)
    assert list_backups(story_path, root=root) == (made,)


def test_every_bit_of_damage_to_a_backup_is_noticed(story_path: Path, root: Path) -> None:
    made = back_up(story_path, root)
    data = made.file.read_bytes()
    body = data.index(b"\0", 10) + 1
    for place in range(body, len(data), 3):
        made.file.write_bytes(data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :])
        with pytest.raises(FormatError, match="is damaged"):
            read_backup(made)


@pytest.mark.parametrize("length", [0, 30, -9, -1])
def test_a_backup_that_is_cut_off_is_refused(story_path: Path, root: Path, length: int) -> None:
    made = back_up(story_path, root)
    made.file.write_bytes(made.file.read_bytes()[:length])
    with pytest.raises(FormatError, match="is damaged"):
        read_backup(made)


def test_no_more_is_unpacked_than_the_backup_says(story_path: Path, root: Path) -> None:
    made = back_up(story_path, root)
    head = made.file.read_bytes()
    bomb = gzip.compress(bytes(300_000_000), 9)
    made.file.write_bytes(head[: head.index(b"\0", 10) + 1] + bomb[10:])
    code = (
        "import resource, sys; from pathlib import Path; from storage.backups import *; from storage.errors import *\n"
        "resource.setrlimit(resource.RLIMIT_AS, (250_000_000, 250_000_000))\n"
        "try: read_backup(list_backups(Path(sys.argv[1]), root=Path(sys.argv[2]))[0])\n"
        "except FormatError: print('refused')"
    )
    if sys.platform == "linux":
        command = [sys.executable, "-c", code, str(story_path), str(root)]
        assert subprocess.check_output(command, cwd=ROOT, text=True, timeout=60) == "refused\n"


# Restoring


def test_restoring_brings_the_old_state_back_and_sets_the_new_one_aside(story_path: Path, root: Path) -> None:
    made = back_up(story_path, root)
    before = titles(story_path)
    add(story_path, "New")
    aside = restore(made, story_path)
    assert titles(story_path) == before
    assert aside is not None and aside.name.startswith("small.timeline.json.replaced-")
    assert "New" in titles(aside)


def test_edits_of_the_journal_go_with_the_file_that_is_set_aside(story_path: Path, root: Path) -> None:
    made = back_up(story_path, root)
    crashed = Keeper(story_path)
    crashed.commit([Put("events", 9, raw({"id": "x", "title": "Only in the journal", "when": "2024"}))])
    crashed.close(fold=False)
    aside = restore(made, story_path)
    assert aside is not None and "Only in the journal" in titles(aside)
    with open_story(story_path) as file:
        assert len(file.events) == 3 and file.recovered == ""


def test_a_story_that_is_gone_can_be_restored(story_path: Path, root: Path) -> None:
    made = back_up(story_path, root)
    story_path.unlink()
    assert restore(made, story_path) is None
    assert len(titles(story_path)) == 3


def test_nothing_is_restored_while_somebody_has_the_story_open(story_path: Path, root: Path) -> None:
    made = back_up(story_path, root)
    add(story_path, "New")
    with open_story(story_path), pytest.raises(LockedError):
        restore(made, story_path)
    assert "New" in titles(story_path)


def test_a_damaged_backup_replaces_nothing(story_path: Path, root: Path) -> None:
    made = back_up(story_path, root)
    made.file.write_bytes(made.file.read_bytes()[:-20])
    content = story_path.read_bytes()
    with pytest.raises(FormatError):
        restore(made, story_path)
    assert story_path.read_bytes() == content


def test_a_restore_that_the_disk_stops_leaves_the_story_as_it_was(story_path: Path, root: Path) -> None:
    made = back_up(story_path, root)
    add(story_path, "New")

    class Refusing(Disk):
        def rename(self, source: Path, target: Path) -> None:
            raise OSError(5, "Input/output error")

    with pytest.raises(FileError, match="input/output error"):
        restore(made, story_path, disk=Refusing())
    assert "New" in titles(story_path)


def test_a_copy_of_a_backup_overwrites_nothing(story_path: Path, root: Path, tmp_path: Path) -> None:
    made = back_up(story_path, root)
    copy_backup(made, tmp_path / "copy.timeline.json")
    assert titles(tmp_path / "copy.timeline.json") == titles(story_path)
    with pytest.raises(FileError, match="is there already"):
        copy_backup(made, tmp_path / "copy.timeline.json")
