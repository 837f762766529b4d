"""Start the program: the application, its look, its windows, and what is remembered between sittings."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QStyleFactory

from gui import dialogs
from gui.failures import Failures, log_path, log_qt_messages, start_log
from gui.icons import app_icon
from gui.main_window import MainWindow
from gui.settings import APP_NAME, Settings, default_path
from gui.style import style_sheet
from gui.theme import Theme, field_palette, mark_palette, qt_palette
from gui.work import Run, collector
from storage.dates import Date, words_to_date

DESKTOP_FILE = "timeline-reader"
SWITCH_S = 0.0005
STARTED_MS = 3000
_LEAST_POINTS = 10.0
_NEXT_WINDOW_PX = 28


def run(files: list[Path], goto: str | None) -> int:
    """Open the window and stay until it is left; returns the exit code.

    Without files the last sitting's come back. Raises DateError where `goto` is no date.
    """
    date = words_to_date(goto) if goto else None
    _rest_at_start()
    start_log(log_path())
    log_qt_messages()
    # What works beside the window lets it have its turn soon.
    sys.setswitchinterval(SWITCH_S)
    app = make_application(sys.argv[:1])
    settings = Settings(default_path())
    theme = Theme(settings.theme_mode)
    dress(app, theme)
    desk = Desk(app, settings, theme)
    app.file_handed_over.connect(desk.open_apart)
    desk.start(files, date)
    # Only now: a failure without a window to show it in is the caller's to tell.
    Failures(desk.show_failure).install()
    _let_signals_in(app, desk)
    QTimer.singleShot(STARTED_MS, _wake_after_start)
    code = app.exec()
    _take_apart(app, desk)
    return code


def _rest_at_start() -> None:
    """Let the collector rest while modules are loaded and the window is built, none of which ever becomes garbage."""
    gc.enable()
    collector.rest()


def _wake_after_start() -> None:
    """Let the collector work, but not on what is there by now."""
    gc.freeze()
    collector.wake()


class Application(QApplication):
    """The application; `file_handed_over` carries a path that the system wants opened."""

    file_handed_over = Signal(object)

    def event(self, event: QEvent) -> bool:
        """Take files from the system (a double click in the file manager of macOS)."""
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent) and event.file():
            self.file_handed_over.emit(Path(event.file()))
            return True
        return super().event(event)


def make_application(arguments: list[str]) -> Application:
    """Return the application, named and with its icon."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QGuiApplication.setApplicationName(APP_NAME)
    QGuiApplication.setApplicationDisplayName(APP_NAME)
    QGuiApplication.setDesktopFileName(DESKTOP_FILE)
    app = Application(arguments)
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setWindowIcon(app_icon())
    return app


def dress(app: QApplication, theme: Theme) -> None:
    """Give the application its font and colours, now and whenever the theme changes."""
    size = app.font().pointSizeF()
    app.setFont(theme.sans(max(size, _LEAST_POINTS)))

    def recolour() -> None:
        app.setPalette(qt_palette(theme.palette))
        for name in ("QCheckBox", "QRadioButton"):
            # The stubs say bytes, which PySide6 refuses.
            app.setPalette(mark_palette(theme.palette), name)  # type: ignore[arg-type]
        for name in ("QComboBox", "QSpinBox", "QDoubleSpinBox"):
            app.setPalette(field_palette(theme.palette), name)  # type: ignore[arg-type]
        app.setStyleSheet(style_sheet(theme.palette))

    theme.changed.connect(recolour)
    recolour()


class Desk(QObject):
    """The windows of a sitting: one for each story."""

    def __init__(self, app: QApplication, settings: Settings, theme: Theme) -> None:
        super().__init__(app)
        self._settings = settings
        self._theme = theme
        self._leaving = False
        self._failure: dialogs.WordsDialog | None = None
        self.windows: list[MainWindow] = []
        app.commitDataRequest.connect(self._remember_session)

    def start(self, files: Sequence[Path], date: Date | None = None) -> None:
        """Open the files, or those of the last sitting, each in a window; bring `date` to view in the first."""
        session = [] if files else [path for path in self._settings.session_files if path.is_file()]
        missing = [] if files else [path for path in self._settings.session_files if not path.is_file()]
        first = self.new_window()
        for place, path in enumerate(files or session):
            window = first if place == 0 else self.new_window()
            window.open_path(path)
        if missing:
            names = ", ".join(path.name for path in missing)
            first.message_bar.show_message(f"No longer where it was: {names}")
        if date is not None:
            first.show_date(date)
        self._remember_session()

    def new_window(self) -> MainWindow:
        """Show another window, empty."""
        window = MainWindow(self._settings, self._theme)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.story_requested.connect(lambda path: self.open(path, window))
        window.window_requested.connect(self.open_apart)
        window.quit_requested.connect(self.leave)
        window.closed.connect(lambda: self._forget(window))
        if self.windows:
            window.move(_beside(self.windows[-1]))
        self.windows.append(window)
        window.show()
        return window

    def open(self, path: Path, window: MainWindow) -> None:
        """Open a story in a window, or bring forward the window that shows it already."""
        for other in self.windows:
            if other.path is not None and _same(other.path, path):
                other.setWindowState(other.windowState() & ~Qt.WindowState.WindowMinimized)
                other.raise_()
                other.activateWindow()
                return
        window.open_path(path)
        self._remember_session()

    def leave(self) -> None:
        """Close all windows, unless one has a question first; their stories come back with the next sitting."""
        if not all(window.keeping.settle(self.leave) for window in list(self.windows)):
            return
        self._remember_session()
        self._leaving = True
        for window in list(self.windows):
            window.close()
        self._leaving = False

    def show_failure(self, heading: str, sentence: str) -> None:
        """Put a failure before the reader, one at a time."""
        if self._failure is not None or not self.windows:
            return
        active = QApplication.activeWindow()
        parent = active if isinstance(active, MainWindow) else self.windows[0]
        self._failure = dialogs.show_error(parent, heading, sentence, self._theme)
        self._failure.finished.connect(self._failure_read)

    def _failure_read(self) -> None:
        self._failure = None

    def open_apart(self, path: Path | None) -> None:
        """Open a story in a window without one, made for it if need be."""
        if path is None:
            self.new_window()
            return
        free = next((window for window in self.windows if window.path is None), None)
        self.open(path, free or self.new_window())

    def _forget(self, window: MainWindow) -> None:
        # The last window that is closed leaves its story for the next sitting; earlier ones are done with.
        if len(self.windows) == 1 and not self._leaving:
            self._remember_session()
        self.windows.remove(window)
        if self.windows and not self._leaving:
            self._remember_session()

    def _remember_session(self) -> None:
        paths = [window.path for window in self.windows]
        self._settings.session_files = [path.absolute() for path in paths if path is not None]
        self._settings.sync()


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()


def _beside(window: MainWindow) -> QPoint:
    """Return a place a little off another window, on the same screen."""
    place = window.pos() + QPoint(_NEXT_WINDOW_PX, _NEXT_WINDOW_PX)
    room: QRect = window.screen().availableGeometry()
    return place if room.contains(QRect(place, window.size() / 2)) else room.topLeft()


def _take_apart(app: QApplication, desk: Desk) -> None:
    """End what still works and let the windows go, in an order in which nothing tells what is no longer there."""
    Run.end_all()
    # Left otherwise than by closing them, there are windows still: they go before what they stand on.
    for window in desk.windows:
        window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    # All memory goes now: Python need not look through it for garbage first.
    gc.freeze()


def _let_signals_in(app: QApplication, desk: Desk) -> None:
    """Leave on Ctrl+C in the terminal and on the system's request to end."""
    # Python handles a signal only when it gets to run: Qt's loop alone would keep it waiting.
    waker = QTimer(app)
    waker.setInterval(400)
    waker.timeout.connect(lambda: None)
    waker.start()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: desk.leave())
