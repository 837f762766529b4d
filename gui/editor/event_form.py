"""The fields of an event, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from gui.editor.category_field import CategoryField
from gui.editor.completion import complete, complete_list
from gui.editor.form_fields import FieldRow, LineField, Pair, Rows, TextField
from gui.editor.form_tools import FormTools
from gui.editor.source_fields import SourceField, SourcesField
from gui.editor.statement_list import StatementList
from storage.event_draft import EventDraft
from storage.model import Category, Problem, Source

_EVENT = "event"
"""The name of the event's own source line beside the ids of the statements."""


class EventForm(QWidget):
    """All fields of an event. `changed` tells that the draft may be another one."""

    changed = Signal()

    def __init__(self, tools: FormTools) -> None:
        super().__init__()
        self._tools = tools
        self._was = EventDraft().was
        self._showing = False
        self._auto_phrase = ""
        self.setAccessibleName("Event form")
        self.title = LineField("Title", "What happened")
        self.title.setObjectName("formTitle")
        self.when = tools.date_field("When")
        self.phrase = LineField("In the source’s words", "early on Saturday")
        self.basis = LineField("Counted from", "2024-12-08")
        self.place = LineField("Place")
        self.category = CategoryField(self._categories, tools.theme)
        self.tags = LineField("Tags", "night, prisons")
        self.text = TextField("Text", 3)
        self.starred = QCheckBox("Starred")
        self.sources = SourcesField(tools)
        self.statements = StatementList(tools)
        self._rows: dict[str, FieldRow] = {}
        self._build()
        self._connect()

    @property
    def made_categories(self) -> tuple[Category, ...]:
        """Return the categories that were made here and are chosen."""
        known = {category.id for category in self._categories()}
        return tuple(each for each in self.category.made if each.id == self.category.value() and each.id not in known)

    @property
    def made_sources(self) -> tuple[Source, ...]:
        """Return the sources that were made here, each once."""
        found = [field.new_source() for field in self.sources.fields]
        found += [card.new_source() for card in self.statements.cards]
        return tuple({source.id: source for source in found if source is not None}.values())

    @property
    def source_words(self) -> dict[str, str]:
        """Return what stands in source lines and is no source yet, by statement."""
        found = {card.value().id: card.words for card in self.statements.cards}
        found[_EVENT] = self.sources.fields[-1].words
        return {name: words for name, words in found.items() if words}

    def draft(self) -> EventDraft:
        """Return the event as it is typed."""
        return EventDraft(
            was=self._was,
            title=self.title.value(),
            when=self.when.value(),
            phrase=self.phrase.value(),
            basis=self.basis.value(),
            place=self.place.value(),
            text=self.text.value(),
            category=self.category.value(),
            tags=self.tags.value(),
            sources=self.sources.value(),
            statements=self.statements.value(),
            starred=self.starred.isChecked(),
        )

    def show_draft(
        self,
        draft: EventDraft,
        sources: Sequence[Source] = (),
        categories: Sequence[Category] = (),
        words: Mapping[str, str] | None = None,
    ) -> None:
        """Show a draft, with the sources and categories that were made for it and are in no story yet."""
        made = {source.id: source for source in sources}
        self._showing = True
        self._was = draft.was
        self.title.set_value(draft.title)
        self.when.set_value(draft.when, draft.phrase, draft.basis)
        for name in ("phrase", "basis", "place", "tags", "text"):
            getattr(self, name).set_value(getattr(draft, name))
        # Words that stand in the date's own field go with it: “Saturday” is no word for another day.
        self._auto_phrase = self.phrase.text() if self.when.field.text() == self.phrase.text() else ""
        self.category.set_made(categories)
        self.category.set_value(draft.category)
        self.starred.setChecked(draft.starred)
        self.sources.set_value(draft.sources, made, (words or {}).get(_EVENT, ""))
        self.statements.set_value(draft.statements, made, words)
        for _, row in self.rows():
            row.asked = False
        self._showing = False
        self._show_basis()

    def rows(self) -> Rows:
        """Yield the rows by the places that problems name them by."""
        yield from self._rows.items()
        yield from self.statements.rows()

    def settle(self) -> None:
        """Make sources of the words that stand in their lines."""
        for field in self.sources.fields:
            field.settle()
        for card in self.statements.cards:
            card.settle()

    def source_problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with sources that are being made."""
        lines: list[tuple[str, SourceField]] = [("sources", field) for field in self.sources.fields]
        cards = enumerate(self.statements.cards, 1)
        lines += [(f"statement {number}: source", card.editor.source) for number, card in cards if card.editor]
        return tuple(Problem("events", "", place, text) for place, line in lines if (text := line.problem()))

    def tell(self, problems: Sequence[Problem]) -> None:
        """Show each problem at its field, if that was left or keeping was tried."""
        sentences = {problem.field: problem.message for problem in reversed(problems)}
        for place, row in self.rows():
            row.tell(sentences.get(place, ""))
        for number, card in enumerate(self.statements.cards, 1):
            own = {place for place in sentences if place.startswith(f"statement {number}: ")}
            shown = card.editor is None or any(row.asked for name, row in self.rows() if name in own)
            card.tell(len(own) if shown else 0)

    def ask_all(self) -> None:
        """Show every problem from now on."""
        for _, row in self.rows():
            row.ask()

    def focus_problem(self, problem: Problem) -> None:
        """Put the cursor where something is to be mended."""
        if problem.field.startswith("statement "):
            number = int(problem.field.split(":")[0].removeprefix("statement "))
            card = self.statements.cards[number - 1]
            self.statements.open(card)
        row = dict(self.rows()).get(problem.field)
        if row is not None:
            row.ask()
            row.field.setFocus()

    def leave(self, old: QWidget | None, new: QWidget | None) -> None:
        """Take note that the focus goes from one widget to another."""
        if isinstance(old, QLineEdit):
            old.setCursorPosition(0)  # Its beginning tells what it is.
        for _, row in self.rows():
            if row.holds(old) and not row.holds(new):
                row.ask()
        card = self.statements.card_at(new)
        if card is not None and card.head is not new:
            self.statements.open(card)

    def restyle(self) -> None:
        """Follow the theme and the program's font."""
        base = QApplication.font()
        size = base.pointSizeF() if base.pointSizeF() > 0 else 10.0
        theme = self._tools.theme
        self.title.setFont(theme.serif(size * 1.35, bold=True))
        for _, row in self.rows():
            row.label.setFont(theme.sans(size * 0.88))
        for card in self.statements.cards:
            if card.editor is not None:
                card.editor.texts["quote"].setFont(theme.serif(size * 1.05))
        self._heading.setFont(theme.sans(size * 0.88))

    def _build(self) -> None:
        row = self._row
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        column.addWidget(row("title", "Title", self.title))
        column.addWidget(row("when", "When", self.when))
        self._words_of_source = Pair(
            row("phrase", "In the source’s words", self.phrase), row("basis", "Counted from", self.basis), (3, 2)
        )
        column.addWidget(self._words_of_source)
        column.addWidget(Pair(row("place", "Place", self.place), row("category", "Category", self.category)))
        column.addWidget(row("tags", "Tags", self.tags))
        column.addWidget(row("text", "Text", self.text))
        column.addWidget(self.starred)
        column.addWidget(row("sources", "Sources of the event", self.sources))
        self._heading = QLabel("Statements")
        self._heading.setProperty("role", "fieldName")
        column.addSpacing(4)
        column.addWidget(self._heading)
        column.addWidget(self.statements)
        column.addStretch(1)
        tools = self._tools
        complete(self.place, lambda: tools.words.places)
        complete_list(self.tags, lambda: tools.words.tags)

    def _row(self, name: str, words: str, field: QWidget) -> FieldRow:
        self._rows[name] = FieldRow(words, field)
        return self._rows[name]

    def _connect(self) -> None:
        self.when.changed.connect(self._take_words)
        self.phrase.changed.connect(self._show_basis)
        for row in self._rows.values():
            row.field.changed.connect(self._tell)  # type: ignore[attr-defined]
        self.statements.changed.connect(self._tell)
        self.starred.toggled.connect(self._tell)
        self.statements.rebuilt.connect(self._take_fields)
        self._tools.theme.changed.connect(self.restyle)
        self.restyle()

    def _take_fields(self) -> None:
        if not self._showing:
            self.restyle()

    def _tell(self, *_: object) -> None:
        if not self._showing:
            self.changed.emit()

    def _take_words(self) -> None:
        """Keep the source's words where the date was typed in them; words that somebody wrote stay."""
        if self._showing or not self.when.is_touched:
            return
        phrase, basis = self.when.words_of_source()
        if self.phrase.text() in ("", self._auto_phrase) and self.phrase.text() != phrase:
            self._auto_phrase = phrase
            self.phrase.setText(phrase)
            self.basis.setText(basis)

    def _show_basis(self) -> None:
        self._rows["basis"].setVisible(bool(self.phrase.text() or self.basis.text()))

    def _categories(self) -> Sequence[Category]:
        story = self._tools.document.story
        return story.categories if story else ()
