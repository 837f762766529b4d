"""Change a CSL-JSON item field by field; what a form does not show stays as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from storage.csl import field_text, names
from storage.csl_date import csl_date, date_words
from storage.dates import Date, Grain, Kind, Part, format_edtf, parse
from storage.errors import DateError

Csl = dict[str, Any]

TYPES: tuple[tuple[str, str], ...] = (
    ("webpage", "Web page"),
    ("article-newspaper", "Newspaper or news site"),
    ("article-magazine", "Magazine article"),
    ("article-journal", "Journal article"),
    ("post", "Post on a network"),
    ("broadcast", "Broadcast"),
    ("book", "Book"),
    ("chapter", "Chapter"),
    ("report", "Report"),
    ("interview", "Interview"),
    ("speech", "Speech"),
    ("personal_communication", "Letter or message"),
    ("manuscript", "Manuscript"),
    ("motion_picture", "Film or footage"),
    ("graphic", "Picture"),
    ("map", "Map"),
    ("dataset", "Data"),
    ("legal_case", "Court case"),
    ("legislation", "Law"),
    ("thesis", "Thesis"),
    ("document", "Document"),
)
"""The types of items that a form offers, with their names."""

_PARTICLE = re.compile(r"((?:[a-zà-ÿ’']+\s+)+)(?=\S)")


def with_text(csl: Mapping[str, Any], key: str, text: str) -> Csl:
    """Return the item with a text in a field; an empty one takes the field away."""
    text = text.strip()
    if text == field_text(csl, key):
        return dict(csl)
    rest = {name: value for name, value in csl.items() if name != key}
    if not text:
        return rest
    return {name: text if name == key else value for name, value in csl.items()} if key in csl else {**rest, key: text}


def names_text(csl: Mapping[str, Any], key: str) -> str:
    """Return the people of a field as a form shows them: "Lovelace, Ada; BBC Monitoring"."""
    people = csl.get(key)
    if not isinstance(people, list | tuple):
        people = (people,) if people else ()
    return "; ".join(filter(None, (_name_text(person) for person in people[:100])))


def with_names(csl: Mapping[str, Any], key: str, text: str) -> Csl:
    """Return the item with the people of a text in a field; those who were there before stay as they are."""
    if text.strip() == names_text(csl, key):
        return dict(csl)
    before = csl.get(key)
    known = {_name_text(person): person for person in before if person} if isinstance(before, list | tuple) else {}
    people = [known.get(name) or name_of(name) for part in text.split(";") if (name := " ".join(part.split()))]
    rest = {name: value for name, value in csl.items() if name != key}
    return {**rest, key: people} if people else rest


def name_of(text: str) -> Csl:
    """Return a person in CSL: "Lovelace, Ada" has a family name, "BBC Monitoring" is taken as it stands.

    "Ada Lovelace" is taken as it stands too: which of the words is the family name cannot be told.
    """
    family, comma, given = (part.strip() for part in text.partition(","))
    if not comma or not family or not given:
        return {"literal": text.strip(" ,")}
    person: Csl = {"family": family, "given": given}
    particle = _PARTICLE.match(family)
    if particle:
        person |= {"non-dropping-particle": particle.group().strip(), "family": family[particle.end() :]}
    return person


def _name_text(person: object) -> str:
    if isinstance(person, Mapping) and not person.get("literal"):
        family = next(iter(names({"it": [{**person, "given": "", "suffix": ""}]}, "it")), "")
        given = next(iter(names({"it": [{"given": person.get("given")}]}, "it")), "")
        suffix = next(iter(names({"it": [{"given": person.get("suffix")}]}, "it")), "")
        return ", ".join(filter(None, (family, given, suffix)))
    return next(iter(names({"it": [person]}, "it")), "")


def date_text(csl: Mapping[str, Any], key: str) -> str:
    """Return a date of the item in EDTF, or as it is worded where it cannot be read, or ""."""
    date = csl_date(csl, key)
    return format_edtf(date) if date is not None else date_words(csl, key)


def with_date(csl: Mapping[str, Any], key: str, edtf: str, phrase: str = "") -> Csl:
    """Return the item with a date (EDTF) and the words the source used for it; "" takes it away.

    Raises DateError for a text that is no date.
    """
    if edtf == date_text(csl, key) and not phrase:
        return dict(csl)
    rest = {name: value for name, value in csl.items() if name != key}
    if not edtf:
        return rest
    written = date_of(parse(edtf))
    return {**rest, key: {**written, "literal": phrase} if phrase else written}


def date_of(date: Date) -> Csl:
    """Return a date in CSL: its parts where they say all of it, so that other programs read it, else EDTF."""
    edtf = format_edtf(date)
    if date.kind in (Kind.DATE, Kind.INTERVAL):
        value: Csl = {"date-parts": [_parts(part) for part in date.parts if isinstance(part, Part)]}
        if all(value["date-parts"]) and csl_date({"it": value}, "it") == date:
            return value
    return {"edtf": edtf}


def read_date(text: str) -> Csl:
    """Return what a record gives for a date in CSL; words that are no date stay words."""
    try:
        return date_of(parse(text))
    except DateError:
        return {"literal": text}


def _parts(point: Part) -> list[int]:
    if point.mask or point.quality or not Grain.YEAR <= point.grain <= Grain.DAY or point.grain is Grain.SEASON:
        return []
    year = point.year - (point.year <= 0)
    return [number for number in (year, point.month, point.day) if number]
