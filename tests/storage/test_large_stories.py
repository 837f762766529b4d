"""A story is read without reading all its events at once: the short ways show what the long way shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, reject, settings
from hypothesis import strategies as st

from storage import sifting
from storage.brief import Brief, brief_of, outline_of
from storage.changes import PutEvent, RemoveEvent
from storage.codec import event_from_row
from storage.errors import FormatError
from storage.model import Event, Stance, Statement
from storage.rows import Rows
from storage.search import Matcher
from storage.story_file import StoryFile, create_story, open_story

ODD = st.sampled_from([None, 1, 1.5, True, [], {}, "", [1], ["a", 2], [{}], "2024-13"])
WORDS = st.sampled_from(
    ["Homs", "said “so”", 'a":', 'b" :', "q\\u0022", "\n", "\ud800", "x\u00e9", "http://a/b", "{[", ""]
)
IDS = st.sampled_from(["a", "b", "c", "d", "é", "\ud800"])
WHENS = st.sampled_from(["2024", "2024-12-07", "2024~", "-0043", "../2011", "[2010, 2012]", "2024-02-30", "now"])
SOURCE_IDS = st.sampled_from(["bbc", "s2", "gone"])


def fields(**known: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return rows in which any field may be missing or odd."""
    return st.fixed_dictionaries({}, optional={key: st.one_of(good, good, good, ODD) for key, good in known.items()})


FIGURES = fields(counted=WORDS, value=st.integers(), low=st.floats(allow_nan=False), unit=WORDS)
STATEMENTS = fields(
    id=IDS,
    stance=st.sampled_from(["asserts", "denies", "shouts"]),
    speaker=WORDS,
    quote=WORDS,
    said=WHENS,
    source=SOURCE_IDS,
    via=st.lists(WORDS, max_size=2),
    figures=st.lists(FIGURES, max_size=2),
)
MORE = fields(
    place=WORDS,
    text=WORDS,
    category=st.sampled_from(["c", "none"]),
    tags=st.lists(WORDS, max_size=2),
    sources=st.lists(SOURCE_IDS, max_size=3),
    starred=st.booleans(),
    statements=st.lists(STATEMENTS, max_size=2),
    other=st.recursive(WORDS, lambda inner: st.one_of(st.lists(inner), st.dictionaries(WORDS, inner)), max_leaves=4),
)
EVENTS = st.builds(
    lambda event_id, title, when, more: {"id": event_id, "title": title, "when": when, **more}, IDS, WORDS, WHENS, MORE
)
# What a row may be turned into on its way to the file.
SPOILERS = st.sampled_from(
    [
        ("", ""),
        ("", ""),
        ('"id": ', '"id": "b", "id": '),
        ('"id": ', '"id" : "b", "id": '),
        ('"id": ', '"\\u0069d": "b", "id": '),
        ('"id": ', '"deep": ' + "[" * 99 + "]" * 99 + ', "id": '),
        ('"id": ', '"deep": ' + "[" * 100 + "]" * 100 + ', "id": '),
        ('"id": ', '"long": ' + "9" * 4001 + ', "id": '),
        ('"id": ', '"huge": 1e999, "id": '),
        ('"title": ', '"\\u0074itle": '),
        ('"statements": [{', '"statements": [{"source": "x", '),
        (": ", " :\t"),
    ]
)
ROWS = st.lists(st.tuples(st.integers(1, 40), EVENTS, SPOILERS), max_size=8, unique_by=lambda row: row[0])


def written(path: Path, rows: list[tuple[int, dict[str, Any], tuple[str, str]]]) -> Path:
    """Write a story in which some rows are spoilt."""
    about = {"format": 1, "id": "s", "title": "T", "categories": [{"id": "c", "name": "C"}]}
    sources = {"1": {"id": "bbc", "csl": {"title": "Night in Homs"}}, "2": {"id": "s2"}}
    events = ", ".join(f'"{row}": {json.dumps(event).replace(*spoiler)}' for row, event, spoiler in rows)
    tables = f'"about": {{"1": {json.dumps(about)}}}, "sources": {json.dumps(sources)}, "events": {{{events}}}'
    path.write_text(f"{{{tables}}}", encoding="ascii")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stories")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[StoryFile]:
    with create_story(tmp_path / "a.timeline.json", "A story") as made:
        yield made


def shown(file: StoryFile) -> list[Brief]:
    """Return what is shown by way of the events themselves."""
    return sorted((brief_of(int(file.row_of(event)), event) for event in file.events), key=lambda brief: brief.row)


def event(event_id: str, **more: Any) -> Event:
    return Event(event_id, f"Title of {event_id}", "2024", **more)


PLAIN = {"id": "a", "title": "A", "when": "2024"}
SEARCHES = st.sampled_from(["", "homs", "night", "so", "said so", '"so"', "e", "a homs", "http://a", "gone"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=ROWS, word=st.sampled_from(["", "homs", "night", "so", "said so", '"so"', "e", "a homs", "http://a", "gone"])
)
@example(
    rows=[
        (2, {"id": "a", "title": "A", "when": "x"}, ("", "")),
        (3, {"id": "a", "title": "A", "when": "2024"}, ("", "")),
    ],
    word="a",
)
def test_all_ways_show_the_same_events(folder: Path, rows: Any, word: str) -> None:
    path = written(folder / "a.timeline.json", rows)
    try:
        open_story(path, read_only=True)
    except FormatError:
        # A lone surrogate anywhere has the whole file read strictly.
        reject()
    with open_story(path, read_only=True) as long, open_story(path, read_only=True) as short:
        briefs = shown(long)
        problems = short.find_problems()
        assert list(short.briefs()) == briefs
        assert list(short.briefs(brief.row for brief in briefs)) == briefs
        assert {one: short.event(one) for one in "abcd"} == {one: long.event(one) for one in "abcd"}
        assert [short.event_in_row(brief.row) for brief in briefs] == [long.event(brief.id) for brief in briefs]
        assert problems == long.problems
        matcher = Matcher(word, {source.id: source for source in long.sources})
        assert short.matching_rows(word) == sorted(int(long.row_of(one)) for one in long.events if matcher.matches(one))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_outlines_taken_all_at_once_are_those_taken_one_by_one(folder: Path, rows: Any) -> None:
    path = written(folder / "a.timeline.json", rows)
    try:
        file = open_story(path, read_only=True)
    except FormatError:
        reject()
    with file:
        at_once = [(one.row, one.id) for turn in file.outlines() for one in turn]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sifting, "outlines_of", lambda *_: None)
            assert [(one.row, one.id) for turn in file.outlines() for one in turn] == at_once


def test_outlines_show_the_first_of_two_rows_with_one_id(folder: Path) -> None:
    rows = [(number, {"id": one, "title": one, "when": "2024"}, ("", "")) for number, one in enumerate("abacb", 1)]
    with open_story(written(folder / "a.timeline.json", rows), read_only=True) as file:
        for a_turn in (4096, 2, 1):  # Beginning with the second, the ids are known from the first.
            assert [one.row for turn in file.outlines(a_turn) for one in turn] == [1, 2, 4]
        assert [file.row_of_event(one) for one in "abc"] == [1, 2, 4]


def test_an_edit_reads_no_more_of_the_story_than_it_touches(file: StoryFile, monkeypatch: pytest.MonkeyPatch) -> None:
    file.apply([PutEvent(event(name)) for name in "abc"])
    with monkeypatch.context() as patch:
        patch.setattr(Rows, "values", property(lambda rows: pytest.fail("All events were read.")))
        file.apply([PutEvent(event("d")), PutEvent(event("b", place="Homs")), RemoveEvent("c")])
        assert (file.touched, file.touched_rows) == ({"b", "c", "d"}, (2, 3, 4))
        file.undo()
        assert (file.touched, file.touched_rows) == ({"b", "c", "d"}, (2, 3, 4))
        assert [file.event_in_row(row) for row in (2, 3, 4)] == [event("b"), event("c"), None]
        file.redo()
        assert [file.row_of_event(name) for name in "abcd"] == [1, 2, -1, 4]
    assert [one.id for one in file.events] == ["a", "b", "d"]


def test_whoever_follows_learns_which_rows_changed(file: StoryFile) -> None:
    file.apply([PutEvent(event("a")), PutEvent(event("b"))])
    file.fold()
    reader = open_story(file.path, read_only=True)
    file.apply([RemoveEvent("a")])
    file.apply([PutEvent(event("c"))])
    assert (reader.follow(), reader.touched_rows) == ({"a", "c"}, (1, 3))
    assert [brief.id for brief in reader.briefs()] == ["b", "c"]


def twins(file: StoryFile) -> StoryFile:
    """Return a story whose first two rows have one id."""
    file.close()
    rows = {str(row): {"id": name, "title": f"In row {row}", "when": "2024"} for row, name in enumerate("aab", 1)}
    file.path.write_text(json.dumps({**json.loads(file.path.read_text()), "events": rows}))
    return open_story(file.path)


@pytest.mark.parametrize("is_read", [False, True])
def test_where_one_of_two_events_with_an_id_goes_the_other_is_shown(file: StoryFile, is_read: bool) -> None:
    with twins(file) as file:
        assert not is_read or len(file.events) == 2
        file.apply([RemoveEvent("a")])
        assert file.touched_rows == (1, 2)
        assert [file.event_in_row(row) is not None for row in (1, 2, 3)] == [False, True, True]
        file.undo()
        assert file.touched_rows == (1, 2)
        assert [file.event_in_row(row) is not None for row in (1, 2, 3)] == [True, False, True]
        assert [brief.row for brief in file.briefs()] == [1, 3]
        assert sorted(one.title for one in file.events) == ["In row 1", "In row 3"]


def test_what_goes_while_another_thread_reads_is_left_out(file: StoryFile) -> None:
    file.apply([PutEvent(event(name)) for name in "abc"])
    briefs = file.briefs()
    first = next(briefs)
    file.apply([RemoveEvent("b"), PutEvent(event("c", place="Homs")), PutEvent(event("d"))])
    assert [first.id, *((brief.id, brief.place) for brief in briefs)] == ["a", ("c", "Homs")]
    assert [file.row_of_event(name) for name in "abcd"] == [1, -1, 3, 4]


def test_reading_ids_can_be_given_up(file: StoryFile) -> None:
    file.apply([PutEvent(event("a"))])

    def give_up(share: float) -> None:
        raise KeyboardInterrupt

    with open_story(file.path, read_only=True) as reader:
        for work in (reader.warm, reader.find_problems, lambda progress: reader.matching_rows("x", progress)):
            with pytest.raises(KeyboardInterrupt):
                work(give_up)
        assert reader.row_of_event("a") == 1


def test_a_brief_names_everybody_once(file: StoryFile) -> None:
    said = Statement("q", Stance.ASSERTS, speaker="Ada", source="bbc")
    file.apply([PutEvent(event("a", sources=("s", "bbc"), statements=(said, replace(said, speaker="Bo"), said)))])
    brief = next(file.briefs())
    assert (brief.speakers, brief.sources, brief.statements) == (("Ada", "Bo"), ("s", "bbc"), 3)


BRIEF_FIELDS = (
    "row",
    "id",
    "title",
    "when",
    "category",
    "place",
    "starred",
    "speakers",
    "sources",
    "tags",
    "statements",
)


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"sources": ["bbc", "", "bbc"], "tags": ["night"], "place": "Homs", "starred": True, "category": "c"},
        {"statements": [{"id": "s", "stance": "denies", "speaker": "Ada", "source": "bbc"}]},
        {"statements": [{"id": "s", "stance": "denies", "speaker": "Ada"}] * 2, "sources": ["cbs"], "row": 9},
        {"": 9, "said": 1, "cited": 2},
    ],
)
def test_an_outline_tells_what_a_brief_tells(more: dict[str, Any]) -> None:
    row = {"id": "a", "title": "Night", "when": "2024", **more}
    outline = outline_of(7, msgspec.Raw(json.dumps(row).encode()))
    event, _problems = event_from_row(row, "7")
    assert outline is not None and event is not None
    brief = brief_of(7, event)
    assert [getattr(outline, name) for name in BRIEF_FIELDS] == [getattr(brief, name) for name in BRIEF_FIELDS]
