"""Rows become values and values rows, and nothing that a row holds gets lost on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import codec, strict_json
from storage.model import (
    Category,
    Event,
    Figure,
    OfflineCopy,
    Problem,
    Reliability,
    Shape,
    Source,
    Stance,
    Statement,
    Story,
)


def as_in_json(text: str) -> str:
    """Join what JSON cannot keep apart: two halves of a surrogate pair in a row are one character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


# Lone surrogates, controls, bidi marks and NUL are text like any other.
CHARACTERS = st.characters() | st.sampled_from("\x00\x1b\u202e\u2066\ud800\udfff\ufeff")
TEXT = st.text(CHARACTERS, max_size=8).map(as_in_json)
NAME = TEXT.filter(bool)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
DATE = st.sampled_from(["2024-12-07", "2011-XX", "2024-11-27/2024-11-30", "-0043", "2011-03~", "../2024", "Y-17E7"])
NUMBER = st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda members: st.lists(members, max_size=2) | st.dictionaries(TEXT, members, max_size=2),
    max_leaves=4,
)
EXTRA = st.dictionaries(TEXT.map("x-".__add__), JSON, max_size=2)


def values(kind: type, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(kind, extra=EXTRA, **fields)


FIGURES = values(Figure, counted=NAME, value=NUMBER, low=NUMBER, high=NUMBER, qualifier=TEXT, unit=TEXT)
STATEMENTS = values(
    Statement,
    id=TEXT,
    stance=st.sampled_from(Stance),
    **dict.fromkeys(["speaker", "role", "quote", "paraphrase", "language", "source", "locator"], TEXT),
    said=st.just("") | DATE,
    via=TEXTS,
    figures=st.lists(FIGURES, max_size=2).map(tuple),
)
EVENTS = values(
    Event,
    id=NAME,
    title=NAME,
    when=DATE,
    **dict.fromkeys(["phrase", "basis", "place", "text", "category"], TEXT),
    tags=TEXTS,
    sources=TEXTS,
    statements=st.lists(STATEMENTS, max_size=2).map(tuple),
    starred=st.booleans(),
)
CATEGORIES = values(Category, id=NAME, name=TEXT, colour=st.sampled_from(codec.COLOURS), shape=st.sampled_from(Shape))
STORIES = values(
    Story,
    id=TEXT,
    title=TEXT,
    description=TEXT,
    time_zone=st.sampled_from(["UTC", "Asia/Damascus"]),
    language=NAME,
    categories=st.lists(CATEGORIES, max_size=2).map(tuple),
    format=st.just(1),
)
COPIES = values(OfflineCopy, sha256=st.just("0a" * 32), media_type=TEXT, fetched=TEXT)
SOURCES = values(
    Source,
    id=NAME,
    csl=st.dictionaries(TEXT, JSON, max_size=3),
    origin=TEXT,
    reliability=st.sampled_from(Reliability),
    copy=st.none() | COPIES,
)

EVENT = {"id": "e", "title": "Title", "when": "2024"}
SAID = {"id": "s", "stance": "asserts"}


def through_json(row: dict[str, Any]) -> dict[str, Any]:
    stored: dict[str, Any] = strict_json.loads(strict_json.dumps(row).encode("ascii"), "row")
    return stored


def read_event(**fields: Any) -> tuple[Event | None, list[Problem]]:
    return codec.event_from_row({**EVENT, **fields}, "7")


def read_back(row: dict[str, Any]) -> dict[str, Any]:
    event, _ = codec.event_from_row(row, "7")
    assert event is not None
    return codec.event_to_row(event)


@given(EVENTS)
def test_an_event_comes_back_from_its_row(event: Event) -> None:
    assert codec.event_from_row(through_json(codec.event_to_row(event)), "1")[0] == event


@given(STORIES)
def test_a_story_comes_back_from_its_row(story: Story) -> None:
    assert codec.story_from_row(through_json(codec.story_to_row(story)), "1")[0] == story


@given(SOURCES)
def test_a_source_comes_back_from_its_row(source: Source) -> None:
    assert codec.source_from_row(through_json(codec.source_to_row(source)), "1")[0] == source


@given(st.dictionaries(st.sampled_from(["phrase", "tags", "statements", "starred", "sources", "x", "extra"]), JSON))
def test_an_event_row_survives_with_whatever_stands_in_its_fields(fields: dict[str, Any]) -> None:
    row = {**EVENT, **{key: field for key, field in fields.items() if field or field is None}}
    assert read_back(row) == row


@given(st.dictionaries(st.sampled_from([*SAID, "speaker", "said", "via", "figures", "x"]), JSON))
def test_a_statement_survives_with_whatever_stands_in_its_fields(fields: dict[str, Any]) -> None:
    statement = {**SAID, **{key: field for key, field in fields.items() if field or field is None}}
    row = {**EVENT, "statements": [SAID, statement]}
    assert read_back(row) == row


@given(st.dictionaries(st.sampled_from(["csl", "origin", "reliability", "copy", "x"]), JSON))
def test_a_source_row_survives_with_whatever_stands_in_its_fields(fields: dict[str, Any]) -> None:
    row = {"id": "s", **{key: field for key, field in fields.items() if field or field is None}}
    source, _ = codec.source_from_row(row, "1")
    assert source is not None
    assert codec.source_to_row(source) == row


@given(st.dictionaries(st.sampled_from(["title", "description", "time_zone", "language", "categories", "x"]), JSON))
def test_a_story_row_survives_with_whatever_stands_in_its_fields(fields: dict[str, Any]) -> None:
    least = {"format": 1, "id": "s", "title": "T", "time_zone": "UTC", "language": "en"}
    row = {**least, **{key: field for key, field in fields.items() if field or field is None}}
    story, _ = codec.story_from_row(row, "1")
    assert story is not None
    assert codec.story_to_row(story) == row


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"title": ""}, "events row 7: title: is missing or empty; this event is not shown"),
        ({"id": 5}, "events row 7: id: must be text, not a number; this event is not shown"),
        ({"when": None}, "events row 7: when: must be text, not null; this event is not shown"),
        ({"when": "2024-13"}, "events row 7: when: "),
    ],
)
def test_an_event_without_what_showing_needs_is_left_out(fields: dict[str, Any], message: str) -> None:
    event, problems = read_event(**fields)
    assert event is None
    assert str(problems[0]).startswith(message)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text": 5}, "text: must be text, not a number"),
        ({"tags": "war"}, "tags: must be a list, not text"),
        ({"tags": ["war", 5]}, "tags: member 2 must be text, not a number"),
        ({"starred": 1}, "starred: must be true or false, not a number"),
        ({"statements": [5]}, "statement 1: must be an object, not a number; this statement is not shown"),
        ({"statements": [SAID, {**SAID, "stance": "maybe"}]}, "statement 2: stance: 'maybe' is none of asserts, "),
        ({"statements": [{**SAID, "via": {}}]}, "statement 1: via: must be a list, not an object"),
        ({"statements": [{**SAID, "said": "soon"}]}, "statement 1: said: "),
        ({"statements": [{**SAID, "figures": [{"value": 1}]}]}, "statement 1: figure 1: counted: is missing or empty"),
        (
            {"statements": [{**SAID, "figures": [{"counted": "x", "low": True}]}]},
            "statement 1: figure 1: low: must be a number, not true or false",
        ),
    ],
)
def test_a_field_that_cannot_be_read_leaves_the_event_shown(fields: dict[str, Any], message: str) -> None:
    event, problems = read_event(**fields)
    assert event is not None
    assert [str(problem).startswith(f"events row 7: {message}") for problem in problems] == [True]


def test_readable_statements_are_shown_beside_unreadable_ones() -> None:
    event, _ = read_event(statements=[{"id": "a"}, SAID, None])
    assert event is not None
    assert [statement.id for statement in event.statements] == ["s"]


def test_an_edited_list_keeps_the_members_that_cannot_be_read() -> None:
    event, _ = read_event(statements=[{"id": "odd"}, SAID])
    assert event is not None
    edited = replace(event, statements=(replace(event.statements[0], speaker="Ada"),))
    assert codec.event_to_row(edited)["statements"] == [{**SAID, "speaker": "Ada"}, {"id": "odd"}]


def test_an_edit_replaces_what_could_not_be_read() -> None:
    event, _ = read_event(text=5)
    assert event is not None
    assert codec.event_to_row(replace(event, text="New"))["text"] == "New"


def test_empty_fields_are_not_written() -> None:
    assert codec.event_to_row(Event(**EVENT)) == EVENT


def test_a_figure_of_zero_is_written() -> None:
    figure = Figure(counted="killed", value=0)
    row = codec.event_to_row(Event(**EVENT, statements=(Statement("s", Stance.DENIES, figures=(figure,)),)))
    assert row["statements"][0]["figures"] == [{"value": 0, "counted": "killed"}]


@pytest.mark.parametrize("number", [None, 0, -1, 1.0, True, "1", 10**30])
def test_a_story_without_a_format_number_is_no_value(number: Any) -> None:
    story, problems = codec.story_from_row({"format": number, "id": "s", "title": "T"}, "1")
    assert story is None
    assert problems[0].field == "format"


@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "../../etc/passwd", "/etc/passwd", "a\x00b", "\ud800", "America", "x" * 999]
)
def test_an_unknown_time_zone_becomes_utc(zone: str) -> None:
    story, problems = codec.story_from_row({"format": 1, "id": "s", "title": "T", "time_zone": zone}, "1")
    assert story is not None
    assert story.time_zone == "UTC"
    assert [problem.code for problem in problems] == ["unknown-time-zone"]
    assert codec.story_to_row(story)["time_zone"] == zone


def test_an_unknown_colour_and_shape_become_the_plain_ones() -> None:
    category = {"id": "c", "name": "C", "colour": "#ff0000", "shape": "blob"}
    story, problems = codec.story_from_row({"format": 1, "id": "s", "title": "T", "categories": [category]}, "1")
    assert story is not None
    assert (story.categories[0].colour, story.categories[0].shape) == ("slate", Shape.CIRCLE)
    assert [problem.field for problem in problems] == ["category 1: colour", "category 1: shape"]
    assert codec.story_to_row(story)["categories"] == [category]


@pytest.mark.parametrize("digest", ["", "../../../etc/passwd", "0A" * 32, "0" * 63])
def test_a_copy_whose_name_is_no_digest_is_left_out(digest: str) -> None:
    source, problems = codec.source_from_row({"id": "s", "copy": {"sha256": digest, "media_type": "text/plain"}}, "1")
    assert source is not None
    assert source.copy is None
    assert problems[0].field == "copy: sha256"


def test_csl_content_is_kept_as_it_is() -> None:
    csl = {"type": "book", "author": [{"literal": "BBC"}], "unheard-of": {"a": [None, 1.5]}}
    source, problems = codec.source_from_row({"id": "s", "csl": csl}, "1")
    assert source is not None
    assert (source.csl, problems) == (csl, [])
