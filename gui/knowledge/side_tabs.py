"""The left pane: a slim strip of tabs over pages of which one shows at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gui.theme import Theme, colour

_PADDING_PX = 9
_LEAST_PADDING_PX = 3
_INSET_PX = 5
_LINE_PX = 2
_SMALL = 0.92


class SideTabs(QWidget):
    """Shows one of several pages; `turned` carries the name of the one that shows now.

    A page is made when it is shown for the first time. Its focus proxy is what gets the keys.
    """

    turned = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: list[str] = []
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._pages: dict[str, QWidget] = {}
        self.bar = TabStrip(theme, self)
        self.bar.setAccessibleName("What the left pane shows")
        self._stack = QStackedWidget(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        strip = QHBoxLayout()
        # So that the first word stands over the first words of the pages.
        strip.setContentsMargins(_INSET_PX, 0, 0, 0)
        strip.addWidget(self.bar)
        self._column.addLayout(strip)
        self._column.addWidget(self._stack, 1)
        self.setAutoFillBackground(True)
        self.bar.currentChanged.connect(self._turn)
        theme.changed.connect(self._restyle)
        self._restyle()

    def add(self, name: str, title: str, make: Callable[[], QWidget]) -> None:
        """Add a tab behind the others; `make` returns its page when it is wanted. The first one shows at once."""
        self._names.append(name)
        self._makers[name] = make
        self.bar.addTab(title)

    def put_above_pages(self, widget: QWidget) -> None:
        """Put something between the strip and the pages, whichever of them shows."""
        self._column.insertWidget(self._column.count() - 1, widget)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the tabs, from left to right."""
        return tuple(self._names)

    @property
    def current(self) -> str:
        """Return the name of the tab that shows."""
        return self._names[self.bar.currentIndex()]

    @property
    def page(self) -> QWidget:
        """Return the page that shows."""
        return self._page(self.current)

    def show_tab(self, name: str) -> None:
        """Show a tab; nothing changes where there is none of that name."""
        if name in self._makers:
            self.bar.setCurrentIndex(self._names.index(name))

    def focus_page(self) -> None:
        """Give the keys to the page that shows."""
        self.page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a hairline under the strip."""
        painter = QPainter(self)
        painter.fillRect(0, self.bar.geometry().bottom(), self.width(), 1, QColor(self._theme.palette.rule))

    def _turn(self, place: int) -> None:
        name = self._names[place]
        had_focus = self._stack.isAncestorOf(self._stack.window().focusWidget() or self)
        self._stack.setCurrentWidget(self._page(name))
        if had_focus:
            # A page that no longer shows would take the keys with it.
            self.focus_page()
        self.turned.emit(name)

    def _page(self, name: str) -> QWidget:
        if name not in self._pages:
            self._pages[name] = page = self._makers[name]()
            self._stack.addWidget(page)
        return self._pages[name]

    def _restyle(self) -> None:
        own = self.palette()
        own.setColor(own.ColorRole.Window, QColor(self._theme.palette.panel))
        self.setPalette(own)
        self.bar.update()


class TabStrip(QTabBar):
    """Words side by side, the chosen one underlined; where they have no room they move together, then end in dots."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._restyle()

    def tabSizeHint(self, index: int) -> QSize:
        """Return the room of a word with its padding."""
        return self._size(index, _PADDING_PX)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Return what a word needs to be made out."""
        return QSize(self.fontMetrics().horizontalAdvance("mm…"), self._size(index, _LEAST_PADDING_PX).height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the program's font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, the line under the chosen one, and the focus."""
        palette, painter = self._theme.palette, QPainter(self)
        under_mouse = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
        for place in range(self.count()):
            rect, chosen = self.tabRect(place), place == self.currentIndex()
            word = rect.adjusted(_LEAST_PADDING_PX, 0, -_LEAST_PADDING_PX, -1)
            if chosen and self.hasFocus():
                self._draw_focus(painter, rect)
            elif place == under_mouse and not chosen:
                painter.fillRect(rect.adjusted(0, 0, 0, -1), colour(palette.raised, 0.6))
            painter.setPen(QColor(palette.ink if chosen else palette.muted))
            text = self.fontMetrics().elidedText(self.tabText(place), Qt.TextElideMode.ElideRight, word.width())
            painter.drawText(word, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, text)
            if chosen:
                line = QRect(
                    rect.left() + _INSET_PX, rect.bottom() + 1 - _LINE_PX, rect.width() - 2 * _INSET_PX, _LINE_PX
                )
                painter.fillRect(line, QColor(palette.accent))

    def _draw_focus(self, painter: QPainter, rect: QRect) -> None:
        painter.save()
        painter.setPen(QColor(self._theme.palette.focus))
        painter.drawRoundedRect(rect.adjusted(2, 4, -3, -6), 4, 4)
        painter.restore()

    def _size(self, index: int, padding_px: int) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.tabText(index)) + 2 * padding_px, metrics.height() + 18)

    def _restyle(self) -> None:
        font = QFont(QApplication.font())
        font.setPointSizeF(max(1.0, font.pointSizeF() * _SMALL))
        self.setFont(font)
