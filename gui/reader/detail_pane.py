"""The right pane: the chosen event with everything that was said about it, and the way to its neighbours."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from gui.document import Document
from gui.reader.announcing import announce
from gui.reader.citing import NumberedSources, event_with_citations, statement_with_citation
from gui.reader.event_content import EventContent, content_of
from gui.reader.event_page import NOT_KNOWN, write_event, write_hint, write_unknown
from gui.reader.page import COLUMN_EM, Page
from gui.reader.page_painter import Ornaments
from gui.reader.page_styles import PageStyles, page_styles
from gui.reader.positions import Position, in_order
from gui.reader.standing_box import standing_in_words
from gui.reading import Reading
from gui.standing_signs import side_px
from gui.text import one_line, tooltip
from gui.theme import Theme
from storage.citation import link
from storage.model import Event, Stance

SMALLEST_STEP, LARGEST_STEP = -3, 6
STEP_FACTOR = 1.12
WIDTH_PX = 390
_SIGN_SHARE = 1.25
TWO_COLUMNS_EM, WIDEST_EM = 54.0, 84.0
"""From how wide a page on positions stand side by side, and how wide it becomes at most."""


class DetailPane(QWidget):
    """Shows the event that `reading` has chosen, as it was known at the moment that the reader looks from.

    `link_requested` carries a web address that the reader wants opened; `step_requested` -1 or +1 for the
    previous or next event; `reading_size_changed` the steps set by Ctrl and the wheel.
    """

    link_requested = Signal(str)
    step_requested = Signal(int)
    reading_size_changed = Signal(int)

    def __init__(self, document: Document, reading: Reading, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._reading = reading
        self._theme = theme
        self._steps = 0
        self._full: Event | None = None
        self._content: EventContent | None = None
        self._seen: object = None
        self._is_wide = False
        # A turn later: the text cannot be exchanged while it is being fitted to a width.
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self._sources = NumberedSources(document.sources)
        self.page = Page(Ornaments(theme.palette), self)
        self.previous_button = QToolButton(self)
        self.next_button = QToolButton(self)
        self._place = QLabel(self)
        self.marked_label = QLabel(self)
        self._foot = QWidget(self)
        self._build()
        self._connect()
        self._restyle()

    @property
    def reading_size(self) -> int:
        """Return the steps by which the text is larger than usual."""
        return self._steps

    @property
    def width_for_two_px(self) -> int:
        """Return how wide the pane must be for positions to stand side by side."""
        return self.page.width_for_px(TWO_COLUMNS_EM)

    def set_reading_size(self, steps: int) -> None:
        """Show the text by so many steps larger (up to +6) or smaller (down to -3) than usual."""
        steps = min(max(steps, SMALLEST_STEP), LARGEST_STEP)
        if steps != self._steps:
            self._steps = steps
            self._show_again()

    def step_position(self, by: int) -> None:
        """Go to the next (+1) or previous (-1) statement of the page and let it be heard; stay at the ends."""
        positions = list(in_order(self._content.groups)) if self._content is not None else []
        if not positions:
            return
        card = self.page.card if self.page.card >= 0 else self.page.card_of_caret()
        here = next((at for at, each in enumerate(positions) if each.place == card), -1 if by > 0 else len(positions))
        self._go_to(positions[min(max(here + by, 0), len(positions) - 1)])

    def sizeHint(self) -> QSize:
        """Return the width that cards look best at."""
        return QSize(WIDTH_PX, 600)

    def minimumSizeHint(self) -> QSize:
        """Return the least that can be read."""
        return QSize(260, 200)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the program's font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._restyle()

    def _build(self) -> None:
        for button, text, name in (
            (self.previous_button, "‹  Previous", "Previous event"),
            (self.next_button, "Next  ›", "Next event"),
        ):
            button.setText(text)
            button.setAccessibleName(name)
            button.setAutoRaise(True)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.marked_label.setObjectName("marked")
        self.marked_label.setTextFormat(Qt.TextFormat.PlainText)
        self.marked_label.hide()
        self._place.setTextFormat(Qt.TextFormat.PlainText)
        self._place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._foot.setObjectName("foot")
        self._foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(14, 6, 14, 6)
        row.addWidget(self.previous_button)
        row.addWidget(self._place, 1)
        row.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.marked_label)
        column.addWidget(self.page, 1)
        column.addWidget(self._foot)
        self.setFocusProxy(self.page)

    def _connect(self) -> None:
        self.previous_button.clicked.connect(lambda: self.step_requested.emit(-1))
        self.next_button.clicked.connect(lambda: self.step_requested.emit(1))
        self.page.link_followed.connect(self._follow)
        self.page.copy_wished.connect(self._copy)
        self.page.size_wished.connect(self._resize)
        self.page.resized.connect(self._fitting.start)
        self._reading.event_selected.connect(self._show)
        self._reading.statement_pointed.connect(self._point_at)
        self._reading.marked_changed.connect(self._show_marked)
        self._reading.filtered.connect(self._follow_moment)
        self._reading.followed.connect(self._show_neighbours)
        self._document.opened.connect(self._show)
        self._document.changed.connect(self._show_again)
        self._theme.changed.connect(self._restyle)

    def _show_marked(self) -> None:
        """Tell how many events commands are for, where it is not only the one shown."""
        count = len(self._reading.marked)
        self.marked_label.setText(f"{count:,} events selected")
        self.marked_label.setVisible(count > 1)

    def _show(self) -> None:
        """Show the chosen event from its top."""
        self._write()
        self.page.verticalScrollBar().setValue(0)

    def _show_again(self) -> None:
        """Show the same event in another look, at the same place."""
        bar, card = self.page.verticalScrollBar(), self.page.card
        share = bar.value() / max(1, bar.maximum())
        self._write()
        self.page.keep_card(card)
        self.page.document().documentLayout().documentSize()
        bar.setValue(round(share * bar.maximum()))

    def _follow_moment(self) -> None:
        """Show what was known at another moment, where that is something else; what is read stays where it is."""
        if self._what_is_seen() == self._seen:
            self._show_neighbours()
            return
        bar = self.page.verticalScrollBar()
        top_px, card = bar.value(), self.page.card
        self._write()
        self.page.keep_card(card)
        if top_px:
            # Laid out as far as it is seen: the whole of a long page would be waited for.
            end_px = top_px + self.page.viewport().height()
            self.page.document().documentLayout().hitTest(QPointF(0, end_px), Qt.HitTestAccuracy.FuzzyHit)
        bar.setValue(top_px)

    def _what_is_seen(self) -> object:
        """Return what the page is made of: while that is the same, it need not be written again."""
        full, knowing = self._reading.chosen, self._reading.knowing
        shown = knowing.known(full) if full is not None else None
        # Where nobody takes a position, sources that were published later make a difference without a statement more.
        rests = shown is not None and all(each.stance is Stance.COMMENTS for each in shown.statements)
        return full, shown, knowing.as_of_s is None, knowing.standing(shown) if shown is not None and rests else None

    def _fit(self) -> None:
        """Put the positions side by side, or beneath each other, when the page has another width."""
        spare_em = self._spare_em()
        if self._content is None or not self._content.has_two_sides:
            return
        if (spare_em > 0) != self._is_wide or (spare_em and spare_em != self._content.spare_em):
            self._show_again()

    def _spare_em(self) -> float:
        room_em = self.page.room_em
        return min(room_em, WIDEST_EM) - COLUMN_EM if room_em >= TWO_COLUMNS_EM else 0.0

    def _write(self) -> None:
        styles = page_styles(self._theme, self._base_pt())
        story, full, knowing = self._document.story, self._reading.chosen, self._reading.knowing
        shown = knowing.known(full) if full is not None else None
        self._full, self._content, self._is_wide = full, None, False
        self._seen = self._what_is_seen()
        look = Ornaments(self._theme.palette)
        if story is None or full is None:
            self._name_page("No event chosen", "")
            self.page.rewrite(look, styles.em_px, lambda flow: write_hint(flow, styles, story))
        elif shown is None:
            self._name_page(NOT_KNOWN, "")
            self.page.rewrite(look, styles.em_px, lambda flow: write_unknown(flow, styles))
        else:
            self._write_event(content_of(story, full, shown, knowing, self._numbered()), full, styles)
        self._show_neighbours()

    def _write_event(self, content: EventContent, full: Event, styles: PageStyles) -> None:
        self.page.set_em(styles.em_px)
        if content.has_two_sides and (spare_em := self._spare_em()):
            content = replace(content, spare_em=spare_em)
        self._content, self._is_wide = content, bool(content.spare_em)
        stands = standing_in_words(content.standing, content.reasons, in_past=content.in_past)
        self._name_page(f"Event: {one_line(content.event.title)}", stands)
        self.page.rewrite(
            self._ornaments(content, full, styles),
            styles.em_px,
            lambda flow: write_event(flow, styles, content),
            COLUMN_EM + content.spare_em,
        )

    def _name_page(self, name: str, description: str) -> None:
        self.page.setAccessibleName(name)
        self.page.setAccessibleDescription(description)

    def _numbered(self) -> NumberedSources:
        """Return the story's sources, numbered anew when they are others."""
        if self._document.sources is not self._sources.all:
            self._sources = NumberedSources(self._document.sources)
        return self._sources

    def _ornaments(self, content: EventContent, full: Event, styles: PageStyles) -> Ornaments:
        palette = self._theme.palette
        return Ornaments(
            palette,
            bars=tuple(palette.stances[statement.stance] for statement in full.statements),
            standing=content.standing.kind,
            sign_px=side_px(QFontMetricsF(styles.bold.font())) * _SIGN_SHARE,
        )

    def _show_neighbours(self) -> None:
        events = self._reading.events
        here = self._reading.position(self._reading.selected)
        self._foot.setVisible(bool(events))
        self._place.setText(f"{here + 1:,} of {len(events):,}" if here >= 0 else "")
        before, after = (here - 1, here + 1) if here >= 0 else (len(events) - 1, 0)
        for button, place in ((self.previous_button, before), (self.next_button, after)):
            there = 0 <= place < len(events)
            title = one_line(events[place].title) if there else ""
            button.setEnabled(there)
            button.setToolTip(tooltip(title) if title else "")
            button.setAccessibleDescription(title)

    def _follow(self, target: str) -> None:
        kind, _, number = target.partition(":")
        source = self._sources.numbered(int(number))
        if kind == "card" and self._content is not None:
            self._go_to(next(each for each in in_order(self._content.groups) if each.place == int(number)))
        elif kind == "source":
            self.page.show_source(int(number))
        elif source is not None and (address := link(source)):
            self.link_requested.emit(address)

    def _go_to(self, position: Position) -> None:
        self.page.setFocus()
        self.page.show_card(position.place)
        announce(self.page, position.heard)

    def _point_at(self, statement_id: str) -> None:
        """Bring a statement before the reader's eyes; the keyboard stays where it was chosen."""
        groups = self._content.groups if self._content is not None and self._full is not None else ()
        for position in in_order(groups):
            if self._full is not None and self._full.statements[position.place].id == statement_id:
                self.page.show_card(position.place)

    def _copy(self, card: int) -> None:
        if self._full is None or self._content is None:
            return
        if card >= 0:
            text = statement_with_citation(self._full.statements[card], self._sources)
        else:
            text = event_with_citations(self._content.event, self._sources, self.page.selected_text())
        QGuiApplication.clipboard().setText(text)
        self.page.copy_button.setText("Copied")

    def _resize(self, by: int) -> None:
        before = self._steps
        self.set_reading_size(self._steps + by)
        if self._steps != before:
            self.reading_size_changed.emit(self._steps)

    def _base_pt(self) -> float:
        own = QGuiApplication.font().pointSizeF()
        return (own if own > 0 else 10.0) * 1.06 * STEP_FACTOR**self._steps

    def _restyle(self) -> None:
        palette = self._theme.palette
        colours = self.page.palette()
        colours.setColor(colours.ColorRole.Base, palette.panel)
        colours.setColor(colours.ColorRole.Text, palette.ink)
        colours.setColor(colours.ColorRole.Highlight, palette.accent)
        colours.setColor(colours.ColorRole.HighlightedText, palette.on_accent)
        self.page.setPalette(colours)
        font = QGuiApplication.font()
        small = self._theme.sans((font.pointSizeF() if font.pointSizeF() > 0 else 10.0) * 0.9)
        for widget in (self.previous_button, self.next_button, self._place, self.marked_label, self.page.copy_button):
            widget.setFont(small)
        self._foot.setStyleSheet(
            f"#foot {{ background: {palette.panel}; border-top: 1px solid {palette.rule}; }}"
            f"QLabel {{ color: {palette.muted}; }}"
            f"QToolButton {{ color: {palette.accent}; border: 1px solid transparent; border-radius: 4px;"
            " padding: 3px 7px; }"
            f"QToolButton:hover {{ background: {palette.raised}; }}"
            f"QToolButton:focus {{ border-color: {palette.focus}; }}"
            f"QToolButton:disabled {{ color: {palette.muted}; }}"
        )
        self.marked_label.setStyleSheet(
            f"#marked {{ color: {palette.muted}; background: {palette.selection}; padding: 4px 16px; }}"
        )
        self.page.copy_button.setStyleSheet(
            f"QToolButton {{ color: {palette.muted}; background: {palette.panel}; border: 1px solid {palette.rule};"
            " border-radius: 4px; padding: 1px 7px; }"
            f"QToolButton:hover {{ color: {palette.ink}; background: {palette.raised}; }}"
        )
        self._show_again()
