"""How long time is on paper: "20 mm a day" read and written."""

from __future__ import annotations

import re
from functools import lru_cache

from storage.errors import TimelineError

YEAR_S = 31_556_952
_DAY_S = 86_400
_UNITS_S = {
    "s": 1,
    "second": 1,
    "min": 60,
    "minute": 60,
    "h": 3600,
    "hour": 3600,
    "d": _DAY_S,
    "day": _DAY_S,
    "week": 7 * _DAY_S,
    "month": YEAR_S / 12,
    "y": YEAR_S,
    "yr": YEAR_S,
    "year": YEAR_S,
    "decade": 10 * YEAR_S,
    "century": 100 * YEAR_S,
    "centurie": 100 * YEAR_S,
    "millennium": 1000 * YEAR_S,
    "millennia": 1000 * YEAR_S,
    "kyr": 1000 * YEAR_S,
    "myr": 10**6 * YEAR_S,
    "gyr": 10**9 * YEAR_S,
}
_WORDS = (
    (1, "second"),
    (60, "minute"),
    (3600, "hour"),
    (_DAY_S, "day"),
    (7 * _DAY_S, "week"),
    (YEAR_S / 12, "month"),
    (YEAR_S, "year"),
    (10 * YEAR_S, "10 years"),
    (100 * YEAR_S, "century"),
    (1000 * YEAR_S, "1,000 years"),
    (10**4 * YEAR_S, "10,000 years"),
    (10**5 * YEAR_S, "100,000 years"),
    (10**6 * YEAR_S, "million years"),
    (10**7 * YEAR_S, "10 million years"),
    (10**8 * YEAR_S, "100 million years"),
    (10**9 * YEAR_S, "billion years"),
)
_LEAST_MM = 3.0
_LENGTHS_MM = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": 25.4, "inch": 25.4, "inche": 25.4}
_MULTIPLES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_SCALE = re.compile(
    r"(\d{1,6}(?:\.\d{1,4})?)\s*(mm|cm|m|inches|inch|in)\s*(?:/|\b(?:a|an|per|each|every)\b|=)\s*"
    r"(?:(\d[\d,]{0,12}(?:\.\d{1,4})?)\s*)?(?:(thousand|million|billion)\s+)?([a-z]+)"
)


class ScaleError(TimelineError):
    """The text is no scale of time."""

    code = "scale"


def read_scale(text: str) -> float:
    """Return how many millimetres a second takes, of "20mm/day", "2 cm a day", "5 mm per 10 million years".

    Raises ScaleError for any other text.
    """
    found = _SCALE.fullmatch(" ".join(text.casefold().split()))
    if found:
        length, unit, count, multiple, word = found.groups()
        seconds = _UNITS_S.get(word) or _UNITS_S.get(word.removesuffix("s"))
        number = float(count.replace(",", "")) if count else 1.0
        if seconds and number and float(length):
            mm = float(length) * _LENGTHS_MM[unit.removesuffix("s")]
            return mm / (seconds * number * _MULTIPLES.get(multiple, 1))
    raise ScaleError(f"“{text[:40]}” is no scale: write it like 20mm/day or 5 cm per 10 years.")


def scale_words(mm_per_s: float) -> str:
    """Return a scale in the first unit of time that is some millimetres long: "20 mm a day"."""
    seconds, word = next((each for each in _WORDS if mm_per_s * each[0] >= _LEAST_MM), _WORDS[-1])
    mm = mm_per_s * seconds
    number = f"{mm:,.0f}" if mm >= 100 else f"{mm:.3g}"
    article = "per" if word[0].isdigit() or word.endswith("years") else "an" if word == "hour" else "a"
    return f"{number} mm {article} {word}"


@lru_cache(maxsize=16)
def scale_bar(mm_per_s: float, most_mm: float) -> tuple[float, str]:
    """Return the longest round stretch of time of at most so many millimetres, with its words: for a scale bar."""
    best = (0.0, "")
    for seconds, word in _WORDS:
        for count in (1, 2, 3, 5, 6, 12):
            mm = mm_per_s * seconds * count
            if best[0] < mm <= most_mm:
                best = mm, _counted(count, word)
    return best


def _counted(count: int, word: str) -> str:
    if count == 1:
        return word if word[0].isdigit() else f"1 {word}"
    head, _, rest = word.partition(" ")
    if head.replace(",", "").isdigit():
        total = count * int(head.replace(",", ""))
        if total > 1000 and rest == "million years":
            return f"{total / 1000:g} billion years"
        return f"{total:,} {rest}"
    plural = {"century": "centuries"}.get(word, word if word.endswith("s") else word + "s")
    return f"{count} {plural}"
