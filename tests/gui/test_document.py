from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.document import Document
from gui.reading import Reading
from storage.changes import PutEvent, RemoveEvent
from storage.errors import NothingToUndoError, ReadOnlyError
from storage.model import Event
from storage.story_file import open_story


@pytest.fixture
def document(qtbot: QtBot, story_path: Path) -> Iterator[Document]:
    document = Document()
    document.open(story_path)
    yield document
    document.close()


def titled(document: Document, title: str) -> Event:
    return next(event for event in document.events if event.title == title)


def titles(document: Document) -> list[str]:
    return [event.title for event in document.events]


def row_of(document: Document, title: str) -> int:
    assert document.file is not None
    return document.file.row_of_event(titled(document, title).id)


def remove(document: Document, title: str) -> str:
    event_id = titled(document, title).id
    document.apply([RemoveEvent(event_id)])
    return event_id


def test_an_edit_is_on_the_disk_before_the_screen_hears_of_it(document: Document, story_path: Path) -> None:
    seen: list[list[str]] = []

    def read_the_file() -> None:
        with open_story(story_path, read_only=True) as file:
            seen.append([event.title for event in file.events])

    document.changed.connect(read_the_file)
    remove(document, "Second")
    assert seen == [["First", "Third"]]


def test_an_edit_tells_which_events_it_touched(qtbot: QtBot, document: Document) -> None:
    row = row_of(document, "Second")
    with qtbot.waitSignal(document.changed):
        remove(document, "Second")
    assert document.touched_rows == (row,)


def test_undo_and_redo_tell_their_name_and_the_events_they_touched(document: Document) -> None:
    words: list[str] = []
    document.told.connect(words.append)
    event_id = remove(document, "Second")
    assert document.undo_name == "Remove “Second”"
    assert document.undo() == {event_id}
    assert titles(document) == ["First", "Second", "Third"]
    assert document.redo() == {event_id}
    assert titles(document) == ["First", "Third"]
    assert words == ["Undone: Remove “Second”", "Redone: Remove “Second”"]


def test_steps_survive_closing_until_the_history_is_cleared(document: Document, story_path: Path) -> None:
    remove(document, "Second")
    document.close()
    document.open(story_path)
    assert document.undo_name == "Remove “Second”"
    document.clear_history()
    assert document.undo_name == ""
    with pytest.raises(NothingToUndoError):
        document.undo()


def test_nothing_changes_where_the_story_is_open_elsewhere(document: Document, story_path: Path) -> None:
    reader = Document()
    reader.open(story_path)
    with pytest.raises(ReadOnlyError):
        remove(reader, "First")
    assert titles(reader) == ["First", "Second", "Third"]
    reader.close()


def test_a_reader_follows_the_writer_through_edits_and_folds(document: Document, story_path: Path) -> None:
    reader, touched = Document(), []
    reader.open(story_path)
    reader.changed.connect(lambda: touched.append(reader.touched_rows))
    row = row_of(document, "Second")
    remove(document, "Second")
    reader.follow()
    assert titles(reader) == ["First", "Third"]
    assert document.file is not None and document.file.fold()
    reader.follow()
    document.undo()
    reader.follow()
    assert titles(reader) == ["First", "Second", "Third"]
    assert touched == [(row,), (row,)]
    reader.close()


def test_a_reader_can_edit_once_the_writer_has_gone(qtbot: QtBot, document: Document, story_path: Path) -> None:
    reader = Document()
    reader.open(story_path)
    remove(document, "Second")
    document.close()
    with qtbot.waitSignals([reader.access_changed, reader.changed]):
        reader.open_to_edit()
    assert not reader.read_only and titles(reader) == ["First", "Third"]
    reader.close()


def test_only_what_differs_is_told_when_the_file_was_changed_by_another(
    qtbot: QtBot, document: Document, story_path: Path
) -> None:
    third = row_of(document, "Third")
    story_path.write_text(story_path.read_text().replace('"Third"', '"The third"'))
    with qtbot.waitSignal(document.changed):
        document.take_theirs()
    assert document.touched_rows == (third,)


def test_theirs_lacks_an_edit_of_ours_that_was_folded_already(document: Document, story_path: Path) -> None:
    before = story_path.read_bytes()
    remove(document, "Second")
    assert document.file is not None and document.file.fold()
    with open_story(story_path, read_only=True) as same:
        assert document.is_in(same)
    story_path.write_bytes(before)
    with open_story(story_path, read_only=True) as theirs:
        assert not document.is_in(theirs)


def test_the_neighbour_is_chosen_when_the_chosen_event_is_removed(document: Document) -> None:
    reading = Reading(document)
    reading.select(titled(document, "Second").id)
    remove(document, "Second")
    assert reading.chosen is not None and reading.chosen.title == "Third"
    remove(document, "Third")
    assert reading.chosen.title == "First"
    remove(document, "First")
    assert reading.selected == ""


def test_the_chosen_event_stays_chosen_through_edits_of_others(document: Document) -> None:
    reading = Reading(document)
    reading.set_filter("third")
    reading.select(titled(document, "Third").id)
    remove(document, "Second")
    document.apply([PutEvent(replace(titled(document, "First"), title="A third one"))])
    assert reading.text == "third" and [event.title for event in reading.events] == ["A third one", "Third"]
    assert reading.chosen is not None and reading.chosen.title == "Third"


def test_a_copy_holds_what_is_not_in_the_file_yet(document: Document, tmp_path: Path) -> None:
    remove(document, "Second")
    document.save_copy(tmp_path / "copy.timeline.json")
    with open_story(tmp_path / "copy.timeline.json") as copy:
        assert [event.title for event in copy.events] == ["First", "Third"]
