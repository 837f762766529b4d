"""The categories of a story: named, coloured, shaped, put in order, merged and deleted, each a step of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QGridLayout, QHBoxLayout, QMenu, QPushButton, QWidget

from gui.dialogs import Buttons, WordsDialog, form_label, plain_label
from gui.document import Document
from gui.editor.category_icons import colour_icon, mark_icon
from gui.editor.category_list import CategoryList, CategoryModel, shown_name
from gui.editor.colour_sight import alike, safe_order
from gui.editor.step_dialog import StepDialog, button_text
from gui.editor.stepper import Planned
from gui.theme import DARK, LIGHT, Theme
from gui.work import Progress, Work
from storage.editing import (
    Step,
    add_category,
    delete_category,
    merge_categories,
    move_category,
    name_problem,
    recolour_category,
    rename_category,
    reshape_category,
    same_named,
    twins,
)
from storage.editing.finding import may_hold
from storage.errors import TimelineError
from storage.model import Category, Event, Shape, Story
from storage.pieces import unhurried
from storage.story_file import StoryFile, new_id

_PALETTES = (LIGHT.categories, DARK.categories)


class CategoriesDialog(StepDialog):
    """Edits the categories of the story shown; what is done here is undone as everywhere."""

    def __init__(self, parent: QWidget | None, document: Document, theme: Theme) -> None:
        super().__init__(parent, "Categories", "Categories", document, theme)
        self.setObjectName("categoriesDialog")
        self.model = CategoryModel(theme, self)
        self.list = CategoryList(self.model, theme)
        self._order, self._safe = safe_order(_PALETTES)
        self._wanted = ""
        self._make_fields()
        self.hint = plain_label("", "muted")
        self.fields.addWidget(self.hint)
        box = self.add_buttons(Buttons.Close)
        self.go_button = box.button(Buttons.Close)
        self.setMinimumWidth(600)
        self._counter = Work(self)
        self._counter.finished.connect(self.model.show_counts)
        self._connect()
        self._show()
        self.list.setFocus()

    def _make_fields(self) -> None:
        palette = self.theme.palette
        self.colour_box, self.shape_box = QComboBox(), QComboBox()
        for place, role in enumerate(self._order):
            if place == self._safe:
                self.colour_box.insertSeparator(place)
            self.colour_box.addItem(colour_icon(role, palette), role.capitalize(), role)
        for shape in Shape:
            self.shape_box.addItem(mark_icon("slate", shape, palette), shape.value.capitalize(), shape)
        self.colour_box.setToolTip("The first few colours are told apart by everybody, also side by side.")
        self.add_button = _button("&Add")
        self.rename_button = _button("&Rename")
        self.up_button, self.down_button = _button("Move &up"), _button("Move &down")
        self.merge_button, self.delete_button = _button("&Merge into"), _button("De&lete")
        self.merge_menu = QMenu(self.merge_button)
        self.merge_button.setMenu(self.merge_menu)
        buttons = QGridLayout()
        buttons.setVerticalSpacing(6)
        every = (
            self.add_button, self.rename_button, self.up_button, self.down_button, self.merge_button, self.delete_button
        )  # fmt: skip
        for row, button in enumerate(every):
            buttons.addWidget(button, row, 0)
        buttons.setRowStretch(len(every), 1)
        row_layout = QHBoxLayout()
        row_layout.addWidget(self.list, 1)
        row_layout.addLayout(buttons)
        self.fields.addLayout(row_layout, 1)
        look = QHBoxLayout()
        for text, field in (("&Colour", self.colour_box), ("S&hape", self.shape_box)):
            look.addWidget(form_label(text, field))
            look.addWidget(field, 1)
            look.addSpacing(10)
        self.fields.addLayout(look)

    def _connect(self) -> None:
        # When the line that was typed in has gone: the list is made anew then.
        self.model.renamed.connect(self.rename, Qt.ConnectionType.QueuedConnection)
        self.list.moved.connect(self._move)
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self.colour_box.activated.connect(self._recolour)
        self.shape_box.activated.connect(self._reshape)
        self.add_button.clicked.connect(self._add)
        self.rename_button.clicked.connect(lambda: self.list.edit(self.list.currentIndex()))
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button.clicked.connect(lambda: self._move(1))
        self.delete_button.clicked.connect(self._ask_to_delete)
        self.merge_menu.aboutToShow.connect(self._list_others)
        self.document.changed.connect(self._show)
        for keys, work in ((QKeySequence.StandardKey.Undo, self._undo), (QKeySequence.StandardKey.Redo, self._redo)):
            QShortcut(QKeySequence(keys), self, work)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list, self._ask_to_delete)

    # What is there

    @property
    def _story(self) -> Story:
        story = self.document.story
        assert story is not None  # A dialog of another story is closed with it.
        return story

    @property
    def current(self) -> Category | None:
        """Return the category that the buttons are for, or None."""
        return self.model.category(self.list.currentIndex().row())

    def choose(self, category_id: str) -> None:
        """Make a category the current one."""
        row = self.model.row_of(category_id)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))

    def _show(self) -> None:
        if self.document.story is None:
            return
        here = self.list.currentIndex().row()
        wanted = self._wanted or (self.current.id if self.current else "")
        self._wanted = ""
        self.model.show_story(self._story)
        self.choose(wanted)
        if not self.list.currentIndex().isValid() and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(min(max(here, 0), self.model.rowCount() - 1)))
        self._show_current()
        self._show_hint()
        self._count()

    def _show_current(self, _now: QModelIndex | None = None, _then: QModelIndex | None = None) -> None:
        category, row, count = self.current, self.list.currentIndex().row(), self.model.rowCount()
        for widget in (self.rename_button, self.delete_button, self.colour_box, self.shape_box):
            widget.setEnabled(category is not None)
        self.up_button.setEnabled(category is not None and row > 0)
        self.down_button.setEnabled(category is not None and row < count - 1)
        self.merge_button.setEnabled(category is not None and count > 1)
        if category is not None:
            self.colour_box.setCurrentIndex(self.colour_box.findData(category.colour))
            self.shape_box.setCurrentIndex(list(Shape).index(category.shape))

    def _show_hint(self) -> None:
        """Say which categories are called alike or hard to tell apart."""
        lines = []
        same = twins(self._story)
        if same:
            lines.append(f"Two categories are called “{shown_name(same[0][0])}”: merge them, or rename one.")
        near = alike(self._story.categories, _PALETTES)
        if near:
            one, other = near[0]
            more = f" (and {len(near) - 1} more)" if len(near) > 1 else ""
            lines.append(
                f"“{shown_name(one)}” and “{shown_name(other)}”{more} are hard to tell apart: "
                "give one of them another shape, or a colour from the top of the list."
            )
        if not self.model.rowCount():
            lines.append("No categories yet. They give the events of a kind a colour and a shape of their own.")
        self.hint.setText("\n".join(lines))
        self.hint.setVisible(bool(lines))
        self.grow()

    def _count(self) -> None:
        """Count the events of each category: in a thread where there are many."""
        file = self.document.file
        if file is None:
            return
        if self.document.is_large:
            self._counter.start(lambda progress: _counts(file, progress))
        else:
            self.model.show_counts(Counter(event.category for event in self.document.events))

    # What is done

    def rename(self, category_id: str, name: str) -> None:
        """Give a category a name that was typed; one that another has offers to merge them."""
        name = name.strip()
        problem = name_problem(name)
        if problem:
            self.tell_problem(problem)
            return
        other = same_named(self._story, name, but=category_id)
        if other is not None:
            self._ask_to_merge(category_id, other, name)
            return
        self._make(lambda story: rename_category(story, category_id, name))

    def _add(self) -> None:
        number = 1
        while same_named(self._story, name := "New category" if number == 1 else f"New category {number}"):
            number += 1
        new = Category(new_id(), name, *self._free_look())
        self._wanted = new.id
        if self._make(lambda story: add_category(story, new)):
            self.list.setFocus()
            self.list.edit(self.list.currentIndex())

    def _free_look(self) -> tuple[str, Shape]:
        """Return a colour and a shape that are easily told from those in use: an unused colour if there is one."""
        there = self._story.categories
        used = {each.colour for each in there}
        shapes = [shape for shape in Shape if shape is not Shape.BAND]
        looks = [(colour, shape) for shape in shapes for colour in self._order]
        looks.sort(key=lambda look: look[0] in used)
        known = len(alike(there, _PALETTES))
        new = (Category("", "", *look) for look in looks)
        found = next((one for one in new if len(alike((*there, one), _PALETTES)) == known), None)
        return (found.colour, found.shape) if found else looks[0]

    def _move(self, by: int) -> None:
        category = self.current
        if category is not None:
            self._make(lambda story: move_category(story, category.id, by))

    def _recolour(self, place: int) -> None:
        category, colour = self.current, self.colour_box.itemData(place)
        if category is not None and colour:
            self._make(lambda story: recolour_category(story, category.id, colour))

    def _reshape(self, place: int) -> None:
        category = self.current
        if category is not None:
            self._make(lambda story: reshape_category(story, category.id, list(Shape)[place]))

    def _list_others(self) -> None:
        self.merge_menu.clear()
        category = self.current
        for other in self._story.categories:
            if category is not None and other.id != category.id:
                entry = self.merge_menu.addAction(
                    mark_icon(other.colour, other.shape, self.theme.palette), button_text(shown_name(other))
                )
                entry.triggered.connect(lambda _on=False, one=category.id, into=other.id: self.merge(one, into))

    def merge(self, category_id: str, into_id: str) -> None:
        """Put all events of a category into another, and take it away."""
        self._wanted = into_id
        self._make_with_events(category_id, lambda story, events: merge_categories(story, events, category_id, into_id))

    def delete(self, category_id: str) -> None:
        """Take a category away; its events are without one then."""
        self._make_with_events(category_id, lambda story, events: delete_category(story, events, category_id))

    def _make(self, work: Callable[[Story], Step]) -> bool:
        """Make a step that touches no event; tell whether that went well."""
        self.tell_problem("")
        try:
            changes, name = work(self._story)
            self.document.apply(list(changes), name)
        except TimelineError as error:
            self._wanted = ""
            self.tell_problem(str(error))
            return False
        return True

    def _make_with_events(self, category_id: str, work: Callable[[Story, Iterator[Event]], Step]) -> None:
        """Make a step that touches all events of a category."""
        self.tell_problem("")
        file, story = self.document.file, self._story
        if file is None:
            return

        def plan(progress: Progress) -> Planned:
            rows = file.each_event(None, may_hold(category_id), progress)
            step: Step = work(story, (event for _row, event in rows))
            return Planned(file.prepare(step.changes), step.name)

        self.stepper.make(plan, self.document.event_count)

    # What is asked

    def _ask_to_delete(self) -> None:
        category = self.current
        if category is None:
            return
        count = self.model.count(category.id)
        if count == 0:
            self.delete(category.id)
            return
        events = "Its events" if count is None else "Its one event" if count == 1 else f"Its {count:,} events"
        stay = "stays" if count == 1 else "stay"
        dialog = self._asked(
            "deleteCategoryDialog",
            f"Delete the category “{shown_name(category)}”?",
            f"{events} {stay} in the story, without a category. One step of undo brings all of it back.",
        )
        delete = dialog.add_buttons(Buttons.Cancel).addButton("Delete", QDialogButtonBox.ButtonRole.AcceptRole)
        delete.setDefault(True)
        dialog.accepted.connect(lambda: self.delete(category.id))
        dialog.open()

    def _ask_to_merge(self, category_id: str, other: Category, name: str) -> None:
        dialog = self._asked(
            "mergeCategoryDialog",
            f"There is a category “{shown_name(other)}” already",
            "Merge the two: all their events are in one category then. Or keep both, with the same name.",
        )
        box = dialog.add_buttons(Buttons.Cancel)
        keep = box.addButton("Keep both", QDialogButtonBox.ButtonRole.ActionRole)
        keep.clicked.connect(dialog.reject)
        keep.clicked.connect(lambda: self._make(lambda story: rename_category(story, category_id, name)))
        merge = box.addButton("Merge", QDialogButtonBox.ButtonRole.AcceptRole)
        merge.setDefault(True)
        dialog.accepted.connect(lambda: self.merge(category_id, other.id))
        dialog.open()

    def _asked(self, name: str, heading: str, words: str) -> WordsDialog:
        dialog = WordsDialog(self, "Categories", heading, self.theme)
        dialog.setObjectName(name)
        dialog.add_words(words)
        return dialog

    # Undo, which the window does not hear while this dialog is open

    def _undo(self) -> None:
        self._take_back(self.document.undo_name, self.document.undo)

    def _redo(self) -> None:
        self._take_back(self.document.redo_name, self.document.redo)

    def _take_back(self, name: str, work: Callable[[], object]) -> None:
        if name and not self.stepper.running:
            try:
                work()
            except TimelineError as error:
                self.tell_problem(str(error))


def _counts(file: StoryFile, progress: Progress = unhurried) -> Counter[str]:
    """Count the events of each category; may run in another thread."""
    counts: Counter[str] = Counter()
    total = max(file.event_count, 1)
    for number, brief in enumerate(file.quick_briefs()):
        counts[brief.category] += 1
        if number % 1000 == 0:
            progress(number / total)
    return counts


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    return button
