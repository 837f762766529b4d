"""The list behind a "+N" chip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from gui.text import label
from gui.theme import Theme
from storage.dates import display
from storage.model import Event

WIDTH_PX = 340
MOST_ROWS = 12
# As many rows as are ever seen between two moves of the list.
_ROWS_KEPT = 256
_Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractListModel):
    """Date and title of events, each read only when its row comes into sight."""

    def __init__(self, rows: Sequence[int], find: Callable[[int], Event | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self._find = find
        self._text = lru_cache(_ROWS_KEPT)(self._read)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """Return the number of events."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return a row's words, or the id of its event."""
        if role == Qt.ItemDataRole.UserRole:
            event = self._find(self._rows[index.row()])
            return event.id if event is not None else ""
        return self._text(index.row()) if role == Qt.ItemDataRole.DisplayRole else None

    def _read(self, row: int) -> str:
        event = self._find(self._rows[row])
        # Another program may have removed it while the list is open.
        return f"{display(event.when, short=True)}  ·  {label(event.title)}" if event is not None else "(removed)"


class _List(QListView):
    """A list without a search by typing: it would read every row, and all of them begin with a date."""

    def keyboardSearch(self, _text: str) -> None:
        """Look for nothing."""


class ChipList(QFrame):
    """A pop-up that lists events; choosing one selects it, the button zooms to where all of them have room.

    A second click on the chip that opened the list zooms too. `rows` are the events' in their file, and may be many:
    `find` is asked for what is in sight.
    """

    def __init__(
        self,
        rows: Sequence[int],
        find: Callable[[int], Event | None],
        theme: Theme,
        choose: Callable[[str], None],
        zoom: Callable[[], None],
        parent: QWidget,
        *,
        heading: str = "",
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # The click that closes the list is no click on what is behind it.
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        self.setObjectName("chipList")
        self._choose = choose
        self._zoom = zoom
        self._chip = QRect()
        self.list = self._make_list(_Rows(rows, find, self), theme)
        zoom_button = QPushButton("&Zoom in to these", self)
        zoom_button.clicked.connect(self._zoom_in)
        usual = f"{len(rows):,} more events here" if len(rows) > 1 else "1 more event here"
        head = QLabel(heading or usual, self)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setFont(theme.sans(9.0, bold=True))
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 10, 10, 10)
        box.addWidget(head)
        box.addWidget(self.list)
        box.addWidget(zoom_button)
        self.setFixedWidth(WIDTH_PX)

    def popup(self, chip: QRect) -> None:
        """Show the list above its chip, a rectangle of the screen, within the screen's edges."""
        self._chip = chip
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = min(max(chip.center().x() - self.width() // 2, room.left()), room.right() - self.width())
        # One pixel apart, so that the pointer that opened the list rests on the chip and not on a row.
        self.move(left, max(min(chip.top() - 1, room.bottom()) - self.height(), room.top()))
        self.show()
        self.list.setFocus()

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window behind, so that it closes the list."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Cancel):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a press elsewhere; one on the chip zooms."""
        at: QPoint = event.globalPosition().toPoint()
        if self._chip.contains(at) and not self.geometry().contains(at):
            self._zoom_in()
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second press of a double click on the chip as what it is."""
        self.mousePressEvent(event)

    def _make_list(self, model: _Rows, theme: Theme) -> QListView:
        view = _List(self)
        view.setModel(model)
        view.setFont(theme.sans(9.5))
        view.setUniformItemSizes(True)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName("Events without room on the timeline")
        view.setCurrentIndex(model.index(0, 0))
        view.setFixedHeight(view.sizeHintForRow(0) * min(model.rowCount(), MOST_ROWS) + 6)
        view.clicked.connect(self._chosen)
        view.activated.connect(self._chosen)
        return view

    def _chosen(self, index: QModelIndex) -> None:
        self.close()
        self._choose(str(index.data(Qt.ItemDataRole.UserRole)))

    def _zoom_in(self) -> None:
        self.close()
        self._zoom()
