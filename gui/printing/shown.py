"""What the window shows, as a preset for print: its filter, the stretch in view, and the moment one looks from."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from gui.printing.choices import Choices, What
from gui.printing.chosen import LONGEST_SEARCH, Chosen
from gui.text import one_line, shortened
from storage.dates import display
from storage.story_file import StoryFile


@dataclass(frozen=True)
class Shown:
    """What lists and timeline let through: `only` are ids of events, None for all, and `words` say why so few.

    `view` are the EDTF dates between which the timeline stands. Whatever is printed is printed as known at `as_of_s`.
    """

    only: Container[str] | None = None
    count: int = 0
    words: str = ""
    view: tuple[str, str] | None = None
    as_of_s: int | None = None
    as_of: str = ""

    @property
    def is_narrow(self) -> bool:
        """Tell whether something is left out by words, standings or a speaker."""
        return self.only is not None

    def choose(self, file: StoryFile, choices: Choices) -> Chosen:
        """Return what is printed of a story. Raises DateError, TimelineError."""
        from_, to = "", ""
        if choices.what is What.RANGE:
            from_, to = choices.from_, choices.to
        elif choices.what is What.VIEW and self.view is not None:
            from_, to = self.view
        only, words = (self.only, self.words) if choices.what in (What.SHOWN, What.VIEW) else (None, "")
        chosen = Chosen.of(file, from_=from_, to=to, as_of=self.as_of, as_of_s=self.as_of_s, only=only, narrowed=words)
        # On paper the ends stand in words; those of the screen are no better known than by their day.
        at_most = 10 if choices.what is What.VIEW else None
        return replace(chosen, from_=_words(from_, at_most), to=_words(to, at_most))


def _words(edtf: str, at_most: int | None) -> str:
    return display(edtf if edtf.startswith(("Y", "-")) else edtf[:at_most]) if edtf else ""


def narrowed_in_words(text: str, standings: Sequence[str], speaker: str) -> str:
    """Return what lets events through in words: "events with “homs”, contested or denied, with Ada speaking"."""
    parts = []
    if text.strip():
        parts.append(f"events with “{shortened(text, LONGEST_SEARCH)}”")
    if standings:
        parts.append(" or ".join(sorted(standings)))
    if speaker:
        parts.append(f"with {one_line(speaker)} speaking")
    return ", ".join(parts)
