"""What is drawn at the ends of a bar, told from the pixels."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from gui.timeline.geometry import Geometry
from gui.timeline.layout.columns import BODIES
from gui.timeline.marks import paint_bar
from storage.dates import Body, Edge

PAPER, TINT = QColor("#ffffff"), QColor("#b5441c")
BAR = QRectF(80, 10, 100, 8)


def inked(start: Edge, end: Edge, body: Body = Body.LASTING) -> tuple[int, int, int]:
    """Return how many pixels are not paper before, on and after the bar."""
    image = QImage(260, 30, QImage.Format.Format_RGB32)
    image.fill(PAPER)
    painter = QPainter(image)
    paint_bar(painter, BAR, TINT, PAPER, (BODIES.index(body), int(start), int(end)), 260)
    painter.end()
    dark = [x for x in range(260) for y in range(30) if image.pixelColor(x, y).lightness() < 240]
    return sum(x < 79 for x in dark), sum(79 <= x <= 181 for x in dark), sum(x > 181 for x in dark)


@pytest.mark.parametrize("edge", [Edge.OPEN, Edge.UNKNOWN, Edge.SOFT])
def test_an_end_that_is_not_sharp_goes_on_beyond_the_bar(qtbot: QtBot, edge: Edge) -> None:
    assert inked(Edge.SHARP, Edge.SHARP)[0] == inked(Edge.SHARP, Edge.SHARP)[2] == 0
    assert inked(edge, Edge.SHARP)[0] > 5
    assert inked(Edge.SHARP, edge)[2] > 5


@pytest.mark.parametrize(("body", "edge"), [(Body.LASTING, Edge.HATCHED), (Body.ONE_OF, Edge.SHARP)])
def test_what_is_uncertain_is_hatched_with_paper(qtbot: QtBot, body: Body, edge: Edge) -> None:
    assert inked(edge, edge, body)[1] < 0.9 * inked(Edge.SHARP, Edge.SHARP)[1]


def test_the_smallest_window_has_rows() -> None:
    assert Geometry(300, 40, 18, 15).lane_limit == 4
