"""What stands in a quick line after its date: title, place, tags, category, sources and statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from storage.dates.quoting import quoted
from storage.dates.typed import Typed
from storage.model import Stance
from storage.quick_tokens import MARKS, Piece, Token, pieces

STANCES: dict[Stance, tuple[str, ...]] = {
    Stance.ASSERTS: (
        "asserts", "asserted", "says", "said", "confirms", "confirmed", "claims", "claimed", "states", "stated",
        "reports", "reported", "announces", "announced",
    ),
    Stance.PARTLY: ("partly", "partially", "in part", "partly confirms", "partly says"),
    Stance.DENIES: ("denies", "denied", "rejects", "rejected", "refutes", "refuted", "disputes", "disputed"),
    Stance.CANNOT_CONFIRM: (
        "cannot confirm", "cannot-confirm", "can not confirm", "can't confirm", "could not confirm",
        "couldn't confirm", "unable to confirm", "not confirmed", "unconfirmed", "unverified",
    ),
    Stance.COMMENTS: ("comments", "commented", "comment", "remarks", "remarked", "notes", "noted"),
}  # fmt: skip
"""The words for a stance; the first of each is its own."""

_STANCE_OF = {word: stance for stance, words in STANCES.items() for word in words}
_ARROWS = str.maketrans({"→": ">", "›": ">"})
_NEARLY = 0.8
ReadDate = Callable[[str], Typed]


class PartKind(StrEnum):
    """What a part of the line says."""

    WHEN = "when"
    TITLE = "title"
    PLACE = "place"
    TAG = "tag"
    CATEGORY = "category"
    QUOTE = "quote"
    PARAPHRASE = "paraphrase"
    SPEAKER = "speaker"
    STANCE = "stance"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Part:
    """The characters `start`:`end` of the line, and what they say."""

    start: int
    end: int
    kind: PartKind


@dataclass(frozen=True, slots=True)
class Slip:
    """One sentence on what is wrong with the characters `start`:`end` of the line."""

    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class QuickStatement:
    """A statement as typed. `role` is None where nothing is said of one; `source` is the name of a source."""

    stance: Stance
    speaker: str
    role: str | None = None
    quote: str = ""
    paraphrase: str = ""
    said: str = ""
    source: str = ""
    via: tuple[str, ...] = ()


@dataclass(slots=True)
class Rest:
    """What was read so far."""

    title: str = ""
    place: str = ""
    tags: tuple[str, ...] = ()
    category: str = ""
    statements: tuple[QuickStatement, ...] = ()
    sources: tuple[str, ...] = ()
    parts: list[Part] = field(default_factory=list)
    problems: list[Slip] = field(default_factory=list)


def read_rest(line: str, start: int, read_date: ReadDate) -> Rest:
    """Read `line[start:]`; what is wrong is among the problems."""
    return _Reader(read_date).read(pieces(line, start))


class _Reader:
    def __init__(self, read_date: ReadDate) -> None:
        self._read_date = read_date
        self._rest = Rest()
        self._head = ""
        self._common: tuple[str, ...] = ()

    def read(self, found: Sequence[Piece]) -> Rest:
        rest = self._rest
        titles: list[Piece] = []
        for segment in _segments(self._without_marks(found)):
            dash = _dash_of(segment, is_first=not titles and not rest.statements)
            if dash < 0:
                self._take_title(titles, segment)
            elif titles or rest.statements:
                self._take_statement(segment[:dash], segment[dash:])
            else:
                quote = _quote_before(segment, dash)
                titles += self._sourced(segment[: dash if quote < 0 else quote])
                self._take_statement(segment[quote:dash] if quote >= 0 else (), segment[dash:])
        rest.title = _joined(titles)
        if titles and rest.statements:
            rest.title = rest.title.rstrip(":,").rstrip() or rest.title
        self._mark(titles, PartKind.TITLE)
        rest.title = rest.title or self._head
        rest.problems.sort(key=lambda slip: slip.start)
        rest.parts.sort(key=lambda part: part.start)
        return rest

    def _mark(self, found: Sequence[Piece], kind: PartKind) -> None:
        for run in _runs(found):
            shown = [piece for piece in run if piece.text.strip()]
            if shown:
                first, last = shown[0], shown[-1]
                start = first.start + len(first.text) - len(first.text.lstrip())
                end = last.end - (len(last.text) - len(last.text.rstrip()))
                self._rest.parts.append(Part(start, max(start, end), kind))

    def _slip(self, piece: Piece, message: str) -> None:
        self._rest.problems.append(Slip(message, piece.start, piece.end))

    def _without_marks(self, found: Sequence[Piece]) -> Iterator[Piece]:
        """Take place, tags and category wherever they stand; yield the others."""
        rest = self._rest
        for piece in found:
            if piece.token not in MARKS.values():
                yield piece
                continue
            if piece.token is Token.TAG:
                rest.tags += (piece.value,) if piece.value not in rest.tags else ()
            elif piece.token is Token.PLACE:
                if rest.place:
                    self._slip(piece, f"The place is {quoted(rest.place)} already; write \\@ for a plain @.")
                rest.place = rest.place or piece.value
            else:
                if rest.category:
                    self._slip(piece, f"The category is {quoted(rest.category)} already; write \\! for a plain !.")
                rest.category = rest.category or piece.value
            rest.parts.append(Part(piece.start, piece.end, PartKind[piece.token.name]))

    def _take_title(self, titles: list[Piece], segment: Sequence[Piece]) -> None:
        own = self._sourced(segment)
        if self._rest.statements:
            if shown := [piece for piece in own if piece.text.strip()]:
                slip = Piece(Token.TEXT, shown[0].start, shown[-1].end, "")
                self._slip(slip, f"Say who says {quoted(_joined(own))}: write — and the speaker after it.")
            return
        if titles and own:
            titles.append(Piece(Token.TEXT, own[0].start, own[0].start, "; "))
        titles += own

    def _sourced(self, segment: Sequence[Piece]) -> list[Piece]:
        """Take the sources among the pieces of a title; return the others."""
        others = []
        for piece in segment:
            if piece.token is not Token.SQUARE:
                others.append(piece)
                continue
            names = _chain(piece.value)
            if len(names) > 1:
                self._slip(piece, "A chain is of a statement: write “…” — and its speaker before it.")
            self._cite(names[-1:])
            self._rest.parts.append(Part(piece.start, piece.end, PartKind.SOURCE))
        return others

    def _cite(self, names: Sequence[str]) -> None:
        self._rest.sources = tuple(dict.fromkeys((*self._rest.sources, *names)))

    def _take_statement(self, head: Sequence[Piece], tail: Sequence[Piece]) -> None:
        quotes = [piece for piece in head if piece.token is Token.QUOTE]
        quote = quotes[-1] if quotes else None
        words = [piece for piece in head if piece is not quote]
        if quote is not None:
            self._rest.parts.append(Part(quote.start, quote.end, PartKind.QUOTE))
        self._mark(words, PartKind.PARAPHRASE)
        paraphrase = _joined(words)
        if not self._rest.statements:
            self._common = self._rest.sources[:1]
            self._head = quote.text if quote is not None else paraphrase
        statement = self._said_by(tail, quote.value.strip() if quote is not None else "", paraphrase)
        self._rest.statements += (statement,)

    def _said_by(self, tail: Sequence[Piece], quote: str, paraphrase: str) -> QuickStatement:
        """Return the statement of a tail that begins with its dash."""
        stance, said = Stance.ASSERTS, ""
        chain: tuple[str, ...] = ()
        names: list[Piece] = []
        for piece in tail[1:]:
            if piece.token is Token.SQUARE:
                if chain:
                    self._slip(piece, "A statement has one source; write the chain as [CBS News > BBC News].")
                chain = chain or _chain(piece.value)
                self._rest.parts.append(Part(piece.start, piece.end, PartKind.SOURCE))
            elif piece.token is Token.ROUND and (read := self._in_brackets(piece)):
                stance, said = read[0] or stance, read[1] or said
                self._rest.parts.append(Part(piece.start, piece.end, PartKind.STANCE))
            else:
                names.append(piece)
        self._mark(names, PartKind.SPEAKER)
        comma = next((place for place, piece in enumerate(names) if piece.token is Token.COMMA), -1)
        speaker = _joined(names if comma < 0 else names[:comma])
        role = None if comma < 0 else _joined(names[comma + 1 :])
        if not (speaker or role):
            self._slip(tail[0], "Say who says it, after the dash.")
        # What was cited before the first statement counts for all.
        chain = chain or self._common
        self._cite(chain[-1:])
        via = chain if len(chain) > 1 else ()
        return QuickStatement(stance, speaker, role, quote, paraphrase, said, chain[-1] if chain else "", via)

    def _in_brackets(self, piece: Piece) -> tuple[Stance | None, str] | None:
        """Return the stance and the day of a statement; None where the brackets are a part of a name."""
        first, comma, more = piece.value.partition(",")
        words = " ".join(first.casefold().replace("’", "'").split())
        stance = _STANCE_OF.get(words)
        day = more if stance is not None else piece.value
        if stance is not None and not comma:
            return stance, ""
        if stance is None and not any(char.isdigit() for char in day):
            if near := _nearly(words):
                self._slip(
                    piece, f"{quoted(first.strip())} is no stance; is it “{near}”? Write \\( for a plain bracket."
                )
            return None
        when = self._read_date(day.strip())
        if len(when.readings) == 1:
            return stance, when.readings[0].edtf
        if stance is not None:
            self._slip(
                piece, when.problem or f"{quoted(day.strip())} can be more than one day; write it as in 8 Dec 2024."
            )
            return stance, ""
        return None


def _nearly(words: str) -> str:
    from difflib import get_close_matches  # Only for what is no stance.

    return next(iter(get_close_matches(words, _STANCE_OF, 1, _NEARLY)), "")


def _runs(found: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Cut where something else stands between two pieces: what it says must not be taken for theirs."""
    run: list[Piece] = []
    for piece in found:
        if run and piece.start != run[-1].end:
            yield run
            run = []
        run.append(piece)
    yield run


def _segments(found: Iterator[Piece]) -> Iterator[list[Piece]]:
    """Cut at semicolons, and before every quote but the first that is followed by a dash."""
    segment: list[Piece] = []
    said = False
    for piece in found:
        if piece.token is Token.END:
            yield segment
            segment, said = [], False
            continue
        if piece.token is Token.DASH and (place := _quote_before([*segment, piece], len(segment))) >= 0:
            if said:
                yield segment[:place]
                segment = segment[place:]
            said = True
        segment.append(piece)
    yield segment


def _quote_before(segment: Sequence[Piece], dash: int) -> int:
    """Return the place of the quote that stands right before a dash, or -1."""
    place = dash - 1
    while place >= 0 and not segment[place].text.strip():
        place -= 1
    return place if place >= 0 and segment[place].token is Token.QUOTE else -1


def _dash_of(segment: Sequence[Piece], *, is_first: bool) -> int:
    """Return the place of the dash before a speaker, or -1 where nobody speaks."""
    dashes = [place for place, piece in enumerate(segment) if piece.token is Token.DASH]
    for place in dashes:
        if _quote_before(segment, place) >= 0:
            return place
    if not dashes:
        return -1
    last = dashes[-1]
    told = any(
        piece.token is Token.SQUARE or (piece.token is Token.ROUND and _is_stance(piece))
        for piece in segment[last + 1 :]
    )
    return last if told or not is_first else -1


def _is_stance(piece: Piece) -> bool:
    return " ".join(piece.value.partition(",")[0].casefold().replace("’", "'").split()) in _STANCE_OF


def _chain(value: str) -> tuple[str, ...]:
    names = (" ".join(name.split()) for name in value.translate(_ARROWS).split(">"))
    return tuple(name for name in names if name)


def _joined(found: Sequence[Piece]) -> str:
    return " ".join("".join(piece.text for piece in found).split())
