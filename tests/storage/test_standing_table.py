"""Combinations of stances, origins, chains and dates, each with the standing that follows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.known import KINDS, known_event, steps_of
from storage.model import Event, Stance
from storage.origins import Origins
from storage.standing import CERTAINTY, StandingKind, standing
from tests.storage.said import SOURCES, STANCES, end_of, event

NOW = ""
TABLE = [
    # As of the end of a day; the standing, the number of origins, and what was said.
    # One position
    (NOW, "single-source", 1, ["A Ghani"]),
    (NOW, "single-source", 1, ["P Ghani"]),
    (NOW, "denied", 1, ["D Ghani"]),
    (NOW, "unconfirmed", 1, ["N Ghani"]),
    (NOW, "unsourced", 0, ["C Ghani"]),
    (NOW, "single-source", 1, ["C Ghani@bbc"]),
    (NOW, "unsourced", 0, ["A"]),
    (NOW, "denied", 0, ["D"]),
    (NOW, "unconfirmed", 0, ["N"]),
    # Two positions of two people
    (NOW, "corroborated", 2, ["A Ghani", "A Jolani"]),
    (NOW, "corroborated", 2, ["A Ghani", "P Jolani"]),
    (NOW, "corroborated", 2, ["P Ghani", "P Jolani"]),
    (NOW, "contested", 2, ["A Ghani", "D Ministry"]),
    (NOW, "contested", 2, ["P Ghani", "D Ministry"]),
    (NOW, "unconfirmed", 2, ["A Ghani", "N BBC"]),
    (NOW, "unconfirmed", 2, ["P Ghani", "N BBC"]),
    (NOW, "denied", 2, ["D Ministry", "N BBC"]),
    (NOW, "denied", 2, ["D Ministry", "D Palace"]),
    (NOW, "unconfirmed", 2, ["N BBC", "N CNN"]),
    (NOW, "single-source", 1, ["A Ghani", "C Ministry@bbc"]),
    (NOW, "denied", 1, ["D Ministry", "C Ghani@bbc"]),
    (NOW, "unconfirmed", 1, ["N BBC", "C Ghani@cnn"]),
    # Two positions of one
    (NOW, "single-source", 1, ["A Ghani", "A Ghani"]),
    (NOW, "single-source", 1, ["A Ghani", "P ghani"]),
    (NOW, "contested", 1, ["A Ghani", "D Ghani"]),
    (NOW, "unconfirmed", 1, ["A Ghani", "N Ghani"]),
    (NOW, "single-source", 1, ["A The Observatory", "A observatory"]),
    (NOW, "single-source", 1, ["A  José  Pérez", "A JOSE PEREZ"]),
    # Three and more
    (NOW, "contested", 3, ["A Ghani", "D Ministry", "N BBC"]),
    (NOW, "contested", 5, ["A Jolani", "A Ghani", "P SOHR", "D Ministry", "N BBC"]),
    (NOW, "contested", 4, ["A Ghani", "A Jolani", "A Shehla", "D Ministry"]),
    (NOW, "unconfirmed", 4, ["A Jolani", "A Ghani", "P SOHR", "N BBC"]),
    (NOW, "denied", 3, ["D Ministry", "D Palace", "N BBC"]),
    (NOW, "corroborated", 3, ["A Ghani", "A Jolani", "P SOHR"]),
    # One wire in many outlets
    (NOW, "single-source", 1, ["A@cnn", "A@sky"]),
    (NOW, "single-source", 1, ["A@cnn", "A@sky", "A@times", "A@post", "A@herald"]),
    (NOW, "single-source", 1, ["A@cnn", "A@sky", "A@bbc>Reuters>BBC News"]),
    (NOW, "corroborated", 2, ["A@cnn", "A@sky", "A@bbc"]),
    (NOW, "unconfirmed", 2, ["A@cnn", "A@sky", "N@bbc"]),
    (NOW, "contested", 2, ["A@cnn", "A@sky", "D Ministry@sky"]),
    (NOW, "contested", 1, ["A@cnn", "D@sky"]),
    (NOW, "single-source", 1, ["C A@cnn", "C B@sky", "C C@times"]),
    (NOW, "corroborated", 2, ["C A@cnn", "C B@bbc"]),
    # One speaker in many outlets, many in one
    (NOW, "single-source", 1, ["A Ghani@bbc", "A Ghani@cnn", "A Ghani@nyt"]),
    (NOW, "corroborated", 2, ["A Ghani@bbc", "A Jolani@bbc"]),
    (NOW, "corroborated", 2, ["A Ghani@bbc", "A BBC News@bbc"]),
    (NOW, "single-source", 1, ["A CNN@cnn", "A Sky@sky"]),
    # Chains
    (NOW, "single-source", 1, ["A@bbc>CBS>BBC News", "A CBS"]),
    (NOW, "single-source", 1, ["A official@bbc>CBS", "A official@nyt>AP"]),
    (NOW, "corroborated", 2, ["A@bbc>CBS", "A@bbc>AP"]),
    (NOW, "single-source", 1, ["A@bbc>BBC News", "A@bbc"]),
    (NOW, "single-source", 1, ["A@gone", "A@lost"]),
    (NOW, "corroborated", 2, ["A@gone", "A@bbc"]),
    (NOW, "single-source", 1, ["A@gone>Reuters", "A@cnn"]),
    # Dates of saying
    ("2024-12-06", "unsourced", 0, ["A Ghani!2024-12-07", "D Ministry!2024-12-08"]),
    ("2024-12-07", "single-source", 1, ["A Ghani!2024-12-07", "D Ministry!2024-12-08"]),
    ("2024-12-08", "contested", 2, ["A Ghani!2024-12-07", "D Ministry!2024-12-08"]),
    ("2024-12-07", "denied", 1, ["A Ghani!2024-12-08", "D Ministry!2024-12-07"]),
    ("2024-12-07", "unconfirmed", 2, ["A Ghani!2024-12-07", "N BBC!2024-12-07", "D Ministry!2024-12-08"]),
    ("2024-12-07", "single-source", 1, ["A Ghani!2024-12-07", "A Jolani!2024-12-08"]),
    ("2024-12-07", "unsourced", 0, ["A Ghani![2024-12-07,2024-12-08]"]),
    ("2024-12-08", "single-source", 1, ["A Ghani![2024-12-07,2024-12-08]"]),
    ("2024-12-07", "single-source", 1, ["A Ghani![..2024-12-07]"]),
    ("2024-12-06", "unsourced", 0, ["A Ghani![..2024-12-07]"]),
    ("2024-12-07", "single-source", 1, ["A Ghani!2024-12-07/.."]),
    ("2024-12-30", "unsourced", 0, ["A Ghani!2024"]),
    ("2024-12-31", "single-source", 1, ["A Ghani!2024"]),
    ("1990", "single-source", 1, ["A Ghani!some day"]),
    # Without a date of its own: as old as its source, and ever since where that has none
    ("2024-11-30", "unsourced", 0, ["A Ghani@bbc"]),
    ("2024-12-01", "single-source", 1, ["A Ghani@bbc"]),
    ("2024-12-19", "single-source", 1, ["A Ghani@bbc", "D Ministry@nyt"]),
    ("2024-12-20", "contested", 2, ["A Ghani@bbc", "D Ministry@nyt"]),
    ("1990", "single-source", 1, ["A Ghani@blog"]),
    ("1990", "single-source", 1, ["A Ghani"]),
    ("2024-12-02", "single-source", 1, ["A@cnn", "A@times", "A@nyt"]),
    ("2024-12-20", "corroborated", 2, ["A@cnn", "A@times", "A@nyt"]),
]


@pytest.mark.parametrize(("as_of", "kind", "origins", "said"), TABLE)
def test_standing_follows_from_what_had_been_said(as_of: str, kind: str, origins: int, said: list[str]) -> None:
    held = standing(event(*said), SOURCES, end_of(as_of) if as_of else None)
    assert (held.kind.value, held.origins) == (kind, origins)


days = st.sampled_from(["", "2024-12-06", "2024-12-07", "2024-12-08", "[2024-12-07,2024-12-09]", "2024", "nonsense"])
texts = st.builds(
    "{} {}@{}{}!{}".format,
    st.sampled_from("APDNC"),
    st.sampled_from(["", "Ghani", "GHANI", "Ministry", "BBC News", "Reuters"]),
    st.sampled_from(["", "bbc", "cnn", "nyt", "blog", "gone"]),
    st.sampled_from(["", ">Reuters", ">CBS>BBC News"]),
    days,
)
events = st.builds(
    lambda said, cited: event(*said, sources=tuple(cited)),
    st.lists(texts, max_size=6),
    st.lists(st.sampled_from(["bbc", "cnn", "nyt", "blog", "gone"]), max_size=3, unique=True),
)
moments = st.sampled_from(["1990", "2024-12-01", "2024-12-06", "2024-12-07", "2024-12-08", "2024-12-20", "2024-12-31"])


@given(events, moments, st.randoms(use_true_random=False))
def test_the_order_of_statements_never_matters(story: Event, day: str, random: object) -> None:
    shuffled = list(story.statements)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = replace(story, statements=tuple(shuffled))
    for as_of_s in (None, end_of(day)):
        assert standing(story, SOURCES, as_of_s) == standing(other, SOURCES, as_of_s)


@given(events, st.sampled_from("DN"), texts)
def test_another_denial_or_doubt_never_makes_anything_more_certain(story: Event, letter: str, text: str) -> None:
    one_more = event(letter + text[1:]).statements[0]
    denied = replace(story, statements=(*story.statements, one_more))
    before, after = (CERTAINTY.index(standing(each, SOURCES).kind) for each in (story, denied))
    assert after <= before


@given(events)
def test_late_enough_equals_now(story: Event) -> None:
    assert standing(story, SOURCES, end_of("9999")) == standing(story, SOURCES)
    assert known_event(story, SOURCES, end_of("9999")) is story


@given(events, moments)
def test_to_remove_what_was_said_later_is_to_go_back(story: Event, day: str) -> None:
    as_of_s = end_of(day)
    origins = Origins(SOURCES)
    earlier = tuple(each for each in story.statements if origins.said_s(each) <= as_of_s)
    cited = tuple(each for each in story.sources if origins.published_s(each) <= as_of_s)
    without = replace(story, statements=earlier, sources=cited)
    assert standing(without, SOURCES, as_of_s) == standing(story, SOURCES, as_of_s)
    known = known_event(story, SOURCES, as_of_s)
    if known is not None:
        assert known == without
    if known is None:
        assert without.statements == ()


@given(events, moments)
def test_the_steps_of_an_event_say_what_its_standing_says(story: Event, day: str) -> None:
    as_of_s = end_of(day)
    state, steps = steps_of(story.sources, story.statements, Origins(SOURCES))
    for second, later in steps:
        state = later if second <= as_of_s else state
    known = known_event(story, SOURCES, as_of_s)
    assert KINDS[state] == (None if known is None else standing(known, SOURCES, as_of_s).kind)


def test_every_standing_has_its_place_in_the_order_of_certainty() -> None:
    assert {*CERTAINTY} == {*StandingKind}
    assert {*STANCES.values()} == {*Stance}
