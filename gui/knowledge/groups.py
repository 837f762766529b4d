"""What a grouped list shows: groups of entries, each made when somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.text import label
from storage.model import Stance
from storage.standing import StandingKind

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
SHOWN_ROLE = Role.UserRole + 1
"""The Group, Entry or More that a row shows."""
STEP = 60
"""So many entries of a group are shown at first, and as many more each time that more are asked for."""
STEP_OF_MANY = 20
"""The same where a story is large: each of them has to be read."""


class Style(Enum):
    """How a line of an entry is written."""

    TITLE = "title"
    BODY = "body"
    QUOTE = "quote"
    MUTED = "muted"
    STANCE = "stance"


@dataclass(frozen=True, slots=True)
class Line:
    """A text of up to `most` lines on the screen; a longer one ends in dots."""

    text: str
    style: Style = Style.BODY
    most: int = 1
    stance: Stance | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: `aside` stands muted at the right of its first line, `spoken` is what a screen reader says."""

    key: str
    lines: tuple[Line, ...]
    aside: str = ""
    spoken: str = ""
    event_id: str = ""
    statement_id: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading over `count` entries, each made by its place; `standing` gives it a sign, `note` says what it means."""

    key: str
    title: str
    count: int
    entry: Callable[[int], Entry]
    standing: StandingKind | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class More:
    """The row that shows more of a group."""

    left: int
    step: int

    @property
    def text(self) -> str:
        """Return what it offers."""
        return f"Show {min(self.left, self.step):,} more ({self.left:,} left)"


class GroupModel(QAbstractItemModel):
    """Groups with their entries as a tree of two levels."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups: tuple[Group, ...] = ()
        self.step = STEP
        self._limits: dict[str, int] = {}
        self._without_more: set[str] = set()
        self._made: dict[tuple[int, int], Entry] = {}

    def set_groups(self, groups: Sequence[Group]) -> None:
        """Show other groups; of those that were there before as many entries as before."""
        self.beginResetModel()
        self.groups = tuple(groups)
        self._without_more.clear()
        self._made.clear()
        self.endResetModel()

    def forget(self) -> None:
        """Show as many entries of each group as at first."""
        self._limits.clear()

    def show_more(self, group: int) -> None:
        """Show more entries of a group."""
        key, parent, before = self.groups[group].key, self.index(group, 0), self._shown(group)
        left = self.groups[group].count - before
        if left <= self.step:
            self.beginRemoveRows(parent, before, before)
            self._without_more.add(key)
            self.endRemoveRows()
        self.beginInsertRows(parent, before, before + min(left, self.step) - 1)
        self._limits[key] = before + self.step
        self._without_more.discard(key)
        self.endInsertRows()

    def shown(self, index: Index) -> Group | Entry | More | None:
        """Return what a row shows."""
        if not index.isValid():
            return None
        group, row = int(index.internalId()) - 1, index.row()
        if group < 0:
            return self.groups[row]
        if row >= self._shown(group):
            return More(self.groups[group].count - self._shown(group), self.step)
        if (group, row) not in self._made:
            self._made[group, row] = self.groups[group].entry(row)
        return self._made[group, row]

    def find(self, key: str) -> QModelIndex:
        """Return the row of a key among the entries that were looked at so far."""
        for group in range(len(self.groups)):
            for row in range(self._shown(group)):
                one = self._made.get((group, row)) or self.shown(self.index(row, 0, self.index(group, 0)))
                if isinstance(one, Entry) and one.key == key:
                    return self.index(row, 0, self.index(group, 0))
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        """Return the index of a row: the number of its group counts from 1, 0 is a group itself."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Return the group of an entry."""
        group = int(index.internalId()) if index.isValid() else 0
        return self.createIndex(group - 1, 0, 0) if group else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of groups, or of rows under one."""
        if not parent.isValid():
            return len(self.groups)
        if parent.internalId():
            return 0
        group, shown = self.groups[parent.row()], self._shown(parent.row())
        return shown + (shown < group.count and group.key not in self._without_more)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return 1."""
        return 1

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what a row shows, and says."""
        if role not in (Role.DisplayRole, Role.AccessibleTextRole, SHOWN_ROLE):
            return None
        shown = self.shown(index)
        if shown is None or role == SHOWN_ROLE:
            return shown
        if isinstance(shown, Group):
            return ", ".join(filter(None, (shown.title, f"{shown.count:,}", shown.note)))
        if isinstance(shown, More):
            return shown.text
        texts = [line.text for line in shown.lines]
        return label(texts[0]) if role == Role.DisplayRole else shown.spoken or ". ".join(map(label, texts))

    def _shown(self, group: int) -> int:
        one = self.groups[group]
        return min(one.count, self._limits.get(one.key, self.step))
