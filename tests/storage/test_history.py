"""Steps are taken back and made again, and are kept beside the story."""

from __future__ import annotations

import pytest

from storage import history as module
from storage.errors import NothingToUndoError
from storage.history import History
from storage.records import Delete, Put, Record, raw


def edit(name: str) -> Record:
    return Record("1-2", 1, (Put("events", 1, raw({"title": name})),), "edit", name, (Delete("events", 1),))


UNDO, REDO = Record("1-2", 1, step="undo"), Record("1-2", 1, step="redo")


def history_of(*records: Record) -> History:
    made = History()
    for record in records:
        made.take(record)
    return made


def names(history: History) -> tuple[str, str]:
    return history.undo_name, history.redo_name


def read_again(history: History) -> History:
    found, base, _ = History.read(b"".join(history.lines("3-4")))
    assert base == "3-4"
    return found


def test_a_new_history_has_nothing_to_offer() -> None:
    assert names(History()) == ("", "")
    for ask in (History().to_undo, History().to_redo):
        with pytest.raises(NothingToUndoError):
            ask()


def test_a_step_taken_back_can_be_made_again() -> None:
    history = history_of(edit("a"), edit("b"), UNDO)
    assert names(history) == ("a", "b")
    history.take(REDO)
    assert names(history) == ("b", "")


def test_a_new_step_forgets_those_taken_back() -> None:
    assert names(history_of(edit("a"), edit("b"), UNDO, edit("c"))) == ("c", "")


def test_a_history_is_read_again_with_its_place() -> None:
    history = read_again(history_of(edit("a"), edit("b"), UNDO))
    assert names(history) == ("a", "b")
    assert history.to_redo().operations == edit("b").operations
    assert history.to_undo().undo == edit("a").undo


@pytest.mark.parametrize("length", [0, 20, -1, -30])
def test_a_history_that_is_not_whole_is_worth_nothing(length: int) -> None:
    data = b"".join(history_of(edit("a"), edit("b")).lines("3-4"))
    found, base, _ = History.read(data[:length])
    assert (names(found), base) == (("", ""), "")


def test_a_change_that_is_no_step_forgets_all() -> None:
    assert names(history_of(edit("a"), Record("1-2", 2))) == ("", "")


def test_taking_back_a_step_that_is_not_known_forgets_all() -> None:
    # What is made again next is not the step that is known here.
    assert names(history_of(edit("known"), UNDO, UNDO, REDO)) == ("", "")


def test_the_oldest_steps_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    history = history_of(*(edit(f"step {number}") for number in range(50)))
    count = len(history.lines("3-4")) - 1
    assert 2 < count < 10
    assert names(history) == ("step 49", "")


def test_the_last_step_is_kept_however_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    assert names(history_of(edit("a"), edit("large"))) == ("large", "")


def test_a_copy_stays_as_it_is() -> None:
    history = history_of(edit("a"))
    copied = history.copy()
    history.take(edit("b"))
    assert names(copied) == ("a", "")
