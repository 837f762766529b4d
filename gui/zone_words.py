"""A time zone as a reader would name it."""

from __future__ import annotations

from storage.dates.calendar import local_from_utc

ZONE_PREFIX = "zone:"
"""What a second axis that shows another zone is called by, before the zone's name."""


def zone_in_words(zone: str, at_s: int) -> str:
    """Return "Damascus time (UTC+3)" for the offset in force at an instant (seconds since 1970)."""
    if zone in ("UTC", "Etc/UTC", ""):
        return "UTC"
    offset_s = local_from_utc(at_s, zone) - at_s
    hours, minutes = divmod(round(abs(offset_s) / 60), 60)
    sign = "−" if offset_s < 0 else "+"
    offset = f"UTC{sign}{hours}" + (f":{minutes:02d}" if minutes else "") if offset_s else "UTC"
    return f"{zone_place(zone)} time ({offset})"


def zone_place(zone: str) -> str:
    """Return what a zone is named after: "New York" for America/New_York."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")
