"""Stories of a size, and the same rows for plain TinyDB and SQLite: what the measurements of the storage work on."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from storage import codec
from storage.model import Event, Story
from storage.story_file import StoryFile, open_story
from tests.bench.figure import ROOT

EVENT_BYTES = 522
SIZES = (10_000, 100_000, 1_000_000)
# Beyond this plain TinyDB takes minutes.
MOST_FOR_TINYDB = 100_000


def words(size: int) -> str:
    """Return how a table calls a size: "10k", "1M"."""
    return f"{size / 1_000_000:g}M" if size >= 1_000_000 else f"{size / 1000:g}k"


def event(number: int) -> Event:
    """Return an event whose row is of the usual length."""
    return Event(
        f"00000000-0000-4000-8000-{number:012d}", f"Event {number}", _day(number), text="x" * 330, place="Homs"
    )


def _day(number: int) -> str:
    return f"{1000 + number % 1024}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"


def row(number: int) -> str:
    """Return an event as JSON, `EVENT_BYTES` long with the id of its row and the comma."""
    fixed = {"id": f"00000000-0000-4000-8000-{number:012d}", "title": f"Event {number}", "when": _day(number)}
    document = {**fixed, "place": "Homs", "tags": ["night", "prison"], "text": ""}
    missing = EVENT_BYTES - len(f', "{number}": {json.dumps(document)}')
    return json.dumps({**document, "text": "x" * missing})


def write_story(path: Path, size: int) -> Path:
    """Write a story of `size` events as TinyDB lays it out."""
    about = {"format": 1, "id": "00000000-0000-4000-8000-000000000000", "title": "A long story"}
    with path.open("w", encoding="ascii") as file:
        file.write(f'{{"about": {{"1": {json.dumps(about)}}}, "sources": {{}}, "events": {{')
        file.writelines(f'{", " if number > 1 else ""}"{number}": {row(number)}' for number in range(1, size + 1))
        file.write("}}")
    return path


def opened(story: Story, events: Iterable[Event]) -> StoryFile:
    """Return a story of these events, open to be read; its file has gone when this returns."""
    rows = {str(number): codec.event_to_row(event) for number, event in enumerate(events, start=1)}
    tables = {"about": {"1": codec.story_to_row(story)}, "events": rows, "sources": {}}
    with folder() as place:
        path = place / "story.timeline.json"
        path.write_text(json.dumps(tables), encoding="ascii")
        return open_story(path, read_only=True)


def write_sqlite(path: Path, size: int) -> Path:
    """Write the same rows to a table of SQLite."""
    database = sqlite(path)
    database.execute("create table events (row integer primary key, document text not null)")
    database.execute("begin")
    database.executemany("insert into events values (?, ?)", ((number, row(number)) for number in range(1, size + 1)))
    database.execute("commit")
    database.execute("pragma wal_checkpoint(truncate)")
    database.close()
    return path


def sqlite(path: Path) -> sqlite3.Connection:
    """Open a database that waits for the disk, as we do."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("pragma journal_mode=wal")
    database.execute("pragma synchronous=full")
    return database


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder on the disk for the stories of one measurement."""
    with TemporaryDirectory(prefix="bench-") as name:
        yield Path(name)


def in_new_process(function: Any, *arguments: object) -> Any:
    """Call a function in a fresh interpreter and return what it returns, by way of JSON."""
    call = f"from {function.__module__} import {function.__name__} as call; import json, sys; "
    call += "from pathlib import Path; print(json.dumps(call(*map(Path, sys.argv[1:]))))"
    command = [sys.executable, "-c", call, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)
