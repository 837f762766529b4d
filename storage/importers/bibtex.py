"""Reads BibTeX and BibLaTeX: accents of LaTeX become letters, names their parts, dates stay as precise as they are."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any

from storage.csl_fields import Csl, read_date
from storage.dates.quoting import quoted
from storage.errors import CitationError
from storage.importers.latex import plain
from storage.pieces import Progress, unhurried

MOST_ENTRIES = 2000
_ENTRY = re.compile(r"@[ \t]*[A-Za-z]+[ \t]*[{(]")
_TYPES = {
    "article": "article-journal", "book": "book", "booklet": "pamphlet", "collection": "book",
    "conference": "paper-conference", "dataset": "dataset", "electronic": "webpage", "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference", "inreference": "entry-encyclopedia", "legislation": "legislation",
    "manual": "report", "mastersthesis": "thesis", "movie": "motion_picture", "mvbook": "book", "online": "webpage",
    "patent": "patent", "periodical": "periodical", "phdthesis": "thesis", "proceedings": "book", "reference": "book",
    "report": "report", "software": "software", "techreport": "report", "thesis": "thesis", "unpublished": "manuscript",
    "video": "motion_picture", "www": "webpage", "newspaper": "article-newspaper", "letter": "personal_communication",
}  # fmt: skip
# Of several fields for one thing the first that is there counts.
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "container-title": ("journaltitle", "journal", "booktitle", "maintitle"),
    "collection-title": ("series",),
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher-place": ("location", "address"),
    "volume": ("volume",),
    "edition": ("edition",),
    "abstract": ("abstract",),
    "note": ("note", "annote"),
    "keyword": ("keywords",),
    "language": ("language", "langid"),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "title-short": ("shorttitle",),
    "genre": ("type",),
}
_PEOPLE = {"author": "author", "editor": "editor", "translator": "translator"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_PARTS = ("article-journal", "article-magazine", "article-newspaper")
# What the parser tells of faults is told in our own words.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


def recognises(text: str) -> bool:
    """Tell whether an entry begins the text, or a line of it behind comments."""
    return _ENTRY.match(text) is not None or (
        text.startswith("%") and re.search(r"(?m)^@\s*[A-Za-z]+\s*\{", text) is not None
    )


def read(text: str, progress: Progress = unhurried) -> list[Csl]:
    """Return the items. Raises CitationError, naming entry and field."""
    # Not before it is needed: it takes a tenth of a second.
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

    if sum(1 for _ in _ENTRY.finditer(text)) > MOST_ENTRIES:
        raise CitationError(f"These are more than {MOST_ENTRIES:,} entries of BibTeX; paste fewer at once.")
    logger = logging.getLogger("bibtexparser")
    was_disabled, logger.disabled = logger.disabled, True
    try:
        library = parse_string(text)
    except Exception:
        raise CitationError("This BibTeX cannot be read: its braces and quotation marks do not match.") from None
    finally:
        logger.disabled = was_disabled
    items = []
    for number, block in enumerate(library.blocks):
        progress(number / len(library.blocks))
        # Two entries may go by one key: it is no id here.
        entry = block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock) else block
        if isinstance(entry, ParsingFailedBlock):
            raise CitationError(_fault(entry))
        if isinstance(entry, Entry):
            fields = {field.key.lower().strip(): str(field.value) for field in entry.fields}
            items.append(_item(entry.entry_type.lower().strip(), str(entry.key), fields))
    return items


def _fault(block: Any) -> str:
    line = (block.start_line or 0) + 1
    found = re.match(r"\s*@\s*\w+\s*[{(]\s*([^,\s}]*)", block.raw or "")
    name = f" {quoted(found[1])}" if found and found[1] else ""
    twins = sorted(getattr(block, "duplicate_keys", ()))
    if twins:
        return f"BibTeX entry{name}, line {line}: the field {quoted(str(twins[0]))} is there twice."
    return f"BibTeX entry{name}, line {line}, cannot be read: a brace, comma or quotation mark is missing."


def _item(kind: str, key: str, fields: Mapping[str, str]) -> Csl:
    item: Csl = {"type": _TYPES.get(kind, "document")}
    if key:
        item["citation-key"] = plain(key)
    subtype = fields.get("entrysubtype", "").lower()
    if kind == "article" and subtype in ("newspaper", "magazine"):
        item["type"] = f"article-{subtype}"
    for field, name in _PEOPLE.items():
        if people := _people(fields.get(field, ""), key, field):
            item[name] = people
    title, subtitle = plain(fields.get("title", "")), plain(fields.get("subtitle", ""))
    if title or subtitle:
        item["title"] = ": ".join(filter(None, (title, subtitle)))
    for name, names in _TEXTS.items():
        if text := next(filter(None, (plain(fields.get(one, "")) for one in names)), ""):
            item[name] = text
    if number := plain(fields.get("issue", "") or fields.get("number", "")):
        item["issue" if item["type"] in _IN_PARTS else "number"] = number
    if pages := plain(fields.get("pages", "")):
        item["page"] = re.sub(r"\s*[-–—]+\s*", "-", pages)
    if doi := _doi(fields.get("doi", "")):
        item["DOI"] = doi
    if address := _address(fields):
        item["URL"] = address
    if issued := _issued(fields, key):
        item["issued"] = issued
    if accessed := _bare(fields.get("urldate", "")):
        item["accessed"] = read_date(accessed)
    if set(item) <= {"type", "citation-key"}:
        raise CitationError(f"BibTeX entry {quoted(key)} is empty: it has no title, author or address.")
    return item


def _people(text: str, key: str, field: str) -> list[Csl]:
    from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

    people: list[Csl] = []
    for name in split_multiple_persons_names(text) if text.strip() else []:
        name = name.strip()
        if name.lower() == "others" or not name:
            continue
        if _is_braced(name):
            people.append({"literal": plain(name)})
            continue
        try:
            parts = parse_single_name_into_parts(name, strict=True)
        except ValueError:
            raise CitationError(f"BibTeX entry {quoted(key)}: {field}: {quoted(name)} is no name.") from None
        people.append(_person(parts))
    return people


def _person(parts: Any) -> Csl:
    given, particle, family, suffix = (
        plain(" ".join(words)) for words in (parts.first, parts.von, parts.last, parts.jr)
    )
    if not given and not particle and not suffix:
        return {"literal": family}
    named = {"family": family, "given": given, "non-dropping-particle": particle, "suffix": suffix}
    return {name: text for name, text in named.items() if text}


def _is_braced(name: str) -> bool:
    """Tell whether braces keep all of a name together, as they do for an institution's."""
    if not (name.startswith("{") and name.endswith("}")):
        return False
    depth = 0
    for at, char in enumerate(name):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return at == len(name) - 1
    return False


def _doi(text: str) -> str:
    from storage.importers.doi import plain_doi

    text = plain(text)
    try:
        return plain_doi(text) if text else ""
    except CitationError:
        return text


def _address(fields: Mapping[str, str]) -> str:
    for name in ("url", "howpublished"):
        # An address stands as it is, but for the signs that LaTeX wants masked.
        text = re.sub(r"\\([%&#_~$])", r"\1", fields.get(name, ""))
        if found := re.search(r"https?://[^\s{}]+", text):
            return found.group()
    return ""


def _issued(fields: Mapping[str, str], key: str) -> Csl:
    if date := _bare(fields.get("date", "")):
        return read_date(date)
    year = plain(fields.get("year", ""))
    if not re.fullmatch(r"\d{1,4}", year):
        return read_date(year) if year else {}
    month, day = _month(plain(fields.get("month", ""))), plain(fields.get("day", ""))
    text = f"{int(year):04d}" + (f"-{month:02d}" if month else "")
    if month and re.fullmatch(r"\d{1,2}", day):
        text += f"-{int(day):02d}"
    value = read_date(text)
    if "literal" in value:
        raise CitationError(f"BibTeX entry {quoted(key)}: {quoted(text)} is no day of the calendar.")
    return value


def _bare(text: str) -> str:
    """Return a date without braces; its "~" is no blank."""
    return text.replace("{", "").replace("}", "").strip()


def _month(text: str) -> int:
    if re.fullmatch(r"\d{1,2}", text):
        return int(text) if 1 <= int(text) <= 12 else 0
    word = text.lower()[:3]
    return _MONTHS.index(word) + 1 if word in _MONTHS else 0
