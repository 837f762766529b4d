from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.citation import chain, citation, figure_text, link, short_name
from storage.model import Figure, OfflineCopy, Source, Stance, Statement

ARTICLE: dict[str, Any] = {
    "type": "article-newspaper",
    "title": "Who holds Homs?",
    "author": [{"family": "Sewell", "given": "Abby"}, {"literal": "BBC Monitoring"}],
    "container-title": "BBC News",
    "issued": {"date-parts": [[2024, 12, 8]]},
    "URL": "https://www.bbc.com/news/1",
    "accessed": {"date-parts": [["2024", "12", "9"]]},
}


def cite(**csl: Any) -> str:
    return citation(Source("id", {key.replace("_", "-"): value for key, value in csl.items()}))


def test_a_news_article_is_cited_in_full() -> None:
    assert citation(Source("id", ARTICLE)) == (
        "Abby Sewell and BBC Monitoring, “Who holds Homs?”, BBC News, 8 December 2024, "
        "https://www.bbc.com/news/1 (accessed 9 December 2024)."
    )


def test_a_journal_article_has_volume_issue_pages_and_doi() -> None:
    people = [{"family": "Beethoven", "given": "L.", "non-dropping-particle": "van", "suffix": "Jr."}]
    assert cite(
        title="An “old” Earth", author=people, container_title="Nature", volume=531, issue="2", page="12-19",
        issued={"date-parts": [[2016, 3]]}, DOI="doi:10.1038/nature1",
    ) == (
        "L. van Beethoven Jr., “An ‘old’ Earth”, Nature, vol. 531, no. 2, pp. 12–19, March 2016, "
        "https://doi.org/10.1038/nature1"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["A"], "A."),
        (["A", "B"], "A and B."),
        (["A", "B", "C"], "A, B and C."),
        (["A", "B", "C", "D"], "A et al."),
    ],
)
def test_more_than_three_authors_are_shortened(names: list[str], text: str) -> None:
    assert cite(author=[{"literal": name} for name in names]) == text


@pytest.mark.parametrize(
    ("csl", "text"),
    [
        ({"title": "Homs"}, "“Homs”."),
        ({"publisher": "Acme Inc."}, "Acme Inc."),
        ({"author": [{"literal": "BBC News"}], "container_title": "bbc news"}, "BBC News."),
        ({"editor": [{"family": "Bo"}], "title": "Tales"}, "Bo (ed.), “Tales”."),
        ({"title": "On", "publisher": "OUP", "publisher_place": "Oxford"}, "“On”, Oxford: OUP."),
        ({"type": "chapter", "title": "On", "container_title": "Tales", "publisher": "OUP"}, "“On”, Tales, OUP."),
        ({"title": "On", "page": "7"}, "“On”, p. 7."),
        ({"title": "On", "URL": "javascript:alert(1)"}, "“On”, javascript:alert(1)"),
        ({"title": "On", "accessed": "2024-12-08"}, "“On”, accessed 8 December 2024."),
        ({"title": "two\nlines\u2028of\ttitle"}, "“two lines of title”."),
        ({}, "id."),
    ],
)
def test_what_an_item_leaves_out_is_left_out(csl: dict[str, Any], text: str) -> None:
    assert cite(**csl) == text


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ({"date-parts": [[2024]]}, "2024"),
        ({"date-parts": [[2024, 12]]}, "December 2024"),
        ({"date-parts": [["2024", "12", "8"]]}, "8 December 2024"),
        ({"date-parts": [[2024, 0, 0]]}, "2024"),
        ({"date-parts": [[2024, 2, 31]]}, "February 2024"),
        ({"date-parts": [[2024, 13, 45]]}, "spring 2024"),
        ({"date-parts": [[2024], [2025]]}, "2024–2025"),
        ({"date-parts": [[2024, 12, 7], [2024, 12, 8]]}, "7–8 December 2024"),
        ({"date-parts": [[-44]]}, "44 BC"),
        ({"date-parts": [[2024]], "circa": True}, "about 2024"),
        ({"date-parts": [[2024]], "season": 3}, "autumn 2024"),
        ({"raw": "2024-12-08"}, "8 December 2024"),
        ({"edtf": "2024-12"}, "December 2024"),
        ("2024-12-08", "8 December 2024"),
        ({"literal": "the week after Easter"}, "the week after Easter"),
        ({"raw": "soon"}, "soon"),
    ],
)
def test_dates_are_written_as_a_reader_writes_them(date: object, text: str) -> None:
    assert cite(title="T", issued=date) == f"“T”, {text}."


@pytest.mark.parametrize("date", [None, 7.5, [], {}, {"date-parts": 3}, {"date-parts": [[]]}, {"date-parts": [[0]]}])
def test_a_date_that_says_nothing_is_left_out(date: object) -> None:
    assert cite(title="T", issued=date) == "“T”."


def test_the_day_of_the_offline_copy_stands_in_for_the_day_of_access() -> None:
    copied = Source("id", {"title": "T"}, copy=OfflineCopy("0" * 64, "text/html", "2024-12-09"))
    assert citation(copied) == "“T”, accessed 9 December 2024."


KEYS = ("title", "author", "editor", "issued", "accessed", "URL", "DOI", "page", "volume", "container-title", "type")
json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["date-parts", "family", "literal", "raw", "season", "circa"]), inner)
    ),
)


@given(st.dictionaries(st.sampled_from(KEYS), json))
def test_garbage_in_an_item_still_gives_one_line(csl: dict[str, Any]) -> None:
    source = Source("id", csl)
    for text in (citation(source), short_name(source), link(source)):
        assert isinstance(text, str)
        assert len(text.splitlines()) <= 1
    assert ".." not in citation(Source("id", {key: value for key, value in csl.items() if key == "issued"}))


def test_huge_texts_are_cut_with_a_sign() -> None:
    text = cite(
        title="x" * 1_000_000, author=[{"literal": "y" * 10**6}] * 3, issued={"raw": "9" * 10**6}, volume=10**99
    )
    assert len(text) < 4000
    assert "…" in text


@pytest.mark.parametrize(
    ("csl", "address"),
    [
        ({"URL": "https://www.bbc.com/news?a=1#b"}, "https://www.bbc.com/news?a=1#b"),
        ({"URL": " HTTP://bbc.com "}, "HTTP://bbc.com"),
        ({"DOI": "10.1038/nature1", "URL": "https://nature.com"}, "https://doi.org/10.1038/nature1"),
        ({"DOI": "https://doi.org/10.1038/nature1"}, "https://doi.org/10.1038/nature1"),
        ({"DOI": "none"}, ""),
        ({"URL": "javascript:alert(1)"}, ""),
        ({"URL": "file:///etc/passwd"}, ""),
        ({"URL": "https://bbc.com@evil.example"}, ""),
        ({"URL": "https://"}, ""),
        ({"URL": "https://[::1"}, ""),
        ({"URL": "https://bbc.com/\u202egnp"}, ""),
        ({"URL": "https://bbc.com/a b"}, ""),
        ({"URL": "https://bbc.com/" + "a" * 9999}, ""),
        ({"URL": 7}, ""),
    ],
)
def test_only_web_addresses_open(csl: dict[str, Any], address: str) -> None:
    assert link(Source("id", csl)) == address


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (Source("id", ARTICLE), "BBC News"),
        (Source("id", {"publisher": "OUP", "author": [{"family": "Bo"}]}), "OUP"),
        (Source("id", {"author": [{"family": "Bo"}], "title": "T"}), "Bo"),
        (Source("id", {"title": "T"}, origin="Reuters"), "Reuters"),
        (Source("id", {"title": "T"}), "T"),
        (Source("id"), "id"),
    ],
)
def test_a_short_name_is_the_outlet_or_what_comes_next(source: Source, name: str) -> None:
    assert short_name(source) == name


@pytest.mark.parametrize(
    ("statement", "links"),
    [
        (Statement("s", Stance.ASSERTS, "US official", source="id", via=("CBS News", "BBC News")),
         ("US official", "CBS News", "BBC News")),
        (Statement("s", Stance.ASSERTS, "Ghani", source="id", via=("X",)), ("Ghani", "X", "BBC News")),
        (Statement("s", Stance.ASSERTS, "bbc  news", source="id"), ("bbc news",)),
        (Statement("s", Stance.ASSERTS, "", "a general", source="gone"), ("a general",)),
        (Statement("s", Stance.ASSERTS), ()),
    ],
)  # fmt: skip
def test_a_chain_names_everyone_once_from_speaker_to_outlet(statement: Statement, links: tuple[str, ...]) -> None:
    assert chain(statement, {"id": Source("id", ARTICLE)}) == links


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Figure("prisoners released", 3500, qualifier="more than"), "more than 3,500 prisoners released"),
        (Figure("people displaced", low=370_000), "at least 370,000 people displaced"),
        (Figure("people displaced", high=12), "up to 12 people displaced"),
        (Figure("killed", low=700, high=900), "700–900 killed"),
        (Figure("killed", 800, low=700, high=900, qualifier="about"), "about 800 (700–900) killed"),
        (Figure("killed", 800, low=700), "800 (at least 700) killed"),
        (Figure("killed", 800, high=900, qualifier="about"), "about 800 (up to 900) killed"),
        (Figure("of road", 12.5, unit="km"), "12.5 km of road"),
        (Figure("years", 4.54e9), "4,540,000,000 years"),
        (Figure("killed", 0), "0 killed"),
        (Figure("killed", qualifier="many"), "many killed"),
        (Figure("atoms", 10**400), "over 10^308 atoms"),
    ],
)
def test_a_figure_keeps_its_qualifier_and_unit(figure: Figure, text: str) -> None:
    assert figure_text(figure) == text
