"""The sources of a story as rows of a table: what each is, and how many events cite it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from gui.text import label, one_line
from storage.citation import citation
from storage.model import Source

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_HEADINGS = ("Source", "Events")


class SourceModel(QAbstractTableModel):
    """The sources that a filter lets through; the counts may come later."""

    def __init__(self) -> None:
        super().__init__()
        self._sources: list[Source] = []
        self._row_of: dict[str, int] = {}
        self._counts: Mapping[str, int] | None = None

    def show_sources(self, sources: list[Source]) -> None:
        """Show other sources."""
        self.beginResetModel()
        self._sources = sources
        self._row_of = {source.id: row for row, source in enumerate(sources)}
        self.endResetModel()

    def show_counts(self, counts: Mapping[str, int] | None) -> None:
        """Show how many events cite each source; None while that is not known."""
        self._counts = counts
        if self._sources:
            self.dataChanged.emit(self.index(0, 1), self.index(len(self._sources) - 1, 1))

    def source(self, row: int) -> Source:
        """Return the source of a row."""
        return self._sources[row]

    def row_of(self, source_id: str) -> int:
        """Return the row of a source, or -1."""
        return self._row_of.get(source_id, -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of sources."""
        return 0 if parent.isValid() else len(self._sources)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return 2: the citation and the count."""
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's heading."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADINGS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole and section == 0:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        source = self._sources[index.row()]
        if index.column() == 0:
            shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return shown_source(source) if role in shown else None
        if role == Qt.ItemDataRole.DisplayRole:
            return "…" if self._counts is None else f"{self._counts.get(source.id, 0):,}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


def shown_source(source: Source) -> str:
    """Return a source as a line or a list shows it: its citation without a full stop."""
    return label(one_line(citation(source)).rstrip("."))
