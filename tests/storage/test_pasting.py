"""Rows of other programs' tables: cells, what the columns hold, and what each row gives or why not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.changes import PutSource
from storage.dates.typed import Habits, Order, read_typed
from storage.errors import EditError
from storage.model import Category, Source, Story
from storage.pasting.cells import MOST_COLUMNS, read_cells, write_cells
from storage.pasting.columns import Columns, Field, columns_of
from storage.pasting.reading import Batch, read_rows, split_tags

STORY = Story("story", "A story", categories=(Category("c1", "Fighting"),))
SOURCES = (Source("s1", {"type": "webpage", "title": "A report", "container-title": "BBC News"}),)


def is_date(text: str) -> bool:
    return bool(read_typed(text).readings)


def read(text: str, habits: Habits = Habits()) -> Batch:
    rows = read_cells(text)
    return read_rows(rows, columns_of(rows, is_date), habits, STORY, SOURCES)


def test_a_quoted_cell_keeps_its_tabs_quotes_and_line_ends() -> None:
    assert read_cells('a\t"b ""c""\td\ne"\r\nf\n') == (("a", 'b "c"\td\ne'), ("f", ""))


def test_commas_divide_only_where_they_stand_in_every_line() -> None:
    assert read_cells("2011,War\n2012,Peace") == (("2011", "War"), ("2012", "Peace"))
    assert read_cells("One, and two\nThree") == (("One, and two",), ("Three",))


def test_too_many_columns_are_refused_in_a_sentence() -> None:
    with pytest.raises(EditError, match=f"at most {MOST_COLUMNS}"):
        read_cells("\t".join("x" * (MOST_COLUMNS + 1)))


def test_a_cell_that_is_too_long_is_refused_with_its_line() -> None:
    with pytest.raises(EditError, match="from line 2 on"):
        read_cells(f"a\tb\n{'x' * 1_000_000}\ty\n")


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\r\0"), max_size=20), min_size=2, max_size=2)))
def test_cells_come_back_as_they_were_written(rows: list[list[str]]) -> None:
    told = tuple(tuple(cell.strip() for cell in row) for row in rows if any(cell.strip() for cell in row))
    assert read_cells(write_cells(rows)) == told or not told


@given(st.text(max_size=300))
def test_any_text_is_a_table_or_refused(text: str) -> None:
    try:
        batch = read(text)
    except EditError as error:
        assert str(error)
    else:
        assert all(row.problems or row.event for row in batch.rows)


@pytest.mark.parametrize(
    ("heading", "fields"),
    [
        ("Date\tEvent\tWhere", (Field.WHEN, Field.TITLE, Field.PLACE)),
        ("Datum\tTitel\tOrt\tKategorie", (Field.WHEN, Field.TITLE, Field.PLACE, Field.CATEGORY)),
        ("Start date:\tEnd date\tHEADLINE\tNotes", (Field.WHEN, Field.UNTIL, Field.TITLE, Field.TEXT)),
        ("When\tTitle\tWho\tQuote\tSource", (Field.WHEN, Field.TITLE, Field.SPEAKER, Field.QUOTE, Field.SOURCE)),
    ],
)
def test_headings_name_the_columns(heading: str, fields: tuple[Field, ...]) -> None:
    assert columns_of(read_cells(f"{heading}\n2011\t2012\tx"), is_date) == Columns(
        fields + (None,) * (3 - len(fields)), True
    )


def test_without_headings_the_cells_tell_dates_titles_and_texts() -> None:
    long = "A long account of what happened there, and of who says so, over more than one line of text."
    rows = read_cells(f"Homs falls\t7 Dec 2024\t{long}\nHama falls\t5 Dec 2024\t{long}")
    assert columns_of(rows, is_date) == Columns((Field.TITLE, Field.WHEN, Field.TEXT), False)


def test_a_field_has_one_column() -> None:
    columns = Columns((Field.WHEN, Field.TITLE), False).with_field(0, Field.TITLE)
    assert columns.fields == (Field.TITLE, None)


def test_two_columns_of_dates_make_a_span() -> None:
    batch = read("From\tTo\tTitle\n1914\t1918\tThe war\n1918\t1914\tBackwards")
    assert [event.when for event in batch.events] == ["1914/1918"]
    assert batch.refused[0].problems == ("Until: 1918 to 1914 is no span of time.",)


def test_a_date_that_can_be_two_is_refused_until_the_order_is_known() -> None:
    text = "Date\tTitle\n8/12/2024\tTaken\n"
    assert read(text, Habits(order=Order.DAY_FIRST)).events[0].when == "2024-12-08"
    assert read(text, Habits(order=Order.MONTH_FIRST)).events[0].when == "2024-08-12"
    batch = read(text)
    assert batch.has_doubtful_dates and not batch.events


def test_known_categories_and_sources_are_used_and_new_ones_come_along_once() -> None:
    batch = read(
        "Date\tTitle\tKind\tSource\n2011\tA\tfighting\tbbc news\n2012\tB\tTalks\tThe Times\n2013\tC\ttalks\tthe times\n"
    )
    fighting, talks, again = (event.category for event in batch.events)
    assert (fighting, talks) == ("c1", again)
    assert [category.name for category in batch.story.categories] == ["Fighting", "Talks"]
    assert [source.csl["container-title"] for source in batch.new_sources] == ["The Times"]
    assert batch.events[0].sources == ("s1",)


def test_a_speaker_and_a_quote_make_a_statement() -> None:
    batch = read("Date\tTitle\tWho\tRole\tQuote\n7 Dec 2024\tHoms\tMinistry\tdefence\tstable and safe\n")
    statement = batch.events[0].statements[0]
    assert (statement.speaker, statement.role, statement.quote) == ("Ministry", "defence", "stable and safe")


def test_a_row_without_title_or_date_says_what_it_lacks() -> None:
    batch = read("Date\tTitle\n2011\t\n\tWar\n")
    assert [row.problems for row in batch.refused] == [("Title: this row has none.",), ("When: this row has no date.",)]
    assert [row.number for row in batch.refused] == [2, 3]


def test_tags_are_divided_by_commas_or_semicolons() -> None:
    assert split_tags("#front; north , front,") == ("front", "north")


def test_lines_of_text_are_read_as_quick_entry_reads_them() -> None:
    batch = read(
        "7 Dec 2024: Homs falls @Homs #front\n8/12/2024: Which day\nno date at all\n44 BC: Caesar dies !Rome\n"
    )
    assert [(event.when, event.title, event.place) for event in batch.events] == [
        ("2024-12-07", "Homs falls", "Homs"),
        ("-0043", "Caesar dies", ""),
    ]
    assert [row.number for row in batch.refused] == [2, 3]
    assert batch.story.categories[-1].name == "Rome" and batch.has_doubtful_dates


@pytest.mark.parametrize(
    "text",
    [
        "When\tTitle\tSpeaker\tQuote\tSource\n7 Dec 2024\tHoms falls\tAda\tWe are in\tReuters",
        "7 Dec 2024: Homs falls “we are in” — Ada [Reuters]\n8 Dec 2024: Next",
    ],
)
def test_a_new_source_that_only_a_statement_cites_comes_along(text: str) -> None:
    batch = read(text)
    put = [change.source.id for change in batch.changes() if isinstance(change, PutSource)]
    assert put == ["reuters"] == [batch.events[0].statements[0].source]


def test_a_first_row_with_a_date_is_no_heading() -> None:
    assert not columns_of(read_cells("2024\tTitle\n2025\tPeace"), is_date).has_heading


def test_a_row_that_ends_when_it_begins_is_no_span() -> None:
    assert read("Start\tEnd\tTitle\n7 Dec 2024\t7 Dec 2024\tHoms falls").events[0].when == "2024-12-07"
