"""As known on: what is let through at a moment, by the reading that list, timeline and pane share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.document import Document
from gui.reading import Reading
from storage.changes import PutEvent
from storage.model import Event
from storage.origins import EVER_S
from storage.standing import StandingKind
from storage.story_file import create_story
from tests.storage.said import end_of, event

HOMS = event("A Ghani!2024-12-07", "D Ministry!2024-12-08", "C BBC!2024-12-08", id="homs")
HAMA = replace(event("A SOHR!2024-12-05", id="hama"), title="Hama is lost", when="2024-12-05")
PLAIN = Event("plain", "War begins", "2011")


@pytest.fixture
def reading(qtbot: QtBot, tmp_path: Path) -> Reading:
    path = tmp_path / "s.timeline.json"
    with create_story(path, title="Homs") as file:
        file.apply([PutEvent(each) for each in (HOMS, HAMA, PLAIN)])
    document = Document()
    made = Reading(document, document)
    made.setProperty("document", document)
    document.open(path)
    return made


def titles(reading: Reading) -> list[str]:
    return [each.title for each in reading.events]


def on(reading: Reading, day: str) -> list[str]:
    reading.knowing.go_to(end_of(day))
    return titles(reading)


def test_what_had_not_been_said_is_not_there(reading: Reading) -> None:
    assert on(reading, "2024-12-06") == ["War begins", "Hama is lost"]
    assert on(reading, "2024-12-07") == ["War begins", "Hama is lost", "Who holds Homs?"]
    assert on(reading, "2024-12-04") == ["War begins"]
    reading.knowing.go_to(None)
    assert len(titles(reading)) == 3


def test_the_standing_is_that_of_the_moment(reading: Reading) -> None:
    reading.knowing.go_to(end_of("2024-12-07"))
    assert reading.knowing.kind(HOMS) is StandingKind.SINGLE_SOURCE
    reading.knowing.step(+1)
    assert reading.knowing.as_of_s == end_of("2024-12-08")
    assert reading.knowing.kind(HOMS) is StandingKind.CONTESTED


def test_steps_lead_from_now_to_before_everything_and_back(reading: Reading) -> None:
    steps = []
    for _ in range(5):
        reading.knowing.step(-1)
        steps.append(len(titles(reading)))
    assert steps == [3, 3, 2, 1, 1]
    for _ in range(5):
        reading.knowing.step(+1)
    assert reading.knowing.as_of_s is None


def test_the_chosen_event_is_shown_as_it_was_known_and_edited_as_it_is(reading: Reading) -> None:
    reading.select("homs")
    reading.knowing.go_to(end_of("2024-12-07"))
    assert reading.shown is not None and [each.speaker for each in reading.shown.statements] == ["Ghani"]
    assert reading.chosen == HOMS
    reading.knowing.go_to(end_of("2024-12-06"))
    assert reading.shown is None


def test_words_that_were_said_later_are_not_found_before(reading: Reading) -> None:
    reading.set_filter("ministry")
    assert titles(reading) == ["Who holds Homs?"]
    assert on(reading, "2024-12-07") == []
    assert on(reading, "2024-12-08") == ["Who holds Homs?"]
    assert reading.rows == [1], "what may be found keeps its place"


def test_an_edit_made_now_lets_no_later_words_be_found_before(reading: Reading) -> None:
    reading.knowing.go_to(end_of("2024-12-07"))
    reading.set_filter("ministry")
    reading.knowing.go_to(None)
    reading.property("document").apply([PutEvent(replace(HOMS, title="Who holds it?"))])
    assert titles(reading) == ["Who holds it?"]
    assert on(reading, "2024-12-07") == []


def test_a_standing_narrows_to_what_stands_so_at_the_moment(reading: Reading) -> None:
    reading.narrowing.set_standings(frozenset({StandingKind.CONTESTED}))
    assert titles(reading) == ["Who holds Homs?"]
    assert on(reading, "2024-12-07") == []
    reading.narrowing.set_standings(frozenset({StandingKind.SINGLE_SOURCE}))
    assert titles(reading) == ["Hama is lost", "Who holds Homs?"]


def test_a_speaker_narrows_to_what_they_had_spoken_of(reading: Reading) -> None:
    reading.narrowing.set_speaker("Ministry", {1: end_of("2024-12-08"), 3: EVER_S})
    assert titles(reading) == ["War begins", "Who holds Homs?"]
    assert on(reading, "2024-12-07") == ["War begins"]


@pytest.mark.parametrize("day", ["", "2024-12-04", "2024-12-07", "2024-12-08"])
@pytest.mark.parametrize("text", ["", "ministry"])
@pytest.mark.parametrize("kinds", [(), (StandingKind.CONTESTED, StandingKind.UNSOURCED)])
def test_all_rows_that_show_are_those_that_show_one_by_one(
    reading: Reading, day: str, text: str, kinds: tuple[StandingKind, ...]
) -> None:
    narrowing = reading.narrowing
    reading.set_filter(text)
    narrowing.set_standings(frozenset(kinds))
    narrowing.set_speaker("Ministry", {1: end_of("2024-12-08"), 3: EVER_S})
    reading.knowing.go_to(end_of(day) if day else None)
    assert narrowing.shown_rows() == {row for row in range(6) if narrowing.shows(row)}


def test_an_edit_is_followed_at_the_moment_that_is_looked_at(reading: Reading) -> None:
    reading.knowing.go_to(end_of("2024-12-06"))
    document = reading.property("document")
    early = replace(event("A X!2024-12-01", id="early"), title="Said early", when="2024-12-02")
    document.apply([PutEvent(early), PutEvent(replace(HAMA, statements=()))])
    assert titles(reading) == ["War begins", "Said early", "Hama is lost"]
    document.undo()
    assert titles(reading) == ["War begins", "Hama is lost"]
