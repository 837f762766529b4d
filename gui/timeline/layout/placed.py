"""Columns with their lanes, and what finds the entries of a view without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.columns import Columns
from gui.timeline.layout.counts import Chip, Ribbon, density
from gui.timeline.layout.inserting import ENTRY, ENTRY_BITS, GONE, Inserting, Spot, Standing
from gui.timeline.layout.lanes import FINEST_LEVEL, NO_LEVEL, Lanes
from gui.timeline.layout.levels import AtLevel, InOrders, counted_of
from gui.timeline.layout.ranks import Ranks
from gui.timeline.layout.scale import Scale
from gui.timeline.layout.splicing import Splice

# So many levels are kept ready, for zooming to and fro.
LEVELS_KEPT = 10
BANDS_KEPT = 16
FEWEST_LANES = 6

_OWN_TYPES: Mapping[str, tuple[type[np.generic], int]] = {
    "lane": (np.int32, 1),
    "level": (np.int8, 1),
    "lane_counts": (np.int64, 1),
    "lane_limit": (np.int64, 0),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """The n entries in their bands and lanes; nobody changes rows while the view moves.

    Band k has `lane_counts[k]` lanes and `band_counts[k]` events; its lanes follow those of the bands before it.
    Chips count the `counted` entries: one of each event, in a band that is not collapsed.
    `keys` are the entries in the order of lane and start: lane << 32 | entry, and `level_by_lane` their levels.
    Of `shown` (n,) those alone are to be seen and counted that have a one; None for all.
    """

    columns: Columns
    lanes: Lanes
    lane_limit: int
    lane_counts: NDArray[np.int64]
    band_counts: NDArray[np.int64]
    collapsed_bands: frozenset[int]
    counted: NDArray[np.bool_]
    keys: NDArray[np.int64]
    level_by_lane: NDArray[np.int8]
    by_end: NDArray[np.int32]
    first_of_row: NDArray[np.int32]
    shown: NDArray[np.bool_] | None = None
    _levels: OrderedDict[int, AtLevel] = field(default_factory=OrderedDict)
    _in_orders: list[InOrders] = field(default_factory=list)
    _bands: OrderedDict[int, Ranks] = field(default_factory=OrderedDict)

    @classmethod
    def of(
        cls, columns: Columns, lanes: Lanes, lane_limit: int, lane_counts: NDArray[np.int64], collapsed: Collection[int]
    ) -> Layout:
        """Return a layout of entries whose lanes are known."""
        keys = lanes.lane.astype(np.int64) << ENTRY_BITS
        keys |= np.arange(len(columns), dtype=np.int64)
        keys.sort(kind="stable")
        first_of_row = _first_of_row(columns.row)
        return cls(
            columns=columns,
            lanes=lanes,
            lane_limit=lane_limit,
            lane_counts=lane_counts,
            band_counts=np.bincount(columns.band, minlength=len(lane_counts)),
            collapsed_bands=frozenset(collapsed),
            counted=counted_of(columns, first_of_row, collapsed, None),
            keys=keys,
            level_by_lane=lanes.level[keys & ENTRY],
            by_end=np.argsort(columns.end_s, kind="stable").astype(np.int32),
            first_of_row=first_of_row,
        )

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], collapsed: Collection[int] = ()) -> Layout:
        """Return the layout that `to_arrays` gave; raises ValueError for anything that it would not give."""
        columns = Columns.from_arrays({name: array for name, array in arrays.items() if name not in _OWN_TYPES})
        own = {name: arrays[name] for name in _OWN_TYPES if name in arrays}
        for name, (kind, dimensions) in _OWN_TYPES.items():
            if name not in own or own[name].dtype != kind or own[name].ndim != dimensions:
                raise ValueError(f"the layout's {name} are not there as they should be")
        lane, level, counts = own["lane"], own["level"], own["lane_counts"]
        if len(lane) != len(columns) or len(level) != len(columns) or not len(counts) or (counts < 0).any():
            raise ValueError("the layout is not one of these columns")
        first_lane = np.concatenate(([0], np.cumsum(counts)))
        if columns.band.max(initial=0) >= len(counts) or ((level < FINEST_LEVEL) & (level != NO_LEVEL)).any():
            raise ValueError("the layout has a band or a level that is none")
        if (lane < first_lane[columns.band]).any() or (lane >= first_lane[columns.band + 1]).any():
            raise ValueError("the layout has an entry outside the lanes of its band")
        layout = cls.of(columns, Lanes(lane, level, int(counts.sum())), int(own["lane_limit"]), counts, collapsed)
        if layout._has_overlaps():
            raise ValueError("the layout has entries that overlap")
        return layout

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what the layout is made of by name, for `np.savez`; the rest is quickly made of it."""
        own: dict[str, NDArray[Any]] = {
            "lane": self.lanes.lane,
            "level": self.lanes.level,
            "lane_counts": self.lane_counts,
        }
        return {**self.columns.to_arrays(), **own, "lane_limit": np.array(self.lane_limit, np.int64)}

    @property
    def nbytes(self) -> int:
        """Return the bytes that columns, lanes and index take now."""
        arrays = [*self.columns.to_arrays().values(), self.lanes.lane, self.lanes.level]
        arrays += [self.keys, self.level_by_lane, self.by_end, self.first_of_row]
        levels = sum(one.nbytes for one in self._levels.values())
        arrays += [one.by_end for one in self._in_orders]
        arrays += [] if self.shown is None else [self.shown]
        return sum(array.nbytes for array in arrays) + levels + sum(one.nbytes for one in self._bands.values())

    def collapsed(self, bands: Collection[int]) -> Layout:
        """Return the layout with these bands collapsed; all rows stay."""
        shut = frozenset(bands)
        counted = counted_of(self.columns, self.first_of_row, shut, self.shown)
        return replace(self, collapsed_bands=shut, counted=counted, _levels=OrderedDict(), _in_orders=[])

    def showing(self, shown: NDArray[np.bool_] | None) -> Layout:
        """Return the layout of which only some entries are to be seen, by a mask (n,); None shows all.

        Nothing is laid out anew: what is not to be seen leaves its place empty.
        """
        if shown is None and self.shown is None:
            return self
        bands = self.columns.band if shown is None else self.columns.band[shown]
        return replace(
            self,
            shown=shown,
            counted=counted_of(self.columns, self.first_of_row, self.collapsed_bands, shown),
            band_counts=np.bincount(bands, minlength=len(self.lane_counts)),
            _levels=OrderedDict(),
            _in_orders=[],
            _bands=OrderedDict(),
        )

    @property
    def seen(self) -> Columns:
        """Return the columns of the entries that are to be seen."""
        return self.columns if self.shown is None else self.columns.taken(self.shown)

    @property
    def one_each(self) -> NDArray[np.bool_]:
        """Return a mask (n,) of one entry for each event that is to be seen, whatever is collapsed."""
        return counted_of(self.columns, self.first_of_row, (), self.shown)

    def place_of(self, row: int) -> int:
        """Return the first entry of an event by its row, or -1, as of one that is not to be seen."""
        first = int(self.first_of_row[row]) if 0 <= row < len(self.first_of_row) else -1
        if self.shown is None or first < 0 or self.shown[first]:
            return first
        return next(iter(self.places_of(row)), -1)

    def places_of(self, row: int) -> list[int]:
        """Return all entries of an event that are to be seen, by its row."""
        first = int(self.first_of_row[row]) if 0 <= row < len(self.first_of_row) else -1
        if first < 0:
            return []
        places: list[int] = [first] if self.columns.main.all() else self.columns.places_of([row]).tolist()
        return places if self.shown is None else [place for place in places if self.shown[place]]

    def at_level(self, level: int) -> AtLevel:
        """Return what shows at a level; a few levels are kept."""
        # Before anything has a lane, all levels are the same.
        wanted = max(level, FINEST_LEVEL) if self.lanes.count else FINEST_LEVEL
        return _kept(self._levels, wanted, LEVELS_KEPT, self._at_level)

    def behind(self, chip: Chip, level: int, shown: Collection[int] = ()) -> NDArray[np.int64]:
        """Return the entries that a chip of a frame stands for, in time; those `shown` for a reason left out."""
        inside = slice(chip.first, chip.last)
        found = np.flatnonzero(self.counted[inside] & (self.lanes.level[inside] < level)) + chip.first
        return found[~np.isin(found, np.asarray(list(shown), np.int64))] if len(shown) else found

    def band_density(self, band: int, scale: Scale, width_px: float) -> Ribbon:
        """Return how many entries of a band begin in each stretch of a view, for the header of a collapsed one."""
        shown = np.True_ if self.shown is None else self.shown
        ranks = _kept(self._bands, band, BANDS_KEPT, lambda number: Ranks((self.columns.band == number) & shown))
        return density(self.columns.start_s, ranks, scale, width_px)

    def ended_before(self, second: int) -> int:
        """Return how many entries have ended at an instant."""
        return bisect_right(self.by_end, second, key=lambda entry: int(self.columns.end_s[entry]))

    def any_between(self, ended: int, begun: int) -> bool:
        """Tell whether anything lies between, where so many entries have ended and so many begun."""
        if self.shown is None:
            return ended < begun
        return int(self.shown[self.by_end[:ended]].sum()) < int(self.shown[:begun].sum())

    def shown_between(self, level: int, from_s: int, to_s: int) -> int:
        """Return how many entries of open bands show at a level and reach into a stretch of time."""
        at_level = self.at_level(level)
        begun = int(np.searchsorted(self.columns.start_s, to_s, "right"))
        return at_level.by_start.between(0, begun) - at_level.by_end.between(0, self.ended_before(from_s))

    def changed(self, gone: Sequence[int] | NDArray[np.int64], new: Columns) -> Layout:
        """Return the layout without the entries `gone` and with new ones; all others keep their lanes and levels.

        A new entry of an event and band that are among those gone keeps its lane if it can. Meant for a few hundred
        changes: each new entry takes a few milliseconds, and each of more than that is better laid out anew.
        """
        out = np.unique(np.asarray(gone, np.int64))
        first_lane, lane_counts = self._with_bands(int(new.band.max(initial=0)) + 1)
        level = self.lanes.level.copy()
        level[out] = GONE
        by_lane = self.level_by_lane.copy()
        gone_keys = np.sort((self.lanes.lane[out].astype(np.int64) << ENTRY_BITS) | out)
        by_lane[np.searchsorted(self.keys, gone_keys)] = GONE
        limit = band_limit(self.lane_limit, len(lane_counts))
        standing = Standing(self.columns, self.lanes.lane, level, self.keys, by_lane, first_lane, limit)
        inserting = Inserting(standing, new)
        wishes = {
            (int(self.columns.row[entry]), int(self.columns.band[entry])): Spot(
                int(self.lanes.lane[entry] - first_lane[self.columns.band[entry]]), int(self.lanes.level[entry])
            )
            for entry in out.tolist()
        }
        rows = zip(new.row.tolist(), new.band.tolist(), strict=True)
        spots = [inserting.place(entry, wishes.get(key)) for entry, key in enumerate(rows)]
        return self._spliced(out, new, spots, lane_counts, standing)

    def _with_bands(self, count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        lane_counts = np.zeros(max(count, len(self.lane_counts)), np.int64)
        lane_counts[: len(self.lane_counts)] = self.lane_counts
        return np.concatenate(([0], np.cumsum(lane_counts))), lane_counts

    def _spliced(
        self,
        out: NDArray[np.int64],
        new: Columns,
        spots: list[Spot],
        lane_counts: NDArray[np.int64],
        standing: Standing,
    ) -> Layout:
        own_lane = np.array([spot.lane for spot in spots], np.int64)
        own_level = np.array([spot.level for spot in spots], np.int8)
        np.maximum.at(lane_counts, new.band, own_lane + 1)
        for band in np.unique(self.columns.band[out]).tolist():
            lane_counts[band] = self._lanes_left(band, standing, own_lane[new.band == band], int(lane_counts[band]))
        first_lane = np.concatenate(([0], np.cumsum(lane_counts)))
        shift = (first_lane - standing.first_lane)[:-1]
        lane = self.lanes.lane
        splice = Splice(len(self.columns), out, places_among(self.columns, new))
        old_number, new_number = splice.numbers()
        entry = self.keys & ENTRY
        keys = self.keys - entry
        keys += old_number.take(entry)
        if shift.any():
            lane = (lane + shift[self.columns.band]).astype(np.int32)
            keys += shift[self.columns.band[entry]] << ENTRY_BITS
        new_lane = own_lane + first_lane[new.band]
        gone_at = np.flatnonzero(standing.level_by_lane == GONE)
        new_keys = (new_lane << ENTRY_BITS) | new_number
        order = np.argsort(new_keys)
        # The gone first: a band that lost lanes has the next one's lanes there, out of order.
        kept_keys, kept_levels = np.delete(keys, gone_at), np.delete(self.level_by_lane, gone_at)
        at = np.searchsorted(kept_keys, new_keys[order])
        columns = spliced(self.columns, splice, new)
        return Layout(
            columns=columns,
            lanes=Lanes(splice(lane, new_lane), splice(self.lanes.level, own_level), int(lane_counts.sum())),
            lane_limit=self.lane_limit,
            lane_counts=lane_counts,
            band_counts=np.bincount(columns.band, minlength=len(lane_counts)),
            collapsed_bands=self.collapsed_bands,
            counted=counted_of(columns, first_of_row := _first_of_row(columns.row), self.collapsed_bands, None),
            keys=np.insert(kept_keys, at, new_keys[order]),
            level_by_lane=np.insert(kept_levels, at, own_level[order]),
            by_end=self._by_end(out, new, old_number, new_number),
            first_of_row=first_of_row,
        )

    def _lanes_left(self, band: int, standing: Standing, new_lanes: NDArray[np.int64], count: int) -> int:
        """Return how many lanes a band has without empty ones at its end."""
        first = int(standing.first_lane[band])
        while count and count - 1 not in new_lanes:
            begin, end = np.searchsorted(self.keys, np.array([first + count - 1, first + count]) << ENTRY_BITS)
            if (standing.level_by_lane[begin:end] != GONE).any():
                break
            count -= 1
        return count

    def _by_end(
        self, out: NDArray[np.int64], new: Columns, old_number: NDArray[np.int32], new_number: NDArray[np.int64]
    ) -> NDArray[np.int32]:
        end_s = self.columns.end_s
        order = np.argsort(new.end_s, kind="stable")
        at = [bisect_right(self.by_end, second, key=lambda entry: int(end_s[entry])) for second in new.end_s[order]]
        gone_at = np.sort(np.array([self._place_by_end(entry) for entry in out.tolist()], np.int64))
        splice = Splice(len(end_s), gone_at, np.array(at, np.int64))
        found: NDArray[np.int32] = splice(old_number.take(self.by_end), new_number[order])
        return found

    def _has_overlaps(self) -> bool:
        keys = self.keys[self.level_by_lane != NO_LEVEL]
        entries, lane = keys & ENTRY, keys >> ENTRY_BITS
        start_s, end_s = self.columns.start_s[entries], self.columns.end_s[entries]
        return bool(((lane[1:] == lane[:-1]) & (end_s[:-1] > start_s[1:])).any())

    def _place_by_end(self, entry: int) -> int:
        end_s = int(self.columns.end_s[entry])
        first = bisect_left(self.by_end, end_s, key=lambda entry: int(self.columns.end_s[entry]))
        last = self.ended_before(end_s)
        return first + int(np.argmax(self.by_end[first:last] == entry))

    def _at_level(self, level: int) -> AtLevel:
        if not self._in_orders:
            by_lane = self.level_by_lane, self.keys if self.shown is None else self.keys & ENTRY
            level_of, shut = self.lanes.level, self.collapsed_bands
            made = InOrders.of(self.columns, level_of, by_lane, self.by_end, shut, self.counted, self.shown)
            self._in_orders.append(made)
        return self._in_orders[0].at(level)


def band_limit(lane_limit: int, band_count: int) -> int:
    """Return how many lanes each of some bands fills before it has lanes below."""
    return max(FEWEST_LANES, lane_limit // band_count) if band_count > 1 else lane_limit


def _first_of_row(row: NDArray[np.int32]) -> NDArray[np.int32]:
    found = np.full(int(row.max(initial=-1)) + 1, -1, np.int32)
    found[row[::-1]] = np.arange(len(row) - 1, -1, -1, dtype=np.int32)
    return found


def spliced(columns: Columns, splice: Splice, new: Columns) -> Columns:
    """Return columns with a change made: some entries out, new ones in."""
    return Columns(**{name: splice(values, getattr(new, name)) for name, values in columns.to_arrays().items()})


def places_among(columns: Columns, new: Columns) -> NDArray[np.int64]:
    """Return before which entries new ones stand in the order of start, end and row."""
    first = np.searchsorted(columns.start_s, new.start_s, "left").tolist()
    last = np.searchsorted(columns.start_s, new.start_s, "right").tolist()
    ends_rows = zip(new.end_s.tolist(), new.row.tolist(), strict=True)
    places = [
        bisect_left(
            range(high), pair, low, high, key=lambda place: (int(columns.end_s[place]), int(columns.row[place]))
        )
        for low, high, pair in zip(first, last, ends_rows, strict=True)
    ]
    return np.array(places, np.int64)


_Value = TypeVar("_Value")


def _kept(kept: OrderedDict[int, _Value], key: int, most: int, make: Callable[[int], _Value]) -> _Value:
    """Return what is kept under a key, made if need be; of more than `most` the one asked for longest ago goes."""
    if key not in kept:
        kept[key] = make(key)
        if len(kept) > most:
            kept.popitem(last=False)
    kept.move_to_end(key)
    return kept[key]
