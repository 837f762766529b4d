"""People and outlets: everyone who is named, and what each of them said or passed on, in the order of saying."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSplitter, QVBoxLayout, QWidget

from gui.chrome import ElidedLabel
from gui.document import Document
from gui.knowledge.following import Events, Following
from gui.knowledge.group_list import GroupList
from gui.knowledge.groups import Entry, Group, Line, Style
from gui.knowledge.pane import KnowledgePane
from gui.knowledge.words_said import words_entry
from gui.reading import Reading
from gui.text import one_line
from gui.theme import Theme, mark_palette
from storage.model import Source
from storage.people_index import PeopleIndex, Spoken, may_speak
from storage.search import fold

_PEOPLE, _OUTLETS = "people", "outlets"


def gathered(events: Events, sources: Mapping[str, Source], zone: str) -> PeopleIndex:
    """Return who said what in all events."""
    index = PeopleIndex(sources, zone)
    for row, event in events:
        index.take(row, event)
    return index.finished()


class PeoplePane(KnowledgePane):
    """A list of names, and under it the statements of the chosen one.

    `event_activated` carries the id of an event to be shown closely.
    """

    event_activated = Signal(str)

    def __init__(self, document: Document, reading: Reading, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._document = document
        self._reading = reading
        self._key = self._narrowed_key = ""
        self._following = Following(document, reading, gathered, may_speak, self)
        self.find_edit = QLineEdit()
        self.find_edit.setPlaceholderText("Find a name or role")
        self.find_edit.setClearButtonEnabled(True)
        self.find_edit.setAccessibleName("Find a name or role")
        self.people = GroupList(theme, "People and outlets", self)
        self.words = GroupList(theme, "Statements, in the order of saying", self)
        self.name = ElidedLabel()
        self.only = QCheckBox("Show only these")
        self.only.setToolTip("Keep only the events that this one speaks of, in the list and on the timeline")
        self.only.setAccessibleDescription("Narrows list and timeline to the events that this one speaks of")
        self._build()
        self._connect()
        self._restyle()

    @property
    def busy(self) -> bool:
        """Tell whether names are still being gathered."""
        return self._following.running

    def showEvent(self, event: QShowEvent) -> None:
        """Gather the names."""
        super().showEvent(event)
        # Only now: the style forgets the fonts of what was made before it saw it.
        self._restyle()
        self._following.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave off, unless the timeline is narrowed by it."""
        super().hideEvent(event)
        self._rest()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the box to the names with Down or Enter; empty it, then leave it, with Escape."""
        if watched is not self.find_edit or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            # Elsewhere it means to select nothing.
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.people.setFocus(Qt.FocusReason.OtherFocusReason)
                self.people.choose_first()
                return True
            if event.key() == Qt.Key.Key_Escape:
                if self.find_edit.text():
                    self.find_edit.clear()
                else:
                    self.people.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self.head.setContentsMargins(10, 9, 14, 8)
        self.head.setSpacing(10)
        self.head.insertWidget(0, self.find_edit, 1)
        self.head.setStretchFactor(self.count, 0)
        lower = QWidget()
        head = QVBoxLayout()
        head.setContentsMargins(14, 8, 12, 8)
        head.setSpacing(5)
        head.addWidget(self.name)
        head.addWidget(self.only)
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.words, 1)
        self._split = split = QSplitter(Qt.Orientation.Vertical)
        split.setObjectName("sideSplit")
        split.setHandleWidth(1)  # A hairline; Qt lets it be taken hold of a little beside it.
        split.setChildrenCollapsible(False)
        split.addWidget(self.people)
        split.addWidget(lower)
        split.setSizes([420, 380])
        self._lower = lower
        lower.hide()
        self.put(split)
        self.setFocusProxy(self.people)

    def _connect(self) -> None:
        self.find_edit.installEventFilter(self)
        self.find_edit.textChanged.connect(self._show)
        self._following.changed.connect(self._show)
        self._following.progressed.connect(self.show_work)
        self.people.chosen.connect(lambda entry: self._choose(entry.key.partition(":")[2]))
        self.people.activated_entry.connect(lambda _entry: self._enter_words())
        self.words.chosen.connect(lambda entry: self._reading.point_at(entry.event_id, entry.statement_id))
        self.words.activated_entry.connect(lambda entry: self.event_activated.emit(entry.event_id))
        self.only.toggled.connect(self._narrow)
        self._reading.narrowing.narrowed.connect(self._tick)
        self._document.opened.connect(self._start_anew)

    def _enter_words(self) -> None:
        self.words.choose_first()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start_anew(self) -> None:
        self._key = self._narrowed_key = ""
        self.find_edit.clear()
        self.people.start_anew()
        self.words.start_anew()
        self._lower.hide()

    # The names

    def _show(self) -> None:
        self._follow_narrowing()
        if not self.isVisible():
            return
        index = self._index
        found = index.people(self._reading.knowing.as_of_s) if index is not None else []
        wanted = fold(self.find_edit.text()).split()
        if wanted:
            found = [one for one in found if all(word in fold(" ".join((one.name, *one.roles))) for word in wanted)]
        speakers = [one for one in found if one.said]
        outlets = [one for one in found if not one.said]
        groups = (
            Group(_PEOPLE, "People and bodies", len(speakers), lambda place: _named(_PEOPLE, speakers[place])),
            Group(_OUTLETS, "Outlets", len(outlets), lambda place: _named(_OUTLETS, outlets[place])),
        )
        self.people.show_by(self._following.step)
        self.people.set_groups([group for group in groups if group.count])
        self.show_count(f"{len(found):,}" if found else "")
        self.show_hint("" if found else self._why_none(bool(wanted)))
        self._show_words()

    def _why_none(self, searched: bool) -> str:
        if self.busy:
            return "The events are being looked through…"
        if searched:
            return "Nobody of that name or role."
        if self._reading.knowing.as_of_s is not None:
            return "Nobody had said anything yet."
        return "Nobody is named yet: the speakers and outlets of statements will stand here."

    @property
    def _index(self) -> PeopleIndex | None:
        gathered = self._following.gathered
        return gathered if isinstance(gathered, PeopleIndex) else None

    def _choose(self, key: str) -> None:
        self._key = key
        self.words.start_anew()
        self._show_words()

    # What the chosen one said

    def _show_words(self) -> None:
        index, as_of_s = self._index, self._reading.knowing.as_of_s
        one = index.one(self._key, as_of_s) if index is not None else None
        self._lower.setVisible(one is not None)
        if one is None or index is None:
            self.words.set_groups(())
            return
        self.name.setText(one.name)
        self.only.setAccessibleName(f"Show only the events that {one.name} speaks of")
        said, passed_on = index.said(one.key, as_of_s), index.passed_on(one.key, as_of_s)
        groups = (
            Group("said", "Said", len(said), self._words(index, said)),
            Group("passed", "Passed on of others", len(passed_on), self._words(index, passed_on, with_speaker=True)),
        )
        self.words.show_by(self._following.step)
        self.words.set_groups([group for group in groups if group.count])
        self._tick()

    def _words(
        self, index: PeopleIndex, places: list[tuple[int, int]], *, with_speaker: bool = False
    ) -> Callable[[int], Entry]:
        key = self._key

        def entry(number: int) -> Entry:
            row, place = places[number]
            file = self._document.file
            event = file.event_in_row(row) if file is not None else None
            said = event.statements[place] if event is not None and place < len(event.statements) else None
            # An edit since then may have put another there, said later; the names are being gathered anew.
            if event is None or said is None or not (index.is_by(key, said) and self._reading.knowing.had_said(said)):
                return Entry(f"{row}:{place}", (Line("(changed)", Style.MUTED),))
            return words_entry(event, said, row, self._reading.knowing.origins, with_speaker)

        return entry

    # What narrows

    def _narrow(self, on: bool) -> None:
        index, narrowing = self._index, self._reading.narrowing
        if on and index is not None and self._key:
            self._narrowed_key = self._key
            narrowing.set_speaker(self.name.text(), index.spoken_since(self._key))
        elif not on:
            narrowing.set_speaker("", {})

    def _follow_narrowing(self) -> None:
        """Let through what the one speaks of after an edit."""
        index, narrowing = self._index, self._reading.narrowing
        if narrowing.speaker and self._narrowed_key and index is not None:
            narrowing.set_speaker(narrowing.speaker, index.spoken_since(self._narrowed_key))

    def _tick(self) -> None:
        if not self._reading.narrowing.speaker:
            self._narrowed_key = ""
            if not self.isVisible():
                self._rest()
        self.only.blockSignals(True)
        self.only.setChecked(bool(self._key) and self._narrowed_key == self._key)
        self.only.blockSignals(False)

    def _rest(self) -> None:
        # While the timeline is narrowed by somebody, what they speak of is followed.
        if not self._narrowed_key:
            self._following.sleep()

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "only"):
            self.name.setFont(self._theme.serif(self.font().pointSizeF() * 1.15, bold=True))
            muted = self._theme.palette.muted
            # Qt pales the ink for placeholders, below what can be read well.
            self.find_edit.setStyleSheet(f"QLineEdit {{ placeholder-text-color: {muted}; }}")
            self.only.setPalette(mark_palette(self._theme.palette))


def _named(group: str, one: Spoken) -> Entry:
    lines = [Line(one.name or "(no name)", Style.TITLE, 2)]
    also = f"passed on {one.passed_on:,} of others" if one.said and one.passed_on else ""
    if below := "; ".join(filter(None, (*one.roles, also))):
        lines.append(Line(one_line(below), Style.MUTED, 2))
    told = (
        f"{one.said:,} said" if one.said else "",
        f"{one.passed_on:,} passed on" if one.passed_on else "",
    )
    spoken = ", ".join(filter(None, (one.name, "; ".join(one.roles), *told)))
    return Entry(f"{group}:{one.key}", tuple(lines), f"{one.said or one.passed_on:,}", spoken)
