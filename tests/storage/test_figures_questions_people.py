from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from storage.ledger import disagreements, figures_of, grouped, ledger
from storage.model import Event, Figure
from storage.people import people
from storage.questions import QuestionKind, questions
from storage.story_file import open_story
from tests.storage.said import SOURCES, end_of, event


def counted(*said: tuple[str, Figure], **fields: str) -> Event:
    """Return an event of which each statement gives one figure."""
    story = event(*(text for text, _ in said), **fields)
    pairs = zip(story.statements, said, strict=True)
    return replace(story, statements=tuple(replace(each, figures=(figure,)) for each, (_, figure) in pairs))


def dead(value: float | None = None, counted: str = "people killed", **fields: object) -> Figure:
    return Figure(counted, value, **fields)  # type: ignore[arg-type]


def disagreed(*stories: Event) -> list[str]:
    entries = [entry for story in stories for entry in figures_of(story, SOURCES)]
    return [each.sentence for each in disagreements(entries)]


def test_the_sample_never_says_a_figure_without_its_qualifier_and_owner(homs: Path) -> None:
    story = open_story(homs, read_only=True)
    groups = ledger(story.events, {source.id: source for source in story.sources}, zone=story.story.time_zone)
    assert [(group.counted, entry.text, entry.owner) for group in groups for entry in group.entries] == [
        ("people killed", "more than 800 people killed", "Syrian Observatory for Human Rights (SOHR)"),
        ("people displaced", "at least 370,000 people displaced", "United Nations"),
        ("prisoners released", "more than 3,500 prisoners released", "Hassan Abdul Ghani"),
    ]


def test_figures_of_one_thing_stand_side_by_side_as_they_were_given() -> None:
    story = counted(
        ("A Ghani!2024-12-08", dead(low=3, high=9)),
        ("A SOHR!2024-12-07", dead(5, "The People  Killed", qualifier="about")),
        ("A UN", dead(2, unit="families")),
        ("A X@blog", dead(7)),
    )
    people_, families = grouped(figures_of(story, SOURCES))
    assert [entry.text for entry in people_.entries] == [
        "about 5 The People Killed", "3–9 people killed", "7 people killed"
    ]  # fmt: skip
    assert [entry.span for entry in people_.entries] == [(5, 5), (3, 9), (7, 7)]
    assert families.unit == "families"


@pytest.mark.parametrize(
    ("differ", "first", "second"),
    [
        (False, dead(100), dead(200)),
        (True, dead(100), dead(201)),
        (False, dead(low=80, high=110), dead(220)),
        (True, dead(low=80, high=110), dead(221)),
        (False, dead(90, low=40, high=500), dead(900)),
        (True, dead(0), dead(1)),
        (False, dead(0), dead(0)),
        (True, dead(-5), dead(3)),
        (False, dead(-5), dead(-3)),
        (True, dead(-9), dead(-3)),
        (True, dead(1.5), dead(10**400)),
        (False, dead(100), dead(300, "people hurt")),
        (False, dead(100), dead(300, unit="dozens")),
        (False, dead(100), dead()),
    ],
)
def test_owners_disagree_when_more_than_a_factor_of_two_lies_between_them(
    differ: bool, first: Figure, second: Figure
) -> None:
    for pair in ((first, second), (second, first)):
        story = counted(("A Ghani", pair[0]), ("A SOHR", pair[1]))
        assert bool(disagreed(story)) == differ


def test_an_owner_who_raises_a_figure_disagrees_with_nobody() -> None:
    story = counted(("A SOHR!2024-12-06", dead(10)), ("A sohr!2024-12-08", dead(90)))
    assert disagreed(story) == []
    three = counted(("A SOHR!2024-12-06", dead(10)), ("A SOHR!2024-12-08", dead(90)), ("A UN!2024-12-07", dead(20)))
    assert disagreed(three) == ["UN: 20 people killed; SOHR: 90 people killed."]


@pytest.mark.parametrize("stance", ["D", "N"])
def test_a_number_in_a_denial_or_a_doubt_is_not_taken_for_its_speakers_own(stance: str) -> None:
    denied = counted(("A UN", dead(100)), (f"{stance} Ministry", dead(800)))
    assert disagreed(denied) == []
    assert [entry.owner for entry in figures_of(denied, SOURCES)] == ["UN", "Ministry"], "it is listed all the same"
    both = counted(("A UN", dead(100)), ("C SOHR!2024-12-07", dead(800)), (f"{stance} SOHR!2024-12-08", dead(90)))
    assert disagreed(both) == ["UN: 100 people killed; SOHR: 800 people killed."]


def test_two_nights_are_two_things_and_one_place_and_time_one() -> None:
    near = counted(("A SOHR", dead(10)), id="one", place="Homs")
    far = counted(("A UN", dead(90)), id="two", place="Hama")
    assert disagreed(near, far) == []
    assert disagreed(near, replace(far, place="HOMS")) == ["SOHR: 10 people killed; UN: 90 people killed."]
    assert disagreed(replace(near, place=""), replace(far, place="")) == []


def asked(*stories: Event, day: str = "") -> list[tuple[str, str]]:
    found = questions(stories, SOURCES, end_of(day) if day else None)
    return [(question.kind.value, question.event_id) for question in found]


def test_questions_come_kind_by_kind_and_lead_to_their_events() -> None:
    stories = [
        event("A Ghani", id="single"),
        event(id="unsourced"),
        event("D Ministry", id="denied"),
        event("A Ghani", "N CNN", id="unconfirmed"),
        event("A Ghani", "A Jolani", id="settled"),
        event("A Ghani", "D Ministry", id="contested"),
        counted(("A UN", dead(1)), ("A SOHR", dead(9)), id="figures"),
    ]
    assert asked(*stories) == [
        ("contested", "contested"),
        ("figures", "figures"),
        ("unconfirmed", "unconfirmed"),
        ("denied", "denied"),
        ("unsourced", "unsourced"),
        ("single-source", "single"),
    ]
    assert {question.kind for question in questions(stories, SOURCES)} == {*QuestionKind} - {QuestionKind.NO_BASIS}


@pytest.mark.parametrize(
    ("phrase", "basis", "is_open"),
    [
        ("Saturday", "", True),
        ("two days later", "", True),
        ("the night before the vote", "", True),
        ("Saturday", "2024-12-08", False),
        ("early December 2024", "", False),
        ("the 80s of that century", "", False),
        ("", "", False),
    ],
)
def test_relative_words_need_a_basis(phrase: str, basis: str, is_open: bool) -> None:
    story = event("A Ghani", "A Jolani", phrase=phrase, basis=basis)
    assert asked(story) == ([("no-basis", "e")] if is_open else [])


def test_the_presidents_whereabouts_are_an_open_question(homs: Path) -> None:
    story = open_story(homs, read_only=True)
    found = questions(story.events, {each.id: each for each in story.sources}, zone=story.story.time_zone)
    (assad,) = [each for each in found if each.event_title == "Where is President Assad?"]
    assert (assad.kind, assad.sentence) == (
        QuestionKind.CONTESTED,
        "Asserted by rumours, denied by President’s office.",
    )


def test_nothing_of_a_denial_is_in_questions_figures_and_people_before_it_was_made() -> None:
    story = counted(("A Ghani!2024-12-07", dead(5)), ("D Ministry@nyt!2024-12-08", dead(50)))
    as_of_s = end_of("2024-12-07")
    before = [ask([story], SOURCES, as_of_s) for ask in (questions, ledger, people)]
    after = [ask([story], SOURCES) for ask in (questions, ledger, people)]
    assert "Ministry" not in repr(before) and "New York" not in repr(before)
    assert all("Ministry" in repr(answer) for answer in after)
    assert asked(story, day="2024-12-06") == []


def test_everybody_has_their_words_in_the_order_of_saying() -> None:
    stories = [
        event("A Pedersen@bbc!2024-12-08", "A The Ministry@bbc>CBS!2024-12-07", id="one"),
        event("D PEDERSEN@cnn!2024-12-06", "C ministry@blog", "A@bbc!2024-12-09", id="two"),
    ]
    found = {person.name: person for person in people(stories, SOURCES)}
    assert [words.statement.said for words in found["Pedersen"].said] == ["2024-12-06", "2024-12-08"]
    assert [words.event_id for words in found["The Ministry"].said] == ["one", "two"]
    assert found["The Ministry"].event_ids == ("one", "two")
    assert [len(found[name].passed_on) for name in ("BBC News", "CBS", "CNN")] == [3, 1, 1]
    assert found["BBC News"].is_outlet and not found["Pedersen"].is_outlet


def test_an_outlet_that_speaks_for_itself_passes_nothing_on() -> None:
    (outlet,) = people([event("N BBC News@bbc>BBC News")], SOURCES)
    assert (outlet.name, len(outlet.said), outlet.passed_on) == ("BBC News", 1, ())
