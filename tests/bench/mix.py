"""A realistic mix of events: points and spans, heavy clustering, a few that are very long."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.columns import Columns
from storage.dates import BODIES, Body

DAY_S = 86_400
YEAR_S = 31_556_952
# From 1800 to 2025; most of it in a few hundred crowded stretches.
FIRST_S, LAST_S = -5_364_662_400, 1_735_689_600
CLUSTERS = 300
CATEGORIES = (
    ("talks", "Talks", "indigo", "triangle"),
    ("front", "Fighting", "red", "circle"),
    ("law", "Law", "teal", "square"),
    ("aid", "Aid", "olive", "hexagon"),
    ("era", "Eras", "slate", "band"),
)
PLACES = ("Homs", "Hama", "Aleppo", "Damascus", "Idlib", "Geneva", "New York", "")
SPEAKERS = ("Ada", "Bassel", "Carla", "Dima", "Emil", "Farah")
WORDS = ("talks", "council", "convoy", "ceasefire", "road", "hospital", "minister", "the", "of", "after", "reopens")


@dataclass(frozen=True, slots=True)
class Mix:
    """n events in the order of their rows: arrays of shape (n,), whole seconds; a point has no length."""

    start_s: NDArray[np.int64]
    length_s: NDArray[np.int64]
    title_letters: NDArray[np.int64]
    category: NDArray[np.int64]
    starred: NDArray[np.bool_]
    statements: NDArray[np.int64]


def make(n: int, seed: int = 4) -> Mix:
    """Return a mix: 70 % points, 29 % spans of an hour to two years, 1 % of decades; the same for a seed."""
    dice = np.random.default_rng(seed)
    centres = dice.uniform(FIRST_S, LAST_S, CLUSTERS)
    widths = np.exp(dice.uniform(np.log(DAY_S), np.log(2 * YEAR_S), CLUSTERS))
    crowd = np.minimum(dice.zipf(1.3, n) - 1, CLUSTERS - 1)
    start = centres[crowd] + dice.standard_normal(n) * widths[crowd]
    alone = dice.random(n) < 0.15
    start[alone] = dice.uniform(FIRST_S, LAST_S, int(alone.sum()))
    kind = dice.random(n)
    length = np.where(kind < 0.7, 0.0, np.exp(dice.uniform(np.log(3600), np.log(2 * YEAR_S), n)))
    length = np.where(kind >= 0.99, dice.uniform(10 * YEAR_S, 60 * YEAR_S, n), length)
    return Mix(
        start_s=np.clip(start, FIRST_S, LAST_S).astype(np.int64),
        length_s=length.astype(np.int64),
        title_letters=dice.integers(8, 70, n),
        category=dice.integers(0, len(CATEGORIES) - 1, n),
        starred=dice.random(n) < 0.01,
        statements=np.minimum(dice.geometric(0.5, n) - 1, 8),
    )


def columns(mix: Mix, band_count: int = 1) -> Columns:
    """Return the columns of a mix, its events spread over some bands."""
    n = len(mix.start_s)
    end_s = mix.start_s + np.maximum(mix.length_s, 1)
    order = np.lexsort((np.arange(n), end_s, mix.start_s))
    is_point = mix.length_s == 0
    body = np.where(is_point, BODIES.index(Body.INSTANT), BODIES.index(Body.LASTING))
    edges = np.zeros(n, np.uint8)
    title_px = np.minimum(mix.title_letters * 6.4, 300.0) + 14.0
    tier = np.where(mix.starred, 3, np.where(mix.statements >= 4, 2, mix.statements >= 2))
    row = np.arange(n)
    return Columns(
        row=row.astype(np.int32),
        start_s=mix.start_s,
        end_s=end_s,
        body=body.astype(np.uint8),
        start_edge=edges,
        end_edge=edges,
        category=mix.category.astype(np.uint16),
        title_px=title_px.astype(np.float32),
        tier=tier.astype(np.uint8),
        band=(row % band_count).astype(np.uint16),
        main=np.ones(n, bool),
    ).taken(order)


def write_story(path: Path, n: int, seed: int = 4) -> Path:
    """Write a mix as a story, as TinyDB lays it out, with words for titles and quotes for statements."""
    names = ("id", "name", "colour", "shape")
    about = {
        "format": 1,
        "id": "00000000-0000-4000-8000-000000000000",
        "title": "A crowded story",
        "categories": [dict(zip(names, one, strict=True)) for one in CATEGORIES],
    }
    with path.open("w", encoding="ascii") as file:
        file.write(f'{{"about": {{"1": {json.dumps(about)}}}, "sources": {{}}, "events": {{')
        rows = enumerate(_rows(make(n, seed), seed), start=1)
        file.writelines(f'{", " if number > 1 else ""}"{number}": {json.dumps(row)}' for number, row in rows)
        file.write("}}")
    return path


def _rows(mix: Mix, seed: int) -> Iterator[dict[str, object]]:
    letters = np.random.default_rng(seed).integers(0, len(WORDS), (len(mix.start_s), 14)).tolist()
    for number, start_s in enumerate(mix.start_s.tolist()):
        words = " ".join(WORDS[word] for word in letters[number])
        row: dict[str, object] = {
            "id": f"00000000-0000-4000-8000-{number:012d}",
            "title": words[: int(mix.title_letters[number])].strip().capitalize(),
            "when": _when(start_s, int(mix.length_s[number])),
            "place": PLACES[number % len(PLACES)],
            "category": CATEGORIES[int(mix.category[number])][0],
            "text": words,
        }
        if mix.starred[number]:
            row["starred"] = True
        if mix.statements[number]:
            row["statements"] = [
                {"id": f"s{place}", "stance": "asserts", "speaker": SPEAKERS[(number + place) % 6], "quote": words}
                for place in range(int(mix.statements[number]))
            ]
        yield row


def _when(start_s: int, length_s: int) -> str:
    """Return an instant, or a span in as fine a precision as one would write it."""
    if length_s == 0:
        return _written(start_s, "%Y-%m-%dT%H:%M:%SZ")
    form = "%Y-%m-%dT%H:%MZ" if length_s < 3 * DAY_S else "%Y-%m-%d" if length_s < 2 * YEAR_S else "%Y"
    return f"{_written(start_s, form)}/{_written(start_s + length_s, form)}"


def _written(instant_s: int, form: str) -> str:
    return datetime.fromtimestamp(instant_s, UTC).strftime(form)
