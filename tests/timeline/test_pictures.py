"""The timeline looks as it did: see `tests/timeline/pictures`."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.timeline.pictures import FOLDER, SUBJECTS, Subject, difference, paint

# Edges may be a shade lighter or darker; a mark that is missing or elsewhere tells more than that.
MOST_DIFFERENCE = 0.25
by_name = pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)


@by_name
def test_a_picture_looks_as_it_did(qtbot: QtBot, subject: Subject) -> None:
    assert difference(paint(subject), QImage(str(FOLDER / f"{subject.name}.png"))) <= MOST_DIFFERENCE


@by_name
def test_sprites_look_like_what_they_stand_for(qtbot: QtBot, subject: Subject) -> None:
    # Sprites stand on whole pixels, vectors where they are to stand: seen from further off there is no difference.
    sprites, vectors = (_from_afar(paint(subject, pixmaps=pixmaps)) for pixmaps in (True, False))
    assert difference(sprites, vectors) <= 6 * MOST_DIFFERENCE


def _from_afar(image: QImage) -> QImage:
    how = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(image.width() // 5, image.height() // 5, *how)


def test_a_missing_mark_is_a_difference(qtbot: QtBot) -> None:
    picture = paint(SUBJECTS[0])
    without = picture.copy()
    without.fill(picture.pixelColor(0, 0))
    assert difference(picture, without) > 10 * MOST_DIFFERENCE
