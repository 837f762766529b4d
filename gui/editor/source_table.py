"""The table of a story's sources, in the look of the event list."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.editor.source_model import SourceModel
from gui.theme import Theme

_MARGIN_PX = 8


class SourceTable(QTableView):
    """Shows a SourceModel; several rows can be selected."""

    def __init__(self, model: SourceModel, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setModel(model)
        self.setAccessibleName("Sources")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, self.fontMetrics().horizontalAdvance("000,000") + 2 * _MARGIN_PX)
        header.setHighlightSections(False)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        palette = self._theme.palette
        small_pt = self.font().pointSizeF() * 0.85
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        self.setStyleSheet(
            f"QTableView {{ background: {palette.paper}; border: 1px solid {palette.rule}; outline: none; }}"
            f"QTableView:focus {{ border: 2px solid {palette.focus}; }}"
            f"QTableView::item {{ padding: 0 {_MARGIN_PX}px; }}"
            f"QTableView::item:selected {{ background: {palette.accent}; color: {palette.on_accent}; }}"
            f"QHeaderView, QHeaderView::section {{ background: {palette.paper}; border: none; }}"
            f"QHeaderView::section {{ color: {palette.muted}; font-size: {small_pt:.1f}pt;"
            f" padding: 5px {_MARGIN_PX}px; border-bottom: 1px solid {palette.rule}; }}"
        )
