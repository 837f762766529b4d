"""Puts the view in two times in the place of the timeline's canvas, and back; it is made when it is asked for first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSizeF, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.document import Document
from gui.reading import Reading
from gui.theme import Theme
from gui.timeline.canvas import TimelineCanvas
from gui.timeline.navigator import Navigator

if TYPE_CHECKING:
    from gui.timeline.two_times.view import TwoTimesView


class TwoTimesSwitch(QObject):
    """Shows either of the two in a cell of the timeline's grid; both have the same width and the same scale.

    `toggled` tells whether the view in two times shows, `resized` its size while it does, `event_opened` and
    `progressed` what it tells itself.
    """

    toggled = Signal(bool)
    resized = Signal(QSizeF)
    event_opened = Signal(str)
    progressed = Signal(str)

    def __init__(
        self,
        navigator: Navigator,
        canvas: TimelineCanvas,
        document: Document,
        reading: Reading,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._navigator = navigator
        self._canvas = canvas
        self._document = document
        self._reading = reading
        self._theme = theme
        self._parent = parent
        self.view: TwoTimesView | None = None

    @property
    def is_on(self) -> bool:
        """Tell whether the view in two times shows."""
        return self.view is not None and not self.view.isHidden()

    def show(self, on: bool) -> None:
        """Show the view in two times, or the timeline again; the focus goes along."""
        if on == self.is_on:
            return
        view = self.view = self.view or self._made()
        had_focus = self._canvas.hasFocus() or view.hasFocus()
        first, other = (self._canvas, view) if on else (view, self._canvas)
        first.hide()
        other.show()
        self._parent.setFocusProxy(other)
        if had_focus:
            other.setFocus()
        if on:
            view.enter()
        else:
            view.leave()
        self.toggled.emit(on)

    def fit(self) -> None:
        """Show all times of saying, if that view shows."""
        if self.view is not None and self.is_on:
            self.view.fit()

    def _made(self) -> TwoTimesView:
        from gui.timeline.two_times.view import TwoTimesView  # Not at the start: seldom asked for.

        view = TwoTimesView(self._navigator, self._document, self._reading, self._theme, self._parent)
        view.hide()
        grid = self._parent.layout()
        assert isinstance(grid, QGridLayout)
        grid.addWidget(view, 0, 0)
        view.event_opened.connect(self.event_opened)
        view.progressed.connect(self.progressed)
        view.resized.connect(self._follow_size)
        return view

    def _follow_size(self) -> None:
        """Keep the hidden canvas as large: what goes somewhere in time asks it for its width."""
        if self.view is None or not self.is_on:
            return
        self._canvas.resize(self.view.size())
        self._navigator.width_px = float(max(self.view.width(), 1))
        self.resized.emit(QSizeF(self.view.size()))
