"""What every part of the event form is handed: the story, the words that it knows, and how dates are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

from gui.document import Document
from gui.editor.form_fields import WhenField
from gui.editor.habits import habits_of
from gui.editor.vocabularies import Vocabularies
from gui.settings import Settings
from gui.theme import Theme
from storage.dates.typed import Habits
from storage.model import Source
from storage.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class FormTools:
    """The same for all fields of one window's form."""

    document: Document
    settings: Settings
    theme: Theme
    vocabularies: Vocabularies
    keep_source: Callable[[Source], object]
    """Changes a source of the story for every event that cites it."""

    @property
    def words(self) -> Vocabulary:
        """Return what the story already says."""
        return self.vocabularies.current

    def habits(self) -> Habits:
        """Return how the story's author writes dates."""
        return habits_of(self.document, self.settings)

    def date_field(self, name: str) -> WhenField:
        """Return a field for a date, which remembers the day that relative words are counted from."""
        return WhenField(name, self.habits, self.theme, self._remember)

    def _remember(self, basis: str) -> None:
        self.document.counted_from = basis


def tab_stops(root: QWidget) -> list[QWidget]:
    """Return where Tab stops in a widget, in the order in which one reads, whenever its parts were made.

    Qt's own chain is no help: it leaves a field that is the focus proxy of several others where it is.
    """
    return [widget for widget in _in_reading_order(root) if is_stop(widget) and widget.isVisibleTo(root)]


def is_stop(widget: QWidget) -> bool:
    """Tell whether Tab may stop at a widget."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()


def _in_reading_order(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea) and (content := widget.widget()) is not None:
        yield from _in_reading_order(content)
        return
    layout = widget.layout()
    # What is a stop itself has inner parts of its own.
    if layout is None or widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        assert item is not None
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _in_reading_order(widget)
        elif inner is not None:
            yield from _in_layout(inner)
