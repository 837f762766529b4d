"""Plots of large stories, kept in the user's cache folder so that they are there at once the next time.

A plot is an .npz archive behind its CRC-32 (four bytes, little-endian), named by what it was made of: the file's
fingerprint, the plan, and the version of this format. Whatever is stale has another name; what is damaged is made anew.
Nothing is lost with the folder.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from gui.settings import APP_NAME
from gui.timeline.layout.building import Plan
from gui.timeline.layout.columns import Columns
from gui.timeline.layout.lanes import Lanes
from gui.timeline.layout.laying import lay_out_eras
from gui.timeline.layout.placed import Layout
from gui.timeline.layout.plot import Plot
from storage.disk import DISK, Disk

FORMAT = 1
MOST_PLOTS = 12
SUFFIX = ".plot"
_Arrays = Mapping[str, NDArray[Any]]


class PlotCache:
    """Keeps the latest plots in a folder; what cannot be read or written there does not matter."""

    def __init__(self, folder: Path | None = None, disk: Disk = DISK) -> None:
        self._folder = folder or user_cache_path(APP_NAME, appauthor=False) / "plots"
        self._disk = disk

    def load(self, fingerprint: str, plan: Plan) -> Plot | None:
        """Return the plot of a story's content, laid out with no band collapsed; None where there is none."""
        try:
            data = self._disk.read(self._path(fingerprint, plan))
            # The archive's own sums are only looked at where an array is read to its end.
            if int.from_bytes(data[:4], "little") != crc32(data[4:]):
                return None
            with np.load(io.BytesIO(data[4:]), allow_pickle=False) as arrays:
                return _plot(dict(arrays), plan)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None

    def save(self, fingerprint: str, plot: Plot) -> None:
        """Keep a plot, and forget the oldest ones."""
        content = io.BytesIO()
        np.savez(content, allow_pickle=False, **_arrays(plot))
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            data = content.getvalue()
            self._disk.replace_whole(self._path(fingerprint, plot.plan), (crc32(data).to_bytes(4, "little"), data))
            for path in self._oldest():
                self._disk.remove(path)
        except OSError:
            return

    def _path(self, fingerprint: str, plan: Plan) -> Path:
        parts = [FORMAT, fingerprint, plan.zone, [(one.id, one.shape) for one in plan.categories], plan.sign_px]
        parts += [getattr(plan.measure, "identity", ""), plan.grouping, plan.band_order]
        return self._folder / (hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:40] + SUFFIX)

    def _oldest(self) -> list[Path]:
        found = sorted(self._folder.glob("*" + SUFFIX), key=lambda path: self._disk.stat(path).st_mtime_ns)
        return found[:-MOST_PLOTS]


def _arrays(plot: Plot) -> dict[str, NDArray[Any]]:
    lanes = plot.layout.lanes
    words = json.dumps([plot.lane_limit, lanes.count, plot.layout.lane_counts.tolist(), plot.band_keys]).encode("ascii")
    return {
        **{f"mark_{name}": values for name, values in plot.marks.to_arrays().items()},
        **{f"era_{name}": values for name, values in plot.eras.to_arrays().items()},
        "lane": lanes.lane,
        "level": lanes.level,
        "words": np.frombuffer(words, np.uint8),
    }


def _plot(arrays: _Arrays, plan: Plan) -> Plot:
    lane_limit, count, lane_counts, band_keys = json.loads(arrays["words"].tobytes())
    marks, eras = _columns(arrays, "mark_"), _columns(arrays, "era_")
    lane, level = arrays["lane"], arrays["level"]
    fits = lane.shape == level.shape == (len(marks),) and lane.dtype == np.int32 and level.dtype == np.int8
    if not fits or sum(lane_counts) != count or len(lane_counts) != len(band_keys) or not _are_below(lane, count):
        raise ValueError("the lanes are not those of the columns")
    lanes = Lanes(lane, level, count)
    layout = Layout.of(marks, lanes, lane_limit, np.array(lane_counts, np.int64), ())
    return Plot(plan, marks, eras, tuple(band_keys), lane_limit, layout, lay_out_eras(eras), True)


def _are_below(lane: NDArray[np.int32], count: int) -> bool:
    return not len(lane) or (int(lane.min()) >= 0 and int(lane.max()) < count)


def _columns(arrays: _Arrays, prefix: str) -> Columns:
    return Columns.from_arrays(
        {name.removeprefix(prefix): values for name, values in arrays.items() if name.startswith(prefix)}
    )
