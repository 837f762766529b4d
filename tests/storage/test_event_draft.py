"""A form's draft and its event: nothing added, nothing lost, and a sentence for what will not do."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import codec
from storage.changes import PutEvent
from storage.draft_merging import merged
from storage.draft_numbers import Numbers, number_text, read_numbers
from storage.draft_rows import draft_from_row, draft_to_row
from storage.event_draft import (
    DateDraft,
    EventDraft,
    FigureDraft,
    StatementDraft,
    copy_of_event,
    draft_of,
    draft_of_statement,
    event_of,
    in_words,
    new_event,
    new_statement,
)
from storage.model import Event, Figure, Stance, Statement
from storage.story_file import open_story
from tests.conftest import SAMPLES

HOSTILE = st.text(alphabet=st.characters(), max_size=40) | st.sampled_from(
    ["=1+1", "<b>x</b>", "a\x00b", "\ud800", "\u202eabc", "a, b > c", " ", "\u2028", "-"]
)
WORD = HOSTILE.filter(bool)
EXTRA = st.dictionaries(st.sampled_from(["x-note", "y"]), st.integers() | st.text(max_size=5)).map(MappingProxyType)
NUMBER = st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
FIGURES = st.builds(
    Figure, counted=WORD, value=NUMBER, low=NUMBER, high=NUMBER, qualifier=HOSTILE, unit=HOSTILE, extra=EXTRA
)
STATEMENTS = st.builds(
    Statement,
    id=st.uuids().map(str),
    stance=st.sampled_from(Stance),
    speaker=HOSTILE,
    role=HOSTILE,
    quote=HOSTILE,
    paraphrase=HOSTILE,
    said=st.sampled_from(["", "2024", "2024-12-07T10:00~", "../2024"]),
    source=HOSTILE,
    locator=HOSTILE,
    via=st.lists(HOSTILE, max_size=3).map(tuple),
    figures=st.lists(FIGURES, max_size=2).map(tuple),
    extra=EXTRA,
)
EVENTS = st.builds(
    Event,
    id=st.uuids().map(str),
    title=WORD.filter(str.strip),
    when=st.sampled_from(["2024", "2024-12/..", "Y-13800000000", "2011-03?"]),
    phrase=HOSTILE,
    basis=HOSTILE,
    place=HOSTILE,
    text=HOSTILE,
    category=HOSTILE,
    tags=st.lists(HOSTILE, max_size=3).map(tuple),
    sources=st.lists(HOSTILE, max_size=3).map(tuple),
    statements=st.lists(STATEMENTS, max_size=3).map(tuple),
    starred=st.booleans(),
    extra=EXTRA,
)


def kept(draft: EventDraft) -> Event:
    event, problems = event_of(draft)
    assert problems == () and event is not None
    return event


def refused(draft: EventDraft) -> dict[str, str]:
    event, problems = event_of(draft)
    assert event is None
    return {problem.field: problem.message for problem in problems}


def filled(**changes: object) -> EventDraft:
    draft = draft_of(Event("e", "Homs falls", "2024-12-07"))
    return replace(draft, **changes)  # type: ignore[arg-type]


@given(EVENTS)
def test_form_that_is_kept_unchanged_gives_the_event_as_it_is_stored(event: Event) -> None:
    assert kept(draft_of(event)) == event
    assert not draft_of(event).is_changed
    assert codec.event_to_row(kept(draft_of(event))) == codec.event_to_row(event)


@given(EVENTS, HOSTILE)
def test_a_change_of_one_field_leaves_all_others_alone(event: Event, place: str) -> None:
    changed = kept(replace(draft_of(event), place=place))
    assert replace(changed, place=event.place) == event


@given(EVENTS, st.sampled_from(["speaker", "quote", "via", "locator"]))
def test_a_change_of_a_statement_keeps_its_id_and_what_is_unknown_in_it(event: Event, name: str) -> None:
    draft = draft_of(event)
    statements = tuple(replace(each, **{"speaker": each.speaker or "Ada", name: "Ada"}) for each in draft.statements)
    result = kept(replace(draft, statements=statements))
    assert [(each.id, each.extra) for each in result.statements] == [(s.id, s.extra) for s in event.statements]
    assert [each.figures for each in result.statements] == [each.figures for each in event.statements]


@given(EVENTS, EVENTS, HOSTILE)
def test_draft_survives_being_kept_as_plain_data(stored: Event, typed: Event, text: str) -> None:
    draft = replace(draft_of(typed), was=stored, title=text, when=DateDraft("", text, "no date"))
    # Of its statements' values a draft refers to those that are stored.
    draft = replace(draft, statements=(*draft_of(stored).statements, replace(new_statement(), quote=text)))
    assert draft_from_row(json.loads(json.dumps(draft_to_row(draft)))) == draft


@given(
    st.recursive(st.none() | st.booleans() | st.text(max_size=3), lambda x: st.lists(x) | st.dictionaries(HOSTILE, x))
)
def test_data_that_is_no_draft_is_none(data: object) -> None:
    assert draft_from_row({"was": data, "statements": data, "when": data}) is None


def test_draft_of_a_new_event_survives_as_well() -> None:
    draft = replace(draft_of(new_event()), tags="night, w")
    assert draft_from_row(json.loads(json.dumps(draft_to_row(draft)))) == draft


@pytest.mark.parametrize("name", [path.name for path in sorted(SAMPLES.glob("*.timeline.json"))])
def test_rows_of_the_samples_stay_byte_for_byte_when_every_form_is_kept(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes((SAMPLES / name).read_bytes())
    with open_story(path) as file:
        file.apply([PutEvent(kept(draft_of(event))) for event in file.events])
    assert path.read_bytes() == (SAMPLES / name).read_bytes()


def test_an_empty_form_asks_for_title_and_date_only() -> None:
    problems = refused(draft_of(new_event()))
    assert problems.keys() == {"title", "when"}
    assert not draft_of(new_event()).is_changed


def test_a_date_that_is_not_understood_is_refused_in_the_words_of_its_field() -> None:
    draft = filled(when=DateDraft("", "32 Dec", "December has 31 days."))
    assert refused(draft) == {"when": "December has 31 days."}


def test_tags_are_parted_by_commas_and_stand_once() -> None:
    assert kept(filled(tags="night,  Homs , night,,")).tags == ("night", "Homs")


def test_a_chain_keeps_its_order_and_takes_arrows() -> None:
    statement = replace(new_statement(), speaker="An official", via="CBS News > BBC News → AP")
    assert kept(filled(statements=(statement,))).statements[0].via == ("CBS News", "BBC News", "AP")


def test_an_empty_statement_or_figure_is_left_out() -> None:
    spoken = replace(new_statement(), quote="No.", figures=(FigureDraft(), FigureDraft("dead", "3")))
    result = kept(filled(statements=(new_statement(), spoken)))
    assert [len(each.figures) for each in result.statements] == [1]


def test_a_statement_of_nobody_without_words_is_refused_in_its_place() -> None:
    lonely = replace(new_statement(), stance=Stance.DENIES)
    spoken = replace(new_statement(), quote="No.")
    assert refused(filled(statements=(spoken, lonely))).keys() == {"statement 2: speaker"}


def test_a_figure_says_what_it_lacks() -> None:
    figures = (FigureDraft(number="3"), FigureDraft("dead"), FigureDraft("dead", "many"))
    statement = replace(new_statement(), speaker="Ada", figures=figures)
    places = {"figure 1: counted", "figure 2: number", "figure 3: number"}
    assert refused(filled(statements=(statement,))).keys() == {f"statement 1: {place}" for place in places}


def test_figures_of_a_statement_are_read() -> None:
    figures = (FigureDraft("prisoners", "3,500", "more than"), FigureDraft("dead", "300–400"))
    statement = kept(filled(statements=(replace(new_statement(), speaker="Ada", figures=figures),))).statements[0]
    assert statement.figures == (
        Figure("prisoners", value=3500, qualifier="more than"),
        Figure("dead", low=300, high=400),
    )


def test_a_copy_has_ids_of_its_own() -> None:
    event = Event("e", "A", "2024", statements=(Statement("s", Stance.DENIES, "Bo"),))
    copy = copy_of_event(event)
    assert copy.id != "e" and copy.statements[0].id != "s"
    assert replace(copy, id="e", statements=event.statements) == event


@given(st.integers(), st.integers(), st.integers())
def test_whole_numbers_are_read_as_they_are_written(value: int, low: int, high: int) -> None:
    low, high = min(low, high), max(low, high)
    for numbers in (Numbers(value), Numbers(None, low, high), Numbers(value, low, high), Numbers(None, low)):
        assert read_numbers(number_text(numbers)) == (numbers, "")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3500", (3500, None, None)),
        ("3 500", (3500, None, None)),
        ("1,234,567.5", (1234567.5, None, None)),
        ("1e6", (1e6, None, None)),
        ("300-400", (None, 300, 400)),
        ("300 to 400", (None, 300, 400)),
        ("300–", (None, 300, None)),
        ("–400", (None, None, 400)),
        ("-5", (-5, None, None)),
        ("350 (300–400)", (350, 300, 400)),
    ],
)
def test_numbers_are_read_as_people_type_them(text: str, numbers: tuple[float | None, ...]) -> None:
    assert read_numbers(text) == (Numbers(*numbers), "")


@pytest.mark.parametrize("text", ["", "many", "3,5", "400–300", "–", "=1+1", "1" * 2000, "NaN", "1e999", "٣٤٥x"])
def test_what_is_no_number_gets_a_sentence(text: str) -> None:
    numbers, problem = read_numbers(text)
    assert numbers == Numbers() and problem.endswith((".", "400."))


@given(HOSTILE)
def test_any_text_for_a_number_is_read_or_refused(text: str) -> None:
    numbers, problem = read_numbers(text)
    assert (numbers == Numbers()) == bool(problem)


def test_fields_that_were_not_touched_take_the_new_values() -> None:
    event = Event("e", "Homs falls", "2024-12-07", place="Homs", statements=(Statement("s", Stance.DENIES, "Bo"),))
    mine = replace(draft_of(event), title="Homs is taken", tags="night")
    theirs = replace(event, place="Hama", tags=("day",))
    draft, taken, disputed = merged(mine, theirs)
    assert (draft.title, draft.place, draft.tags) == ("Homs is taken", "Hama", "night")
    assert (taken, disputed) == (("place",), ("tags",))
    assert draft.was == theirs


def test_statements_are_brought_together_one_by_one() -> None:
    one, two, three = (Statement(name, Stance.DENIES, name) for name in ("one", "two", "three"))
    event = Event("e", "A", "2024", statements=(one, two))
    mine = draft_of(event)
    mine = replace(mine, statements=(replace(mine.statements[0], quote="No."), mine.statements[1]))
    theirs = replace(event, statements=(replace(one, role="minister"), three))
    result = merged(mine, theirs)
    assert [(each.id, each.quote, each.role) for each in result.draft.statements] == [
        ("one", "No.", "minister"),
        ("three", "", ""),
    ]
    assert result.disputed == ()


@given(EVENTS, EVENTS)
def test_a_form_without_changes_becomes_the_event_as_it_is_now(event: Event, now: Event) -> None:
    now = replace(now, id=event.id)
    assert kept(merged(draft_of(event), now).draft) == now


def test_what_keeps_a_form_from_being_kept_is_one_sentence() -> None:
    _, problems = event_of(draft_of(new_event()))
    assert in_words(problems) == "Give the event a title. (1 more to mend.)"
    assert in_words(()) == ""


def test_a_changed_statement_draft_of_another_story_has_nothing_of_it() -> None:
    assert draft_of_statement(Statement("s", Stance.COMMENTS)) != StatementDraft("s")
