"""The command that begins a new event, and what the window does with the bar of quick entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from gui.text import label
from storage.story_file import new_id

if TYPE_CHECKING:
    from gui.editor.quick_entry import QuickEntry
    from gui.main_window import MainWindow
    from storage.quick_event import Made

_DRAFT = "quick-entry"
_FIELDS = (QLineEdit, QPlainTextEdit)
_LONGEST_NAME = 60


class EntryCommands:
    """The commands of one window that begin new events. `bar` is there once the first one was begun."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._came_from: QWidget | None = None
        # What is typed now must not take the place of a draft that is still offered.
        self._slot = new_id()
        self.bar: QuickEntry | None = None

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id."""
        return {"new_event": self.begin}

    def connect(self) -> None:
        """Follow the story, and offer the line again that a crash cut short."""
        window = self._window
        window.document.opened.connect(self._forget)
        _KeyLeaver(window.actions_by_id["new_event"], window)
        window.drafts.register(_DRAFT, self._restore, _described)

    def begin(self, text: str = "") -> None:
        """Open the bar; a text is put into its line."""
        if self._window.document.story is None:
            return
        if self.bar is None:
            self.bar = self._made()
        focus = QApplication.focusWidget()
        if focus is not None and not self.bar.isAncestorOf(focus):
            self._came_from = focus
        self.bar.begin(text)

    def _made(self) -> QuickEntry:
        from gui.editor.alike_search import AlikeSearch  # Not at the start: nobody types then.
        from gui.editor.habits import habits_of
        from gui.editor.quick_entry import QuickEntry
        from gui.editor.story_words import StoryWords

        window = self._window
        document, settings = window.document, window.settings
        bar = QuickEntry(
            document,
            settings,
            lambda: habits_of(document, settings),
            StoryWords(document, window.commands.sources.vocabularies),
            AlikeSearch(document, self._rows_between, window),
            window.theme,
            window.place,
            window.central,
        )
        bar.added.connect(self._show_added)
        bar.form_requested.connect(self._open_form)
        note_typing = window.drafts.touch
        bar.typed.connect(lambda: note_typing(_DRAFT, self._collect, self._slot))
        bar.closed.connect(self._go_back)
        return bar

    def _rows_between(self, start_s: int | None, end_s: int | None, most: int) -> list[int]:
        timeline = self._window.timeline
        return timeline.rows_between(start_s, end_s, most) if timeline is not None else []

    def _collect(self) -> Mapping[str, Any]:
        text = self.bar.text if self.bar is not None else ""
        return {"text": text, "slot": self._slot} if text.strip() else {}

    def _restore(self, data: Mapping[str, Any]) -> None:
        # From here on this draft is the one that is written.
        self._slot = str(data.get("slot", ""))
        self.begin(str(data.get("text", "")))

    def _show_added(self, event_id: str) -> None:
        window = self._window
        # Now, not in a moment: whoever is killed till then must not be offered what is in the story.
        window.drafts.drop(_DRAFT, self._slot)
        event = window.document.find_event(event_id)
        window.reading.select(event_id)
        if event is None:
            return
        title = label(event.title)
        title = title if len(title) <= _LONGEST_NAME else title[:_LONGEST_NAME] + "…"
        keys = window.actions_by_id["undo"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        hidden = "" if window.reading.lets_through(event) else "; the filter hides it"
        window.document.told.emit(f"Added “{title}”{hidden} — Undo with {keys}")

    def _open_form(self, made: Made, when_text: str) -> None:
        if self.bar is not None:
            categories = () if made.new_category is None else (made.new_category,)
            # The line is cleared once the form has it: it may be read-only, or hold another event that is not kept yet.
            self._window.commands.forms.begin(
                made.event, made.new_sources, categories, when_text=when_text, opened=self.bar.take_over
            )

    def take_back(self, widget: QWidget) -> bool:
        """Open the bar again where the form was asked for in it: the next event is typed there. Tell whether it was."""
        if self.bar is None or not self.bar.isAncestorOf(widget):
            return False
        came_from = self._came_from
        self.begin()
        self._came_from = came_from
        return True

    def _forget(self) -> None:
        if self.bar is not None:
            self.bar.forget()

    def _go_back(self) -> None:
        came_from, self._came_from = self._came_from, None
        try:
            is_there = came_from is not None and came_from.isVisible()
        except RuntimeError:  # It has been deleted meanwhile.
            is_there = False
        target = came_from if is_there and came_from is not None else self._window.side_tabs.page
        target.setFocus(Qt.FocusReason.OtherFocusReason)


class _KeyLeaver(QObject):
    """Leaves an action's keys to a window: on some systems Ctrl+K deletes to the end of a line in its fields."""

    def __init__(self, action: QAction, window: QWidget) -> None:
        super().__init__(window)
        self._action = action
        self._window = window
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._watch)

    def _watch(self, old: QWidget | None, new: QWidget | None) -> None:
        """Watch the field that has the focus, and no other."""
        if isinstance(old, _FIELDS):
            old.removeEventFilter(self)
        if isinstance(new, _FIELDS) and self._window.isAncestorOf(new):
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the field from taking them."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._is_ours(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        # A letter alone is text.
        has_modifier = event.modifiers() != Qt.KeyboardModifier.NoModifier
        return has_modifier and QKeySequence(event.keyCombination()) in self._action.shortcuts()


def _described(data: Mapping[str, Any]) -> str:
    text = label(str(data.get("text", "")))
    return f"“{text[:_LONGEST_NAME]}{'…' if len(text) > _LONGEST_NAME else ''}”"
