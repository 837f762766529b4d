import json
from pathlib import Path

import pytest

from gui.samples import SAMPLES, SHIPPED, copies_folder, own_copy, own_copy_of
from storage.changes import PutEvent
from storage.errors import FileError
from storage.model import Event
from storage.story_copy import copy_story
from storage.story_file import new_id, open_story


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.file_name)
def test_a_sample_is_opened_as_a_copy_of_the_users_own(tmp_path: Path, sample) -> None:
    copy = own_copy(sample, tmp_path / "samples")
    assert copy.parent == tmp_path / "samples"
    assert copy.read_bytes() == (SHIPPED / sample.file_name).read_bytes()


def test_an_edit_of_the_copy_leaves_the_shipped_file_alone(tmp_path: Path) -> None:
    shipped = (SHIPPED / SAMPLES[0].file_name).read_bytes()
    copy = own_copy(SAMPLES[0], tmp_path)
    story = open_story(copy)
    story.apply([PutEvent(Event(new_id(), "My own note", "2024-12-08"))])
    story.close()
    assert own_copy(SAMPLES[0], tmp_path) == copy
    assert "My own note" in copy.read_text(encoding="ascii")
    assert (SHIPPED / SAMPLES[0].file_name).read_bytes() == shipped


def test_a_shipped_file_given_by_name_opens_as_the_copy() -> None:
    assert own_copy_of(SHIPPED / SAMPLES[0].file_name) == copies_folder() / SAMPLES[0].file_name


def test_another_file_given_by_name_is_opened_itself(story_path: Path) -> None:
    assert own_copy_of(story_path) == story_path


def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="cannot be made"):
        own_copy(SAMPLES[0], tmp_path / "file" / "samples")


def test_a_copy_holds_the_same_bytes(story_path: Path, tmp_path: Path) -> None:
    copy_story(story_path, tmp_path / "copy.timeline.json")
    assert (tmp_path / "copy.timeline.json").read_bytes() == story_path.read_bytes()


def test_a_copy_replaces_only_what_it_may(story_path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text("precious")
    with pytest.raises(FileError, match="there already"):
        copy_story(story_path, other)
    assert other.read_text() == "precious"
    copy_story(story_path, other, overwrite=True)
    assert json.loads(other.read_text())["about"]


def test_a_story_is_not_copied_onto_itself(story_path: Path, tmp_path: Path) -> None:
    before = story_path.read_bytes()
    link = tmp_path / "link.timeline.json"
    link.symlink_to(story_path)
    for target in (story_path, link):
        with pytest.raises(FileError, match="the story itself"):
            copy_story(story_path, target, overwrite=True)
    assert story_path.read_bytes() == before


def test_a_copy_that_fails_leaves_nothing_behind(story_path: Path, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be copied"):
        copy_story(story_path, tmp_path / "missing" / "copy.json")
    with pytest.raises(FileError, match="cannot be copied"):
        copy_story(tmp_path / "gone.json", tmp_path / "copy.json")
    assert [path.name for path in tmp_path.iterdir()] == [story_path.name]
