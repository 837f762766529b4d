"""Standings as a reader sees them: signs on the timeline, a filter by standing, and nothing that was said later."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from gui import document
from gui.app import Desk
from gui.standing_legend import StandingLegend
from gui.standing_signs import paint_standing
from gui.theme import DARK, LIGHT, Palette, Theme
from gui.timeline import plotting, said_by
from gui.timeline.chip_list import ChipList
from gui.timeline.image import write_image
from gui.timeline.scene import NOT_KNOWN_YET
from storage.changes import PutEvent, PutSource, PutStory
from storage.model import Category, Shape, Source
from storage.standing import StandingKind
from storage.story_file import create_story, open_story
from tests.gui.hands import Hands, desk, hands_on
from tests.gui.test_as_known_on import hands
from tests.gui.test_knowing import HAMA, HOMS
from tests.storage.said import end_of, event

__all__ = ["desk", "hands"]
Key = Qt.Key


def titles(hands: Hands) -> set[str]:
    """Return what is painted on the timeline, or stands behind a chip of it."""
    picture, scene = hands.picture(), hands.canvas.shown_scene
    assert scene is not None
    behind = [index for chip in picture.frame.chips for index in scene.behind(chip).tolist()]
    assert len(behind) == sum(chip.count for chip in picture.frame.chips)
    marks = [scene.event_id(index) for index in (*picture.frame.events.tolist(), *behind)]
    eras = [scene.era_id(index) for index in picture.era_frame.events.tolist()]
    found = [hands.document.find_event(one) for one in (*marks, *eras)]
    return {one.title for one in found if one is not None}


def sign_of(hands: Hands, title: str) -> StandingKind | None:
    file = hands.document.file
    assert file is not None
    return hands.picture().words(file.row_of_event(hands.event(title).id)).standing


def listed(hands: Hands) -> int:
    return hands.table.model().rowCount()


# Signs


def signs(
    palette: Palette, side: int, grey: bool = True
) -> dict[StandingKind, np.ndarray[tuple[int, ...], np.dtype[np.int16]]]:
    found = {}
    for kind in StandingKind:
        image = QImage(side + 2, side + 2, QImage.Format.Format_RGB32)
        image.fill(QColor(palette.paper))
        painter = QPainter(image)
        paint_standing(painter, kind, QPointF(side / 2 + 1, side / 2 + 1), side, palette)
        painter.end()
        plain = image.convertToFormat(QImage.Format.Format_Grayscale8)
        pixels = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
        found[kind] = pixels[:, : plain.width()].astype(np.int16)
    return found


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_all_six_signs_are_told_apart_in_grey_at_their_normal_size(qtbot: QtBot, palette: Palette) -> None:
    drawn = signs(palette, 12)
    for one, other in combinations(drawn, 2):
        assert np.abs(drawn[one] - drawn[other]).mean() > 8, (one, other)


def test_what_is_doubted_stands_out(qtbot: QtBot) -> None:
    drawn = signs(LIGHT, 12)
    ink = {kind: float((255 - pixels).sum()) for kind, pixels in drawn.items()}
    calm = (StandingKind.SINGLE_SOURCE, StandingKind.UNSOURCED)
    assert min(ink[kind] for kind in ink if kind not in (*calm, StandingKind.CORROBORATED)) > max(map(ink.get, calm))  # type: ignore[type-var]


def test_the_legend_leaves_its_words_out_where_they_have_no_room(qtbot: QtBot) -> None:
    legend = StandingLegend(Theme("light"))
    qtbot.addWidget(legend)
    legend.resize(legend.sizeHint())
    assert legend.has_words
    legend.resize(legend.minimumSizeHint())
    assert not legend.has_words and legend.width() < 150
    assert "unconfirmed" in legend.toolTip() and "unconfirmed" in legend.accessibleName()
    legend.grab()


# The filter


def test_a_key_lets_only_one_standing_through_and_escape_all(hands: Hands) -> None:
    hands.canvas.setFocus()
    hands.key(Key.Key_1, widget=hands.canvas)
    assert titles(hands) == {"Who holds Homs?"} and listed(hands) == 1
    assert hands.window.commands.standings.button.text() == "Contested ▾"
    assert hands.window.actions_by_id["standing_contested"].isChecked()
    assert "1 event is contested. Esc shows all." in hands.window.status.state.text()
    hands.key(Key.Key_6, widget=hands.canvas)
    assert titles(hands) == {"Who holds Homs?", "War begins"}
    assert hands.window.commands.standings.button.text() == "2 standings ▾"
    hands.key(Key.Key_Escape, widget=hands.canvas)
    assert listed(hands) == 3 and hands.window.commands.standings.button.text() == "Standing ▾"


def test_what_narrows_moves_no_button_and_none_is_a_word(hands: Hands) -> None:
    button = hands.window.commands.standings.button
    width = button.sizeHint().width()
    hands.canvas.setFocus()
    for key in (Key.Key_1, Key.Key_1, Key.Key_2):
        hands.key(key, widget=hands.canvas)
        assert button.sizeHint().width() == width
    assert not listed(hands)
    assert "No event is denied. Esc shows all." in hands.window.status.state.text()


def test_escape_lets_go_of_the_chosen_event_before_the_filter(hands: Hands) -> None:
    hands.key(Key.Key_1)
    hands.reading.select("homs")
    hands.key(Key.Key_Escape)
    assert (hands.reading.selected, listed(hands)) == ("", 1)
    hands.key(Key.Key_Escape)
    assert listed(hands) == 3


def test_escape_in_the_box_takes_away_words_and_then_standings(hands: Hands) -> None:
    box = hands.window.event_list.filter_edit
    hands.key(Key.Key_1)
    box.setFocus()
    box.setText("homs")
    for left in (1, 3):
        hands.key(Key.Key_Escape, widget=box)
        assert (box.text(), listed(hands)) == ("", left)


def test_the_menu_in_the_header_counts_and_stays_open_while_it_is_ticked(hands: Hands) -> None:
    button = hands.window.commands.standings.button
    menu = button.standing_menu
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    texts = [entry.text() for entry in button.entries.values()]
    assert texts == [
        *("Contested\t1", "Denied\t0", "Unconfirmed\t0", "Single source\t1", "Corroborated\t0", "Unsourced\t1"),
    ]
    at = menu.actionGeometry(button.entries[StandingKind.CONTESTED]).center()
    hands.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=at)
    assert menu.isVisible() and listed(hands) == 1
    assert button.entries[StandingKind.CONTESTED].text() == "Contested ✓\t1"
    menu.setActiveAction(button.entries[StandingKind.UNSOURCED])
    hands.qtbot.keyClick(menu, Key.Key_Space)
    assert menu.isVisible() and listed(hands) == 2
    button.all_entry.trigger()
    assert listed(hands) == 3
    menu.close()


def test_counts_and_filter_are_those_of_the_moment(hands: Hands) -> None:
    hands.key(Key.Key_4)
    assert titles(hands) == {"Hama is lost"}
    hands.reading.knowing.go_to(end_of("2024-12-07"))
    assert titles(hands) == {"Hama is lost", "Who holds Homs?"}
    button = hands.window.commands.standings.button
    button.standing_menu.popup(QPoint(0, 0))
    assert button.entries[StandingKind.SINGLE_SOURCE].text() == "Single source ✓\t2"
    button.standing_menu.close()


# As known on


def test_the_timeline_shows_what_had_been_said_each_in_its_place(hands: Hands) -> None:
    scene = hands.canvas.shown_scene
    assert scene is not None
    lanes = {title: scene.lane(hands.event(title).id) for title in titles(hands)}
    hands.reading.knowing.go_to(end_of("2024-12-07"))
    assert titles(hands) == {"War begins", "Hama is lost", "Who holds Homs?"}
    assert sign_of(hands, "Who holds Homs?") is StandingKind.SINGLE_SOURCE
    hands.reading.knowing.go_to(end_of("2024-12-05"))
    assert titles(hands) == {"War begins", "Hama is lost"}
    assert sign_of(hands, "Who holds Homs?") is None
    assert {title: scene.lane(hands.event(title).id) for title in titles(hands)}.items() <= lanes.items()
    hands.reading.knowing.go_to(None)
    assert sign_of(hands, "Who holds Homs?") is StandingKind.CONTESTED


def test_an_edit_in_the_past_stays_hidden_until_it_had_been_said(hands: Hands) -> None:
    hands.reading.knowing.go_to(end_of("2024-12-06"))
    late = replace(event("A X!2024-12-09", id="late"), title="Said late", when="2024-12-05")
    early = replace(event("A X!2024-12-01", id="early"), title="Said early", when="2024-12-05")
    hands.document.apply([PutEvent(late), PutEvent(early)])
    assert titles(hands) == {"War begins", "Hama is lost", "Said early"}
    hands.reading.knowing.go_to(None)
    assert "Said late" in titles(hands)


def test_nothing_is_behind_a_chip_or_reached_by_going_on_that_had_not_been_said(hands: Hands) -> None:
    crowd = [replace(HOMS, id=f"e{n}", title=f"Late {n}", when="2024-12-07T12:00:00Z") for n in range(80)]
    hands.document.apply([PutEvent(each) for each in crowd])
    hands.view.travel.fit_all()
    assert sum(chip.count for chip in hands.picture().frame.chips) > 20
    hands.reading.knowing.go_to(end_of("2024-12-06"))
    picture, scene = hands.picture(), hands.canvas.shown_scene
    assert scene is not None
    assert picture.frame.below + sum(chip.count for chip in picture.frame.chips) <= 1
    assert scene.rows_between(None, None, 1000) and len(scene.rows_between(None, None, 1000)) == 2
    assert scene.span("e1") is None and scene.seen[1] <= end_of("2024-12-05") + 1
    hands.view.travel.go_end()
    hands.view.travel.show_nearest(1)
    assert titles(hands) <= {"War begins", "Hama is lost"}


def test_a_list_behind_a_chip_closes_when_the_reader_looks_from_another_moment(hands: Hands) -> None:
    crowd = [replace(HOMS, id=f"e{n}", title=f"Late {n}", when="2024-12-07T12:00:00Z") for n in range(80)]
    hands.document.apply([PutEvent(each) for each in crowd])
    hands.view.travel.fit_all()
    hands.view._open_chip(hands.picture().frame.chips[0], hands.canvas.rect())
    assert hands.view.findChildren(ChipList)[0].isVisible()
    hands.key(Key.Key_BracketLeft)
    assert not any(chips.isVisible() for chips in hands.view.findChildren(ChipList))


def test_the_overview_counts_what_had_been_said(hands: Hands) -> None:
    def counted() -> int:
        hands.view.overview.repaint()
        assert hands.view.overview._hills is not None
        return int(hands.view.overview._hills._layers.sum())

    assert counted() == 3
    hands.reading.knowing.go_to(end_of("2024-12-06"))
    assert counted() == 2
    hands.reading.knowing.go_to(None)
    assert counted() == 3


def test_an_era_shows_when_it_had_been_said(hands: Hands) -> None:
    era = replace(event("A X!2024-12-06", id="era"), title="The war", when="2011/..", category="eras")
    story = hands.document.story
    assert story is not None
    eras = Category("eras", "Eras", "slate", Shape.BAND)
    hands.document.apply([PutStory(replace(story, categories=(eras,))), PutEvent(era)])
    assert "The war" in titles(hands)
    hands.reading.knowing.go_to(end_of("2024-12-05"))
    assert "The war" not in titles(hands)


def test_a_band_is_named_when_somebody_of_it_had_spoken(hands: Hands) -> None:
    hands.view.bands.group_by("speaker")
    names = [header.name for header in hands.picture().bands]
    assert {"Ghani", "Ministry", "BBC"} <= {*names}
    hands.reading.knowing.go_to(end_of("2024-12-07"))
    headers = hands.picture().bands
    assert [header.name for header in headers if header.count] == [
        name for name in names if name in ("Ghani", "SOHR", "Nobody’s words")
    ]
    assert {header.name for header in headers if not header.count} == {NOT_KNOWN_YET}
    file, scene = hands.document.file, hands.canvas.shown_scene
    assert file is not None and scene is not None
    assert len(scene.places("homs")) == 1
    hands.reading.knowing.go_to(None)
    assert len(scene.places("homs")) == 3


def test_bands_of_sources_follow_another_date_of_a_source(hands: Hands) -> None:
    blog = Source("late", {"container-title": "Late", "issued": {"edtf": "2024-12-05"}})
    hands.document.apply([PutSource(blog), PutEvent(replace(HAMA, sources=("late",)))])
    hands.view.bands.group_by("source")
    hands.reading.knowing.go_to(end_of("2024-12-06"))
    assert "Late" in [header.name for header in hands.picture().bands if header.count]
    hands.document.apply([PutSource(replace(blog, csl={**blog.csl, "issued": {"edtf": "2024-12-09"}}))])
    assert "Late" not in [header.name for header in hands.picture().bands if header.count]


def test_a_large_story_hides_bands_until_it_is_known_who_had_spoken(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Modules and not their names: one that is loaded while the others are changed would keep that for all tests.
    for module in (document, said_by, plotting):
        monkeypatch.setattr(module, "MOST_AT_ONCE", 2)
    path = tmp_path / "s.timeline.json"
    with create_story(path, title="Homs") as file:
        file.apply([PutEvent(each) for each in (HOMS, HAMA)])
    hands = hands_on(qtbot, desk, path)
    hands.view.bands.group_by("speaker")
    hands.reading.knowing.prepare()
    qtbot.waitUntil(lambda: bool(hands.reading.knowing.moments) and not hands.view.plotting.busy)
    hands.reading.knowing.go_to(end_of("2024-12-07"))
    qtbot.waitUntil(lambda: titles(hands) == {"Who holds Homs?", "Hama is lost"})
    assert {header.name for header in hands.picture().bands if header.count} == {"Ghani", "SOHR"}


def test_a_picture_file_shows_what_had_been_said_and_says_so(hands: Hands, tmp_path: Path) -> None:
    assert hands.document.path is not None
    story = open_story(hands.document.path, read_only=True)
    texts = []
    for as_of_s in (None, end_of("2024-12-07"), end_of("2024-12-06")):
        write_image(story, tmp_path / "out.svg", as_of_s=as_of_s)
        texts.append((tmp_path / "out.svg").read_text(encoding="utf-8"))
    assert ["Who holds Homs?" in text for text in texts] == [True, True, False]
    assert ["As known on" in text for text in texts] == [False, True, True]


def test_the_dialog_for_pictures_says_what_they_show(hands: Hands) -> None:
    hands.reading.knowing.go_to(end_of("2024-12-07"))
    hands.window.actions_by_id["export_image"].trigger()
    assert "It shows what was known on 7 December 2024" in hands.error()


def test_no_tool_tip_outlives_the_moment_it_was_shown_at(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden: list[bool] = []
    monkeypatch.setattr("gui.timeline.view.QToolTip.hideText", lambda: hidden.append(True))
    hands.reading.knowing.go_to(end_of("2024-12-06"))
    assert hidden
