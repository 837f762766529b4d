"""The picture of the view in two times: the statements to be seen, at the scale across and at one of its own down."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui.document import Document
from gui.knowledge.known_words import moment_in_words
from gui.reading import Reading
from gui.text import label
from gui.theme import Theme, colour
from gui.timeline.layout.scale import Scale
from gui.timeline.navigator import Navigator
from gui.timeline.painted_view import PaintedView
from gui.timeline.picture import Look
from gui.timeline.two_times.legend import paint_legend
from gui.timeline.two_times.plane import Plane, fitted_down
from gui.timeline.two_times.plane_painter import PlanePainter
from gui.timeline.two_times.said_frame import SaidFrame, build_said_frame
from gui.timeline.two_times.said_painter import Emphasis, SaidPainter
from gui.timeline.two_times.statements import Statements
from gui.timeline.two_times.wording import spoken

_UNDATED_PX = 26.0
_TITLES_READ = 10


class TwoTimesSurface(PaintedView):
    """Shows the statements of the filtered events at the navigator's scale, and down at one of its own.

    `progressed` carries a word on the reading of a large story, "" at its end.
    """

    progressed = Signal(str)

    def __init__(
        self, navigator: Navigator, document: Document, reading: Reading, theme: Theme, parent: QWidget | None = None
    ) -> None:
        self._navigator = navigator
        self._document = document
        self._reading = reading
        self.statements = Statements(document, reading)
        self.down = Scale(0, 1.0)
        self._is_fitted = True
        """The scale down is fitted to what there is until the reader takes hold of it."""
        self._look = _look(theme)
        self._ground, self._said = PlanePainter(self._look), SaidPainter(self._look)
        self._frame: SaidFrame | None = None
        self._plane: Plane | None = None
        self._current = self._hovered = -1
        self._chosen_row = -1
        self._titles: dict[int, str] = {}
        self._titles_left = 0
        super().__init__(theme, parent)
        self.statements.setParent(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Two times: what happened when, and when it was said")
        self.statements.changed.connect(self._show_columns)
        self.statements.narrowed.connect(self._forget)
        self.statements.progressed.connect(self.progressed)
        navigator.moved.connect(self._forget)
        reading.event_selected.connect(self._show_chosen)
        reading.knowing.moved.connect(self._forget)
        self.resized.connect(self._resize)

    def enter(self) -> None:
        """Show what there is now, and follow it."""
        self.statements.want(True)
        self._chosen_row = self._row(self._reading.selected)
        self._resize()

    def leave(self) -> None:
        """Follow the story no longer."""
        self.statements.want(False)

    def fit(self) -> None:
        """Show all times of saying."""
        self._is_fitted = True
        self._fit_down()

    def restyle(self) -> None:
        """Take the theme's colours and fonts."""
        self._look = _look(self.theme)
        self._ground, self._said = PlanePainter(self._look), SaidPainter(self._look)
        self._forget()

    # What is shown

    def plane(self) -> Plane:
        """Return where the parts stand now."""
        if self._plane is None:
            undated_px = _UNDATED_PX if len(self.statements.undated) else 0.0
            axis_px = self._ground.axis_px()
            width, height = float(self.width()), float(self.height())
            self._plane = Plane(width, height, axis_px, undated_px, self._navigator.scale, self.down)
        return self._plane

    def frame_now(self) -> SaidFrame:
        """Return what of the statements is on the screen."""
        if self._frame is None:
            plane, found = self.plane(), self.statements
            self._frame = build_said_frame(
                found.columns, found.dated, plane.across, plane.down, plane.width, plane.plane_height
            )
        return self._frame

    def paint_all(self, painter: QPainter) -> None:
        """Paint the plane, the statements on it and what lies over them."""
        plane, frame, found = self.plane(), self.frame_now(), self.statements
        self._titles_left = _TITLES_READ
        zone = self._reading.knowing.zone
        as_of_s = self._reading.knowing.as_of_s
        until_y = plane.y(as_of_s) if as_of_s is not None else plane.bottom
        self._ground.paint(painter, plane, zone, with_lags=len(found.dated) > 0, until_y=until_y)
        # Beneath the marks: what was said at that very moment is whole.
        self._paint_cursor(painter, plane, zone)
        emphasis = Emphasis(self._chosen_row, self._current, self._hovered)
        self._said.paint(painter, plane, found.columns, frame, emphasis, self._title)
        if len(found.undated):
            self._said.paint_undated(painter, plane, found.columns, found.undated)
        self._ground.paint_gutter(painter, plane, zone)
        paint_legend(painter, self._look, plane)
        if self._titles_left < 0:
            QTimer.singleShot(0, self.refresh)
        if words := self._empty_words():
            painter.setFont(self._look.title)
            painter.setPen(QColor(self._look.palette.muted))
            room = QRectF(20, plane.top, plane.gutter_left - 40, plane.plane_height)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)

    def _paint_cursor(self, painter: QPainter, plane: Plane, zone: str) -> None:
        """Show up to when the reader knows: nothing stands below it."""
        as_of_s = self._reading.knowing.as_of_s
        if as_of_s is None:
            return
        y, palette = plane.y(as_of_s), self._look.palette
        if y < plane.bottom:
            below = QRectF(0, max(y, plane.top), plane.width, plane.bottom - max(y, plane.top))
            painter.fillRect(below, colour(palette.raised, 0.85))
        if plane.top <= y <= plane.bottom:
            painter.setPen(QPen(QColor(palette.accent), 1.6))
            painter.drawLine(QPointF(0, y), QPointF(plane.width, y))
            painter.setFont(self._look.small)
            moment, metrics = moment_in_words(as_of_s, zone), self._ground.small
            if metrics.horizontalAdvance(words := f"as known on {moment}") > plane.gutter_left - 16:
                words = moment_in_words(as_of_s, zone, short=True)
            room = QRectF(10, y + 3, plane.width, metrics.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _empty_words(self) -> str:
        found = self.statements
        if len(found.dated) or len(found.undated):
            return ""
        if found.is_pending or self._reading.pending:
            return "The statements are being read…"
        if self._reading.knowing.as_of_s is not None:
            return "Nothing had been said by then."
        if self._reading.narrowing.is_narrow:
            return "No statement on what the filter lets through."
        return "Nobody says anything in this story yet: add statements to its events."

    def _title(self, row: int) -> str:
        if row not in self._titles:
            if self._titles_left <= 0:
                # An event is read for its title: while the view moves, the next picture is never late.
                self._titles_left -= 1
                return ""
            self._titles_left -= 1
            event = self._document.file.event_in_row(row) if self._document.file else None
            self._titles[row] = label(event.title) if event is not None else ""
        return self._titles[row]

    def _show_columns(self) -> None:
        self._titles.clear()
        self._current = -1
        self._chosen_row = self._row(self._reading.selected)
        self._resize()

    def _resize(self) -> None:
        if self._is_fitted:
            self._fit_down()
        else:
            self._forget()

    def _fit_down(self) -> None:
        columns = self.statements.columns
        # Where everything will have its place, whatever the cursor of what is known shows of it now.
        dated = columns.dated
        if dated.any():
            first_s, last_s = int(columns.first_s[dated].min()), int(columns.last_s[dated].max())
            self.down = fitted_down(first_s, last_s, self.plane().plane_height)
        self._forget()

    def _forget(self) -> None:
        self._frame = self._plane = None
        self._hovered = -1
        self.refresh()

    def _row(self, event_id: str) -> int:
        return self._document.file.row_of_event(event_id) if self._document.file and event_id else -1

    def _show_chosen(self, event_id: str) -> None:
        if not self.isVisible():
            return
        self._chosen_row = self._row(event_id)
        columns, current = self.statements.columns, self._current
        if not 0 <= current < len(columns) or int(columns.row[current]) != self._chosen_row:
            mine = self.statements.of_event(event_id)
            self._current = int(mine[0]) if len(mine) else -1
            self._bring_into_view()
        self._describe()
        self.refresh()

    def _bring_into_view(self) -> None:
        """Move down or up to the current statement where none of its event's is in view."""
        columns = self.statements.columns
        if self._current < 0 or not columns.dated[self._current]:
            return
        plane = self.plane()
        y = plane.down.px(int(columns.said_s[self._current]))
        if not 0 <= y <= plane.plane_height:
            self.move_down(y - plane.plane_height / 2)

    # Moving

    def move_down(self, px: float) -> None:
        """Move on in the time of saying by pixels."""
        self._is_fitted = False
        self.down = self.down.panned(px)
        self._forget()

    def zoom_down(self, factor: float, y: float) -> None:
        """Zoom the time of saying about a height."""
        self._is_fitted = False
        self.down = self.down.zoomed(factor, y - self.plane().top)
        self._forget()

    def _describe(self) -> None:
        """Tell a screen reader of the current statement."""
        found, place = self.statements, self._current
        statement = found.statement(place) if 0 <= place < len(found.columns) else None
        event = found.known_event(place) if statement is not None else None
        if statement is None or event is None:
            self.setAccessibleDescription("No statement chosen")
            return
        shown = np.concatenate((found.dated, found.undated))
        number = int((shown == place).argmax()) + 1
        sources = self._reading.knowing.source_of
        self.setAccessibleDescription(spoken(found.columns, place, (number, len(shown)), statement, event, sources))


def _look(theme: Theme) -> Look:
    return Look(theme.palette, theme.sans(10.0), theme.sans(9.0), theme.sans(9.0, bold=True), ())
