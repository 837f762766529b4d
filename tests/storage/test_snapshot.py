"""A file's rows stay the bytes that they were, and the file is laid out as TinyDB does it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from storage import snapshot
from storage.errors import FormatError, NewerFormatError
from storage.records import raw
from storage.snapshot import Counted, Snapshot, decode, encode, fingerprint

TEXTS = st.text(max_size=8)
TABLES = st.dictionaries(TEXTS, st.dictionaries(st.integers(0, 10**12), st.dictionaries(TEXTS, TEXTS), max_size=4))


def written(found: Snapshot) -> bytes:
    return b"".join(encode(found))


@given(TABLES)
def test_what_is_written_is_what_tinydb_would_write_and_is_read_again(tables: dict[str, dict[int, dict]]) -> None:
    state = Snapshot({name: {row: raw(rows[row]) for row in sorted(rows)} for name, rows in tables.items()})
    data = written(state)
    assert data == json.dumps({name: dict(sorted(rows.items())) for name, rows in tables.items()}).encode("ascii")
    assert decode(data, "a file") == state


def test_rows_keep_their_bytes() -> None:
    data = b'{"about": {"1": {"a":1,  "b" :[ 2 ]}}, "events": {"7": {}}}'
    assert written(decode(data, "a file")) == data


def test_a_file_that_stock_tinydb_wrote_keeps_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "plain.json"
    with TinyDB(path) as database:
        database.insert({"title": "حمص"})
    assert written(decode(path.read_bytes(), "a file")) == path.read_bytes()


def test_rows_are_written_in_the_order_of_their_ids() -> None:
    assert written(Snapshot({"t": {10: raw({}), 9: raw({})}})) == b'{"t": {"9": {}, "10": {}}}'


def test_a_file_laid_out_in_another_way_is_read() -> None:
    found = decode(b'\xef\xbb\xbf{\n "about": {\n  "1": {"title": "\xc3\xa9"}\n }\n}\n', "a file")
    assert json.loads(bytes(found.tables["about"][1])) == {"title": "é"}
    assert written(found).isascii()


def test_what_is_no_table_is_kept() -> None:
    data = b'{"about": {"1": {}}, "version": 3, "notes": {"a": 1}}'
    found = decode(data, "a file")
    assert list(found.tables) == ["about"]
    assert json.loads(written(found)) == json.loads(data)


@pytest.mark.parametrize("data", [b'{"t": {"1": {}, "1": {}}}', b'{"t": {}, "t": {"1": {}}}'])
def test_a_key_that_is_there_twice_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError, match="is there twice"):
        decode(data, "a file")


def test_a_newer_format_of_another_shape_is_called_so() -> None:
    with pytest.raises(NewerFormatError):
        decode(b'{"about": {"1": {"format": 7}}, "events": []}', "a file")


def test_a_fingerprint_tells_contents_apart_and_can_be_had_while_writing() -> None:
    data = b'{"t": {"1": {}}}'
    counted = Counted([data[:5], data[5:]])
    assert b"".join(counted) == data
    assert counted.fingerprint == fingerprint(data) != fingerprint(data[::-1])


def test_a_row_that_is_no_object_is_refused_where_it_is_looked_at() -> None:
    with pytest.raises(FormatError, match="events row 1 must be an object"):
        snapshot.document(raw([1]), "events row 1")
