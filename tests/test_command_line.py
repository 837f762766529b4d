"""The program as a user calls it; most tests call `main` in this process, since a run of its own is slow."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import main as program
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


def run_apart(
    *arguments: object, before: tuple[str, ...] = (), **environ: str | None
) -> subprocess.CompletedProcess[str]:
    """Run main.py as a script; a variable that is None is taken out of the environment."""
    command = [sys.executable, "-W", "error", *before, str(ROOT / "main.py"), *map(str, arguments)]
    env = {key: value for key, value in {**os.environ, **environ}.items() if value is not None}
    return subprocess.run(command, capture_output=True, text=True, env=env, timeout=60, check=False)


def assert_refused(result: tuple[int, str, str], *words: str) -> None:
    code, output, errors = result
    assert (code, output) == (2, "")
    assert errors.count("\n") == 1
    assert errors.endswith("\n")
    assert [word for word in words if word not in errors] == []


def titles(output: str) -> list[str]:
    return [row["title"] for row in json.loads(output)]


def test_list_prints_every_event_in_order(run: Run, story_path: Path) -> None:
    code, output, errors = run("list", story_path)
    assert (code, errors) == (0, "")
    assert [line.split()[-1] for line in output.splitlines()] == ["First", "Second", "Third"]
    assert "7 December 2024" in output.splitlines()[1]
    assert "contested" in output.splitlines()[1]


def test_list_in_json_has_the_times_in_whole_seconds_of_the_storys_zone(run: Run, write_story: StoryWriter) -> None:
    path = write_story([{"when": "2024-12-07"}, {"when": "../2011"}], about={"time_zone": "Asia/Damascus"})
    code, output, _ = run("list", path, "--json")
    rows = {row["when"]: row for row in json.loads(output)}
    assert code == 0
    assert (rows["2024-12-07"]["earliest"], rows["2024-12-07"]["latest"]) == (1733518800, 1733605199)
    assert rows["../2011"]["earliest"] is None
    assert (rows["2024-12-07"]["title"], rows["2024-12-07"]["display"]) == ("Event 1", "7 December 2024")
    assert rows["2024-12-07"]["id"] == FIRST


def test_list_of_nothing_is_an_empty_array(run: Run, write_story: StoryWriter) -> None:
    assert run("list", write_story(), "--json") == (0, "[]\n", "")
    assert run("list", write_story()) == (0, "", "")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--from", "2024"], ["Second", "Third"]),
        (["--to", "March 2011"], ["First"]),
        (["--from", "2024-12-08"], ["Third"]),
        (["--from", "8 Dec 2024", "--to", "2030"], ["Third"]),
        (["--from", "2011-03-15", "--to", "2011-03-16"], ["First"]),
        (["--search", "HÓMS bo"], ["Second"]),
        (["--search", "night", "--to", "2011"], []),
    ],
)
def test_list_is_narrowed_by_dates_and_words(
    run: Run, story_path: Path, options: list[str], expected: list[str]
) -> None:
    assert titles(run("list", story_path, "--json", *options)[1]) == expected


def test_text_of_a_stranger_cannot_steer_the_terminal(run: Run, write_story: StoryWriter) -> None:
    path = write_story([{"title": "a\x1b[31m\nb\u202e", "text": "c\x07", "tags": ["\ud800"]}])
    assert run("list", path)[1].rstrip().endswith("a␛[31m␊b⟨U+202E⟩")
    code, output, _ = run("show", path, FIRST)
    assert code == 0
    assert not {"\x1b", "\u202e", "\x07", "\ud800"} & set(output)


def test_show_tells_everything_about_an_event(run: Run, story_path: Path) -> None:
    code, output, errors = run("show", story_path, SECOND)
    assert (code, errors) == (0, "")
    for words in ("Second", "7 December 2024 · Homs (2024-12-07)", "Contested.", "ASSERTS Ada", "DENIES Bo"):
        assert words in output
    assert "  Ada → The One · [1]" in output
    assert "[2] “Two says”, The Two." in output


def test_show_in_json_has_the_row_and_what_follows_from_it(run: Run, story_path: Path) -> None:
    event = json.loads(run("show", story_path, SECOND, "--json")[1])
    assert (event["id"], event["display"], event["standing"]) == (SECOND, "7 December 2024", "contested")
    assert [statement["speaker"] for statement in event["statements"]] == ["Ada", "Bo"]
    assert event["citations"] == {"one": "“One says”, The One.", "two": "“Two says”, The Two."}


def test_show_takes_the_start_of_an_id_when_it_is_the_only_one(run: Run, write_story: StoryWriter) -> None:
    path = write_story([{"id": "aleppo"}, {"id": "hama"}, {"id": "hama-2"}])
    assert run("show", path, "al")[1].startswith("Event 1\n")
    assert run("show", path, "hama")[1].startswith("Event 2\n")
    assert_refused(run("show", path, "ha"), "2 events", "“ha”")
    assert_refused(run("show", path, "x\n"), "“x␊”")
    assert_refused(run("show", path, ""), "No event")


def test_check_finds_nothing_wrong_with_a_good_file(run: Run, story_path: Path) -> None:
    code, output, errors = run("check", story_path)
    assert (code, errors) == (0, "")
    assert output.startswith(f"{story_path}: 3 events, 2 statements, 2 sources, no problems.\nFingerprint: ")


def test_check_names_every_bad_row_of_a_damaged_file_and_what_to_do(run: Run, story_path: Path) -> None:
    data = story_path.read_bytes().replace(b'"title": "First"', b'"title": \xff', 1)
    story_path.write_bytes(data.replace(b'"2024-12-07/2024-12-08"', b'"2024-13"'))
    code, output, errors = run("check", story_path)
    assert (code, errors) == (1, "")
    assert "events row 1: bytes " in output and "events row 3: when: " in output
    assert "--repair -o NEW" in output.splitlines()[-1]


def test_check_names_every_problem_with_row_and_field(run: Run, write_story: StoryWriter) -> None:
    code, output, errors = run("check", write_story([{"when": "2024-13"}, {"tags": 7}, {}]))
    assert (code, errors) == (1, "")
    lines = output.splitlines()
    assert [line for line in lines if "row 1" in line and "when" in line]
    assert [line for line in lines if "row 2" in line and "tags" in line]


def test_list_warns_when_rows_could_not_be_read(run: Run, write_story: StoryWriter) -> None:
    code, output, errors = run("list", write_story([{"when": "2024-13"}, {}]))
    assert code == 0
    assert len(output.splitlines()) == 1
    assert errors.count("\n") == 1


@pytest.mark.parametrize("verb", [("list",), ("check",), ("show", "x"), ("questions",), ("image", "-o", "x.png")])
@pytest.mark.parametrize("content", [None, b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000])
def test_a_file_that_is_no_story_is_refused_in_one_line(
    run: Run, tmp_path: Path, verb: tuple[str, ...], content: bytes | None
) -> None:
    path = tmp_path / "bad.timeline.json"
    if content is not None:
        path.write_bytes(content)
    code, _, errors = run(verb[0], path, *verb[1:])
    # What is wrong with a file is the very answer that `check` is asked for.
    assert code == 2 or (verb == ("check",) and code == 1)
    assert errors.count("\n") == (code == 2)
    assert content is None or path.read_bytes() == content


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["list"], ["FILE", "--help"]),
        (["list", "{story}", "--nonsense"], ["--nonsense"]),
        (["list", "{story}", "--from", "2024-13"], ["13"]),
        (["list", "{story}", "--to", "9" * 10_000], []),
        (["show", "{story}"], ["ID"]),
        (["image", "{story}", "-o", "x.png", "--width", "wide"], ["--width"]),
        (["image", "{story}", "-o", "x.png", "--width", "9" * 8], ["--width", "100 to 30000"]),
        (["image", "{story}"], ["--output"]),
        (["./list"], ["no such file"]),
        (["a\nb.json"], ["a␊b.json"]),
        (["--sample", "atlantis"], ["homs", "deep-time"]),
        (["--goto", "someday"], ["someday"]),
    ],
)
def test_wrong_arguments_are_refused_in_one_line(
    run: Run, story_path: Path, arguments: list[str], words: list[str]
) -> None:
    assert_refused(run(*(argument.format(story=story_path) for argument in arguments)), *words)


def test_a_fault_of_the_program_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(argv: list[str]) -> int:
        raise RecursionError("deep\nbelow")

    monkeypatch.setattr(program, "run", fail)
    assert_refused(run(), "RecursionError")


def test_an_interrupt_ends_without_a_word(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(argv: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "run", interrupt)
    assert run() == (130, "", "")


def test_version_is_the_projects(run: Run) -> None:
    assert run("--version") == (0, "Timeline Reader 0.1.0\n", "")


def test_list_as_a_script_loads_no_qt_and_writes_ascii_where_nothing_else_goes(homs: Path) -> None:
    done = run_apart("list", homs, before=("-X", "importtime"), LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert len(done.stdout.splitlines()) > 10
    assert "storage.story_file" in done.stderr
    assert [name for name in ("PySide6", "shiboken6", "numpy", "pyqtgraph", "gui") if name in done.stderr] == []


def test_without_a_display_the_window_says_so_and_leaves(story_path: Path) -> None:
    done = run_apart(story_path, QT_QPA_PLATFORM=None, DISPLAY=None, WAYLAND_DISPLAY=None, XDG_SESSION_TYPE=None)
    assert_refused((done.returncode, done.stdout, done.stderr), "no display", "list")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_one_line(story_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, str(ROOT / "main.py"), "list", str(story_path)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert_refused((done.returncode, "", done.stderr), "could not be written")


def test_a_reader_who_has_seen_enough_is_no_failure(write_story: StoryWriter) -> None:
    path = write_story([{"title": "x" * 1000}] * 200)
    command = [sys.executable, str(ROOT / "main.py"), "list", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_image_draws_without_a_display(homs: Path, tmp_path: Path) -> None:
    out = tmp_path / "homs.png"
    done = run_apart("image", homs, "-o", out, "--width", 640, "--height", 400, QT_QPA_PLATFORM=None, DISPLAY=None)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert out.read_bytes().startswith(b"\x89PNG")


def test_an_older_python_is_told_what_is_needed() -> None:
    path = str(ROOT / "main.py")
    code = f"import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path({path!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert_refused((done.returncode, done.stdout, done.stderr), "needs Python 3.11 or later")


def test_an_older_python_can_read_the_door() -> None:
    ast.parse((ROOT / "main.py").read_text(encoding="utf-8"), feature_version=(3, 7))
