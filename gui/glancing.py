"""What a window shows of a very large story while it is being opened: a sample of its events on the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class Glancing(QObject):
    """Shows the sample as soon as both it and the timeline are there, and takes it away where nothing follows it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._is_shown = False
        window.opening.glanced.connect(self._show)
        window.timeline_ready.connect(self._show)

    def _show(self) -> None:
        opening, timeline = self._window.opening, self._window.timeline
        if not opening.running or opening.glance is None or opening.path is None or timeline is None:
            return
        self._is_shown = True
        self._window.header.show_title(opening.glance.story)
        self._window.header.show()
        self._window.status.show()
        view = self._window.settings.view(opening.path).get("view")
        timeline.show_glance(opening.glance, view if isinstance(view, dict) else {})

    def end(self) -> None:
        """Show nothing of a story that does not open."""
        timeline, was_shown = self._window.timeline, self._is_shown
        self._is_shown = False
        if was_shown and timeline is not None:
            timeline.show_glance(None, {})
