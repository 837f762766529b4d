"""The manual: pages that come with the program, read without a network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QUrl, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from gui.icons import drawn_icon
from gui.theme import Theme

MANUAL = Path(__file__).resolve().parent.parent / "resources" / "manual"
_FIRST = "index.html"


class ManualPage(QTextBrowser):
    """A browser that cannot leave the manual's folder."""

    link_requested = Signal(str)

    def __init__(self, folder: Path, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder.resolve()
        self._theme = theme
        self.setProperty("role", "manual")
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._follow)

    def show_page(self, name: str) -> None:
        """Show a page of the manual by its file name."""
        self._apply_theme()
        self.setSource(QUrl.fromLocalFile(str(self._folder / name)))

    def restyle(self) -> None:
        """Take on the theme's colours and stay at the same place of the page."""
        place = self.verticalScrollBar().value()
        self._apply_theme()
        self.reload()
        self.verticalScrollBar().setValue(place)

    def loadResource(self, type: int, name: QUrl | str) -> object:
        """Load only what lies in the manual's folder."""
        url = QUrl(name)
        path = self._inside(self.source().resolved(url) if url.isRelative() else url)
        return QByteArray(path.read_bytes()) if path else QByteArray()

    def _follow(self, link: QUrl) -> None:
        target = self.source().resolved(link)
        if target.scheme() in ("http", "https"):
            self.link_requested.emit(target.toString())
        elif self._inside(target):
            self.setSource(target)

    def _inside(self, url: QUrl) -> Path | None:
        if not url.isLocalFile():
            return None
        path = Path(url.toLocalFile()).resolve()
        return path if path.is_relative_to(self._folder) and path.is_file() else None

    def _apply_theme(self) -> None:
        colours = self._theme.palette
        serif = self._theme.serif(12).families()[0]
        self.document().setDefaultStyleSheet(
            f"body {{ color: {colours.ink}; }} a {{ color: {colours.accent}; }}"
            f"h1, h2, h3 {{ font-family: '{serif}'; }}"
            f"code, kbd, pre {{ background-color: {colours.raised}; }}"
            f"th {{ text-align: left; color: {colours.muted}; }} .muted {{ color: {colours.muted}; }}"
        )


class ManualWindow(QWidget):
    """The manual with its few buttons; `link_requested` carries an address that leads out of it."""

    link_requested = Signal(str)

    def __init__(self, theme: Theme, folder: Path = MANUAL) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("manualWindow")
        self.setWindowTitle("Manual")
        self._theme = theme
        self.page = ManualPage(folder, theme)
        self.page.link_requested.connect(self.link_requested)
        self._back = _button("Back", self.page.backward)
        self._forward = _button("Forward", self.page.forward)
        self.page.backwardAvailable.connect(self._back.setEnabled)
        self.page.forwardAvailable.connect(self._forward.setEnabled)
        contents = QPushButton("Contents")
        contents.clicked.connect(lambda: self.page.show_page(_FIRST))
        row = QHBoxLayout()
        row.setContentsMargins(12, 10, 12, 10)
        for button in (self._back, self._forward, contents):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.page)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self, self.close)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Close), self, self.close)
        QShortcut(QKeySequence("Alt+Left"), self, self.page.backward)
        QShortcut(QKeySequence("Alt+Right"), self, self.page.forward)
        theme.changed.connect(self._restyle)
        self._dress()
        self.resize(820, 760)
        self.page.show_page(_FIRST)
        self._back.setEnabled(False)
        self._forward.setEnabled(False)
        self.page.setFocus()

    def _restyle(self) -> None:
        self._dress()
        self.page.restyle()

    def _dress(self) -> None:
        self._back.setIcon(drawn_icon("back", self._theme.palette))
        self._forward.setIcon(drawn_icon("forward", self._theme.palette))


def _button(name: str, pressed: Callable[[], None]) -> QPushButton:
    button = QPushButton()
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.clicked.connect(pressed)
    return button
