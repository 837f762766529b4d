"""The small index of who said what says the same as going through all events, at every second."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from storage.model import Event, Figure
from storage.open_index import OpenIndex
from storage.people import people
from storage.people_index import PeopleIndex
from storage.questions import QuestionKind, is_without_basis, questions
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


_FIGURES = st.lists(
    st.tuples(st.sampled_from(("Ghani", "Ministry", "")), st.sampled_from(_DAYS), st.integers(-3, 9)), max_size=6
)


@given(st.lists(_FIGURES, max_size=3), st.sampled_from(_DAYS), st.booleans())
def test_the_index_finds_what_is_open_at_every_moment(
    told: list[list[tuple[str, str, int]]], day: str, at: bool
) -> None:
    events = []
    for number, each in enumerate(told):
        made = event(*(f"A {who}" + (f"!{said}" if said else "") for who, said, _ in each), id=f"e{number}")
        statements = tuple(
            replace(statement, figures=(Figure(value=value, counted="killed"),))
            for statement, (_, _, value) in zip(made.statements, each, strict=True)
        )
        events.append(replace(made, statements=statements, place="Homs" if at else "", phrase="the day before"))
    index, as_of_s = OpenIndex(SOURCES), end_of(day) if day else None
    for row, each_event in enumerate(events):
        index.take(row, each_event)
    index.finished()
    found = questions(events, SOURCES, as_of_s)
    apart = index.disagreements(as_of_s)
    asked = [(one.event_id, one.sentence) for one in found if one.kind is QuestionKind.FIGURES]
    assert [(events[row].id, one.sentence) for row, one in apart] == asked
    assert index.rows_without_basis == [row for row, one in enumerate(events) if is_without_basis(one)]
