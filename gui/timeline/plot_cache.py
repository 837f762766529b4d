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
from itertools import accumulate
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from gui.settings import APP_NAME
from gui.timeline.layout.building import Plan
from gui.timeline.layout.columns import Columns
from gui.timeline.layout.laying import lay_out_eras
from gui.timeline.layout.placed import Layout
from gui.timeline.layout.plot import Plot
from gui.timeline.text_widths import TextWidths
from storage.disk import DISK, Disk

FORMAT = 1
MOST_BYTES = 200_000_000
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
        assert isinstance(plan.measure, TextWidths)
        parts = [FORMAT, fingerprint, plan.zone, [(one.id, one.shape) for one in plan.categories], plan.sign_px]
        parts += [plan.measure.identity, plan.grouping, plan.band_order]
        return self._folder / (hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:40] + SUFFIX)

    def _oldest(self) -> list[Path]:
        """Return what is too much beside the latest plots."""
        found = [(self._disk.stat(path), path) for path in self._folder.glob("*" + SUFFIX)]
        found.sort(key=lambda one: one[0].st_mtime_ns, reverse=True)
        sums = accumulate(stat.st_size for stat, _ in found)
        return [path for (_, path), held in zip(found[1:], list(sums)[1:], strict=True) if held > MOST_BYTES]


def _arrays(plot: Plot) -> dict[str, NDArray[Any]]:
    return {
        **{f"mark_{name}": values for name, values in plot.layout.to_arrays().items()},
        **{f"era_{name}": values for name, values in plot.eras.to_arrays().items()},
        "band_keys": np.frombuffer(json.dumps(plot.band_keys).encode("ascii"), np.uint8),
    }


def _plot(arrays: _Arrays, plan: Plan) -> Plot:
    band_keys = tuple(json.loads(arrays["band_keys"].tobytes()))
    layout, eras = Layout.from_arrays(_named(arrays, "mark_")), Columns.from_arrays(_named(arrays, "era_"))
    if len(band_keys) != len(layout.lane_counts):
        raise ValueError("the bands are not those of the layout")
    return Plot(plan, layout.columns, eras, band_keys, layout.lane_limit, layout, lay_out_eras(eras), True)


def _named(arrays: _Arrays, prefix: str) -> dict[str, NDArray[Any]]:
    return {name.removeprefix(prefix): values for name, values in arrays.items() if name.startswith(prefix)}
