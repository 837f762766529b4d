"""How the axis words what begins at a tick."""

from __future__ import annotations

SECONDS_PER_DAY = 86_400
FAR_YEARS = 100_000
"""From here on years are counted as "years ago", as dates in words are; nearer ones as BC and AD."""

_LARGE = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_MOST_DECIMALS = 1000
MINUS, DOT = "−", "·"


def clock_label(local_s: int, *, seconds: bool) -> str:
    """Return what a clock shows at a local second: "18:05", or "18:05:09" with seconds."""
    minutes, second = divmod(local_s % SECONDS_PER_DAY, 60)
    text = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{text}:{second:02d}" if seconds else text


def year_label(year: int) -> str:
    """Return an astronomical year as it is written: "2024", "AD 1", "44 BC", "20,000 BC", "AD 12,024"."""
    if year <= 0:
        return f"{_grouped(1 - year)} BC"
    return str(year) if 100 <= year <= 9999 else f"AD {_grouped(year)}"


def _grouped(year: int) -> str:
    return f"{year:,}" if year > 9999 else str(year)


def ago_label(year: int, step: int) -> str:
    """Return how far a round year is from ours: "66 million", "4.5 billion", "500,000", "now".

    `step` is what lies between two labels, in years: it decides on the unit, so that three decimals tell them apart.
    """
    size = abs(year)
    if not size:
        return "now"
    for unit, word in _LARGE:
        if size >= unit and (step * _MOST_DECIMALS >= unit or unit == _LARGE[-1][0]):
            whole, rest = divmod(size, unit)
            # Digit by digit: a float has too few of them for what begins with thousands of millions.
            decimals = f".{rest:0{len(str(unit)) - 1}d}".rstrip("0").rstrip(".")
            return f"{_grouped(whole)}{decimals} {word}"
    return f"{size:,}"


def millions_label(year: int, length: int) -> str:
    """Return the stretch of `length` years (some millions) from a year on: "67–66 million years ago"."""
    first, last = (f"{abs(end) // 10**6:,}" for end in (year, year + length))
    return f"{first}–{last} million years {'ago' if year < 0 else 'from now'}"


def decade_label(year: int, era: str) -> str:
    """Return the decade that begins with a year: "2010s", "50s BC", "1440s AH", and the short ones around year 1."""
    if year <= 0:
        decade = (1 - year) // 10 * 10
        return f"{_grouped(decade)}s {era}" if decade else f"9–1 {era}"
    if year < 10:
        return f"1–9 {era}" if era else "AD 1–9"
    if year < 100 and not era:
        return f"AD {year}s"
    return f"{_grouped(year)}s {era}".rstrip()


def span_label(word: str, length: int, year: int, era: str) -> str:
    """Return the century or millennium that begins with a year that ends in 1: "21st century", "1st century BC"."""
    number = (year - 1) // length + 1
    return f"{_ordinal(number if number > 0 else 1 - number)} {word} {era}".rstrip()


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def change_label(before_s: int, after_s: int) -> str:
    """Return what happens to clocks where the offset from UTC changes: "clocks back 1 h · UTC+1"."""
    way = "forward" if after_s > before_s else "back"
    return f"clocks {way} {_length(abs(after_s - before_s))} {DOT} {offset_label(after_s)}"


def _length(seconds: int) -> str:
    parts = ((seconds // 3600, "h"), (seconds // 60 % 60, "min"), (seconds % 60, "s"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count)


def offset_label(offset_s: int) -> str:
    """Return an offset in force: "UTC", "UTC+5:30", "UTC−0:01:15"."""
    if not offset_s:
        return "UTC"
    hours, rest = divmod(abs(offset_s), 3600)
    text = f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if rest % 60 else f"{hours}:{rest // 60:02d}" if rest else hours
    return f"UTC{MINUS if offset_s < 0 else '+'}{text}"
