"""Reads the fields of one row, collects what is wrong with them and keeps what it cannot read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

from storage.dates.quoting import quoted
from storage.model import NOT_SHOWN, Extra, Problem
from storage.quoting import kind_of

T = TypeVar("T")

_NOTHING: Extra = MappingProxyType({})
_ONLY_TEXT = frozenset({str})


class RowReader:
    """One row, or one object within a row.

    A field that cannot be read becomes a problem, its default is used and the raw value is kept, so that
    it goes back to the file as it was. Where nothing can be shown without the field, `failed` is set.
    Stories of 100,000 events pass through here: the common case of every method is a few C calls.
    """

    __slots__ = ("_kept", "_number", "_parent", "failed", "noun", "problems", "row", "row_id", "table")

    def __init__(self, row: Mapping[str, Any], noun: str, table: str = "", row_id: str = "") -> None:
        self.row = row
        self.noun = noun
        self.table = table
        self.row_id = row_id
        self.problems: list[Problem] = []
        self.failed = False
        self._kept: dict[str, Any] | None = None
        self._parent: RowReader | None = None
        self._number = 0

    @property
    def place(self) -> str:
        """Return where the object is in its row: "statement 2: figure 1", or "" for the row itself."""
        if self._parent is None:
            return ""
        own = f"{self.noun} {self._number}" if self._number else self.noun
        return f"{self._parent.place}: {own}" if self._parent.place else own

    def report(self, key: str, message: str, code: str = "bad-value") -> None:
        """Add a problem of the field `key` ("" for the whole object)."""
        place = ": ".join(filter(None, (self.place, key)))
        self.problems.append(Problem(self.table, self.row_id, place, message, code))

    def fail(self, key: str, message: str, code: str = "bad-value") -> None:
        """Add a problem that leaves the whole object out."""
        self.failed = True
        self.report(key, f"{message}; this {self.noun} {NOT_SHOWN}", code)

    def ignore(self, key: str, message: str, code: str = "bad-value") -> None:
        """Add a problem of a field and keep the raw value for the way back."""
        self.report(key, message, code)
        self._keep(key)

    def text(self, key: str) -> str:
        """Return a text, or "" where there is none."""
        value = self.row.get(key, "")
        if type(value) is str:
            return value
        self.ignore(key, f"must be text, not {kind_of(value)}", "bad-type")
        return ""

    def plain(self, keys: Sequence[str]) -> list[str]:
        """Return several texts, each "" where there is none."""
        get = self.row.get
        values = [get(key, "") for key in keys]
        if _ONLY_TEXT.issuperset(map(type, values)):
            return values
        return [self.text(key) for key in keys]

    def expected(self, key: str) -> str:
        """Return a text; report where there is none."""
        value = self.text(key)
        if not value and not (self._kept and key in self._kept):
            self.report(key, "is missing or empty", "missing")
        return value

    def needed(self, key: str) -> str:
        """Return a text; fail where there is none."""
        value = self.row.get(key, "")
        if type(value) is not str:
            self.fail(key, f"must be text, not {kind_of(value)}", "bad-type")
            return ""
        if not value:
            self.fail(key, "is missing or empty", "missing")
        return value

    def flag(self, key: str) -> bool:
        """Return true or false, false where there is none."""
        value = self.row.get(key, False)
        if type(value) is bool:
            return value
        self.ignore(key, f"must be true or false, not {kind_of(value)}", "bad-type")
        return False

    def number(self, key: str) -> int | float | None:
        """Return a number, or None where there is none."""
        if key not in self.row:
            return None
        value = self.row[key]
        if type(value) is int or type(value) is float:
            return value
        self.ignore(key, f"must be a number, not {kind_of(value)}", "bad-type")
        return None

    def choice(self, key: str, choices: Mapping[str, T], default: T) -> T:
        """Return what a word stands for; the default where there is none or an unknown one."""
        word = self.text(key)
        if not word:
            return default
        found = choices.get(word)
        if found is None:
            self.ignore(key, f"{quoted(word)} is none of {', '.join(choices)}", "unknown-value")
            return default
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; members that are no text are left out."""
        members = self._list(key)
        if _ONLY_TEXT.issuperset(map(type, members)):
            return tuple(members)
        number, wrong = next((number, member) for number, member in enumerate(members, 1) if type(member) is not str)
        self.ignore(key, f"member {number} must be text, not {kind_of(wrong)}", "bad-type")
        return tuple(member for member in members if type(member) is str)

    def members(self, key: str, noun: str, read: Callable[[RowReader], T | None]) -> tuple[T, ...]:
        """Return a list of objects; members that cannot be read are left out."""
        values: list[T] = []
        for number, member in enumerate(self._list(key), 1):
            value = self._member(member, noun, number, read)
            if value is None:
                self._keep(key)
            else:
                values.append(value)
        return tuple(values)

    def single(self, key: str, read: Callable[[RowReader], T | None]) -> T | None:
        """Return the object of a field, or None where there is none or it cannot be read."""
        if key not in self.row:
            return None
        value = self._member(self.row[key], key, 0, read)
        if value is None:
            self._keep(key)
        return value

    def extra(self, known: frozenset[str]) -> Extra:
        """Return the unknown keys and what could not be read of the known ones."""
        if not self._kept and self.row.keys() <= known:
            return _NOTHING
        unknown = {key: field for key, field in self.row.items() if key not in known}
        return MappingProxyType(unknown | (self._kept or {}))

    def _keep(self, key: str) -> None:
        if self._kept is None:
            self._kept = {}
        self._kept[key] = self.row[key]

    def _list(self, key: str) -> Sequence[Any]:
        members = self.row.get(key, ())
        if type(members) is list or members == ():
            return members  # type: ignore[no-any-return]
        self.ignore(key, f"must be a list, not {kind_of(members)}", "bad-type")
        return ()

    def _member(self, member: Any, noun: str, number: int, read: Callable[[RowReader], T | None]) -> T | None:
        reader = RowReader(member, noun, self.table, self.row_id)
        reader.problems = self.problems
        reader._parent = self
        reader._number = number
        if type(member) is dict:
            return read(reader)
        reader.fail("", f"must be an object, not {kind_of(member)}", "bad-type")
        return None
