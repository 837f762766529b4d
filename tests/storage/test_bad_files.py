"""Files that are no story: one clear sentence that names file and place, and their bytes stay as they are."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from storage.errors import FileError, FormatError, NewerFormatError
from storage.story_file import open_story

ABOUT = {"1": {"format": 1, "id": "s", "title": "T"}}
WHOLE = json.dumps({"about": ABOUT, "events": {}, "sources": {}}).encode()


def of(**tables: Any) -> bytes:
    return json.dumps({"about": ABOUT, **tables}).encode()


BAD = {
    "empty": (b"", "is empty: no story is in it."),
    "only spaces": (b" \n\t ", "is empty: no story is in it."),
    "truncated": (WHOLE[:40], "is cut off: it ends in the middle, at line 1, column 41."),
    "a page": (b"<!DOCTYPE html>", ", line 1, column 1: this is not JSON (Expecting value)."),
    "zeros": (b"\0" * 512, ", line 1, column 1: this is not JSON (Expecting value)."),
    "a picture": (b"\x89PNG\r\n\x1a\n", "is not UTF-8: byte 0 (0x89) belongs to no character."),
    "a list": (b"[1]", ": this is no story file; it holds a list, not an object with tables."),
    "a number": (b"5", ": this is no story file; it holds a number, not an object with tables."),
    "no about": (b'{"_default": {}}', ": this is no story file; the table 'about' is missing or empty."),
    "an empty about": (b'{"about": {}}', ": this is no story file; the table 'about' is missing or empty."),
    "a table of text": (of(events="no"), ": the table 'events' must be an object with rows, not text."),
    "a table as a list": (of(sources=[]), ": the table 'sources' must be an object with rows, not a list."),
    "a row id in words": (
        of(events={"nine": {}}),
        ": the table 'events' has a row 'nine'; the id of a row must be a whole number.",
    ),
    "a row id twice": (
        of(events={"9": {}, "09": {}}),
        ": the table 'events' has a row '09'; the id of a row must be a whole number.",
    ),
    "no format": (b'{"about": {"1": {"id": "s"}}}', ": about row 1: format: is missing."),
    "format 0": (
        b'{"about": {"1": {"format": 0}}}',
        ": about row 1: format: must be 1, the number of the format.",
    ),
    "nested a million deep": (b'{"about":' + b"[" * 1_000_000, ", line 1, column 109: nested more than 100 deep."),
    "nan": (of(x={"1": {"y": float("nan")}}), ", line 1, column 75: NaN is no number of JSON."),
    "a key twice": (b'{"about": {},\n"about": {}}', ", line 2, column 1: the key 'about' is there twice."),
}


@pytest.mark.parametrize(("data", "sentence"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_refused_in_one_sentence_and_stays_as_it_is(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "bad.timeline.json"
    path.write_bytes(data)
    before = path.stat()
    with pytest.raises(FormatError) as caught:
        open_story(path)
    message = str(caught.value)
    assert message.removeprefix(str(path)).lstrip() == sentence.lstrip()
    assert "\n" not in message
    assert (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) == (data, before.st_mtime_ns, before.st_ino)
    assert list(tmp_path.iterdir()) == [path]


def test_a_newer_format_that_cannot_be_read_is_called_so(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    path.write_text('{"about": {"1": {"format": 3}}, "events": []}')
    with pytest.raises(NewerFormatError, match=r"written by a newer version \(format 3\)"):
        open_story(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"none\.json cannot be read: there is no such file"):
        open_story(tmp_path / "none.json")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="is a folder; choose a story file"):
        open_story(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pipe with a name")
def test_a_pipe_does_not_hang_the_program(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileError, match="is no plain file"):
        open_story(tmp_path / "pipe")


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.json"
    with path.open("wb") as file:
        file.truncate(4 * 1024**3 + 1)
    with pytest.raises(FileError, match=r"has 4\.0 GiB; a story file has 4 GiB at most"):
        open_story(path)


@pytest.mark.parametrize("name", ["a\x00b", "\ud800", "x" * 300])
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        open_story(tmp_path / name)


def test_a_name_that_steers_a_terminal_is_shown_as_text(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        open_story(tmp_path / "\x1b[31m\u202e.json")
    assert str(caught.value).isprintable()


def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(FileError, match="cannot be read"):
        open_story(tmp_path / "a")


@pytest.mark.parametrize("indent", [None, 1])
def test_a_row_that_is_no_object_is_a_problem_of_that_row_alone(write_story: Any, indent: int | None) -> None:
    path = write_story(events=[{"title": "Good"}])
    tables = json.loads(path.read_text())
    tables["events"]["9"] = []
    path.write_text(json.dumps(tables, indent=indent))
    with open_story(path) as file:
        assert [event.title for event in file.events] == ["Good"]
        assert [str(problem) for problem in file.problems] == ["events row 9: must be an object, not a list"]
