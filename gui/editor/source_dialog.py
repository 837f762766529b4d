"""All sources of a story in one place: find, add, edit, merge and remove them, each step by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.chrome import announce
from gui.dialogs import Buttons, WordsDialog, plain_label
from gui.document import Document
from gui.editor.citation_reader import CitationReader
from gui.editor.merge_dialog import MergeDialog
from gui.editor.source_card import SourceCard
from gui.editor.source_line import SourceLine
from gui.editor.source_model import SourceModel, shown_source
from gui.editor.source_table import SourceTable
from gui.editor.source_uses import SourceUses, cited_words
from gui.editor.vocabularies import Vocabularies
from gui.text import label, one_line
from gui.theme import Theme
from storage.csl_fields import Csl
from storage.dates.typed import Habits
from storage.importers import format_of
from storage.model import Source
from storage.source_twins import SourceIndex, same_doi, same_url
from storage.story_file import new_id

_HINT = "Filter, or paste addresses, DOIs or records to add them"


class SourceDialog(WordsDialog):
    """Shows the sources. What it is asked to change it wishes for: `added`, `edited`, `merged`, `removed`."""

    added = Signal(object)
    """A tuple of sources."""
    edited = Signal(object)
    """A source that is there already, changed."""
    merged = Signal(object, object)
    """The source that stays, and the one that goes into it."""
    removed = Signal(object)
    """A tuple of sources that no event cites."""

    def __init__(
        self,
        parent: QWidget | None,
        document: Document,
        vocabularies: Vocabularies,
        theme: Theme,
        habits: Callable[[], Habits] = Habits,
    ) -> None:
        super().__init__(parent, "Sources", "Sources of this story", theme)
        self.setObjectName("sourceDialog")
        self._document = document
        self._theme = theme
        self._index = SourceIndex(())
        self._wished = ""
        self._is_following = self._is_refused = False
        self._uses = SourceUses(document, self)
        self.line = SourceLine(placeholderText=_HINT)
        self.line.setAccessibleName("Filter or add sources")
        self._reader = CitationReader(self)
        self._reader.read.connect(self._add_items)
        self._reader.refused.connect(lambda words: self.say(words, "error"))
        self._reader.progressed.connect(self.say)
        self.model = SourceModel()
        self.table = SourceTable(self.model, theme)
        self.card = SourceCard(vocabularies, theme, habits, whole=True)
        self.words = plain_label("", "muted")
        self.keep_button = QPushButton("Keep changes")
        self.add_button = QPushButton("New source")
        self.merge_button = QPushButton("Merge…")
        self.remove_button = QPushButton("Remove")
        self.unused_button = QPushButton("Remove unused…")
        self._build()
        self._connect()
        self._refresh()
        self.line.setFocus()

    def _build(self) -> None:
        # Under a style sheet, a scroll area that gets a parent resets its content's fonts: it gets its parent first.
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        side = QVBoxLayout(content)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        side.addWidget(self.card)
        side.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignRight)
        side.addStretch(1)
        scroll.setWidget(content)
        scroll.setMinimumWidth(content.minimumSizeHint().width() + scroll.verticalScrollBar().sizeHint().width())
        both = QHBoxLayout()
        both.setSpacing(14)
        both.addWidget(self.table, 3)
        both.addWidget(scroll, 2)
        self.column.addWidget(self.line)
        self.column.addLayout(both, 1)
        self.column.addWidget(self.words)
        box = self.add_buttons(Buttons.Close)
        for button in (self.add_button, self.merge_button, self.remove_button, self.unused_button):
            box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        for button in self.findChildren(QPushButton):
            # Enter is for the fields.
            button.setAutoDefault(False)
        room = self.screen().availableSize()
        self.resize(min(980, room.width() - 40), min(640, room.height() - 60))

    def _connect(self) -> None:
        self.line.textChanged.connect(lambda _text: self._filter())
        self.line.pasted.connect(self._reader.begin)
        self.line.returnPressed.connect(self._enter)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.card.changed.connect(self._show_buttons)
        self.keep_button.clicked.connect(self.keep)
        self.add_button.clicked.connect(self._add_plain)
        self.merge_button.clicked.connect(self._ask_to_merge)
        self.remove_button.clicked.connect(self._remove)
        self.unused_button.clicked.connect(self._remove_unused)
        self._uses.counted.connect(self._show_counts)
        self._document.changed.connect(self._refresh)
        self._document.closing.connect(self._leave)

    # What is shown

    def chosen(self) -> list[Source]:
        """Return the sources whose rows are selected, in the order of the rows."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.source(row) for row in rows]

    def choose(self, *source_ids: str) -> None:
        """Select the rows of sources, as far as the filter shows them."""
        selection = self.table.selectionModel()
        selection.clearSelection()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for source_id in source_ids:
            row = self.model.row_of(source_id)
            if row >= 0:
                selection.setCurrentIndex(self.model.index(row, 0), flags)

    def say(self, words: str, role: str = "muted") -> None:
        """Say what was done, or what is wrong."""
        self.words.setProperty("role", role)
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)
        self.words.setText(label(words))
        if words:
            announce(self, self.words.text())

    def _refresh(self) -> None:
        """Show the sources as they are after an edit, here or elsewhere."""
        ids = [self._wished] if self._wished else [source.id for source in self.chosen()]
        self._wished = ""
        self._index = SourceIndex(self._document.sources, self._index)
        # What is half typed in the card stays: in the middle of a step nobody may begin another.
        self._is_following = True
        self._show_found(ids)
        self._is_following = False
        self._show_chosen(following=True)

    def _filter(self) -> None:
        self._show_found([source.id for source in self.chosen()])
        self._show_chosen()

    def _show_found(self, chosen_ids: list[str]) -> None:
        text = self.line.text()
        order = [source.id for source in self._index.sources]
        found = self._index.find(text, order, len(order)) if text.strip() else list(self._index.sources)
        self.model.show_sources(found)
        self.model.show_counts(self._uses.counts)
        self.choose(*chosen_ids)

    def _show_counts(self) -> None:
        self.model.show_counts(self._uses.counts)
        self._show_chosen()

    def _show_chosen(self, *, following: bool = False) -> None:
        if self._is_following:
            return
        chosen = self.chosen()
        self.card.setEnabled(len(chosen) == 1 and not self._document.read_only)
        shown = chosen[0] if len(chosen) == 1 else Source("")
        problem = ""
        if shown != self.card.shown:
            problem = "" if following else self._keep_before_leaving()
            if self._is_refused:
                self._go_back_to_card()
                return
            self.card.show_source(shown)
        counts = self._uses.counts
        if problem:
            self.say(problem, "error")
        elif len(chosen) == 1 and counts is not None:
            self.say(cited_words(counts.get(shown.id, 0)))
        elif len(chosen) == 2:
            self.say("Two sources that are one can be merged.")
        self._show_buttons()

    def _show_buttons(self) -> None:
        chosen, counts, writes = self.chosen(), self._uses.counts, not self._document.read_only
        self.keep_button.setEnabled(writes and self._is_edited())
        self.add_button.setEnabled(writes)
        self.merge_button.setEnabled(writes and len(chosen) == 2)
        unused = counts is not None and bool(chosen) and not any(counts.get(one.id, 0) for one in chosen)
        self.remove_button.setEnabled(writes and unused)
        self.unused_button.setEnabled(writes and bool(self._unused()))

    def _unused(self) -> tuple[Source, ...]:
        counts = self._uses.counts
        if counts is None:
            return ()
        return tuple(source for source in self._index.sources if not counts.get(source.id, 0))

    # Editing

    def _is_edited(self) -> bool:
        card = self.card
        return bool(card.shown.id) and (card.source() != card.shown or bool(card.problem_text()))

    def keep(self) -> bool:
        """Keep what was changed in the card; return False where something there is wrong, or the disk refuses."""
        if not self._is_edited() or self._document.read_only:
            return True
        problem = self.card.problem_text()
        if problem:
            self.say(problem, "error")
            return False
        # Whoever hears it may be refused by the disk: what was typed stays in the card then.
        self.edited.emit(self.card.source())
        return not self._is_edited()

    def _keep_before_leaving(self) -> str:
        """Keep what was typed when another source is looked at; undo takes it back. Return what could not be kept."""
        card = self.card
        is_there = self._index.by_id.get(card.shown.id) == card.shown
        if not is_there or not self._is_edited():
            return ""
        problem, source = card.problem_text(), card.source()
        if source != card.shown:
            self.edited.emit(source)
            self._is_refused = self._index.by_id.get(source.id) == card.shown
        return f"The date of {shown_source(source)} stays as it was. {problem}" if problem else ""

    def _go_back_to_card(self) -> None:
        """Choose the source again whose card holds what the disk has refused."""
        self._is_refused = False
        self._is_following = True
        self.line.clear()
        self.choose(self.card.shown.id)
        self._is_following = False
        self.card.setEnabled(True)
        self._show_buttons()

    # Adding

    def _enter(self) -> None:
        text = self.line.text().strip()
        if format_of(text) is not None:
            self._reader.begin(text)
        elif self.model.rowCount():
            self.table.setFocus()
            if not self.chosen():
                self.table.selectRow(0)

    def _add_items(self, items: list[Csl]) -> None:
        new: list[Source] = []
        known: list[Source] = []
        added: dict[str, Source] = {}
        for item in items:
            places = [place for place in (same_doi(item), same_url(item)) if place]
            twin = self._index.at_place(*places) or next((added[place] for place in places if place in added), None)
            if twin is not None:
                known.append(twin)
                continue
            new.append(Source(new_id(), item))
            added.update(dict.fromkeys(places, new[-1]))
        self.line.clear()
        self._add(new)
        if not new:
            self.choose(known[0].id)
        if known:
            verb = "is" if len(known) == 1 else "are"
            self.say(f"{len(known):,} of {len(items):,} {verb} in the story already and left out here.")
        elif len(new) == 1 and (like := self._index.twin_of(new[0].csl, but=new[0].id)) is not None:
            self.say(f"{shown_source(like.source)} has {like.why}. If they are one, select both and merge them.")

    def _add_plain(self) -> None:
        self.line.clear()
        self._add([Source(new_id(), {"type": "document", "title": "New source"})])
        self.card.title_edit.setFocus()
        self.card.title_edit.selectAll()

    def _add(self, new: Sequence[Source]) -> None:
        if new and self.keep():
            self._wished = new[0].id
            self.added.emit(tuple(new))
            if new[0].id not in self._index.by_id:
                # The disk has refused them, which was said.
                self._wished = ""
                return
            self.say("One source was added." if len(new) == 1 else f"{len(new):,} sources were added.")

    # Merging and removing

    def _ask_to_merge(self) -> None:
        chosen = self.chosen()
        if len(chosen) == 2 and self.keep():
            dialog = MergeDialog(self, chosen[0], chosen[1], self._theme)
            dialog.chosen.connect(self._merge)
            dialog.open()

    def _merge(self, kept: Source, dropped: Source) -> None:
        self._wished = kept.id
        self.merged.emit(kept, dropped)

    def _remove(self) -> None:
        if self.keep():
            self.removed.emit(tuple(self.chosen()))

    def _remove_unused(self) -> None:
        if not self.keep():
            return
        unused = self._unused()
        count = "one source" if len(unused) == 1 else f"{len(unused):,} sources"
        dialog = WordsDialog(self, "Remove unused", f"Remove {count} that no event cites?", self._theme)
        dialog.setObjectName("unusedDialog")
        dialog.add_words("\n".join(one_line(shown_source(source)) for source in unused[:8]), "muted")
        if len(unused) > 8:
            dialog.add_words(f"and {len(unused) - 8:,} more", "muted")
        dialog.add_words("Undo brings them back.")
        box = dialog.add_buttons(Buttons.Cancel)
        box.addButton("Remove", QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        dialog.accepted.connect(lambda: self.removed.emit(unused))
        dialog.open()

    # Leaving

    def _leave(self) -> None:
        """Close with the story; what was typed is kept in it."""
        if not self.card.problem_text():
            self.keep()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up an edit first, then leaves."""
        if event.key() == Qt.Key.Key_Escape and self._is_edited():
            self.card.show_source(self.card.shown)
            self._show_buttons()
            return
        super().keyPressEvent(event)

    def reject(self) -> None:
        """Keep what was typed and close."""
        if self._document.file is None or self.keep():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay where something typed cannot be kept."""
        if self._document.file is not None and not self.keep():
            event.ignore()
            return
        super().closeEvent(event)
