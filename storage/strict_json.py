"""Reads JSON (RFC 8259) strictly: no NaN, no key twice, no endless nesting. Every refusal names the place."""

from __future__ import annotations

import json
import math
import re
from itertools import chain
from typing import Any, NoReturn

from storage.dates.quoting import quoted
from storage.errors import FormatError

MAX_DEPTH = 100
MAX_DIGITS = 4000

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],:]|[^\s"{}\[\],:]+', re.DOTALL)
_INTEGER = re.compile(r"-?\d+")


class _RefusedError(Exception):
    """JSON that we do not take. Where it stands is looked for afterwards."""


def loads(data: bytes, name: str) -> Any:
    """Return the value that the bytes hold; `name` is what a refusal calls them.

    Takes UTF-8 with or without a byte order mark. Raises FormatError.
    """
    text = _decoded(data, name)
    if not text.strip(" \t\r\n"):
        raise FormatError(f"{name} is empty: no story is in it.")
    try:
        value = _decoder.decode(text)
        # Most texts have too few brackets to nest too deeply.
        if text.count("{") + text.count("[") > MAX_DEPTH:
            _check_depth(value)
    except json.JSONDecodeError as error:
        raise _syntax_error(error, text, name) from None
    except (_RefusedError, RecursionError):
        position, fault = _find_fault(text)
        raise FormatError(f"{name}, {_place(text, position)}: {fault}.") from None
    return value


def dumps(value: Any) -> str:
    """Return the value as JSON in ASCII, which every locale reads alike.

    Raises FormatError for what JSON has no form for (NaN, a set, ...).
    """
    try:
        return _encoder.encode(value)
    except (TypeError, ValueError, RecursionError) as error:
        raise FormatError(f"This cannot be written as JSON: {error}.") from None


def _decoded(data: bytes, name: str) -> str:
    if data.startswith(_UTF16):
        raise FormatError(f"{name} is not UTF-8: at byte 0 stands the mark of UTF-16; save it as UTF-8.")
    start = len(_BOM) if data.startswith(_BOM) else 0
    try:
        return data[start:].decode("utf-8")
    except UnicodeDecodeError as error:
        offset = start + error.start
        shown = f"byte {offset} (0x{data[offset]:02x})"
        raise FormatError(f"{name} is not UTF-8: {shown} belongs to no character.") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RefusedError
    return found


def _refuse(_constant: str) -> NoReturn:
    raise _RefusedError


def _float(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise _RefusedError
    return value


def _integer(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise _RefusedError
    return int(text)


# Made once: making them takes as long as reading a row.
_decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse, parse_float=_float, parse_int=_integer)
_encoder = json.JSONEncoder(allow_nan=False)


def _check_depth(value: Any) -> None:
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(MAX_DEPTH):
        members = chain.from_iterable(box.values() if type(box) is dict else box for box in level)
        level = [member for member in members if type(member) is dict or type(member) is list]
        if not level:
            return
    raise _RefusedError


def _find_fault(text: str) -> tuple[int, str]:
    """Return where the text stops being JSON that we take, and what is wrong there."""
    keys: list[set[str] | None] = []
    previous = ""
    for match in _TOKEN.finditer(text):
        token = match[0]
        fault = ""
        if token in ("{", "["):
            keys.append(set() if token == "{" else None)
            fault = f"nested more than {MAX_DEPTH} deep" if len(keys) > MAX_DEPTH else ""
        elif token in ("}", "]"):
            del keys[-1:]
        elif token[0] == '"' and previous in ("{", ",") and keys and keys[-1] is not None:
            fault = _twin_fault(token, keys[-1])
        elif token[0] not in '",:':
            fault = _word_fault(token)
        if fault:
            return match.start(), fault
        previous = token
    return 0, "it holds something that cannot be read"


def _twin_fault(token: str, keys: set[str]) -> str:
    key = json.loads(token, strict=False)
    if key in keys:
        return f"the key {quoted(key)} is there twice"
    keys.add(key)
    return ""


def _word_fault(token: str) -> str:
    if token in ("true", "false", "null"):
        return ""
    if _INTEGER.fullmatch(token):
        return f"a number of more than {MAX_DIGITS} digits" if len(token) > MAX_DIGITS else ""
    if token in ("NaN", "Infinity", "-Infinity"):
        return f"{token} is no number of JSON"
    return f"the number {quoted(token)} is too large" if math.isinf(float(token)) else ""


def _syntax_error(error: json.JSONDecodeError, text: str, name: str) -> FormatError:
    position = error.pos
    if not text[position:].strip(" \t\r\n") or error.msg.startswith("Unterminated string"):
        return FormatError(f"{name} is cut off: it ends in the middle, at {_place(text, len(text.rstrip()))}.")
    if error.msg == "Extra data":
        return FormatError(f"{name}, {_place(text, position)}: something follows after the end of the JSON.")
    return FormatError(f"{name}, {_place(text, position)}: this is not JSON ({error.msg}).")


def _place(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return f"line {line}, column {column}"
