"""What a text that flows over pages is made of: paragraphs of runs, and what has to stay together. No Qt.

Lengths are in points. Text is plain, on one line, without controls of its own (see `gui.text`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Face(StrEnum):
    """How letters look; `flow_faces` gives each a font, a size and a colour."""

    COVER = "cover"
    COVER_SMALL = "cover-small"
    PART = "part"
    GROUP = "group"
    TITLE = "title"
    NUMBER = "number"
    BODY = "body"
    QUOTE = "quote"
    UPRIGHT_QUOTE = "upright-quote"
    META = "meta"
    META_BOLD = "meta-bold"
    META_MUTED = "meta-muted"
    STANCE = "stance"
    LETTER = "letter"
    NOTE = "note"
    NOTE_NUMBER = "note-number"
    HEAD = "head"
    MARK = "mark"


class Rule(StrEnum):
    """Where a thin line stands at a paragraph."""

    NONE = ""
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one face. `target` is where they lead ("#event/ID", "#source/ID", "https://…").

    `note` is the number of the source whose footnote has to stand on the same page; `ink` a colour other than the
    face's own ("stance:denies", "#b5441c").
    """

    text: str
    face: Face = Face.BODY
    target: str = ""
    note: int = 0
    ink: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph is set. `leading_pt` is from line to line, `above_pt` what is left free before it.

    `keep_next` keeps its end with the beginning of what follows, `keep_lines` all of its lines on one page.
    `tail_pt` is kept free at the end of its lines for the number of a page.
    """

    leading_pt: float
    above_pt: float = 0.0
    left_pt: float = 0.0
    right_pt: float = 0.0
    keep_next: bool = False
    keep_lines: bool = False
    tail_pt: float = 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph.

    `label` hangs at the left edge of its first line; `tail` is the name of an anchor whose page stands at the end of
    its last. Neighbours of one `group` (0: none) stay on one page where that is not too much; `bar` is the colour of
    the line at their left. `anchor` is what links lead to, `keys` the entries of the index that it is found under.
    Where a page ends within it, the next begins with `resume`.
    """

    runs: tuple[Run, ...]
    shape: Shape
    label: Run | None = None
    tail: str = ""
    group: int = 0
    bar: str = ""
    anchor: str = ""
    keys: tuple[int, ...] = ()
    resume: str = ""
    rule: Rule = Rule.NONE

    @property
    def text(self) -> str:
        """Return all letters of the paragraph."""
        return self.runs[0].text if len(self.runs) == 1 else "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Item:
    """Blocks that belong together: an event, an entry of the bibliography. `keep` keeps a short one on one page."""

    blocks: tuple[Block, ...]
    keep: bool = False
