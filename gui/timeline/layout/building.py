"""Briefs of events into columns: dates into seconds, titles into pixels, events into bands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.columns import MAX_TITLE_PX, Columns
from storage.brief import Brief
from storage.dates import DateError, Stretch, stretch
from storage.model import Category, Shape
from storage.plain_text import visible

# No row has room for more, and a font takes long to measure a hundred thousand letters.
LONGEST_TITLE = 600
# So many events are read between two reports of progress.
CHUNK = 2048
# Nobody looks through more bands; the events of the smallest share one.
MOST_BANDS = 1000
THE_REST = "…"

# Widths of titles in pixels, one each.
Measure = Callable[[Sequence[str]], NDArray[np.float32]]
Progress = Callable[[int], None]


class Grouping(StrEnum):
    """What the bands of a timeline stand for."""

    NONE = "none"
    CATEGORY = "category"
    PLACE = "place"
    SPEAKER = "speaker"
    SOURCE = "source"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Plan:
    """How events become columns.

    `sign_px` is added to each title's width. `band_order` names the bands to come first; with `keep_bands` all of them
    are there, in these places, even if no event is in them, so that columns match a layout made before.
    """

    categories: Sequence[Category]
    zone: str
    measure: Measure
    sign_px: float = 0.0
    grouping: Grouping = Grouping.NONE
    band_order: tuple[str, ...] = ()
    keep_bands: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """The columns of the events, those of the eras (events of a band category), and what each band stands for."""

    marks: Columns
    eras: Columns
    band_keys: tuple[str, ...]


def keys_of(brief: Brief, grouping: Grouping) -> tuple[str, ...]:
    """Return the bands that an event stands in: one for each of its speakers, say; "" for none of them."""
    match grouping:
        case Grouping.NONE:
            return ("",)
        case Grouping.CATEGORY:
            return (brief.category,)
        case Grouping.PLACE:
            return (brief.place,)
    many = {Grouping.SPEAKER: brief.speakers, Grouping.SOURCE: brief.sources, Grouping.TAG: brief.tags}[grouping]
    return tuple(dict.fromkeys(many)) or ("",)


def importance(brief: Brief) -> int:
    """Return 0 to 3: starred events show first, then those with more statements and sources."""
    if brief.starred:
        return 3
    weight = brief.statements + len(brief.sources)
    return 2 if weight >= 4 else 1 if weight >= 2 else 0


def build_columns(briefs: Iterable[Brief], plan: Plan, progress: Progress | None = None) -> Built:
    """Return the columns of some events; those with no bound at all have no place in time and are left out.

    Works through the briefs in chunks and tells `progress` how many are done; what that raises ends it. Titles are
    measured on one line, cut where no row could hold them, with what would steer their direction made visible.
    """
    reader = _Reader(plan)
    source = iter(briefs)
    done = 0
    while chunk := list(islice(source, CHUNK)):
        reader.read(chunk)
        done += len(chunk)
        if progress is not None:
            progress(done)
    marks, keys = _with_bands(*reader.marks.columns(), list(reader.keys), plan)
    return Built(marks, reader.eras.columns()[0], keys)


def on_one_line(title: str) -> str:
    """Return a title as it is drawn: one line, cut where no row could hold it, with control characters visible."""
    return " ".join(visible(title[:LONGEST_TITLE]).split())


class _Reader:
    """Turns chunks of briefs into rows of marks and of eras."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._index = {category.id: min(place, 0xFFFF) for place, category in enumerate(plan.categories)}
        self._era_ids = {category.id for category in plan.categories if category.shape is Shape.BAND}
        self.marks, self.eras = _Rows(plan.measure, plan.sign_px), _Rows(plan.measure, 0.0)
        self.keys: dict[str, int] = {"": 0} if plan.grouping is Grouping.NONE else {}

    def read(self, chunk: Sequence[Brief]) -> None:
        index, zone, none = self._index, self._plan.zone, min(len(self._index), 0xFFFF)
        grouping, keys = self._plan.grouping, self.keys
        for brief in chunk:
            is_era = brief.category in self._era_ids
            place = _place(brief.when, zone, is_era)
            if place is None:
                continue
            base = (brief.row, *place, index.get(brief.category, none), importance(brief))
            if is_era:
                self.eras.add(base, brief.title)
            elif grouping is Grouping.NONE:
                self.marks.add(base, brief.title)
            else:
                found = [keys.setdefault(key, len(keys)) for key in keys_of(brief, grouping)]
                self.marks.add(base, brief.title, *found)
        self.marks.settle()
        self.eras.settle()


def _place(when: str, zone: str, is_era: bool) -> Stretch | None:
    try:
        return stretch(when, zone, forever=is_era)
    except DateError:
        # Quick briefs take a row at its word.
        return None


_Base = tuple[int, int, int, int, int, int, int, int]
# What a row is made of while it is read; `title` counts within its chunk, `band` is the number of a key.
_FIELDS = ("row", "start_s", "end_s", "body", "start_edge", "end_edge", "category", "tier", "title", "band", "main")


@dataclass(slots=True)
class _Rows:
    """Rows of one chunk, and the arrays of those before."""

    measure: Measure
    sign_px: float
    _rows: list[tuple[int, ...]] = field(default_factory=list)
    _titles: list[str] = field(default_factory=list)
    _parts: list[tuple[Columns, NDArray[np.int32]]] = field(default_factory=list)

    def add(self, base: _Base, title: str, band: int = 0, *others: int) -> None:
        number = len(self._titles)
        self._rows.append((*base, number, band, True))
        for other in others:
            self._rows.append((*base, number, other, False))
        # A space too many only makes the bound wider.
        self._titles.append(title[:LONGEST_TITLE] if title.isascii() and title.isprintable() else on_one_line(title))

    def settle(self) -> None:
        """Turn the rows of this chunk into arrays."""
        if not self._rows:
            return
        table = dict(zip(_FIELDS, np.array(self._rows, np.int64).T, strict=True))
        widths = np.minimum(self.measure(self._titles), np.float32(MAX_TITLE_PX)) + np.float32(self.sign_px)
        title_px, band = widths[table.pop("title")], table.pop("band").astype(np.int32)
        kinds = {name: values.dtype for name, values in Columns.empty().to_arrays().items()}
        typed: dict[str, Any] = {name: values.astype(kinds[name]) for name, values in table.items()}
        no_band = np.zeros(len(band), np.uint16)
        self._parts.append((Columns(**typed, title_px=title_px.astype(np.float32), band=no_band), band))
        self._rows, self._titles = [], []

    def columns(self) -> tuple[Columns, NDArray[np.int32]]:
        """Return all rows in order, and the number of each one's key."""
        if not self._parts:
            return Columns.empty(), np.empty(0, np.int32)
        parts = [part.to_arrays() for part, _ in self._parts]
        whole: dict[str, Any] = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        band = np.concatenate([band for _, band in self._parts])
        order = np.lexsort((whole["row"], whole["end_s"], whole["start_s"]))
        return Columns(**whole).taken(order), band[order]


def _with_bands(
    columns: Columns, band: NDArray[np.int32], keys: Sequence[str], plan: Plan
) -> tuple[Columns, tuple[str, ...]]:
    """Number the bands in their order; the smallest of too many share one."""
    order = _ordered(band, keys, plan)
    if plan.keep_bands and THE_REST in plan.band_order:
        order = plan.band_order
    elif len(order) > MOST_BANDS:
        sizes = dict(zip(keys, np.bincount(band, minlength=len(keys)).tolist(), strict=True))
        largest = set(sorted(order, key=lambda key: -sizes.get(key, 0))[: MOST_BANDS - 1])
        order = (*(key for key in order if key in largest), THE_REST)
    number = {key: place for place, key in enumerate(order)}
    numbers = np.array([number.get(key, number.get(THE_REST, 0)) for key in keys], np.uint16)
    return replace(columns, band=numbers[band]) if len(band) else columns, order


def _ordered(band: NDArray[np.int32], keys: Sequence[str], plan: Plan) -> tuple[str, ...]:
    """Return the keys: the asked ones, then the story's categories, then by first appearance in time, none last."""
    present = set(keys)
    asked = [key for key in plan.band_order if plan.keep_bands or key in present]
    if plan.grouping is Grouping.CATEGORY:
        asked += [category.id for category in plan.categories if category.id in present]
    _, first = np.unique(band, return_index=True)
    by_time = [keys[number] for number in band[np.sort(first)]]
    return tuple(dict.fromkeys([*asked, *(key for key in by_time if key), *by_time]))
