"""A list in groups that fold: a tree of two levels whose keys leave letters to the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from gui.knowledge.group_delegate import GroupDelegate
from gui.knowledge.groups import Entry, Group, GroupModel, More
from gui.reader.keys import menu_asked_for, types_letter
from gui.theme import Theme


class GroupList(QTreeView):
    """Shows groups of entries; `chosen` and `activated_entry` carry an Entry, `menu_wished` a place on the screen.

    `chosen` tells of the one that keys or a click go to, `activated_entry` of Enter or a double click on one. What is
    chosen, folded and shown further stays so when the groups come anew.
    """

    chosen = Signal(object)
    activated_entry = Signal(object)
    menu_wished = Signal(QPoint)

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._groups = GroupModel(self)
        self._rows = GroupDelegate(theme, self)
        self._folded: set[str] = set()
        self._following = False
        self._width = 0
        self.setAccessibleName(name)
        self.setModel(self._groups)
        self.setItemDelegate(self._rows)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.collapsed.connect(lambda index: self._fold(index, folded=True))
        self.expanded.connect(lambda index: self._fold(index, folded=False))
        self.selectionModel().currentChanged.connect(self._tell)
        theme.changed.connect(self.restyle)
        self.restyle()

    @property
    def current(self) -> Entry | None:
        """Return the chosen entry."""
        shown = self._groups.shown(self.currentIndex())
        return shown if isinstance(shown, Entry) else None

    @property
    def groups(self) -> tuple[Group, ...]:
        """Return the groups that are shown."""
        return self._groups.groups

    def show_by(self, step: int) -> None:
        """Show so many entries of each group at first, and as many more at a time."""
        self._groups.step = step

    def start_anew(self) -> None:
        """Forget what was chosen, folded and shown further: the story is another one."""
        self._folded.clear()
        self._groups.forget()
        self.set_groups(())

    def set_groups(self, groups: Sequence[Group]) -> None:
        """Show groups; the chosen entry stays so where it is still there, or else the one that came to its place."""
        current, here = self.current, self.currentIndex()
        group = self._groups.shown(here.parent() if here.parent().isValid() else here)
        place = (group.key, here.row(), here.parent().isValid()) if isinstance(group, Group) else None
        scrolled_px = self.verticalScrollBar().value()
        self._following = True
        self._rows.forget()
        self._groups.set_groups(groups)
        for row, one in enumerate(self._groups.groups):
            self.setExpanded(self._groups.index(row, 0), one.key not in self._folded)
        there = self._groups.find(current.key) if current is not None else QModelIndex()
        if not there.isValid() and place is not None:
            there = self._near(*place)
        if there.isValid():
            self.setCurrentIndex(there)
        self.verticalScrollBar().setValue(scrolled_px)
        self._following = False

    def choose(self, key: str) -> None:
        """Choose an entry by its key, without telling; an unknown one chooses none."""
        self._following = True
        there = self._groups.find(key) if key else QModelIndex()
        self.setCurrentIndex(there)
        self._following = False

    def choose_first(self) -> None:
        """Choose the first entry where none is chosen."""
        if self.current is not None or not self._groups.groups:
            return
        self.setCurrentIndex(self._groups.index(0, 0, self._groups.index(0, 0)))

    def restyle(self) -> None:
        """Take the theme's colours and the font's sizes."""
        palette = QPalette(self.palette())
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, QColor(self._theme.palette.panel))
        self.setPalette(palette)
        self.setStyleSheet(f"QTreeView {{ background: {self._theme.palette.panel}; border: none; outline: none; }}")
        self._rows.forget()
        self.scheduleDelayedItemsLayout()

    def drawBranches(self, *_: object) -> None:
        """Draw none: a heading has an arrow of its own."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew for another width."""
        super().resizeEvent(event)
        if self.viewport().width() != self._width:
            self._width = self.viewport().width()
            # Afterwards: within the change the view still goes by the old heights.
            QTimer.singleShot(0, self, self.scheduleDelayedItemsLayout)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Fold a group by a click on its heading; show more by one on that row."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and not isinstance(self._groups.shown(index), Entry):
            self._act(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Activate an entry."""
        index = self.indexAt(event.position().toPoint())
        if isinstance(self._groups.shown(index), Entry):
            self._act(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the chosen entry's event."""
        event.accept()
        if self.current is None or not self.current.event_id:
            return
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        below = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu_wished.emit(below if by_keys else event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Activate the chosen row with Enter, and leave letters to the window."""
        keys = [Qt.Key.Key_Return, Qt.Key.Key_Enter]
        if self.current is None:
            keys.append(Qt.Key.Key_Space)
        if event.key() in keys and self.currentIndex().isValid():
            self._act(self.currentIndex())
        elif event.key() == Qt.Key.Key_Down and not self.currentIndex().isValid():
            self.choose_first()
        elif (asked := menu_asked_for(event)) is not None:
            self.contextMenuEvent(asked)
        elif types_letter(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _act(self, index: QModelIndex) -> None:
        shown = self._groups.shown(index)
        if isinstance(shown, Group):
            self.setExpanded(index, not self.isExpanded(index))
        elif isinstance(shown, More):
            group, row = index.parent().row(), index.row()
            self._following = True
            self._groups.show_more(group)
            self._following = False
            self.setCurrentIndex(self._groups.index(row, 0, self._groups.index(group, 0)))
        elif shown is not None:
            self.activated_entry.emit(shown)

    def _near(self, key: str, row: int, is_entry: bool) -> QModelIndex:
        for number, one in enumerate(self._groups.groups):
            if one.key == key:
                heading = self._groups.index(number, 0)
                last = self._groups.rowCount(heading) - 1
                return self._groups.index(min(row, last), 0, heading) if is_entry else heading
        return QModelIndex()

    def _fold(self, index: QModelIndex, *, folded: bool) -> None:
        shown = self._groups.shown(index)
        if isinstance(shown, Group) and not self._following:
            (self._folded.add if folded else self._folded.discard)(shown.key)

    def _tell(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.viewport().update()
        shown = self._groups.shown(index)
        if isinstance(shown, Entry) and not self._following:
            self.chosen.emit(shown)
