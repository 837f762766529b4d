"""Ask for what pages as pictures need: the form, the resolution, which pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QSpinBox, QWidget

from gui.dialogs import Buttons, WordsDialog, form_label
from gui.printing.dialog_fields import combo
from gui.printing.job import Figures, Job, Plan
from gui.printing.pdf import Bookmark, Link, Spot
from gui.printing.pictures import LEAST_DPI, MOST_AREA_PX, MOST_DPI
from gui.theme import Theme

_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class PictureWish:
    """Which pages to write, and how; `job` has those pages only."""

    job: Job
    ending: str
    dpi: float

    def names(self, path: Path) -> Sequence[Path]:
        """Return the files that are written."""
        if self.job.pages == 1:
            return (path,)
        return [path.with_name(f"{path.stem}-{page + 1}{path.suffix}") for page in range(self.job.pages)]


class PictureDialog(WordsDialog):
    """Asks; `wished` carries a `PictureWish`."""

    wished = Signal(object)

    def __init__(self, parent: QWidget, job: Job, page: int, theme: Theme) -> None:
        super().__init__(parent, "Save as picture", "Save as picture", theme)
        self.setObjectName("pictureDialog")
        self._job, self._page = job, page
        self.kind = combo("Form", ((".png", "PNG image"), (".svg", "SVG drawing, text as text")))
        self.dpi = QSpinBox()
        self.dpi.setAccessibleName("Resolution")
        self.dpi.setRange(LEAST_DPI, MOST_DPI)
        self.dpi.setSingleStep(50)
        self.dpi.setSuffix(" dots an inch")
        self.dpi.setValue(300)
        pages = [("page", f"Page {page + 1}")]
        if job.pages > 1:
            pages.insert(0, ("all", f"All {job.pages:,} pages, a file each"))
        self.pages = combo("Pages", pages)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(form_label("&Form", self.kind), self.kind)
        form.addRow(form_label("&Resolution", self.dpi), self.dpi)
        form.addRow(form_label("&Pages", self.pages), self.pages)
        self.column.addLayout(form)
        self.size_words = self.add_words("", "muted", selectable=False)
        box = self.add_buttons(Buttons.Cancel)
        self.save = box.addButton("Save…", QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setDefault(True)
        for each in (self.kind, self.pages):
            each.currentIndexChanged.connect(self._show)
        self.dpi.valueChanged.connect(self._show)
        self._show()

    def accept(self) -> None:
        """Tell the wish."""
        job = self._job if self.pages.currentData() == "all" else Job((_OnePage(*self._job.at(self._page)),))
        wish = PictureWish(job, str(self.kind.currentData()), float(self.dpi.value()))
        super().accept()
        self.wished.emit(wish)

    def _show(self) -> None:
        is_png = self.kind.currentData() == ".png"
        self.dpi.setEnabled(is_png)
        page = range(self._job.pages) if self.pages.currentData() == "all" else (self._page,)
        dots = self.dpi.value() / _MM_PER_INCH
        wide, high = max((self._job.page_size_mm(each) for each in page), key=lambda size: size[0] * size[1])
        is_fit = not is_png or wide * high * dots * dots <= MOST_AREA_PX
        size = f"{round(wide * dots):,} × {round(high * dots):,} pixels a page"
        words = f"{size}." if is_fit else f"{size}: too many for one picture."
        self.size_words.setText(words if is_png else "Drawn in lines and letters: sharp at any size.")
        self.save.setEnabled(is_fit)


class _OnePage:
    """One page of a plan as a plan of its own, for a picture: it has no links."""

    def __init__(self, plan: Plan, page: int) -> None:
        self._plan, self._page = plan, page
        self.kind, self.pages, self.warnings = plan.kind, 1, plan.warnings

    def page_size_mm(self, page: int) -> tuple[float, float]:
        """Return the size of the page."""
        return self._plan.page_size_mm(self._page)

    def figures(self) -> Figures:
        """Return the figures of the whole plan."""
        return self._plan.figures()

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint the page."""
        self._plan.paint(painter, self._page)

    def links(self, page: int) -> Sequence[Link]:
        """Return none."""
        return ()

    def anchors(self) -> Mapping[str, Spot]:
        """Return none."""
        return {}

    def bookmarks(self) -> Sequence[Bookmark]:
        """Return none."""
        return ()
