"""Sources in the event form: one for a statement, several for an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.dialogs import plain_label
from gui.editor.form_fields import showable
from gui.editor.form_tools import FormTools
from gui.editor.source_picker import SourcePicker
from gui.text import label
from storage.model import Source


class SourceField(QWidget):
    """One source; it gives back the id that was put into it, even of a source that the story does not have."""

    changed = Signal()

    def __init__(self, tools: FormTools, name: str) -> None:
        super().__init__()
        self._document = tools.document
        self._stored = ""
        self._touched = False
        self._entered = ""
        self.picker = SourcePicker(tools.document, tools.vocabularies, tools.theme, self, habits=tools.habits)
        self.picker.edit.setAccessibleName(name)
        self.setFocusProxy(self.picker)
        for button in (self.picker.edit_button, self.picker.use_button):
            button.setProperty("role", "quiet")
        self.missing = plain_label("", "muted")
        self.missing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.picker)
        column.addWidget(self.missing)
        self.picker.edit.installEventFilter(self)
        self.picker.source_edited.connect(tools.keep_source)
        self.picker.changed.connect(self._touch)
        self.picker.edit.textEdited.connect(self._touch)

    @property
    def is_touched(self) -> bool:
        """Tell whether somebody has chosen or typed."""
        return self._touched

    @property
    def words(self) -> str:
        """Return what stands in the line and is no source yet."""
        return "" if self.picker.chosen() or not self._touched else self.picker.edit.text()

    def value(self) -> str:
        """Return the id of the source, "" for none; words in the line are left alone."""
        chosen = self.picker.chosen()
        return (chosen.id if chosen else "") if self._touched else self._stored

    def new_source(self) -> Source | None:
        """Return the source chosen if the story does not have it yet."""
        chosen = self.picker.chosen()
        is_known = chosen is None or any(source.id == chosen.id for source in self._document.sources)
        return None if is_known else chosen

    def set_value(self, source_id: str, made: Mapping[str, Source], words: str = "") -> None:
        """Choose a source, of the story or of those that were `made` in the form."""
        if source_id in made:
            self.picker.set_new(made[source_id])
        else:
            self.picker.set_value(source_id)
        self._stored = source_id
        self._touched = False
        is_missing = bool(source_id) and self.picker.chosen() is None
        self.missing.setText(f"Source {label(showable(source_id))} is not in this story." if is_missing else "")
        self.missing.setVisible(is_missing)
        if words:
            self.picker.edit.setText(showable(words))
            self._touched = True

    def settle(self) -> None:
        """Make a source of the words in the line."""
        if self._touched:
            self.picker.settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the words with which Enter is pressed: it makes a source of them, and no more than that."""
        if watched is self.picker.edit and event.type() == QEvent.Type.KeyPress:
            self._entered = self.words.strip()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from the form where it has just made a source."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        focus = self.window().focusWidget()
        if is_enter and focus is not None and self.picker.card.isAncestorOf(focus):
            self.picker.edit.setFocus()
        elif not (is_enter and self._entered):
            super().keyPressEvent(event)

    def problem(self) -> str:
        """Return what is wrong with a new source, "" for nothing."""
        if self.words.strip():
            return self.picker.problem() or "Choose a source, or clear this line."
        return self.picker.problem()

    def _touch(self, *_: object) -> None:
        self._touched = True
        self.missing.hide()
        self.changed.emit()


class SourcesField(QWidget):
    """The sources of an event: a line for each, and an empty one for the next."""

    changed = Signal()

    def __init__(self, tools: FormTools) -> None:
        super().__init__()
        self._tools = tools
        self._fields: list[SourceField] = []
        self._stored: tuple[str, ...] = ()
        self._has_dropped = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(5)
        # Not while one of them is telling something.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._tidy)
        self.set_value((), {})

    @property
    def fields(self) -> Sequence[SourceField]:
        """Return the lines in their order."""
        return tuple(self._fields)

    def value(self) -> tuple[str, ...]:
        """Return the ids of the sources."""
        if not self._has_dropped and not any(field.is_touched for field in self._fields):
            return self._stored
        return tuple(source for source in (field.value() for field in self._fields) if source)

    def set_value(self, sources: Sequence[str], made: Mapping[str, Source], words: str = "") -> None:
        """Show the sources of an event."""
        self._stored, self._has_dropped = tuple(sources), False
        for field in self.fields:
            self._drop(field)
        for source in sources:
            self._add().set_value(source, made)
        self._add().set_value("", made, words)

    def _tidy(self) -> None:
        """Have one empty line at the end, and no other one that nobody is in."""
        for field in self.fields[:-1]:
            if field.is_touched and not field.picker.edit.text() and not field.picker.edit.hasFocus():
                self._has_dropped = True
                self._drop(field)
        if self._fields[-1].value():
            self._add().set_value("", {})
        self.changed.emit()

    def _add(self) -> SourceField:
        field = SourceField(self._tools, f"Source {len(self._fields) + 1} of the event")
        field.changed.connect(self.changed)
        field.changed.connect(self._later.start)
        field.picker.edit.editingFinished.connect(self._later.start)
        self._column.addWidget(field)
        self._fields.append(field)
        return field

    def _drop(self, field: SourceField) -> None:
        self._fields.remove(field)
        self._column.removeWidget(field)
        field.hide()
        field.deleteLater()
