"""What is written beside a mark, and how it is cut."""

import pytest
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from pytestqt.qtbot import QtBot

from gui.theme import LIGHT
from gui.timeline.labels import LEAST_DETAIL_PX, Labels
from gui.timeline.picture import Look, Words
from gui.timeline.sprites import Ground, Sprites
from storage.standing import StandingKind

LINE = "The army sends more forces to the city and the roads around it"
WORDS = Words("Forces", date="7 Dec 2024", line=LINE)


@pytest.fixture
def labels(qtbot: QtBot) -> Labels:
    return Labels(Look(LIGHT, QFont(), QFont(), QFont(), ()))


@pytest.fixture
def image(qtbot: QtBot) -> QImage:
    image = QImage(700, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    return image


def inked(image: QImage) -> list[int]:
    return [x for x in range(image.width()) if any(image.pixelColor(x, y).value() < 200 for y in range(40))]


def detail(labels: Labels, image: QImage, room_px: float, words: Words = WORDS) -> float:
    painter = QPainter(image)
    ground = Ground(painter, Sprites())
    end = labels.stamp_detail(ground, 0.0, 20.0, room_px, words)
    ground.flush()
    painter.end()
    return end


@pytest.mark.parametrize("room_px", [LEAST_DETAIL_PX, 180.0, 260.5, 400.0])
@pytest.mark.parametrize("line", [LINE, "اجتماع في الدوحة بشأن المدينة والطرق المحيطة بها وما بعدها", ""])
def test_a_detail_stays_within_its_room(labels: Labels, image: QImage, room_px: float, line: str) -> None:
    words = Words("Forces", date="7 Dec 2024", line=line)
    assert detail(labels, image, room_px, words) <= room_px
    assert max(inked(image), default=0) <= room_px


def test_there_is_no_detail_where_there_is_little_room(labels: Labels, image: QImage) -> None:
    assert detail(labels, image, LEAST_DETAIL_PX - 1) == 0.0
    assert inked(image) == []


def test_where_the_line_has_no_room_the_date_stands_alone(labels: Labels, image: QImage) -> None:
    room_px = labels.detail.width("7 Dec 2024") + 60
    alone = image.copy()
    detail(labels, image, room_px)
    detail(labels, alone, room_px, Words("Forces", date="7 Dec 2024"))
    assert image == alone


def test_a_date_is_never_shown_in_part(labels: Labels, image: QImage) -> None:
    detail(labels, image, LEAST_DETAIL_PX, Words("Forces", date="27 November 2024 – 30 December 2025", line=LINE))
    assert inked(image) == []


def test_a_title_that_has_no_room_ends_in_an_ellipsis(labels: Labels) -> None:
    fit = labels.fit(Words(LINE, standing=StandingKind.UNCONFIRMED), 150.0)
    assert fit.title.endswith("…")
    assert fit.width <= 150.0


@pytest.mark.parametrize("room_px", [48.0, 120.0, 180.0, 204.0, 264.0])
def test_a_title_is_cut_where_the_font_cuts_it(labels: Labels, room_px: float) -> None:
    fit = labels.fit(Words(LINE), room_px)
    assert fit.title == labels.title.cut(LINE, room_px)
    assert fit.letters_px == pytest.approx(labels.title.width(fit.title.removesuffix("…")), abs=0.5)


def test_a_title_cut_to_nearly_nothing_is_left_out(labels: Labels) -> None:
    assert labels.fit(Words(LINE), 30.0).title == ""


@pytest.mark.parametrize(("title", "at_its_left"), [("Alpha beta gamma", False), ("אבגדה וזחטי כלמנס", True)])
def test_the_ellipsis_stands_at_the_end_in_the_script_s_own_direction(
    labels: Labels, image: QImage, title: str, at_its_left: bool
) -> None:
    painter = QPainter(image)
    painter.translate(0, 20)
    labels.write_title(painter, 0.0, None, title[:8] + "…")
    painter.end()
    left = [image.pixelColor(x, y).value() < 200 for x in range(2, 9) for y in range(16)]
    # Dots stand on the line and leave what is above it free; letters do not.
    assert any(left) is not at_its_left


def test_in_haste_what_is_new_waits_for_the_next_frames(labels: Labels, image: QImage) -> None:
    painter, sprites = QPainter(image), Sprites()
    left_out = []
    for _ in range(16):
        ground = Ground(painter, sprites, hasty=True)
        for number in range(30):
            labels.stamp_detail(ground, 0.0, 20.0, 600.0, Words("", date=f"{number} Dec", line=LINE))
        ground.flush()
        left_out.append(ground.left_out)
    painter.end()
    assert left_out[0] > left_out[1] > 0
    assert left_out[-1] == 0


def test_what_has_no_sprite_ends_where_its_sprite_would(image: QImage) -> None:
    image.fill(0xFFFFFFFF)
    painter, sprites = QPainter(image), Sprites()
    ground = Ground(painter, sprites)
    for number in range(60):
        # A long strip of which a sprite holds the end alone.
        ground.stamp(("end", number), 40.0, 10.0, (6.0, 8.0), lambda on: on.fillRect(-30, 0, 60, 8, 0xFF000000))
    ground.flush()
    painter.end()
    assert image.pixelColor(42, 14).lightness() == 0
    assert image.pixelColor(30, 14).lightness() == image.pixelColor(50, 14).lightness() == 255
