"""What is drawn at the ends of a bar, told from the pixels."""

import pytest
from PySide6.QtCore import QBuffer, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPdfWriter
from pytestqt.qtbot import QtBot

from gui.timeline.geometry import BandHeader, Geometry
from gui.timeline.layout.rows import Rows
from gui.timeline.marks import Bars, Marks
from gui.timeline.sprites import Ground, Sprites
from storage.dates import BODIES, Body, Edge

PAPER, TINT = QColor("#ffffff"), QColor("#b5441c")
BAR = QRectF(80, 10, 100, 8)


def inked(start: Edge, end: Edge, body: Body = Body.LASTING, *, pixmaps: bool = True) -> tuple[int, int, int]:
    """Return how many pixels are not paper before, on and after the bar."""
    image = QImage(260, 30, QImage.Format.Format_RGB32)
    image.fill(PAPER)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground, style = Ground(painter, Sprites(), pixmaps=pixmaps), (BODIES.index(body), int(start), int(end))
    Bars().paint(ground, BAR, TINT, PAPER, style, 260)
    Marks("#b98a12", "#ffffff").stamp_ends(ground, BAR.left(), BAR.right(), BAR.center().y(), TINT, style, 260)
    ground.flush()
    painter.end()
    dark = [x for x in range(260) for y in range(30) if image.pixelColor(x, y).lightness() < 240]
    return sum(x < 79 for x in dark), sum(79 <= x <= 181 for x in dark), sum(x > 181 for x in dark)


@pytest.mark.parametrize("pixmaps", [True, False])
@pytest.mark.parametrize("edge", [Edge.OPEN, Edge.UNKNOWN, Edge.SOFT])
def test_an_end_that_is_not_sharp_goes_on_beyond_the_bar(qtbot: QtBot, edge: Edge, pixmaps: bool) -> None:
    assert inked(Edge.SHARP, Edge.SHARP, pixmaps=pixmaps)[0] == inked(Edge.SHARP, Edge.SHARP, pixmaps=pixmaps)[2] == 0
    assert inked(edge, Edge.SHARP, pixmaps=pixmaps)[0] > 5
    assert inked(Edge.SHARP, edge, pixmaps=pixmaps)[2] > 5


@pytest.mark.parametrize(("body", "edge"), [(Body.LASTING, Edge.HATCHED), (Body.ONE_OF, Edge.SHARP)])
@pytest.mark.parametrize("pixmaps", [True, False])
def test_what_is_uncertain_is_hatched_with_paper(qtbot: QtBot, body: Body, edge: Edge, pixmaps: bool) -> None:
    assert inked(edge, edge, body, pixmaps=pixmaps)[1] < 0.9 * inked(Edge.SHARP, Edge.SHARP)[1]


def test_the_smallest_window_has_rows() -> None:
    assert Geometry(300, 40, 18, 15).lane_limit == 4


def test_paper_gets_vectors(qtbot: QtBot) -> None:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    assert Ground(painter, Sprites()).ratio == 0
    painter.end()


def test_old_sprites_make_room_for_new_ones(qtbot: QtBot) -> None:
    sprites = Sprites(most_bytes=40_000)
    for number in range(20):
        sprites.make(number, 50, 20, lambda painter: None)
    assert sprites.find(0) is None
    assert sprites.find(19) is not None


def test_sprites_of_another_screen_are_not_used(qtbot: QtBot) -> None:
    sprites = Sprites()
    sprites.make("mark", 50, 20, lambda painter: None)
    sprites.turn_to(2.0)
    assert sprites.find("mark") is None


@pytest.mark.parametrize("side", [-1, 1])
def test_the_pill_of_what_is_scrolled_away_stands_below_the_first_header_and_over_no_chip(side: int) -> None:
    rows = Rows.stacked([30], 30.0, 24.0)
    geometry = Geometry(600, 400, 18, 15, rows=rows)
    pill = geometry.more_rect(side, 80.0)
    assert geometry.lanes_top <= pill.top() and pill.bottom() <= geometry.chip_rect(560.0, 40.0).top()
    assert not geometry.header_rect(BandHeader(0, "Rebels", 30, 0.0)).intersects(pill)


def test_the_ribbon_stands_between_lanes_and_chips() -> None:
    geometry = Geometry(600, 400, 18, 15)
    assert geometry.ribbon_rect.top() >= geometry.lanes_top + geometry.lanes_height
    assert geometry.ribbon_rect.bottom() <= geometry.chip_rect(100.0, 40.0).top()
