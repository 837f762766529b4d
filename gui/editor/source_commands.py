"""What the window does with a story's sources, and the words of the story for whoever offers them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.editor.vocabularies import Vocabularies
    from gui.main_window import MainWindow


class SourceCommands:
    """The commands of one window for sources. `vocabularies` is made when it is asked for first."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._vocabularies: Vocabularies | None = None

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id."""
        return {}

    @property
    def vocabularies(self) -> Vocabularies:
        """Return the words of the window's story, for forms that complete what is typed."""
        if self._vocabularies is None:
            from gui.editor.vocabularies import Vocabularies  # Not at the start: nobody types then.

            window = self._window
            self._vocabularies = Vocabularies(window.document, window)
            self._vocabularies.progressed.connect(lambda text: window.status.show_part("work", text))
        return self._vocabularies
