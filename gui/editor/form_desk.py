"""What happens to the event form of a window: it opens, is kept, is left, and follows what happens elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialogButtonBox

from gui import dialogs
from gui.editor.form_pane import FormPane
from gui.editor.form_place import FormPlace
from gui.editor.form_tools import FormTools
from gui.text import label, one_line
from storage.changes import Change, PutEvent, PutSource, PutStory
from storage.draft_merging import merged
from storage.draft_rows import (
    categories_from_rows,
    categories_to_rows,
    draft_from_row,
    draft_to_row,
    sources_from_rows,
    sources_to_rows,
)
from storage.draft_sources import without_twins
from storage.errors import TimelineError
from storage.event_draft import EventDraft, event_of
from storage.model import Event, Source

if TYPE_CHECKING:
    from gui.main_window import MainWindow

KIND = "form"
"""What the keeper of half-typed texts calls this form."""


class FormDesk(QObject):
    """The one form of a window, docked beside the timeline or floating."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._document = window.document
        sources = window.commands.sources
        tools = FormTools(window.document, window.settings, window.theme, sources.vocabularies, sources.keep_edited)
        self.pane = FormPane(tools)
        self._place = FormPlace(window, self.pane)
        self._is_open = False
        self._typed_before = False
        self._slot = ""
        self._said = ""
        self._question: dialogs.WordsDialog | None = None
        self.pane.hide()
        self.pane.keep_wished.connect(self.keep)
        self.pane.leave_wished.connect(self.leave)
        self.pane.float_wished.connect(lambda: self.set_floating(not self._place.floats))
        self.pane.typed.connect(self._note_typing)
        self._document.changed.connect(self._follow)
        self._document.opened.connect(self._close)
        window.reading.event_selected.connect(lambda _id: self._give_way())
        window.closed.connect(self._put_aside)

    @property
    def is_open(self) -> bool:
        """Tell whether an event is in the form."""
        return self._is_open

    @property
    def slot(self) -> str:
        """Return the id of the event that is in the form, or was last."""
        return self._slot

    def come_forward(self) -> None:
        """Go to the form, which is open."""
        if self.pane.isWindow():
            self.pane.activateWindow()
        self.pane.focus_first()

    @property
    def is_changed(self) -> bool:
        """Tell whether anything would be lost if the form went now."""
        if not self._is_open:
            return False
        form = self.pane.form
        return self._typed_before or form.draft().is_changed or bool(form.source_words)

    # Opening

    def open(
        self,
        draft: EventDraft,
        sources: Sequence[Source] = (),
        *,
        typed: bool = False,
        statement: int = -1,
        data: Mapping[str, Any] | None = None,
        opened: Callable[[], object] | None = None,
    ) -> None:
        """Show a draft, once the one that is in the form is kept or not wanted.

        `typed` tells that it holds what somebody has typed elsewhere, `data` what else was half typed with it; `opened`
        is called when it is shown.
        """
        if self.is_changed:
            again = partial(self.open, draft, sources, typed=typed, statement=statement, data=data, opened=opened)
            self.ask_to_leave(again)
            return
        rest = data or {}
        words = rest.get("source_words")
        self._place.remember_focus()
        self._is_open = True
        self._slot, self._typed_before, self._said = draft.was.id, typed, ""
        self.pane.news.hide()
        self.pane.form.show_draft(
            draft, sources, categories_from_rows(rest.get("categories")), words if isinstance(words, dict) else {}
        )
        self.pane.check()
        self._say_heading()
        self._place.show()
        self.pane.focus_first(statement)
        if typed:
            self._note_typing()
        if opened is not None:
            opened()

    def restore(self, data: Mapping[str, Any]) -> None:
        """Take up what was half typed, on top of what the story says by now."""
        row = data.get("draft")
        draft = draft_from_row(row) if isinstance(row, dict) else None
        if draft is None:
            self._document.told.emit("What was half typed could not be read.")
            return
        is_new = self._document.find_event(draft.was.id) is None
        self.open(draft, sources_from_rows(data.get("sources")), typed=is_new, data=data)
        if self._slot == draft.was.id and self._is_open:
            self.pane.news.show_message("This is what you were writing; it is not kept yet.")
            self._follow()

    # Leaving

    def keep(self) -> bool:
        """Put the event into the story as one step; return whether that went well."""
        if not self._is_open:
            return False
        form = self.pane.form
        form.settle()
        self._take_theirs_quietly()
        if problems := self.pane.problems():
            self.pane.refuse(problems)
            return False
        event, _ = event_of(form.draft())
        assert event is not None
        stored = self._document.find_event(event.id)
        if event != stored:
            try:
                self._apply(event, stored)
            except TimelineError as error:
                self._say(str(error))
                return False
        self._window.drafts.drop(KIND, self._slot)
        self._close()
        self._window.reading.select(event.id)
        return True

    def leave(self) -> None:
        """Close the form; ask first where something would be lost."""
        if self.is_changed:
            self.ask_to_leave(lambda: None)
        else:
            self.discard()

    def discard(self) -> None:
        """Close the form and forget what was typed."""
        self._window.drafts.drop(KIND, self._slot)
        self._close()

    def ask_to_leave(self, then: Callable[[], object]) -> None:
        """Ask whether to keep what was typed; `then` is called once the form is free."""
        if self._question is not None:
            self._question.raise_()
            return
        stored = self._document.find_event(self._slot)
        title = label(self.pane.form.title.text()) or (label(stored.title) if stored else "the new event")
        host = self.pane if self._place.floats else self._window
        dialog = dialogs.WordsDialog(host, "Keep changes?", "Keep changes?", self._window.theme)
        dialog.setObjectName("keepChangesDialog")
        dialog.add_words(f"What you have typed for “{title}” is not in the story yet.")
        box = dialog.add_buttons(dialogs.Buttons.Cancel)
        stay = box.button(dialogs.Buttons.Cancel)
        stay.setText("Go on editing")
        keep = box.addButton("Keep", QDialogButtonBox.ButtonRole.AcceptRole)
        discard = box.addButton("Discard", QDialogButtonBox.ButtonRole.DestructiveRole)
        keep.setDefault(True)
        keep.setFocus()
        dialog.accepted.connect(lambda: self._after_question(self.keep, then))
        discard.clicked.connect(dialog.reject)
        discard.clicked.connect(lambda: self._after_question(self._discarded, then))
        dialog.finished.connect(self._forget_question)
        self._question = dialog
        dialog.open()

    def set_floating(self, floats: bool) -> None:
        """Put the form into a window of its own, or beside the timeline, and remember that."""
        self._window.settings.form_floats = floats
        if not self._is_open:
            self._place.floats = floats
            return
        self._place.move(floats)
        self._say_heading()

    def _forget_question(self) -> None:
        self._question = None

    def _discarded(self) -> bool:
        self.discard()
        return True

    def _after_question(self, act: Callable[[], bool], then: Callable[[], object]) -> None:
        self._question = None
        if act():
            then()

    def _apply(self, event: Event, stored: Event | None) -> None:
        form, story = self.pane.form, self._document.story
        event, sources = without_twins(event, form.made_sources)
        changes: list[Change] = [PutSource(source) for source in sources]
        if form.made_categories and story is not None:
            changes.insert(0, PutStory(replace(story, categories=(*story.categories, *form.made_categories))))
        name = f"{'Change' if stored else 'Add'} “{one_line(event.title)}”"
        # The change that this makes is no news for the form.
        self._is_open = False
        try:
            self._document.apply([*changes, PutEvent(event)], name)
        finally:
            self._is_open = True

    def _close(self) -> None:
        if not self._is_open:
            return
        self._is_open = False
        if self._question is not None:
            self._question.reject()
        self._place.put_away()

    def _put_aside(self) -> None:
        """Close the form with its window; what was typed is offered again."""
        self._window.drafts.flush()
        self._close()

    def _say_heading(self) -> None:
        stored = self._document.find_event(self._slot)
        title = f"Editing “{label(stored.title)}”" if stored else "New event"
        self.pane.show_heading(title, floats=self._place.floats)

    # What happens elsewhere

    def _give_way(self) -> None:
        """Show the event that was chosen, if nothing has been typed for this one."""
        # The choice is told before the story has changed everywhere.
        QTimer.singleShot(0, self, self._give_way_now)

    def _give_way_now(self) -> None:
        is_other = self._window.reading.selected not in ("", self._slot)
        if self._is_open and is_other and not self._place.floats and not self.is_changed and not self._is_new:
            self._close_quietly()

    @property
    def _is_new(self) -> bool:
        return self._document.find_event(self._slot) is None

    def _close_quietly(self) -> None:
        """Close without moving the focus, which is where the other event was chosen."""
        self._place.remember_focus(anywhere=True)
        self._close()

    def _follow(self) -> None:
        """Say what has happened to the event while it is in the form."""
        if not self._is_open:
            return
        self.pane.form.category.refill()
        draft = self.pane.form.draft()
        now = self._document.find_event(self._slot)
        if now == draft.was or (now is None and self._said == "removed"):
            return
        if now is None:
            if self._was_stored(draft):
                self._tell_removed()
            return
        if not self.is_changed:
            self._take_theirs()
            return
        result = merged(draft, now)
        fields = ", ".join(result.disputed)
        self._said = "changed"
        self._say_heading()
        offers: dict[str, Callable[[], object]] = {"Take the new values": self._take_theirs}
        text = "This event was changed meanwhile; what you have not touched follows that when you keep yours."
        if fields:
            text = f"This event was changed meanwhile, {fields} too; there yours would be kept."
        self.pane.news.show_message(text, offers=offers)

    def _was_stored(self, draft: EventDraft) -> bool:
        return bool(draft.was.when) and not self._typed_before

    def _tell_removed(self) -> None:
        if not self.is_changed:
            self.discard()
            return
        self._said = "removed"
        self.pane.news.show_message("This event was removed meanwhile. Keeping yours adds it again.")

    def _take_theirs(self) -> None:
        """Bring the form up to date; the fields that were touched stay."""
        now = self._document.find_event(self._slot)
        if now is None:
            return
        form, self._said = self.pane.form, ""
        focus = self.pane.window().focusWidget()
        card = form.statements.card_at(focus)
        here = form.statements.cards.index(card) if card else -1
        rows = categories_to_rows(form.category.made)
        place = self.pane.scroller.verticalScrollBar().value()
        form.show_draft(
            merged(form.draft(), now).draft, form.made_sources, categories_from_rows(rows), form.source_words
        )
        self.pane.news.hide()
        self.pane.check()
        self._say_heading()
        self.pane.scroller.verticalScrollBar().setValue(place)
        if card is not None:
            # Its fields have been made anew.
            self.pane.focus_first(here)
        self._note_typing()

    def _take_theirs_quietly(self) -> None:
        """Before keeping: what was changed elsewhere and not touched here is not written over."""
        now = self._document.find_event(self._slot)
        if now is not None and now != self.pane.form.draft().was:
            self._take_theirs()

    def _say(self, sentence: str) -> None:
        self.pane.news.show_message(sentence)

    # Half typed

    def _note_typing(self) -> None:
        if self._is_open:
            note_typing = self._window.drafts.touch
            note_typing(KIND, self._collect, self._slot)

    def _collect(self) -> dict[str, Any]:
        if not self.is_changed:
            return {}
        form = self.pane.form
        draft = form.draft()
        return {
            "title": draft.title,
            "draft": draft_to_row(draft),
            "sources": sources_to_rows(form.made_sources),
            "categories": categories_to_rows(form.made_categories),
            "source_words": form.source_words,
        }
