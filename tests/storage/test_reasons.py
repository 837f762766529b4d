from __future__ import annotations

from pathlib import Path

from storage.dates import display
from storage.model import Event, Stance, Statement
from storage.origins import Ground
from storage.reasons import Voice, reasons
from storage.story_file import open_story
from tests.conftest import SAMPLES
from tests.storage.said import SOURCES, end_of, event


def who(voices: tuple[Voice, ...]) -> list[str]:
    return [voice.who for voice in voices]


def test_the_sample_names_who_disagrees_about_homs() -> None:
    story = open_story(Path(SAMPLES / "homs-2024.timeline.json"), read_only=True)
    sources = {source.id: source for source in story.sources}
    homs = next(each for each in story.events if each.title == "Who holds Homs?")
    found = reasons(homs, sources, zone=story.story.time_zone)
    assert found.sentence == (
        "Asserted by Abu Muhammad al-Jolani and Hassan Abdul Ghani, partly by Syrian Observatory for Human Rights "
        "(SOHR), denied by Syrian Ministry of Defence, not confirmed by BBC News."
    )
    assert len(found.origins) == 5
    (official,) = found.comments
    assert official.is_unnamed
    assert official.chain == ("Unnamed US official", "CBS News", "BBC News")
    assert display(official.since_text) == display("[2024-12-07,2024-12-08]")


def test_voices_stand_in_the_order_of_saying_and_what_is_undated_last() -> None:
    story = event("A X@blog", "A Ghani!2024-12-08", "D Ministry!2024-12-09", "A Jolani!2024-12-07", "N CNN@bbc")
    found = reasons(story, SOURCES)
    assert who(found.voices) == ["CNN", "Jolani", "Ghani", "Ministry", "X"]
    assert [voice.since.ground for voice in found.voices] == [
        Ground.PUBLISHED, Ground.SAID, Ground.SAID, Ground.SAID, Ground.UNDATED
    ]  # fmt: skip
    assert found.undated == ("s0",)


def test_one_wire_in_five_outlets_is_one_voice_since_the_first_of_them() -> None:
    story = event(*(f"A@{outlet}!2024-12-0{day}" for day, outlet in enumerate(("sky", "cnn", "post", "times"), 5)))
    (voice,) = reasons(story, SOURCES).asserts
    assert (voice.who, voice.since_text, len(voice.statements)) == ("reuters", "2024-12-05", 4)


def test_one_without_a_name_goes_by_the_role_and_is_marked() -> None:
    statement = Statement("s", Stance.ASSERTS, role="a resident", source="bbc")
    (voice,) = reasons(Event("e", "E", "2024", statements=(statement,)), SOURCES).asserts
    assert (voice.who, voice.role, voice.is_unnamed, voice.origin) == ("a resident", "", True, "BBC News")
    assert reasons(event("D"), SOURCES).sentence == "Denied by someone unnamed."


def test_a_denial_is_nowhere_in_the_reasons_before_it_was_made() -> None:
    story = event("A Ghani!2024-12-07", "D Ministry!2024-12-08")
    before = reasons(story, SOURCES, end_of("2024-12-07"))
    assert before.sentence == "Asserted by Ghani."
    assert "Ministry" not in repr(before)
