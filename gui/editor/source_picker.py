"""Chooses a source: type to find one of the story's, paste an address or a record, or type a name for a new one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.chrome import announce
from gui.dialogs import plain_label
from gui.document import Document
from gui.editor.citation_reader import CitationReader
from gui.editor.completion import MOST_OFFERED, Completion, Suggestion
from gui.editor.source_card import SourceCard
from gui.editor.source_line import SourceLine
from gui.editor.source_model import shown_source
from gui.editor.source_uses import SourceUses, cited_words
from gui.editor.vocabularies import Vocabularies
from gui.text import label
from gui.theme import Theme
from storage.csl import field_text
from storage.csl_fields import Csl
from storage.dates.typed import Habits
from storage.importers import format_of
from storage.model import Source
from storage.search import fold
from storage.source_twins import SourceIndex, Twin
from storage.story_file import new_id

# To write the citations of more sources takes longer than one would wait at a key.
_MOST_CITED = 2000
_HINT = "Type to find a source, or paste an address, a DOI or a record"


class SourcePicker(QWidget):
    """One line for one source, with a card for a new one beneath it.

    `changed` tells that another source is chosen, or that a new one is another. `source_edited` carries an existing
    source that the user has changed here: a wish, for every event that cites it. F2 opens one for that.
    """

    changed = Signal()
    source_edited = Signal(object)

    def __init__(
        self,
        document: Document,
        vocabulary: Vocabularies,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        habits: Callable[[], Habits] = Habits,
    ) -> None:
        self._is_editing = False
        super().__init__(parent)
        self._document = document
        self._vocabularies = vocabulary
        self._theme = theme
        self._index = SourceIndex(())
        self._chosen: Source | None = None
        self._is_new = False
        self._twin: Twin | None = None
        self._uses: SourceUses | None = None
        self._refusal = ""
        self.edit = SourceLine(placeholderText=_HINT)
        self.edit.setAccessibleName("Source")
        self.setFocusProxy(self.edit)
        self.completion = Completion(self.edit, self._find, goes_on=True, writes=False)
        self.hint = plain_label("", "muted")
        self.use_button = QPushButton("Use that one")
        self.edit_button = QPushButton("Edit…")
        self.keep_button = QPushButton("Keep changes")
        self.card = SourceCard(vocabulary, theme, habits)
        self._reader = CitationReader(self)
        self._reader.read.connect(self._take_items)
        self._reader.refused.connect(self._refuse)
        self._reader.progressed.connect(self._say)
        self._build()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.hint, 1)
        row.addWidget(self.use_button, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.edit, 1)
        line.addWidget(self.edit_button)
        for button in (self.use_button, self.edit_button):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        column.addLayout(row)
        column.addWidget(self.card)
        column.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignRight)
        self.keep_button.setAutoDefault(False)
        # On the way from field to field there is nothing to edit; F2 does the same.
        self.edit_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.edit_button.setToolTip("Edit this source (F2)")
        self.edit_button.clicked.connect(self.edit_chosen)
        self.edit.edit_requested.connect(self.edit_chosen)
        self.keep_button.clicked.connect(self._keep_edited)
        self.use_button.clicked.connect(self._use_twin)
        self.completion.taken.connect(lambda suggestion: self.set_value(suggestion.key, tell=True))
        self.edit.pasted.connect(self._take_text)
        self.edit.textEdited.connect(self._forget_choice)
        self.edit.editingFinished.connect(self.settle)
        self.card.changed.connect(self._take_card)
        self._show()

    # What is chosen

    def value(self) -> str:
        """Return the id of the source chosen, "" for none; words that stand in the line become a new source."""
        self.settle()
        return self._chosen.id if self._chosen else ""

    def chosen(self) -> Source | None:
        """Return the source chosen, None for none; words that stand in the line are left alone."""
        return self._chosen

    def new_sources(self) -> tuple[Source, ...]:
        """Return the source chosen if the story does not have it yet."""
        self.settle()
        return (self._chosen,) if self._chosen and self._is_new else ()

    def set_value(self, source_id: str, *, tell: bool = False) -> None:
        """Choose a source of the story; an unknown id or "" chooses none."""
        source = self._sources().by_id.get(source_id)
        self._choose(source, is_new=False)
        if tell:
            self.changed.emit()

    def set_new(self, source: Source) -> None:
        """Choose a source that the story does not have yet, as a draft has kept it."""
        self._choose(source, is_new=True)

    def event(self, event: QEvent) -> bool:
        """Let Escape give up an edit in place before it does anything else."""
        if self._is_editing and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self._is_editing = False
                self._show()
                self.edit.setFocus()
            event.accept()
            return True
        return super().event(event)

    def edit_chosen(self) -> None:
        """Open the chosen source of the story in the card: what is changed there is changed for all that cite it."""
        if self._chosen is None or self._is_new or self._document.read_only:
            return
        if self._uses is None:
            self._uses = SourceUses(self._document, self)
            self._uses.counted.connect(self._show)
        self._is_editing = True
        self.card.show_source(self._chosen)
        self._show()
        self.card.title_edit.setFocus()
        self.card.title_edit.selectAll()

    def problem(self) -> str:
        """Return in a sentence why the line and its card make no source that can be kept, "" for nothing."""
        if self._reader.running:
            return "The pasted records are still being read."
        return self.card.problem_text() if self._is_new else self._refusal

    def settle(self) -> None:
        """Make a source of the words in the line, if nobody has chosen one."""
        if self._chosen is not None and not self._is_new and self._chosen.id not in self._sources().by_id:
            # It was taken back meanwhile; here it is still wanted.
            self._choose(self._chosen, is_new=True)
        text = self.edit.text().strip()
        if self._chosen is None and text:
            self._take_text(text)

    # Finding and making

    def _sources(self) -> SourceIndex:
        if self._index.sources is not self._document.sources:
            self._index = SourceIndex(self._document.sources, self._index)
        return self._index

    def _find(self, typed: str) -> list[Suggestion]:
        if self._chosen is not None and typed == shown_source(self._chosen):
            typed = ""
        found = self._sources().find(typed, self._vocabularies.current.sources, MOST_OFFERED)
        return [Suggestion(shown_source(source), source.id) for source in found]

    def _forget_choice(self) -> None:
        self._refusal = ""
        self._reader.cancel()
        if self._chosen is not None:
            self._chosen, self._is_new, self._is_editing = None, False, False
            self._show()
            self.changed.emit()

    def _take_text(self, text: str) -> None:
        """Read a record, or take plain words for the name of a source."""
        self.completion.close()
        words = " ".join(text.split())
        named = self._named(words)
        if named is not None:
            self._choose(named, is_new=False)
        elif format_of(text) is None and "\n" not in text.strip():
            self._choose(self._plain_source(words), is_new=True)
        else:
            self._reader.begin(text)
            return
        self.changed.emit()

    def _refuse(self, words: str) -> None:
        self._refusal = words
        self._say(words, "error")

    def _take_items(self, items: list[Csl]) -> None:
        self._choose(Source(new_id(), self._with_known_outlet(items[0])), is_new=True)
        if len(items) > 1:
            self._say(f"Of the {len(items):,} records that were pasted this is the first.")
        self.changed.emit()

    def _named(self, words: str) -> Source | None:
        """Return the story's source that the words name in full."""
        index = self._sources()
        found = index.titled(words)
        if not found and len(index.sources) <= _MOST_CITED:
            found = [source for source in index.sources if fold(shown_source(source)) == fold(words)]
        return found[0] if len(found) == 1 else None

    def _plain_source(self, words: str) -> Source:
        outlets = {fold(outlet): outlet for outlet in self._vocabularies.current.outlets}
        known = outlets.get(fold(words))
        csl = {"type": "document", "container-title": known} if known else {"type": "document", "title": words}
        return Source(new_id(), csl)

    def _with_known_outlet(self, csl: Csl) -> Csl:
        """Call an outlet what the story always calls it, where a pasted address tells no more than its host."""
        host = field_text(csl, "container-title")
        known = self._sources().outlet_of_host(host) if csl.get("type") == "webpage" and "title" not in csl else ""
        return {**csl, "container-title": known} if known else csl

    # Showing

    def _choose(self, source: Source | None, *, is_new: bool) -> None:
        self._chosen, self._is_new = source, is_new and source is not None
        self._is_editing = False
        self._refusal = ""
        self.edit.setText(shown_source(source) if source else "")
        self.edit.setCursorPosition(0)
        if source is not None and is_new:
            self.card.show_source(source)
        self._show()

    def _take_card(self) -> None:
        if self._is_new:
            self._chosen = self.card.source()
            self.edit.setText(shown_source(self._chosen))
            self._show()
            self.changed.emit()

    def _keep_edited(self) -> None:
        edited = self.card.source()
        if not self._is_editing or self.card.problem_text():
            return
        was = self._chosen
        if edited != was:
            self.source_edited.emit(edited)
            if edited.id in (known := self._sources().by_id) and known[edited.id] == was:
                # The disk has refused it: what was typed stays in the card.
                return
        self._choose(edited, is_new=False)
        self.edit.setFocus()

    def _show(self) -> None:
        self.card.setVisible(self._is_new or self._is_editing)
        self.keep_button.setVisible(self._is_editing)
        is_kept = self._chosen is not None and not self._is_new
        self.edit_button.setVisible(is_kept and not self._is_editing and not self._document.read_only)
        self._twin = self._sources().twin_of(self._chosen.csl) if self._is_new and self._chosen else None
        self.use_button.setVisible(self._twin is not None)
        if self._twin is not None:
            self._say(f"The story has a source with {self._twin.why}: {shown_source(self._twin.source)}")
        elif self._is_new:
            self._say("A new source; it is kept with the event.")
        elif self._is_editing and self._chosen is not None:
            counts = self._uses.counts if self._uses else None
            cited = cited_words(counts.get(self._chosen.id, 0)) if counts is not None else ""
            self._say(f"{cited} What you change here is changed wherever it is cited.".strip())
        else:
            self._say("")

    def _say(self, words: str, role: str = "muted") -> None:
        self.hint.setProperty("role", role)
        self.hint.style().unpolish(self.hint)
        self.hint.style().polish(self.hint)
        self.hint.setText(label(words))
        self.hint.setVisible(bool(words))
        if role == "error":
            announce(self.edit, self.hint.text())

    def _use_twin(self) -> None:
        if self._twin is not None:
            self.set_value(self._twin.source.id, tell=True)
            self.edit.setFocus()
