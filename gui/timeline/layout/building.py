"""Briefs of events into columns: dates into seconds, titles into pixels, events into bands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, compress, islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.columns import MAX_TITLE_PX, Columns
from gui.timeline.layout.many_dates import stretches
from storage.brief import Brief, Outline
from storage.model import Category, Shape
from storage.plain_text import visible

# No row has room for more, and a font takes long to measure a hundred thousand letters.
LONGEST_TITLE = 600
# So many events are read at a time.
CHUNK = 4096
# Nobody looks through more bands; the events of the smallest share one.
MOST_BANDS = 1000
THE_REST = "…"

# An event in short, which of the two ways it came.
Short = Brief | Outline
# Columns, and the number of the key of each entry's band.
_Part = tuple[Columns, NDArray[np.int32]]
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


def keys_of(brief: Short, grouping: Grouping) -> tuple[str, ...]:
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


def importance(brief: Short) -> int:
    """Return 0 to 3: starred events show first, then those with more statements and sources."""
    if brief.starred:
        return 3
    weight = brief.statements + len(brief.sources)
    return 2 if weight >= 4 else 1 if weight >= 2 else 0


def build_columns(briefs: Iterable[Short], plan: Plan) -> Built:
    """Return the columns of some events; those with no bound at all have no place in time and are left out.

    Titles are measured on one line, cut where no row could hold them, with what would steer their direction made
    visible.
    """
    source = iter(briefs)
    return build_in_turns(iter(lambda: list(islice(source, CHUNK)), []), plan)


def build_in_turns(chunks: Iterable[Sequence[Short]], plan: Plan, progress: Progress | None = None) -> Built:
    """Return the columns of events that come some thousands at a time.

    `progress` is told how many are done; what it raises ends the work.
    """
    reader, done = _Reader(plan), 0
    for chunk in chunks:
        reader.read(chunk)
        done += len(chunk)
        if progress is not None:
            progress(done)
    return reader.built()


def on_one_line(title: str) -> str:
    """Return a title as it is drawn: one line, cut where no row could hold it, with control characters visible."""
    return " ".join(visible(title[:LONGEST_TITLE]).split())


class _Reader:
    """Turns chunks of briefs into columns of marks and of eras."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._index = {category.id: min(place, 0xFFFF) for place, category in enumerate(plan.categories)}
        self._era_ids = {category.id for category in plan.categories if category.shape is Shape.BAND}
        self._marks: list[_Part] = []
        self._eras: list[_Part] = []
        self._keys: dict[str, int] = {"": 0} if plan.grouping is Grouping.NONE else {}

    def read(self, chunk: Sequence[Short]) -> None:
        """Take some more briefs."""
        era_ids, sign_px = self._era_ids, self._plan.sign_px
        eras = [brief for brief in chunk if brief.category in era_ids] if era_ids else []
        marks = [brief for brief in chunk if brief.category not in era_ids] if eras else chunk
        columns, shown = self._in_time(marks, sign_px, forever=False)
        self._marks.append(self._in_bands(columns, shown))
        if eras:
            columns, shown = self._in_time(eras, 0.0, forever=True)
            self._eras.append((columns, np.zeros(len(columns), np.int32)))

    def built(self) -> Built:
        """Return the columns of all that was read."""
        marks, keys = _with_bands(*_joined(self._marks), list(self._keys), self._plan)
        return Built(marks, _joined(self._eras)[0], keys)

    def _in_time(self, briefs: Sequence[Short], sign_px: float, *, forever: bool) -> tuple[Columns, Sequence[Short]]:
        """Return the columns of those that have a place in time, an entry for each, and these themselves."""
        n, none = len(briefs), min(len(self._index), 0xFFFF)
        found = stretches([brief.when for brief in briefs], self._plan.zone, forever=forever)
        columns = Columns(
            row=np.array([brief.row for brief in briefs], np.int32),
            start_s=found.start_s,
            end_s=found.end_s,
            body=found.body,
            start_edge=found.start_edge,
            end_edge=found.end_edge,
            category=np.array([self._index.get(brief.category, none) for brief in briefs], np.uint16),
            title_px=self._title_px([brief.title for brief in briefs], sign_px),
            tier=np.array([importance(brief) for brief in briefs], np.uint8),
            band=np.zeros(n, np.uint16),
            main=np.ones(n, bool),
        )
        if found.is_known.all():
            return columns, briefs
        return columns.taken(found.is_known), list(compress(briefs, found.is_known.tolist()))

    def _title_px(self, titles: Sequence[str], sign_px: float) -> NDArray[np.float32]:
        whole = "".join(titles)
        # A space too many only makes the bound wider.
        if not (whole.isascii() and whole.isprintable()):
            titles = [title if title.isascii() and title.isprintable() else on_one_line(title) for title in titles]
        widths = self._plan.measure([title[:LONGEST_TITLE] for title in titles])
        wide = np.minimum(widths, np.float32(MAX_TITLE_PX)) + np.float32(sign_px)
        return wide.astype(np.float32)

    def _in_bands(self, columns: Columns, briefs: Sequence[Short]) -> _Part:
        """Return an entry for each band of each brief, and the numbers of the bands' keys."""
        if self._plan.grouping is Grouping.NONE:
            return columns, np.zeros(len(columns), np.int32)
        keys, grouping = self._keys, self._plan.grouping
        found = [[keys.setdefault(key, len(keys)) for key in keys_of(brief, grouping)] for brief in briefs]
        counts = np.array([len(bands) for bands in found], np.int64)
        entries = np.repeat(np.arange(len(columns)), counts)
        is_main = np.zeros(len(entries), bool)
        is_main[np.cumsum(counts) - counts] = True
        bands = np.fromiter(chain.from_iterable(found), np.int32, len(entries))
        return replace(columns.taken(entries), main=is_main), bands


def _joined(parts: Sequence[_Part]) -> tuple[Columns, NDArray[np.int32]]:
    """Return all rows in order, and the number of each one's key."""
    if not parts:
        return Columns.empty(), np.empty(0, np.int32)
    arrays = [columns.to_arrays() for columns, _ in parts]
    whole: dict[str, Any] = {name: np.concatenate([one[name] for one in arrays]) for name in arrays[0]}
    band = np.concatenate([band for _, band in parts])
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
    first = np.full(len(keys), -1, np.int64)
    # Of all places of a number the first is written last.
    first[band[::-1]] = np.arange(len(band) - 1, -1, -1)
    by_time = [keys[number] for number in band[np.sort(first[first >= 0])]]
    return tuple(dict.fromkeys([*asked, *(key for key in by_time if key), *by_time]))
