"""Write paragraphs into a text document: plain text only, with what the page paints around it kept as properties."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from gui.text import reads_right_to_left

_OWN = QTextFormat.Property.UserProperty.value
GROUP = _OWN + 1
"""What a paragraph belongs to (a Group)."""
NUMBER = _OWN + 2
"""Which one of its group: the place of a statement, the number of a source."""
CHIP = _OWN + 3
"""Marks letters that stand on a chip."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link stands in the document, and its internal target ("source:2", "web:2")."""

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


class Flow:
    """Fills an empty document from the top; distances are in `em_px`."""

    def __init__(self, document: QTextDocument, em_px: float) -> None:
        self._document = document
        self._em_px = em_px
        self._fresh = True
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
    ) -> None:
        """Begin a paragraph; distances in em, `leading` in percent, laid out in the direction of the text `like`."""
        key = (above, below, left, right, indent, leading, centred, reads_right_to_left(like))
        if key not in self._formats:
            self._formats[key] = self._format(*key)
        block = self._formats[key]
        if group:
            block = QTextBlockFormat(block)
            block.setProperty(GROUP, int(group))
            block.setProperty(NUMBER, number)
        if self._fresh:
            self._cursor.setBlockFormat(block)
            self._fresh = False
        else:
            self._cursor.insertBlock(block, QTextCharFormat())

    def write(self, text: str, style: QTextCharFormat) -> None:
        """Add text to the paragraph; a line end starts a new line within it."""
        self._cursor.insertText(text.replace("\n", "\N{LINE SEPARATOR}"), style)

    def chip(self, text: str, style: QTextCharFormat) -> None:
        """Add text that stands on a chip."""
        marked = QTextCharFormat(style)
        marked.setProperty(CHIP, True)
        self._cursor.insertText(text, marked)

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
