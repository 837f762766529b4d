"""One line, while it is typed: what is read of it, and what is said of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.changes import PutSource
from storage.citation import chain
from storage.dates.typed import Habits
from storage.errors import EditError, TimelineError
from storage.model import Category, Source, Stance, Story
from storage.quick_event import made_of
from storage.quick_line import LONGEST_LINE, PartKind, QuickLine, QuickStatement, read_line
from storage.story_file import create_story, open_story

STORY = Story("s", "A story", categories=(Category("fighting", "Fighting", "red"),))
BBC = Source("bbc-report", {"type": "article-newspaper", "container-title": "BBC News", "title": "Report"})


def parts_of(line: QuickLine, kind: PartKind) -> list[str]:
    return [line.text[part.start : part.end] for part in line.parts if part.kind is kind]


@pytest.mark.parametrize(
    ("text", "when", "title"),
    [
        ("7 Dec 2024: Rebels enter Homs", "2024-12-07", "Rebels enter Homs"),
        ("Dec 2024 - Aleppo lost", "2024-12", "Aleppo lost"),
        ("Dec 2024 – Aleppo lost - again", "2024-12", "Aleppo lost - again"),
        ("early December 2024 - Aleppo lost", "[2024-12-01..2024-12-10~]", "Aleppo lost"),
        ("c. 1450: A press in Mainz", "1450~", "A press in Mainz"),
        ("44 BC: Caesar is killed", "-0043", "Caesar is killed"),
        ("1914-1918: War", "1914/1918", "War"),
        ("1914 - 1918 - War", "1914/1918", "War"),
        ("1914 - 1918: War", "1914/1918", "War"),
        ("between 27 and 30 Nov 2024: Offensive", "[2024-11-27..2024-11-30]", "Offensive"),
        ("66 million years ago: Impact", "Y-66E6", "Impact"),
        ("2024-12-07T18:30: Shots", "2024-12-07T18:30", "Shots"),
        ("7 Dec 2024, 18:30: Shots: three", "2024-12-07T18:30", "Shots: three"),
        ("7 Dec 2024:Shots", "2024-12-07", "Shots"),
    ],
)
def test_date_ends_at_the_colon_or_dash_that_is_not_its_own(text: str, when: str, title: str) -> None:
    line = read_line(text)
    assert (line.when.edtf, line.title, line.problems) == (when, title, ())
    assert line.is_ready


def test_marks_are_taken_wherever_they_stand() -> None:
    line = read_line('7 Dec 2024: Rebels @Homs enter #front #"the south" the city !fighting')
    assert (line.title, line.place, line.tags, line.category) == (
        "Rebels enter the city",
        "Homs",
        ("front", "the south"),
        "fighting",
    )
    assert parts_of(line, PartKind.TAG) == ["#front", '#"the south"']


@pytest.mark.parametrize("place", ['@"New York"', "@{New York}", "@“New York”", "@«New York»", '@"New York'])
def test_place_of_several_words_stands_in_quotation_marks_or_braces(place: str) -> None:
    assert read_line(f"2001: Towers {place}").place == "New York"


@pytest.mark.parametrize(
    "title",
    [
        "Mail from a@b.de",
        "See https://x.org/#top now",
        "C# and a #1 hit",
        "Fire! At 5 @ noon",
        "“We are scared” in Damascus",
        "Homs; a city",
        "Aleppo — and then Hama",
        "Don't and won’t",
        "f(x) [0]x",
    ],
)
def test_signs_within_words_are_text(title: str) -> None:
    line = read_line(f"2024: {title}")
    assert line.title == title if "[" not in title else line.title.startswith("f(x)")
    assert (line.place, line.tags, line.statements) == ("", (), ())


def test_backslash_makes_any_sign_text() -> None:
    line = read_line(r"2024: \#a \@b \!c \[d\] \"e\" \; f C:\temp")
    assert line.title == '#a @b !c [d] "e" ; f C:\\temp'
    assert (line.place, line.tags, line.category, line.sources) == ("", (), "", ())


@pytest.mark.parametrize("marks", ['""', "“”", "«»", "„“", "»«", "‘’", "「」"])
@pytest.mark.parametrize("dash", ["—", "–", "-", "--"])
def test_quote_in_any_marks_and_any_dash_make_a_statement(marks: str, dash: str) -> None:
    line = read_line(f"2024: Homs {marks[0]}stable and safe{marks[1]} {dash} Ministry of Defence (denies) [BBC]")
    assert line.statements == (
        QuickStatement(Stance.DENIES, "Ministry of Defence", quote="stable and safe", source="BBC"),
    )
    assert line.title == "Homs"


def test_speaker_has_a_role_a_stance_a_day_and_a_chain() -> None:
    line = read_line('2024: Homs "so" — Hassan Abdul Ghani, rebel commander (says, 8 Dec 2024) [X > BBC News]')
    said = line.statements[0]
    assert (said.speaker, said.role, said.stance, said.said) == (
        "Hassan Abdul Ghani",
        "rebel commander",
        Stance.ASSERTS,
        "2024-12-08",
    )
    assert (said.source, said.via) == ("BBC News", ("X", "BBC News"))


def test_brackets_that_are_no_stance_belong_to_the_name() -> None:
    assert read_line('2024: A "b" — Observatory (SOHR) (partly)').statements[0].speaker == "Observatory (SOHR)"


def test_slip_of_the_pen_in_a_stance_is_told() -> None:
    line = read_line('2024: A "b" — Ministry (denise)')
    assert [line.text[slip.start : slip.end] for slip in line.problems] == ["(denise)"]
    assert "denies" in line.problems[0].message


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("says", Stance.ASSERTS),
        ("Confirms", Stance.ASSERTS),
        ("partly", Stance.PARTLY),
        ("denied", Stance.DENIES),
        ("could not confirm", Stance.CANNOT_CONFIRM),
        ("can’t confirm", Stance.CANNOT_CONFIRM),
        ("cannot-confirm", Stance.CANNOT_CONFIRM),
        ("comments", Stance.COMMENTS),
    ],
)
def test_stance_has_natural_words(words: str, stance: Stance) -> None:
    assert read_line(f'2024: A "b" — C ({words})').statements[0].stance is stance


def test_several_statements_stand_in_one_line() -> None:
    line = read_line(
        '2024: Who holds Homs? [BBC] "a" — X; "b" — Y [CNN]; It could not be confirmed — Z (cannot confirm)'
    )
    assert [(said.speaker, said.quote, said.paraphrase, said.source) for said in line.statements] == [
        ("X", "a", "", "BBC"),
        ("Y", "b", "", "CNN"),
        ("Z", "", "It could not be confirmed", "BBC"),
    ]
    assert line.sources == ("BBC", "CNN")


def test_quote_alone_is_the_title_too() -> None:
    assert read_line("2024: “We are scared” — Zaina Shehla, journalist").title == "“We are scared”"


def test_position_on_the_title_itself_needs_a_stance_or_a_source() -> None:
    line = read_line("2024: Homs taken — BBC News (cannot confirm)")
    assert (line.title, line.statements[0].speaker) == ("Homs taken", "BBC News")
    assert read_line("2024: Homs taken — at last").statements == ()


@pytest.mark.parametrize(
    ("text", "message", "marked"),
    [
        ("Rebels enter Homs", "Begin with a date", "Rebels"),
        ("7 Dec 2024", "what happened", ""),
        ("7 Dec 2024: ", "what happened", ""),
        ("7 Dec 2024 rebels enter", "Put a colon after the date: '7 Dec 2024'", " "),
        ("31 Feb 2024: Never", "29 days", "31"),
        ('2024: A "b" — ', "Say who says it", "—"),
        ("2024: A [B > C]", "chain", "[B > C]"),
        ("2024: A @b @c", "already", "@c"),
        ('2024: A "b" — C; and more', "Say who says", "and more"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, message: str, marked: str) -> None:
    slip = read_line(text).problems[0]
    assert message in slip.message
    assert text[slip.start : slip.end].strip() == marked.strip()
    assert not read_line(text).is_ready


def test_title_around_other_parts_covers_none_of_them() -> None:
    line = read_line('2024: Talks @"New York" go on [BBC News] at last - Somebody (denies)')
    assert parts_of(line, PartKind.TITLE) == ["Talks", "go on", "at last"]
    assert parts_of(line, PartKind.PLACE) == ['@"New York"']


def test_line_of_a_megabyte_is_refused_in_a_sentence() -> None:
    line = read_line("7 Dec 2024: " + '"[(@#' * 200_000)
    assert f"{LONGEST_LINE:,}" in line.problems[0].message


_SIGNS = [*'—"“”[]()@#!\\;, >‘’{}=\n\0\u202e\ud800']
_WORDS = ["7 Dec 2024", ": ", " - ", "denies", "a", "Homs", "8/12/2024", "👍", "<b>"]
_PIECES = st.sampled_from([*_SIGNS, *_WORDS])


@given(st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=80).map(lambda text: f"2024: {text}"))
def test_whatever_is_typed_is_read_and_its_places_lie_within(text: str) -> None:
    line = read_line(text)
    for start, end in [(one.start, one.end) for one in (*line.parts, *line.problems)]:
        assert 0 <= start <= end <= len(text) + 1


@given(st.lists(_PIECES, max_size=20).map(lambda found: "2024: x " + "".join(found)))
def test_what_is_ready_can_be_added_and_taken_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    line = read_line(text)
    if not line.is_ready:
        return
    try:
        made = made_of(line, line.when.readings[0], STORY, (BBC,))
    except EditError:
        return
    assert made.event.title.strip() == made.event.title != ""
    path = tmp_path_factory.mktemp("quick") / "s.timeline.json"
    story = create_story(path, "A story")
    before = story.fingerprint
    story.apply(made.changes(story.story), made.name)
    story.close()
    with_event = open_story(path)
    assert with_event.events == (made.event,)
    assert not [problem for problem in with_event.problems if problem.table == "events" and "sources" in problem.field]
    with_event.undo()
    assert (with_event.events, with_event.sources) == ((), ())
    with_event.close()
    assert open_story(path, read_only=True).fingerprint == before


def test_known_sources_are_found_by_outlet_key_or_title() -> None:
    for name in ("BBC News", "bbc news", "bbc-report", "Report"):
        line = read_line(f'2024: A "b" — C [{name}]')
        made = made_of(line, line.when.readings[0], STORY, (BBC,))
        assert (made.new_sources, made.event.statements[0].source) == ((), "bbc-report")
        assert made.event.sources == ("bbc-report",)


def test_new_source_and_category_come_with_the_event() -> None:
    line = read_line('2024: A !"Foreign policy" "b" — C [CBS News > Der Spiegel]')
    made = made_of(line, line.when.readings[0], STORY, (BBC,))
    assert [source.id for source in made.new_sources] == ["der-spiegel"]
    assert made.new_category is not None
    assert (made.new_category.name, made.event.category) == ("Foreign policy", "foreign-policy")
    assert made.new_category.colour != "red"
    assert isinstance(made.changes(STORY)[0], PutSource)
    said = made.event.statements[0]
    assert chain(said, {source.id: source for source in made.new_sources}) == ("C", "CBS News", "Der Spiegel")


def test_name_that_several_sources_have_is_asked_about() -> None:
    twin = Source("bbc-2", BBC.csl)
    line = read_line("2024: A [BBC News]")
    with pytest.raises(EditError, match="bbc-2"):
        made_of(line, line.when.readings[0], STORY, (BBC, twin))


def test_known_role_is_filled_in_unless_another_is_typed() -> None:
    roles = {"Ghani": "rebel commander"}.get
    for tail, role in (("Ghani", "rebel commander"), ("Ghani, speaker", "speaker"), ("Ghani,", "")):
        line = read_line(f'2024: A "b" — {tail}')
        made = made_of(line, line.when.readings[0], STORY, (), lambda speaker: roles(speaker, ""))
        assert made.event.statements[0].role == role


def test_relative_date_waits_for_its_day_and_keeps_phrase_and_basis() -> None:
    waiting = read_line("Saturday: Homs falls", Habits())
    assert (waiting.when.needs_basis, waiting.is_ready, waiting.problems) == (True, False, ())
    line = read_line("Saturday: Homs falls", Habits(basis="2024-12-08"))
    made = made_of(line, line.when.readings[0], STORY, ())
    assert (made.event.when, made.event.phrase, made.event.basis) == ("2024-12-07", "Saturday", "2024-12-08")


def test_lone_half_of_a_character_is_refused(tmp_path: Path) -> None:
    line = read_line("2024: a\ud800b")
    assert "half" in line.problems[0].message
    assert issubclass(EditError, TimelineError)
