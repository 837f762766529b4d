"""The menu bar, made from the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QMenuBar

from gui.actions import ACTIONS, MENUS, SUBMENUS
from gui.samples import SAMPLES, Sample
from gui.settings import Settings
from gui.text import one_line, tooltip
from gui.theme import Theme


class _OwnKeys(QObject):
    """Keeps an open menu's letters for its access keys: the window hears the same letters as shortcuts."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier):
                event.accept()
                return True
        return False


class Menus:
    """Fills a menu bar; the recent files and the tick at the theme are read when their menu opens."""

    def __init__(
        self,
        bar: QMenuBar,
        actions: Mapping[str, QAction],
        settings: Settings,
        theme: Theme,
        open_file: Callable[[Path], None],
        open_sample: Callable[[Sample], None],
    ) -> None:
        self._actions = actions
        self._settings = settings
        self._theme = theme
        self._open_file = open_file
        self._own_keys = _OwnKeys(bar)
        self.submenus: dict[str, QMenu] = {}
        for name, title in MENUS:
            self._fill(bar.addMenu(title), name)
        for place, name in SUBMENUS.items():
            self._fill(self.submenus[place], name)
        for sample in SAMPLES:
            entry = self.submenus["open_sample"].addAction(sample.title)
            entry.triggered.connect(lambda _checked=False, sample=sample: open_sample(sample))
        for submenu in self.submenus.values():
            submenu.installEventFilter(self._own_keys)
        self.submenus["open_recent"].setToolTipsVisible(True)
        self.submenus["open_recent"].aboutToShow.connect(self._list_recent)
        self.submenus["theme"].aboutToShow.connect(self._tick_theme)
        self._list_recent()

    def keep_keys(self, menu: QMenu) -> None:
        """Keep another menu's letters for its access keys while it is open."""
        menu.installEventFilter(self._own_keys)

    def _fill(self, menu: QMenu, name: str) -> None:
        menu.installEventFilter(self._own_keys)
        group = 0
        for spec in ACTIONS:
            if spec.menu != name:
                continue
            if group and spec.group != group:
                menu.addSeparator()
            group = spec.group
            if spec.submenu:
                self.submenus[spec.id] = menu.addMenu(spec.text)
            else:
                menu.addAction(self._actions[spec.id])

    def _list_recent(self) -> None:
        menu = self.submenus["open_recent"]
        menu.clear()
        for path in self._settings.recent_files:
            entry = menu.addAction(one_line(path.name).replace("&", "&&"))
            entry.setToolTip(tooltip(str(path)))
            entry.triggered.connect(lambda _checked=False, path=path: self._open_file(path))
        if menu.isEmpty():
            menu.addAction("No story yet").setEnabled(False)
            return
        menu.addSeparator()
        menu.addAction("&Clear").triggered.connect(self._settings.clear_recent_files)

    def _tick_theme(self) -> None:
        self._actions[f"theme_{self._theme.mode}"].setChecked(True)
