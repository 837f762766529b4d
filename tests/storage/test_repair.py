"""A damaged story is brought back from its file, its journal and its backups, and each row's origin is told."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from storage.backups import Backup, list_backups, make_backup
from storage.counts import Counts
from storage.errors import FileError, LockedError
from storage.keeper import Keeper, journal_of
from storage.records import Delete, Operation, Put, Record, line_of, raw
from storage.repair import Origin, bring_back, lines_of, newest_good, repair, write_candidate
from storage.story_file import new_id, open_story
from tests.conftest import StoryWriter

NOON = datetime(2024, 12, 7, 12, tzinfo=UTC)


def row(name: str, **fields: Any) -> dict[str, Any]:
    return {"id": name, "title": name.upper(), "when": "2024", **fields}


@pytest.fixture
def path(write_story: StoryWriter) -> Path:
    sources = [{"id": "s", "csl": {"title": "Source"}}]
    return write_story([row(name) for name in "abcdef"], sources, name="x.timeline.json")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "new.timeline.json"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def back_up(path: Path, root: Path, now: datetime = NOON) -> Backup:
    made = make_backup(path, Keeper(path, writes=False).state(), root=root, now=now)
    assert made is not None
    return made


def edit(path: Path, *operations: Operation) -> None:
    """Leave an acknowledged edit in the journal, as a program that was killed does."""
    keeper = Keeper(path)
    keeper.commit(operations)
    keeper.close(fold=False)


def damage(path: Path, old: bytes, new: bytes = b"\xff\0\xff") -> bytes:
    data = path.read_bytes()
    assert data.count(old) == 1
    path.write_bytes(data.replace(old, new))
    return path.read_bytes()


def titles(path: Path) -> str:
    with open_story(path, read_only=True) as file:
        assert file.problems == ()
        return "".join(sorted(event.title for event in file.events))


# Repair


def test_rows_that_the_damage_left_alone_are_in_the_new_file(path: Path, out: Path, root: Path) -> None:
    damage(path, b'"title": "C"')
    done = repair(path, out, root=root)
    assert titles(out) == "ABDEF"
    assert done.counts == Counts(5, 0, 1) and done.sources == ("file",)
    assert [(one.table, one.row) for one in done.lost] == [("events", "3")]


def test_the_damaged_file_and_its_journal_are_only_read(path: Path, out: Path, root: Path) -> None:
    edit(path, Put("events", 7, raw(row("g"))))
    before = damage(path, b'"title": "C"'), journal_of(path).read_bytes()
    names = set(path.parent.iterdir())
    repair(path, out, root=root)
    assert (path.read_bytes(), journal_of(path).read_bytes()) == before
    assert set(path.parent.iterdir()) - names == {out}


def test_edits_of_the_journal_are_made_again(path: Path, out: Path, root: Path) -> None:
    edit(path, Put("events", 7, raw(row("g"))), Delete("events", 1))
    damage(path, b'"title": "C"')
    done = repair(path, out, root=root)
    assert titles(out) == "BDEFG"
    assert done.journal_edits == 1 and done.sources == ("file", "journal")


def test_a_row_that_the_journal_has_whole_is_not_lost(path: Path, out: Path, root: Path) -> None:
    edit(path, Put("events", 3, raw(row("c", place="Homs"))))
    damage(path, b'"title": "C"', b'"title": "\0"')
    done = repair(path, out, root=root)
    assert titles(out) == "ABCDEF"
    assert [one.code for one in done.lost] == ["mended-row"]


def test_a_journal_of_another_state_is_left_out_of_a_whole_file(path: Path, out: Path, root: Path) -> None:
    journal_of(path).write_bytes(line_of(Record("99-12345678", 1, (Delete("events", 1),))))
    done = repair(path, out, root=root)
    assert titles(out) == "ABCDEF" and done.foreign_edits == 1 and done.journal_edits == 0


def test_a_damaged_line_of_the_journal_is_reported(path: Path, out: Path, root: Path) -> None:
    edit(path, Put("events", 7, raw(row("g"))))
    edit(path, Put("events", 8, raw(row("h"))))
    lines = journal_of(path).read_bytes().splitlines(keepends=True)
    journal_of(path).write_bytes(lines[0].replace(b'"G"', b'"X"') + lines[1])
    done = repair(path, out, root=root)
    assert titles(out) == "ABCDEFH"
    assert [one.code for one in done.lost] == ["damaged-journal"]


def test_what_is_missing_comes_from_the_newest_backup_and_is_named(path: Path, out: Path, root: Path) -> None:
    back_up(path, root)
    damage(path, b'"title": "C"')
    done = repair(path, out, root=root)
    assert titles(out) == "ABCDEF"
    assert [(one.row, one.title, one.replaced) for one in done.from_backup] == [(3, "C", False)]
    assert done.sources == ("file", "backup")


def test_a_damaged_row_makes_way_for_the_whole_one_of_the_backup(path: Path, out: Path, root: Path) -> None:
    back_up(path, root)
    damage(path, b'"title": "C"', b'"title": "\0"')
    done = repair(path, out, root=root)
    assert titles(out) == "ABCDEF"
    assert [(one.row, one.replaced) for one in done.from_backup] == [(3, True)]
    assert "the row was taken whole from the backup" in str(done.lost[0])


def test_what_the_journal_removed_does_not_come_back(path: Path, out: Path, root: Path) -> None:
    back_up(path, root)
    edit(path, Delete("events", 1))
    damage(path, b'"title": "C"')
    repair(path, out, root=root)
    assert titles(out) == "BCDEF"


def test_a_whole_file_takes_nothing_from_a_backup(path: Path, out: Path, root: Path) -> None:
    back_up(path, root)
    document = json.loads(path.read_text())
    del document["events"]["1"]
    path.write_text(json.dumps(document))
    assert repair(path, out, root=root).from_backup == ()
    assert titles(out) == "BCDEF"


def test_a_damaged_backup_is_passed_over(path: Path, out: Path, root: Path) -> None:
    old = back_up(path, root)
    edit(path, Put("events", 7, raw(row("g"))))
    new = back_up(path, root, NOON.replace(day=8))
    new.file.write_bytes(new.file.read_bytes()[:-9])
    damage(path, b'"title": "C"')
    assert repair(path, out, root=root).backup == old


def test_a_story_without_its_own_row_gets_one(path: Path, out: Path, root: Path) -> None:
    damage(path, b'"about"', b"")
    damage(path, b'"format": 1', b"\xff")
    done = repair(path, out, root=root)
    assert titles(out) == "ABCDEF"
    assert "made-anew" in [one.code for one in done.lost]
    with open_story(out, read_only=True) as file:
        assert file.story.title == "x"


def test_a_file_of_nothing_is_brought_back_from_a_backup(path: Path, out: Path, root: Path) -> None:
    back_up(path, root)
    path.write_bytes(bytes(path.stat().st_size))
    assert repair(path, out, root=root).counts == Counts(6, 0, 1)
    assert titles(out) == "ABCDEF"


def test_where_nothing_is_left_a_sentence_says_so(path: Path, out: Path, root: Path) -> None:
    path.write_bytes(b"\0" * 5000)
    with pytest.raises(FileError, match="nothing of a story can be found in it, and there is no backup"):
        repair(path, out, root=root)
    assert not out.exists()


def test_no_file_is_ever_overwritten(path: Path, root: Path) -> None:
    data = damage(path, b'"title": "C"')
    with pytest.raises(FileError, match="is there already"):
        repair(path, path, root=root)
    assert path.read_bytes() == data


@pytest.mark.parametrize("name", [".", "none.timeline.json"])
def test_what_is_no_file_cannot_be_repaired(tmp_path: Path, name: str, out: Path) -> None:
    with pytest.raises(FileError):
        repair(tmp_path / name, out)


def test_lines_tell_where_every_row_comes_from(path: Path, out: Path, root: Path) -> None:
    back_up(path, root)
    edit(path, Put("events", 7, raw(row("g"))))
    damage(path, b'"title": "C"')
    summary, journal, backup, *lost = lines_of(repair(path, out, root=root), out)
    assert summary == f"{out}: 7 events, 0 statements, 1 source, made of file and journal and backup."
    assert journal == "1 edit of the journal that the file lacks: in the new file."
    assert backup.startswith("events row 3: “C” is from the backup of ")
    assert len(lost) == 1 and lost[0].startswith("events row 3: bytes ")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, 700), length=st.integers(1, 700), garbage=st.sampled_from([b"", b"\xff\0", b'{"', b"}}"]))
def test_after_damage_that_shows_file_journal_and_backup_together_have_everything(
    path: Path, root: Path, start: int, length: int, garbage: bytes
) -> None:
    whole = path.read_bytes()
    path, root = path.with_name(f"{new_id()}.timeline.json"), root / new_id()
    path.write_bytes(whole)
    back_up(path, root)
    edit(path, Put("events", 7, raw(row("g"))), Put("events", 2, raw(row("b", title="Beta"))))
    path.write_bytes(whole[:start] + garbage + whole[start + length :])
    out = path.with_name(f"{path.name}.out")
    # Damage that leaves a story whole looks like an edit by another program: its rows are not written over.
    assume(not repair(path, out, root=root).foreign_edits)
    with open_story(out, read_only=True) as file:
        assert {event.title for event in file.events} >= {"A", "Beta", "C", "D", "E", "F", "G"}


# What there is to choose from


def test_candidates_are_offered_the_best_first_with_counts(path: Path, root: Path) -> None:
    back_up(path, root)
    edit(path, Put("events", 7, raw(row("g"))))
    damage(path, b'"title": "C"')
    found = newest_good(path, root=root)
    assert [(one.origin, one.counts.events) for one in found] == [
        (Origin.FILLED, 7),
        (Origin.JOURNAL, 6),
        (Origin.FILE, 5),
        (Origin.BACKUP, 6),
    ]
    assert "1 row from the backup of" in found[0].sentence and "1 edit of its journal" in found[1].sentence
    assert "place" not in found[0].sentence and "1 place cannot be read" in found[1].sentence


def test_a_whole_backup_comes_before_a_file_with_little_left(path: Path, root: Path) -> None:
    back_up(path, root)
    path.write_bytes(b"\0" * 900)
    assert [one.origin for one in newest_good(path, root=root)] == [Origin.FILLED, Origin.BACKUP]


def test_without_file_and_backup_there_is_nothing_to_offer(tmp_path: Path, root: Path) -> None:
    assert newest_good(tmp_path / "none.timeline.json", root=root) == ()


def test_a_missing_file_is_offered_from_its_backups(path: Path, root: Path) -> None:
    back_up(path, root)
    path.unlink()
    (only,) = newest_good(path, root=root)
    assert bring_back(only, path) is None
    assert titles(path) == "ABCDEF"


def test_a_candidate_takes_the_place_of_the_damaged_file_which_is_set_aside(path: Path, root: Path) -> None:
    edit(path, Put("events", 7, raw(row("g"))))
    data = damage(path, b'"title": "C"')
    aside = bring_back(newest_good(path, root=root)[0], path)
    assert titles(path) == "ABDEFG"
    assert aside is not None and ".damaged-" in aside.name and aside.read_bytes() == data
    assert journal_of(aside).exists() and not journal_of(path).exists()


def test_every_candidate_can_be_written_as_a_new_file(path: Path, root: Path, tmp_path: Path) -> None:
    back_up(path, root)
    edit(path, Put("events", 7, raw(row("g"))))
    data = damage(path, b'"title": "C"')
    for number, candidate in enumerate(newest_good(path, root=root)):
        out = tmp_path / f"{number}.timeline.json"
        write_candidate(candidate, out)
        assert len(titles(out)) == candidate.counts.events
    assert path.read_bytes() == data


def test_nothing_is_put_in_place_while_somebody_has_the_story(path: Path, root: Path) -> None:
    back_up(path, root)
    with open_story(path), pytest.raises(LockedError):
        bring_back(newest_good(path, root=root)[0], path)
    assert len(list_backups(path, root=root)) == 1
