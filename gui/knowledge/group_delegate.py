"""Draws the rows of a grouped list: headings with their counts, entries of several lines, and what offers more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPolygonF, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from gui.knowledge.groups import SHOWN_ROLE, Entry, Group, Line, More, Style
from gui.standing_signs import paint_standing, side_px
from gui.text import reads_right_to_left
from gui.theme import Theme, colour

Index = QModelIndex | QPersistentModelIndex
MARGIN_PX = 14
_EDGE_PX = 3
_FOCUS_PX = 2
_ABOVE_PX = 7
_BETWEEN_PX = 1
_GAP_PX = 10
_ARROW_PX = 4
_SIGN_GAP_PX = 8
_SMALL = 0.9
_MOST_KEPT = 2000


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line as it is broken for a width."""

    line: Line
    font: QFont
    texts: tuple[str, ...]
    right_to_left: bool


class GroupDelegate(QStyledItemDelegate):
    """Paints one row as wide as the view; the height follows from the words."""

    def __init__(self, theme: Theme, view: QTreeView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._broken: dict[tuple[int, Entry], tuple[_Placed, ...]] = {}

    def forget(self) -> None:
        """Break all lines anew: the font is another one, or so are the entries."""
        self._broken.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row's height for the width of the view."""
        shown, width = index.data(SHOWN_ROLE), self._view.viewport().width()
        height = QFontMetrics(self._view.font()).height()
        if isinstance(shown, Entry):
            placed = self._lines(shown, width)
            lines = sum(len(one.texts) * QFontMetrics(one.font).height() for one in placed)
            return QSize(width, lines + 2 * _ABOVE_PX + _BETWEEN_PX * (len(placed) - 1) + 1)
        return QSize(width, height + (18 if isinstance(shown, Group) else 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        shown = index.data(SHOWN_ROLE)
        painter.save()
        painter.setClipRect(option.rect)
        self._draw_ground(painter, option, chosen=index == self._view.currentIndex())
        if isinstance(shown, Group):
            self._draw_heading(painter, option.rect, shown, is_open=self._view.isExpanded(index))
        elif isinstance(shown, More):
            painter.setFont(self._view.font())
            painter.setPen(QColor(self._theme.palette.accent))
            _draw(painter, option.rect.adjusted(MARGIN_PX, 0, -MARGIN_PX, -1), shown.text)
        elif isinstance(shown, Entry):
            self._draw_entry(painter, option.rect, shown)
        painter.restore()

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem, *, chosen: bool) -> None:
        palette, rect = self._theme.palette, option.rect
        if chosen:
            painter.fillRect(rect, QColor(palette.selection))
            painter.fillRect(QRect(rect.left(), rect.top(), _EDGE_PX, rect.height()), QColor(palette.selection_edge))
            if self._view.hasFocus():
                focus = QColor(palette.focus)
                painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), _FOCUS_PX), focus)
                painter.fillRect(QRect(rect.left(), rect.bottom() + 1 - _FOCUS_PX, rect.width(), _FOCUS_PX), focus)
                return
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour(palette.raised, 0.6))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(palette.grid))

    def _draw_heading(self, painter: QPainter, rect: QRect, group: Group, *, is_open: bool) -> None:
        palette = self._theme.palette
        font = QFont(self._view.font())
        font.setBold(True)
        count = f"{group.count:,}"
        painter.setFont(self._font(Style.MUTED))
        width = painter.fontMetrics().horizontalAdvance(count)
        painter.setPen(QColor(palette.muted))
        _draw(painter, QRect(rect.right() - MARGIN_PX - width, rect.top(), width + 1, rect.height() - 1), count)
        self._draw_arrow(painter, QPointF(MARGIN_PX + _ARROW_PX, rect.center().y()), is_open=is_open)
        painter.setFont(font)
        painter.setPen(QColor(palette.ink))
        left = MARGIN_PX + 2 * _ARROW_PX + _GAP_PX
        if group.standing is not None:
            side = side_px(QFontMetricsF(font))
            paint_standing(painter, group.standing, QPointF(left + side / 2, rect.center().y()), side, palette)
            left += round(side) + _SIGN_GAP_PX
        _draw(
            painter,
            QRect(left, rect.top(), rect.width() - left - width - 2 * MARGIN_PX, rect.height() - 1),
            group.title,
        )

    def _draw_arrow(self, painter: QPainter, middle: QPointF, *, is_open: bool) -> None:
        long, short = _ARROW_PX, _ARROW_PX / 2
        points = (
            ((-long, -short), (0, short), (long, -short)) if is_open else ((-short, -long), (short, 0), (-short, long))
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = painter.pen()
        pen.setWidthF(1.4)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([middle + QPointF(x, y) for x, y in points]))

    def _draw_entry(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        palette = self._theme.palette
        top = rect.top() + _ABOVE_PX
        aside = self._aside_px(entry)
        if entry.aside:
            painter.setFont(self._font(Style.MUTED))
            painter.setPen(QColor(palette.muted))
            first = self._lines(entry, rect.width())[0]
            height = QFontMetrics(first.font).height()
            _draw(painter, QRect(rect.right() - MARGIN_PX - aside, top, aside + 1, height), entry.aside)
        for number, placed in enumerate(self._lines(entry, rect.width())):
            height, stance = QFontMetrics(placed.font).height(), placed.line.stance
            painter.setFont(placed.font)
            muted = placed.line.style is Style.MUTED
            painter.setPen(QColor(palette.stances[stance] if stance else palette.muted if muted else palette.ink))
            width = rect.width() - 2 * MARGIN_PX - (aside + _GAP_PX if aside and not number else 0)
            for text in placed.texts:
                _draw(painter, QRect(MARGIN_PX, top, width, height), text, right_to_left=placed.right_to_left)
                top += height
            top += _BETWEEN_PX

    def _lines(self, entry: Entry, width: int) -> tuple[_Placed, ...]:
        found = self._broken.get((width, entry))
        if found is None:
            if len(self._broken) > _MOST_KEPT:
                self._broken.clear()
            found = self._broken[width, entry] = tuple(self._break(entry, width))
        return found

    def _break(self, entry: Entry, width: int) -> Iterator[_Placed]:
        room = width - 2 * MARGIN_PX
        aside = self._aside_px(entry)
        for number, line in enumerate(entry.lines):
            right_to_left = reads_right_to_left(line.text)
            font = self._font(line.style, slanted=not right_to_left)
            spare = aside + _GAP_PX if aside and not number else 0
            yield _Placed(line, font, _broken(line.text, font, max(room - spare, 40), line.most), right_to_left)

    def _aside_px(self, entry: Entry) -> int:
        return QFontMetrics(self._font(Style.MUTED)).horizontalAdvance(entry.aside) if entry.aside else 0

    def _font(self, style: Style, *, slanted: bool = True) -> QFont:
        base = self._view.font()
        if style is Style.QUOTE:
            # Scripts that run from right to left have no italics; slanting them by force hurts reading.
            return self._theme.serif(base.pointSizeF() * 1.08, italic=slanted)
        font = QFont(base)
        if style in (Style.MUTED, Style.STANCE):
            font.setPointSizeF(max(1.0, base.pointSizeF() * _SMALL))
        font.setBold(style is Style.STANCE)
        return font


def _broken(text: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    """Return a text in up to `most` lines of a width in pixels, the last one with dots where there is more."""
    metrics = QFontMetrics(font)
    if most == 1 or metrics.horizontalAdvance(text) <= width:
        return (metrics.elidedText(text, Qt.TextElideMode.ElideRight, width),)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        # Positions count UTF-16 units, of which one character may take two.
        if len(found) == most - 1:
            found.append(metrics.elidedText(_from_unit(text, line.textStart()), Qt.TextElideMode.ElideRight, width))
            break
        found.append(_units(text, line.textStart(), line.textLength()).rstrip())
    layout.endLayout()
    return tuple(found)


def _units(text: str, start: int, length: int) -> str:
    coded = text.encode("utf-16-le", "surrogatepass")
    return coded[2 * start : 2 * (start + length)].decode("utf-16-le", "replace")


def _from_unit(text: str, start: int) -> str:
    return _units(text, start, len(text) * 2)


def _draw(painter: QPainter, rect: QRect, text: str, *, right_to_left: bool = False) -> None:
    direction = Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    painter.setLayoutDirection(direction)
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(rect, flags, elided)
