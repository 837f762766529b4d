"""The rows of the figures pane: a heading for each thing that is counted, below it its figures with their owners."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.knowledge.owner_looks import OwnerLook, owner_key, owner_looks
from gui.signs import STANCE_SIGNS
from gui.text import isolated, label
from storage.citation import figure_text, short_name
from storage.dates import display
from storage.errors import DateError
from storage.ledger import Counted, Disagreement, Entry, disagreements
from storage.model import Source, Stance
from storage.origins import Ground
from storage.search import fold

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
SECOND_LINE_ROLE = _Role.UserRole + 1
IS_HEADING_ROLE = _Role.UserRole + 2
WARNING_ROLE = _Role.UserRole + 3
LOOK_ROLE = _Role.UserRole + 4


class FigureModel(QAbstractListModel):
    """Shows groups of figures, or those of them in which every word of a filter stands."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sources: Mapping[str, Source] = {}
        self._groups: Sequence[Counted] = ()
        self._starts: list[int] = []
        self._count = 0
        self._looks: dict[int, dict[str, OwnerLook]] = {}
        self._disagreements: dict[int, tuple[Disagreement, ...]] = {}

    def show(self, groups: Sequence[Counted], sources: Mapping[str, Source], text: str = "") -> None:
        """Show other groups, or the same narrowed to figures that hold every word."""
        self.beginResetModel()
        self._sources = sources
        words = fold(text).split()
        narrowed = (replace(group, entries=_holding(group, words)) for group in groups) if words else groups
        self._groups = [group for group in narrowed if group.entries]
        self._looks, self._disagreements = {}, {}
        self._starts, self._count = [], 0
        for group in self._groups:
            self._starts.append(self._count)
            self._count += 1 + len(group.entries)
        self.endResetModel()

    @property
    def groups(self) -> Sequence[Counted]:
        """Return what is shown."""
        return self._groups

    def group_at(self, row: int) -> int:
        """Return the group that a row belongs to, or -1."""
        return bisect_right(self._starts, row) - 1 if 0 <= row < self._count else -1

    def entry_at(self, row: int) -> Entry | None:
        """Return the figure of a row, None for a heading."""
        group = self.group_at(row)
        place = row - self._starts[group] - 1 if group >= 0 else -1
        return self._groups[group].entries[place] if place >= 0 else None

    def row_of(self, group: int, place: int = -1) -> int:
        """Return the row of a figure by its place in its group, or of the group's heading."""
        return self._starts[group] + 1 + place

    def row_of_entry(self, entry: Entry | None, counted: str, unit: str) -> int:
        """Return the row of a figure as it was shown before, or of its group's heading, or -1."""
        for number, group in enumerate(self._groups):
            if (fold(group.counted), fold(group.unit)) == (fold(counted), fold(unit)):
                places = (place for place, each in enumerate(group.entries) if entry is not None and each == entry)
                return self.row_of(number, next(places, -1))
        return -1

    def looks(self, group: int) -> dict[str, OwnerLook]:
        """Return the looks of a group's owners."""
        if group not in self._looks:
            self._looks[group] = owner_looks(self._groups[group].entries)
        return self._looks[group]

    def disagreements(self, group: int) -> tuple[Disagreement, ...]:
        """Return where the owners of a group's figures differ by more than a factor of two."""
        if group not in self._disagreements:
            self._disagreements[group] = disagreements(self._groups[group].entries)
        return self._disagreements[group]

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of headings and figures."""
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Return what is shown of a row, in two lines, and what a screen reader says of it."""
        group = self.group_at(index.row())
        if group < 0:
            return None
        entry = self.entry_at(index.row())
        if role == IS_HEADING_ROLE:
            return entry is None
        if entry is None:
            return self._heading(group, role)
        if role == _Role.DisplayRole:
            return first_line(entry)
        if role == SECOND_LINE_ROLE:
            return self._owner_line(entry)
        if role == LOOK_ROLE:
            return self.looks(group).get(owner_key(entry))
        if role in (_Role.AccessibleTextRole, _Role.ToolTipRole):
            return self.words(entry) if role == _Role.AccessibleTextRole else None
        return None

    def words(self, entry: Entry) -> str:
        """Return a figure with its owner in one line."""
        return f"{with_stance(entry, label(entry.text))}: {self._owner_line(entry)}; {label(entry.event_title)}"

    def _heading(self, group: int, role: int) -> object:
        counted, differ = self._groups[group], bool(self.disagreements(group))
        name = label(" ".join(filter(None, (counted.counted, f"({counted.unit})" if counted.unit else ""))))
        name = name or "not said what"
        owners = len({owner_key(entry) for entry in counted.entries if entry.is_claimed})
        count = len(counted.entries)
        line = f"{count:,} figure{'s' * (count > 1)}"
        line += f" · {owners:,} owners" if owners > 1 else ""
        if role == _Role.DisplayRole:
            return name
        if role == SECOND_LINE_ROLE:
            return line
        if role == WARNING_ROLE:
            return "≠ more than twice apart" if differ else ""
        if role == _Role.AccessibleTextRole:
            return f"{name}, {line}" + (", they differ by more than a factor of two" if differ else "")
        return None

    def _owner_line(self, entry: Entry) -> str:
        source = self._sources.get(entry.source)
        outlet = label(short_name(source)) if source is not None else ""
        parts = [isolated(label(entry.owner)), when_words(entry)]
        if outlet and fold(outlet) != fold(entry.owner):
            parts.append(isolated(outlet))
        return " · ".join(filter(None, parts))


def first_line(entry: Entry) -> str:
    """Return a figure without what is counted, which its heading says; a stance that is no assertion stands first."""
    return with_stance(entry, label(figure_text(replace(entry.figure, counted=""))) or label(entry.text))


def with_stance(entry: Entry, number: str) -> str:
    """Return a number with the stance in which it was given: one that is denied is not that of who denies it."""
    if entry.stance is Stance.ASSERTS:
        return number
    sign, word = STANCE_SIGNS[entry.stance]
    return f"{sign} {word}: {number}"


def when_words(entry: Entry) -> str:
    """Return when a figure was given, in words."""
    if entry.saying.ground is Ground.PUBLISHED:
        return "with its source"
    if entry.saying.ground is Ground.UNDATED:
        return "not dated"
    try:
        return display(entry.said, short=True)
    except DateError:
        return label(entry.said)


def _holding(group: Counted, words: Sequence[str]) -> tuple[Entry, ...]:
    head = fold(f"{group.counted} {group.unit}")
    return tuple(
        entry
        for entry in group.entries
        if all(word in head or word in fold(f"{entry.text} {entry.owner} {entry.event_title}") for word in words)
    )
