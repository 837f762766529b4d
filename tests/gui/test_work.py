"""Work in a thread: results, progress, and giving up."""

from __future__ import annotations

import threading
from threading import Event, current_thread, main_thread

import pytest
from pytestqt.qtbot import QtBot

from gui.work import Progress, Work
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
