"""Dates as sources give them: EDTF text, its bounds in whole seconds, and the words a reader would write."""

from storage.dates.bounds import Body, Bounds, Edge, Outline, bounds, known_bounds, outline, sort_key
from storage.dates.calendar import is_zone
from storage.dates.display import display, display_instant
from storage.dates.model import OPEN, UNKNOWN, Date, Grain, Kind, Part, Range
from storage.dates.parsing import parse
from storage.dates.stretch import BODIES, FOREVER_S, Stretch, is_date, stretch
from storage.dates.words import words_to_date
from storage.dates.writing import format_edtf
from storage.errors import DateError

__all__ = [
    "BODIES",
    "FOREVER_S",
    "OPEN",
    "UNKNOWN",
    "Body",
    "Bounds",
    "Date",
    "DateError",
    "Edge",
    "Grain",
    "Kind",
    "Outline",
    "Part",
    "Range",
    "Stretch",
    "bounds",
    "display",
    "display_instant",
    "format_edtf",
    "is_date",
    "is_zone",
    "known_bounds",
    "outline",
    "parse",
    "sort_key",
    "stretch",
    "words_to_date",
]
