"""The list of categories: mark, name (edited in place), and how many events each has."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractListModel, QLocale, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.editor.category_icons import SIZE_PX, mark_icon
from gui.text import label, one_line, reads_right_to_left
from gui.theme import Theme
from storage.editing.categories import LONGEST_NAME
from storage.model import Category, Story

Index = QModelIndex | QPersistentModelIndex
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
_MARGIN_PX = 10
_ROW_PX = 14
_USUAL_ROWS, _LEAST_ROWS = 8, 4
_LONGEST_LABEL = 120
_Role = Qt.ItemDataRole


class CategoryModel(QAbstractListModel):
    """The categories of a story; `renamed` carries an id and the name that was typed for it."""

    renamed = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._categories: tuple[Category, ...] = ()
        self._counts: Mapping[str, int] | None = None

    def show_story(self, story: Story) -> None:
        """Show the categories of a story."""
        self.beginResetModel()
        self._categories = story.categories
        self.endResetModel()

    def show_counts(self, counts: Mapping[str, int] | None) -> None:
        """Show how many events each category has; None as long as nobody knows."""
        self._counts = counts
        if self._categories:
            self.dataChanged.emit(self.index(0), self.index(len(self._categories) - 1))

    def category(self, row: int) -> Category | None:
        """Return the category of a row, or None."""
        return self._categories[row] if 0 <= row < len(self._categories) else None

    def row_of(self, category_id: str) -> int:
        """Return the row of a category, or -1."""
        return next((row for row, each in enumerate(self._categories) if each.id == category_id), -1)

    def count(self, category_id: str) -> int | None:
        """Return how many events a category has, None as long as nobody knows."""
        return None if self._counts is None else self._counts.get(category_id, 0)

    def rowCount(self, _parent: Index = QModelIndex()) -> int:
        """Return the number of categories."""
        return len(self._categories)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let names be edited in place."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Return what is shown of a category; the name as it is only to be edited."""
        category = self.category(index.row())
        if category is None:
            return None
        if role == _Role.EditRole:
            return category.name
        if role == _Role.DisplayRole:
            return shown_name(category)
        if role == _Role.DecorationRole:
            return mark_icon(category.colour, category.shape, self._theme.palette)
        if role == COUNT_ROLE:
            return self._count_words(category)
        if role == _Role.AccessibleTextRole:
            words = (shown_name(category), category.colour, category.shape.value, self._count_words(category))
            return ", ".join(filter(None, words))
        return None

    def setData(self, index: Index, value: object, role: int = _Role.EditRole) -> bool:
        """Tell that another name was typed: whether it is kept is for others to say."""
        category = self.category(index.row())
        if role != _Role.EditRole or category is None or value in (category.name, shown_name(category)):
            return False
        self.renamed.emit(category.id, str(value))
        return False

    def _count_words(self, category: Category) -> str:
        count = self.count(category.id)
        if count is None:
            return "…"
        return "1 event" if count == 1 else f"{count:,} events"


def shown_name(category: Category) -> str:
    """Return a category's name on one line."""
    shown = label(category.name)
    return (shown if len(shown) <= _LONGEST_LABEL else shown[: _LONGEST_LABEL - 1] + "…") or "Unnamed category"


class CategoryDelegate(QStyledItemDelegate):
    """Paints mark, name and count on one line, as plain text."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give every category the same height."""
        return QSize(200, option.fontMetrics.height() + _ROW_PX)

    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        """Return the model's text as it is."""
        return str(value)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one category."""
        palette, rect = self._theme.palette, option.rect
        painter.save()
        painter.setClipRect(rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(palette.selection))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), QColor(palette.selection_edge))
        icon: QIcon = index.data(_Role.DecorationRole)
        icon.paint(painter, rect.left() + _MARGIN_PX, rect.center().y() - SIZE_PX // 2, SIZE_PX, SIZE_PX)
        count = str(index.data(COUNT_ROLE))
        line = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setPen(QColor(palette.muted))
        right = rect.adjusted(0, 0, -_MARGIN_PX, 0)
        painter.drawText(right, line | Qt.AlignmentFlag.AlignRight, count)
        painter.setPen(QColor(palette.ink))
        name = str(index.data())
        room = self._name_room(option).adjusted(0, 0, -option.fontMetrics.horizontalAdvance(count) - _MARGIN_PX, 0)
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if reads_right_to_left(name) else Qt.LayoutDirection.LeftToRight
        )
        elided = option.fontMetrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, line | Qt.AlignmentFlag.AlignLeft, elided)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Edit a name in a line of its own."""
        edit = QLineEdit(parent)
        edit.setMaxLength(LONGEST_NAME)
        edit.setAccessibleName("Name of the category")
        return edit

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the name as it is."""
        assert isinstance(editor, QLineEdit)
        editor.setText(one_line(str(index.data(_Role.EditRole))[:LONGEST_NAME]))
        editor.selectAll()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Put the line over the name."""
        room = self._name_room(option)
        height = max(editor.sizeHint().height(), room.height())
        editor.setGeometry(room.left() - 9, room.center().y() - height // 2, room.width() + 9, height)

    def _name_room(self, option: QStyleOptionViewItem) -> QRect:
        return option.rect.adjusted(_MARGIN_PX + SIZE_PX + _MARGIN_PX, 0, -_MARGIN_PX, 0)


class CategoryList(QListView):
    """The list; `moved` carries by how many places the current category is to move."""

    moved = Signal(int)

    def __init__(self, model: CategoryModel, theme: Theme) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(CategoryDelegate(theme, self))
        self.setAccessibleName("Categories")
        self.setProperty("role", "field")
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.DoubleClicked | QListView.EditTrigger.EditKeyPressed)

    def sizeHint(self) -> QSize:
        """Ask for room for a usual number of categories."""
        return QSize(super().sizeHint().width(), _USUAL_ROWS * self._row_px)

    def minimumSizeHint(self) -> QSize:
        """Do with a few rows on a small screen: the others scroll."""
        return QSize(super().minimumSizeHint().width(), _LEAST_ROWS * self._row_px)

    @property
    def _row_px(self) -> int:
        return self.fontMetrics().height() + _ROW_PX

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt and an arrow, and rename with Enter, which else would close the dialog."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif not held and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            if self.state() != QListView.State.EditingState:
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)
