"""The left column of the print dialog: what is printed, as what, on which paper, in which inks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs import plain_label
from gui.editor.date_field import DateField
from gui.printing.booklet_options import Grouping
from gui.printing.choices import Choices, Style, What
from gui.printing.chosen import known_when
from gui.printing.dialog_fields import Calm, PageFields, Rows, Segments, choose, combo
from gui.printing.dialog_poster import SIZES_PT, PosterFields
from gui.printing.inks import InkMode
from gui.printing.shown import Shown
from gui.text import label
from gui.theme import Theme
from storage.dates.typed import Habits

COLUMN_PX = 340
_BAR_PX = 12
_LONGEST_AUTHOR = 80
_BOTH = "both"
_STYLES = ((Style.POSTER, "&Poster"), (Style.BOOKLET, "&Booklet"), (_BOTH, "Bot&h"), (Style.LIST, "&List"))
_INKS = ((InkMode.COLOUR, "&Colour"), (InkMode.GREY, "&Greys"), (InkMode.MONO, "Blac&k"))
_GROUPINGS = (
    (Grouping.AUTO, "What suits the story"),
    (Grouping.DAY, "Day"),
    (Grouping.MONTH, "Month"),
    (Grouping.YEAR, "Year"),
    (Grouping.CENTURY, "Century"),
    (Grouping.CATEGORY, "Category"),
)


class Column(QScrollArea):
    """Holds the choices; `changed` tells that they may be others."""

    changed = Signal()

    def __init__(self, shown: Shown, habits: Callable[[], Habits], theme: Theme, *, copies: int) -> None:
        super().__init__()
        self.setObjectName("printColumn")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown, self._habits, self._theme, self._copies = shown, habits, theme, copies
        self._usual = Choices()
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(20, 16, 18, 16)
        self._column.setSpacing(8)
        self._sections: dict[Style, QWidget] = {}
        self.pages: dict[Style, PageFields] = {}
        self._build()
        # As wide as the widest of all sections, so that it stays so whichever is shown.
        self.setFixedWidth(max(COLUMN_PX, self._body.minimumSizeHint().width() + _BAR_PX))
        self.setWidget(self._body)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self._be_calm()
        self._connect()

    def minimumSizeHint(self) -> QSize:
        """Need little height: the rest is scrolled to."""
        return QSize(COLUMN_PX, 160)

    # What others use

    def choices(self) -> Choices:
        """Return the choices as they stand."""
        poster = self.poster
        value = self.styles.value
        styles = (Style.POSTER, Style.BOOKLET) if value == _BOTH else (Style(value),)
        first, last = self.from_field.value(), self.to_field.value()
        return Choices(
            styles=styles,
            what=What(str(self.what.currentData())),
            from_=first.edtf if first else "",
            to=last.edtf if last else "",
            pages={style: fields.page() for style, fields in self.pages.items()},
            pages_wide=poster.wide.value(),
            pages_high=poster.high.value(),
            scale=poster.scale_words(),
            overlap_mm=poster.overlap.value(),
            poster_pt=float(poster.text.currentData()),
            booklet_pt=float(self.booklet_text.currentData()),
            list_pt=float(self.list_text.currentData()),
            grouping=Grouping(str(self.grouping.currentData())),
            copies=self.copies.isChecked() and self._copies > 0,
            inks=InkMode(self.inks.value),
            backgrounds=self.backgrounds.isChecked(),
            attach=self.attach.isChecked(),
            author=self.author.text(),
        )

    def show_choices(self, choices: Choices) -> None:
        """Show choices without telling."""
        self.blockSignals(True)
        self.styles.set_value(_BOTH if len(choices.styles) > 1 else choices.styles[0].value)
        choose(self.what, choices.what.value)
        for style, fields in self.pages.items():
            fields.set_page(choices.page(style))
        self.poster.show_choices(choices)
        choose(self.booklet_text, choices.booklet_pt)
        choose(self.list_text, choices.list_pt)
        choose(self.grouping, choices.grouping.value)
        self.copies.setChecked(choices.copies and self._copies > 0)
        self.inks.set_value(choices.inks.value)
        self.backgrounds.setChecked(choices.backgrounds)
        self.attach.setChecked(choices.attach)
        self.author.setText(choices.author)
        self._show_sections()
        self.blockSignals(False)

    def problem(self) -> str:
        """Return what keeps the choices from being printed, as a sentence; "" for nothing."""
        if What(str(self.what.currentData())) is What.RANGE:
            for name, field in (("From", self.from_field), ("To", self.to_field)):
                if field.problem():
                    return f"{name}: {field.problem()}"
            if not self.from_field.text().strip() and not self.to_field.text().strip():
                return "Type the first or the last date of the range."
        return self.poster.scale_problem() if Style.POSTER in self.choices().styles else ""

    # Building

    def _build(self) -> None:
        self.styles = Segments([(str(value), words) for value, words in _STYLES], "Print as")
        self._column.addWidget(self.styles)
        self._what_rows()
        self.poster = PosterFields(self._section(Style.POSTER, "Poster"), self._body)
        self.pages[Style.POSTER] = self.poster.page
        rows = self._section(Style.BOOKLET, "Booklet")
        self.pages[Style.BOOKLET] = PageFields(rows, self._body, rolls=False, binding=True)
        self.grouping = combo("Headings", [(grouping.value, words) for grouping, words in _GROUPINGS])
        rows.add("Headings", self.grouping)
        self.booklet_text = _sizes("Text of the booklet", "Suits the paper")
        rows.add("Text", self.booklet_text)
        self.copies = QCheckBox("Append the texts of offline copies")
        self.copies.setEnabled(self._copies > 0)
        self.copies.setToolTip("" if self._copies else "No source of this story has an offline copy in plain text")
        rows.add_wide(self.copies)
        rows = self._section(Style.LIST, "List")
        self.pages[Style.LIST] = PageFields(rows, self._body, rolls=False, binding=True)
        self.list_text = _sizes("Text of the list", "8.5 pt")
        rows.add("Text", self.list_text)
        self._ink_rows()
        self._column.addStretch(1)

    def _what_rows(self) -> None:
        rows = self._headed("What")
        what = [(What.STORY.value, "The whole story")]
        if self._shown.is_narrow:
            what.append((What.SHOWN.value, f"What is shown ({self._shown.count:,})"))
        if self._shown.view is not None:
            what.append((What.VIEW.value, "The stretch on the screen"))
        what.append((What.RANGE.value, "A range of dates"))
        self.what = combo("What", what)
        rows.add_wide(self.what)
        self.what_words = plain_label("", "muted")
        rows.add_wide(self.what_words)
        self.from_field = DateField(self._habits, self._theme, self._body)
        self.from_field.edit.setAccessibleName("From")
        self.to_field = DateField(self._habits, self._theme, self._body)
        self.to_field.edit.setAccessibleName("To")
        self._range = QWidget()
        inner = Rows(QGridLayout(self._range))
        for words, field in (("From", self.from_field), ("To", self.to_field)):
            inner.add(words, field, high=True)
        rows.add_wide(self._range)

    def _ink_rows(self) -> None:
        rows = self._headed("Ink")
        self.inks = Segments([(mode.value, words) for mode, words in _INKS], "Ink")
        rows.add_wide(self.inks)
        self.backgrounds = QCheckBox("Print backgrounds")
        rows.add_wide(self.backgrounds)
        rows = self._headed("PDF")
        self.author = QLineEdit()
        self.author.setMaxLength(_LONGEST_AUTHOR)
        self.author.setToolTip("Who made it, as the PDF says of itself; nothing is printed of it")
        rows.add("Author", self.author)
        self.attach = QCheckBox("Attach the story’s file")
        self.attach.setToolTip("Paper and data travel together: the story can be opened from the PDF")
        rows.add_wide(self.attach)

    def _section(self, style: Style, words: str) -> Rows:
        rows = self._headed(words)
        self._sections[style] = self._last
        return rows

    def _headed(self, words: str) -> Rows:
        self._last = QWidget()
        column = QVBoxLayout(self._last)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(7)
        heading = QLabel(words)
        heading.setProperty("role", "strong")
        column.addWidget(heading)
        grid = QGridLayout()
        column.addLayout(grid)
        self._column.addWidget(self._last)
        return Rows(grid)

    def _be_calm(self) -> None:
        calm = Calm(self)
        for kind in (QComboBox, *self.poster.kinds):
            for field in self._body.findChildren(kind):
                field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                field.installEventFilter(calm)

    def _connect(self) -> None:
        for segments in (self.styles, self.inks):
            segments.chosen.connect(self._tell)
        for box in (self.what, self.grouping, self.booklet_text, self.list_text):
            box.currentIndexChanged.connect(self._tell)
        for tick in (self.copies, self.backgrounds):
            tick.toggled.connect(self._tell)
        for style in (Style.BOOKLET, Style.LIST):
            self.pages[style].changed.connect(self._tell)
        self.poster.changed.connect(self._tell)
        for field in (self.from_field, self.to_field):
            field.changed.connect(self._tell)

    def _tell(self) -> None:
        self._show_sections()
        self.changed.emit()

    def _show_sections(self) -> None:
        value = self.styles.value
        for style, section in self._sections.items():
            section.setVisible(value == style or (value == _BOTH and style is not Style.LIST))
        what = What(str(self.what.currentData()))
        self._range.setVisible(what is What.RANGE)
        words = self._shown.words if what in (What.SHOWN, What.VIEW) else ""
        if self._shown.as_of:
            known = f"{known_when(self._shown.as_of)}, as the window shows it."
            words = f"{words}. A{known[1:]}" if words else known
        self.what_words.setText(label(words[:1].upper() + words[1:]))
        self.what_words.setVisible(bool(words))
        self.backgrounds.setVisible(value in (Style.POSTER, _BOTH))


def _sizes(name: str, usual: str) -> QComboBox:
    return combo(name, [(0.0, usual), *((size, f"{size:g} pt") for size in SIZES_PT)])
