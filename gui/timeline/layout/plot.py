"""A whole story as numbers: all its columns, those of them that a filter lets through, and where these are drawn."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.building import Built, Plan, Short, build_columns, build_in_turns
from gui.timeline.layout.columns import Columns
from gui.timeline.layout.laying import lay_out, lay_out_eras, unplaced
from gui.timeline.layout.placed import Layout, places_among, spliced
from gui.timeline.layout.splicing import Splice

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Plot:
    """The story's marks and eras, and the layouts of those that are drawn.

    Each operation returns another plot. Until `has_lanes` all marks stand in the density and the chips alone. Where
    `is_sample` they are but some of the story's events, which stand for all.
    """

    plan: Plan
    marks: Columns
    eras: Columns
    band_keys: tuple[str, ...]
    lane_limit: int
    layout: Layout
    era_layout: Layout
    has_lanes: bool
    is_sample: bool = False

    @classmethod
    def read(cls, briefs: Iterable[Short], plan: Plan) -> Plot:
        """Read briefs into columns."""
        return cls._of(build_columns(briefs, plan), plan)

    @classmethod
    def read_in_turns(
        cls, chunks: Iterable[Sequence[Short]], plan: Plan, progress: Callable[[int], None] | None = None
    ) -> Plot:
        """Read briefs that come many at a time; `progress` hears how many are done, and what it raises ends it."""
        return cls._of(build_in_turns(chunks, plan, progress), plan)

    @classmethod
    def _of(cls, built: Built, plan: Plan) -> Plot:
        bare = unplaced(built.marks, len(built.band_keys))
        # Whoever reads a large story does so beside the window, which then has less to do for its first picture.
        bare.at_level(0)
        return cls(plan, built.marks, built.eras, built.band_keys, 0, bare, lay_out_eras(built.eras), False)

    def laid_out(
        self,
        lane_limit: int,
        rows: Sequence[int] | None = None,
        shut: Collection[int] = (),
        progress: Progress | None = None,
    ) -> Plot:
        """Lay out the events of these rows (None: all) anew, with so many lanes and these bands collapsed."""
        marks, eras = _those(self.marks, rows), _those(self.eras, rows)
        layout = lay_out(
            marks, lane_limit, band_count=len(self.band_keys), collapsed=frozenset(shut), progress=progress
        )
        return replace(self, lane_limit=lane_limit, layout=layout, era_layout=lay_out_eras(eras), has_lanes=True)

    def changed(
        self, rows: Sequence[int], briefs: Iterable[Short], lets_through: Callable[[int], bool] | None = None
    ) -> Plot | None:
        """Take the events of some rows anew while all others keep their places; None where that cannot be.

        `briefs` are those of the rows that are still there; `lets_through` tells whether a filter shows a row.
        """
        built = build_columns(briefs, replace(self.plan, band_order=self.band_keys, keep_bands=True))
        if built.band_keys != self.band_keys or len(built.eras) or len(self.eras.places_of(rows)):
            return None
        new = built.marks
        if not self.has_lanes:
            splice = Splice(len(self.marks), self.marks.places_of(rows), places_among(self.marks, new))
            marks = spliced(self.marks, splice, new)
            return replace(self, marks=marks, layout=unplaced(marks, len(self.band_keys)))
        if not self.is_narrowed:
            layout = self.layout.changed(self.marks.places_of(rows), new)
            return replace(self, marks=layout.columns, layout=layout)
        shown = new if lets_through is None else new.taken(np.array([lets_through(int(row)) for row in new.row], bool))
        layout = self.layout.changed(self.layout.columns.places_of(rows), shown)
        splice = Splice(len(self.marks), self.marks.places_of(rows), places_among(self.marks, new))
        return replace(self, marks=spliced(self.marks, splice, new), layout=layout)

    def collapsed(self, bands: Collection[int]) -> Plot:
        """Shut these bands, and open all others."""
        return replace(self, layout=self.layout.collapsed(frozenset(bands)))

    def showing(self, marks: NDArray[np.bool_] | None, eras: NDArray[np.bool_] | None) -> Plot:
        """Let only some entries be seen, each in its place: masks of the layouts' entries and eras, None for all."""
        return replace(self, layout=self.layout.showing(marks), era_layout=self.era_layout.showing(eras))

    @property
    def is_narrowed(self) -> bool:
        """Tell whether a filter holds events back."""
        return self.layout.columns is not self.marks

    @property
    def rows_in_time(self) -> NDArray[np.int32]:
        """Return the rows of all events and eras in the order of time, each once."""
        is_main = self.marks.main
        starts, rows = self.marks.start_s, self.marks.row
        if not is_main.all():
            starts, rows = starts[is_main], rows[is_main]
        return np.insert(rows, np.searchsorted(starts, self.eras.start_s), self.eras.row)


def _those(columns: Columns, rows: Sequence[int] | None) -> Columns:
    return columns if rows is None else columns.taken(np.isin(columns.row, np.asarray(rows, np.int32)))
