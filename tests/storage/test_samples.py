"""The two samples that ship with the program: they open without a problem and say what their sources say."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage.citation import chain, citation, figure_text
from storage.codec import event_from_row, event_to_row, source_from_row, source_to_row, story_from_row, story_to_row
from storage.dates import bounds
from storage.model import Event, Problem, Shape, Source, Statement, Story
from storage.standing import StandingKind, standing
from storage.story_file import open_story

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
HOMS = SAMPLES / "homs-2024.timeline.json"
DEEP_TIME = SAMPLES / "deep-time.timeline.json"
YEAR_S = 31_556_952

both = pytest.mark.parametrize("sample", [HOMS, DEEP_TIME], ids=["homs", "deep-time"])

JOLANI = "Abu Muhammad al-Jolani"
GHANI = "Hassan Abdul Ghani"
SOHR = "Syrian Observatory for Human Rights (SOHR)"

WHO_HOLDS_HOMS = [
    ("asserts", JOLANI, (JOLANI, "BBC News"), "historic victory"),
    ("asserts", GHANI, (GHANI, "X", "BBC News"), "total liberation"),
    ("partly", SOHR, (SOHR, "BBC News"), "took control of several neighborhoods"),
    ("denies", "Syrian Ministry of Defence", ("Syrian Ministry of Defence", "BBC News"), "stable and safe"),
    ("cannot-confirm", "BBC News", ("BBC News",), ""),
    (
        "comments",
        "Unnamed US official",
        ("Unnamed US official", "CBS News", "BBC News"),
        "collapsing into a rebel-held suburb",
    ),
]

HOMS_QUOTES = {
    (JOLANI, "historic victory"),
    (GHANI, "total liberation"),
    (SOHR, "took control of several neighborhoods"),
    ("Syrian Ministry of Defence", "stable and safe"),
    ("Unnamed US official", "collapsing into a rebel-held suburb"),
    (
        GHANI,
        "Efforts are ongoing to liberate the entire Damascus countryside, and our eyes are on the capital Damascus",
    ),
    ("Zaina Shehla", "We are scared because we really don't know what is going to happen"),
    ("Zaina Shehla", "Nobody wants to see fighting in Damascus"),
    ("United Nations", "exacerbating an already dire situation for civilians in the north of the country"),
}

HOMS_FIGURES = {
    (GHANI, "more than 3,500 prisoners released"),
    (SOHR, "more than 800 people killed"),
    ("United Nations", "at least 370,000 people displaced"),
}

HOMS_DATES = {
    "Civil war begins": "2011",
    "Rebels start their biggest offensive in years": "[2024-11-27~..2024-11-30~]",
    "Government loses Aleppo": "[2024-11-27~..2024-12-07]",
    "Government loses Hama": "[2024-11-27~..2024-12-07]",
    "Armed groups take Deraa and Sweida": "[..2024-12-07]",
    "Who holds Homs?": "2024-12-07/2024-12-08",
    "Rebels close in on Damascus": "2024-12-07",
    "Meeting in Qatar": "2024-12-07",
}


class Sample:
    """A sample as it lies in the program's folder, read without opening it for writing."""

    def __init__(self, path: Path) -> None:
        self.tables = json.loads(path.read_text(encoding="ascii"))
        self.story: Story = _read(story_from_row, self.tables["about"])[0]
        self.events: list[Event] = _read(event_from_row, self.tables["events"])
        self.sources: dict[str, Source] = {
            source.id: source for source in _read(source_from_row, self.tables["sources"])
        }

    def event(self, title: str) -> Event:
        (found,) = (event for event in self.events if event.title == title)
        return found

    def statements(self) -> list[Statement]:
        return [statement for event in self.events for statement in event.statements]


def _read(read: Callable[..., tuple[Any, list[Problem]]], rows: dict[str, Any]) -> list[Any]:
    values = []
    for number, row in rows.items():
        value, problems = read(row, number)
        assert not problems
        values.append(value)
    return values


@both
def test_sample_opens_without_a_problem(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / sample.name
    copy.write_bytes(sample.read_bytes())
    story_file = open_story(copy)
    try:
        assert story_file.problems == ()
        assert not story_file.notice
        assert len(story_file.events) == len(json.loads(copy.read_bytes())["events"])
    finally:
        story_file.close()


@both
def test_sample_lies_in_the_file_as_the_codec_writes_it(sample: Path) -> None:
    read = Sample(sample)
    assert story_to_row(read.story) == read.tables["about"]["1"]
    assert [event_to_row(event) for event in read.events] == list(read.tables["events"].values())
    assert [source_to_row(source) for source in read.sources.values()] == list(read.tables["sources"].values())


@both
def test_every_id_is_there_once(sample: Path) -> None:
    read = Sample(sample)
    ids = [read.story.id, *(event.id for event in read.events), *(said.id for said in read.statements())]
    assert len(set(ids)) == len(ids)


@both
def test_every_event_has_a_category_and_categories_differ_in_colour_and_shape(sample: Path) -> None:
    read = Sample(sample)
    categories = read.story.categories
    assert {event.category for event in read.events} == {category.id for category in categories}
    assert len({category.colour for category in categories}) == len(categories)
    assert len({category.shape for category in categories}) == len(categories)
    assert Shape.BAND in {category.shape for category in categories}


@both
def test_every_source_named_is_there_and_every_source_there_is_named(sample: Path) -> None:
    read = Sample(sample)
    named = {source for event in read.events for source in event.sources}
    named |= {statement.source for statement in read.statements()}
    assert named == set(read.sources)


@both
def test_every_statement_says_something_and_says_where_it_was_read(sample: Path) -> None:
    for statement in Sample(sample).statements():
        assert statement.quote or statement.paraphrase
        assert statement.source
        assert statement.said


@both
def test_no_event_is_unsourced(sample: Path) -> None:
    read = Sample(sample)
    kinds = {standing(event, read.sources).kind for event in read.events}
    assert StandingKind.UNSOURCED not in kinds


@both
def test_every_source_has_a_citation(sample: Path) -> None:
    for source in Sample(sample).sources.values():
        assert len(citation(source)) > len(source.csl["title"])


def test_the_positions_on_homs_are_the_reports() -> None:
    read = Sample(HOMS)
    event = read.event("Who holds Homs?")
    assert [
        (said.stance.value, said.speaker, chain(said, read.sources), said.quote) for said in event.statements
    ] == WHO_HOLDS_HOMS
    assert {said.source for said in event.statements} == {"bbc-report"}
    assert event.starred


def test_homs_is_contested_by_five_positions_of_five_origins() -> None:
    read = Sample(HOMS)
    result = standing(read.event("Who holds Homs?"), read.sources)
    assert result.kind is StandingKind.CONTESTED
    assert (result.positions.total, result.origins) == (5, 5)


def test_spoken_words_in_homs_are_those_of_the_report() -> None:
    quotes = {(said.speaker, said.quote) for said in Sample(HOMS).statements() if said.quote}
    assert quotes == HOMS_QUOTES


def test_figures_in_homs_keep_their_qualifier_and_owner() -> None:
    figures = {(said.speaker, figure_text(figure)) for said in Sample(HOMS).statements() for figure in said.figures}
    assert figures == HOMS_FIGURES


@pytest.mark.parametrize(("title", "when"), HOMS_DATES.items())
def test_dates_in_homs_stay_as_open_as_the_report_leaves_them(title: str, when: str) -> None:
    assert Sample(HOMS).event(title).when == when


def test_rumours_of_the_president_leaving_are_denied_by_his_office() -> None:
    read = Sample(HOMS)
    event = read.event("Where is President Assad?")
    assert [(said.stance.value, said.speaker) for said in event.statements] == [
        ("asserts", ""),
        ("denies", "President’s office"),
        ("comments", "BBC News"),
    ]
    assert standing(event, read.sources).kind is StandingKind.CONTESTED


def test_the_report_is_given_no_title_author_or_address_of_its_own() -> None:
    csl = Sample(HOMS).sources["bbc-report"].csl
    assert csl["title"].startswith("[")
    assert not csl.keys() & {"author", "URL", "DOI"}


def test_deep_time_has_about_forty_events_from_the_formation_of_the_earth_on() -> None:
    read = Sample(DEEP_TIME)
    assert 35 <= len(read.events) <= 50
    limits = [bounds(event.when, read.story.time_zone) for event in read.events]
    first_s = min(limit.earliest_s for limit in limits if limit.earliest_s is not None)
    last_s = max(limit.latest_s for limit in limits if limit.latest_s is not None)
    assert last_s - first_s > 4_500_000_000 * YEAR_S


def test_deep_time_reaches_down_to_seconds() -> None:
    read = Sample(DEEP_TIME)
    contact = bounds(read.event("Contact with the Moon").when)
    landed = bounds(read.event("“The Eagle has landed”").when)
    assert contact.earliest_s is not None and landed.earliest_s is not None
    assert landed.earliest_s - contact.earliest_s == 18


def test_deep_time_shows_where_scholars_disagree() -> None:
    read = Sample(DEEP_TIME)
    kinds = [standing(event, read.sources).kind for event in read.events]
    assert kinds.count(StandingKind.CONTESTED) >= 3
    assert StandingKind.UNCONFIRMED in kinds
    assert StandingKind.CORROBORATED in kinds
