"""The list behind a "+N" chip."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from gui.text import label
from gui.theme import Theme
from storage.dates import display
from storage.model import Event

WIDTH_PX = 340
MOST_ROWS = 12


class ChipList(QFrame):
    """A pop-up that lists events; choosing one selects it, the button zooms to where all of them have room."""

    def __init__(
        self,
        events: Sequence[Event],
        theme: Theme,
        choose: Callable[[str], None],
        zoom: Callable[[list[str]], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("chipList")
        self._events = events
        self._choose = choose
        self._zoom = zoom
        self.list = self._make_list(theme)
        zoom_button = QPushButton("&Zoom in to these", self)
        zoom_button.clicked.connect(self._zoom_in)
        heading = QLabel(f"{len(events)} more events here" if len(events) > 1 else "1 more event here", self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setFont(theme.sans(9.0, bold=True))
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 10, 10, 10)
        box.addWidget(heading)
        box.addWidget(self.list)
        box.addWidget(zoom_button)
        self.setFixedWidth(WIDTH_PX)

    def popup(self, above: QPoint) -> None:
        """Show the list above a point of the screen, within the screen's edges."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = min(max(above.x() - self.width() // 2, room.left()), room.right() - self.width())
        self.move(left, max(above.y() - self.height(), room.top()))
        self.show()
        self.list.setFocus()

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window behind, so that it closes the list."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Cancel):
            event.accept()
            return True
        return super().event(event)

    def _make_list(self, theme: Theme) -> QListView:
        model = QStandardItemModel(self)
        for event in self._events:
            date = display(event.when, short=True)
            item = QStandardItem(f"{date}  ·  {label(event.title)}")
            item.setEditable(False)
            item.setData(event.id, Qt.ItemDataRole.UserRole)
            model.appendRow(item)
        view = QListView(self)
        view.setModel(model)
        view.setFont(theme.sans(9.5))
        view.setUniformItemSizes(True)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName("Events without room on the timeline")
        view.setCurrentIndex(model.index(0, 0))
        view.setFixedHeight(view.sizeHintForRow(0) * min(len(self._events), MOST_ROWS) + 6)
        view.clicked.connect(self._chosen)
        view.activated.connect(self._chosen)
        return view

    def _chosen(self, index: QModelIndex) -> None:
        self.close()
        self._choose(str(index.data(Qt.ItemDataRole.UserRole)))

    def _zoom_in(self) -> None:
        self.close()
        self._zoom([event.id for event in self._events])
