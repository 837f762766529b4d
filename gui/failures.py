"""What happens when something unexpected goes wrong: a line in a log, a dialog in words, and the window stays."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from gui.settings import APP_NAME
from storage.errors import TimelineError

_LOG = logging.getLogger("timeline_reader")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_LOG_BYTES = 1_000_000


def log_path() -> Path:
    """Return the log file in the platform's folder for logs."""
    return user_log_path(APP_NAME, appauthor=False) / "timeline-reader.log"


def start_log(path: Path) -> None:
    """Log to a file, and to nowhere where it cannot be written; nothing goes to the terminal."""
    handler: logging.Handler
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # By hand: importing logging.handlers takes longer than all else here.
        if path.exists() and path.stat().st_size > _LOG_BYTES:
            path.replace(path.with_suffix(".old.log"))
        handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    # A full disk must not make the logging itself print a traceback.
    logging.raiseExceptions = False
    _LOG.handlers[:] = [handler]
    _LOG.setLevel(logging.INFO)
    _LOG.propagate = False


def log_qt_messages() -> None:
    """Send Qt's own messages to the log instead of the terminal."""
    qInstallMessageHandler(_take_qt_message)


def _take_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    _LOG.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)


class Failures:
    """Takes exceptions that nobody caught; `show(heading, sentence)` puts them before the reader."""

    def __init__(self, show: Callable[[str, str], None]) -> None:
        self._show = show
        self._showing = False

    def install(self) -> None:
        """Take the exceptions of the program from now on."""
        sys.excepthook = self.take
        threading.excepthook = lambda args: self._log(args.exc_type, args.exc_value, args.exc_traceback)

    def take(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        """Log an exception and show one dialog; a further one, while that is shown, is only logged."""
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        if isinstance(error, TimelineError):
            self._show_once("That did not work", str(error))
            return
        self._log(kind, error, trace)
        self._show_once(
            "Something unexpected went wrong",
            "The program goes on, and what was saved is safe. If this happens again, please report it "
            f"with the last lines of {log_path()}",
        )

    def _log(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        _LOG.error("unexpected", exc_info=(kind, error or kind(), trace))

    def _show_once(self, heading: str, sentence: str) -> None:
        if self._showing:
            return
        self._showing = True
        try:
            self._show(heading, sentence)
        finally:
            self._showing = False
