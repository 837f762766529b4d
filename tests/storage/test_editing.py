"""Edits of many events at once: each one step, undone and redone to the same bytes, whatever the texts hold."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.changes import PutEvent
from storage.dates.moving import Shift
from storage.editing import (
    Alteration,
    Field,
    Question,
    Step,
    add_category,
    alter,
    alteration_name,
    altered,
    delete_category,
    edit_story,
    find_and_replace,
    find_hits,
    merge_categories,
    move_category,
    name_problem,
    recategorised,
    recolour_category,
    redated,
    rename_category,
    replaced_place,
    replacing,
    reshape_category,
    retagged,
    same_named,
    shifted,
    twins,
)
from storage.editing.excerpts import excerpts
from storage.editing.finding import may_hold, replaced_event, replacement
from storage.errors import EditError, FormatError, ReadOnlyError
from storage.model import Category, Event, Shape, Source, Stance, Statement, Story
from storage.story_file import StoryFile, open_story
from tests.conftest import StoryWriter

HOSTILE = ["", "=1+1", "<b>x</b>", "a\x00b", "\u202egnp", "\ud800", "é\u0301", "x" * 1_000_000, "a\nb\r\nc", "&amp;"]
TEXT = st.one_of(st.sampled_from([text for text in HOSTILE if len(text) < 100]), st.text(max_size=12))
CATEGORIES = (
    Category("fall", "The fall", "red"),
    Category("un", "At the UN", "blue", Shape.SQUARE),
    Category("x", "X"),
)
STORY = Story("s", "A story", categories=CATEGORIES)


def event(number: int = 1, **fields: object) -> Event:
    return replace(Event(f"e{number}", f"Event {number}", "2024-12-07"), **fields)  # type: ignore[arg-type]


SAID = Statement("st", Stance.ASSERTS, "Ada of Homs", "mayor of Homs", "Homs fell", "She says Homs fell")
HOMS = event(1, title="Homs falls", text="In Homs.", place="Homs", tags=("homs", "night"), statements=(SAID,))


@pytest.fixture
def file(write_story: StoryWriter) -> StoryFile:
    rows = [
        {"category": "fall", "tags": ["night"], "place": "Homs", "when": "2024-12-07"},
        {"category": "un", "text": "Homs fell.", "when": "2024-12-08T10:15:00Z", "unknown": {"kept": 1}},
        {"category": "fall", "when": "2024-12-08/2024-12-09", "statements": [{"stance": "asserts", "quote": "Homs!"}]},
        {"when": "2024-12"},
    ]
    about = {"categories": [{"id": "fall", "name": "The fall", "colour": "red"}, {"id": "un", "name": "At the UN"}]}
    return open_story(write_story(rows, [{"id": "one", "csl": {"title": "Homs today"}}], about))


def bytes_of(file: StoryFile) -> dict[str, dict[int, bytes]]:
    return {table: {row: bytes(raw) for row, raw in rows.items()} for table, rows in file.state().tables.items()}


def steps_of(file: StoryFile, text: str) -> list[Step]:
    events, story = file.events, file.story
    days = [each for each in events if each.when != "2024-12"]
    return [
        recategorised(events, "un", story),
        retagged(events, [text or "t", "night"], ["night"], story),
        replaced_place(events, text, story),
        shifted(days, Shift(days=3), story),
        add_category(story, Category("new", text or "n")),
        rename_category(story, "fall", text if text.strip() else "n"),
        recolour_category(story, "fall", "teal"),
        reshape_category(story, "fall", Shape.STAR),
        move_category(story, "fall", 1),
        merge_categories(story, events, "fall", "un"),
        delete_category(story, events, "fall"),
        replacement(events, file.sources, Question("homs", text, frozenset(Field))),
        edit_story(
            story, title=text if text.strip() else "t", description=text, time_zone="Asia/Damascus", language="ar"
        ),
    ]


@pytest.mark.parametrize("number", range(13))
@pytest.mark.parametrize("text", [text for text in HOSTILE if len(text) < 100])
def test_every_edit_is_one_step_that_undo_and_redo_take_back_and_forth_byte_for_byte(
    file: StoryFile, number: int, text: str
) -> None:
    before = bytes_of(file)
    changes, name = steps_of(file, text)[number]
    file.apply(list(changes), name)
    after = bytes_of(file)
    assert after != before
    assert name and file.undo_name
    file.undo()
    assert bytes_of(file) == before and not file.undo_name
    file.redo()
    assert bytes_of(file) == after
    assert not [problem for problem in file.problems if problem.code not in ("missing",)]
    path = file.path
    file.close()
    again = open_story(path)
    assert bytes_of(again) == after
    again.close()


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 12), TEXT), min_size=1, max_size=5))
def test_any_row_of_edits_is_undone_to_the_first_byte(edits: list[tuple[int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "s.timeline.json")
        path.write_text(
            '{"about": {"1": {"format": 1, "id": "s", "title": "S", "categories": [{"id": "fall", "name": "F"}, '
            '{"id": "un", "name": "U"}]}}, "events": {"1": {"id": "e", "title": "Homs", "when": "2024-12-07", '
            '"category": "fall", "tags": ["homs"]}, "2": {"id": "f", "title": "B", "when": "2024"}}, "sources": {}}'
        )
        with open_story(path) as file:
            states = [bytes_of(file)]
            for number, text in edits:
                try:
                    changes, name = steps_of(file, text)[number]
                except (EditError, IndexError):
                    continue
                if file.apply(list(changes), name) or bytes_of(file) != states[-1]:
                    states.append(bytes_of(file))
            later = list(states)
            while file.undo_name:
                assert bytes_of(file) == states.pop()
                file.undo()
            assert bytes_of(file) == states.pop()
            while file.redo_name:
                file.redo()
            assert bytes_of(file) == later[-1]


# Many events


def test_only_what_is_asked_for_is_different() -> None:
    new, problem = altered(HOMS, Alteration(category="un"), "UTC")
    assert (new, problem) == (replace(HOMS, category="un"), "")


def test_tags_come_once_and_keep_their_order() -> None:
    new, _ = altered(HOMS, Alteration(add_tags=("prison", "night"), remove_tags=("homs",)), "UTC")
    assert new.tags == ("night", "prison")


def test_a_tag_that_stands_twice_stays_where_nothing_is_asked_of_tags() -> None:
    twice = event(tags=("a", "a"))
    assert altered(twice, Alteration(place="Homs"), "UTC")[0].tags == ("a", "a")


def test_a_date_that_cannot_move_stays_and_is_told() -> None:
    new, problem = altered(event(when="2024-12"), Alteration(place="Homs", shift=Shift(days=1)), "UTC")
    assert (new.when, new.place) == ("2024-12", "Homs")
    assert "December 2024" in problem
    with pytest.raises(EditError, match="December 2024"):
        alter([event(when="2024-12")], Alteration(shift=Shift(days=1)), STORY)


def test_words_of_the_old_date_go_with_it_and_stay_where_it_stays() -> None:
    saturday = event(phrase="Saturday", basis="2024-12-08")
    new, _ = altered(saturday, Alteration(shift=Shift(days=1)), "UTC")
    assert (new.when, new.phrase, new.basis) == ("2024-12-08", "", "")
    assert redated(saturday, saturday.when) == saturday
    assert altered(saturday, Alteration(shift=Shift(seconds=1)), "UTC")[0] == saturday


def test_events_that_are_so_already_are_left_alone() -> None:
    assert list(replaced_place([HOMS], "Homs", STORY).changes) == []


@pytest.mark.parametrize(
    ("alteration", "name"),
    [
        (Alteration(category="un"), "Put 12 events into “At the UN”"),
        (Alteration(category=""), "Take the category from 12 events"),
        (Alteration(add_tags=("night",)), "Tag 12 events “night”"),
        (Alteration(remove_tags=("a", "b")), "Take “a”, “b” from 12 events"),
        (Alteration(place=""), "Set the place of 12 events to none"),
        (Alteration(shift=Shift(days=-3)), "Move 12 events 3 days earlier"),
        (Alteration(place="Homs", category="un"), "Change 12 events"),
    ],
)
def test_a_step_says_what_it_did(alteration: Alteration, name: str) -> None:
    assert alteration_name(alteration, 12, STORY) == name


# Categories


@pytest.mark.parametrize(("name", "why"), [("", "needs a name"), (" \t", "needs a name"), ("x" * 201, "at most 200")])
def test_a_category_needs_a_name_of_a_sensible_length(name: str, why: str) -> None:
    assert why in name_problem(name)
    with pytest.raises(EditError, match=why):
        rename_category(STORY, "fall", name)


def test_categories_of_one_name_are_noticed_whatever_the_case_and_accents() -> None:
    assert same_named(STORY, " the  FÄLL") is CATEGORIES[0]
    assert same_named(STORY, "The fall", but="fall") is None
    twice = replace(STORY, categories=(*CATEGORIES, Category("y", "the Fall")))
    assert twins(twice) == [(twice.categories[0], twice.categories[3])]
    assert twins(STORY) == []


def test_merging_moves_the_events_and_takes_the_category_away(file: StoryFile) -> None:
    changes, name = merge_categories(file.story, file.events, "fall", "un")
    file.apply(list(changes), name)
    assert [each.category for each in file.events if each.category] == ["un"] * 3
    assert [each.id for each in file.story.categories] == ["un"]
    assert name == "Merge category “The fall” into “At the UN”"


def test_deleting_leaves_the_events_without_a_category(file: StoryFile) -> None:
    changes, name = delete_category(file.story, file.events, "fall")
    file.apply(list(changes), name)
    assert sorted(each.category for each in file.events) == ["", "", "", "un"]
    assert not file.problems or all(problem.code != "unknown-category" for problem in file.problems)


def test_a_category_moves_no_further_than_the_end() -> None:
    changes, _ = move_category(STORY, "fall", 9)
    assert [each.id for each in next(iter(changes)).story.categories] == ["un", "x", "fall"]  # type: ignore[union-attr]
    assert list(move_category(STORY, "fall", -1).changes) == []


def test_what_has_gone_cannot_be_edited() -> None:
    for edit in (lambda: rename_category(STORY, "?", "n"), lambda: merge_categories(STORY, [], "fall", "?")):
        with pytest.raises(EditError, match="no longer there"):
            edit()
    with pytest.raises(EditError, match="itself"):
        merge_categories(STORY, [], "fall", "fall")


# Find and replace


def test_everything_but_quotes_is_looked_through_unless_asked() -> None:
    assert [hit.field for hit in find_hits(HOMS, Question("homs", "Hama"))] == [
        Field.TITLE, Field.TEXT, Field.PLACE, Field.TAGS, Field.SPEAKERS, Field.ROLES, Field.PARAPHRASES
    ]  # fmt: skip
    assert replaced_event(HOMS, Question("Homs", "Hama")).statements[0].quote == "Homs fell"
    new = replaced_event(HOMS, Question("Homs", "Hama", frozenset({Field.QUOTES})))
    assert new == replace(HOMS, statements=(replace(SAID, quote="Hama fell"),))


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        (Question("homs", "Hama"), "HOMS homs", "Hama Hama"),
        (Question("homs", "Hama", match_case=True), "Homs homs", "Homs Hama"),
        (Question("cat", "dog", whole_words=True), "cat concat cat.", "dog concat dog."),
        (Question("C++", "Rust", whole_words=True), "C++, C++x", "Rust, Rustx"),
        (Question(".", "!"), "a.b", "a!b"),
        (Question("a", r"\1\g<0>"), "a", r"\1\g<0>"),
        (Question("ä", "ae"), "Ä", "ae"),
    ],
)
def test_text_is_found_as_it_is_written(question: Question, text: str, expected: str) -> None:
    assert question.replaced(text) == expected


def test_a_field_that_is_left_out_stays() -> None:
    hit = find_hits(HOMS, Question("Homs", "Hama"))[0]
    new = replaced_event(HOMS, Question("Homs", "Hama"), {hit.key})
    assert new.title == "Homs falls" and new.place == "Hama"


def test_no_title_is_emptied_and_no_tag_stays_empty_or_twice() -> None:
    sad = event(title="Homs", tags=("Homs", "Hama", " b"))
    hits = find_hits(sad, Question("Homs", ""))
    assert hits[0].problem == "A title cannot be empty."
    assert replaced_event(sad, Question("Homs", "")).title == "Homs"
    assert replaced_event(sad, Question("Homs", "")).tags == ("Hama", " b")
    assert replaced_event(sad, Question("Homs", "Hama")).tags == ("Hama", " b")


def test_the_title_of_a_source_is_replaced_and_a_strange_one_left_alone() -> None:
    sources = [
        Source("a", {"title": "Homs  " + "x" * 900, "type": "book"}),
        Source("b", {"title": ["Homs"]}),
        Source("c"),
    ]
    found = find_and_replace([], sources, Question("Homs", "Hama"))
    assert found.sources == ["a"] and found.fields == 1
    (change,) = replacing([], sources, Question("Homs", "Hama"))
    assert change.source.csl == {"title": "Hama  " + "x" * 900, "type": "book"}  # type: ignore[union-attr]


def test_of_very_many_hits_the_first_are_shown_and_all_counted() -> None:
    events = ((number, event(number, title="Homs")) for number in range(500))
    found = find_and_replace(events, [], Question("homs", "Hama"), most_shown=10)
    assert (len(found.hits), found.fields, len(found.rows), found.is_partial) == (10, 500, 500, True)


@pytest.mark.parametrize("question", [Question(""), Question("a", fields=frozenset()), Question("x" * 1001)])
def test_a_question_that_asks_nothing_says_so(question: Question) -> None:
    assert question.problem.endswith(".")


@given(st.text(alphabet="abA xß\u0301\u202e", max_size=60), st.text(alphabet="abA x", min_size=1, max_size=3), TEXT)
def test_an_excerpt_shows_what_replacing_does(text: str, sought: str, new: str) -> None:
    question = Question(sought, new)
    before, after, count = excerpts(text, question.pattern, new)
    assert count == len(question.pattern.findall(text))
    assert "".join(piece.text for piece in before).strip("…") in text
    if len(text) <= 36 and count:
        assert "".join(piece.text for piece in before) == text
        if len(text) + count * len(new) < 100:
            assert "".join(piece.text for piece in after) == question.replaced(text)


def test_an_excerpt_of_a_huge_text_is_short() -> None:
    text = "x" * 1_000_000 + "Homs" * 100_000
    before, after, count = excerpts(text, Question("Homs").pattern, "y" * 1_000_000)
    assert count == 10_000
    assert max(sum(len(piece.text) for piece in pieces) for pieces in (before, after)) < 400


@given(st.text(max_size=10), st.text(min_size=1, max_size=3), st.booleans())
def test_no_row_in_which_the_text_stands_is_passed_over(text: str, sought: str, in_it: bool) -> None:
    from storage import codec
    from storage.records import raw

    title = f"{text}{sought.swapcase() if len(sought.swapcase()) == len(sought) else sought}" if in_it else text or "t"
    row = bytes(raw(codec.event_to_row(event(title=title))))
    if find_hits(event(title=title), Question(sought)):
        assert may_hold(sought)(row)


# Steps that are prepared beside the window


def test_a_prepared_step_is_made_later_and_only_on_the_state_it_was_worked_out_on(file: StoryFile) -> None:
    changes, name = replaced_place(file.events, "Hama", file.story)
    prepared, again = file.prepare(changes), file.prepare(changes)
    assert file.undo_name == ""
    assert file.apply_prepared(prepared, name) == {each.id for each in file.events}
    assert file.undo_size == 4
    with pytest.raises(EditError, match="changed meanwhile"):
        file.apply_prepared(again, name)
    file.undo()
    assert file.redo_size == 4


def test_a_read_only_story_takes_no_prepared_step(file: StoryFile) -> None:
    other = open_story(file.path)
    with pytest.raises(ReadOnlyError):
        other.apply_prepared(other.prepare([PutEvent(event())]), "Add")


def test_events_are_read_one_by_one_with_their_rows(file: StoryFile) -> None:
    told: list[float] = []
    assert [row for row, _ in file.each_event(progress=told.append)] == [1, 2, 3, 4]
    assert [row for row, _ in file.each_event([4, 2, 99])] == [4, 2]
    assert [row for row, _ in file.each_event(may_matter=may_hold("homs"))] == [1, 2, 3]
    assert told[-1] == 1.0


def test_text_that_json_cannot_hold_is_refused_as_a_whole(file: StoryFile) -> None:
    before = bytes_of(file)
    bad = replace(file.events[0], extra={"number": float("nan")})
    with pytest.raises(FormatError):
        file.prepare([PutEvent(event(9)), PutEvent(bad)])
    assert bytes_of(file) == before


# The story's own data


@pytest.mark.parametrize(("fields", "why"), [({"title": " "}, "needs a title"), ({"time_zone": "Mars"}, "no known")])
def test_a_story_needs_a_title_and_a_known_zone(fields: dict[str, str], why: str) -> None:
    data = {"title": "T", "description": "", "time_zone": "UTC", "language": "en"} | fields
    with pytest.raises(EditError, match=why):
        edit_story(STORY, **data)  # type: ignore[arg-type]
