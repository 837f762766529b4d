"""A file that is read piece by piece holds what it holds when it is read whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storage.errors import FormatError
from storage.pieces import Pieces
from storage.snapshot import Snapshot, decode, decode_pieces, encode, fingerprint
from storage.story_file import create_story, open_story

KEYS = st.sampled_from(["", "t", "7", "12", "12", "a", "\u00e9", '"', "}, "])
LEAVES = st.one_of(st.none(), st.integers(-5, 5), st.sampled_from(["", '}, "5": {', "\u00e9", "x"]))
# Rows and whatever looks like them further in.
DOCUMENTS = st.recursive(
    LEAVES, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)), max_leaves=9
)
NUMBERS = st.integers(-1, 30).map(str)
TABLES = st.dictionaries(KEYS, st.one_of(DOCUMENTS, st.dictionaries(NUMBERS, DOCUMENTS, max_size=6)), max_size=4)
BLOCKS = st.integers(1, 60)


def blocks(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def outcome(read: Any, *arguments: Any) -> Snapshot | str:
    """Return what was read, or the refusal."""
    try:
        found: Snapshot = read(*arguments)
    except FormatError as error:
        return f"{type(error).__name__}: {error}"
    return found


def ordered(found: Snapshot | str) -> object:
    """Return an outcome with the order of its tables and rows."""
    if isinstance(found, str):
        return found
    return found, [(name, list(rows)) for name, rows in found.tables.items()]


def see_that_it_is_the_same(data: bytes, size: int) -> None:
    pieces = Pieces(blocks(data, size))
    assert (pieces.whole(), pieces.fingerprint) == (data, fingerprint(data))
    assert ordered(outcome(decode_pieces, pieces, "a file")) == ordered(outcome(decode, data, "a file"))


@given(TABLES, BLOCKS)
@example({"t": {"1": {"5": {}, "6": {}, "7": {}}, "2": {}}}, 9)
@example({"t": {"1": [{"5": {}, "6": {}}], "2": {}}}, 9)
@example({"t": {"1": {}, "2": {}}, "": {"3": {}, "4": {}}}, 9)
@example({"": {"1": {}, "2": {}, "3": {}}, "t": {"4": {}, "5": {}}}, 9)
def test_pieces_hold_what_the_whole_holds(tables: dict[str, Any], size: int) -> None:
    see_that_it_is_the_same(json.dumps(tables).encode("ascii"), size)


@given(TABLES, BLOCKS, st.data())
def test_pieces_of_a_spoilt_file_are_refused_or_read_as_the_whole_is(
    tables: dict[str, Any], size: int, draw: st.DataObject
) -> None:
    data = json.dumps(tables, ensure_ascii=draw.draw(st.booleans())).encode()
    start = draw.draw(st.integers(0, len(data)))
    end = draw.draw(st.integers(start, min(start + 12, len(data))))
    middle = draw.draw(st.sampled_from([b"", b'"', b"{", b"}", b'}, "4": {', b"\xff", b" ", data[start - 9 : end]]))
    see_that_it_is_the_same(data[:start] + middle + data[end:], size)


@pytest.mark.parametrize(
    "text",
    [
        '{"t": {"1": {}, "2": {}, "1": {}}}',
        '{"t": {"1": {}, "2": {}}, "t": {"3": {}, "4": {}}}',
        '{"t": {"1": {}, "2": {}}, "": {"3": {}, "4": {}}, "": {"5": {}}}',
        '{"t": {"1": {}, "2": {}, "-3": {}, "4": {}}}',
        '{"t": {"1": {}, "2": {}}}, "3": {"4": {}}}',
        '{"t": {"1": {}, "02": {}, "3": {}}}',
        '[{"1": {}, "2": {}, "3": {}}]',
        '{"t": {"1": {}, "2": {"x": "\\ud83d"}, "3": {}}}',
        '{"t": {"1": {}, "2": {}, "3": {}}}\n',
    ],
)
def test_what_is_no_plain_file_is_told_from_one_by_its_pieces_too(text: str) -> None:
    for size in range(1, len(text) + 1):
        see_that_it_is_the_same(text.encode("ascii"), size)


def test_a_plain_file_is_read_without_ever_being_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    state = decode(b'{"about": {"1": {}}, "events": {' + b", ".join(b'"%d": {}' % at for at in range(99)) + b"}}", "")
    pieces = Pieces(blocks(b"".join(encode(state)), 50))
    monkeypatch.delattr(Pieces, "whole")
    assert len(pieces) > 9
    assert decode_pieces(pieces, "a file") == state


def test_opening_tells_how_far_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.timeline.json"
    create_story(path, "A story").close()
    shares: list[float] = []
    open_story(path, progress=shares.append).close()
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_an_opening_that_is_given_up_leaves_the_story_free(tmp_path: Path) -> None:
    path = tmp_path / "a.timeline.json"
    create_story(path, "A story").close()
    before = set(tmp_path.iterdir())

    def give_up(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_story(path, progress=give_up)
    assert set(tmp_path.iterdir()) == before
    assert not open_story(path).read_only
