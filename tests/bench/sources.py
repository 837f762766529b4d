"""What entering sources costs: counting the words of a story, offering them for a keystroke, reading what is pasted."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from storage.importers import read_citation
from storage.model import Source
from storage.source_twins import SourceIndex
from storage.source_uses import count_uses, merging, rows_citing
from storage.story_file import StoryFile, open_story
from tests.bench.figure import Figure
from tests.bench.stories import folder, words

_SOURCES = 2000
_MANY = 100_000


def measure(sizes: Sequence[int]) -> list[Figure]:
    """Measure it on stories of these sizes."""
    figures = _keystrokes()
    for size in sizes:
        with folder() as place:
            figures += _story(_write(place / "story.timeline.json", size), size)
    return figures


def _keystrokes() -> list[Figure]:
    from gui.editor.completion import WordFinder

    offered = tuple(f"Speaker {number}" for number in range(_MANY))
    finder = WordFinder(lambda: offered)
    finder("")
    sources = tuple(Source(str(n), {"title": f"Report {n}", "URL": f"https://a.org/{n}"}) for n in range(_MANY))
    index = SourceIndex(sources)
    first_s = _seconds(lambda: index.texts)
    index.twin_of({"title": "A title to begin with"})
    order = [source.id for source in sources]
    record = '@article{{k{n}, title={{Der L{{\\"o}}we {n}}}, author={{M{{\\"u}}ller, Jan}}, year=2020}}\n'
    library = "".join(record.format(n=number) for number in range(1000))
    return [
        Figure("a keystroke among 100k words, no match", _seconds(lambda: finder("zzz")) * 1e3, "ms", 50),
        Figure(
            "a keystroke among 100k sources, no match", _seconds(lambda: index.find("zzz", order, 9)) * 1e3, "ms", 60
        ),
        Figure("  the first one", first_s * 1e3, "ms", 3000),
        Figure(
            "is a source in 100k already", _seconds(lambda: index.twin_of({"title": "No such title"})) * 1e3, "ms", 50
        ),
        Figure("read 1,000 entries of BibTeX", _seconds(lambda: read_citation(library)), "s", 4),
    ]


def _story(path: Path, size: int) -> list[Figure]:
    file = open_story(path)
    try:
        name = words(size)
        figures = [
            Figure(f"count the words of {name}", _seconds(lambda: _vocabulary(file)), "s", 3),
            Figure(f"count the uses of sources in {name}", _seconds(lambda: count_uses(file)), "s", 1 + size / 100_000),
        ]
        if size <= _MANY:
            figures.append(Figure(f"merge two sources of {name}", _seconds(lambda: _merge(file)), "s", 2))
        return figures
    finally:
        file.close()


def _vocabulary(file: StoryFile) -> None:
    file.tally().vocabulary(file.sources, file.story)


def _merge(file: StoryFile) -> None:
    kept, dropped = file.sources[:2]
    events = [event for row in rows_citing(file, dropped.id) if (event := file.event_in_row(row)) is not None]
    file.apply(list(merging(events, kept, dropped)), "Merge")


def _write(path: Path, size: int) -> Path:
    sources = {str(n): {"id": f"s{n}", "csl": {"title": f"Source {n}"}} for n in range(1, _SOURCES + 1)}
    about = {"format": 1, "id": "00000000-0000-4000-8000-000000000000", "title": "A long story"}
    with path.open("w", encoding="ascii") as file:
        file.write(f'{{"about": {{"1": {json.dumps(about)}}}, "sources": {json.dumps(sources)}, "events": {{')
        file.writelines(f'{", " if n > 1 else ""}"{n}": {json.dumps(_row(n))}' for n in range(1, size + 1))
        file.write("}}")
    return path


def _row(number: int) -> dict[str, object]:
    # Two sources are cited by one event in ten each.
    source = f"s{number % 10}" if number % 10 in (1, 2) else f"s{3 + number % (_SOURCES - 3)}"
    statement = {"id": "s", "stance": "asserts", "speaker": f"Speaker {number % 5000}", "role": f"Role {number % 50}"}
    return {
        "id": f"00000000-0000-4000-8000-{number:012d}",
        "title": f"Event {number}",
        "when": f"{1000 + number % 1024}-{number % 12 + 1:02d}",
        "place": f"Place {number % 700}",
        "tags": ["night", f"tag {number % 90}"],
        "statements": [{**statement, "source": source, "quote": "x" * 120}],
    }


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
