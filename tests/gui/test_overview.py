from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from gui.theme import LIGHT
from gui.timeline.hills_painter import MOST_COLOURS
from tests.gui.test_timeline_view import Desk

ROLES = ("red", "olive", "teal", "indigo", "amber", "plum", "green", "blue")


def picture(desk: Desk) -> QImage:
    return desk.view.overview.grab().toImage()


def tints(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height() // 2, image.height())
    }


def over_panel(role: str) -> str:
    front, back = QColor(LIGHT.categories[role]), QColor(LIGHT.panel)
    parts = zip(front.getRgb(), back.getRgb(), strict=True)
    red, green, blue = (round(one * 0.8 + other * 0.2) for one, other in list(parts)[:3])
    return QColor(red, green, blue).name()


def near(name: str, tint: str) -> bool:
    one, other = QColor(name), QColor(tint)
    return max(abs(a - b) for a, b in zip(one.getRgb(), other.getRgb(), strict=True)) <= 3


@pytest.fixture
def colourful(qtbot: QtBot, write_story: Callable[..., Path]) -> Desk:
    categories = [{"id": role, "name": role, "colour": role} for role in ROLES]
    events = [
        {"when": f"{2000 + 2 * place}", "category": role} for place, role in enumerate(ROLES) for _ in range(9 - place)
    ]
    desk = Desk(qtbot, write_story(events=events, about={"categories": categories}))
    # Out of the way: the handle tints what it covers.
    desk.view.navigator.jump(desk.view.navigator.scale.zoomed(1000, 0))
    return desk


def test_the_hills_are_drawn_in_the_colours_of_the_fullest_categories(colourful: Desk) -> None:
    found = tints(picture(colourful))
    seen = [role for role in ROLES if any(near(tint, over_panel(role)) for tint in found)]
    assert seen == list(ROLES[:MOST_COLOURS])


def test_the_labels_of_the_strip_differ_from_their_neighbours(qtbot: QtBot, write_story: Callable[..., Path]) -> None:
    for whens in (
        ["2011", "2014"],
        ["-4999", "2000"],
        ["2024-12-07T10:00:00Z", "2024-12-07T10:00:40Z"],
        ["2024-03-30"],
    ):
        labels = Desk(qtbot, write_story(events=[{"when": when} for when in whens])).view.overview.labels()
        assert labels
        assert all(one[0] < following[0] and one[1] != following[1] for one, following in pairwise(labels))


def test_the_strip_is_drawn_at_any_size(colourful: Desk) -> None:
    overview = colourful.view.overview
    for size in (QSize(20, 60), QSize(100, 10), QSize(3000, 90)):
        overview.resize(size)
        assert not overview.grab().isNull()
