"""Events go to another story over the clipboard, with what they name; what a clipboard holds may come from anyone."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.clipping import Clipping, Pasted, clipping_of, from_json, has_local_times, pasted, to_json
from storage.clipping_words import in_words
from storage.errors import FormatError
from storage.model import Category, Event, OfflineCopy, Source, Stance, Statement, Story
from storage.story_file import StoryFile, open_story
from tests.conftest import StoryWriter

HERE = Story("here", "Here", categories=(Category("war", "War", "red"), Category("talks", "Talks", "teal")))
THERE = Story("there", "There", time_zone="Asia/Damascus", categories=(Category("war", "Weather", "blue"),))
PAPER = Source("one", {"type": "article", "title": "One says", "URL": "https://one.example/a"})
BOOK = Source("two", {"type": "book", "title": "Two"}, copy=OfflineCopy("a" * 64, "text/html"))
SOURCES = {source.id: source for source in (PAPER, BOOK)}
FALLS = Event(
    "falls",
    "Homs falls",
    "2024-12-07",
    place="Homs",
    text="They came at night.\nNobody fired.",
    category="war",
    sources=("two",),
    statements=(Statement("s", Stance.ASSERTS, "Ada", quote="It fell.", said="2024-12-08", source="one"),),
)


def clip(*events: Event) -> Clipping:
    return from_json(to_json(clipping_of(events, SOURCES.get, HERE)))


def paste(clipping: Clipping, story: Story = THERE, sources: Sequence[Source] = ()) -> Pasted:
    return pasted(clipping, story, sources)


def put(found: Pasted, kind: type) -> list[object]:
    """Return what the changes put that is of a kind."""
    values = [getattr(change, change.__slots__[0]) for change in found.changes]
    return [value for value in values if isinstance(value, kind)]


def event_of(found: Pasted) -> Event:
    (event,) = put(found, Event)
    assert isinstance(event, Event)
    return event


def test_events_come_back_from_the_clipboard_as_they_went() -> None:
    clipping = clip(FALLS)
    assert clipping.events == (FALLS,)
    assert clipping.sources == (BOOK, PAPER)
    assert clipping.categories == HERE.categories[:1]
    assert (clipping.story_id, clipping.time_zone) == ("here", "UTC")


def test_a_pasted_event_has_an_id_of_its_own_and_so_have_its_statements() -> None:
    event = event_of(paste(clip(FALLS)))
    assert event.id != FALLS.id
    assert event.statements[0].id != "s"
    assert replace(event, id=FALLS.id, category="war", statements=FALLS.statements) == FALLS


def test_its_sources_and_categories_come_along() -> None:
    found = paste(clip(FALLS))
    assert put(found, Source) == [replace(BOOK, copy=None), PAPER]
    (story,) = put(found, Story)
    assert isinstance(story, Story)
    # Another category goes by that id there.
    assert [category.name for category in story.categories] == ["Weather", "War"]
    assert event_of(found).category == story.categories[1].id != "war"


def test_a_source_that_the_story_has_by_its_address_is_used_again() -> None:
    theirs = Source("paper", {"title": "Other words", "URL": "https://one.example/a"})
    found = paste(clip(FALLS), sources=[theirs])
    assert put(found, Source) == [replace(BOOK, copy=None)]
    assert event_of(found).statements[0].source == "paper"


def test_a_source_that_the_story_has_word_for_word_is_used_again() -> None:
    found = paste(clip(FALLS), sources=[Source("b", {"title": "Two", "type": "book", "id": "b"})])
    assert event_of(found).sources == ("b",)


def test_another_source_of_the_same_id_stays_another() -> None:
    found = paste(clip(FALLS), sources=[Source("two", {"title": "Something else"})])
    assert event_of(found).sources != ("two",)
    assert event_of(found).sources[0] in {source.id for source in put(found, Source) if isinstance(source, Source)}


def test_a_source_that_was_missing_there_does_not_become_another_one_here() -> None:
    lost = replace(FALLS, sources=("gone",), statements=())
    assert event_of(paste(clip(lost), sources=[Source("gone", {"title": "Mine"})])).sources != ("gone",)
    assert event_of(paste(clip(lost))).sources == ("gone",)


def test_in_the_same_story_nothing_comes_along_even_if_it_was_edited_since() -> None:
    found = paste(clip(FALLS), HERE, [replace(PAPER, csl={"title": "New words"}), BOOK])
    assert len(found.changes) == 1
    assert event_of(found).sources == ("two",)


def test_a_category_of_the_same_name_is_used_again() -> None:
    there = replace(THERE, categories=(Category("krieg", "WAR"),))
    found = paste(clip(FALLS), there)
    assert event_of(found).category == "krieg"
    assert not put(found, Story)


def test_times_that_count_in_a_zone_are_told_from_those_that_do_not() -> None:
    whens = {"2024-12-07T20:15": True, "2024-12-07T20:15Z": False, "2024-12-07T20:15+03:00": False, "2024-12": False}
    whens |= {"2024-12-07T20:15-03:00": False, "2024-12-07/2024-12-07T20:15?": True, "-0043-03-15T20:15": True}
    assert {when: has_local_times(Clipping((Event("a", "A", when),))) for when in whens} == whens


def test_other_programs_get_words() -> None:
    assert in_words([FALLS], SOURCES) == (
        "7 December 2024: Homs falls [1]\nHoms\nThey came at night.\nNobody fired.\n"
        "“It fell.” — Ada, said 8 December 2024 [2]\n\nSources\n[1] “Two”.\n[2] “One says”, https://one.example/a"
    )


def good() -> dict[str, object]:
    found: dict[str, object] = json.loads(to_json(clipping_of([FALLS], SOURCES.get, HERE)))
    return found


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"form": "something"}, "holds no events of this program"),
        ({"version": 2}, "newer version"),
        ({"events": []}, "holds no events"),
        ({"events": {}}, "events: must be a list, not an object"),
        ({"events": [7]}, "event 1: must be an object, not a number"),
        ({"events": [{"id": "a", "title": "A", "when": "2024-13"}]}, "event 1: when: "),
        ({"events": [{"id": 1, "title": "A", "when": "2024"}]}, "event 1: id: must be text, not a number"),
        ({"events": [{"id": "a", "title": "A", "when": "2024"}] * 2}, "event 2: its id 'a' is there twice"),
        ({"events": [{}] * 10_001}, "10,001 events: 10,000 can be pasted at once"),
        ({"sources": [{"csl": {}}]}, "source 1: id: is missing"),
        ({"about": []}, "about: must be an object, not a list"),
        ({"about": {"id": "x", "categories": [{"id": "a", "name": "A"}] * 2}}, "'a' is there more than once"),
    ],
)
def test_what_is_no_clipping_is_refused_in_one_sentence(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(FormatError, match=sentence) as refused:
        from_json(json.dumps(good() | change).encode())
    assert str(refused.value).startswith("The clipboard")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "data", [b"", b"[" * 100_000, b"\xff\xfe{}", b'{"a": 1, "a": 2}', b"{" + b" " * 1_000_000, b"null", b"\x00" * 1000]
)
def test_what_is_no_json_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"^The clipboard"):
        from_json(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(["id", "title", "when", "sources", "statements", "category", "extra", "starred"])


@given(st.dictionaries(FIELDS, JSON), st.dictionaries(st.sampled_from(["sources", "about", "version"]), JSON))
def test_whatever_stands_in_it_is_taken_or_refused(event: dict[str, object], around: dict[str, object]) -> None:
    row = {"id": "a", "title": "A", "when": "2024", **event}
    try:
        found = from_json(json.dumps(good() | {"events": [row]} | around).encode("utf-8", "surrogatepass"))
    except FormatError as refused:
        assert "\n" not in str(refused)
    else:
        in_words(found.events, {source.id: source for source in found.sources}).encode("utf-8")
        assert paste(found).event_ids


@pytest.fixture
def file(write_story: StoryWriter) -> StoryFile:
    return open_story(write_story(name="there.timeline.json"))


HOSTILE = "\ud800 \x00\u202e<b>=1+1</b>"


def test_hostile_text_is_pasted_as_it_is(file: StoryFile) -> None:
    event = replace(FALLS, title=HOSTILE, text="x" * 1_000_000)
    found = pasted(clip(event), file.story, file.sources)
    file.apply(found.changes, "Paste 1 event")
    kept = file.event(found.event_ids[0])
    assert kept is not None
    assert (kept.title, kept.text) == (event.title, event.text)
    file.close()


def content(path: Path, file: StoryFile) -> bytes:
    file.fold()
    return path.read_bytes()


def test_a_paste_of_a_thousand_events_is_one_step_that_is_undone_to_the_same_bytes(file: StoryFile) -> None:
    before = content(file.path, file)
    clipping = clip(*(replace(FALLS, id=str(number)) for number in range(1000)))
    file.apply(pasted(clipping, file.story, file.sources).changes, "Paste 1,000 events")
    after = content(file.path, file)
    assert file.event_count == 1000
    assert file.undo() == "Paste 1,000 events"
    assert content(file.path, file) == before
    file.redo()
    assert content(file.path, file) == after
    file.close()


def test_a_zone_that_is_none_counts_as_utc() -> None:
    data = json.loads(to_json(Clipping((Event("e", "E", "2024"),))))
    data["about"]["time_zone"] = "No/Where"
    assert from_json(json.dumps(data).encode()).time_zone == "UTC"
