"""The fields of one statement, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.editor.completion import complete, complete_chain
from gui.editor.figure_editor import FiguresField
from gui.editor.form_fields import ChoiceField, FieldRow, LineField, Pair, Rows, TextField
from gui.editor.form_tools import FormTools
from gui.editor.source_fields import SourceField
from gui.signs import STANCE_SIGNS
from storage.event_draft import StatementDraft
from storage.model import Source, Stance

_LINES = ("speaker", "role", "language", "locator", "via")
_TEXTS = ("quote", "paraphrase")


class StatementEditor(QWidget):
    """Edits one statement. `changed` tells that it may be another one."""

    changed = Signal()

    def __init__(
        self, tools: FormTools, statement: StatementDraft, made: Mapping[str, Source], words: str = ""
    ) -> None:
        super().__init__()
        self._tools = tools
        self._id = statement.id
        self._was = statement.was
        self.stance = ChoiceField("Stance")
        self.lines = {
            "speaker": LineField("Speaker", "who says so"),
            "role": LineField("Role", "in which capacity"),
            "language": LineField("Language of the quote", "en, ar, de …"),
            "locator": LineField("Place in the source", "page, minute, paragraph"),
            "via": LineField("Passed on by", "CBS News > BBC News"),
        }
        self.texts = {
            "quote": TextField("Quote", 3, "Word for word, without quotation marks"),
            "paraphrase": TextField("In other words", 2, "What it comes to, in your words"),
        }
        self.said = tools.date_field("Date said")
        self.source = SourceField(tools, "Source of the statement")
        self.figures = FiguresField()
        self._rows: dict[str, FieldRow] = {}
        self._build()
        self._fill(statement, made, words)
        self._connect()

    def value(self) -> StatementDraft:
        """Return the statement as it is typed."""
        return StatementDraft(
            id=self._id,
            stance=Stance(self.stance.currentData()),
            said=self.said.value(),
            source=self.source.value(),
            figures=self.figures.value(),
            was=self._was,
            **{name: self.lines[name].value() for name in _LINES},
            **{name: self.texts[name].value() for name in _TEXTS},
        )

    def rows(self) -> Rows:
        """Yield the rows by the places that problems name them by."""
        yield from self._rows.items()
        yield from self.figures.rows()

    def focus_first(self) -> None:
        """Put the cursor where one begins to type: the speaker, or the quote of a known one."""
        field = self.texts["quote"] if self.lines["speaker"].text() else self.lines["speaker"]
        field.setFocus()

    def colour_stance(self) -> None:
        """Show the stances in the theme's colours."""
        for place in range(self.stance.count()):
            colour = self._tools.theme.palette.stances[Stance(self.stance.itemData(place)).value]
            self.stance.setItemData(place, QColor(colour), 9)  # Qt.ItemDataRole.ForegroundRole

    def _build(self) -> None:
        for stance, (sign, word) in STANCE_SIGNS.items():
            self.stance.addItem(f"{sign}  {word}", stance.value)
        self.colour_stance()
        row = self._row
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(9)
        lines, texts = self.lines, self.texts
        column.addWidget(
            Pair(row("stance", "Stance", self.stance), row("speaker", "Speaker", lines["speaker"]), (2, 3))
        )
        column.addWidget(row("role", "Role", lines["role"]))
        column.addWidget(row("quote", "Quote", texts["quote"]))
        column.addWidget(row("paraphrase", "In other words", texts["paraphrase"]))
        column.addWidget(row("language", "Language", lines["language"]))
        column.addWidget(row("said", "Said", self.said))
        column.addWidget(row("source", "Source", self.source))
        column.addWidget(row("locator", "Place in the source", lines["locator"]))
        column.addWidget(row("via", "Passed on by", lines["via"]))
        column.addWidget(row("figures", "Figures", self.figures))

    def _row(self, name: str, words: str, field: QWidget) -> FieldRow:
        self._rows[name] = FieldRow(words, field)
        return self._rows[name]

    def _fill(self, statement: StatementDraft, made: Mapping[str, Source], words: str) -> None:
        self.stance.setCurrentIndex(self.stance.findData(statement.stance.value))
        for name in _LINES:
            self.lines[name].set_value(getattr(statement, name))
        for name in _TEXTS:
            self.texts[name].set_value(getattr(statement, name))
        self.said.set_value(statement.said)
        self.source.set_value(statement.source, made, words)
        self.figures.set_value(statement.figures)

    def _connect(self) -> None:
        tools, lines = self._tools, self.lines
        complete(lines["speaker"], lambda: tools.words.speakers).taken.connect(lambda _taken: self._fill_role())
        complete(lines["role"], lambda: tools.words.roles)
        complete_chain(lines["via"], lambda: tools.words.outlets)
        lines["speaker"].editingFinished.connect(self._fill_role)
        signals = [self.stance.changed, self.said.changed, self.source.changed, self.figures.changed]
        signals += [field.changed for field in lines.values()]
        signals += [field.changed for field in self.texts.values()]
        for signal in signals:
            signal.connect(self.changed)

    def _fill_role(self) -> None:
        """Give a known speaker the role that the story knows; one that was typed stays."""
        role = self.lines["role"]
        known = self._tools.words.role_of(self.lines["speaker"].text().strip())
        if known and not role.text():
            role.type(known)
            role.setCursorPosition(0)
