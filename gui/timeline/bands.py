"""What the rows are grouped by, and which bands are shut: as a reader asks for it, and as it is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from gui.timeline.band_names import GROUPING_WORDS
from gui.timeline.layout.building import Grouping
from gui.timeline.plotting import Arrangement, Plotting


class Bands(QObject):
    """Arranges the plot's bands; `grouped` carries what rows are grouped by from now on: its name, and in words."""

    grouped = Signal(str, str)

    def __init__(self, plotting: Plotting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plotting = plotting
        self._told = Grouping.NONE
        plotting.plotted.connect(self._tell)

    @property
    def grouping(self) -> str:
        """Return what rows are grouped by, "none" for nothing."""
        return self._arrangement.grouping.value

    def group_by(self, name: str) -> None:
        """Group the rows into bands, or not at all ("none")."""
        self._plotting.arrange(Arrangement(Grouping(name)))

    def toggle(self, band: int) -> None:
        """Shut an open band, open a shut one."""
        self._plotting.arrange(replace(self._arrangement, shut=self._arrangement.shut ^ {self._keys[band]}))

    def toggle_all(self) -> None:
        """Shut all bands; open them where all are shut."""
        if self._arrangement.grouping is not Grouping.NONE:
            keys = frozenset(self._keys)
            shut = frozenset[str]() if self._arrangement.shut >= keys else keys
            self._plotting.arrange(replace(self._arrangement, shut=shut))

    def move(self, band: int, to: int) -> None:
        """Put a band into another place among the others."""
        keys = [*self._keys]
        keys.insert(to, keys.pop(band))
        self._plotting.arrange(replace(self._arrangement, band_order=tuple(keys)))

    def state(self) -> dict[str, Any]:
        """Return the arrangement as a value that JSON can hold."""
        arranged = self._arrangement
        shut, order = sorted(arranged.shut), [*arranged.band_order]
        return {"grouping": arranged.grouping.value, "bands": order, "shut": shut}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Arrange the bands as `state` told; what makes no sense is left out."""
        name, order, shut = (state.get(key) for key in ("grouping", "bands", "shut"))
        found = Arrangement()
        if name in list(Grouping):
            found = Arrangement(Grouping(name), tuple(_texts(order)), frozenset(_texts(shut)))
        if found != self._arrangement:
            self._plotting.arrange(found)

    @property
    def _arrangement(self) -> Arrangement:
        return self._plotting.arrangement

    @property
    def _keys(self) -> tuple[str, ...]:
        return self._plotting.plot.band_keys

    def _tell(self) -> None:
        grouping = self._arrangement.grouping
        if grouping is not self._told:
            self._told = grouping
            self.grouped.emit(grouping.value, f"Rows grouped by: {GROUPING_WORDS[grouping].lower()}")


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
