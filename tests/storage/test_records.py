"""A journal's lines are written in ASCII and read whatever is left of them."""

from __future__ import annotations

import json
from zlib import crc32

import pytest
from msgspec import Raw

from storage.records import Delete, Drop, Put, Record, line_of, raw, scan

FIRST = Record("1-2", 1, (Put("events", 1, raw({"title": "Homs"})),), "edit", "Add “Homs”", (Delete("events", 1),))
SECOND = Record("1-2", 2, (Delete("events", 1), Drop("sources")))
THIRD = Record("1-2", 3, (Put("events", 2, raw({"title": "@deadbeef {"})),))
LINES = [line_of(record) for record in (FIRST, SECOND, THIRD)]


def test_what_is_written_is_read_again() -> None:
    found = scan(b"".join(LINES))
    assert found.records == [FIRST, SECOND, THIRD]
    assert found.damage == []
    assert found.end == sum(map(len, LINES))


def test_a_line_is_ascii() -> None:
    assert line_of(Record("1-2", 1, step="edit", name="“حمص \N{CRESCENT MOON}”")).isascii()


@pytest.mark.parametrize("lead", range(8))
def test_a_long_line_is_ascii_wherever_its_characters_fall(lead: int) -> None:
    document = Raw(json.dumps("x" * lead + "a🌙ح“" * 9_000, ensure_ascii=False).encode())
    line = line_of(Record("1-2", 1, (Put("events", 1, document),), name="“”"))
    assert line.isascii()
    (found,) = scan(line).records[0].operations
    assert isinstance(found, Put)
    assert json.loads(bytes(found.document)) == json.loads(bytes(document))


def test_a_document_with_half_a_character_is_read_again() -> None:
    record = Record("1-2", 1, (Put("events", 1, raw({"title": "\ud83d"})),), "edit", "Add", (Delete("events", 1),))
    assert scan(line_of(record)).records == [record]


def test_a_document_without_a_form_in_json_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        raw({"n": float("nan")})


@pytest.mark.parametrize("length", [1, 9, 40, len(LINES[0]) - 1])
def test_a_line_that_breaks_off_is_no_record_and_no_damage(length: int) -> None:
    found = scan(LINES[1] + LINES[0][:length])
    assert found.records == [SECOND]
    assert [damage.torn for damage in found.damage] == [True]
    assert found.end == len(LINES[1])


@pytest.mark.parametrize("place", [0, 3, 9, 30, len(LINES[1]) - 2])
def test_a_damaged_line_is_reported_and_the_next_is_read(place: int) -> None:
    damaged = bytearray(LINES[1])
    damaged[place] ^= 1
    found = scan(LINES[0] + bytes(damaged) + LINES[2])
    assert found.records == [FIRST, THIRD]
    assert [(one.start, one.end, one.torn) for one in found.damage] == [
        (len(LINES[0]), len(LINES[0]) + len(LINES[1]), False)
    ]


def test_a_damaged_last_line_is_damage_and_not_a_write_that_broke_off() -> None:
    damaged = LINES[1][:30] + b"\0" + LINES[1][31:]
    assert [one.torn for one in scan(LINES[0] + damaged).damage] == [False]


@pytest.mark.parametrize("last", [False, True])
def test_a_line_whose_end_alone_is_damaged_is_read(last: bool) -> None:
    found = scan(LINES[0][:-1] + b"*" + (b"" if last else LINES[1]))
    assert found.records == ([FIRST] if last else [FIRST, SECOND])
    assert [(one.start, one.torn) for one in found.damage] == [(len(LINES[0]) - 1, False)]


def test_lines_behind_zeros_are_read() -> None:
    assert scan(bytes(4096) + LINES[0]).records == [FIRST]


def test_text_that_looks_like_a_record_is_none() -> None:
    inner = line_of(Record("9-9", 9)).decode().strip()
    record = Record("1-2", 1, (Put("events", 1, raw({"text": inner})),))
    damaged = bytearray(line_of(record))
    damaged[1] ^= 1
    assert scan(bytes(damaged)).records == []


def test_a_record_of_another_shape_is_damage() -> None:
    body = json.dumps({"number": 1}).encode()
    line = line_of(FIRST)
    assert scan(b"@%08x %s\n" % (crc32(body), body) + line).records == [FIRST]
