"""A new story in a real window, and keys for it, for what types a story from the beginning."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.app import Desk
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme
from storage.story_file import create_story
from tests.journeys.desk import wait_for

KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}
"""The keys that are no letters."""


@contextmanager
def new_story(app: QApplication, folder: Path, time_zone: str = "UTC") -> Iterator[MainWindow]:
    """Give the window of a story without events, its line of quick entry open."""
    path = folder / "typed.timeline.json"
    create_story(path, "A story", time_zone=time_zone).close()
    desk = Desk(app, Settings(folder / "settings.ini"), Theme("light"))
    desk.start([path])
    window = desk.windows[0]
    window.activateWindow()
    wait_for("the timeline", lambda: (app.processEvents(), window.timeline and window.isActiveWindow())[1])
    QTest.keyClick(window.event_list.table, Qt.Key.Key_N)
    yield window
    desk.leave()


def press(keys: str) -> int:
    """Press keys one after the other where the focus is; return how many."""
    for char in keys:
        widget = QApplication.focusWidget()
        assert widget is not None
        if char in KEYS:
            QTest.keyClick(widget, KEYS[char])
        elif ord(char) < 0x7F:
            QTest.keyClicks(widget, char)
        else:
            _type(widget, char)
    return len(keys)


def _type(widget: QWidget, char: str) -> None:
    # A letter that no key of a plain keyboard has; QTest knows only those.
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, char))
