"""Thousands of random calls come out as with stock TinyDB on a file of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from tinydb import TinyDB, where
from tinydb.operations import add, decrement, delete, increment, subtract
from tinydb.operations import set as set_field
from tinydb.queries import Query, QueryLike
from tinydb.table import Document, Table

from storage.disk import DISK
from storage.journal import JournalDB
from tests.faults.disks import HastyDisk

TABLES = ("_default", "events", "حمص")
WORDS = ("one", "two", "Homs", "حمص", "", "a\nb")


def run(folder: Path, seed: int, rounds: int) -> str:
    """Make `rounds` random calls on both and compare what they return and what they leave."""
    rng = Random(seed)
    ours, stock = folder / "ours.json", folder / "stock.json"
    twins = _open(ours, stock)
    counts: dict[str, int] = {}
    for number in range(rounds):
        if rng.random() < 0.01:
            for one in twins:
                one.close()
            _see_that_stock_tinydb_finds_the_same(ours, stock)
            twins = _open(ours, stock)
        call = rng.choice(CALLS)
        counts[call.__name__] = counts.get(call.__name__, 0) + 1
        table = rng.choice(TABLES)
        state = rng.getstate()
        results = []
        for database in twins:
            rng.setstate(state)
            results.append(_result(call, database, database.table(table), rng))
        assert results[0] == results[1], (seed, number, call.__name__, results)
        if rng.random() < 0.1:
            assert _rows(twins[0]) == _rows(twins[1]), (seed, number, call.__name__)
    for one in twins:
        one.close()
    _see_that_stock_tinydb_finds_the_same(ours, stock)
    return f"{rounds} calls of {len(counts)} kinds, all as with stock TinyDB"


def _open(ours: Path, stock: Path) -> tuple[TinyDB, TinyDB]:
    return JournalDB(ours, disk=HastyDisk() if ours.exists() else DISK), TinyDB(stock)


def _see_that_stock_tinydb_finds_the_same(ours: Path, stock: Path) -> None:
    json.loads(ours.read_text(encoding="ascii"))
    with TinyDB(ours) as one, TinyDB(stock) as other:
        assert _rows(one) == _rows(other)


def _rows(database: TinyDB) -> dict[str, Any]:
    """Return all rows by table and id; a table without rows may be there or not."""
    found = {}
    for name in database.tables():
        rows = {document.doc_id: dict(document) for document in database.table(name)}
        if rows:
            found[name] = rows
    return found


def _result(call: Callable[[TinyDB, Table, Random], Any], database: TinyDB, table: Table, rng: Random) -> Any:
    """Return what a call returns or raises; of rows only which they are, as their order is nobody's promise."""
    try:
        found = call(database, table, rng)
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        return type(error)
    if isinstance(found, Document):
        return [found.doc_id, dict(found)]
    if isinstance(found, list) and found and isinstance(found[0], Document):
        return sorted(([one.doc_id, dict(one)] for one in found), key=str)
    return sorted(found) if isinstance(found, (list, set)) and all(type(one) is int for one in found) else found


def _document(rng: Random) -> dict[str, Any]:
    values: dict[str, Any] = {"n": rng.randrange(6), "word": rng.choice(WORDS)}
    if rng.random() < 0.5:
        values["tags"] = rng.choices(WORDS, k=rng.randrange(3))
    if rng.random() < 0.3:
        values["in"] = {"x": rng.randrange(3), "all": [{"y": rng.randrange(3)} for _ in range(rng.randrange(3))]}
    if rng.random() < 0.1:
        values["odd"] = rng.choice((None, 1.5, True, 10**30, {}, [[]], "\ud83d"))
    return values


def _query(rng: Random) -> QueryLike:
    number, word = rng.randrange(6), rng.choice(WORDS)
    some: Any = rng.choice(
        (
            where("n") == number,
            where("n") != number,
            where("n") > number,
            where("n") <= number,
            where("n").one_of([number, 1]),
            where("n").test(_is_odd),
            where("word") == word,
            where("word").matches("[a-t]+"),
            where("word").search("o"),
            where("tags").any([word, "one"]),
            where("tags").all([word]),
            where("tags").exists(),
            where("in").x == 1,
            where("in")["all"].any(where("y") == 2),
            where("in")["all"].all(where("y") == 1),
            where("tags").map(len) == 2,
            Query().fragment({"n": number, "word": word}),
            Query().noop(),
        )
    )
    kind = rng.random()
    if kind < 0.15:
        some &= where("n") < 4
    elif kind < 0.3:
        some |= where("word") == "Homs"
    either: QueryLike = ~some if kind < 0.4 else some
    return either


def _is_odd(number: Any) -> bool:
    return bool(number % 2 == 1)


def _ids(table: Table, rng: Random) -> list[int]:
    known = sorted(document.doc_id for document in table)
    return rng.sample(known, min(len(known), rng.randrange(1, 4))) if known else []


def _insert(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.insert(_document(rng))


def _insert_at(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.insert(Document(_document(rng), rng.randrange(1, 60)))


def _insert_many(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.insert_multiple(_document(rng) for _ in range(rng.randrange(5)))


def _insert_what_is_no_document(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.insert(rng.choice(([], "x", {"a": {1, 2}}, {"a": object})))  # type: ignore[arg-type]


def _update(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.update({"n": rng.randrange(6), "new": rng.choice(WORDS)}, _query(rng))


def _update_all(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.update({"seen": rng.randrange(3)})


def _update_ids(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.update({"by": "id"}, doc_ids=_ids(table, rng))


def _update_missing_id(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.update({"by": "id"}, doc_ids=[10**6])


def _update_by_operation(_: TinyDB, table: Table, rng: Random) -> Any:
    operations = (
        increment("n"),
        decrement("n"),
        add("n", 2),
        subtract("n", 1),
        set_field("word", "set"),
        delete("tags"),
    )
    return table.update(rng.choice(operations), _query(rng))


def _update_by_function(_: TinyDB, table: Table, rng: Random) -> Any:
    def change(document: Any) -> None:
        document["word"] = str(document["n"]) + str(document.get("word", ""))[:20]

    return table.update(change, _query(rng))


def _update_that_fails(_: TinyDB, table: Table, rng: Random) -> Any:
    def fail(document: Any) -> None:
        document["n"] = 99
        raise ValueError

    return table.update(fail, _query(rng))


def _update_many(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.update_multiple([({"n": 1}, _query(rng)), (increment("n"), _query(rng))])


def _upsert(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.upsert(_document(rng), where("n") == rng.randrange(8))


def _upsert_at(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.upsert(Document(_document(rng), rng.randrange(1, 60)))


def _remove(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.remove(_query(rng) & (where("n") == rng.randrange(6)))


def _remove_ids(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.remove(doc_ids=_ids(table, rng))


def _remove_missing_id(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.remove(doc_ids=[*_ids(table, rng), 10**6])


def _truncate(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.truncate() if rng.random() < 0.2 else None


def _drop_table(database: TinyDB, table: Table, rng: Random) -> Any:
    return database.drop_table(table.name) if rng.random() < 0.3 else None


def _drop_tables(database: TinyDB, _: Table, rng: Random) -> Any:
    return database.drop_tables() if rng.random() < 0.1 else None


def _search(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.search(_query(rng))


def _get(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.get(where("n") == rng.randrange(8)) is None


def _get_by_id(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.get(doc_id=rng.randrange(60))


def _get_by_ids(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.get(doc_ids=rng.sample(range(60), 5))


def _contains(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.contains(_query(rng)), table.contains(doc_id=rng.randrange(60))


def _count(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.count(_query(rng)), len(table)


def _all(_: TinyDB, table: Table, rng: Random) -> Any:
    return table.all()


def _go_through_while_removing(_: TinyDB, table: Table, rng: Random) -> Any:
    seen, which = 0, rng.randrange(4)
    for document in table:
        seen += 1
        if document.doc_id % 4 == which:
            table.remove(doc_ids=[document.doc_id])
    return seen


def _tables(database: TinyDB, _: Table, rng: Random) -> Any:
    return sorted(name for name in database.tables() if len(database.table(name)))


def _fresh_table(database: TinyDB, table: Table, rng: Random) -> Any:
    return len(database.table(table.name, cache_size=rng.choice((0, 1, 10))))


CALLS: tuple[Callable[[TinyDB, Table, Random], Any], ...] = (
    *[_insert, _insert_many, _insert_at] * 3,
    *[_update, _update_by_operation, _update_by_function, _upsert, _search, _search] * 2,
    *(_insert_what_is_no_document, _update_all, _update_ids, _update_missing_id, _update_that_fails, _update_many),
    *(_upsert_at, _remove, _remove_ids, _remove_missing_id, _truncate, _drop_table, _drop_tables),
    *(_get, _get_by_id, _get_by_ids, _contains, _count, _all, _go_through_while_removing, _tables, _fresh_table),
)
