"""Work in a thread: results, progress, and giving up."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from gui.work import REST_S, Progress, Run, Work
from storage.errors import TimelineError


def test_a_result_comes_from_another_thread(qtbot: QtBot) -> None:
    work = Work()
    with qtbot.waitSignal(work.finished) as told:
        work.start(lambda progress: current_thread())
    assert told.args is not None
    assert told.args[0] is not main_thread()
    assert not work.running


def test_progress_is_told_on_the_way(qtbot: QtBot) -> None:
    work, shares = Work(), list[float]()
    work.progressed.connect(shares.append)

    def task(progress: Progress) -> str:
        progress(0.5)
        return "done"

    with qtbot.waitSignal(work.finished):
        work.start(task)
    assert shares == [0.5]


def test_a_task_begun_anew_takes_the_place_of_the_one_before(qtbot: QtBot) -> None:
    work, results, go_on = Work(), list[object](), Event()
    work.finished.connect(results.append)
    ended = Event()

    def first(progress: Progress) -> str:
        try:
            go_on.wait(10)
            progress(0.1)
        finally:
            ended.set()
        return "first"

    work.start(first)
    with qtbot.waitSignal(work.finished):
        work.start(lambda progress: "second")
    go_on.set()
    assert ended.wait(10)
    qtbot.wait(20)
    assert results == ["second"]


def test_a_refusal_is_told(qtbot: QtBot) -> None:
    work = Work()

    def task(progress: Progress) -> None:
        raise TimelineError("No.")

    with qtbot.waitSignal(work.failed) as told:
        work.start(task)
    assert told.args is not None
    assert str(told.args[0]) == "No."


def test_what_nobody_expected_is_told_in_words(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    logged = list[type[BaseException]]()
    monkeypatch.setattr(threading, "excepthook", lambda told: logged.append(told.exc_type))
    work = Work()
    with qtbot.waitSignal(work.failed) as told:
        work.start(lambda progress: 1 / 0)
    assert told.args is not None
    assert "unexpected" in str(told.args[0])
    qtbot.waitUntil(lambda: logged == [ZeroDivisionError])


def test_what_comes_after_its_owner_has_gone_is_put_away_where_the_windows_live(qtbot: QtBot) -> None:
    window, go_on, told = QObject(), Event(), list[object]()
    work = Work(window)
    work.finished.connect(told.append)
    work.start(lambda progress: go_on.wait(10), lambda result: told.append(current_thread()))
    delete(window)
    go_on.set()
    qtbot.waitUntil(lambda: told == [main_thread()])


def test_before_the_application_goes_every_thread_has_ended(qtbot: QtBot) -> None:
    work, told, begun = Work(), list[str](), Event()
    work.finished.connect(lambda result: told.append("finished"))

    def task(progress: Progress) -> None:
        while True:
            begun.set()
            progress(0.5)

    work.start(task)
    assert begun.wait(10)
    Run.end_all()
    assert not [thread for thread in threading.enumerate() if thread.name == "work"]
    assert told == []


OWNERS_THAT_GO = """
import sys
from PySide6.QtCore import QCoreApplication, QObject
from shiboken6 import delete
from gui import work

app = QCoreApplication([])
sys.setswitchinterval(1e-5)
work.TELL_EVERY_S = -1.0
for _ in range(150):
    window = QObject()
    works = [work.Work(window) for _ in range(3)]
    for each in works:
        each.start(lambda progress: [progress(0.5) for _ in range(1000)])
    app.processEvents()
    delete(window)
    app.processEvents()
work.Run.end_all()
"""


def test_an_owner_may_go_while_its_threads_tell_of_their_progress() -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", OWNERS_THAT_GO], cwd=root, timeout=60, check=False)
    assert done.returncode == 0


def test_patient_work_rests_while_somebody_types(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[float] = []
    monkeypatch.setattr("gui.work.sleep", rests.append)
    for patient in (True, False):
        Run.note_typing()
        work = Work(patient=patient)
        with qtbot.waitSignal(work.finished):
            work.start(lambda progress: progress(0.5))
    assert rests == [REST_S]
