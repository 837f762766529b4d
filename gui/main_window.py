"""The main window: one story, its panes, menus and keys. Wiring only."""

from __future__ import annotations

from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gui import actions, dialogs
from gui.chrome import HeaderBar, MessageBar, StatusLine
from gui.commands import Commands
from gui.document import Document
from gui.editor.draft_keeper import DraftKeeper
from gui.glancing import Glancing
from gui.keeping import Keeping
from gui.knowledge.known_banner import KnownBanner
from gui.knowledge.known_strip import KnownStrip
from gui.knowledge.side_tabs import SideTabs
from gui.loading import TimelineLoading
from gui.menus import Menus
from gui.opening import Opening, is_large
from gui.panes import NO_EVENTS_YET, Panes, TimelinePlace
from gui.reader.detail_pane import DetailPane
from gui.reader.event_list import EventList
from gui.reading import Reading
from gui.samples import own_copy_of
from gui.settings import APP_NAME, Settings
from gui.start_page import StartPage
from gui.text import one_line
from gui.theme import Theme
from gui.zone_words import zone_in_words
from storage.dates import Date, bounds
from storage.errors import TimelineError
from storage.story_file import StoryFile

if TYPE_CHECKING:
    from gui.timeline.view import TimelineView

_USUAL_SIZE_PX = (1440, 900)
_FRAME_PX = 48
_LONGEST_TITLE = 100


class MainWindow(QMainWindow):
    """Shows one story, or the start page.

    `story_requested` carries a path that the reader wants to see, `window_requested` a path for a window of
    its own (or None for an empty one), `quit_requested` the wish to leave; `closed` tells that the window
    has gone, `timeline_ready` that the timeline is in its place.
    """

    story_requested = Signal(object)
    window_requested = Signal(object)
    quit_requested = Signal()
    closed = Signal()
    timeline_ready = Signal()

    def __init__(self, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self.settings = settings
        self.theme = theme
        self.document = Document(self)
        self.reading = Reading(self.document, self)
        self.opening = Opening(self)
        self._loading = TimelineLoading(self)
        self.timeline: TimelineView | None = None
        self._date_to_show: Date | None = None
        self.commands = Commands(self)
        self.actions_by_id = actions.make_actions(self, self.commands.handlers())
        self._build()
        self.keeping = Keeping(self)
        self.glancing = Glancing(self)
        self.drafts = DraftKeeper(self.document, self.draft_bar, self)
        self._connect()
        self._restore()
        self._show_document()

    @property
    def path(self) -> Path | None:
        """Return where the story lies that is shown here, or that is being opened; None for none."""
        return self.opening.path if self.opening.running else self.document.path

    def open_path(self, path: Path) -> bool:
        """Open a story in this window; tell the reader in words if that fails, and return whether it went well."""
        self.remember_view()
        if not self.keeping.settle(lambda: self.open_path(path)):
            return False
        self.opening.cancel()
        try:
            path = own_copy_of(path)
            if is_large(path):
                self._open_large(path)
                return True
            self.document.open(path)
        except TimelineError as error:
            self._tell_not_opened(path, error)
            return False
        self._settle_in()
        return True

    def _open_large(self, path: Path) -> None:
        """Let a large story be opened beside the window; the one shown is let go first, since it could be the same."""
        self.document.close()
        self.glancing.end()
        self.stack.setCurrentWidget(self.panes)
        self.message_bar.show_message(f"Opening {path.name}…", offers={"Cancel": self._give_up_opening})
        self.opening.start(path)

    def _give_up_opening(self) -> None:
        self.opening.cancel()
        self.message_bar.hide()
        self._show_document()

    def _show_opened(self, file: StoryFile) -> None:
        self.message_bar.hide()
        self.document.show(file)
        self._settle_in()

    def _settle_in(self) -> None:
        if self.document.path is not None:
            self.settings.add_recent_file(self.document.path)
        self.restore_view()
        self.keeping.tell_opening()
        self.drafts.offer()
        if self._date_to_show is not None:
            self.show_date(self._date_to_show)
        self.side_tabs.focus_page()

    def _tell_not_opened(self, path: Path, error: TimelineError) -> None:
        self.message_bar.hide()
        self._show_document()
        if not path.exists():
            self.settings.forget_recent_file(path)
            self.start_page.show_recent(self.settings.recent_files)
        self._tell_closed_story(path, error)

    def show_date(self, date: Date) -> None:
        """Bring a date to the middle of the timeline, as soon as the timeline is there."""
        self._date_to_show = date
        if self.timeline is not None and self.document.story is not None:
            self.timeline.travel.go_to(date)
            self._date_to_show = None

    def remember_view(self) -> None:
        """Keep how the story is looked at for the next sitting."""
        if self.document.path is None:
            return
        state = {**self.settings.view(self.document.path), "selected": self.reading.selected or self.reading.wished}
        if self.timeline is not None:
            state["view"] = self.timeline.view_state()
        self.settings.set_view(self.document.path, state)

    def restore_view(self) -> None:
        """Look at the story as it was looked at last."""
        if self.document.path is None:
            return
        state = self.settings.view(self.document.path)
        if isinstance(state.get("selected"), str) and not self.reading.selected:
            self.reading.select_when_ready(state["selected"])
        if self.timeline is not None and isinstance(state.get("view"), dict):
            self.timeline.restore_view_state(state["view"])

    def close_story(self) -> None:
        """Go back to the start page."""
        self.remember_view()
        if self.keeping.settle(self.close_story):
            self.document.close()
            self.start_page.new_button.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window and let go of the file, unless the user is to be asked first."""
        if not self.keeping.settle(self.close):
            event.ignore()
            return
        self.remember_view()
        self.settings.geometry = self.saveGeometry()
        # Behind the start page the panes have no widths of their own.
        if self.panes.isVisible():
            self.settings.pane_widths_px = self.panes.sizes()
        self.settings.sync()
        self.commands.views.close_manual()
        super().closeEvent(event)
        self.closed.emit()
        self.document.close()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if _dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the first file here, further ones in windows of their own."""
        first, *others = _dropped_files(event)
        event.acceptProposedAction()
        self.story_requested.emit(first)
        for path in others:
            self.window_requested.emit(path)

    def _build(self) -> None:
        self.setWindowTitle(APP_NAME)
        self.setAcceptDrops(True)
        self.header = HeaderBar(self.actions_by_id, self.theme)
        self.message_bar = MessageBar(self.theme)
        self.draft_bar = MessageBar(self.theme)
        self.event_list = EventList(self.document, self.reading, self.theme)
        self.event_list.filter_edit.setAcceptDrops(False)  # A file dropped there would become text.
        self.side_tabs = SideTabs(self.theme)
        self.place = TimelinePlace()
        self.known_strip = KnownStrip(self.document, self.reading, self.actions_by_id, self.theme)
        self.place.put_below(self.known_strip)
        self.known_banner = KnownBanner(self.document, self.reading)
        self.known_banner.toggled.connect(self.header.show_past)
        self.header.put_banner(self.known_banner)
        self.detail = DetailPane(self.document, self.reading, self.theme)
        self.side = QStackedWidget()  # Beside the timeline: the detail pane, or what edits an event.
        self.side.addWidget(self.detail)
        self.panes = Panes(self.side_tabs, self.place, self.side, self.theme)
        self.start_page = StartPage(self.actions_by_id["new"], self.actions_by_id["open"], self.theme)
        self.status = StatusLine(self.theme)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start_page)
        self.stack.addWidget(self.panes)
        self.central = central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.message_bar, self.draft_bar, self.stack, self.status):
            column.addWidget(part, int(part is self.stack))
        self.setCentralWidget(central)
        self.menus = Menus(
            self.menuBar(),
            self.actions_by_id,
            self.settings,
            self.theme,
            self.story_requested.emit,
            self.commands.files.open_sample,
        )
        self.menus.submenus["second_axis"].aboutToShow.connect(self.commands.views.tick_second_axis)
        for scope, widget in (
            (actions.Scope.WINDOW, self),
            (actions.Scope.READING, central),
            (actions.Scope.EVENTS, self.event_list.table),
            (actions.Scope.EVENTS, self.place),
            (actions.Scope.TIMELINE, self.place),
        ):
            widget.addActions([self.actions_by_id[name] for name in actions.in_scope(scope)])

    def _connect(self) -> None:
        self.document.opened.connect(self._show_document)
        self.document.changed.connect(self._show_document)
        self.document.access_changed.connect(self._show_document)
        self.document.told.connect(self.status.tell)
        self.drafts.failed.connect(self.document.trouble)
        self.reading.progressed.connect(lambda text: self.status.show_part("work", text))
        self.opening.opened.connect(self._show_opened)
        self.opening.failed.connect(self._tell_not_opened)
        self.opening.progressed.connect(self.message_bar.label.setText)
        self.commands.connect()
        self.reading.event_selected.connect(self._show_zone)
        self.reading.event_selected.connect(self._show_title)
        self.reading.knowing.moved.connect(self._show_title)
        self.event_list.event_activated.connect(self.commands.views.fit_event)
        self.detail.link_requested.connect(self.commands.views.open_link)
        self.detail.step_requested.connect(self.reading.step)
        self.detail.reading_size_changed.connect(self.commands.views.set_reading_size)
        self.start_page.sample_requested.connect(self.commands.files.open_sample)
        self.start_page.file_requested.connect(self.story_requested)
        self.message_bar.details_requested.connect(self._show_problems)
        self.panes.toggled.connect(lambda name, shown: self.actions_by_id[f"show_{name}"].setChecked(shown))
        # Half of the start-up time is numpy and pyqtgraph: list and detail can be read meanwhile.
        self.place.first_painted.connect(self._loading.start)
        self._loading.loaded.connect(self._put_timeline)
        self._loading.failed.connect(lambda error: self.document.trouble.emit(str(error)))

    def _restore(self) -> None:
        if not self.restoreGeometry(self.settings.geometry or QByteArray()):
            room = QGuiApplication.primaryScreen().availableSize()
            self.resize(QSize(*_USUAL_SIZE_PX).boundedTo(room))
            # The frame needs room too.
            if room.width() <= _USUAL_SIZE_PX[0] or room.height() <= _USUAL_SIZE_PX[1] + _FRAME_PX:
                self.setWindowState(Qt.WindowState.WindowMaximized)
        if self.settings.pane_widths_px:
            self.panes.restore(self.settings.pane_widths_px)
        for name in ("list", "detail"):
            self.panes.show_pane(name, self.settings.shown(name))
        self.panes.toggled.connect(self.settings.set_shown)
        for name in ("list", "detail", "overview"):
            self.actions_by_id[f"show_{name}"].setChecked(self.settings.shown(name))
        self.commands.views.set_reading_size(self.settings.reading_size)
        self.commands.views.show_motion()

    def _put_timeline(self) -> None:
        from gui.timeline.view import TimelineView

        view = TimelineView(self.document, self.reading, self.theme, self.place)
        # In two turns of the event loop, so that neither is long.
        turn = QTimer(view, singleShot=True)
        turn.timeout.connect(lambda: self._show_timeline(view))
        turn.start()

    def _show_timeline(self, view: TimelineView) -> None:
        self.timeline = view
        self.timeline.status_changed.connect(lambda text: self.status.show_part("range", text))
        self.timeline.progressed.connect(lambda text: self.status.show_part("work", text))
        self.commands.take_timeline(self.timeline)
        self.place.put(self.timeline)
        self.restore_view()
        if self._date_to_show is not None:
            self.show_date(self._date_to_show)
        self.commands.views.catch_up(self.timeline)
        self._settle_list()
        self.timeline_ready.emit()

    def _settle_list(self) -> None:
        """Fit the list to the size that it has by now: it was filled before it had one."""
        table = self.event_list.table
        table.fit_dates()
        table.scrollTo(table.currentIndex())

    def _tell_closed_story(self, path: Path, error: TimelineError) -> None:
        """Say why a story does not open, and offer what can be had of it."""
        from gui.restore import RescueDialog, is_rescuable  # Not at the start: it is rarely needed.

        if not is_rescuable(path, error):
            dialogs.show_error(self, "This story cannot be opened", str(error), self.theme)
            return
        dialog = RescueDialog(path, error, self.theme, self)
        dialog.rescued.connect(self.story_requested)
        dialog.open()

    def _show_document(self, *_changed: object) -> None:
        story = self.document.story
        for spec in actions.ACTIONS:
            if spec.needs_story:
                self.actions_by_id[spec.id].setEnabled(story is not None)
        self.header.setVisible(story is not None)
        self.status.setVisible(story is not None)
        if story is None or self.stack.currentWidget() is self.start_page:
            self.stack.setCurrentWidget(self.start_page if story is None else self.panes)
        if story is None:
            self.glancing.end()
            self.setWindowTitle(APP_NAME)
            self.message_bar.hide()
            self.start_page.show_recent(self.settings.recent_files)
            return
        self._show_title()
        self.header.show_story(story, self.document.event_count, self._statements(), len(self.document.sources))
        self.status.show_part("saved", self.keeping.saved_words)
        self.place.show_hint("" if self.document.event_count else NO_EVENTS_YET)
        self._show_zone()

    def _statements(self) -> int | None:
        if self.document.is_large:
            return None
        return sum(len(event.statements) for event in self.document.events)

    def _show_title(self, _event_id: str = "") -> None:
        """Name the chosen event and the story: the task bar and a screen reader tell them."""
        if self.document.story is None:
            return
        names = [_shortened(one_line(self.document.story.title)) or "Untitled story", APP_NAME]
        shown = self.reading.shown
        if shown is not None:
            names.insert(0, _shortened(one_line(shown.title)) or "Untitled event")
        self.setWindowTitle(" — ".join(names))

    def _show_zone(self, _event_id: str = "") -> None:
        if self.document.story is None:
            return
        zone, events = self.document.story.time_zone, self.reading.events
        event = self.reading.chosen or (events[len(events) // 2] if events else None)
        limits = bounds(event.when, zone) if event else None
        at_s = (limits.earliest_s if limits.earliest_s is not None else limits.latest_s) if limits else None
        self.status.show_part("zone", zone_in_words(zone, int(time()) if at_s is None else at_s))

    def _show_problems(self) -> None:
        lines = [str(problem) for problem in self.document.problems]
        dialogs.show_details(self, "What could not be read as written", lines, self.theme)


def _dropped_files(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE] + "…"
