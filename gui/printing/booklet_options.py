"""What a reader may choose about a booklet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from gui.printing.inks import InkMode


class Grouping(StrEnum):
    """Under what headings the events stand; AUTO takes the finest time that holds some events each."""

    AUTO = "auto"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    CENTURY = "century"
    CATEGORY = "category"


def _no_tiles() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class BookletOptions:
    """How a booklet is made.

    `text_pt` is the size of its body, 0 for one that suits the paper. `copies` maps the ids of sources to the text of
    their offline copies, for the appendix. `tiles` are the codes of the poster's sheets by the ids of events, where
    both come from one job. `printed_on` is the day in words, as it stands on the title page.
    """

    grouping: Grouping = Grouping.AUTO
    inks: InkMode = InkMode.COLOUR
    text_pt: float = 0.0
    has_contents: bool = True
    has_summary: bool = True
    has_bibliography: bool = True
    has_index: bool = True
    copies: Mapping[str, str] = field(default_factory=_no_tiles)
    tiles: Mapping[str, str] = field(default_factory=_no_tiles)
    printed_on: str = ""
