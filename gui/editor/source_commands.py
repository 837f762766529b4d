"""What the window does with a story's sources, and the words of the story for whoever offers them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from gui import dialogs
from gui.text import one_line
from storage.changes import Change, PutSource, RemoveSource
from storage.errors import TimelineError
from storage.model import Source

if TYPE_CHECKING:
    from gui.editor.vocabularies import Vocabularies
    from gui.main_window import MainWindow

_LONGEST_NAME = 60


class SourceCommands:
    """The commands of one window for sources.

    `vocabularies` is made when it is asked for first. Whoever lets a source be edited in place connects its wish to
    `keep_edited`.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._vocabularies: Vocabularies | None = None

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id."""
        return {"sources": self.show_sources}

    @property
    def vocabularies(self) -> Vocabularies:
        """Return the words of the window's story, for forms that complete what is typed."""
        if self._vocabularies is None:
            from gui.editor.vocabularies import Vocabularies  # Not at the start: nobody types then.

            window = self._window
            self._vocabularies = Vocabularies(window.document, window)
            self._vocabularies.progressed.connect(lambda text: window.status.show_part("work", text))
        return self._vocabularies

    def show_sources(self, source_id: str = "") -> None:
        """Show all sources of the story, with one of them chosen."""
        # Not at the start.
        from gui.editor.habits import habits_of
        from gui.editor.source_dialog import SourceDialog

        window = self._window
        habits = partial(habits_of, window.document, window.settings)
        dialog = SourceDialog(window, window.document, self.vocabularies, window.theme, habits)
        dialog.edited.connect(self.keep_edited)
        dialog.added.connect(self._add)
        dialog.merged.connect(partial(self._merge, dialog))
        dialog.removed.connect(self._remove)
        for name in ("undo", "redo"):
            # The window's own keys are not heard behind a dialog.
            action = window.actions_by_id[name]
            for keys in action.shortcuts():
                QShortcut(keys, dialog).activated.connect(lambda action=action: dialog.keep() and action.trigger())
        dialog.choose(source_id)
        dialog.open()

    def keep_edited(self, source: Source) -> None:
        """Change a source for every event that cites it, as one step."""
        self._apply("The source was not changed", [PutSource(source)], f"Change the source {named(source)}")

    def _add(self, sources: Sequence[Source]) -> None:
        name = f"Add the source {named(sources[0])}" if len(sources) == 1 else f"Add {len(sources):,} sources"
        self._apply("The sources were not added", [PutSource(source) for source in sources], name)

    def _remove(self, sources: Sequence[Source]) -> None:
        name = f"Remove the source {named(sources[0])}" if len(sources) == 1 else f"Remove {len(sources):,} sources"
        self._apply("The sources were not removed", [RemoveSource(source.id) for source in sources], name)

    def _merge(self, over: QWidget, kept: Source, dropped: Source) -> None:
        from gui.editor.source_merging import SourceMerging  # Not at the start.

        name = f"Merge the source {named(dropped)} into {named(kept)}"
        SourceMerging(self._window, over).begin(kept, dropped, name)

    def _apply(self, heading: str, changes: Sequence[Change], name: str) -> None:
        window = self._window
        try:
            window.document.apply(changes, name)
        except TimelineError as error:
            dialogs.show_error(window.window(), heading, str(error), window.theme)


def named(source: Source) -> str:
    """Return a source in quotation marks, as the name of a step tells it."""
    from storage.citation import short_name
    from storage.csl import field_text

    name = one_line(field_text(source.csl, "title") or short_name(source))
    return f"“{name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + '…'}”"
