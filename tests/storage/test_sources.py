"""The words of a story, the fields of its sources, and which sources are one."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.changes import PutEvent, RemoveSource
from storage.csl_date import csl_date
from storage.csl_fields import date_of, date_text, name_of, names_text, with_date, with_names, with_text
from storage.dates import parse
from storage.model import Category, Event, OfflineCopy, Reliability, Source, Stance, Statement, Story
from storage.source_twins import SourceIndex, same_doi, same_url
from storage.source_uses import completed, count_uses, merging, rows_citing
from storage.story_file import open_story
from storage.vocabulary import MOST_COUNTED, Tally, Vocabulary
from tests.conftest import StoryWriter


def said(speaker: str, role: str = "", source: str = "", via: tuple[str, ...] = ()) -> Statement:
    return Statement("s", Stance.ASSERTS, speaker, role, source=source, via=via)


EVENTS = (
    Event(
        "1", "A", "2024", place="Homs", tags=("night", "war"), category="b", statements=(said("Ada", "clerk", "s2"),)
    ),
    Event("2", "B", "2024", place="Hama", tags=("war",), category="b", statements=(said("Ada", "mayor", "s2"),)),
    Event("3", "C", "2024", place="Homs", sources=("s1",), statements=(said("Bo", via=("CBS News",)), said("Ada"))),
)
SOURCES = (
    Source("s1", {"container-title": "The One", "publisher": "One House"}),
    Source("s2", {"container-title": "The Two"}),
    Source("s3", {"container-title": "Unread"}),
)
STORY = Story("x", "X", categories=(Category("a", "Alpha"), Category("b", "Beta")))


# Vocabulary


def vocabulary_of(events: Iterable[Event], sources: Iterable[Source], story: Story | None = None) -> Vocabulary:
    tally = Tally()
    for event in events:
        tally.count(event)
    return tally.vocabulary(sources, story)


def test_words_are_told_most_used_first() -> None:
    words = vocabulary_of(EVENTS, SOURCES, STORY)
    assert words.speakers == ("Ada", "Bo")
    assert words.places == ("Homs", "Hama")
    assert words.tags == ("war", "night")
    assert words.outlets == ("The Two", "CBS News", "The One", "One House", "Unread")
    assert words.categories == ("Beta", "Alpha")
    assert words.sources == ("s2", "s1", "s3")
    assert words.roles == ("clerk", "mayor")


def test_a_speaker_s_latest_role_is_told() -> None:
    words = vocabulary_of(EVENTS, SOURCES)
    assert (words.role_of("Ada"), words.role_of("Bo"), words.role_of("nobody")) == ("mayor", "", "")


def test_the_rows_of_a_file_tell_the_same_words(write_story: StoryWriter) -> None:
    statement = {"id": "s", "stance": "asserts", "speaker": "Ada", "role": "clerk", "source": "s2", "via": ["CBS News"]}
    path = write_story(
        events=[{"place": "Homs", "tags": ["war"], "statements": [statement]}, {"place": 7}, {"tags": ["war"]}],
        sources=[{"id": "s2", "csl": {"container-title": "The Two"}}],
    )
    file = open_story(path)
    counted = []
    words = file.tally(counted.append).vocabulary(file.sources, file.story)
    assert words == vocabulary_of(file.events, file.sources, file.story)
    assert counted == [1.0]
    file.close()


def test_of_too_many_rows_an_even_part_is_counted_and_the_last_ones() -> None:
    from storage.vocabulary import _sample

    numbers = list(range(1_000_000))
    sample = _sample(numbers)
    assert len(sample) <= MOST_COUNTED and sample[-1] == numbers[-1] and sample[0] == 0
    assert sample == sorted(set(sample))


def test_a_text_that_is_no_word_is_not_offered() -> None:
    words = vocabulary_of([Event("1", "A", "2024", place="x" * 10_000, tags=(" ",))], ())
    assert words.places == () and words.tags == ()


# Fields


def test_a_field_that_is_not_changed_keeps_its_form() -> None:
    csl = {"title": ["A", "B"], "author": [{"literal": "BBC", "x": 1}], "issued": {"raw": "7 Dec 2024"}, "DOI": 3}
    assert with_text(csl, "title", "A") == csl
    assert with_names(csl, "author", "BBC") == csl
    assert with_date(csl, "issued", date_text(csl, "issued")) == csl
    assert with_names(csl, "author", "BBC; Doe, Jane")["author"] == [
        {"literal": "BBC", "x": 1},
        {"family": "Doe", "given": "Jane"},
    ]


def test_an_emptied_field_goes() -> None:
    csl = {"title": "A", "author": [{"literal": "B"}], "issued": {"date-parts": [[2024]]}, "note": "c"}
    assert with_date(with_names(with_text(csl, "title", " "), "author", " ; "), "issued", "") == {"note": "c"}


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Lovelace, Ada", {"family": "Lovelace", "given": "Ada"}),
        ("van der Berg, Anna", {"family": "Berg", "given": "Anna", "non-dropping-particle": "van der"}),
        ("BBC News", {"literal": "BBC News"}),
        ("von, Ada", {"family": "von", "given": "Ada"}),
        (", Ada", {"literal": "Ada"}),
    ],
)
def test_a_name_is_taken_apart_at_its_comma(text: str, person: dict[str, str]) -> None:
    assert name_of(text) == person


@pytest.mark.parametrize(
    ("edtf", "is_in_parts"),
    [
        ("2024", True), ("2024-12", True), ("2024-12-07", True), ("2024-12-07/2024-12-08", True), ("-0043", True),
        ("2024~", False), ("2024?", False), ("2024-21", False), ("202X", False), ("2024/..", False),
        ("2024-12-07T18:30", False), ("[2024-12-07,2024-12-08]", False), ("Y-66000000", True),
    ],
)  # fmt: skip
def test_a_date_is_written_in_parts_only_where_they_say_all_of_it(edtf: str, is_in_parts: bool) -> None:
    value = date_of(parse(edtf))
    assert ("date-parts" in value) is is_in_parts
    assert csl_date({"issued": value}, "issued") == parse(edtf)


values: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(values, st.text(max_size=40))
def test_no_item_and_no_text_is_an_error(value: Any, text: str) -> None:
    csl = {"title": value, "author": value, "issued": value, "DOI": value, "URL": value}
    changed = with_names(with_text(csl, "title", text), "author", text)
    assert names_text(with_names({}, "author", names_text(changed, "author")), "author") is not None
    assert isinstance(date_text(csl, "issued") + same_doi(csl) + same_url(csl), str)
    SourceIndex((Source("a", csl),)).twin_of(changed)


# Twins


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.example.org/a/", "https://example.org/a"),
        ("https://example.org/a?utm_source=x&b=1", "https://example.org/a?b=1&fbclid=2"),
        ("https://m.example.org/a#part", "https://EXAMPLE.org/a"),
    ],
)
def test_addresses_that_lead_to_one_page_are_the_same(one: str, other: str) -> None:
    assert same_url({"URL": one}) == same_url({"URL": other}) != ""


@pytest.mark.parametrize("other", ["https://example.org/A", "https://example.org/a?b=2", "https://sub.example.org/a"])
def test_addresses_of_two_pages_are_not(other: str) -> None:
    assert same_url({"URL": "https://example.org/a"}) != same_url({"URL": other})


def test_a_doi_is_the_same_however_it_is_kept() -> None:
    twin = SourceIndex((Source("a", {"URL": "https://doi.org/10.1000/ABC"}),)).twin_of({"DOI": "10.1000/abc"})
    assert twin is not None and twin.is_certain and twin.why == "the same DOI"


def test_nearly_one_title_is_a_hint_unless_the_outlets_differ() -> None:
    index = SourceIndex((Source("a", {"title": "Rebels enter the city of Homs", "container-title": "BBC News"}),))
    assert index.twin_of({"title": "Rebels entered the city of Homs"}) is not None
    assert index.twin_of({"title": "Rebels entered the city of Homs", "container-title": "CBS"}) is None
    assert index.twin_of({"title": "Something else altogether"}) is None
    assert index.twin_of({"title": "Rebels enter the city of Homs"}, but="a") is None


def test_a_hundred_thousand_sources_are_looked_through() -> None:
    sources = tuple(
        Source(str(n), {"title": f"Report number {n}", "URL": f"https://a.org/{n}"}) for n in range(100_000)
    )
    index = SourceIndex(sources)
    assert index.find("number 99999", (source.id for source in sources), 5) == [sources[99_999]]
    assert index.twin_of({"URL": "http://a.org/5"}) is not None


def test_the_outlet_of_a_host_is_what_the_story_always_calls_it() -> None:
    page = {"URL": "https://www.bbc.co.uk/1", "container-title": "BBC News"}
    index = SourceIndex((Source("a", page), Source("b", {**page, "container-title": "BBC Sport"})))
    assert index.outlet_of_host("bbc.co.uk") == ""
    assert SourceIndex((Source("a", page),)).outlet_of_host("bbc.co.uk") == "BBC News"


# Uses and merging


def test_events_are_counted_once_for_each_source_that_they_cite(write_story: StoryWriter) -> None:
    cites = [{"id": str(n), "stance": "asserts", "source": "a"} for n in range(3)]
    path = write_story(events=[{"sources": ["a", "b"], "statements": cites}, {"sources": ["b"]}, {}])
    file = open_story(path)
    assert dict(count_uses(file)) == {"a": 1, "b": 2}
    assert rows_citing(file, "b") == [1, 2]
    file.close()


def test_merging_moves_every_citation_and_drops_the_other() -> None:
    events = (
        Event("1", "A", "2024", sources=("x", "drop", "keep"), statements=(said("Ada", source="drop"),)),
        Event("2", "B", "2024", sources=("x",)),
    )
    changes = list(merging(events, Source("keep"), Source("drop")))
    moved = replace_sources(events[0], ("x", "keep"), "keep")
    assert changes == [PutEvent(moved), RemoveSource("drop")]


def replace_sources(event: Event, sources: tuple[str, ...], cited: str) -> Event:
    from dataclasses import replace

    statements = tuple(replace(one, source=cited) for one in event.statements)
    return replace(event, sources=sources, statements=statements)


def test_the_source_that_stays_gets_what_only_the_other_has() -> None:
    copy = OfflineCopy("0" * 64, "text/html")
    other = Source("b", {"id": "b", "title": "Other", "DOI": "10.1000/1"}, "AFP", Reliability.HIGH, copy, {"own": 1})
    kept = completed(Source("a", {"id": "a", "title": "Mine"}), other)
    assert kept == Source(
        "a", {"id": "a", "title": "Mine", "DOI": "10.1000/1"}, "AFP", Reliability.HIGH, copy, {"own": 1}
    )
