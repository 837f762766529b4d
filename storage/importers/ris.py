"""Reads RIS, the tagged form in which libraries and newspapers' archives hand out references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from storage.csl_fields import Csl, name_of, read_date
from storage.dates.quoting import quoted
from storage.errors import CitationError
from storage.pieces import Progress, unhurried

_START = re.compile(r"^TY  ?- ?", re.MULTILINE)
_END = re.compile(r"^ER  ?-.*", re.MULTILINE)
_TAG = re.compile(r"[A-Z][A-Z0-9]  -")
_TYPES = {
    "ART": "graphic", "BILL": "bill", "BLOG": "post-weblog", "BOOK": "book", "CASE": "legal_case", "CHAP": "chapter",
    "COMP": "software", "CONF": "paper-conference", "CPAPER": "paper-conference", "DATA": "dataset",
    "DBASE": "dataset", "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter", "EDBOOK": "book",
    "EJOUR": "article-journal", "ELEC": "webpage", "ENCYC": "entry-encyclopedia", "FIGURE": "figure",
    "GOVDOC": "report", "HEAR": "hearing", "ICOMM": "personal_communication", "INPR": "article-journal",
    "JFULL": "article-journal", "JOUR": "article-journal", "LEGAL": "legislation", "MANSCPT": "manuscript",
    "MAP": "map", "MGZN": "article-magazine", "MPCT": "motion_picture", "MULTI": "broadcast", "MUSIC": "musical_score",
    "NEWS": "article-newspaper", "PAMP": "pamphlet", "PAT": "patent", "PCOMM": "personal_communication",
    "RPRT": "report", "SLIDE": "speech", "SOUND": "song", "STAND": "standard", "STAT": "legislation",
    "THES": "thesis", "UNPB": "manuscript", "VIDEO": "motion_picture",
}  # fmt: skip
# Of several tags for one thing the first that is there counts.
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "primary_title"),
    "container-title": ("journal_name", "alternate_title3", "secondary_title", "alternate_title2", "alternate_title1"),
    "collection-title": ("tertiary_title",),
    "publisher": ("publisher",),
    "publisher-place": ("place_published",),
    "volume": ("volume",),
    "issue": ("number",),
    "edition": ("edition",),
    "DOI": ("doi",),
    "language": ("language",),
    "abstract": ("abstract", "notes_abstract"),
    "note": ("notes", "research_notes"),
    "call-number": ("call_number",),
    "title-short": ("short_title",),
    "archive": ("name_of_database",),
}
_PEOPLE: Mapping[str, tuple[str, ...]] = {
    "author": ("authors", "first_authors"),
    "editor": ("secondary_authors",),
    "collection-editor": ("tertiary_authors",),
}
_DATE = re.compile(r"\s*(\d{1,4})(?:[/-](\d{1,2})?)?(?:[/-](\d{1,2})?)?(?:/\s*(.*))?\s*", re.DOTALL)


def recognises(text: str) -> bool:
    """Tell whether the text begins with the tag of a record's type."""
    return _START.match(text) is not None


def read(text: str, progress: Progress = unhurried) -> list[Csl]:
    """Return the items. Raises CitationError, naming record and field."""
    import rispy  # Not before it is needed.

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    starts = [found.start() for found in _START.finditer(text)]
    items = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), start=1):
        # A record whose end was not copied is read as far as it goes.
        record = _joined(_END.sub("", _START.sub("TY  - ", text[start:end])))
        try:
            found = rispy.loads(f"{record}\nER  - \n")
        except Exception:
            raise CitationError(f"RIS record {number} cannot be read.") from None
        items += [_item(fields, number) for fields in found]
        progress(end / len(text))
    return items


def _joined(record: str) -> str:
    """Return the record with lines that have no tag of their own behind those that they go on from."""
    fields: list[list[str]] = []
    for line in record.splitlines():
        if _TAG.match(line) or not fields:
            fields.append([line])
        elif line.strip():
            fields[-1].append(line.strip())
    return "\n".join(" ".join(field) for field in fields)


def _item(fields: Mapping[str, Any], number: int) -> Csl:
    kind = _text(fields.get("type_of_reference")).upper()
    item: Csl = {"type": _TYPES.get(kind, "document")}
    for key, tags in _PEOPLE.items():
        people = [name for tag in tags for name in _texts(fields.get(tag)) if name]
        if people:
            item[key] = [name_of(name) for name in people]
    for key, tags in _TEXTS.items():
        text = next(filter(None, (_text(fields.get(tag)) for tag in tags)), "")
        if text:
            item[key] = text
    pages = "-".join(filter(None, (_text(fields.get("start_page")), _text(fields.get("end_page")))))
    if pages:
        item["page"] = pages
    number_key = "ISBN" if item["type"] in ("book", "chapter") else "ISSN"
    for key, tag in ((number_key, "issn"), ("URL", "urls")):
        if text := next(filter(None, _texts(fields.get(tag))), ""):
            item[key] = text
    if words := [text for text in _texts(fields.get("keywords")) if text]:
        item["keyword"] = ", ".join(words)
    if issued := next(filter(None, (_text(fields.get(tag)) for tag in ("date", "year", "publication_year"))), ""):
        item["issued"] = _date(issued, number)
    if accessed := _text(fields.get("access_date")):
        item["accessed"] = _date(accessed, number)
    if len(item) == 1:
        raise CitationError(f"RIS record {number} is empty: it has no title, author or address.")
    return item


def _date(text: str, number: int) -> Csl:
    """Return "2024/12/07/", "2024//" or "2024" as precise as it is; other words stay words."""
    found = _DATE.fullmatch(text)
    if found is None:
        return read_date(text)
    year, month, day = (int(part) if part else 0 for part in found.group(1, 2, 3))
    edtf = f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")
    value = read_date(edtf)
    if "literal" in value:
        raise CitationError(f"RIS record {number}: the date {quoted(text)} is no day of the calendar.")
    season = (found[4] or "").strip()
    return {**value, "literal": " ".join(text.split())} if season else value


def _texts(value: object) -> Iterable[str]:
    return [" ".join(one.split()) for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _text(value: object) -> str:
    return " ".join(filter(None, _texts(value)))
