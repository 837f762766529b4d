"""Write how an event stands: who says so and who does not, by name, and from how many independent origins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gui.reader.flow import Flow, Group
from gui.reader.page_styles import PageStyles
from gui.signs import STANDING_SIGNS
from gui.text import isolated, one_line
from storage.reasons import MOST_NAMED, Reasons, Voice
from storage.standing import Standing

_LEFT_EM, _RIGHT_EM = 2.5, 1.0


def write_standing(
    flow: Flow, styles: PageStyles, standing: Standing, reasons: Reasons, cards: Mapping[str, int], *, in_past: bool
) -> None:
    """Write the box; `cards` leads from a statement's id to its card, where a click on its speaker goes."""
    _, word = STANDING_SIGNS[standing.kind]
    below = 0.0 if reasons.taken else 0.6
    flow.paragraph(above=1.45, below=below, left=_LEFT_EM, right=_RIGHT_EM, leading=101, group=Group.BOX)
    flow.write(f"{word.capitalize()}. ", styles.bold)
    if not reasons.taken:
        flow.write(one_line(standing.sentence), styles.body)
        return
    for number, (verb, voices) in enumerate(reasons.taken):
        flow.write(f"{verb if number else verb.capitalize()} ", styles.body)
        _write_names(flow, styles, voices, cards)
        flow.write(", " if number + 1 < len(reasons.taken) else ".", styles.body)
    flow.paragraph(above=0.25, below=0.6, left=_LEFT_EM, right=_RIGHT_EM, leading=101, group=Group.BOX)
    flow.write(isolated(counts_sentence(standing, reasons, in_past=in_past)), styles.small)


def standing_in_words(standing: Standing, reasons: Reasons, *, in_past: bool = False) -> str:
    """Return what the box says, for those who hear it."""
    kind = f"{STANDING_SIGNS[standing.kind][1].capitalize()}."
    if not reasons.taken:
        return f"{kind} {one_line(standing.sentence)}"
    return f"{kind} {one_line(reasons.sentence)} {counts_sentence(standing, reasons, in_past=in_past)}"


def counts_sentence(standing: Standing, reasons: Reasons, *, in_past: bool = False) -> str:
    """Return how many positions there are and how many origins they really come from."""
    total, origins = standing.positions.total, standing.origins
    number = "1 position" if total == 1 else f"{total:,} positions"
    if not origins:
        text = f"{number} without a speaker or source."
    elif origins > 1:
        text = f"{number} from {origins:,} independent origins."
    else:
        origin = one_line(next(iter(reasons.origins), ""))
        named = f": {origin}" if origin and origin != "?" else ""
        text = f"{number}, {'all ' if total > 1 else ''}from one origin{named}."
    undated = len(reasons.undated)
    if not in_past or not undated:
        return text
    what = "1 statement has" if undated == 1 else f"{undated:,} statements have"
    return f"{text} {what} no date, and count{'s' if undated == 1 else ''} as said ever since."


def _write_names(flow: Flow, styles: PageStyles, voices: Sequence[Voice], cards: Mapping[str, int]) -> None:
    shown = voices if len(voices) <= MOST_NAMED else voices[: MOST_NAMED - 1]
    for number, voice in enumerate(shown):
        is_last = number + 1 == len(voices)
        flow.write((" and " if is_last else ", ") if number else "", styles.body)
        place = cards.get(voice.statements[0].id)
        name = isolated(one_line(voice.who))
        if place is None:
            flow.write(name, styles.name)
        else:
            flow.link(name, f"card:{place}", styles.name, says="Go to what was said")
    if len(shown) < len(voices):
        flow.write(f" and {len(voices) - len(shown):,} others", styles.body)
