"""TinyDB over a journal: its calls, its file, and nothing written that did not change."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document

from storage.errors import FileError
from storage.journal import JournalDB
from storage.keeper import journal_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.json"


@pytest.fixture
def database(path: Path) -> Iterator[JournalDB]:
    with JournalDB(path) as made:
        yield made


def journal(path: Path) -> str:
    return journal_of(path).read_text()


def test_an_insert_is_on_the_disk_when_it_returns(database: JournalDB, path: Path) -> None:
    assert database.insert({"title": "Homs"}) == 1
    assert "Homs" in journal(path)
    assert json.loads(path.read_text()) == {}


def test_after_closing_stock_tinydb_opens_the_file(database: JournalDB, path: Path) -> None:
    database.table("events").insert_multiple([{"title": "حمص"}, {"title": "Homs"}])
    database.close()
    assert not journal_of(path).exists()
    with TinyDB(path) as stock:
        assert [row["title"] for row in stock.table("events")] == ["حمص", "Homs"]


def test_stock_tinydb_opens_the_file_under_a_locale_without_unicode(database: JournalDB, path: Path) -> None:
    database.insert({"title": "حمص"})
    database.close()
    script = f"from tinydb import TinyDB; print(ascii(TinyDB({str(path)!r}).all()[0]['title']))"
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == ascii("حمص"), done.stderr


def test_a_process_that_dies_has_lost_nothing(path: Path) -> None:
    database = JournalDB(path)
    database.insert({"title": "Homs"})
    database.storage.keeper.close(fold=False)
    with JournalDB(path) as again:
        assert again.get(where("title") == "Homs") is not None


def test_an_update_writes_only_the_rows_that_differ(database: JournalDB, path: Path) -> None:
    database.insert_multiple([{"n": 1}, {"n": 2}])
    before = len(journal(path))
    assert database.update({"n": 2}) == [1, 2]
    assert '"_default",1' in journal(path)[before:]
    assert '"_default",2' not in journal(path)[before:]


def test_an_update_that_changes_nothing_writes_nothing(database: JournalDB, path: Path) -> None:
    database.insert({"n": 1})
    before = journal(path)
    database.update({"n": 1})
    assert journal(path) == before


def test_an_update_that_fails_changes_nothing(database: JournalDB) -> None:
    database.insert({"n": 1})

    def fail(document: Any) -> None:
        document["n"] = 2
        raise ValueError

    with pytest.raises(ValueError):
        database.update(fail)
    assert database.all() == [{"n": 1}]


def test_an_id_is_not_given_twice(database: JournalDB) -> None:
    database.insert(Document({}, 7))
    with pytest.raises(ValueError, match="already exists"):
        database.insert(Document({}, 7))
    assert database.insert({}) == 8


def test_a_document_that_is_changed_afterwards_changes_nothing_in_the_table(database: JournalDB) -> None:
    document = {"tags": ["a"]}
    database.insert(document)
    document["tags"].append("b")
    database.all()[0]["tags"].append("c")
    assert database.all() == [{"tags": ["a"]}]


def test_a_table_may_be_changed_while_one_goes_through_it(database: JournalDB) -> None:
    database.insert_multiple({"n": number} for number in range(4))
    for document in database:
        database.remove(doc_ids=[document.doc_id])
    assert len(database) == 0


def test_rows_with_half_a_character_are_found_again(database: JournalDB, path: Path) -> None:
    database.insert({"title": "\ud83d"})
    database.close()
    with JournalDB(path) as again:
        assert again.all() == [{"title": "\ud83d"}]


def test_dropping_a_table_is_one_change(database: JournalDB) -> None:
    database.table("events").insert_multiple([{}, {}])
    before = database.storage.keeper.pending
    database.drop_table("events")
    assert database.tables() == set()
    assert database.storage.keeper.pending == before + 1


def test_a_file_that_cannot_be_made_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"cannot be created: there is no such file\.$"):
        JournalDB(tmp_path / "missing" / "a.json")
