"""The menus that open where an event or an empty place is: what can be done there, made from the window's actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from gui import dialogs
from gui.step_words import shortened, these
from gui.text import label
from storage.changes import PutEvent
from storage.errors import TimelineError

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from gui.timeline.view import TimelineView
    from storage.model import Category


class ContextMenus:
    """Opens the menus of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id: the menus have no actions of their own."""
        return {}

    def connect(self) -> None:
        """Open the menu of rows of the list."""
        self._window.event_list.table.menu_wished.connect(self.open_for_events)

    def take_timeline(self, timeline: TimelineView) -> None:
        """Open menus on the timeline, now that it is there."""
        timeline.canvas.hands.menu_wished.connect(self._open)

    def open_for_events(self, where: QPoint) -> None:
        """Open the menu of the marked events."""
        if not self._window.reading.marked:
            return
        menu = self._menu("Event")
        self._add(menu, "edit_event", "star")
        self._add_categories(menu.addMenu("C&ategory"))
        menu.addSeparator()
        self._add(menu, "duplicate", "cut", "copy", "copy_citation", "paste")
        menu.addSeparator()
        chosen = self._window.reading.selected
        menu.addAction("&Zoom to it").triggered.connect(lambda: self._window.commands.views.fit_event(chosen))
        menu.addSeparator()
        self._add(menu, "remove_event")
        menu.popup(where)

    def open_for_place(self, when: str, where: QPoint) -> None:
        """Open the menu of an empty place, a date; "" for one that has none."""
        menu = self._menu("Timeline")
        if when:
            entry = menu.addAction("&Add event here…")
            entry.triggered.connect(lambda: self._window.commands.moving.begin_at(when))
            entry.setEnabled(not self._window.document.read_only)
        self._add(menu, "paste", "select_all")
        menu.addSeparator()
        self._add(menu, "go_to", "fit")
        menu.popup(where)

    def _open(self, event_id: str, when: str, where: QPoint) -> None:
        reading = self._window.reading
        if not event_id:
            self.open_for_place(when, where)
            return
        if event_id not in reading.marked:
            reading.select(event_id)
        self.open_for_events(where)

    def _menu(self, name: str) -> QMenu:
        menu = QMenu(name, self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("contextMenu")
        self._window.menus.keep_keys(menu)
        return menu

    def _add(self, menu: QMenu, *names: str) -> None:
        actions = self._window.actions_by_id
        menu.addActions([actions[name] for name in names])

    def _add_categories(self, menu: QMenu) -> None:
        self._window.menus.keep_keys(menu)
        story, events = self._window.document.story, self._window.reading.marked_events
        now = {event.category for event in events}
        for category in story.categories if story is not None else ():
            entry = menu.addAction(label(category.name or category.id).replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(now == {category.id})
            entry.triggered.connect(lambda _on=False, category=category: self._categorise(category))
        menu.addSeparator()
        entry = menu.addAction("&None")
        entry.setCheckable(True)
        entry.setChecked(now == {""})
        entry.triggered.connect(lambda: self._categorise(None))
        menu.setEnabled(not self._window.document.read_only)

    def _categorise(self, category: Category | None) -> None:
        window, category_id = self._window, category.id if category is not None else ""
        events = [event for event in window.reading.marked_events if event.category != category_id]
        if not events:
            return
        name = f"Put {shortened(these(events))} into {shortened(label(category.name))}" if category else ""
        changes = [PutEvent(replace(event, category=category_id)) for event in events]
        try:
            window.document.apply(changes, name or f"Take {shortened(these(events))} out of its category")
        except TimelineError as error:
            dialogs.show_error(window, "The category was not changed", str(error), window.theme)
