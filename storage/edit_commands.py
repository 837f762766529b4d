"""The headless verbs that write: each is one named step, durable when it returns, and refused while another writes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from storage.changes import PutEvent, RemoveEvent
from storage.commands import find_event
from storage.dates.quoting import quoted
from storage.dates.typed import Reading, read_typed
from storage.edit_dates import habits_of_story, only_reading
from storage.errors import (
    ChangedOutsideError,
    EditError,
    FileError,
    LockedError,
    ReadOnlyError,
    TimelineError,
)
from storage.lock import Holder
from storage.quick_event import made_of
from storage.quick_line import QuickLine, read_line
from storage.quoting import named
from storage.story_file import StoryFile, create_story, open_story
from storage.vocabulary import Vocabulary

_SUFFIX = ".timeline.json"
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_YES, _NO = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0", ""})


@contextmanager
def writing(path: Path, say: Callable[[str], None]) -> Iterator[StoryFile]:
    """Open a story to write and close it after; `say` is given a sentence on what is odd but stops nothing.

    Raises LockedError where a window has it, ReadOnlyError where it takes no edit, FileError, FormatError,
    ChangedOutsideError.
    """
    story = open_story(path)
    try:
        if story.holder is not None:
            raise LockedError(_locked_sentence(path, story.holder), story.holder)
        if story.read_only:
            raise ReadOnlyError(f"{named(path)}: {story.notice}")
        if story.recovered:
            say(f"{named(path)}: {story.recovered}")
        yield story
    except BaseException:
        # What went wrong first is what the user needs to know.
        with suppress(TimelineError):
            story.close()
        raise
    _close(story, say)


def _close(story: StoryFile, say: Callable[[str], None]) -> None:
    try:
        story.fold()
    except ChangedOutsideError:
        ours = story.take_theirs()
        where = f" but in {named(ours)}" if ours else ""
        message = f"{named(story.path)} was changed by another program meanwhile; your edit is not in it{where}."
        raise ChangedOutsideError(message) from None
    except FileError as error:
        # The journal has the edit. A script that took this for a failure would make it twice.
        say(str(error))
    finally:
        with suppress(TimelineError):
            story.close()


def new_story(path: Path, title: str, time_zone: str = "UTC", language: str = "en") -> Path:
    """Write a story without events; return its path, which ends in .json. Raises EditError, FileError."""
    if not _LANGUAGE.fullmatch(language):
        raise EditError(f"{quoted(language)} is no language; give its code, such as en or pt-BR.")
    if not path.name:
        raise EditError(f"{named(path)} is a folder; give the new story a name.")
    if not path.name.lower().endswith(".json"):
        path = path.with_name(path.name + _SUFFIX)
    create_story(path, _needed("title", title), time_zone=time_zone, language=language).close()
    return path


def add_event(
    story: StoryFile, text: str, fields: Mapping[str, str], tags: Sequence[str] = (), counted_from: str = ""
) -> str:
    """Add an event from a quick line ("WHEN: TITLE @PLACE #TAG …") and texts by field; return its id.

    A field given by itself takes the place of the line's. Relative words are counted from a day in words or EDTF.
    Raises EditError, DateError, FileError.
    """
    line = read_line(_text("entry", text), habits_of_story(story.story, counted_from))
    made = made_of(line, _only_reading(line), story.story, story.sources, _role_in(story))
    values = {field: _VALUES[field](story, field, value) for field, value in fields.items() if value}
    event = replace(made.event, **values)
    event = replace(event, tags=_unlike(_text("tag", tag) for tag in (*event.tags, *tags)))
    if "category" in values:
        made = replace(made, new_category=None)
    story.apply(replace(made, event=event).changes(story.story), made.name)
    return event.id


def _only_reading(line: QuickLine) -> Reading:
    """Return what the date of a line means. Raises DateError, or EditError for what else is wrong with the line."""
    if line.when.text.strip() and len(line.when.readings) != 1:
        return only_reading(line.when)
    if line.problems:
        raise EditError(line.problems[0].message)
    return only_reading(line.when)


def _role_in(story: StoryFile) -> Callable[[str], str]:
    """Return what tells a speaker's last role in the story; nothing is read before it is asked."""

    @cache
    def known() -> Vocabulary:
        return story.tally().vocabulary(story.sources, story.story)

    return lambda speaker: known().role_of(speaker)


def edit_event(story: StoryFile, start_of_id: str, edits: Sequence[str], counted_from: str = "") -> str:
    """Set fields of an event from texts "field=value"; return the name of the step, "" where nothing differs.

    A new date brings the words that it was given in, unless they are set too. Raises NotFoundError, EditError,
    DateError, FileError; nothing is changed then.
    """
    event = find_event(story, start_of_id)
    values: dict[str, Any] = {}
    for edit in edits:
        field, equals, value = edit.partition("=")
        if not equals or field not in _VALUES:
            raise EditError(f"{quoted(edit)}: write FIELD=VALUE with one of the fields {', '.join(_VALUES)}.")
        if field in values:
            raise EditError(f"{field} is given twice.")
        values[field] = _VALUES[field](story, field, value)
    if "when" in values:
        habits = habits_of_story(story.story, counted_from or values.get("basis", event.basis))
        date = only_reading(read_typed(values["when"], habits))
        values = {"phrase": date.phrase, "basis": date.basis} | values | {"when": date.edtf}
    edited = replace(event, **values)
    return _step(story, PutEvent(edited)) if edited != event else ""


def remove_event(story: StoryFile, start_of_id: str) -> str:
    """Take an event away; return the name of the step. Raises NotFoundError, FileError."""
    return _step(story, RemoveEvent(find_event(story, start_of_id).id))


def _step(story: StoryFile, change: PutEvent | RemoveEvent) -> str:
    story.apply([change])
    return story.undo_name


def _locked_sentence(path: Path, holder: Holder) -> str:
    who = f" ({holder.details})" if holder.details else ""
    return f"{named(path)} is open in another window{who}; close it or edit there."


def _text(field: str, value: str) -> str:
    # What the terminal's encoding cannot have meant arrives as lone surrogates.
    if not value.isascii() and any("\ud800" <= char <= "\udfff" for char in value):
        raise EditError(f"{field}: {quoted(value)} is no text in the encoding of this terminal.")
    return value.strip()


def _needed(field: str, value: str) -> str:
    text = _text(field, value)
    if not text:
        raise EditError(f"An event or story needs a {field}; give it some words.")
    return text


def _unlike(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))


def _title_value(_: StoryFile, field: str, value: str) -> str:
    return _needed(field, value)


def _text_value(_: StoryFile, field: str, value: str) -> str:
    return _text(field, value)


def _category_value(story: StoryFile, field: str, value: str) -> str:
    """Return the id of a category that is given by its id or its name."""
    wanted = _text(field, value)
    categories = story.story.categories
    found = [category.id for category in categories if category.id == wanted]
    found += [category.id for category in categories if category.name.casefold() == wanted.casefold()]
    if found or not wanted:
        return found[0] if wanted else ""
    known = ", ".join(quoted(category.id) for category in categories[:12]) or "it has none"
    raise EditError(f"category: the story has no category {quoted(wanted)} ({known}).")


def _starred_value(_: StoryFile, field: str, value: str) -> bool:
    word = value.strip().casefold()
    if word not in _YES | _NO:
        raise EditError(f"{field}: {quoted(value)} is neither true nor false.")
    return word in _YES


def _tags_value(_: StoryFile, field: str, value: str) -> tuple[str, ...]:
    return _unlike(_text(field, tag) for tag in value.split(","))


_VALUES: dict[str, Callable[[StoryFile, str, str], Any]] = {
    "title": _title_value,
    "when": _text_value,
    "place": _text_value,
    "text": _text_value,
    "category": _category_value,
    "phrase": _text_value,
    "basis": _text_value,
    "starred": _starred_value,
    "tags": _tags_value,
}
