"""The signs of standings on paper: drawn as on the screen, or letters where their lines would be too thin to print."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from gui.printing.inks import HAIRLINE_MM
from gui.printing.lettering import ASCENT_EM, LINE_EM, Lettering
from gui.signs import STANDING_SIGNS
from gui.standing_signs import paint_standing
from gui.theme import Palette
from storage.standing import StandingKind

SIGN_EM = 1.2
"""The room of a sign before words."""
_SIDE_EM = 0.92
# The finest line of a sign is a tenth of its side.
_FINEST = 0.1


def paint_sign(
    painter: QPainter,
    kind: StandingKind,
    at: tuple[float, float],
    size_mm: float,
    palette: Palette,
    lettering: Lettering,
) -> None:
    """Paint the sign of a standing on a line of text, from its top left corner, in millimetres.

    `size_mm` is the size of the letters beside it.
    """
    side = _SIDE_EM * size_mm
    if side * _FINEST >= HAIRLINE_MM:
        middle = QPointF(at[0] + side / 2, at[1] + LINE_EM * size_mm / 2)
        paint_standing(painter, kind, middle, side, palette)
        return
    sign = STANDING_SIGNS[kind][0]
    lettering.write(painter, (at[0], at[1] + ASCENT_EM * size_mm), size_mm, sign, palette.ink)
