"""Put what was said of an event side by side: by stance, in each in the order of saying, with the words for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gui.reader.citing import date_in_words, quote_of
from gui.text import one_line, paragraphs
from storage.citation import chain
from storage.csl_date import date_words
from storage.model import Event, Stance, Statement
from storage.origins import UNKNOWN_ORIGIN, Ground, Origins, Saying, name_key, origin_name
from storage.reasons import in_order_of_saying, is_unnamed, who_says

TAKEN_BY = {
    Stance.ASSERTS: "asserted by",
    Stance.PARTLY: "partly asserted by",
    Stance.DENIES: "denied by",
    Stance.CANNOT_CONFIRM: "not confirmed by",
}
_LONGEST_HEARD = 400


@dataclass(frozen=True, slots=True)
class Position:
    """One statement where it is read: `number` of `total`, comments counted by themselves.

    `place` is where it stands among all statements of the event in the file, said by now or not. `road` is who told
    whom, what its source traces back to first; `dating` says what the time of saying goes by where it has no date.
    """

    place: int
    number: int
    total: int
    statement: Statement
    saying: Saying
    who: str
    is_unnamed: bool
    origin: str
    road: tuple[str, ...]
    dating: str

    @property
    def heard(self) -> str:
        """Return the position as a screen reader tells it: "Position 2 of 5, denied by …: …"."""
        said = self.statement
        is_comment = said.stance is Stance.COMMENTS
        what = "Comment" if is_comment else "Position"
        names = f"{'by' if is_comment else TAKEN_BY[said.stance]} {self.who}"
        day = f"said {date_in_words(said.said)}" if said.said else self.dating
        hidden = "who is not named" if self.is_unnamed and not one_line(said.speaker) else ""
        through = f"through {', '.join(self.road[1:])}" if len(self.road) > 1 else ""
        head = ", ".join(filter(None, (f"{what} {self.number} of {self.total}", names, hidden, day, through)))
        words = " ".join(filter(None, (quote_of(said), *paragraphs(said.paraphrase)))).replace("\n", " ")
        return f"{head}: {words[:_LONGEST_HEARD]}" if words else f"{head}."


@dataclass(frozen=True, slots=True)
class StanceGroup:
    """The positions of one stance, in the order of saying, and the independent origins that they trace to."""

    stance: Stance
    positions: tuple[Position, ...]
    origins: tuple[str, ...]

    @property
    def counts(self) -> str:
        """Return how many there are and how many they really are: "5 statements, one origin: Reuters"; "" for one."""
        number, origins = len(self.positions), len(self.origins)
        if number < 2:
            return ""
        if origins == 1:
            return f"{number:,} statements, one origin: {self.origins[0]}"
        traced = f" from {origins:,} independent origins" if 0 < origins < number else ""
        return f"{number:,}{' statements' if traced else ''}{traced}"


def grouped_positions(full: Event, shown: Event, origins: Origins, *, in_past: bool = False) -> tuple[StanceGroup, ...]:
    """Return the statements of `shown`, which is what was known of `full`, by stance; groups without any are left out.

    `in_past` tells that the reader looks from an earlier moment, at which it matters what has no date.
    """
    # By identity: what is shown of an event are its own statements, and an id may stand twice in a stranger's file.
    places = {id(statement): place for place, statement in enumerate(full.statements)}
    by_stance: dict[Stance, list[tuple[Saying, Statement]]] = {stance: [] for stance in Stance}
    for saying, statement in in_order_of_saying(shown.statements, origins):
        by_stance[statement.stance].append((saying, statement))
    comments = len(by_stance[Stance.COMMENTS])
    totals = (comments, len(shown.statements) - comments)
    groups, number = [], 0
    for stance, said in by_stance.items():
        if said:
            first = 1 if stance is Stance.COMMENTS else number + 1
            total = totals[stance is not Stance.COMMENTS]
            positions = tuple(
                _position(places[id(statement)], at, total, statement, saying, origins, in_past)
                for at, (saying, statement) in enumerate(said, start=first)
            )
            groups.append(StanceGroup(stance, positions, _independent(positions)))
            number += len(said)
    return tuple(groups)


def in_order(groups: Sequence[StanceGroup]) -> Iterator[Position]:
    """Yield all positions as they are read."""
    for group in groups:
        yield from group.positions


def _position(
    place: int, number: int, total: int, statement: Statement, saying: Saying, origins: Origins, in_past: bool
) -> Position:
    origin = one_line(origin_name(statement, origins.sources))
    origin = "" if origin == UNKNOWN_ORIGIN else origin
    return Position(
        place,
        number,
        total,
        statement,
        saying,
        one_line(who_says(statement, origins.sources)),
        is_unnamed(statement),
        origin,
        _road(statement, origin, origins),
        _dating(statement, saying, origins) if in_past else "",
    )


def _road(statement: Statement, origin: str, origins: Origins) -> tuple[str, ...]:
    """Return who told whom, from what it traces back to: a paper that prints a wire comes after the wire."""
    links = tuple(map(one_line, chain(statement, origins.sources)))
    hides = not name_key(statement.speaker)
    if hides and origin and name_key(origin) not in set(map(name_key, links)):
        # The role of one without a name stays the first: they told the wire.
        told = 1 if links and one_line(statement.role) and links[0] == one_line(statement.role) else 0
        return (*links[:told], origin, *links[told:])
    return links


def _dating(statement: Statement, saying: Saying, origins: Origins) -> str:
    if saying.ground is Ground.SAID:
        return ""
    if saying.ground is Ground.PUBLISHED:
        source = origins.sources.get(statement.source)
        day = date_words(source.csl, "issued") if source is not None else ""
        return ", ".join(filter(None, ("not dated; taken as said when its source was published", one_line(day))))
    what = "its date cannot be read" if statement.said else "not dated, nor is its source"
    return f"{what}; taken as said ever since"


def _independent(positions: Sequence[Position]) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for position in positions:
        if position.origin:
            names.setdefault(name_key(position.origin), position.origin)
    return tuple(names.values())
