"""Whatever the damage, every row that it left alone is found, and what it touched is named."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.salvage import OUR_TABLES, Salvaged, salvage
from tests.conftest import story_document

Row = dict[str, Any]
SAID = {"id": "q", "stance": "asserts", "speaker": "Ada", "quote": 'He said: {"7": {}} “ja”'}
TITLES = ["Plain", "Brace } and { in it", 'Quote " and \\ in it', "Ärger in حمص", ""]


def story(events: int, sources: int = 3) -> dict[str, Any]:
    return story_document(
        [
            {"title": TITLES[n % 5] + str(n), "tags": ["a"] * (n % 3), "statements": [SAID] * (n % 3)}
            for n in range(events)
        ],
        [{"id": f"s{n}", "csl": {"title": f"Source {n}", "issued": {"date-parts": [[2024]]}}} for n in range(sources)],
    )


def documents(found: Salvaged, table: str) -> dict[int, Row]:
    return {number: json.loads(bytes(raw)) for number, raw in found.state.tables[table].items()}


def spans(data: bytes, document: dict[str, Any]) -> list[tuple[int, int, str, int]]:
    """Return where each row's `"ID": {...}` begins and ends."""
    found, at = [], 0
    for table, rows in document.items():
        for number, row in rows.items():
            text = f'"{number}": {json.dumps(row)}'.encode()
            start = data.index(text, at)
            at = start + len(text)
            found.append((start, at, table, int(number)))
    return found


def check_rows_outside(document: dict[str, Any], data: bytes, damaged: bytes, start: int, end: int) -> None:
    found = {table: list(documents(salvage(damaged), table).values()) for table in OUR_TABLES}
    for first, last, table, number in spans(data, document):
        if last <= start or first >= end:
            assert document[table][str(number)] in found[table]


WHOLE = story(6)
DATA = json.dumps(WHOLE).encode()


def test_a_whole_file_is_found_as_it_is() -> None:
    found = salvage(DATA)
    assert {table: documents(found, table) for table in OUR_TABLES} == {
        table: {int(number): row for number, row in rows.items()} for table, rows in WHOLE.items()
    }
    assert found.problems == [] and found.damaged == frozenset()


@pytest.mark.parametrize("layout", [{"indent": 2}, {"ensure_ascii": False}, {"separators": (",", ":")}])
def test_the_layout_of_the_file_does_not_matter(layout: dict[str, Any]) -> None:
    found = salvage(json.dumps(WHOLE, **layout).encode())
    assert list(documents(found, "events").values()) == list(WHOLE["events"].values())
    assert found.problems == []
    assert all(bytes(raw).isascii() and b"\n" not in bytes(raw) for raw in found.state.tables["events"].values())


def test_every_truncation_keeps_the_rows_before_it_and_says_so() -> None:
    for length in range(len(DATA)):
        check_rows_outside(WHOLE, DATA, DATA[:length], length, len(DATA))
        assert salvage(DATA[:length]).problems != []


def test_every_single_byte_may_be_lost() -> None:
    bytes_put = (b"", b"\0", b" ", b"}", b"{", b'"', b"\xff")
    for place in range(len(DATA)):
        for byte in (bytes_put[place % 7], bytes([DATA[place] ^ 1 << place % 8])):
            check_rows_outside(WHOLE, DATA, DATA[:place] + byte + DATA[place + 1 :], place, place + 1)


@given(st.data())
def test_rows_outside_a_damaged_stretch_are_all_found(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(DATA)))
    end = data.draw(st.integers(start, min(len(DATA), start + data.draw(st.sampled_from([1, 10, 600])))))
    garbage = st.one_of(
        st.binary(max_size=40),
        st.text('{}[]",: \\17', max_size=12).map(str.encode),
        st.sampled_from([bytes(end - start), DATA[100:700], b'"events": {', b'"5": {}, ', b'}}, "sources": {']),
    )
    check_rows_outside(WHOLE, DATA, DATA[:start] + data.draw(garbage) + DATA[end:], start, end)


@given(st.one_of(st.binary(max_size=300), st.text('{}[]",: 17id', max_size=60).map(str.encode)))
def test_no_bytes_at_all_make_it_fail(data: bytes) -> None:
    assert salvage(data).state.tables.keys() >= set(OUR_TABLES)


def test_a_damaged_row_is_kept_as_far_as_it_can_be_read() -> None:
    at = DATA.index(b'"tags"', DATA.index(b'"5": {"id"'))
    found = salvage(DATA[:at] + b"\xff\xff" + DATA[at + 2 :])
    assert documents(found, "events")[5]["title"] == WHOLE["events"]["5"]["title"]
    assert ("events", 5) in found.damaged
    assert any("row 5: only a part of it could be read: id, title, when" in str(each) for each in found.problems)


def test_a_damaged_character_is_shown_as_one() -> None:
    found = salvage(DATA.replace(b"Plain0", b"Pla\x00n0"))
    assert documents(found, "events")[1]["title"] == "Pla\ufffdn0"
    assert [str(each) for each in found.problems] == ["events row 1: some characters are damaged"]


def test_a_row_without_its_number_gets_a_new_one() -> None:
    found = salvage(DATA.replace(b'"2": {"id": "0', b'"\x01": {"id": "0'))
    assert documents(found, "events")[7] == WHOLE["events"]["2"]


def test_a_number_that_stands_twice_loses_nothing() -> None:
    found = salvage(DATA.replace(b'"3": {"id": "0', b'"2": {"id": "0'))
    events = documents(found, "events")
    assert (events[2], events[7]) == (WHOLE["events"]["3"], WHOLE["events"]["2"])
    assert "row 2 is there twice" in found.problems[0].message


def test_events_in_a_list_are_found() -> None:
    found = salvage(json.dumps(list(WHOLE["events"].values())).encode())
    assert list(documents(found, "events").values()) == list(WHOLE["events"].values())


@pytest.mark.parametrize("wrong", ["5", '"x"', "[1]", "null"])
def test_a_row_that_is_no_object_is_named(wrong: str) -> None:
    found = salvage(DATA.replace(b'"events": {', b'"events": {"9": %s, ' % wrong.encode()))
    assert len(found.state.tables["events"]) == 6
    assert "events row 9: must be an object, not" in str(found.problems[0])


def test_numbers_that_are_none_are_left_empty() -> None:
    found = salvage(DATA.replace(b'"tags": ["a"]', b'"tags": [NaN, 1e999]', 1))
    assert documents(found, "events")[2]["tags"] == [None, None]
    assert "NaN is no number" in found.problems[0].message


def test_what_nests_without_end_is_left_out() -> None:
    found = salvage(DATA.replace(b'"tags": ["a"]', b'"tags": ' + b"[" * 5000 + b"]" * 5000, 1))
    assert len(found.state.tables["events"]) == 6
    assert "tags" not in documents(found, "events")[2]


def test_tables_of_others_are_kept() -> None:
    found = salvage(b'{"notes": {"1": {"a": 1}}, "cache": [1, 2], ' + DATA[1:])
    assert documents(found, "notes") == {1: {"a": 1}}
    assert bytes(found.state.others["cache"]) == b"[1, 2]"
    assert found.problems == []


def test_utf_16_and_a_mark_of_utf_8_are_read() -> None:
    for text in (DATA.decode().encode("utf-16"), b"\xef\xbb\xbf" + DATA):
        assert len(salvage(text).state.tables["events"]) == 6
