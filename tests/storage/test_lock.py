"""One writer to a story; the tests use processes of their own, as the lock is there for them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from storage.errors import LockedError
from storage.lock import Holder, Lock
from tests.conftest import ROOT

HOLD = """
import sys
from pathlib import Path
from storage.lock import Lock
lock = Lock(Path(sys.argv[1]))
lock.take()
print("held", flush=True)
sys.stdin.read()
"""
RACE = """
import sys
from pathlib import Path
from storage.errors import LockedError
from storage.lock import Lock
for line in sys.stdin:
    lock = Lock(Path(line.rstrip("\\n")))
    try:
        lock.take()
        print("won", flush=True)
    except LockedError as error:
        print("lost to", error.holder.pid, flush=True)
"""
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "homs.timeline.json"
    path.write_text("{}", encoding="ascii")
    return path


@pytest.fixture
def start() -> Iterator[Start]:
    """Return a function that starts a process; those that still run are ended after the test."""
    started: list[subprocess.Popen[str]] = []

    def begin(code: str, *arguments: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", code, *map(str, arguments)]
        process = subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def answer(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def lock_file(story: Path) -> Path:
    return story.with_name(story.name + ".lock")


def refused(story: Path) -> Holder:
    with pytest.raises(LockedError) as caught:
        Lock(story).take()
    return caught.value.holder


def test_lock_of_another_process_is_refused_and_its_holder_named(story: Path, start: Start) -> None:
    other = start(HOLD, story)
    assert answer(other) == "held"
    holder = refused(story)
    assert holder == Lock.holder_of(story)
    assert holder.pid == other.pid
    assert "unknown" not in (holder.host, holder.user, holder.program, holder.since)
    assert abs((datetime.now().astimezone() - datetime.fromisoformat(holder.since)).total_seconds()) < 60


def test_lock_of_a_killed_process_is_taken_over(story: Path, start: Start) -> None:
    other = start(HOLD, story)
    assert answer(other) == "held"
    other.kill()
    other.wait()
    assert json.loads(lock_file(story).read_bytes())["pid"] == other.pid
    assert Lock.holder_of(story) is None
    with Lock(story):
        assert json.loads(lock_file(story).read_bytes())["pid"] == os.getpid()


def test_of_two_racing_processes_exactly_one_wins(tmp_path: Path, start: Start) -> None:
    racers = [start(RACE), start(RACE)]
    for number in range(20):
        story = tmp_path / f"{number}.timeline.json"
        if number % 2:
            lock_file(story).write_bytes(b"left by a process that died")
        for racer in racers:
            assert racer.stdin is not None
            racer.stdin.write(f"{story}\n")
            racer.stdin.flush()
        answers = [answer(racer) for racer in racers]
        winner = racers[answers.index("won")]
        assert sorted(answers) == [f"lost to {winner.pid}", "won"]


def test_lock_file_is_gone_after_release_and_the_next_writer_gets_in(story: Path) -> None:
    lock = Lock(story)
    lock.take()
    assert lock_file(story).exists()
    lock.release()
    lock.release()
    assert not lock_file(story).exists()
    assert Lock.holder_of(story) is None
    with Lock(story) as second:
        assert second.held


def test_one_process_gets_a_story_only_once(story: Path) -> None:
    with Lock(story) as first:
        first.take()
        assert refused(story).pid == os.getpid()
    assert not first.held


def test_two_names_of_one_story_are_one_lock(story: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.timeline.json"
    link.symlink_to(story)
    with Lock(link):
        refused(story)
        assert lock_file(story).exists()
        assert not lock_file(link).exists()


@pytest.mark.parametrize("garbage", [b"", b"\xff\x00{", b"[" * 5000, b"null", b'{"pid": 1}', b"x" * 100_000])
def test_lock_file_left_with_garbage_in_it_does_not_matter(story: Path, garbage: bytes) -> None:
    lock_file(story).write_bytes(garbage)
    assert Lock.holder_of(story) is None
    with Lock(story):
        assert json.loads(lock_file(story).read_bytes())["pid"] == os.getpid()
    assert not lock_file(story).exists()


@pytest.mark.parametrize("content", [b"", b"\xff\x00{", b"[" * 5000, b"[1]", b'{"pid": true, "user": 7, "host": " "}'])
def test_holder_who_cannot_be_read_is_unknown(story: Path, content: bytes) -> None:
    with Lock(story):
        lock_file(story).write_bytes(content)
        assert refused(story) == Holder(0, "unknown", "unknown", "unknown", "unknown")
        assert Holder().words == "somebody"


def test_name_of_a_holder_cannot_steer_the_screen(story: Path) -> None:
    with Lock(story):
        lock_file(story).write_text(json.dumps({"pid": 1, "user": "a\x1b[31m\n\u202eb" + "c" * 500}), encoding="ascii")
        assert refused(story).user.startswith("a␛[31m␊⟨U+202E⟩bccc")
        assert len(refused(story).user) < 100


def test_lock_file_that_somebody_took_away_is_not_taken_from_the_next_writer(story: Path) -> None:
    first, second = Lock(story), Lock(story)
    first.take()
    lock_file(story).unlink()
    second.take()
    first.release()
    assert lock_file(story).exists()
    second.release()


def test_link_in_the_place_of_the_lock_file_is_not_followed(story: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter"
    letter.write_text("Dear Ada", encoding="ascii")
    lock_file(story).symlink_to(letter)
    with pytest.raises(OSError, match="homs"):
        Lock(story).take()
    assert letter.read_text(encoding="ascii") == "Dear Ada"


def test_folder_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Lock(tmp_path / "none" / "homs.timeline.json").take()


def test_holder_in_words() -> None:
    now = datetime.now().astimezone().replace(hour=14, minute=5).isoformat(timespec="seconds")
    away = Holder(4711, "somewhere-else", "Ada", "main.py", now)
    assert away.words == "Ada (pid 4711 on somewhere-else, since 14:05)"
    assert Holder(user="Ada", since="2024-12-07T18:00:00").words == "Ada (since 2024-12-07 18:00)"
    assert Holder(user="Ada", since="0001-01-01T00:00:00+14:00").words == "Ada"


def test_holder_on_this_computer_is_said_to_be_here(story: Path) -> None:
    with Lock(story):
        holder = refused(story)
    assert f"{holder.user} (pid {os.getpid()} on this computer, since " in holder.words
