"""What differs between two states is named by titles."""

from __future__ import annotations

import json
from typing import Any

from storage.differences import Entry, differences, id_of, title_of
from storage.records import raw
from storage.snapshot import Snapshot, decode
from tests.conftest import story_document


def state(*titles: str, sources: tuple[str, ...] = (), **about: Any) -> Snapshot:
    events = [{"id": title.lower(), "title": title} for title in titles]
    rows = [{"id": name, "csl": {"title": f"{name}!"}} for name in sources]
    return decode(json.dumps(story_document(events, rows, about)).encode(), "x")


def test_two_equal_states_do_not_differ() -> None:
    assert not differences(state("A", "B"), state("A", "B"))


def test_what_came_and_went_is_named() -> None:
    found = differences(state("A", "B", sources=("s",)), state("B", "C", sources=("t",)))
    assert found.events.added == (Entry("c", "C"),) and found.events.removed == (Entry("a", "A"),)
    assert found.sources.added == (Entry("t", "t!"),) and found.sources.removed == (Entry("s", "s!"),)
    assert found.events.changed == ()


def test_what_changed_is_named_as_it_is_called_now() -> None:
    new = state("A", "B")
    new.tables["events"][1] = raw({"id": "a", "title": "A again", "when": "2024"})
    assert differences(state("A", "B"), new).events.changed == (Entry("a", "A again"),)


def test_spaces_and_the_order_of_keys_are_no_difference() -> None:
    document = story_document([{}])
    document["events"]["1"] = dict(reversed(document["events"]["1"].items()))
    new = decode(json.dumps(document, indent=1).encode(), "x")
    assert not differences(decode(json.dumps(story_document([{}])).encode(), "x"), new)


def test_fields_of_the_story_and_unknown_tables_are_named() -> None:
    new = state("A", title="Renamed", language="ar")
    new.tables["notes"] = {1: raw({})}
    new.others["cache"] = raw([1])
    found = differences(state("A"), new)
    assert set(found.about) == {"title", "language"} and found.others == ("notes", "cache")


def test_a_row_of_a_wrong_shape_is_compared_too() -> None:
    old, new = state("A"), state("A")
    old.tables["events"][7] = raw(5)
    new.tables["events"][7] = raw([])
    assert differences(old, new).events.changed == (Entry("#7", ""),)


def test_a_lone_surrogate_hides_no_id() -> None:
    assert id_of(raw({"id": "a", "title": "\ud800"})) == "a"
    assert title_of(raw({"id": "a", "csl": {"publisher": "\ud800"}})) == "\ud800"
