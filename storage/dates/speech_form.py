"""What people say around dates beside what is displayed: vague and relative words, as a table: its form.

`{}` stands for a date, a number or a weekday. Words are read without their accents.
"""

from __future__ import annotations

from dataclasses import dataclass

# (template, first and last part, number of parts): "early {}" is the first of three.
Vague = tuple[str, int, int, int]


@dataclass(frozen=True, slots=True)
class Speech:
    """The words of a language.

    `parts` are times of day that EDTF has no word for, `days` whole words with the days they lie from the day that
    they are counted from, `spans` weeks, months and years from that one, `counts` so many units before (-1) or after
    it, `weekdays` templates with "last", "this" or "next",
    `moments` parts of a day so many days from it, in English.
    """

    vague: tuple[Vague, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    nights: tuple[str, ...] = ()
    days: tuple[tuple[str, int], ...] = ()
    spans: tuple[tuple[str, str, int], ...] = ()
    counts: tuple[tuple[str, str, int], ...] = ()
    weekdays: tuple[tuple[str, str], ...] = ()
    moments: tuple[tuple[str, int, str], ...] = ()
    about: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    from_to: tuple[str, ...] = ()
    decades: tuple[str, ...] = ()
    centuries: tuple[str, ...] = ()
    # Forms that the CLDR does not have: "у грудні", "минулої суботи".
    month_forms: tuple[tuple[str, int], ...] = ()
    weekday_forms: tuple[tuple[str, int], ...] = ()
    leading: tuple[str, ...] = ()


def vague(early: str, mid: str, late: str) -> tuple[Vague, ...]:
    """Lay out templates for the three thirds, each a text of templates between bars."""
    thirds = enumerate((early, mid, late))
    return tuple((template, part, part, 3) for part, texts in thirds for template in texts.split("|"))


def split(text: str) -> tuple[str, ...]:
    """Take templates apart that stand between bars."""
    return tuple(text.split("|"))


def counts(singular_plural: dict[str, str], ago: str, later: str) -> tuple[tuple[str, str, int], ...]:
    """Write out templates such as "{} ago": the unit's words go in the place of the dots."""
    return tuple(
        (template.replace("…", word), unit, sign)
        for unit, words in singular_plural.items()
        for word in words.split("|")
        for sign, templates in ((-1, ago), (1, later))
        for template in templates.split("|")
    )


def spans(units: dict[str, tuple[str, str, str]]) -> tuple[tuple[str, str, int], ...]:
    """Write out weeks, months and years: the one before, this one, the next, each between bars."""
    return tuple(
        (text, unit, number - 1)
        for unit, texts in units.items()
        for number, choices in enumerate(texts)
        for text in choices.split("|")
    )
