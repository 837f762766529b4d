"""Name who says so: the positions on an event side by side, in the order in which they were taken.

What `storage.standing` counts is named here; asked for one event at a time, since lists need no more than the kind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from storage.citation import chain
from storage.csl import one_line
from storage.model import Event, Source, Stance, Statement
from storage.origins import Ground, Origins, Saying, name_key, origin_name
from storage.search import fold

NOBODY = "someone unnamed"
MOST_NAMED = 6
"""So many voices of one position are named in a sentence."""
_UNNAMED = ("unnamed", "anonymous", "unidentified", "undisclosed", "not named")


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice in one position: everything that traces to one origin, in the order of saying.

    `who` is the speaker, or the role of one who is not named, or else the outlet; `origin` is the name it traces to
    as it is written ("" where nobody is named) and `since` when it was first said, `since_text` that date in EDTF
    ("" where only the source's publication or nothing tells).
    """

    stance: Stance
    who: str
    role: str
    origin: str
    is_unnamed: bool
    since: Saying
    since_text: str
    chain: tuple[str, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why an event stands as it does: the voices of all positions and comments, each in the order of saying.

    `undated` are the ids of the statements that nothing dates: they count as said ever since.
    """

    voices: tuple[Voice, ...]
    undated: tuple[str, ...] = ()

    def of(self, stance: Stance) -> tuple[Voice, ...]:
        """Return the voices that take one position."""
        return tuple(voice for voice in self.voices if voice.stance is stance)

    @property
    def asserts(self) -> tuple[Voice, ...]:
        """Return who asserts the event."""
        return self.of(Stance.ASSERTS)

    @property
    def partly(self) -> tuple[Voice, ...]:
        """Return who asserts a part of it."""
        return self.of(Stance.PARTLY)

    @property
    def denies(self) -> tuple[Voice, ...]:
        """Return who denies it."""
        return self.of(Stance.DENIES)

    @property
    def cannot_confirm(self) -> tuple[Voice, ...]:
        """Return who looked and cannot confirm it."""
        return self.of(Stance.CANNOT_CONFIRM)

    @property
    def comments(self) -> tuple[Voice, ...]:
        """Return who speaks of it without taking a position."""
        return self.of(Stance.COMMENTS)

    @property
    def origins(self) -> tuple[str, ...]:
        """Return the independent origins of all positions, each named once, in the order of saying."""
        taken = (voice.origin for voice in self.voices if voice.stance is not Stance.COMMENTS and voice.origin)
        found: dict[str, str] = {}
        for name in taken:
            found.setdefault(name_key(name), name)
        return tuple(found.values())

    @property
    def taken(self) -> tuple[tuple[str, tuple[Voice, ...]], ...]:
        """Return the positions that are taken, each with its words ("denied by") and its voices."""
        positions = (
            ("asserted by", self.asserts),
            ("partly by" if self.asserts else "partly asserted by", self.partly),
            ("denied by", self.denies),
            ("not confirmed by", self.cannot_confirm),
        )
        return tuple((verb, voices) for verb, voices in positions if voices)

    @property
    def sentence(self) -> str:
        """Return who says what in a sentence: "Asserted by A and B, denied by C, not confirmed by D."; or ""."""
        text = ", ".join(f"{verb} {_listed([voice.who for voice in voices])}" for verb, voices in self.taken)
        return f"{text[0].upper()}{text[1:]}." if text else ""


def reasons(event: Event, sources: Mapping[str, Source], as_of_s: int | None = None, zone: str = "UTC") -> Reasons:
    """Return who takes which position on an event, as of a second (None: now). What is undated comes last."""
    origins = Origins(sources, zone)
    said = in_order_of_saying(event.statements, origins, as_of_s)
    groups: dict[tuple[Stance, str], list[tuple[Saying, Statement]]] = {}
    for saying, statement in said:
        # Who has neither name nor source cannot be told from another, and is one voice as for the standing.
        groups.setdefault((statement.stance, origins.of(statement)), []).append((saying, statement))
    undated = tuple(statement.id for saying, statement in said if saying.ground is Ground.UNDATED)
    return Reasons(tuple(_voice(group, sources) for group in groups.values()), undated)


def in_order_of_saying(
    statements: Sequence[Statement], origins: Origins, as_of_s: int | None = None
) -> list[tuple[Saying, Statement]]:
    """Return the statements made by a second (None: all) with the times of saying, in their order.

    Those of one time stay in the order of the file; what is undated comes last.
    """
    said = [(origins.saying(each), each) for each in statements]
    if as_of_s is not None:
        said = [pair for pair in said if pair[0].second <= as_of_s]
    return sorted(said, key=lambda pair: (pair[0].ground is Ground.UNDATED, pair[0].second))


def _voice(group: list[tuple[Saying, Statement]], sources: Mapping[str, Source]) -> Voice:
    saying, first = group[0]
    statements = tuple(statement for _, statement in group)
    role = next((text for each in statements if (text := one_line(each.role))), "")
    voice = Voice(
        first.stance,
        who_says(first, sources),
        role,
        one_line(origin_name(first, sources)),
        is_unnamed(first),
        saying,
        first.said if saying.ground is Ground.SAID else "",
        chain(first, sources),
        statements,
    )
    return replace(voice, role="") if voice.who == role else voice


def who_says(statement: Statement, sources: Mapping[str, Source]) -> str:
    """Return what to call who makes a statement: the speaker, the role of one not named, or else its origin."""
    names = (statement.speaker, statement.role, origin_name(statement, sources))
    found = next(filter(None, map(one_line, names)), "")
    return found if found and found != "?" else NOBODY


def is_unnamed(statement: Statement) -> bool:
    """Tell whether a statement hides who made it: it has a role and no name, or its speaker is called unnamed."""
    speaker = fold(one_line(statement.speaker))
    if not speaker:
        return bool(one_line(statement.role))
    return any(word in speaker for word in _UNNAMED)


def _listed(names: Sequence[str]) -> str:
    """Return names in a row; of very many the first ones, and how many others there are."""
    if len(names) > MOST_NAMED:
        names = [*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1:,} others"]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
