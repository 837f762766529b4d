"""The page that is read: one document of plain text, selectable across cards, with links and ornaments of its own."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QStyle, QTextEdit, QToolButton, QToolTip, QWidget

from gui.reader.flow import Flow, Group, Link
from gui.reader.keys import types_letter
from gui.reader.page_painter import GUTTER_PX, Ornaments, block_rect, column_of, group_of, paint_ornaments
from gui.text import tooltip, without_isolates

MARGIN_PX = 22
COLUMN_EM = 46
LIT_MS = 1600
_AROUND_CARD_PX = 34
"""A card that is gone to is shown with its heading."""
_FLAGS = Qt.TextInteractionFlag
_COPY_KEYS = QKeyCombination(Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_C)
COPY_CITED = QKeySequence(_COPY_KEYS)


class Page(QTextEdit):
    """Shows what is written into it.

    `link_followed` carries a link's target; `copy_wished` the place of a statement, or -1 for the event as a
    whole; `size_wished` the steps (+1, -1) by which the text shall grow; `resized` tells of another width.
    """

    link_followed = Signal(str)
    resized = Signal()
    copy_wished = Signal(int)
    size_wished = Signal(int)

    def __init__(self, look: Ornaments, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._em_px = 12.0
        self._column_em: float = COLUMN_EM
        self._written: QTextDocument | None = None
        self._links: list[Link] = []
        self._pressed = ""
        self._lit = QTimer(self, singleShot=True, interval=LIT_MS)
        self._lit.timeout.connect(self._put_out)
        self.cursorPositionChanged.connect(self._put_out_card)
        self.copy_button = QToolButton(self.viewport())
        self._copy_card = -1
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.viewport().setMouseTracking(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Links are followed by our own code: Qt's would select their text on a click.
        self.setTextInteractionFlags(_FLAGS.TextSelectableByMouse | _FLAGS.TextSelectableByKeyboard)
        self._build_copy_button()

    @property
    def room_em(self) -> float:
        """Return how wide a text could be here, whether or not there is something to scroll."""
        return (self.width() - self._beside_px()) / self._em_px

    def width_for_px(self, room_em: float) -> int:
        """Return how wide the page must be to give a text so much room."""
        return math.ceil(room_em * self._em_px) + self._beside_px()

    def _beside_px(self) -> int:
        return self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent) + 2 * MARGIN_PX

    @property
    def card(self) -> int:
        """Return the place of the statement that the keyboard has come to, or -1."""
        return self._look.card

    def rewrite(
        self, look: Ornaments, em_px: float, write: Callable[[Flow], None], column_em: float = COLUMN_EM
    ) -> None:
        """Replace all text by what `write` puts into the flow, in a column of at most that width."""
        self._look = look
        self._column_em = column_em
        self.copy_button.hide()
        self._copy_card = -1
        self._em_px = em_px
        # A new document is laid out as far as it is seen; one that is filled while it is shown, as a whole.
        document, old = QTextDocument(self), self._written
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        flow = Flow(document, em_px, GUTTER_PX)
        write(flow)
        self._set_margins(document)
        flow.finish()
        self._links = flow.links
        self.setDocument(document)
        self.setTabStopDistance(2.1 * em_px)
        self._written = document
        if old is not None:
            old.deleteLater()

    def show_source(self, number: int) -> None:
        """Scroll to a source of the list and light it for a moment."""
        block = self.document().lastBlock()
        found = QTextBlock()
        while block.isValid() and group_of(block)[0] is Group.SOURCE:
            if group_of(block)[1] == number:
                found = block
            block = block.previous()
        if not found.isValid():
            return
        self.setTextCursor(QTextCursor(found))
        self.document().documentLayout().documentSize()
        bar = self.verticalScrollBar()
        top = int(block_rect(found).top())
        if not bar.value() < top < bar.value() + self.viewport().height() - 40:
            bar.setValue(top - self.viewport().height() // 3)
        self._look = replace(self._look, lit_source=number)
        self._lit.start()
        self.viewport().update()

    def show_card(self, place: int) -> None:
        """Bring a statement's card before the reader's eyes, with the caret in it, and light it until they go on."""
        block = self._first_of_card(place)
        if not block.isValid():
            return
        self.setTextCursor(QTextCursor(block))
        last = block
        while group_of(last.next()) == (Group.CARD, place):
            last = last.next()
        # Laid out as far as the card ends, so that there is something to scroll to.
        layout = self.document().documentLayout()
        layout.documentSize()
        rect = block_rect(block).united(block_rect(last))
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if rect.top() - _AROUND_CARD_PX < bar.value() or rect.height() > height - 2 * _AROUND_CARD_PX:
            bar.setValue(int(rect.top()) - _AROUND_CARD_PX)
        elif rect.bottom() + _AROUND_CARD_PX > bar.value() + height:
            bar.setValue(int(rect.bottom()) + _AROUND_CARD_PX - height)
        self._look = replace(self._look, card=place)
        self.viewport().update()

    def keep_card(self, place: int) -> None:
        """Let the keyboard be at a statement's card again after the text was exchanged, if it is still there."""
        block = self._first_of_card(place) if place >= 0 else QTextBlock()
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self._look = replace(self._look, card=place)

    def set_em(self, em_px: float) -> None:
        """Measure the room in the letters of what is about to be written."""
        self._em_px = em_px

    def _first_of_card(self, place: int) -> QTextBlock:
        block = self.document().firstBlock()
        while block.isValid() and group_of(block) != (Group.CARD, place):
            block = block.next()
        return block

    def _put_out_card(self) -> None:
        """Let a card be like the others when the caret has left it."""
        if self._look.card not in (-1, self.card_of_caret()):
            self._look = replace(self._look, card=-1)
            self.viewport().update()

    def card_at(self, point: QPoint) -> int:
        """Return the place of the statement whose card is under a point of the viewport, or -1."""
        block = self.cursorForPosition(point).block()
        group, number = group_of(block)
        rect = block_rect(block).adjusted(0, -8, 0, 8)
        y = point.y() + self.verticalScrollBar().value()
        return number if group is Group.CARD and rect.top() <= y <= rect.bottom() else -1

    def card_of_caret(self) -> int:
        """Return the place of the statement that the caret stands in, or -1."""
        group, number = group_of(self.textCursor().block())
        return number if group is Group.CARD else -1

    def selected_text(self) -> str:
        """Return the selection as plain text."""
        return without_isolates(self.textCursor().selection().toPlainText())

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return the selection as plain text alone."""
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move from link to link with Tab, then on to the next widget."""
        caret = self.textCursor()
        if forward:
            link = next((each for each in self._links if each.start >= caret.selectionEnd()), None)
        else:
            link = next((each for each in reversed(self._links) if each.end <= caret.selectionStart()), None)
        if link is None:
            return super().focusNextPrevChild(forward)
        caret.setPosition(link.start)
        caret.setPosition(link.end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(caret)
        self.ensureCursorVisible()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Follow the link under the caret with Enter; copy with citation with Ctrl+Shift+C."""
        if event.keyCombination() == _COPY_KEYS:
            self.copy_wished.emit(self.card_of_caret())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._follow_caret()
        elif types_letter(event) and event.key() != Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember the link under the mouse."""
        self._pressed = self.anchorAt(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link that was pressed and released without selecting."""
        super().mouseReleaseEvent(event)
        target = self.anchorAt(event.position().toPoint())
        pressed, self._pressed = self._pressed, ""
        clicked = event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection()
        if clicked and target and target == pressed:
            self.link_followed.emit(target)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over links, and the copy button on the card under the mouse."""
        super().mouseMoveEvent(event)
        point = event.position().toPoint()
        over = Qt.CursorShape.PointingHandCursor if self.anchorAt(point) else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(over)
        self._offer_copy(self.card_at(point))

    def leaveEvent(self, event: QEvent) -> None:
        """Take the copy button away."""
        self._offer_copy(-1)
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or change the reading size with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if delta := event.angleDelta().y():
                self.size_wished.emit(1 if delta > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Explain the link under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            point = QPointF(event.pos() + QPoint(0, self.verticalScrollBar().value()))
            says = self.document().documentLayout().formatAt(point).toCharFormat().toolTip()
            QToolTip.showText(event.globalPos(), tooltip(says) if says else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be copied here."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        self.menu_at(self.card_at(event.pos()) if by_mouse else self.card_of_caret()).popup(event.globalPos())

    def menu_at(self, card: int) -> QMenu:
        """Return the context menu for a card, or for the page outside of cards (-1)."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction("&Copy", QKeySequence.StandardKey.Copy, self.copy)
        copy.setEnabled(self.textCursor().hasSelection())
        cited = "Copy Statement with C&itation" if card >= 0 else "Copy with C&itations"
        menu.addAction(cited, COPY_CITED, lambda: self.copy_wished.emit(card))
        menu.addSeparator()
        menu.addAction("Select &All", QKeySequence.StandardKey.SelectAll, self.selectAll)
        return menu

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ornaments, then the text above them."""
        painter = QPainter(self.viewport())
        scrolled = self.verticalScrollBar().value()
        painter.translate(0, -scrolled)
        # In the margin above a long text Qt finds the paragraph where its layout has come to.
        first = self.cursorForPosition(QPoint(0, max(MARGIN_PX + 1 - scrolled, 0))).block()
        if first.previous().isValid():
            first = first.previous()
        view = QRectF(0, scrolled, self.viewport().width() - self._spare_px(), self.viewport().height())
        paint_ornaments(painter, first, view, MARGIN_PX, self._look)
        painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column at a width that reads well."""
        self._set_margins(self.document())
        self._offer_copy(-1)
        super().resizeEvent(event)
        self.resized.emit()

    def _spare_px(self) -> int:
        return max(0, self.viewport().width() - round(self._column_em * self._em_px) - 2 * MARGIN_PX)

    def _set_margins(self, document: QTextDocument) -> None:
        frame = document.rootFrame()
        style = frame.frameFormat()
        right = MARGIN_PX + self._spare_px()
        if style.rightMargin() == right and style.topMargin() == MARGIN_PX:
            return
        style.setMargin(MARGIN_PX)
        style.setRightMargin(right)
        style.setBottomMargin(MARGIN_PX + 12)
        frame.setFrameFormat(style)

    def _follow_caret(self) -> None:
        place = self.textCursor().selectionEnd()
        link = next((each for each in self._links if each.start < place <= each.end), None)
        if link is not None:
            self.link_followed.emit(link.target)

    def _build_copy_button(self) -> None:
        self.copy_button.setText("Copy")
        self.copy_button.setAccessibleName("Copy with citation")
        self.copy_button.setToolTip(
            f"Copy with citation ({COPY_CITED.toString(QKeySequence.SequenceFormat.NativeText)})"
        )
        self.copy_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.copy_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.copy_button.clicked.connect(lambda: self.copy_wished.emit(self._copy_card))
        self.copy_button.hide()
        self.verticalScrollBar().valueChanged.connect(lambda: self._offer_copy(-1))

    def _offer_copy(self, card: int) -> None:
        """Put the copy button on a card's upper corner, or take it away (-1)."""
        if card == self._copy_card:
            return
        self._copy_card = card
        if card < 0:
            self.copy_button.hide()
            return
        block = self._first_of_card(card)
        self.copy_button.setText("Copy")
        self.copy_button.adjustSize()
        top = int(block_rect(block).top()) - self.verticalScrollBar().value() - 3
        right = self.viewport().width() - self._spare_px() - MARGIN_PX
        if column_of(block) == 1:
            right = MARGIN_PX + (right - MARGIN_PX) // 2 - round(GUTTER_PX)
        self.copy_button.move(right - self.copy_button.width(), max(top, 4))
        self.copy_button.show()

    def _put_out(self) -> None:
        self._look = replace(self._look, lit_source=0)
        self.viewport().update()
