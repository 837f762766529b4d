"""The keeper makes changes durable, folds them into the file, and never writes over what others wrote."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.changes import PutEvent
from storage.errors import ChangedOutsideError, FileError
from storage.keeper import Keeper, journal_of
from storage.model import Event
from storage.records import Delete, Put, Record, line_of, raw
from storage.story_file import create_story, open_story
from tests.faults.disks import RecordingDisk, RefusingDisk

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs permissions of the POSIX family")
EMPTY = b'{"events": {}}'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.timeline.json"
    path.write_bytes(EMPTY)
    return path


@pytest.fixture
def keeper(path: Path) -> Iterator[Keeper]:
    made = Keeper(path)
    yield made
    made.close(fold=False)


def put(keeper: Keeper, row: int, title: str = "x", step: str = "") -> None:
    keeper.commit([Put("events", row, raw({"title": title}))], step=step, name=title, undo=[Delete("events", row)])


def titles(keeper: Keeper) -> dict[int, str]:
    return {row: json.loads(bytes(found))["title"] for row, found in keeper.tables["events"].items()}


def killed(keeper: Keeper) -> Keeper:
    """Open anew what a process leaves that dies."""
    keeper.close(fold=False)
    return Keeper(keeper.path)


def in_file(path: Path) -> set[str]:
    return set(json.loads(path.read_text())["events"])


def test_a_change_outlives_the_process_and_leaves_the_file_alone(keeper: Keeper, path: Path) -> None:
    put(keeper, 1, "Homs")
    assert path.read_bytes() == EMPTY
    assert titles(killed(keeper)) == {1: "Homs"}


def test_a_fold_writes_the_file_and_ends_the_journal(keeper: Keeper, path: Path) -> None:
    put(keeper, 1)
    assert keeper.fold()
    assert in_file(path) == {"1"}
    assert not journal_of(path).exists()
    assert (keeper.pending, keeper.journal_bytes) == (0, 0)


def test_a_fold_of_nothing_writes_nothing(keeper: Keeper, path: Path) -> None:
    before = path.stat().st_mtime_ns
    assert not keeper.fold()
    assert path.stat().st_mtime_ns == before


def test_what_is_changed_during_a_fold_stays_in_the_journal(path: Path) -> None:
    disk = RecordingDisk()
    disk.know(path)
    put(keeper := Keeper(path, disk=disk), 1)
    disk.meanwhile = lambda: put(keeper, 2)
    keeper.fold()
    assert in_file(path) == {"1"}
    assert keeper.pending == 1
    assert set(titles(killed(keeper))) == {1, 2}


def test_a_save_that_failed_before_the_rename_loses_nothing(path: Path) -> None:
    disk = RefusingDisk(at=-1)
    put(keeper := Keeper(path, disk=disk), 1)
    disk.refuse_next("rename")
    with pytest.raises(FileError, match=r"cannot be saved: no space left on device\. Your edits are kept\.$"):
        keeper.fold()
    put(keeper, 2)
    assert set(titles(killed(keeper))) == {1, 2}


def test_a_refused_change_is_made_nowhere(path: Path) -> None:
    disk = RefusingDisk(at=-1)
    put(keeper := Keeper(path, disk=disk), 1)
    disk.refuse_next("sync")
    with pytest.raises(FileError, match=r"Nothing was changed\.$"):
        put(keeper, 2)
    assert set(titles(keeper)) == {1}
    assert set(titles(killed(keeper))) == {1}


def test_a_write_that_broke_off_is_cut_off_by_the_next_change(keeper: Keeper, path: Path) -> None:
    put(keeper, 1)
    keeper.close(fold=False)
    whole = journal_of(path).read_bytes()
    journal_of(path).write_bytes(whole + whole[:-1])
    again = Keeper(path)
    assert (again.damage, again.pending) == ((), 1)
    put(again, 2)
    assert set(titles(killed(again))) == {1, 2}


def test_a_damaged_journal_is_set_aside_before_it_is_written_anew(keeper: Keeper, path: Path) -> None:
    for row in (1, 2, 3):
        put(keeper, row)
    keeper.close(fold=False)
    data = bytearray(journal_of(path).read_bytes())
    data[len(data) // 2] ^= 4
    journal_of(path).write_bytes(data)
    again = Keeper(path)
    assert set(titles(again)) == {1, 3}
    assert len(again.damage) == 1
    put(again, 4)
    assert [one.read_bytes() for one in path.parent.glob("*.journal.damaged-*")] == [bytes(data)]
    assert set(titles(killed(again))) == {1, 3, 4}


def test_steps_between_which_one_is_missing_cannot_be_taken_back(keeper: Keeper, path: Path) -> None:
    for row in (1, 2, 3):
        put(keeper, row, step="edit")
    keeper.close(fold=False)
    data = bytearray(journal_of(path).read_bytes())
    data[len(data) // 2] ^= 4
    journal_of(path).write_bytes(data)
    assert Keeper(path).history.undo_name == ""


def test_a_journal_of_another_file_is_not_replayed_but_kept(keeper: Keeper, path: Path) -> None:
    put(keeper, 1)
    keeper.close(fold=False)
    path.write_bytes(b'{"events": {"9": {"title": "theirs"}}}')
    again = Keeper(path)
    assert titles(again) == {9: "theirs"}
    assert len(again.foreign) == 1
    put(again, 10)
    assert len(list(path.parent.glob("*.journal.foreign-*"))) == 1


@pytest.mark.parametrize("by_rename", [False, True])
def test_what_another_program_wrote_is_not_written_over(keeper: Keeper, path: Path, by_rename: bool) -> None:
    put(keeper, 1)
    theirs = b'{"events": {"9": {"title": "theirs"}}}'
    target = path.with_name("new") if by_rename else path
    target.write_bytes(theirs)
    target.replace(path)
    assert keeper.changed_outside()
    with pytest.raises(ChangedOutsideError):
        keeper.fold()
    assert path.read_bytes() == theirs
    assert set(titles(keeper)) == {1}


def test_what_changes_while_a_save_waits_for_the_disk_is_not_written_over(path: Path) -> None:
    class Slow(RefusingDisk):
        def sync(self, handle: int) -> None:
            if b'"fold"' in journal_of(path).read_bytes():
                path.write_bytes(b'{"events": {"9": {}}}')

    put(keeper := Keeper(path), 1)
    keeper._disk = Slow(at=-1)
    with pytest.raises(ChangedOutsideError):
        keeper.fold()
    assert in_file(path) == {"9"}


def test_ours_over_theirs_sets_theirs_aside(keeper: Keeper, path: Path) -> None:
    put(keeper, 1)
    path.write_bytes(b'{"events": {"9": {}}}')
    keeper.fold(over_others=True)
    assert in_file(path) == {"1"}
    assert [in_file(one) for one in path.parent.glob("*.theirs-*")] == [{"9"}]


def test_a_file_that_was_only_touched_has_not_changed(keeper: Keeper, path: Path) -> None:
    os.utime(path, (1, 1))
    assert not keeper.changed_outside()


def test_a_reader_follows_the_writer(keeper: Keeper, path: Path) -> None:
    put(keeper, 1)
    reader = Keeper(path, writes=False)
    put(keeper, 2)
    records = reader.follow()
    assert records is not None
    assert [record.number for record in records] == [2]
    assert titles(reader) == titles(keeper)
    assert reader.follow() == ()


def test_a_reader_learns_of_a_fold(keeper: Keeper, path: Path) -> None:
    reader = Keeper(path, writes=False)
    put(keeper, 1)
    keeper.fold()
    assert reader.follow() is None


def test_a_reader_writes_nothing(path: Path) -> None:
    journal_of(path).write_bytes(line_of(Record("0-0", 1)))
    leftover = path.with_name(f".{path.name}.12345678.tmp")
    leftover.touch()
    Keeper(path, writes=False).close()
    assert leftover.exists() and journal_of(path).exists()


def test_a_writer_clears_what_writes_that_broke_off_have_left(path: Path) -> None:
    names = (path.name, f"{path.name}.journal", f"{path.name}.history")
    for name in names:
        path.with_name(f".{name}.12345678.tmp").touch()
    Keeper(path).close()
    assert list(path.parent.glob(".*")) == []


def test_closing_removes_a_journal_that_nobody_needs(keeper: Keeper, path: Path) -> None:
    put(keeper, 1)
    keeper.fold()
    # As after a crash between the rename and the end of the journal.
    journal_of(path).write_bytes(line_of(Record("e-0", 1, fold=keeper.fingerprint)))
    Keeper(path).close()
    assert not journal_of(path).exists()


@POSIX
def test_all_that_is_beside_a_private_story_is_private(keeper: Keeper, path: Path) -> None:
    path.chmod(0o600)
    put(keeper, 1, step="edit")
    assert stat.S_IMODE(journal_of(path).stat().st_mode) == 0o600
    keeper.fold()
    history = path.with_name(f"{path.name}.history")
    assert {stat.S_IMODE(one.stat().st_mode) for one in (path, history)} == {0o600}


def test_steps_that_cancel_one_another_are_still_known_after_a_crash_in_a_fold(tmp_path: Path) -> None:
    path = tmp_path / "story.timeline.json"
    with create_story(path, "A story") as file:
        file.apply([PutEvent(Event("a", "A", "2024"))], "first")
    file = open_story(path)
    file.apply([PutEvent(Event("b", "B", "2024"))], "second")
    file.undo()
    journal = path.with_name(path.name + ".journal")
    history = path.with_name(path.name + ".history")
    before = journal.read_bytes(), history.read_bytes()
    fold = Record(file.fingerprint, 2, name="01234567", fold=file.fingerprint)
    file.fold()
    file.close()
    # The crash came after the new snapshot, which is like the old one, and before the history was written.
    journal.write_bytes(before[0] + line_of(fold))
    history.write_bytes(before[1])
    with open_story(path) as again:
        assert (again.undo_name, again.redo_name) == ("first", "second")
