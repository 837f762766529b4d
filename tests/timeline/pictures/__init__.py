"""Pictures of the timeline to compare with: how it is to look, kept as PNG files in this folder.

Fonts differ between machines, so all is written in `blocks.ttf`, the same everywhere: small letters are low boxes, all
other signs high ones, spaces nothing, each 0.56 em wide (made with fontTools' FontBuilder).

After a change that is meant to be seen, `python -m tests.timeline.pictures` paints them anew;
look at every one before committing it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFont, QFontDatabase, QImage, QPainter

from gui.theme import DARK, LIGHT
from gui.timeline.geometry import BandHeader
from gui.timeline.layout.counts import Ribbon
from gui.timeline.layout.rows import Rows
from gui.timeline.layout.scale import Scale
from gui.timeline.painter import TimelinePainter
from gui.timeline.picture import Look, Picture, Ruler
from gui.timeline.scene import Scene
from storage.dates import known_bounds, parse
from storage.model import Event, Stance, Statement
from tests.bench import stories
from tests.timeline.pictures import mixture

FOLDER = Path(__file__).parent
FAMILY, FONT = "Blocks", FOLDER / "blocks.ttf"
WIDTH_PX, HEIGHT_PX = 860, 480
_TITLES = (
    "Talks end",
    "A crowd pulls down the statue in the square",
    "Army sends more forces",
    "محادثات في الدوحة تنتهي",
)
_YEAR = (
    "2024-01-15", "2024-02", "2024-02-10/2024-04-20", "2024-03?", "2024-03-05~", "2024-03-20~/2024-06-01~",
    "2024-04-02?/2024-07-10?", "2024-05-01/..", "../2024-05-20", "2024-06-01/", "/2024-07-15", "2024-07-04",
    "2024-08~", "2024-08-10%", "2024-09-01/2024-12-01", "[2024-09-01,2024-10-20]", "2024-10-05T12:00:00Z",
    "2024-11", "2024-11-20/2024-11-25", "2024-12-07",
)  # fmt: skip
_IDES = "-0043-03-15", "-0043-02/-0043-04", "-0043-03-17", "-0043", "-0043-03~", "-0042-11-27/.."
_AEONS = "Y-66E6", "Y-72E6/Y-66E6", "Y-66000000~", "Y-64E6?", "Y-56E6/Y-34E6", "../Y-70E6"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a picture shows: events, between two dates, in a theme; grey for those who see or print no colours."""

    name: str
    events: Callable[[], Sequence[Event]]
    start: str
    end: str
    theme: str = "light"
    change: Callable[[Picture], Picture] = lambda picture: picture
    ratio: float = 1.0


def _dated(dates: Sequence[str]) -> Callable[[], list[Event]]:
    def events() -> list[Event]:
        made = [
            Event(
                f"e{place}", _TITLES[place % len(_TITLES)], when, text="What was said of it at the time",
                category=f"c{place % 7}", starred=place % 6 == 0,
            )
            for place, when in enumerate(dates)
        ]  # fmt: skip
        return [*made, Event("era", "An era", f"{dates[0]}~/..", category="c7")]

    return events


def _standings() -> list[Event]:
    """Return events of each standing: a lasting one, one of uncertain ends, and a day."""
    dates = "2024-{:02d}-04/2024-{:02d}-12", "2024-{:02d}-20?/2024-{:02d}-28?", "2024-{:02d}-09"
    return [
        Event(
            f"{stances or 'none'}{place}", f"{stances or 'None'} {place}", when.format(month, month + (place < 2)),
            category=f"c{number % 7}", statements=_said(stances),
        )
        for number, stances in enumerate(("AD", "D", "AC", "A", "AA", ""))
        for place, (when, month) in enumerate(zip(dates, (1, 5, 9), strict=True))
    ]  # fmt: skip


def _said(stances: str) -> tuple[Statement, ...]:
    kinds = {"A": Stance.ASSERTS, "D": Stance.DENIES, "C": Stance.CANNOT_CONFIRM}
    return tuple(Statement(f"s{place}", kinds[each], speaker=f"P{place}") for place, each in enumerate(stances))


def _many() -> list[Event]:
    return list(mixture.events(10_000))


def _with_bands(picture: Picture) -> Picture:
    """Put the same events under headers, with all that the reader's hands can add."""
    geometry, frame = picture.geometry, picture.frame
    rows = Rows.stacked([3, 2, 9], geometry.lane_pitch, geometry.header_height, [False, True, False])
    left = np.arange(0, WIDTH_PX, 8.0)
    ribbon = Ribbon(left, 8.0, (left % 97).astype(np.int64))
    headers = rows.headers(20.0, 20.0 + geometry.lanes_height)
    names, counts = ("Rebels", "Government", "Nobody"), (12, 4440, 9)
    bands = tuple(
        BandHeader(band, names[band], counts[band], top - 20.0, bool(rows.collapsed[band]), "teal", ribbon)
        for band, top in headers
    )
    return replace(
        picture,
        geometry=replace(geometry, rows=rows, scroll_px=20.0),
        frame=replace(frame, ribbon=ribbon, above=3, below=1240),
        bands=bands,
        focused_band=2,
        drop_px=200.0,
        selected=frozenset({int(frame.events[-1])}),
        hovered=int(frame.events[-2]),
        ruler=Ruler(260.0, 420.0, "2 months"),
        box=(600.0, 700.0),
    )


SUBJECTS = (
    *(Subject(f"twenty-{theme}", _dated(_YEAR), "2024-01", "2024-12", theme) for theme in ("light", "dark", "grey")),
    Subject("twenty-sharp", _dated(_YEAR), "2024-01", "2024-12", ratio=1.5),
    *(Subject(f"thousands-{theme}", _many, "1995", "2004", theme) for theme in ("light", "dark", "grey")),
    *(
        Subject(f"bands-{theme}", _dated(_YEAR), "2024-01", "2024-12", theme, _with_bands)
        for theme in ("light", "dark")
    ),
    *(Subject(f"standings-{theme}", _standings, "2024-01", "2024-12", theme) for theme in ("light", "dark", "grey")),
    Subject("44-bc", _dated(_IDES), "-0044-12", "-0042-12"),
    Subject("66-million-years-ago", _dated(_AEONS), "Y-80E6", "Y-30E6"),
)


def paint(subject: Subject, *, pixmaps: bool = True) -> QImage:
    """Paint a subject."""
    look = _look(subject.theme)
    scene = Scene.of(stories.opened(mixture.story(), subject.events()), look, QSizeF(WIDTH_PX, HEIGHT_PX))
    start_s, end_s = known_bounds(parse(subject.start))[0], known_bounds(parse(subject.end))[1]
    picture = subject.change(scene.picture(Scale.fitting(start_s, end_s, 0, WIDTH_PX)))
    size = round(WIDTH_PX * subject.ratio), round(HEIGHT_PX * subject.ratio)
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(subject.ratio)
    painter = QPainter(image)
    TimelinePainter(look, pixmaps=pixmaps).paint(painter, picture)
    painter.end()
    grey = QImage.Format.Format_Grayscale8
    return image.convertToFormat(grey) if subject.theme == "grey" else image


def difference(one: QImage, other: QImage) -> float:
    """Return how far two pictures of a size lie apart: the mean of their pixels' differences, 0 to 255."""
    first, second = (_values(image) for image in (one, other))
    return float(np.abs(first - second).mean())


def _values(image: QImage) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return (
        np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.width(), 4)[..., :3].astype(np.int16)
    )


def _look(theme: str) -> Look:
    if FAMILY not in QFontDatabase.families():
        QFontDatabase.addApplicationFont(str(FONT))
    small, strong = QFont(FAMILY), QFont(FAMILY)
    title = QFont(FAMILY)
    # In pixels: what a point is depends on the machine.
    title.setPixelSize(11)
    small.setPixelSize(10)
    strong.setPixelSize(10)
    for font in (title, small, strong):
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    kinds = [(category.colour, category.shape.value) for category in mixture.story().categories]
    return Look(DARK if theme == "dark" else LIGHT, title, small, strong, kinds)
