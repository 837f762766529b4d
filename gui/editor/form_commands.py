"""What opens the event form, and what the form's actions do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gui import dialogs
from gui.text import one_line
from storage.model import Category, Event, Source

if TYPE_CHECKING:
    from gui.editor.form_desk import FormDesk
    from gui.main_window import MainWindow


class FormCommands:
    """The commands of one window for the event form. `desk` is made when it is needed first."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._desk: FormDesk | None = None

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id."""
        return {
            "edit_event": self._edit_chosen,
            "new_in_form": self._begin_new,
            "copy_in_form": self._begin_copy,
            "float_form": self._float,
        }

    def connect(self) -> None:
        """Follow the story, and offer what was half typed."""
        window = self._window
        window.detail.addAction(window.actions_by_id["edit_event"])
        window.drafts.register("form", self._restore, _described)
        for signal in (window.document.opened, window.document.changed):
            signal.connect(self.refresh)
        window.reading.event_selected.connect(self.refresh)
        window.actions_by_id["float_form"].setChecked(window.settings.form_floats)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Show what can be done now. Of a story that is read-only the form says why it does not open."""
        actions, window = self._window.actions_by_id, self._window
        for action in ("edit_event", "copy_in_form"):
            actions[action].setEnabled(window.reading.chosen is not None)
        actions["new_in_form"].setEnabled(window.document.story is not None)

    @property
    def desk(self) -> FormDesk:
        """Return what keeps the form."""
        if self._desk is None:
            from gui.editor.form_desk import FormDesk  # Not at the start: nobody edits then.

            self._desk = FormDesk(self._window)
        return self._desk

    def edit(self, event_id: str, statement: int = -1) -> None:
        """Open the form with an event of the story; `statement` is the place of the one to begin with."""
        event = self._window.document.find_event(event_id)
        if event is None or not self._may_edit():
            return
        desk = self.desk
        if desk.is_open and desk.slot == event_id:
            desk.come_forward()
        elif not self._window.drafts.take_up("form", event_id):
            from storage.event_draft import draft_of

            desk.open(draft_of(event), statement=statement)

    def begin(
        self,
        event: Event,
        sources: Sequence[Source] = (),
        categories: Sequence[Category] = (),
        *,
        typed: bool = True,
        when_text: str = "",
        opened: Callable[[], object] | None = None,
    ) -> None:
        """Open the form with an event that is not in the story yet, and with what is kept with it.

        `typed` tells that somebody has typed what it says: it is not let go without a question. `when_text` is what
        was typed for a date that it has not got yet; `opened` is called once the form is free and has it all.
        """
        from storage.draft_rows import categories_to_rows
        from storage.event_draft import DateDraft, draft_of

        if not self._may_edit():
            return
        draft = draft_of(event)
        if not event.when:
            draft = replace(draft, when=DateDraft("", when_text))
        data = {"categories": categories_to_rows(categories)}
        self.desk.open(draft, sources, typed=typed, data=data, opened=opened)

    def _edit_chosen(self) -> None:
        window = self._window
        page = window.detail.page
        self.edit(window.reading.selected, page.card_of_caret() if page.hasFocus() else -1)

    def _begin_new(self) -> None:
        from storage.event_draft import new_event

        self.begin(new_event(), typed=False)

    def _begin_copy(self) -> None:
        from storage.event_draft import copy_of_event

        event = self._window.reading.chosen
        if event is not None:
            self.begin(copy_of_event(event), typed=False)

    def _float(self, on: bool) -> None:
        self.desk.set_floating(on)

    def _restore(self, data: Mapping[str, Any]) -> None:
        self.desk.restore(data)

    def _may_edit(self) -> bool:
        """Tell whether the story takes edits; say why not where it does not."""
        document = self._window.document
        file = document.file
        if file is None or not document.read_only:
            return file is not None
        if file.holder is not None:
            why = f"It is open in another window: {file.holder.words}. What is changed there is shown here."
        else:
            why = file.notice or "Its file cannot be written."
        dialogs.show_error(self._window, "This story is read-only", one_line(why), self._window.theme)
        return False


def _described(data: Mapping[str, Any]) -> str:
    title = data.get("title")
    is_titled = isinstance(title, str) and title.strip()
    return f"“{one_line(str(title)[:80])}”" if is_titled else "an event without a title"
