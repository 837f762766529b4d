"""A story is opened, changed in whole steps and kept safe."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from storage.changes import PutEvent, PutSource, PutStory, RemoveEvent, RemoveSource
from storage.errors import FileError, FormatError, NotFoundError, ReadOnlyError
from storage.model import Category, Event, Source, Stance, Statement
from storage.story_file import StoryFile, create_story, new_id, open_story

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs a system of the POSIX family")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.timeline.json"


@pytest.fixture
def file(path: Path) -> Iterator[StoryFile]:
    with create_story(path, "A story") as made:
        yield made


def again(file: StoryFile) -> StoryFile:
    """Close a story and open it anew."""
    file.close()
    return open_story(file.path)


def rows(path: Path, table: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="ascii"))[table]
    return found


def event(event_id: str, when: str = "2024", **fields: Any) -> Event:
    return Event(event_id, f"Title of {event_id}", when, **fields)


def edited(file: StoryFile, **tables: Any) -> StoryFile:
    """Close a story, change its tables as another program does, and open it anew."""
    file.close()
    file.path.write_text(json.dumps({**json.loads(file.path.read_text()), **tables}))
    return open_story(file.path)


def test_a_new_story_is_there(path: Path) -> None:
    story = again(create_story(path, "Homs", time_zone="Asia/Damascus", language="ar")).story
    assert (story.title, story.time_zone, story.language) == ("Homs", "Asia/Damascus", "ar")


def test_a_new_story_replaces_no_file(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(FileError, match="is there already"):
        create_story(path, "A story")
    assert (path.read_text(), len(list(path.parent.iterdir()))) == ("mine", 1)


def test_a_new_story_needs_its_folder(path: Path) -> None:
    with pytest.raises(FileError, match="its folder is not there"):
        create_story(path / "deeper.json", "A story")


def test_what_was_applied_is_there_after_opening_again(file: StoryFile, path: Path) -> None:
    file.apply([PutEvent(event("a", text="\ud800\x00\u202e")), PutSource(Source("s", {"title": "T"}))])
    reopened = again(file)
    assert (reopened.events, reopened.sources, reopened.story) == (file.events, file.sources, file.story)


def test_plain_tinydb_opens_the_file_under_any_locale(file: StoryFile, path: Path) -> None:
    text = "\u00e9 \u062d\u0645\u0635 \U0001f600"
    file.apply([PutEvent(event("a", text=text))])
    file.close()
    script = "import sys, tinydb; print(ascii(tinydb.TinyDB(sys.argv[1]).table('events').all()[0]['text']))"
    places = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run([sys.executable, "-c", script, path], env=places, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ascii(text)


def test_what_plain_tinydb_wrote_is_read(file: StoryFile, path: Path) -> None:
    file.close()
    with TinyDB(path) as database:
        database.table("events").insert({"id": "t", "title": "By TinyDB", "when": "2024"})
    assert [found.title for found in open_story(path).events] == ["By TinyDB"]


def test_events_stand_in_the_order_of_time(file: StoryFile, path: Path) -> None:
    file.apply([PutEvent(event(when, when)) for when in ("2024-12", "-0043", "2024", "../1990", "2024-12-07")])
    assert [found.id for found in file.events] == ["-0043", "../1990", "2024", "2024-12", "2024-12-07"]
    file.apply([PutEvent(replace(file.events[1], when="2023")), RemoveEvent("2024"), PutEvent(event("new", "1999"))])
    assert [found.id for found in file.events] == ["-0043", "new", "../1990", "2024-12", "2024-12-07"]
    assert file.events == again(file).events


def test_another_time_zone_puts_the_events_in_another_order(file: StoryFile, path: Path) -> None:
    file.apply([PutEvent(event("local", "2024-12-07T01:00:00")), PutEvent(event("utc", "2024-12-07T00:00:00Z"))])
    assert [found.id for found in file.events] == ["utc", "local"]
    file.apply([PutStory(replace(file.story, time_zone="Asia/Damascus"))])
    assert [found.id for found in file.events] == ["local", "utc"]
    assert file.events == again(file).events


def test_events_and_sources_are_found_by_id(file: StoryFile) -> None:
    file.apply([PutEvent(event("a")), PutSource(Source("s"))])
    assert (file.event("a"), file.event("b")) == (event("a"), None)
    assert (file.source("s"), file.source("t")) == (Source("s"), None)


def test_rows_keep_their_ids_and_stand_in_their_order(file: StoryFile, path: Path) -> None:
    found = [{"id": name, "title": name, "when": "2024"} for name in "xy"]
    with edited(file, events={"7": found[0], "3": found[1]}) as file:
        file.apply([PutEvent(event("x")), PutEvent(event("z"))])
    assert [(row_id, row["id"]) for row_id, row in rows(path, "events").items()] == [("3", "y"), ("7", "x"), ("8", "z")]


def test_an_edit_writes_only_the_keys_that_changed(file: StoryFile, path: Path) -> None:
    row = {"when": "2024", "text": "", "x": {"y": [1]}, "id": "a", "title": "Old", "tags": "not a list"}
    with edited(file, events={"1": row, "2": {"broken": True}}, other={"1": {"z": 1}}, odd=[1]) as file:
        file.apply([PutEvent(replace(file.events[0], title="New"))])
    assert list(rows(path, "events")["1"].items()) == list({**row, "title": "New"}.items())
    assert rows(path, "events")["2"] == {"broken": True}
    assert (rows(path, "other"), rows(path, "odd")) == ({"1": {"z": 1}}, [1])


def test_an_edit_writes_no_defaults_that_the_file_left_out(file: StoryFile, path: Path) -> None:
    about = {"format": 1, "id": "s", "title": "Old", "categories": [{"id": "c", "name": "C"}]}
    with edited(file, about={"1": about}) as file:
        file.apply([PutStory(replace(file.story, title="New"))])
    assert rows(path, "about") == {
        "1": {"format": 1, "id": "s", "title": "New", "categories": [{"id": "c", "name": "C"}]}
    }


def test_a_row_that_cannot_be_read_is_reported_and_stays(file: StoryFile, path: Path) -> None:
    with edited(file, events={"4": {"id": "a", "title": "A", "when": "2024-13"}}) as file:
        file.apply([PutSource(Source("s"))])
        assert file.events == ()
        assert [(found.table, found.row, found.field) for found in file.problems] == [("events", "4", "when")]
    assert rows(path, "events") == {"4": {"id": "a", "title": "A", "when": "2024-13"}}


def test_the_second_event_of_an_id_is_reported_and_stays(file: StoryFile, path: Path) -> None:
    twin = {"id": "a", "title": "A", "when": "2024"}
    with edited(file, events={"1": twin, "2": {**twin, "title": "B"}}) as file:
        file.apply([PutEvent(replace(file.events[0], title="C"))])
        message = "events row 2: id: 'a' is the id of row 1 too; this row is not shown"
        assert [str(found) for found in file.problems] == [message]
    assert [row["title"] for row in rows(path, "events").values()] == ["C", "B"]


def test_what_refers_to_nothing_is_reported_until_it_is_there(file: StoryFile) -> None:
    said = Statement("q", Stance.ASSERTS, speaker="Ada", source="s")
    file.apply([PutEvent(event("a", category="front", sources=("s",), statements=(said,)))])
    assert [found.field for found in file.problems] == ["category", "sources", "statement 1: source"]
    file.apply([PutSource(Source("s")), PutStory(replace(file.story, categories=(Category("front", "Front"),)))])
    assert file.problems == ()
    file.apply([RemoveSource("s")])
    assert [found.code for found in file.problems] == ["unknown-source", "unknown-source"]


def test_a_step_that_fails_half_way_changes_nothing(file: StoryFile, path: Path) -> None:
    file.apply([PutEvent(event("a"))])
    before = path.read_bytes()
    for wrong in (RemoveEvent("b"), RemoveSource("b")):
        with pytest.raises(NotFoundError, match="'b'"):
            file.apply([PutEvent(event("c")), RemoveEvent("a"), wrong])
    assert (path.read_bytes(), [found.id for found in file.events]) == (before, ["a"])


@pytest.mark.parametrize(
    "wrong",
    [
        PutEvent(event("", "2024")),
        PutEvent(event("a", "yesterday")),
        PutEvent(event("a", extra={"x": float("nan")})),
        PutEvent(event("a", extra={"x": {1: "a", "1": "b"}})),
        PutSource(Source("")),
        PutSource(Source("a", {"x": b"bytes"})),
    ],
)
def test_a_value_that_the_format_cannot_hold_is_refused(file: StoryFile, path: Path, wrong: Any) -> None:
    before = path.read_bytes()
    with pytest.raises(FormatError):
        file.apply([wrong])
    assert path.read_bytes() == before


def test_nesting_that_could_not_be_read_again_is_not_written(file: StoryFile) -> None:
    deep: list[Any] = []
    for _ in range(98):
        deep = [deep]
    with pytest.raises(FormatError, match="nested more than 100 deep"):
        file.apply([PutEvent(event("a", extra={"x": deep}))])


@POSIX
def test_a_full_disk_changes_nothing_and_work_goes_on_when_there_is_room(file: StoryFile, path: Path) -> None:
    import resource

    file.apply([PutEvent(event("a"))])
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.journal_bytes + 10, limits[1]))
    try:
        with pytest.raises(FileError, match=r"cannot be saved: .*\. Nothing was changed\."):
            file.apply([PutEvent(event("b"))])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [found.id for found in file.events] == ["a"]
    file.apply([PutEvent(event("c"))])
    assert [found.id for found in again(file).events] == ["a", "c"]


def test_saving_keeps_the_permissions_and_leaves_only_the_history_beside(file: StoryFile, path: Path) -> None:
    path.chmod(0o640)
    file.apply([PutEvent(event("a"))])
    file.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(found.name for found in path.parent.iterdir()) == [path.name, path.name + ".history"]


def test_a_story_without_edits_leaves_nothing_beside(file: StoryFile, path: Path) -> None:
    file.close()
    assert list(path.parent.iterdir()) == [path]


def test_a_link_to_a_story_stays_a_link(file: StoryFile, path: Path) -> None:
    file.close()
    link = path.with_name("link.json")
    link.symlink_to(path)
    with open_story(link) as linked:
        linked.apply([PutEvent(event("a"))])
    assert (link.is_symlink(), len(open_story(path, read_only=True).events)) == (True, 1)


def test_a_newer_format_opens_read_only(file: StoryFile, path: Path) -> None:
    file = edited(file, about={"1": {"format": 2, "id": "s", "title": "Later", "new": []}})
    assert file.notice == "This story was written by a newer version (format 2); it is shown read-only."
    with pytest.raises(ReadOnlyError, match="newer version"):
        file.apply([PutEvent(event("a"))])


def test_a_closed_story_takes_no_edit(file: StoryFile) -> None:
    file.close()
    with pytest.raises(ReadOnlyError, match="closed"):
        file.apply([PutEvent(event("a"))])


@pytest.fixture
def plain_user(path: Path) -> Iterator[None]:
    """Be somebody whom permissions bind: root may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    opened = [folder for folder in path.parents if folder.stat().st_mode & 0o005 != 0o005]
    modes = {folder: folder.stat().st_mode for folder in opened}
    for folder in opened:
        folder.chmod(0o755)
    os.chown(path.parent, 65534, -1)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
        for folder, mode in modes.items():
            folder.chmod(mode)


@POSIX
@pytest.mark.parametrize("locked", ["file", "folder"])
def test_a_file_or_folder_that_cannot_be_written_opens_read_only(path: Path, plain_user: None, locked: str) -> None:
    create_story(path, "A story").close()
    place, mode = (path, 0o400) if locked == "file" else (path.parent, 0o500)
    place.chmod(mode)
    file = open_story(path)
    path.parent.chmod(0o700)
    assert file.notice == "This file or its folder does not let you write; the story is shown read-only."
    with pytest.raises(ReadOnlyError):
        file.apply([PutEvent(event("a"))])


@POSIX
def test_a_file_that_cannot_be_read_is_refused(path: Path, plain_user: None) -> None:
    create_story(path, "A story").close()
    path.chmod(0)
    with pytest.raises(FileError, match="cannot be read: permission denied"):
        open_story(path)


def test_new_ids_differ() -> None:
    assert len({new_id() for _ in range(100)}) == 100
