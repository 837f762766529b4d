"""The fonts and colours of a text that flows over pages, all sizes from that of its body."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat

from gui.printing.flow_blocks import Face
from gui.printing.scripts import for_all_scripts
from gui.theme import SANS_FAMILIES, SERIF_FAMILIES, Palette, font_of

UNITS_PER_PT = 20
"""Qt's pixels are whole numbers: text is set in twentieths of a point, and scaled when it is painted."""

SUPERSCRIPT = 2 / 3
"""What Qt makes of the size of raised letters."""


# Latin, Greek and Cyrillic letters without marks of their own, and the signs that the program writes itself.
_LAST_PLAIN = "\u02ff"
_PLAIN_SIGNS = frozenset("–—‘’“”„…→✓◐✕?❞≠◔●○★■▲◆⬢✚▬\u200a" + "".join(map(chr, range(0x370, 0x483))))


# Short texts come again and again: signs, numbers, names.
_SHORT = 24
_MOST_WIDTHS = 20_000


@dataclass(frozen=True, slots=True)
class _Cut:
    """What a face is cut from: its size in that of the body, and the role of its colour."""

    size: float
    serif: bool = True
    bold: bool = False
    italic: bool = False
    ink: str = "ink"


_CUTS = {
    Face.COVER: _Cut(2.6, bold=True),
    Face.COVER_SMALL: _Cut(1.15),
    Face.PART: _Cut(1.9, bold=True),
    Face.GROUP: _Cut(1.1, serif=False, bold=True, ink="accent"),
    Face.TITLE: _Cut(1.28, bold=True),
    Face.NUMBER: _Cut(1.0, serif=False, bold=True, ink="accent"),
    Face.BODY: _Cut(1.0),
    Face.QUOTE: _Cut(1.06, italic=True),
    Face.UPRIGHT_QUOTE: _Cut(1.06),
    Face.META: _Cut(0.86, serif=False),
    Face.META_BOLD: _Cut(0.86, serif=False, bold=True),
    Face.META_MUTED: _Cut(0.86, serif=False, ink="muted"),
    Face.STANCE: _Cut(0.82, serif=False, bold=True),
    Face.LETTER: _Cut(1.15, bold=True, ink="muted"),
    Face.NOTE: _Cut(0.78),
    Face.NOTE_NUMBER: _Cut(0.78, serif=False, bold=True),
    Face.HEAD: _Cut(0.78, serif=False, ink="muted"),
    Face.MARK: _Cut(1.0, serif=False, bold=True, ink="accent"),
}


class Faces:
    """The fonts of a body of `body_pt`, in the colours of a palette for paper."""

    def __init__(self, palette: Palette, body_pt: float) -> None:
        self.body_pt = body_pt
        self.palette = palette
        self._fonts = {face: _font(cut, body_pt) for face, cut in _CUTS.items()}
        # Qt makes raised letters smaller by itself where it sets them among others.
        self._raised = self._fonts[Face.MARK]
        self._fonts[Face.MARK] = QFont(self._raised)
        self._fonts[Face.MARK].setPixelSize(int(self._raised.pixelSize() * SUPERSCRIPT))
        self._formats: dict[tuple[Face, str], QTextCharFormat] = {}
        self._metrics = {face: QFontMetricsF(font) for face, font in self._fonts.items()}
        self._widths: dict[tuple[Face, str], float] = {}
        self._inks: dict[str, QColor] = {}
        self._advances: dict[Face, dict[str, float]] = {face: {} for face in Face}

    def font(self, face: Face) -> QFont:
        """Return a face's font; its pixels are twentieths of a point."""
        return self._fonts[face]

    def ascent(self, face: Face) -> float:
        """Return how far a face rises above its base line, in units."""
        return self._metrics[face].ascent()

    def height(self, face: Face) -> float:
        """Return the natural height of a line of a face, in units."""
        return self._metrics[face].height()

    def width(self, face: Face, text: str) -> float:
        """Return how wide a text is on one line, in units."""
        if len(text) > _SHORT:
            return self._metrics[face].horizontalAdvance(text)
        found = self._widths.get((face, text))
        if found is None:
            if len(self._widths) > _MOST_WIDTHS:
                self._widths.clear()
            found = self._widths[face, text] = self._metrics[face].horizontalAdvance(text)
        return found

    def most_width(self, face: Face, text: str) -> float | None:
        """Return how wide a text is with each letter by itself; None where letters change what stands beside them."""
        advances = self._advances[face]
        try:
            return sum([advances[letter] for letter in text])
        except KeyError:
            metrics = self._metrics[face]
            for letter in set(text) - advances.keys():
                if letter > _LAST_PLAIN and letter not in _PLAIN_SIGNS:
                    return None
                advances[letter] = metrics.horizontalAdvance(letter)
        return sum([advances[letter] for letter in text])

    def raised(self, face: Face) -> float:
        """Return how far above the base line the letters of a face stand, in units, as Qt raises them."""
        return self._metrics[face].height() / 2 if face is Face.MARK else 0.0

    def elided(self, face: Face, text: str, width: float) -> str:
        """Return a text that is no wider than this, in units, its end cut with "…" where it must be."""
        if len(text) > 400:
            text = text[:400] + "…"
        metrics = self._metrics[face]
        if metrics.horizontalAdvance(text) <= width:
            return text
        # Halving, since Qt's own way puts an ellipsis where right-to-left text begins.
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if metrics.horizontalAdvance(text[:middle].rstrip() + "…") <= width:
                low = middle
            else:
                high = middle - 1
        return text[:low].rstrip() + "…"

    def size_pt(self, face: Face) -> float:
        """Return the size of a face as it is printed."""
        return self._fonts[face].pixelSize() / UNITS_PER_PT

    def colour(self, face: Face, ink: str = "") -> QColor:
        """Return the colour of a face, or of an ink of its own ("#b5441c", "stance:denies", "muted")."""
        return self.ink(ink or _CUTS[face].ink)

    def ink(self, ink: str) -> QColor:
        """Return the colour of an ink by its name."""
        found = self._inks.get(ink)
        if found is None:
            found = self._inks[ink] = self._ink(ink)
        return found

    def _ink(self, ink: str) -> QColor:
        if ink.startswith("#"):
            return QColor(ink)
        kind, _, role = ink.partition(":")
        if kind == "stance":
            return QColor(self.palette.stances[role])
        return QColor(getattr(self.palette, kind))

    def format(self, face: Face, ink: str = "") -> QTextCharFormat:
        """Return what Qt needs to set letters of a face among others."""
        found = self._formats.get((face, ink))
        if found is None:
            found = QTextCharFormat()
            found.setFont(self._fonts[face])
            found.setForeground(self.colour(face, ink))
            if face is Face.MARK:
                found.setFont(self._raised)
                found.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
            self._formats[face, ink] = found
        return found


def _font(cut: _Cut, body_pt: float) -> QFont:
    font = font_of(SERIF_FAMILIES if cut.serif else SANS_FAMILIES, body_pt, cut.bold, cut.italic)
    font = for_all_scripts(font, serif=cut.serif)
    font.setPixelSize(round(cut.size * body_pt * UNITS_PER_PT))
    # Hints fit letters to the pixels of a screen; on paper they would only change widths.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # A ligature is one glyph, and a reader of the file would not find its letters.
    font.setFeature(QFont.Tag("liga"), 0)
    return font
