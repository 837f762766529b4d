import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from gui.theme import DARK, LIGHT, SANS_FAMILIES, Palette, font_of
from gui.timeline.layout.scale import Scale
from gui.timeline.picture import Look
from gui.timeline.plotting import NO_PLOT
from gui.timeline.scene import Scene
from storage.dates import bounds

WIDTH_PX = 1200


def painted(
    start: str, end: str, second: str = "", palette: Palette = LIGHT, ratio: float = 1.0
) -> tuple[QImage, Scene]:
    """Paint a picture without events between two dates."""
    fonts = (font_of(SANS_FAMILIES, 10.0), font_of(SANS_FAMILIES, 9.0), font_of(SANS_FAMILIES, 9.0, bold=True))
    scene = Scene(None, NO_PLOT, Look(palette, *fonts, []), QSizeF(WIDTH_PX, 300))
    scene.show_second_axis(second)
    start_s, end_s = bounds(start).earliest_s, bounds(end).latest_s
    assert start_s is not None and end_s is not None
    image = QImage(round(WIDTH_PX * ratio), round(300 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    scene.painter.paint(painter, scene.picture(Scale.fitting(start_s, end_s + 1, 0, WIDTH_PX)))
    painter.end()
    return image, scene


def is_blank(image: QImage, row: int, paper: str) -> bool:
    return all(image.pixelColor(x, row) == QColor(paper) for x in range(image.width()))


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: str(palette.name))
@pytest.mark.parametrize(("second", "axes"), [("", 1), ("persian", 2)])
def test_the_axes_keep_within_their_room(qtbot: QtBot, second: str, axes: int, palette: Palette, ratio: float) -> None:
    image, scene = painted("2024-11-02", "2024-11-29", second, palette, ratio)
    assert scene.geometry.axis_top + axes * scene.geometry.axis_row == pytest.approx(scene.geometry.height)
    for axis in range(axes):
        bottom = (scene.geometry.axis_top + (axis + 1) * scene.geometry.axis_row) * ratio
        assert is_blank(image, round(bottom - 2 * ratio), palette.paper)
        assert not is_blank(image, round(bottom - 14 * ratio), palette.paper)


def test_a_line_of_the_coarser_tier_gives_way_to_a_year(qtbot: QtBot) -> None:
    # The fifties end with the year 50, one year after the tick of 50 BC: the line would go through its label.
    image, scene = painted("-0060", "0020")
    axis = scene.picture(Scale.fitting(*(bounds(year).earliest_s or 0 for year in ("-0060", "0021")), 0, WIDTH_PX)).axis
    tick = next(tick for tick in axis.ticks if tick.label == "50 BC")
    line = next(one for one in axis.context if one.label == "40s BC")
    assert tick.px + 8 < line.px < tick.px + 40
    below_axis = round(scene.geometry.axis_top) + 2
    assert image.pixelColor(round(line.px), below_axis) == QColor(LIGHT.paper)
