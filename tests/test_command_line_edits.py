"""Editing without a window, as a script does it; most tests call `main` in this process, since a run is slow."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

import main as program
from storage import edit_commands
from storage.errors import ChangedOutsideError
from storage.lock import Lock
from storage.story_file import open_story
from tests.conftest import ROOT, StoryWriter

Run = Callable[..., tuple[int, str, str]]
FIRST, SECOND, THIRD = (f"00000000-0000-4000-8000-{number:012d}" for number in (1, 2, 3))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the program with arguments and returns exit code, output and errors."""

    def call(*arguments: object) -> tuple[int, str, str]:
        code = program.main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def front(write_story: StoryWriter) -> Path:
    """Return a story with one event and one category."""
    event = {"id": FIRST, "title": "First", "when": "2011-03", "place": "Daraa", "x-note": "kept"}
    return write_story([event], about={"categories": [{"id": "front", "name": "Fighting"}]})


def run_apart(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", str(ROOT / "main.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def row(path: Path, event_id: str = FIRST) -> dict[str, Any]:
    """Return an event's row as any other program finds it in the file."""
    rows = json.loads(path.read_text(encoding="ascii"))["events"].values()
    return next((each for each in rows if each["id"] == event_id), {})


def assert_refused(result: tuple[int, str, str], *words: str, code: int = 2) -> None:
    exit_code, output, errors = result
    assert (exit_code, output) == (code, "")
    assert errors.count("\n") == 1
    assert [word for word in words if word not in errors] == []


def test_script_writes_a_whole_story(tmp_path: Path) -> None:
    path = tmp_path / "night.timeline.json"
    done = run_apart("new", path, "--title", "One night", "--time-zone", "Asia/Damascus", "--language", "en")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{path}\n", "")
    done = run_apart("add", path, "2024-12-07T18:00: Homs falls", "--place", "Homs", "--tag", "night", "--tag", "city")
    assert (done.returncode, done.stderr) == (0, "")
    event_id = str(UUID(done.stdout.strip()))
    assert row(path, event_id) == {
        "id": event_id,
        "title": "Homs falls",
        "when": "2024-12-07T18:00",
        "place": "Homs",
        "tags": ["night", "city"],
    }
    assert [each.name for each in tmp_path.iterdir() if "history" not in each.name] == [path.name]


def test_new_story_never_takes_the_place_of_a_file(run: Run, front: Path) -> None:
    before = front.read_bytes()
    assert_refused(run("new", front, "--title", "Another"), "is there already")
    assert front.read_bytes() == before


def test_new_story_gets_the_ending_that_stories_have(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "night.timeline.json"
    assert run("new", tmp_path / "night", "--title", "One night") == (0, f"{path}\n", "")
    assert open_story(path, read_only=True).story.title == "One night"


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--title", " "], "title"),
        (["--title", "T", "--time-zone", "Mars/Base"], "Mars/Base"),
        (["--title", "T", "--language", "plain english"], "plain english"),
        ([], "--title"),
    ],
)
def test_new_story_is_refused_in_one_sentence(run: Run, tmp_path: Path, options: list[str], word: str) -> None:
    assert_refused(run("new", tmp_path / "night.timeline.json", *options), word)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("entry", "when", "title"),
    [
        ("2024-12-07T18:00: Homs falls", "2024-12-07T18:00", "Homs falls"),
        ("7 Dec 2024: Assad: gone", "2024-12-07", "Assad: gone"),
        ("66 million years ago: Impact", "Y-66E6", "Impact"),
        ("-0043: Caesar dies", "-0043", "Caesar dies"),
        ("2011-03/..:  War", "2011-03/..", "War"),
        ("2024-12-07:Homs falls", "2024-12-07", "Homs falls"),
        ("Dec 2024 - Homs falls", "2024-12", "Homs falls"),
    ],
)
def test_date_of_an_entry_ends_at_the_first_colon_after_a_date(
    run: Run, front: Path, entry: str, when: str, title: str
) -> None:
    code, output, errors = run("add", front, entry)
    assert (code, errors) == (0, "")
    assert (row(front, output.strip())["when"], row(front, output.strip())["title"]) == (when, title)


def test_entry_is_a_quick_line_with_place_tags_statements_and_sources(run: Run, front: Path) -> None:
    entry = '7 Dec 2024: Homs @Homs #night !fighting "safe" — Ministry of Defence, of Syria (denies) [CBS News > BBC]'
    code, output, errors = run("add", front, entry, "--tag", "city")
    assert (code, errors) == (0, "")
    added = row(front, output.strip())
    assert (added["title"], added["place"], added["tags"]) == ("Homs", "Homs", ["night", "city"])
    assert (added["category"], added["sources"]) == ("front", ["bbc"])
    said = added["statements"][0]
    assert (said["speaker"], said["role"], said["stance"]) == ("Ministry of Defence", "of Syria", "denies")
    assert (said["quote"], said["via"], said["source"]) == ("safe", ["CBS News", "BBC"], "bbc")
    run("undo", front)
    assert "bbc" not in front.read_text(encoding="ascii")


@pytest.mark.parametrize(
    ("entry", "options", "when", "phrase", "basis"),
    [
        ("early Dec 2024: Siege", [], "[2024-12-01..2024-12-10~]", "early Dec 2024", ""),
        ("Saturday: Siege", ["--counted-from", "8 Dec 2024"], "2024-12-07", "Saturday", "2024-12-08"),
        ("7 Dec 2024: Siege", ["--counted-from", "8 Dec 2024"], "2024-12-07", "", ""),
    ],
)
def test_words_that_the_date_does_not_say_are_kept_with_it(
    run: Run, front: Path, entry: str, options: list[str], when: str, phrase: str, basis: str
) -> None:
    code, output, errors = run("add", front, entry, *options)
    assert (code, errors) == (0, "")
    added = row(front, output.strip())
    assert (added["when"], added.get("phrase", ""), added.get("basis", "")) == (when, phrase, basis)


def test_a_new_date_of_an_event_brings_its_words_along(run: Run, front: Path) -> None:
    assert run("edit", front, FIRST, "when=two days later", "basis=2024-12-08")[0] == 0
    changed = row(front, FIRST)
    assert (changed["when"], changed["phrase"], changed["basis"]) == ("2024-12-10", "two days later", "2024-12-08")
    assert run("edit", front, FIRST, "when=7 Dec 2024")[0] == 0
    assert row(front, FIRST).get("phrase", "") == ""


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("8/12/2024: Siege", ["8 December 2024 (2024-12-08)", "12 August 2024 (2024-08-12)"]),
        ("Saturday: Siege", ["--counted-from"]),
        ("7 Decemberr 2024: Siege", ["“Decemberr”", "“December”"]),
    ],
)
def test_a_date_that_is_not_clear_is_refused_with_what_it_can_mean(
    run: Run, front: Path, entry: str, words: list[str]
) -> None:
    before = front.read_bytes()
    for word in words:
        assert_refused(run("add", front, entry), word)
    assert front.read_bytes() == before


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        ("Homs falls", "Begin with a date"),
        ("2024-12-07 Homs falls", "colon"),
        ('2024: A "b" — C (denise)', "denies"),
        ("2024: A @b @c", "place"),
        ("Somewhen: Homs falls", "Somewhen"),
        ("2024-13: Homs falls", "2024-13"),
        ("2024:  ", "title"),
        ("2024: \udcff", "encoding"),
    ],
)
def test_entry_without_a_date_or_title_is_refused(run: Run, front: Path, entry: str, word: str) -> None:
    before = front.read_bytes()
    assert_refused(run("add", front, entry), word)
    assert front.read_bytes() == before


def test_category_is_given_by_its_id_or_its_name(run: Run, front: Path) -> None:
    for category in ("front", "fighting"):
        _, output, _ = run("add", front, "2024: Event", "--category", category)
        assert row(front, output.strip())["category"] == "front"
    assert_refused(run("add", front, "2024: Event", "--category", "politics"), "politics", "front")


def test_edit_sets_and_empties_fields_and_leaves_the_others(run: Run, front: Path) -> None:
    edits = (
        "title=Second",
        "when=Dec 2024",
        "place=",
        "text=a = b",
        "category=Fighting",
        "starred=yes",
        "tags=a, b,,a",
    )
    code, output, errors = run("edit", front, "00000000", *edits)
    assert (code, errors) == (0, "")
    assert "Second" in output or "First" in output
    assert row(front) == {
        "id": FIRST,
        "title": "Second",
        "when": "2024-12",
        "text": "a = b",
        "category": "front",
        "starred": True,
        "tags": ["a", "b"],
        "x-note": "kept",
    }


@pytest.mark.parametrize(
    ("edits", "word"),
    [
        (["place=Homs", "colour=red"], "colour"),
        (["place=Homs", "when=someday"], "someday"),
        (["place=Homs", "when="], "date"),
        (["place=Homs", "title="], "title"),
        (["place=Homs", "starred=perhaps"], "perhaps"),
        (["place=Homs", "category=politics"], "politics"),
        (["place=Homs", "place=Hama"], "twice"),
        (["place"], "FIELD=VALUE"),
        ([], "FIELD=VALUE"),
    ],
)
def test_edit_that_is_none_changes_nothing(run: Run, front: Path, edits: list[str], word: str) -> None:
    before = front.read_bytes()
    assert_refused(run("edit", front, FIRST, *edits), word)
    assert front.read_bytes() == before


def test_edit_to_the_same_is_no_step(run: Run, front: Path) -> None:
    assert run("edit", front, FIRST, "place=Daraa") == (0, "", "")
    assert_refused(run("undo", front))


def test_id_that_is_missing_or_fits_several_is_refused(run: Run, story_path: Path) -> None:
    assert_refused(run("edit", story_path, "0000", "place=Homs"), "3 events")
    assert_refused(run("remove", story_path, "7"), "No event")


def test_removed_event_comes_back_with_undo_and_goes_with_redo(run: Run, front: Path) -> None:
    before = row(front)
    assert run("remove", front, FIRST[:4]) == (0, "Remove “First”\n", "")
    assert row(front) == {}
    assert run("undo", front) == (0, "Remove “First”\n", "")
    assert row(front) == before
    assert run("redo", front) == (0, "Remove “First”\n", "")
    assert row(front) == {}


def test_step_made_by_a_script_is_named_in_the_storys_history(run: Run, front: Path) -> None:
    run("add", front, "7 Dec 2024: Homs falls")
    story = open_story(front)
    assert story.undo_name == "Add “Homs falls”"
    story.close()


def test_story_that_a_window_has_is_refused_with_a_code_of_its_own(run: Run, front: Path) -> None:
    before = front.read_bytes()
    with Lock(front):
        refusals = [run("add", front, "2024: Event"), run("remove", front, FIRST), run("undo", front)]
        assert run("list", front)[0] == 0
    for refusal in refusals:
        place = f"pid {os.getpid()} on this computer, since "
        assert_refused(refusal, f"{front} is open in another window (", place, "); close it or edit there.", code=3)
    assert front.read_bytes() == before
    assert run("add", front, "2024: Event")[0] == 0


def test_edit_stays_safe_where_the_disk_has_no_room_for_the_whole_story(run: Run, write_story: StoryWriter) -> None:
    resource = pytest.importorskip("resource")
    path = write_story([{"text": "x" * 200_000}])
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, old[1]))
    try:
        code, output, errors = run("add", path, "2024-12-07: Homs falls")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert (code, errors.count("\n")) == (0, 1)
    assert "Your edits are kept" in errors
    story = open_story(path, read_only=True)
    assert [event.id for event in story.events if event.title == "Homs falls"] == [output.strip()]
    assert run("remove", path, output.strip())[:2] == (0, "Remove “Homs falls”\n")
    assert len(json.loads(path.read_bytes())["events"]) == 1


def test_file_that_another_program_puts_there_during_an_edit_is_kept_and_so_is_the_edit(
    front: Path, write_story: StoryWriter
) -> None:
    theirs = write_story([{"title": "Theirs"}], name="theirs.timeline.json")
    content = theirs.read_bytes()
    with (
        pytest.raises(ChangedOutsideError, match="your edit is not in it but in ") as caught,
        edit_commands.writing(front, pytest.fail) as story,
    ):
        edit_commands.edit_event(story, FIRST, ["title=Ours"])
        theirs.replace(front)
    assert front.read_bytes() == content
    ours = Path(str(caught.value).partition(" but in ")[2].removesuffix("."))
    assert row(ours)["title"] == "Ours"
    assert Lock.holder_of(front) is None


def test_file_that_is_no_story_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("not a story", encoding="ascii")
    assert_refused(run("add", path, "2024: Event"), "note.txt")
    assert_refused(run("add", tmp_path / "none.timeline.json", "2024: Event"), "none.timeline.json")
    assert [each.name for each in tmp_path.iterdir()] == ["note.txt"]
    assert path.read_text(encoding="ascii") == "not a story"


def test_story_of_a_newer_format_takes_no_edit(run: Run, write_story: StoryWriter) -> None:
    path = write_story([{}], about={"format": 2})
    before = path.read_bytes()
    assert_refused(run("add", path, "2024: Event"), "newer")
    assert path.read_bytes() == before


def test_damaged_story_is_repaired_into_a_new_file(run: Run, story_path: Path) -> None:
    damaged = story_path.read_bytes().replace(b'"First"', b'"Fi\x00', 1)
    story_path.write_bytes(damaged)
    new = story_path.with_name("new.timeline.json")
    code, output, errors = run("check", story_path, "--repair", "-o", new)
    assert (code, errors) == (1, "")
    assert new.name in output
    assert {event.title for event in open_story(new, read_only=True).events} >= {"Second", "Third"}
    assert story_path.read_bytes() == damaged
    assert_refused(run("check", story_path, "--repair", "-o", story_path), "is there already")
    assert story_path.read_bytes() == damaged


@pytest.mark.parametrize("options", [["--repair"], ["-o", "new.timeline.json"]])
def test_repair_needs_a_name_for_the_new_file(run: Run, story_path: Path, options: list[str]) -> None:
    assert_refused(run("check", story_path, *options), "--repair and -o NEW go together")
