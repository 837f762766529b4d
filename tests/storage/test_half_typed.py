import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.disk import Disk
from storage.errors import FileError, FormatError
from storage.half_typed import DAMAGED, SUFFIX, DraftKey, HalfTyped

KEY = DraftKey(Path("/stories/a.timeline.json"), "story", "form")


@pytest.fixture
def drafts(tmp_path: Path) -> HalfTyped:
    return HalfTyped(tmp_path)


def other(key: DraftKey = KEY, **fields: object) -> DraftKey:
    values = {name: getattr(key, name) for name in ("path", "story_id", "kind", "slot")}
    return DraftKey(**{**values, **fields})  # type: ignore[arg-type]


def test_what_was_saved_is_loaded_until_it_is_dropped(drafts: HalfTyped) -> None:
    assert drafts.load(KEY) is None
    drafts.save(KEY, {"title": "a"})
    drafts.save(KEY, {"title": "ab", "tags": ["x"]})
    assert drafts.load(KEY) == {"title": "ab", "tags": ["x"]}
    drafts.drop(KEY)
    drafts.drop(KEY)
    assert drafts.load(KEY) is None


def test_drafts_do_not_get_in_each_other_s_way(drafts: HalfTyped) -> None:
    keys = [KEY, other(path=Path("/b")), other(story_id="x"), other(kind="line"), other(slot="event")]
    for number, key in enumerate(keys):
        drafts.save(key, {"n": number})
    assert [drafts.load(key) for key in keys] == [{"n": number} for number in range(len(keys))]


def test_a_story_s_drafts_are_found_by_path_and_id(drafts: HalfTyped, tmp_path: Path) -> None:
    path = tmp_path / "a.timeline.json"
    path.touch()
    copy = tmp_path / "copy.timeline.json"
    mine, slot = other(path=path), other(path=path, slot="2")
    for key in (mine, slot, other(path=path, story_id="x"), other(path=copy)):
        drafts.save(key, {"a": 1})
    copy.touch()
    assert {draft.key for draft in drafts.all_for(path, "story")} == {mine, slot}


def test_a_story_that_was_moved_finds_its_drafts(drafts: HalfTyped, tmp_path: Path) -> None:
    drafts.save(other(path=tmp_path / "gone.timeline.json"), {"a": 1})
    assert [draft.data for draft in drafts.all_for(tmp_path / "here.timeline.json", "story")] == [{"a": 1}]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b'{"format": 2}', b"\xff\xfe", b"[" * 5000, b'{"format": 1, "data": []}',
        b'{"format": 1, "data": {}, "path": 3, "story": "", "kind": "", "slot": "", "saved": ""}',
    ],
)  # fmt: skip
def test_a_damaged_file_is_set_aside_and_the_others_are_found(
    drafts: HalfTyped, tmp_path: Path, content: bytes
) -> None:
    drafts.save(KEY, {"a": 1})
    damaged = tmp_path / ("0" * 40 + SUFFIX)
    damaged.write_bytes(content)
    assert [draft.data for draft in drafts.all_for(KEY.path, "story")] == [{"a": 1}]
    assert not damaged.exists() and (tmp_path / (damaged.name + DAMAGED)).read_bytes() == content


def test_what_json_cannot_hold_is_refused_and_the_draft_before_stays(drafts: HalfTyped) -> None:
    drafts.save(KEY, {"a": 1})
    with pytest.raises(FormatError):
        drafts.save(KEY, {"a": {1, 2}})
    assert drafts.load(KEY) == {"a": 1}


class FullDisk(Disk):
    def write(self, handle: int, data: bytes) -> None:
        raise OSError(28, "No space left on device")


def test_a_full_disk_is_said_in_words_and_the_draft_before_stays(drafts: HalfTyped, tmp_path: Path) -> None:
    drafts.save(KEY, {"a": 1})
    with pytest.raises(FileError, match=r"no space left on device\.$"):
        HalfTyped(tmp_path, FullDisk()).save(KEY, {"a": 2})
    assert drafts.load(KEY) == {"a": 1}
    assert len(list(tmp_path.iterdir())) == 1


def test_a_draft_is_nobody_else_s_to_read(drafts: HalfTyped, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "state"
    HalfTyped(folder).save(KEY, {"a": 1})
    assert folder.stat().st_mode & 0o077 == 0


texts = st.text(max_size=50) | st.sampled_from(["\ud800", "\x00", "\u202e", "=1", "<b>"])


@given(st.dictionaries(texts, st.recursive(texts | st.integers() | st.booleans() | st.none(), st.lists, max_leaves=5)))
def test_every_text_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, data: dict[str, object]) -> None:
    drafts = HalfTyped(tmp_path_factory.getbasetemp() / "round")
    drafts.save(KEY, data)
    assert drafts.load(KEY) == data
    (file,) = (tmp_path_factory.getbasetemp() / "round").glob("*" + SUFFIX)
    assert json.loads(file.read_text("ascii"))["path"] == str(KEY.path)
