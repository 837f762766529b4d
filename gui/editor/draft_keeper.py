"""Keeps what is being typed, and offers it again when its story is opened.

How a form takes part:

- once, when the window is built: `window.drafts.register("form", restore, describe)`. `restore(data)` opens the form
  with what was typed; `describe(data)` says in a few words what that was ("“Rebels enter Homs”").
- at every keystroke: `window.drafts.touch("form", collect, slot)`. `collect()` returns all that stands in the form as
  a dict of texts, numbers, lists and dicts; it is called when it is time to save. An empty dict means that there is
  nothing worth keeping. `slot` tells several drafts of one form apart: the id of the event, "" for a new one.
- when it is kept or discarded: `window.drafts.drop("form", slot)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from gui.chrome import MessageBar
from gui.document import Document
from gui.text import label
from gui.work import Run
from storage.errors import TimelineError
from storage.half_typed import Draft, DraftKey, HalfTyped

SAVE_AFTER_MS = 1000
"""A draft is saved so long after the last keystroke,"""
SAVE_LATEST_MS = 2000
"""and at the latest so long after the first one that is not saved yet."""

Data = dict[str, Any]
Restore = Callable[[Data], object]
Describe = Callable[[Mapping[str, Any]], str]
Collect = Callable[[], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class _Form:
    restore: Restore
    describe: Describe


class DraftKeeper(QObject):
    """Keeps the drafts of one window's story. `failed` carries a sentence, once, where the disk refuses them."""

    failed = Signal(str)

    def __init__(self, document: Document, bar: MessageBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._bar = bar
        self._drafts = HalfTyped()
        self._forms: dict[str, _Form] = {}
        self._waiting: dict[DraftKey, Collect] = {}
        self._offered: list[Draft] = []
        self._in_use: set[DraftKey] = set()
        self._has_failed = False
        self._soon = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._latest = QTimer(self, singleShot=True, interval=SAVE_LATEST_MS)
        for timer in (self._soon, self._latest):
            timer.timeout.connect(self.flush)
        document.closing.connect(self.flush)
        document.opened.connect(self._start_anew)

    def keep_in(self, drafts: HalfTyped) -> None:
        """Keep drafts elsewhere than in the user's state folder."""
        self._drafts = drafts

    def register(self, kind: str, restore: Restore, describe: Describe | None = None) -> None:
        """Let a form take part; see above."""
        self._forms[kind] = _Form(restore, describe or _described)

    def touch(self, kind: str, collect: Collect, slot: str = "") -> None:
        """Note that something was typed; it is saved in a moment."""
        Run.note_typing()
        key = self._key(kind, slot)
        if key is None:
            return
        self._waiting[key] = collect
        self._soon.start()
        if not self._latest.isActive():
            self._latest.start()

    def drop(self, kind: str, slot: str = "") -> None:
        """Forget what was typed: it was kept, or is not wanted."""
        key = self._key(kind, slot)
        if key is None:
            return
        self._waiting.pop(key, None)
        self._forget(key)

    def take_up(self, kind: str, slot: str) -> bool:
        """Go on with a draft that is offered, as if that had been asked for; tell whether there is one."""
        draft = next((one for one in self._offered if (one.key.kind, one.key.slot) == (kind, slot)), None)
        if draft is not None:
            self._go_on(draft)
        return draft is not None

    def flush(self) -> None:
        """Save now what was typed since the last time."""
        self._soon.stop()
        self._latest.stop()
        waiting, self._waiting = self._waiting, {}
        for key, collect in waiting.items():
            self._save(key, dict(collect()))

    def offer(self) -> None:
        """Offer what was half typed when this story was open the last time."""
        story, path = self._document.story, self._document.path
        if story is None or path is None or self._document.read_only:
            return
        found = self._drafts.all_for(path.absolute(), story.id)
        self._offered = [draft for draft in found if draft.key.kind in self._forms]
        self._offer_next()

    def _save(self, key: DraftKey, data: Data) -> None:
        try:
            if data:
                self._drafts.save(key, data)
            else:
                self._drafts.drop(key)
        except TimelineError as error:
            if not self._has_failed:
                self._has_failed = True
                self.failed.emit(str(error))

    def _key(self, kind: str, slot: str) -> DraftKey | None:
        story, path = self._document.story, self._document.path
        return None if story is None or path is None else DraftKey(path.absolute(), story.id, kind, slot)

    def _offer_next(self) -> None:
        """Offer the next draft whose form is not in use with another one."""
        busy = {key.kind for key in self._in_use}
        draft = next((one for one in self._offered if one.key.kind not in busy), None)
        if draft is None:
            self._bar.hide()
            return
        words = label(self._forms[draft.key.kind].describe(draft.data))
        self._bar.show_message(
            f"You were writing {words}." if words else "You were writing something that is not kept yet.",
            offers={"Go on": lambda: self._go_on(draft), "Discard": lambda: self._discard(draft)},
        )

    def _go_on(self, draft: Draft) -> None:
        self._offered.remove(draft)
        key = self._key(draft.key.kind, draft.key.slot) or draft.key
        if key != draft.key:
            # The story was moved meanwhile.
            self._save(key, dict(draft.data))
            self._drafts.drop(draft.key)
        self._in_use.add(key)
        self._offer_next()
        self._forms[draft.key.kind].restore(dict(draft.data))

    def _discard(self, draft: Draft) -> None:
        self._offered.remove(draft)
        self._forget(draft.key)
        self._offer_next()

    def _forget(self, key: DraftKey) -> None:
        self._drafts.drop(key)
        was_in_use = key in self._in_use
        self._in_use.discard(key)
        if was_in_use and self._offered:
            self._offer_next()

    def _start_anew(self) -> None:
        self._waiting.clear()
        self._offered.clear()
        self._in_use.clear()
        self._has_failed = False
        self._bar.hide()


def _described(data: Mapping[str, Any]) -> str:
    """Return the first text that was typed, in quotation marks."""
    texts = (data.get(name) for name in ("title", "text", *data))
    found = next((text.strip() for text in texts if isinstance(text, str) and text.strip()), "")
    return f"“{found[:80]}{'…' if len(found) > 80 else ''}”" if found else ""
