"""The right side of the print dialog: the figures of the job, its preview, and what turns pages and zooms."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QSpinBox, QToolButton, QVBoxLayout, QWidget

from gui.dialogs import plain_label
from gui.icons import drawn_icon
from gui.printing.dialog_fields import Segments
from gui.printing.figure_words import details, headline
from gui.printing.job import Job
from gui.printing.preview import STEP, Preview
from gui.printing.preview_leaves import Zoom
from gui.text import label
from gui.theme import Theme

_MOST_WARNINGS = 3
_ROOMY_PX = 520
_BAR_SPACING_PX = 6
_BAR_EDGE_PX = 14


class PreviewPane(QWidget):
    """Shows a job with its figures, or a sentence on why there is none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.preview = Preview(theme)
        self._figures()
        self._bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.figures)
        column.addWidget(self.preview, 1)
        column.addWidget(self.bar)
        self.preview.turned.connect(self._show_page)
        self.preview.zoomed.connect(self._show_zoom)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_job(Job(()))

    def show_job(self, job: Job, *, zoom: Zoom | None = None) -> None:
        """Show a job."""
        self.preview.show_job(job, zoom=zoom)
        self.headline.setText(label(headline(job)) if job.plans else "")
        self.details.setText(_lines(details(job)) if job.plans else "")
        self.problem.hide()
        warnings = [*job.warnings[:_MOST_WARNINGS]]
        if len(job.warnings) > _MOST_WARNINGS:
            warnings.append(f"{len(job.warnings) - _MOST_WARNINGS} more to know.")
        self.warnings.setText(_lines("\n".join(f"⚠  {words}" for words in warnings)))
        self.warnings.setVisible(bool(warnings))
        self.page_box.setRange(1, max(job.pages, 1))
        self.of.setText(f"of {job.pages:,}")
        self._show_page(self.preview.page)
        self._show_zoom()

    def show_problem(self, sentence: str) -> None:
        """Say why there is nothing to print; the pages from before stay, paler."""
        self.preview.set_stale(True)
        self.headline.setText("")
        self.details.setText("")
        self.warnings.hide()
        self.problem.setText(label(sentence))
        self.problem.show()

    def show_progress(self, words: str) -> None:
        """Say what is being planned; the pages from before stay, paler."""
        self.preview.set_stale(True)
        self.problem.hide()
        self.headline.setText(words)

    # Building

    def _figures(self) -> None:
        self.figures = QFrame()
        self.figures.setObjectName("printFigures")
        self.headline = plain_label(selectable=True)
        self.headline.setObjectName("printHeadline")
        self.details = plain_label(role="muted", selectable=True)
        self.details.setObjectName("printDetails")
        self.problem = plain_label(role="error", selectable=True)
        self.problem.setObjectName("printProblem")
        self.warnings = plain_label(selectable=True)
        self.warnings.setObjectName("printWarnings")
        column = QVBoxLayout(self.figures)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(3)
        for part in (self.headline, self.details, self.problem, self.warnings):
            column.addWidget(part)

    def _bar(self) -> None:
        self.bar = QFrame()
        self.bar.setObjectName("printBar")
        self.back = _tool("Page before (PgUp)")
        self.forward = _tool("Next page (PgDn)")
        self.page_box = QSpinBox()
        self.page_box.setAccessibleName("Page")
        self.page_box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.page_box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page_box.setKeyboardTracking(False)
        self.of = QLabel()
        self.of.setProperty("role", "muted")
        self.zooms = Segments(
            ((Zoom.ALL.value, "&All"), (Zoom.PAGE.value, "Pag&e"), (Zoom.WIDTH.value, "&Width"), (Zoom.FREE.value, "")),
            "Zoom",
        )
        self.zooms.button(Zoom.FREE.value).hide()
        self.smaller = _tool("Smaller (−)", "−")
        self.larger = _tool("Larger (+)", "+")
        self.share = QLabel()
        self.share.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.share.setProperty("role", "muted")
        self.bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(_BAR_EDGE_PX, 6, _BAR_EDGE_PX, 6)
        row.setSpacing(_BAR_SPACING_PX)
        for part in (self.back, self.page_box, self.of, self.forward):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.zooms)
        row.addSpacing(8)
        for part in (self.smaller, self.share, self.larger):
            row.addWidget(part)
        self.back.clicked.connect(lambda: self.preview.go_to(self.preview.page - 1))
        self.forward.clicked.connect(lambda: self.preview.go_to(self.preview.page + 1))
        self.page_box.valueChanged.connect(lambda page: self.preview.go_to(page - 1))
        self.zooms.chosen.connect(lambda zoom: self.preview.set_zoom(Zoom(zoom)))
        self.smaller.clicked.connect(lambda: self.preview.zoom_by(1 / STEP))
        self.larger.clicked.connect(lambda: self.preview.zoom_by(STEP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what keys do as well where there is little room."""
        super().resizeEvent(event)
        width_px = event.size().width()
        for part in (self.smaller, self.share, self.larger):
            part.setVisible(width_px >= _ROOMY_PX)
        # No button shows half of its word, whatever the size of letters.
        shown = (self.back, self.page_box, self.forward, self.zooms)
        room_px = width_px - 2 * _BAR_EDGE_PX - sum(map(_needed_px, shown))
        self.zooms.setVisible(room_px >= 0)
        self.of.setVisible(not 0 <= room_px < _needed_px(self.of))

    # Following

    def _show_page(self, page: int) -> None:
        pages = self.preview.job.pages
        self.page_box.blockSignals(True)
        self.page_box.setValue(page + 1)
        self.page_box.blockSignals(False)
        self.back.setEnabled(page > 0)
        self.forward.setEnabled(page < pages - 1)
        self.preview.setAccessibleDescription(f"Page {page + 1} of {pages}")
        self._show_share()

    def _show_zoom(self) -> None:
        self.zooms.set_value(self.preview.zoom.value)
        self._show_share()

    def _show_share(self) -> None:
        self.share.setText(f"{self.preview.share:.0%}")

    def _restyle(self) -> None:
        font = QFont(self.font())
        font.setPointSizeF(self.font().pointSizeF() * 1.12)
        font.setBold(True)
        self.headline.setFont(font)
        self.share.setMinimumWidth(QFontMetrics(self.font()).horizontalAdvance("1000%"))
        self.page_box.setFixedWidth(QFontMetrics(self.font()).horizontalAdvance("00000") + 24)
        self.back.setIcon(drawn_icon("back", self._theme.palette))
        self.forward.setIcon(drawn_icon("forward", self._theme.palette))


def _lines(text: str) -> str:
    return "\n".join(label(line) for line in text.split("\n"))


def _tool(explained: str, text: str = "") -> QToolButton:
    button = QToolButton()
    button.setProperty("role", "button")
    button.setText(text)
    button.setToolTip(explained)
    button.setAccessibleName(explained.partition(" (")[0])
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setIconSize(QSize(16, 16))
    button.setAutoRepeat(True)
    return button


def _needed_px(part: QWidget) -> int:
    # The hint of a box does not tell of a width that was fixed.
    return max(part.sizeHint().width(), part.minimumWidth()) + _BAR_SPACING_PX + 2
