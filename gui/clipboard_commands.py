"""What cut, copy, paste and duplicate do to a window: with texts where a text has the focus, and with events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from gui import dialogs
from gui.step_words import shortened, these
from gui.work import Work
from storage.changes import Change, PutEvent, RemoveEvent
from storage.errors import TimelineError
from storage.model import Event

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from storage.clipping import Clipping

_LONG_BYTES = 300_000
"""A clipboard with more is read beside the window."""
_LONGEST_LINE = 10_000
_Field = QLineEdit | QTextEdit | QPlainTextEdit


class ClipboardCommands:
    """The commands of one window that take events to the clipboard and back."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._reading = Work(window)
        self._reading.finished.connect(self._put)
        self._reading.failed.connect(lambda error: self._refuse(str(error)))

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id."""
        return {
            "cut": self._cut,
            "copy": self._copy,
            "paste": self._paste,
            "duplicate": self._duplicate,
            "select_all": self._select_all,
        }

    def connect(self) -> None:
        """Keep the actions in step with the story."""
        document, reading = self._window.document, self._window.reading
        for signal in (document.opened, document.access_changed, reading.marked_changed):
            signal.connect(self.refresh)
        document.closing.connect(self._give_up)
        self.refresh()

    def refresh(self) -> None:
        """Show what can be done now."""
        events = bool(self._window.reading.marked) and not self._window.document.read_only
        self._window.actions_by_id["duplicate"].setEnabled(events)

    def _select_all(self) -> None:
        field = _field_with_focus()
        if field is not None:
            field.selectAll()
        else:
            self._window.reading.mark_all()

    def _copy(self) -> None:
        window, field, page = self._window, _field_with_focus(), self._window.detail.page
        if field is not None and field is not page:
            field.copy()
        elif page.textCursor().hasSelection() and not self._is_among_events():
            page.copy()
        elif window.reading.marked:
            self._copy_events()

    def _is_among_events(self) -> bool:
        focus = QApplication.focusWidget()
        panes = (self._window.event_list.table, self._window.place)
        return focus is not None and any(pane is focus or pane.isAncestorOf(focus) for pane in panes)

    def _copy_events(self) -> None:
        """Copy the marked events as they are shown: of what was not said by then nothing is taken along."""
        if shown := self._shown("copied"):
            self._put_on_clipboard(shown, shown)
            then = ", as known then" if self._window.reading.knowing.as_of_s is not None else ""
            self._window.document.told.emit(f"Copied {shortened(these(shown))}{then}")

    def _shown(self, done: str) -> list[Event]:
        """Return what is shown of the marked events; say so where that is nothing of any of them."""
        reading = self._window.reading
        shown = [event for event in map(reading.knowing.known, reading.marked_events) if event is not None]
        if reading.marked and not shown:
            self._window.document.told.emit(f"Nothing of this was known then, so nothing was {done}.")
        return shown

    def _put_on_clipboard(self, events: Sequence[Event], shown: Sequence[Event]) -> None:
        """Put events on the clipboard in our own form, and in words what is shown of them."""
        from storage.clipping import MIME, clipping_of, to_json
        from storage.clipping_words import in_words

        file = self._window.document.file
        if file is None:
            return
        cited = clipping_of(shown, file.source, file.story).sources
        data = QMimeData()
        data.setData(MIME, to_json(clipping_of(events, file.source, file.story)))
        data.setText(in_words(shown, {source.id: source for source in cited}))
        QGuiApplication.clipboard().setMimeData(data)

    def _cut(self) -> None:
        field, window = _field_with_focus(), self._window
        if field is not None:
            field.cut()
        elif window.document.read_only:
            window.document.told.emit("This story cannot be edited here, so nothing was cut.")
        elif shown := self._shown("cut"):
            # They move with all that the story has of them; the words for other programs tell what is shown.
            events = window.reading.marked_events
            self._put_on_clipboard(events, shown)
            window.document.told.emit(f"Copied {shortened(these(shown))}")
            changes = [RemoveEvent(event.id) for event in events]
            self._attempt("Nothing was cut", changes, f"Cut {these(events)}")

    def _duplicate(self) -> None:
        from storage.clipping import duplicated

        events = self._window.reading.marked_events
        if events:
            copies = duplicated(events)
            changes = [PutEvent(event) for event in copies]
            if self._attempt("Nothing was duplicated", changes, f"Duplicate {these(events)}"):
                self._window.reading.mark(event.id for event in copies)

    # Pasting

    def _paste(self) -> None:
        from storage.clipping import MIME, MOST_BYTES, from_json

        field = _field_with_focus()
        data = QGuiApplication.clipboard().mimeData()
        if field is not None:
            field.paste()
        elif self._window.document.read_only:
            self._refuse("This story cannot be edited here.")
        elif data is None or not data.hasFormat(MIME):
            self._paste_text(data.text() if data is not None else "")
        else:
            content = bytes(data.data(MIME).data()[: MOST_BYTES + 1])
            if len(content) > _LONG_BYTES:
                self._window.document.told.emit("Reading the clipboard…")
                self._reading.start(lambda _progress: from_json(content))
                return
            try:
                clipping = from_json(content)
            except TimelineError as error:
                self._refuse(str(error))
            else:
                self._put(clipping)

    def _put(self, clipping: Clipping) -> None:
        """Put the events of a clipping into the story, as one step, and mark them."""
        from storage.clipping import has_local_times, pasted

        window, story = self._window, self._window.document.story
        if story is None:
            return
        found = pasted(clipping, story, window.document.sources)
        if not self._attempt("Nothing was pasted", found.changes, f"Paste {these(clipping.events)}"):
            return
        window.reading.mark(found.event_ids)
        words = f"Pasted {shortened(these(clipping.events))}"
        if clipping.time_zone != story.time_zone and has_local_times(clipping):
            words += f" — times in it counted in {clipping.time_zone}, here they count in {story.time_zone}"
        window.document.told.emit(words)

    def _paste_text(self, text: str) -> None:
        """Begin to enter a line of text as an event; of several lines, show what each of them would give."""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if not lines:
            self._refuse("The clipboard holds neither events nor text.")
        elif len(lines) > 1 or "\t" in text:
            self._window.commands.tables.preview(text)
        elif len(lines[0]) > _LONGEST_LINE:
            self._refuse(f"The clipboard’s line has more than {_LONGEST_LINE:,} characters: no event has such.")
        else:
            self._window.commands.entries.begin(lines[0])

    def _give_up(self) -> None:
        self._reading.cancel()

    def _refuse(self, why: str) -> None:
        dialogs.show_error(self._window, "Nothing was pasted", why, self._window.theme)

    def _attempt(self, heading: str, changes: Sequence[Change], name: str) -> bool:
        """Make changes as one step and tell whether they were made; say in words why not."""
        try:
            self._window.document.apply(changes, name)
        except TimelineError as error:
            dialogs.show_error(self._window, heading, str(error), self._window.theme)
            return False
        return True


def _field_with_focus() -> _Field | None:
    """Return the field that has the focus, in which these commands mean its text; one only read is none."""
    focus = QApplication.focusWidget()
    if isinstance(focus, QLineEdit):
        return focus
    return focus if isinstance(focus, QTextEdit | QPlainTextEdit) and not focus.isReadOnly() else None
