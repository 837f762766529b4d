"""Where the event form is shown: in the side pane in place of the detail, or in a window of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from gui.editor.form_pane import FormPane

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_USUAL_SIZE_PX = (560, 760)


class FormPlace:
    """Shows the form and puts it away, and gives the focus back to where it came from."""

    def __init__(self, window: MainWindow, pane: FormPane) -> None:
        self._window = window
        self._pane = pane
        self._back_to: QWidget | None = None
        self.floats = window.settings.form_floats

    def show(self) -> None:
        """Show the form."""
        window, pane = self._window, self._pane
        if self.floats:
            if not pane.isWindow():
                pane.setParent(window, Qt.WindowType.Window)
                pane.resize(*_USUAL_SIZE_PX)
                pane.move(window.geometry().center() - pane.rect().center())
            pane.show()
            pane.activateWindow()
        else:
            if window.side.indexOf(pane) < 0:
                window.side.addWidget(pane)
            window.panes.show_pane("detail", True)
            window.side.setCurrentWidget(pane)
            pane.show()

    def put_away(self) -> None:
        """Show the detail again."""
        had_focus = self.has_focus
        self._undock()
        self._pane.hide()
        if had_focus or self.floats:
            self._give_focus_back()

    def move(self, floats: bool) -> None:
        """Show the form in the other place."""
        focus = self._pane.window().focusWidget()
        self.floats = floats
        self._undock()
        self.show()
        if not floats:
            self._window.activateWindow()
        if focus is not None and self._pane.isAncestorOf(focus):
            focus.setFocus()

    @property
    def has_focus(self) -> bool:
        """Tell whether the focus of its window is in the form."""
        focus = self._pane.window().focusWidget()
        return focus is not None and self._pane.isAncestorOf(focus)

    def remember_focus(self, *, anywhere: bool = False) -> None:
        """Take note of what has the focus now: it gets that back."""
        focus = QApplication.focusWidget()
        if anywhere or (focus is not None and not self._pane.isAncestorOf(focus) and focus.window() is self._window):
            self._back_to = focus

    def _undock(self) -> None:
        side = self._window.side
        if side.indexOf(self._pane) >= 0:
            side.removeWidget(self._pane)
        side.setCurrentWidget(self._window.detail)

    def _give_focus_back(self) -> None:
        place, self._back_to = self._back_to, None
        if place is not None and self._window.commands.entries.take_back(place):
            return
        side = self._window.side_tabs.page
        try:
            there = place if place is not None and place.isVisibleTo(self._window) else side
        except RuntimeError:  # It has been deleted meanwhile.
            there = side
        there.setFocus(Qt.FocusReason.OtherFocusReason)
