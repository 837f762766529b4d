"""What hands on the timeline do to the story: move events, take them by an end, leave copies, begin new ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from gui import dialogs
from gui.step_words import quoted_title, shortened, these
from gui.text import one_line
from storage.changes import PutEvent
from storage.dates import display
from storage.dates.moving import Shift
from storage.dates.stepping import Grip, carried, common_step, held_point, step_of, times
from storage.errors import DateError, EditError, TimelineError
from storage.model import Event

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from gui.timeline.carrying import Carried
    from gui.timeline.view import TimelineView


class MovingCommands:
    """The commands of one window that move events in time."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id: these are keys and drags of the timeline alone."""
        return {}

    def take_timeline(self, timeline: TimelineView) -> None:
        """Hear what is wished on the timeline, now that it is there."""
        hands = timeline.canvas.hands
        hands.carried.connect(self.carry)
        hands.nudged.connect(self.nudge)
        hands.addition_wished.connect(self.begin_at)

    def begin_at(self, when: str) -> None:
        """Begin to enter an event at a date."""
        if self._window.document.read_only:
            self._tell("This story cannot be edited here.")
        else:
            from gui.editor.habits import habits_of  # Not at the start: nobody types then.
            from storage.dates.typed import words_read_as

            self._window.commands.known.leave()
            # Words that are read as another date than the one that was pointed at would be worse than its notation.
            words = words_read_as(when, habits_of(self._window.document, self._window.settings), short=True)
            self._window.commands.entries.begin(f"{words}: ")

    def carry(self, wish: Carried) -> None:
        """Move an event, or a copy of it, and all that are marked with it, by the same shift."""
        reading = self._window.reading
        together = wish.grip is Grip.WHOLE and wish.event_id in reading.marked
        held = self._window.document.find_event(wish.event_id)
        events = reading.marked_events if together else [held] if held is not None else []
        self._attempt(lambda: self._apply(events, wish.grip, wish.shift, copies=wish.copies))

    def nudge(self, steps: int, grip: Grip) -> None:
        """Move the marked events by the least step that all of them can take, or the end of the chosen one."""
        reading, events = self._window.reading, self._window.reading.marked_events
        if grip is not Grip.WHOLE:
            events = [event for event in events if event.id == reading.selected]
        if self._window.document.read_only:
            self._tell("This story cannot be edited here.")
        elif events:
            self._attempt(lambda: self._apply(events, grip, times(_step(events, grip), steps)))
            # By the keyboard it can leave the view, where a hand would have taken the view along.
            if self._window.timeline is not None:
                self._window.timeline.travel.bring_chosen_into_view()

    def _apply(self, events: Sequence[Event], grip: Grip, shift: Shift, *, copies: bool = False) -> None:
        from storage.clipping import duplicated
        from storage.editing import redated

        window, story = self._window, self._window.document.story
        if story is None or not events:
            return
        moved = [redated(event, carried(event.when, grip, shift, story.time_zone)) for event in events]
        name = _name(events, moved, grip, copies)
        put = duplicated(moved) if copies else moved
        window.document.apply([PutEvent(event) for event in put], name)
        if copies:
            window.reading.mark(event.id for event in put)
        keys = window.actions_by_id["undo"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._tell(f"{_name(events, moved, grip, copies, past=True)} — Undo with {keys}")

    def _attempt(self, work: Callable[[], None]) -> None:
        """Do it; say in the status line what no date takes, and in a dialog what the disk refuses."""
        try:
            work()
        except (EditError, DateError) as error:
            self._tell(str(error))
        except TimelineError as error:
            dialogs.show_error(self._window, "The event was not moved", str(error), self._window.theme)

    def _tell(self, words: str) -> None:
        self._window.document.told.emit(words)


def _step(events: Sequence[Event], grip: Grip) -> Shift:
    if grip is Grip.WHOLE:
        return common_step(event.when for event in events)
    point = held_point(events[0].when, grip)
    if point in ("", ".."):
        raise EditError(f"{quoted_title(events[0])} has no {grip.value} that could be moved.")
    return step_of(point)


def _name(events: Sequence[Event], moved: Sequence[Event], grip: Grip, copies: bool, *, past: bool = False) -> str:
    """Return what a step is called: Move “Homs falls” to 8 Dec 2024."""
    verb = ("Duplicated" if past else "Duplicate") if copies else ("Moved" if past else "Move")
    what = these(events) if grip is Grip.WHOLE else f"the {grip.value} of {these(events)}"
    if len(events) > 1:
        return f"{verb} {what}"
    return f"{verb} {shortened(what)} to {one_line(display(held_point(moved[0].when, grip), short=True))}"
