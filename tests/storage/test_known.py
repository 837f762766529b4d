from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import DateError
from storage.knowledge_index import KnowledgeIndex
from storage.known import HIDDEN, KINDS, changes_of_knowledge, known_event, known_events, moment
from storage.model import Event, Figure
from storage.origins import Origins, published_s, surely_s
from storage.standing import StandingKind, standing
from storage.story_file import StoryFile, open_story
from tests.conftest import StoryWriter
from tests.storage.said import SOURCES, end_of, event
from tests.storage.test_standing_table import events, moments


@pytest.mark.parametrize(
    ("shown_from", "story"),
    [
        ("2024-12-07", event("A Ghani!2024-12-07", "D Ministry!2024-12-08")),
        ("2024-12-01", event("A Ghani@bbc!2024-12-07", sources=("bbc",))),
        ("2024-12-07", event("A Ghani!2024-12-07", sources=("blog", "nyt", "gone"))),
        ("2024-12-07", event("C Ghani@bbc!2024-12-07")),
        ("2024-12-01", event("A Ghani@bbc")),
        ("2024-12-01", event(sources=("nyt", "bbc"))),
        ("2024-12-20", event(sources=("nyt", "blog"))),
        ("", event("A Ghani@blog", "D Ministry!2024-12-08")),
        ("", event(sources=("blog",))),
        ("", event()),
    ],
)
def test_an_event_shows_from_the_first_that_tells_of_it(shown_from: str, story: Event) -> None:
    if not shown_from:
        assert known_event(story, SOURCES, end_of("-5000")) is not None
    else:
        assert known_event(story, SOURCES, end_of(shown_from) - 1) is None
        assert known_event(story, SOURCES, end_of(shown_from)) is not None


def test_before_a_denial_neither_it_nor_its_figures_and_sources_are_there() -> None:
    story = event("A Ghani!2024-12-07", "D Ministry@nyt!2024-12-08", sources=("bbc", "nyt"))
    denial = replace(story.statements[1], figures=(Figure("people killed", 12),))
    story = replace(story, statements=(story.statements[0], denial))
    known = known_event(story, SOURCES, end_of("2024-12-07"))
    assert known is not None
    assert (known.title, known.sources, [each.speaker for each in known.statements]) == (
        story.title,
        ("bbc",),
        ["Ghani"],
    )
    assert "Ministry" not in repr(known) and "killed" not in repr(known)


def test_a_moment_is_the_end_of_the_day_that_was_typed() -> None:
    assert moment("7 Dec 2024", "Asia/Damascus") == moment("2024-12-07T23:59:59", "Asia/Damascus")
    with pytest.raises(DateError, match="no end"):
        moment("2024/..")


@pytest.mark.parametrize("date", ["2024", "2024-12-07T10:00", "[..2024]", "2024/..", "../2024", "?", "2024~/", "[1,2]"])
def test_dates_of_saying_and_of_publication_are_read_alike(date: str) -> None:
    source = replace(SOURCES["bbc"], csl={"issued": {"edtf": date}})
    assert surely_s(date, "Asia/Damascus") == published_s(source, "Asia/Damascus")


def test_changes_of_knowledge_are_sorted_and_name_their_events() -> None:
    first = event("A Ghani!2024-12-08", "D Ministry!2024-12-07", id="one")
    second = event("A Ghani!2024-12-08", "A Jolani@blog", id="two")
    assert changes_of_knowledge([first, second, event(id="three")], SOURCES) == [
        (end_of("2024-12-07"), ("one",)),
        (end_of("2024-12-08"), ("one", "two")),
    ]


def index_of(stories: list[Event]) -> KnowledgeIndex:
    index = KnowledgeIndex(Origins(SOURCES))
    index.add(stories, range(1, len(stories) + 1))
    return index.finished()


def kinds_then(stories: list[Event], as_of_s: int | None) -> list[StandingKind | None]:
    known = [known_event(story, SOURCES, as_of_s) for story in stories]
    return [None if one is None else standing(one, SOURCES, as_of_s).kind for one in known]


@given(st.lists(events, max_size=5), st.lists(moments, max_size=6))
def test_wherever_the_cursor_goes_the_index_says_what_the_events_say(stories: list[Event], days: list[str]) -> None:
    index = index_of(stories)
    assert [KINDS[state] for state in index.states] == kinds_then(stories, None)
    for day in days:
        before = bytes(index.states)
        touched = index.go_to(end_of(day))
        assert [KINDS[state] for state in index.states] == kinds_then(stories, end_of(day))
        changed = [place for place, state in enumerate(before) if index.states[place] != state]
        assert {*changed} <= {*touched}


@given(st.lists(events, min_size=1, max_size=4), st.data(), moments)
def test_one_event_worked_out_anew_is_as_if_it_had_always_been_so(
    stories: list[Event], data: st.DataObject, day: str
) -> None:
    index = index_of(stories)
    index.go_to(end_of(day))
    for _ in range(3):
        place = data.draw(st.integers(0, len(stories)))
        new = data.draw(events)
        stories = [*stories[:place], new, *stories[place + 1 :]]
        index.refresh(place + 1, new)
    whole = index_of(stories)
    assert list(zip(index.entries.second, index.entries.place, index.entries.state, strict=True)) == list(
        zip(whole.entries.second, whole.entries.place, whole.entries.state, strict=True)
    )
    for as_of_s in (end_of(day), end_of("2024-12-07"), None):
        index.go_to(as_of_s)
        assert [KINDS[state] for state in index.states] == kinds_then(stories, as_of_s)


def test_an_event_that_goes_is_hidden_and_comes_back_to_its_place() -> None:
    stories = [event("A Ghani!2024-12-07"), event("D Ministry!2024-12-08")]
    index = index_of(stories)
    index.refresh(1, None)
    assert (index.states[0], index.shown_rows()) == (HIDDEN, [2])
    index.refresh(1, stories[0])
    assert index.shown_rows() == [1, 2]
    index.refresh(900, stories[0])
    assert index.shown_rows(StandingKind.SINGLE_SOURCE) == [1, 900]


def test_moments_are_stepped_through_one_by_one() -> None:
    index = index_of([event("A Ghani!2024-12-07", "D Ministry!2024-12-08"), event("A X!2024-12-08")])
    first, second = index.moments()
    assert (first, second) == (end_of("2024-12-07"), end_of("2024-12-08"))
    assert (index.next_moment(first), index.next_moment(second)) == (second, None)
    assert (index.previous_moment(None), index.previous_moment(first)) == (second, None)
    assert (index.rows_changed_at(first), index.rows_changed_at(second)) == ([1], [1, 2])
    index.go_to(first)
    assert (index.state(1), index.state(2)) == (StandingKind.SINGLE_SOURCE, None)
    assert {kind: count for kind, count in index.counts().items() if count} == {StandingKind.SINGLE_SOURCE: 1}


def homs_of(story: StoryFile) -> Event:
    return next(each for each in story.events if each.title == "Who holds Homs?")


def test_homs_is_contested_unconfirmed_without_the_denial_and_not_there_before_anybody_spoke(homs: Path) -> None:
    story = open_story(homs, read_only=True)
    sources, zone = {source.id: source for source in story.sources}, story.story.time_zone
    event = homs_of(story)
    assert standing(event, sources).kind is StandingKind.CONTESTED
    without = replace(event, statements=tuple(each for each in event.statements if each.stance != "denies"))
    assert standing(without, sources).kind is StandingKind.UNCONFIRMED
    assert known_event(event, sources, moment("2024-12-07", zone), zone) is None
    assert known_events(story.events, sources, moment("2024-12-06", zone), zone) == []
    assert len(known_events(story.events, sources, None, zone)) == len(story.events)


def test_a_story_gives_the_index_of_its_rows(homs: Path, write_story: StoryWriter) -> None:
    story = open_story(homs, read_only=True)
    index = story.knowledge()
    assert index.state(story.row_of_event(homs_of(story).id)) is StandingKind.CONTESTED
    index.go_to(moment("2024-12-06", story.story.time_zone))
    assert index.shown_rows() == []
    faulty = write_story([{"statements": [{"id": "s", "stance": "shouts", "said": 7}]}, {"when": "2024-13"}, {}])
    assert open_story(faulty, read_only=True).knowledge().shown_rows()[-1] == 3
