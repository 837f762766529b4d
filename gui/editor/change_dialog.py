"""Change many events at once: category, tags, place, and how far they are moved, with the first new dates in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs import form_label, plain_label
from gui.document import Document
from gui.editor.category_icons import mark_icon
from gui.editor.chosen_events import Chosen, events_of, filtered_events, marked_events
from gui.editor.step_dialog import StepDialog, problem_label, show_in_row
from gui.editor.stepper import Planned
from gui.reading import Reading
from gui.text import isolated, label, one_line
from gui.theme import Theme
from gui.work import Progress
from storage.changes import Change, PutEvent
from storage.dates import display
from storage.dates.shifts import Shift, shift_of
from storage.editing import Alteration, alteration_name, altered
from storage.errors import TimelineError
from storage.model import Event, Story

_MOST_LOOKED_AT = 200
_MOST_DATES = 3
_MOST_TAGS = 8
_LONGEST_TAG = 200
_LONGEST_SHOWN = 24
_READ_AFTER_MS = 150
_AS_IT_IS = "As it is"


class ChangeEventsDialog(StepDialog):
    """Ask what is to be alike in the events that are marked, or in all that the filter lets through."""

    def __init__(self, parent: QWidget | None, document: Document, reading: Reading, theme: Theme) -> None:
        super().__init__(parent, "Change events", "Change events", document, theme)
        self.setObjectName("changeEventsDialog")
        self._marked = marked_events(document, reading)
        self._filtered = filtered_events(document, reading)
        self._is_filtered = reading.rows is not None
        self._looked_at: list[Event] = []
        self._add_choice()
        self._add_fields()
        self.add_step_buttons("Change")
        self.setMinimumWidth(580)
        self._later = QTimer(self, interval=_READ_AFTER_MS, singleShot=True)
        self._later.timeout.connect(self._preview)
        self.stepper.made.connect(self._finish)
        self._choose()
        self.category_box.setFocus()

    # What stands in it

    def _add_choice(self) -> None:
        marked, filtered = self._marked.count, self._filtered.count
        chosen = "The selected event" if marked == 1 else f"The {marked:,} selected events"
        every = "All {:,} events that the filter lets through" if self._is_filtered else "All {:,} events of the story"
        self.marked_button = QRadioButton(chosen if marked else "No event is selected")
        self.all_button = QRadioButton(every.format(filtered))
        self.marked_button.setEnabled(marked > 0)
        self.all_button.setEnabled(filtered > 0)
        (self.marked_button if marked else self.all_button).setChecked(True)
        self.marked_button.toggled.connect(self._choose)
        choice = QVBoxLayout()
        choice.setSpacing(4)
        choice.addWidget(self.marked_button)
        choice.addWidget(self.all_button)
        self.fields.addLayout(choice)
        self.fields.addSpacing(6)

    def _add_fields(self) -> None:
        self.category_box = QComboBox()
        self.category_box.addItem(_AS_IT_IS, None)
        self.category_box.addItem("No category", "")
        for each in self._story.categories:
            icon = mark_icon(each.colour, each.shape, self.theme.palette)
            self.category_box.addItem(icon, one_line(each.name[:200]) or "Unnamed category", each.id)
        self.add_tags_edit = QLineEdit(placeholderText="None · commas between tags")
        self.remove_tags_edit = QLineEdit(placeholderText="None · commas between tags")
        self.place_edit = QLineEdit(placeholderText=_AS_IT_IS)
        self.no_place = QCheckBox("No pl&ace")
        self.shift_edit = QLineEdit(placeholderText="Not at all · 3 days, -2 weeks, 1 month, 90 minutes", maxLength=200)
        self.tags_hint, self.tags_problem = plain_label("", "muted"), problem_label()
        self.dates, self.shift_problem = plain_label("", "muted"), problem_label()
        self.dates.setAccessibleName("The first new dates")
        place = QHBoxLayout()
        place.addWidget(self.place_edit, 1)
        place.addWidget(self.no_place)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(8)
        form.addRow(form_label("&Category", self.category_box), self.category_box)
        form.addRow(form_label("Add &tags", self.add_tags_edit), self.add_tags_edit)
        form.addRow(form_label("&Remove tags", self.remove_tags_edit), self.remove_tags_edit)
        form.addRow("", self.tags_hint)
        form.addRow("", self.tags_problem)
        form.addRow(form_label("&Place", self.place_edit), place)
        form.addRow(form_label("&Move by", self.shift_edit), self.shift_edit)
        form.addRow("", self.shift_problem)
        form.addRow("", self.dates)
        self._form = form
        self.fields.addLayout(form)
        self.category_box.currentIndexChanged.connect(self._show)
        self.no_place.toggled.connect(self.place_edit.setDisabled)
        self.no_place.toggled.connect(self._show)
        for edit in (self.add_tags_edit, self.remove_tags_edit, self.place_edit, self.shift_edit):
            edit.textChanged.connect(self._show)

    @property
    def _story(self) -> Story:
        story = self.document.story
        assert story is not None  # A dialog of another story is closed with it.
        return story

    @property
    def chosen(self) -> Chosen:
        """Return the events that are to be changed."""
        return self._marked if self.marked_button.isChecked() else self._filtered

    @property
    def alteration(self) -> Alteration:
        """Return what is asked for; what cannot be read asks for nothing."""
        place: str | None = self.place_edit.text().strip() or None
        return Alteration(
            category=self.category_box.currentData(),
            add_tags=_tags(self.add_tags_edit.text()),
            remove_tags=_tags(self.remove_tags_edit.text()),
            place="" if self.no_place.isChecked() else place,
            shift=self._shift,
        )

    @property
    def _shift(self) -> Shift:
        return shift_of(self.shift_edit.text()).shift if self.shift_edit.text().strip() else Shift()

    # What it will do

    def _choose(self) -> None:
        """Look at the first of the events that are meant now."""
        self._looked_at = list(islice(events_of(self.document, self.chosen), _MOST_LOOKED_AT))
        self._show_hint()
        self._show()
        self._preview()

    def _show_hint(self) -> None:
        counts = Counter(tag for event in self._looked_at for tag in event.tags)
        tags = [f"{isolated(_shortened(tag))} ({count})" for tag, count in counts.most_common(_MOST_TAGS)]
        more = "…" if len(counts) > len(tags) else ""
        where = "These have" if self.chosen.count <= _MOST_LOOKED_AT else f"The first {_MOST_LOOKED_AT} have"
        show_in_row(self._form, self.tags_hint, f"{where}: {', '.join(tags)}{more}" if tags else "")

    def _show(self) -> None:
        """Say beside the fields what cannot be, and on the button how many events are meant."""
        tags = self._tags_problem()
        typed = self.shift_edit.text().strip()
        shift = shift_of(typed).problem if typed else ""
        for where, text in ((self.tags_problem, tags), (self.shift_problem, shift)):
            show_in_row(self._form, where, label(text))
        self.tell_problem("")
        count = self.chosen.count
        self.go_button.setText("Change 1 event" if count == 1 else f"Change {count:,} events")
        self.go_button.setEnabled(bool(self.alteration) and not tags and not shift and count > 0)
        self._later.start()

    def _tags_problem(self) -> str:
        added, removed = _tags(self.add_tags_edit.text()), _tags(self.remove_tags_edit.text())
        both = [tag for tag in added if tag in removed]
        if both:
            return f"{_shortened(both[0])} cannot be added and removed at once."
        if any(len(tag) > _LONGEST_TAG for tag in added):
            return f"A tag has at most {_LONGEST_TAG} characters."
        return ""

    def _preview(self) -> None:
        """Show the first new dates, and what of the first events cannot be moved."""
        self._later.stop()
        alteration = Alteration(shift=self._shift)
        lines: list[str] = []
        if alteration and self._looked_at:
            pairs = [(event, *altered(event, alteration, self._story.time_zone)) for event in self._looked_at]
            moved = [(event, new) for event, new, problem in pairs if not problem]
            lines += [f"{_day(event)} → {_day(new)}" for event, new in moved[:_MOST_DATES]]
            if len(moved) > _MOST_DATES and self.chosen.count > _MOST_DATES:
                lines.append("…")
            stuck = [problem for _, _, problem in pairs if problem]
            if stuck:
                lines.append(f"{_stays(len(stuck), len(pairs))} {stuck[0]}")
        show_in_row(self._form, self.dates, "\n".join(lines))
        self.grow()

    # Doing it

    def accept(self) -> None:
        """Change the events; the dialog goes when that is done."""
        if not self.go_button.isEnabled() or self.stepper.running:
            return
        document, chosen, alteration, story = self.document, self.chosen, self.alteration, self._story
        self.stepper.make(lambda progress: _planned(document, chosen, alteration, story, progress), chosen.count)

    def _finish(self, count: int) -> None:
        if count:
            self.document.told.emit(self.document.undo_name)
        else:
            self.document.told.emit("These events are so already; nothing was changed.")
        super().accept()


class _Changes:
    """Goes through events and yields what changes them, counting those that are different and those that stay put."""

    def __init__(self, events: Iterator[Event], alteration: Alteration, zone: str) -> None:
        self._events = events
        self._alteration = alteration
        self._zone = zone
        self.count = self.stuck = 0
        self.first_problem = ""

    def __iter__(self) -> Iterator[Change]:
        for event in self._events:
            new, problem = altered(event, self._alteration, self._zone)
            if problem:
                self.stuck += 1
                self.first_problem = self.first_problem or problem
            if new != event:
                self.count += 1
                yield PutEvent(new)


def _planned(document: Document, chosen: Chosen, alteration: Alteration, story: Story, progress: Progress) -> Planned:
    """Work out what altering the events comes to; may run in another thread."""
    file = document.file
    changes = _Changes(events_of(document, chosen, progress), alteration, story.time_zone)
    assert file is not None  # `events_of` has refused that.
    prepared = file.prepare(changes)
    if changes.stuck and not changes.count:
        raise TimelineError(f"None of them can be moved like this. {changes.first_problem}")
    question = f"{_stays(changes.stuck, chosen.count)} {changes.first_problem}" if changes.stuck else ""
    return Planned(prepared, alteration_name(alteration, changes.count, story), question)


def _stays(stuck: int, count: int) -> str:
    if stuck == count == 1:
        return "The date stays as it is:"
    return f"{stuck:,} of {count:,} dates stay as they are:" if stuck > 1 else f"One of {count:,} dates stays as it is:"


def _day(event: Event) -> str:
    return isolated(display(event.when, short=True))


def _tags(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for tag in (part.strip() for part in text.split(",")) if tag))


def _shortened(text: str) -> str:
    shown = one_line(text[:200])
    return shown if len(shown) <= _LONGEST_SHOWN else shown[: _LONGEST_SHOWN - 1] + "…"
