"""A window with a story and its timeline, and the moves of a hand on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.main_window import MainWindow
from gui.reader.event_model import Column
from gui.settings import Settings
from gui.theme import Theme
from gui.timeline.picture import Picture
from storage.model import Event

Key, Held = Qt.Key, Qt.KeyboardModifier
PLAIN, SHIFT, CONTROL = Held.NoModifier, Held.ShiftModifier, Held.ControlModifier
LEFT = Qt.MouseButton.LeftButton


class Hands:
    """A reader at one window."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        self.reading, self.document = window.reading, window.document
        assert window.timeline is not None
        self.view = window.timeline
        self.view.navigator.animated = False
        self.canvas, self.table = self.view.canvas, window.event_list.table
        self.told: list[str] = []
        self.document.told.connect(self.told.append)

    # What is there

    def event(self, title: str) -> Event:
        return next(event for event in self.document.events if event.title == title)

    def titles(self) -> list[str]:
        """Return the titles of the marked events in the order of time."""
        return [event.title for event in self.reading.marked_events]

    def listed(self) -> list[str]:
        """Return the titles of the rows that are selected in the list."""
        rows = sorted(row for run in self.table.marked() for row in run)
        return [str(self.table.model().index(row, Column.TITLE).data()) for row in rows]

    def step(self) -> str:
        return self.document.undo_name

    def content(self) -> bytes:
        """Return the bytes of the story's file with every edit in it."""
        assert self.document.file is not None
        self.document.file.fold()
        return self.document.file.path.read_bytes()

    def picture(self) -> Picture:
        """Return what is painted now."""
        source = self.canvas._paint_source()
        assert source is not None
        return source[1]

    def error(self) -> str:
        """Return the sentence of the dialog that is open, and close it."""
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        words = " ".join(label.text() for label in dialog.findChildren(QLabel))
        dialog.close()
        return words

    # Where it is

    def place(self, title: str) -> tuple[QPoint, QPoint, QPoint]:
        """Return where an event's title begins, and where its bar does and ends."""
        picture = self.canvas.picture()
        assert picture is not None and self.canvas.shown_scene is not None
        (index,) = self.canvas.shown_scene.places(self.event(title).id)
        place = picture.frame.events.tolist().index(index)
        top = picture.geometry.lane_top(int(picture.frame.lane[place]))
        bar = round(top + picture.geometry.bar_offset + 3)
        x = round(float(picture.frame.title_px[place]) + 8)
        left, right = round(float(picture.frame.left_px[place])), round(float(picture.frame.right_px[place]))
        return QPoint(x, round(top + picture.geometry.title_middle)), QPoint(left, bar), QPoint(right, bar)

    def empty(self) -> QPoint:
        """Return a place in the lanes where nothing is."""
        geometry = self.picture().geometry
        return QPoint(round(geometry.width / 2), round(geometry.lanes_top + geometry.lanes_height) - 6)

    def days_px(self, days: float) -> int:
        return round(days * 86_400 / self.view.navigator.scale.seconds_per_px)

    # What is done

    def show(self, title: str) -> None:
        """Choose an event and fit it."""
        self.reading.select(self.event(title).id)
        self.view.travel.fit_selection_then_all()

    def click(self, at: QPoint, held: Held = PLAIN) -> None:
        self.qtbot.mouseClick(self.canvas.viewport(), LEFT, held, at)

    def click_row(self, row: int, held: Held = PLAIN) -> None:
        at = self.table.visualRect(self.table.model().index(row, Column.TITLE)).center()
        QTest.mouseClick(self.table.viewport(), LEFT, held, at)

    def key(self, key: Key, held: Held = PLAIN, widget: QWidget | None = None) -> None:
        widget = widget or self.canvas
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        widget.setFocus()
        self.qtbot.keyClick(widget, key, held)

    def drag(self, way: Sequence[QPoint], held: Held = PLAIN, *, release: bool = True) -> None:
        """Press at the first point, move over the others, and let go."""
        kinds = [QEvent.Type.MouseButtonPress, *[QEvent.Type.MouseMove] * (len(way) - 1)]
        if release:
            kinds, way = [*kinds, QEvent.Type.MouseButtonRelease], [*way, way[-1]]
        for at_ms, (kind, at) in enumerate(zip(kinds, way, strict=True), start=1):
            self.send(kind, at, held, at_ms * 100)

    def send(self, kind: QEvent.Type, at: QPoint, held: Held = PLAIN, at_ms: int = 0) -> None:
        port = self.canvas.viewport()
        down = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else LEFT
        event = QMouseEvent(kind, QPointF(at), QPointF(port.mapToGlobal(at)), LEFT, down, held)
        event.setTimestamp(at_ms)
        QApplication.sendEvent(port, event)

    def along(self, start: QPoint, by_px: int) -> list[QPoint]:
        """Return a way to the right or, negative, to the left."""
        return [start, start + QPoint(by_px // 2, 0), start + QPoint(by_px, 0)]

    def menu(self, widget: QWidget, at: QPoint | None = None) -> QMenu:
        """Return the menu that opens at a point, or by the keyboard."""
        by_mouse = QContextMenuEvent.Reason.Mouse
        reason = by_mouse if at is not None else QContextMenuEvent.Reason.Keyboard
        at = at or QPoint(5, 5)
        QApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu


def entries(menu: QMenu) -> list[str]:
    return [action.text().replace("&", "") for action in menu.actions() if not action.isSeparator()]


def trigger(menu: QMenu, name: str) -> None:
    action = next(one for one in menu.actions() if one.text().replace("&", "") == name)
    action.trigger()
    menu.close()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qapp, Settings(tmp_path / "config" / "settings.ini"), Theme("light"))
    yield desk
    desk.leave()


def hands_on(qtbot: QtBot, desk: Desk, path: Path) -> Hands:
    """Return the hands on a window that shows a story."""
    before = len(desk.windows)
    if before:
        desk.open_apart(path)
    else:
        desk.start([path])
    window = desk.windows[-1]
    qtbot.waitUntil(lambda: window.timeline is not None)
    window.activateWindow()
    qtbot.waitActive(window).__enter__()
    return Hands(qtbot, window)
