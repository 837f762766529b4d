"""The hint that a story may have an event already."""

from __future__ import annotations

import pytest

from storage.likeness import MOST_HINTS, alike
from storage.model import Event


def event(title: str, when: str = "2024-12-07") -> Event:
    return Event(title, title, when)


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("Aleppo lost", "Aleppo is lost"),
        ("Who holds Homs", "Who holds Homs?"),
        ("Statue pulled down in Jaramana", "Crowd pulls down a statue in Jaramana"),
        ("Army sends more forces to Damascus", "Army: more forces around Damascus"),
        ("ÉLYSÉE denies", "Elysee denies"),
    ],
)
def test_much_the_same_words_are_alike(typed: str, there: str) -> None:
    assert [one.title for one in alike(typed, "2024-12", [event("Something else"), event(there)])] == [there]


@pytest.mark.parametrize(("typed", "there"), [("Homs falls", "Aleppo falls"), ("Rebels enter Homs", "Rebels leave")])
def test_other_words_are_not(typed: str, there: str) -> None:
    assert alike(typed, "2024-12-07", [event(there)]) == []


def test_the_same_words_at_another_time_are_not() -> None:
    assert alike("Aleppo lost", "2016", [event("Aleppo lost")]) == []
    assert alike("Aleppo lost", "[..2024-12-08]", [event("Aleppo lost")]) != []


def test_most_alike_comes_first_and_few_are_told() -> None:
    found = alike("Aleppo lost", "2024", [event("Aleppo is lost again"), *(event("Aleppo lost") for _ in range(5))])
    assert len(found) == MOST_HINTS
    assert found[0].title == "Aleppo lost"


@pytest.mark.parametrize(("title", "when"), [("", "2024"), ("Homs", ""), ("…!?", "2024"), ("Homs", "no date")])
def test_what_says_nothing_resembles_nothing(title: str, when: str) -> None:
    assert alike(title, when, [event("Homs"), Event("x", "Homs", "broken")]) == []
