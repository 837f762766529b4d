"""What was known when, on the command line: who says so, figures with owners, open questions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import main as program
from tests.conftest import StoryWriter

Run = Callable[..., tuple[int, str, str]]
EVENT = "00000000-0000-4000-8000-000000000001"
BEFORE, AFTER = "2024-12-07", "2024-12-08"
DENIAL = ("Ministry", "stable and safe", "never happened", "denies", "contested", "Gazette", "45")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the program with arguments and returns exit code, output and errors."""

    def call(*arguments: object) -> tuple[int, str, str]:
        code = program.main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def story(write_story: StoryWriter) -> Path:
    """Return a story in which a ministry denies on 8 December what Ghani said the day before."""
    asserted = {"id": "one", "stance": "asserts", "speaker": "Ghani", "said": BEFORE, "source": "wire"}
    asserted["figures"] = [{"value": 800, "qualifier": "more than", "counted": "people killed"}]
    denied = {"id": "two", "stance": "denies", "speaker": "Ministry", "quote": "stable and safe", "said": AFTER}
    denied |= {"paraphrase": "It never happened.", "source": "gazette"}
    denied["figures"] = [{"value": 45, "counted": "people killed"}]
    return write_story(
        [{"title": "Homs falls", "statements": [asserted, denied], "sources": ["wire", "gazette"]}],
        [
            {"id": "wire", "csl": {"container-title": "The Wire", "issued": {"date-parts": [[2024, 12, 7]]}}},
            {"id": "gazette", "csl": {"container-title": "Gazette", "issued": {"date-parts": [[2024, 12, 8]]}}},
        ],
    )


ANSWERS = [
    ("list",),
    ("list", "--json"),
    ("list", "--search", "stable safe"),
    ("list", "--search", "gazette"),
    ("list", "--standing", "contested"),
    ("show", EVENT),
    ("show", EVENT, "--json"),
    *((verb, *json_) for verb in ("figures", "questions", "speakers") for json_ in ((), ("--json",))),
]


@pytest.mark.parametrize("verb", ANSWERS)
def test_a_denial_is_nowhere_before_it_was_made(run: Run, story: Path, verb: tuple[str, ...]) -> None:
    code, before, errors = run(verb[0], story, *verb[1:], "--as-of", BEFORE)
    assert (code, errors) == (0, "")
    assert [words for words in DENIAL if words in before] == []
    assert run(verb[0], story, *verb[1:], "--as-of", AFTER)[1] != before


def test_what_was_not_known_yet_is_not_there_at_all(run: Run, story: Path) -> None:
    for verb in ("list", "figures", "questions", "speakers"):
        assert run(verb, story, "--json", "--as-of", "2024-12-06") == (0, "[]\n", "")
    code, output, errors = run("show", story, EVENT, "--as-of", "2024-12-06")
    assert (code, output) == (2, "")
    assert "No event that was known then" in errors and "Homs" not in errors


def test_standings_are_what_they_were(run: Run, story: Path) -> None:
    for day, standing in ((BEFORE, "single-source"), (AFTER, "contested")):
        (row,) = json.loads(run("list", story, "--json", "--as-of", day, "--standing", standing)[1])
        assert row["standing"] == standing
        assert json.loads(run("show", story, EVENT, "--json", "--as-of", day)[1])["standing"] == standing
    assert run("list", story, "--standing", "single-source", "--standing", "denied") == (0, "", "")


def test_show_says_what_going_back_rests_on(run: Run, write_story: StoryWriter) -> None:
    said = [{"id": "one", "stance": "asserts", "speaker": "A"}, {"id": "two", "stance": "asserts", "source": "s"}]
    source = {"id": "s", "csl": {"container-title": "S", "issued": {"date-parts": [[2020]]}}}
    path = write_story([{"statements": said}], [source])
    output = run("show", path, EVENT, "--as-of", "2024")[1]
    assert "As known on 2024\n" in output
    assert "when the source was published, for want of a date: 1\n" in output
    assert "ever since, for want of any date: 1\n" in output
    assert json.loads(run("show", path, EVENT, "--json", "--as-of", "2024")[1])["undated"] == ["one"]


def test_figures_never_lose_their_qualifier(run: Run, story: Path) -> None:
    lines = run("figures", story)[1].splitlines()
    assert ["more than 800 people killed" in line for line in lines] == [True, False]
    assert ["denies" in line for line in lines] == [False, True], "a number in a denial is told so"
    first, second = json.loads(run("figures", story, "--json")[1])
    assert (first["text"], first["owner"], first["dated_by"]) == ("more than 800 people killed", "Ghani", "said")
    assert (second["value"], second["qualifier"], second["said"]) == (45, "", AFTER)


def test_questions_lead_to_their_events(run: Run, story: Path) -> None:
    found = json.loads(run("questions", story, "--json")[1])
    assert [(row["kind"], row["id"]) for row in found] == [("contested", EVENT)]
    assert found[0]["sentence"] == "Asserted by Ghani, denied by Ministry."


def test_speakers_say_what_they_said(run: Run, story: Path) -> None:
    output = run("speakers", story)[1]
    assert "Ministry\n  8 December 2024 · denies · Homs falls · “stable and safe”\n" in output
    rows = {row["name"]: row for row in json.loads(run("speakers", story, "--json")[1])}
    assert [words["statement"] for words in rows["Ghani"]["said"]] == ["one"]
    assert (rows["The Wire"]["outlet"], len(rows["The Wire"]["passed_on"])) == (True, 1)


@pytest.mark.parametrize("arguments", [("--as-of", "soon"), ("--as-of", "2024/.."), ("--standing", "true")])
def test_a_wrong_date_or_standing_is_refused_in_one_line(run: Run, story: Path, arguments: tuple[str, str]) -> None:
    code, output, errors = run("list", story, *arguments)
    assert (code, output, errors.count("\n")) == (2, "", 1)


def test_text_of_a_stranger_cannot_steer_the_terminal(run: Run, write_story: StoryWriter) -> None:
    said = {"id": "s", "stance": "asserts", "speaker": "a\x1b[31m\nb", "quote": "\u202e", "role": "\x07"}
    path = write_story([{"title": "t\x1b", "statements": [said | {"figures": [{"counted": "x\x1b", "value": 1}]}]}])
    for verb in ("figures", "questions", "speakers"):
        assert not {"\x1b", "\u202e", "\x07"} & set(run(verb, path)[1])
