"""The small index of who said what says the same as going through all events, at every second."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storage.model import Event
from storage.open_index import OpenIndex
from storage.people import people
from storage.people_index import PeopleIndex
from storage.questions import QuestionKind, questions
from tests.storage.said import SOURCES, end_of, event

_DAYS = ("", "2024-12-05", "2024-12-07", "2024-12-08")
_TEXTS = st.builds(
    lambda stance, who, source, day: f"{stance} {who}@{source}" + (f"!{day}" if day else ""),
    st.sampled_from("APDNC"),
    st.sampled_from(("Ghani", "the Ministry", "Ministry", "BBC News", "")),
    st.sampled_from(("bbc", "cnn", "blog", "")),
    st.sampled_from(_DAYS),
)
_EVENTS = st.lists(st.lists(_TEXTS, max_size=4), max_size=4)


def _made(texts: list[list[str]]) -> list[Event]:
    return [event(*each, id=f"e{number}") for number, each in enumerate(texts, start=1)]


@given(_EVENTS, st.sampled_from(_DAYS))
def test_the_index_knows_what_a_reading_of_all_events_finds(texts: list[list[str]], day: str) -> None:
    events, as_of_s = _made(texts), end_of(day) if day else None
    index = PeopleIndex(SOURCES)
    for row, each in enumerate(events):
        index.take(row, each)
    index.finished()
    expected = people(events, SOURCES, as_of_s)
    assert [(one.key, one.roles, one.said, one.passed_on) for one in index.people(as_of_s)] == [
        (one.key, one.roles, len(one.said), len(one.passed_on)) for one in expected
    ]
    for one in expected:
        for found, words in ((index.said, one.said), (index.passed_on, one.passed_on)):
            statements = [events[row].statements[place] for row, place in found(one.key, as_of_s)]
            assert statements == [each.statement for each in words]


@given(_EVENTS)
def test_an_event_is_spoken_of_since_the_first_word_on_it(texts: list[list[str]]) -> None:
    events = _made(texts)
    index = PeopleIndex(SOURCES)
    for row, each in enumerate(events):
        index.take(row, each)
    index.finished()
    for day in _DAYS[1:]:
        for one in people(events, SOURCES, end_of(day)):
            since = index.spoken_since(one.key)
            spoken = {events[row].id for row, second in since.items() if second <= end_of(day)}
            assert spoken == {*one.event_ids}


def test_questions_of_the_index_are_those_of_the_story() -> None:
    basis = event(id="basis")
    index = OpenIndex({})
    first = Event("first", "First", "2011", phrase="the day before")
    for row, each in enumerate((basis, first)):
        index.refresh(row, each)
    assert index.rows_without_basis == [1]
    assert [one.event_id for one in questions((basis, first), {}) if one.kind is QuestionKind.NO_BASIS] == ["first"]
    index.refresh(1, None)
    assert index.rows_without_basis == []
