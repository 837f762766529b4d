"""Write paragraphs into a text document: plain text only, with what the page paints around it kept as properties."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from gui.text import reads_right_to_left

_OWN = QTextFormat.Property.UserProperty.value
GROUP = _OWN + 1
"""What a paragraph belongs to (a Group)."""
NUMBER = _OWN + 2
"""Which one of its group: the place of a statement, the number of a source."""
CHIP = _OWN + 3
"""What letters stand on (a Chip)."""
CHIPPED = _OWN + 4
"""Marks a paragraph with chips in another group than CHIPS."""
COLUMN = _OWN + 5
"""Which of two columns a paragraph stands in, 1 or 2; 0 for neither."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link stands in the document, and its internal target ("source:2", "web:2", "card:0")."""

    start: int
    end: int
    target: str


class Group(IntEnum):
    """What the page paints behind or beside neighbouring paragraphs."""

    NONE = 0
    CARD = 1
    BOX = 2
    SOURCE = 3
    CHIPS = 4
    RULE = 5


class Chip(IntEnum):
    """What the page paints behind letters."""

    NONE = 0
    PLAIN = 1
    OUTLINED = 2
    """A broken outline: for who is not named."""


class Flow:
    """Fills an empty document from the top; distances are in `em_px`."""

    def __init__(self, document: QTextDocument, em_px: float, gutter_px: float = 0.0) -> None:
        self._document = document
        self._em_px = em_px
        self._gutter_em = gutter_px / em_px
        self._fresh = True
        self._table: QTextTable | None = None
        self._column = 0
        self.links: list[Link] = []
        self._formats: dict[tuple[float | bool, ...], QTextBlockFormat] = {}
        self._cursor = QTextCursor(document)
        self._cursor.beginEditBlock()

    def paragraph(
        self,
        *,
        above: float = 0.0,
        below: float = 0.0,
        left: float = 0.0,
        right: float = 0.0,
        indent: float = 0.0,
        leading: float = 100.0,
        group: Group = Group.NONE,
        number: int = 0,
        centred: bool = False,
        like: str = "",
        chipped: bool = False,
    ) -> None:
        """Begin a paragraph; distances in em, `leading` in percent, laid out in the direction of the text `like`."""
        # Between two columns the left one leaves room.
        right += self._gutter_em if self._column == 1 else 0.0
        key = (above, below, left, right, indent, leading, centred, reads_right_to_left(like))
        if key not in self._formats:
            self._formats[key] = self._format(*key)
        block = self._formats[key]
        if group or self._column:
            block = QTextBlockFormat(block)
            block.setProperty(GROUP, int(group))
            block.setProperty(NUMBER, number)
            block.setProperty(CHIPPED, chipped)
            block.setProperty(COLUMN, self._column)
        if self._fresh:
            self._cursor.setBlockFormat(block)
            self._fresh = False
        else:
            self._cursor.insertBlock(block, QTextCharFormat())

    def write(self, text: str, style: QTextCharFormat) -> None:
        """Add text to the paragraph; a line end starts a new line within it."""
        self._cursor.insertText(text.replace("\n", "\N{LINE SEPARATOR}"), style)

    def chip(self, text: str, style: QTextCharFormat, kind: Chip = Chip.PLAIN) -> None:
        """Add text that stands on a chip."""
        marked = QTextCharFormat(style)
        marked.setProperty(CHIP, int(kind))
        self._cursor.insertText(text, marked)

    def begin_columns(self) -> None:
        """Begin two columns of the same width; what follows stands in the first of them."""
        style = QTextTableFormat()
        style.setBorder(0)
        style.setCellPadding(0)
        style.setCellSpacing(0)
        # Beside a table the margins of paragraphs do not count.
        style.setTopMargin(1.4 * self._em_px)
        style.setBottomMargin(1.3 * self._em_px)
        share = QTextLength.Type.PercentageLength
        style.setWidth(QTextLength(share, 100))
        style.setColumnWidthConstraints([QTextLength(share, 50), QTextLength(share, 50)])
        self._table = self._cursor.insertTable(1, 2, style)
        self._column, self._fresh = 1, True

    def next_column(self) -> None:
        """Go on at the top of the second column."""
        if self._table is not None:
            self._cursor = self._table.cellAt(0, 1).firstCursorPosition()
            self._column, self._fresh = 2, True

    def end_columns(self) -> None:
        """Go on beneath both columns."""
        if self._table is not None:
            self._cursor.setPosition(self._table.lastPosition() + 1)
            self._table, self._column, self._fresh = None, 0, True

    def link(self, text: str, target: str, style: QTextCharFormat, *, says: str = "") -> None:
        """Add a link to an internal target; `says` is its tool tip's text."""
        marked = QTextCharFormat(style)
        marked.setAnchor(True)
        marked.setAnchorHref(target)
        marked.setToolTip(says)
        start = self._cursor.position()
        self._cursor.insertText(text, marked)
        self.links.append(Link(start, self._cursor.position(), target))

    def _format(
        self,
        above: float,
        below: float,
        left: float,
        right: float,
        indent: float,
        leading: float,
        centred: bool,
        rtl: bool,
    ) -> QTextBlockFormat:
        em = self._em_px
        block = QTextBlockFormat()
        block.setTopMargin(above * em)
        block.setBottomMargin(below * em)
        block.setLeftMargin(left * em)
        block.setRightMargin(right * em)
        block.setTextIndent(indent * em)
        block.setLineHeight(leading, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        if centred:
            block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return block

    def finish(self) -> None:
        """Close the document for writing."""
        self._cursor.endEditBlock()
