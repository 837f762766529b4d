"""JSON is read strictly, and every refusal names the place."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import strict_json
from storage.errors import FormatError

# Both halves of a surrogate pair in a row would come back as one character.
TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.just("\ud800"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda members: st.lists(members) | st.dictionaries(TEXT, members),
)


def refusal(data: bytes) -> str:
    with pytest.raises(FormatError) as caught:
        strict_json.loads(data, "a.json")
    return str(caught.value)


@given(JSON)
def test_what_is_written_is_read_again(value: object) -> None:
    assert strict_json.loads(strict_json.dumps(value).encode("ascii"), "a.json") == value


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b'{"a": 1,\n "b": 2,\n "a": 3}', "a.json, line 3, column 2: the key 'a' is there twice."),
        (b'{"a": {"b": 1, "\\u0062": 2}}', "a.json, line 1, column 16: the key 'b' is there twice."),
        (
            b'["a", "a", {"k": "k", "l": ["k"]}, {"k": 1, "k": 2}]',
            "a.json, line 1, column 45: the key 'k' is there twice.",
        ),
        (b"[1,\n NaN]", "a.json, line 2, column 2: NaN is no number of JSON."),
        (b"[-Infinity]", "a.json, line 1, column 2: -Infinity is no number of JSON."),
        (b"[1, 1e999]", "a.json, line 1, column 5: the number '1e999' is too large."),
        (b"[" + b"9" * 5000 + b"]", "a.json, line 1, column 2: a number of more than 4000 digits."),
        (b"[" * 101 + b"]" * 101, "a.json, line 1, column 101: nested more than 100 deep."),
        (b'{"a": tru}', "a.json, line 1, column 7: this is not JSON (Expecting value)."),
        (b'{"a": 1} x', "a.json, line 1, column 10: something follows after the end of the JSON."),
        (b'{"a": [1,\n 2', "a.json is cut off: it ends in the middle, at line 2, column 3."),
        (b'{"a": "never clo', "a.json is cut off: it ends in the middle, at line 1, column 17."),
        (b'["a\nb"]', "a.json, line 1, column 4: this is not JSON (Invalid control character at)."),
        (b"", "a.json is empty: no story is in it."),
        (b"\xef\xbb\xbf \r\n", "a.json is empty: no story is in it."),
        (b'["\xff"]', "a.json is not UTF-8: byte 2 (0xff) belongs to no character."),
        (b'\xef\xbb\xbf["\xed\xa0\x80"]', "a.json is not UTF-8: byte 5 (0xed) belongs to no character."),
        ('{"a": 1}'.encode("utf-16"), "a.json is not UTF-8: at byte 0 stands the mark of UTF-16; save it as UTF-8."),
    ],
)
def test_a_refusal_names_the_place(data: bytes, place: str) -> None:
    assert refusal(data) == place


def test_nesting_to_the_limit_is_read() -> None:
    assert strict_json.loads(b"[" * 100 + b"]" * 100, "a.json")


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'[{"a":'])
def test_nesting_a_million_deep_is_refused_quickly(opening: bytes) -> None:
    start_s = time.perf_counter()
    assert "nested more than 100 deep" in refusal(opening * 1_000_000)
    assert time.perf_counter() - start_s < 2


def test_a_byte_order_mark_is_taken() -> None:
    assert strict_json.loads(b'\xef\xbb\xbf{"a": "\xc3\xa9"}', "a.json") == {"a": "é"}


def test_lone_surrogates_come_through() -> None:
    assert strict_json.loads(b'"\\ud800"', "a.json") == "\ud800"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, b"bytes"])
def test_what_json_cannot_hold_is_not_written(value: object) -> None:
    with pytest.raises(FormatError, match="cannot be written as JSON"):
        strict_json.dumps({"a": value})
