"""`check_file` names everything that an author should know, with row and field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from storage.check import check_file, report_lines
from storage.counts import Counts
from storage.errors import FileError
from storage.keeper import Keeper, journal_of
from storage.records import Put, raw
from storage.snapshot import fingerprint

SAID = {"id": "q", "stance": "asserts", "speaker": "Ada"}
CITED = {"id": "s", "csl": {"title": "T"}}


Row = dict[str, Any]


def check(tmp_path: Path, event: Row | None = None, source: Row | None = None, **about: Any) -> list[str]:
    tables = {
        "about": {"1": {"format": 1, "id": "a", "title": "T", **about}},
        "events": {"3": {"id": "e", "title": "E", "when": "2024", **(event or {})}},
        "sources": {"5": {**CITED, **(source or {})}},
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(tables))
    return [str(problem) for problem in check_file(path)]


def test_a_sound_story_has_no_problems(tmp_path: Path) -> None:
    url = {"title": "T", "URL": "https://example.org/a", "issued": {"date-parts": [[2024, 12, 8]]}}
    assert check(tmp_path, {"statements": [SAID], "sources": ["s"]}, {"csl": url}) == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ({"speaker": ""}, "it has no speaker, quote or paraphrase"),
        ({"stance": "maybe"}, "stance: 'maybe' is none of asserts, partly, denies"),
        ({"said": "2024-13"}, "said: "),
        ({"source": "t"}, "source: the story has no source 't'"),
        ({"language": "Klingon!"}, "language: 'Klingon!' is no language tag"),
        ({"figures": [{"counted": "x", "low": 5, "high": 2}]}, "figure 1: low is greater than high"),
        ({"figures": [{"counted": "x"}]}, "figure 1: it has no number"),
        ({"figures": [{"counted": "x", "value": 9, "low": 1, "high": 5}]}, "figure 1: the value does not lie between"),
    ],
)
def test_a_problem_of_a_statement_is_named(tmp_path: Path, statement: Row, problem: str) -> None:
    found = check(tmp_path, {"statements": [{**SAID, **statement}]})
    assert [line.startswith(f"events row 3: statement 1: {problem}") for line in found] == [True]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ({"csl": {}}, "csl: it names nothing that could be cited"),
        ({"csl": []}, "csl: must be an object, not a list"),
        ({"csl": {"title": "T", "URL": "javascript:alert(1)"}}, "csl: URL: 'javascript:alert(1)' is no web address"),
        ({"csl": {"title": "T", "URL": "http://[x"}}, "csl: URL: 'http://[x' is no web address"),
        ({"csl": {"title": ["T"]}}, "csl: title: must be text"),
        ({"csl": {"title": "T", "issued": {"date-parts": [["x"]]}}}, "csl: issued: is no date"),
        ({"copy": {"sha256": "ab", "media_type": "text/plain"}}, "copy: sha256: 'ab' is not 64 hexadecimal digits"),
        ({"copy": {"sha256": "0" * 64, "media_type": "text/plain", "fetched": "x"}}, "copy: fetched: "),
    ],
)
def test_a_problem_of_a_source_is_named(tmp_path: Path, source: Row, problem: str) -> None:
    found = check(tmp_path, source=source)
    assert found[0].startswith(f"sources row 5: {problem}")


def test_a_problem_of_the_story_is_named(tmp_path: Path) -> None:
    assert check(tmp_path, time_zone="Mars/X", language="?") == [
        "about row 1: time_zone: 'Mars/X' is no known time zone; UTC is used",
        "about row 1: language: '?' is no language tag; write one like en or ar-SY",
    ]


def test_a_newer_format_is_a_problem_beside_the_others(tmp_path: Path) -> None:
    newer, language = check(tmp_path, format=7, language="?")
    assert newer.startswith("about row 1: format: it is 7, of a newer version")
    assert language.startswith("about row 1: language: ")


@pytest.mark.parametrize("issued", [{"literal": "Spring 1923"}, {"raw": "about 8 Dec"}, {"raw": "2024-12-08"}, "n.d."])
def test_a_date_given_only_in_words_is_no_problem(tmp_path: Path, issued: object) -> None:
    assert check(tmp_path, source={"csl": {"title": "T", "issued": issued}}) == []


def test_a_statement_id_used_twice_is_named(tmp_path: Path) -> None:
    assert check(tmp_path, {"statements": [SAID, SAID]}) == [
        "events row 3: statement 2: id: 'q' is the id of a statement of row 3 too"
    ]


def test_a_file_that_is_no_story_has_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("[]")
    assert [problem.code for problem in check_file(path)] == ["format"]


def test_a_missing_file_cannot_be_checked(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        check_file(tmp_path / "none.json")


def test_a_report_counts_what_is_there(tmp_path: Path) -> None:
    check(tmp_path, {"statements": [SAID]})
    report = check_file(tmp_path / "a.json")
    assert (report.counts, len(report)) == (Counts(1, 1, 1), 0)
    assert report.fingerprint == fingerprint((tmp_path / "a.json").read_bytes())


def test_edits_that_stand_in_the_journal_are_counted(story_path: Path) -> None:
    keeper = Keeper(story_path)
    keeper.commit([Put("events", 9, raw({"id": "x", "title": "New", "when": "2024"}))])
    keeper.close(fold=False)
    report = check_file(story_path)
    assert (report.pending, report.counts.events, len(report)) == (1, 4, 0)
    assert "Edits in the journal that the file itself lacks: 1" in report_lines(report, story_path)


def test_damage_to_the_journal_is_a_problem(story_path: Path) -> None:
    keeper = Keeper(story_path)
    for _ in range(2):
        keeper.commit([Put("events", 9, raw({"id": "x", "title": "New", "when": "2024"}))])
    keeper.close(fold=False)
    journal_of(story_path).write_bytes(journal_of(story_path).read_bytes().replace(b"New", b"Old", 1))
    assert [problem.code for problem in check_file(story_path)] == ["damaged-journal"]


def test_a_damaged_file_is_checked_as_far_as_it_can_be_read(story_path: Path) -> None:
    data = story_path.read_bytes().replace(b'"title": "First"', b'"title": \xff', 1)
    story_path.write_bytes(data.replace(b'"speaker": "Ada"', b'"language": "?"'))
    report = check_file(story_path)
    assert report.is_damaged and report.counts == Counts(2, 2, 2)
    assert [(problem.table, problem.row) for problem in report][1:] == [
        ("events", "1"),
        ("events", "2"),
        ("events", "2"),
    ]
