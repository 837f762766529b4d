import json
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.citation import link
from storage.csl_date import csl_date
from storage.dates import parse
from storage.errors import CitationError
from storage.importers import FORMATS, MOST_BYTES, MOST_ITEMS, format_of, read_citation
from storage.model import Source


def only(text: str) -> dict[str, Any]:
    (item,) = read_citation(text)
    return item


def refusal(text: str) -> str:
    with pytest.raises(CitationError) as caught:
        read_citation(text)
    return str(caught.value)


# Addresses


@pytest.mark.parametrize(
    ("text", "url", "host"),
    [
        ("https://www.bbc.co.uk/news/1?a=b&c=d#e", "https://www.bbc.co.uk/news/1?a=b&c=d#e", "bbc.co.uk"),
        ("www.bbc.com", "https://www.bbc.com", "bbc.com"),
        (" HTTP://Example.ORG:8080/A ", "http://example.org:8080/A", "example.org"),
        ("https://ar.wikipedia.org/wiki/حمص", "https://ar.wikipedia.org/wiki/%D8%AD%D9%85%D8%B5", "ar.wikipedia.org"),
        ("https://müller.de/ä%20b", "https://xn--mller-kva.de/%C3%A4%20b", "xn--mller-kva.de"),
        ("http://[::1]/a", "http://[::1]/a", "::1"),
    ],
)
def test_an_address_becomes_a_page_that_can_be_opened(text: str, url: str, host: str) -> None:
    item = only(text)
    assert item == {"type": "webpage", "container-title": host, "URL": url}
    assert link(Source("x", item)) == url


@pytest.mark.parametrize(
    "text",
    [
        "https://bbc.co.uk@evil.org/", "https://", "http://a b", "https://exa\u202emple.org", "https://x/\x00",
        "https://" + "a" * 3000, "https://[::1", "https://a:99999/", "www.", "https://-\ud800.org/", "http://%00/",
    ],
)  # fmt: skip
def test_an_address_that_may_not_be_opened_is_refused_in_words(text: str) -> None:
    words = refusal(text)
    assert words.endswith(".") and "\u202e" not in words and "\x00" not in words


# DOIs


@pytest.mark.parametrize(
    "text",
    [
        "10.1000/xyz(12)3", "doi:10.1000/xyz(12)3", "DOI: 10.1000/xyz(12)3", "doi 10.1000/xyz(12)3",
        "https://doi.org/10.1000/xyz(12)3", "http://dx.doi.org/10.1000/xyz%2812%293", "info:doi/10.1000/xyz(12)3",
        "https://www.doi.org/10.1000/xyz(12)3?a=b", "10.1000/xyz(12)3.", "doi:https://doi.org/10.1000/xyz(12)3",
    ],
)  # fmt: skip
def test_a_doi_is_read_however_it_is_written(text: str) -> None:
    assert only(text) == {"type": "document", "DOI": "10.1000/xyz(12)3"}


def test_a_doi_in_brackets_loses_the_sentence_s_bracket_only() -> None:
    assert only("10.1000/a(b)).")["DOI"] == "10.1000/a(b)"


@pytest.mark.parametrize("text", ["10.1000/", "10.1/x", "doi:abc", "doi:", "10.1000/%00\u202e"])
def test_what_is_no_doi_is_no_doi(text: str) -> None:
    refusal(text)


def test_several_lines_are_several_sources() -> None:
    items = read_citation("https://a.org/1\n\n doi:10.1000/2 \nwww.b.org")
    assert [item["type"] for item in items] == ["webpage", "document", "webpage"]


def test_one_line_of_several_that_is_no_record_refuses_all() -> None:
    refusal("https://a.org/1\nand a word")


# BibTeX

BIBTEX = r"""% from a library
@string{times = "The Times"}
@article{müller:2024,
  author  = {M{\"u}ller, J{\'o}zef and von der Leyen, Ursula and {World Health Organization} and others},
  title   = {The {US} \& the {\'E}tat --- {$x^2$}},
  subtitle = "A “story”",
  journal = times,
  year = 2024, month = dec, day = {7},
  volume = 3, number = {4}, pages = {10--12},
  doi = {https://doi.org/10.1000/ABC},
  url = {https://example.org/a\_b\%20c},
  urldate = {2024-12-09},
}
"""


def test_a_bibtex_entry_is_read_with_accents_names_and_dates() -> None:
    item = only(BIBTEX)
    assert item["type"] == "article-journal"
    assert item["author"] == [
        {"family": "Müller", "given": "Józef"},
        {"family": "Leyen", "given": "Ursula", "non-dropping-particle": "von der"},
        {"literal": "World Health Organization"},
    ]
    assert item["title"] == "The US & the État — $x^2$: A “story”"
    assert item["container-title"] == "The Times"
    assert item["issued"] == {"date-parts": [[2024, 12, 7]]}
    assert (item["volume"], item["issue"], item["page"]) == ("3", "4", "10-12")
    assert (item["DOI"], item["URL"]) == ("10.1000/ABC", "https://example.org/a_b%20c")
    assert item["accessed"] == {"date-parts": [[2024, 12, 9]]}


@pytest.mark.parametrize(
    ("fields", "edtf"),
    [
        ("year = 2024", "2024"),
        ("year = {2024}, month = {March}", "2024-03"),
        ("year = 2024, month = 2, day = 29", "2024-02-29"),
        ("date = {2024-12}", "2024-12"),
        ("date = {2024-12-07/2024-12-08}", "2024-12-07/2024-12-08"),
        ("date = {1850~}", "1850~"),
        ("year = {450}", "0450"),
    ],
)
def test_a_date_of_bibtex_stays_as_precise_as_it_is(fields: str, edtf: str) -> None:
    assert csl_date(only(f"@misc{{a, title={{A}}, {fields}}}"), "issued") == parse(edtf)


def test_a_year_in_words_stays_words() -> None:
    assert only("@misc{a, title={A}, year={in press}}")["issued"] == {"literal": "in press"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@article{key, title = {open", ("'key'", "line 1")),
        ("@misc{a, title={A}}\n@article{key, title = {open", ("'key'", "line 2")),
        ("@misc{twice, title={a}, title={b}}", ("'twice'", "'title'")),
        ("@misc{nothing, owner={me}}", ("'nothing'", "empty")),
        ("@misc{a, title={A}, year=2023, month=2, day=29}", ("'a'", "calendar")),
        ("@misc{a, title={A}, author={A, B, C, D}}", ("'a'", "author")),
    ],
)
def test_what_is_wrong_with_bibtex_is_said_with_entry_and_field(text: str, named: tuple[str, ...]) -> None:
    words = refusal(text)
    assert all(name in words for name in named) and words.endswith(".")


def test_two_bibtex_entries_of_one_key_are_two_sources() -> None:
    items = read_citation("@misc{a, title={A}}\n@misc{a, title={B}}")
    assert [item["title"] for item in items] == ["A", "B"]


def test_latex_reads_no_files_and_runs_nothing() -> None:
    item = only(r"@misc{a, title={A \input{/etc/passwd} \write18{ls} \include{x} \def\a{\a}\a B}}")
    assert "root" not in item["title"]


# RIS

RIS = """\
TY  - NEWS
AU  - Doe, Jane
AU  - BBC Monitoring
TI  - A city
  falls
T2  - The Times
PY  - 2024
DA  - 2024/12/07/
SP  - 1
EP  - 4
UR  - https://example.org/1
Y2  - 2024/12/09
KW  - war
KW\x20\x20-\x20night
ER\x20\x20-\x20
"""


@pytest.mark.parametrize("text", [RIS, RIS.replace("\n", "\r\n"), RIS.replace("ER  - \n", ""), "\ufeff" + RIS])
def test_a_ris_record_is_read_with_names_dates_and_pages(text: str) -> None:
    assert only(text) == {
        "type": "article-newspaper",
        "author": [{"family": "Doe", "given": "Jane"}, {"literal": "BBC Monitoring"}],
        "title": "A city falls",
        "container-title": "The Times",
        "page": "1-4",
        "URL": "https://example.org/1",
        "keyword": "war, night",
        "issued": {"date-parts": [[2024, 12, 7]]},
        "accessed": {"date-parts": [[2024, 12, 9]]},
    }


@pytest.mark.parametrize(
    ("written", "edtf"), [("2024", "2024"), ("2024/12//", "2024-12"), ("2024///", "2024"), ("2024-12-07", "2024-12-07")]
)
def test_a_date_of_ris_stays_as_precise_as_it_is(written: str, edtf: str) -> None:
    assert csl_date(only(f"TY  - BOOK\nTI  - A\nPY  - {written}\nER  - "), "issued") == parse(edtf)


def test_records_without_an_end_are_told_apart_by_their_beginnings() -> None:
    assert [item["title"] for item in read_citation("TY  - BOOK\nTI  - A\nTY  - BOOK\nTI  - B")] == ["A", "B"]


def test_what_is_wrong_with_ris_is_said_with_the_record() -> None:
    assert "record 2" in refusal("TY  - BOOK\nTI  - A\nER  - \nTY  - BOOK\nTI  - B\nPY  - 2024/02/31\nER  - ")
    assert "record 1" in refusal("TY  - BOOK\nER  - ")


# CSL-JSON


def test_csl_is_kept_as_it_is() -> None:
    item = {"id": "a", "type": "x-own", "title": "A", "custom": {"deep": [1, None, 2.5]}, "issued": {"raw": "one day"}}
    assert read_citation(json.dumps([item, item])) == [item, item]
    assert read_citation(json.dumps({"items": [item]})) == [item]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('{"title": 7}', ("Item 1", "title")),
        ('[{"title": "A"}, 3]', ("Item 2",)),
        ('{"title": "A", "author": "Me"}', ("Item 1", "author")),
        ('{"title": "A", "issued": [1]}', ("Item 1", "issued")),
        ('{"title": "A", "title": "B"}', ("'title'", "twice")),
        ('{"title": NaN}', ("NaN",)),
        ('{"title": "A",}', ("line 1",)),
        ("{}", ("Item 1", "empty")),
        ("[" * 200 + "]" * 200, ("nested",)),
        ('{"title": "\ud800"}', ("half of a character",)),
    ],
)
def test_what_is_wrong_with_csl_is_said_with_item_and_field(text: str, named: tuple[str, ...]) -> None:
    words = refusal(text)
    assert all(name in words for name in named) and words.endswith(".")


# All of them


def test_too_much_is_refused() -> None:
    assert "1 MB" in refusal("ä" * (MOST_BYTES // 2 + 1))
    assert f"{MOST_ITEMS:,}" in refusal(json.dumps([{"title": "A"}] * (MOST_ITEMS + 1)))
    assert f"{MOST_ITEMS:,}" in refusal("www.a.org\n" * (MOST_ITEMS + 2))


@pytest.mark.parametrize("text", ["", " \n", "just words", "<b>x</b>", "=HYPERLINK(1)", "\x00", "\ud800", "@nobody"])
def test_plain_words_are_no_record(text: str) -> None:
    assert format_of(text) is None
    refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "@misc{" * 20_000,
        "@misc{a, title={" + "{" * 300_000,
        "@misc{a, title={" + "\\a" * 100_000 + "}}",
        "@misc{a, title={" + "\\begin{a}" * 3_000 + "}}",
        "@misc{a, title={A}, author={" + "a and " * 20_000 + "b}}",
        "@misc{a, title={A}, author={" + "," * 50_000 + "}}",
        "TY  - \n" * 50_000,
        "TY  - NEWS\nTI  - " + "x\n" * 200_000,
        '{"title":' * 50_000,
        "[" * 500_000 + "]",
        "10.1000/" + ")" * 500,
        "@" + " " * 500_000,
    ],
    ids=range(12),
)
def test_hostile_records_are_read_or_refused_and_end(text: str) -> None:
    try:
        items = read_citation(text)
    except CitationError as error:
        assert len(str(error)) < 400
    else:
        json.dumps(items)


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30)
plain_words = words.map(lambda text: " ".join(text.split())).filter(bool)
letters = st.text(string.ascii_letters + "äéøłñ", min_size=1, max_size=12)


@given(st.text(max_size=300))
def test_no_text_is_an_unexpected_error(text: str) -> None:
    try:
        read_citation(text)
    except CitationError as error:
        assert str(error)


@given(st.sampled_from(["@misc{", "TY  - ", "{", "doi:10.1000/", "https://"]), st.text(max_size=200))
def test_no_beginning_of_a_record_is_an_unexpected_error(start: str, text: str) -> None:
    for each in ("", "}", "\nER  - "):
        try:
            read_citation(start + text + each)
        except CitationError as error:
            assert str(error)


people = st.builds(
    lambda family, given: {"family": family, "given": given}, letters.map(str.title), letters.map(str.title)
)
dates = st.one_of(
    st.tuples(st.integers(1, 9999)), st.tuples(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 28))
)


@given(title=plain_words, outlet=plain_words, authors=st.lists(people, max_size=3), date=dates)
def test_ris_says_again_what_an_item_says(title: str, outlet: str, authors: list[Any], date: tuple[int, ...]) -> None:
    lines = ["TY  - JOUR", f"TI  - {title}", f"T2  - {outlet}", f"PY  - {'/'.join(f'{part:02d}' for part in date)}"]
    lines += [f"AU  - {one['family']}, {one['given']}" for one in authors]
    item = only("\n".join([*lines, "ER  - "]))
    assert (item["title"], item["container-title"]) == (title, outlet)
    assert item.get("author", []) == authors
    assert item["issued"] == {"date-parts": [list(date)]}


@given(title=letters, authors=st.lists(people, max_size=3), date=dates)
def test_bibtex_says_again_what_an_item_says(title: str, authors: list[Any], date: tuple[int, ...]) -> None:
    by = " and ".join(f"{one['family']}, {one['given']}" for one in authors)
    when = "-".join(f"{part:04d}" if not at else f"{part:02d}" for at, part in enumerate(date))
    item = only(f"@article{{k, title = {{{in_latex(title)}}}, author = {{{in_latex(by)}}}, date = {{{when}}}}}")
    assert item["title"] == title
    assert item.get("author", []) == authors
    assert item["issued"] == {"date-parts": [list(date)]}


def in_latex(text: str) -> str:
    from pylatexenc.latexencode import unicode_to_latex

    return str(unicode_to_latex(text, replacement_latex_protection="braces-all"))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | words,
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)


@given(st.lists(st.dictionaries(words.map(lambda key: "x-" + key), json_values, max_size=4), min_size=1, max_size=3))
def test_csl_json_says_again_what_the_items_say(extras: list[dict[str, Any]]) -> None:
    items = [{"title": "A", **extra} for extra in extras]
    assert read_citation(json.dumps(items)) == items


def test_every_format_says_its_name() -> None:
    assert len({each.name for each in FORMATS}) == len(FORMATS) == 5
