"""What happens while a large story is read, searched or laid out, and at the border of small and large."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import gui.opening
from gui.app import Desk
from gui.document import MOST_AT_ONCE
from gui.reader.event_model import Column, EventModel
from gui.settings import Settings
from gui.timeline.plot_cache import PlotCache
from storage.changes import PutEvent, PutSource, RemoveEvent
from storage.model import Event
from storage.story_file import open_story
from tests.conftest import Row, StoryWriter
from tests.gui.test_large_story import Window, cache, large, window
from tests.gui.test_main_window import desk, ready, settings, theme

__all__ = ["cache", "desk", "large", "settings", "theme", "window"]
NEW = Event("new", "A new event", "1950", place="Homs")


def events(count: int) -> list[Row]:
    return [
        {"when": f"{1900 + number % 100}-{number % 12 + 1:02d}", "place": "Homs" if number % 1000 == 7 else "Hama"}
        for number in range(count)
    ]


def drawn(window: Window) -> set[int]:
    return set(window.view.plotting.plot.layout.columns.row.tolist())


def test_an_edit_while_a_story_is_first_read_is_in(qtbot: QtBot, large: Path, cache: PlotCache) -> None:
    cache.load = lambda *_: None  # type: ignore[method-assign]
    window = Window(qtbot, large, cache)
    window.view.plotting.restart()
    window.document.apply([PutEvent(NEW)])
    window.settle()
    assert window.reading.position("new") >= 0
    assert window.file.row_of_event("new") in window.lanes()


def test_a_large_story_begins_with_its_usual_range(window: Window) -> None:
    scale, (start_s, end_s) = window.view.navigator.target, window.view._scene.usual
    assert 0 <= scale.px(start_s) < scale.px(end_s) <= window.view.canvas.width()


def test_an_edit_during_a_search_is_in_what_it_finds(window: Window) -> None:
    window.reading.set_filter("homs")
    assert window.reading.pending
    window.document.apply([PutEvent(NEW)])
    window.settle()
    assert window.reading.position("new") >= 0


def test_a_search_forgets_what_another_program_has_replaced(window: Window, large: Path) -> None:
    window.reading.set_filter("homs")
    document = json.loads(large.read_text())
    document["events"]["9"]["place"], document["events"]["8"]["place"] = "Homs", "Hama"
    large.write_text(json.dumps(document))
    window.document.take_theirs()
    window.settle()
    assert {event.place for event in window.reading.events} == {"Homs"}


def test_an_edit_during_the_layout_is_drawn_after_it(window: Window) -> None:
    window.view.plotting.set_lane_limit(3)
    assert window.view.plotting.busy
    window.document.apply([PutEvent(NEW)])
    window.settle()
    assert window.file.row_of_event("new") in drawn(window)


def test_an_edit_during_the_layout_outlives_a_filter(window: Window) -> None:
    window.view.plotting.set_lane_limit(3)
    window.document.apply([PutEvent(NEW)])
    window.reading.set_filter("homs")
    window.settle()
    assert window.file.row_of_event("new") in drawn(window)


def test_a_band_shut_during_the_layout_is_shut_after_it(window: Window) -> None:
    window.view.bands.group_by("place")
    window.settle()
    window.view.plotting.set_lane_limit(3)
    window.view.bands.toggle(1)
    window.settle()
    assert window.view.plotting.plot.layout.collapsed_bands == {1}


def test_no_plot_is_kept_that_lacks_an_edit(qtbot: QtBot, window: Window, large: Path, cache: PlotCache) -> None:
    window.document.apply([PutEvent(replace(NEW, id="one"))])
    window.settle()
    window.view.plotting.set_lane_limit(3)
    window.document.apply([PutEvent(NEW)])
    window.file.fold()
    window.close()
    again = Window(qtbot, large, cache)
    assert again.file.row_of_event("new") in drawn(again)
    assert again.reading.position("new") >= 0
    again.close()


def test_an_event_that_has_gone_during_the_layout_is_called_so(window: Window) -> None:
    model, gone = EventModel(window.document, window.reading), window.reading.events[5].id
    window.view.plotting.set_lane_limit(3)
    window.document.apply([RemoveEvent(gone)])
    assert window.view.plotting.busy
    assert [model.data(model.index(5, column)) for column in (Column.DATE, Column.TITLE)][1] == "(removed)"


def test_a_filter_holds_when_a_story_becomes_large(qtbot: QtBot, write_story: StoryWriter, cache: PlotCache) -> None:
    window = Window(qtbot, write_story(events(MOST_AT_ONCE)), cache)
    window.reading.set_filter("homs")
    window.document.apply([PutEvent(NEW)])
    window.settle()
    assert {event.place for event in window.reading.events} == {"Homs"}
    assert len(window.reading.events) == len(drawn(window)) == 11


def test_a_filter_holds_when_a_story_becomes_small_and_large_again(
    qtbot: QtBot, write_story: StoryWriter, cache: PlotCache
) -> None:
    window = Window(qtbot, write_story(events(MOST_AT_ONCE + 1)), cache)
    window.reading.set_filter("homs")
    window.settle()
    first, second = window.reading.events[0], window.reading.events[1]
    window.document.apply([RemoveEvent(first.id)])
    window.document.apply([PutEvent(replace(second, place="Aleppo"))])
    window.document.apply([PutEvent(replace(NEW, place="Hama"))])
    window.settle()
    assert len(window.reading.events) == len(drawn(window)) == 8


def test_list_and_timeline_agree_when_another_filter_finds_what_was_drawn_before(
    qtbot: QtBot, write_story: StoryWriter, cache: PlotCache
) -> None:
    homs: dict[str, Any] = {"place": "Homs", "title": "alpha"}
    window = Window(qtbot, write_story([{**homs, "when": "2001"}, {**homs, "when": "2002"}, {"when": "2003"}]), cache)
    window.reading.set_filter("homs")
    window.document.apply([PutEvent(NEW)])
    assert len(drawn(window)) == 3
    window.reading.set_filter("homs alpha")
    assert len(drawn(window)) == len(window.reading.events) == 2


def test_list_and_timeline_agree_when_a_source_is_edited(
    qtbot: QtBot, write_story: StoryWriter, cache: PlotCache
) -> None:
    source = {"id": "s", "csl": {"title": "BBC", "type": "article"}}
    path = write_story([{"when": "2001", "sources": ["s"]}, {"when": "2002", "place": "Reuters"}], [source])
    window = Window(qtbot, path, cache)
    window.reading.set_filter("reuters")
    window.document.apply([PutSource(replace(window.document.sources[0], origin="Reuters"))])
    assert len(drawn(window)) == len(window.reading.events) == 2


def test_a_row_that_only_a_strict_reader_refuses_is_shown_as_gone(
    qtbot: QtBot, write_story: StoryWriter, cache: PlotCache
) -> None:
    path = write_story(events(MOST_AT_ONCE + 5))
    path.write_text(path.read_text().replace('"title": "Event 7"', '"title": "Event 7", "title": "Event 7"'))
    window = Window(qtbot, path, cache)
    model = EventModel(window.document, window.reading)
    titles = [model.data(model.index(row, Column.TITLE)) for row in range(model.rowCount())]
    assert titles.count("(removed)") == 1


def test_a_list_sorted_by_title_is_in_the_order_of_time_for_a_large_story(
    qtbot: QtBot, write_story: StoryWriter, large: Path, cache: PlotCache
) -> None:
    window = Window(qtbot, write_story([{"when": "2001"}], name="tiny.timeline.json"), cache)
    model = EventModel(window.document, window.reading)
    model.sort(Column.TITLE, Qt.SortOrder.AscendingOrder)
    window.document.open(large)
    window.settle()
    dates = [model.event_at(row).when for row in range(0, model.rowCount(), 100)]
    assert dates == sorted(dates)


def test_who_takes_over_a_story_keeps_its_bands_and_axis(
    qtbot: QtBot, write_story: StoryWriter, cache: PlotCache
) -> None:
    path = write_story([{"when": "2001", "place": "Homs"}, {"when": "2002", "place": "Hama"}])
    writer = open_story(path)
    window = Window(qtbot, path, cache)
    window.view.bands.group_by("place")
    window.view.show_second_axis("persian")
    scale = window.view.navigator.scale
    writer.close()
    window.document.open_to_edit()
    window.document.apply([PutEvent(NEW)])
    assert window.view.bands.grouping == "place"
    assert window.view.second_axis == "persian"
    assert window.view.navigator.scale == scale


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open every story beside the window, and slowly."""
    opened: Callable[..., Any] = gui.opening.open_story
    monkeypatch.setattr(gui.opening, "MOST_AT_ONCE_BYTES", 0)

    def slow(path: Path, progress: Callable[[float], None]) -> object:
        from time import sleep

        sleep(0.2)
        return opened(path, progress=progress)

    monkeypatch.setattr(gui.opening, "open_story", slow)


@pytest.mark.usefixtures("slowly")
def test_a_story_that_is_being_opened_is_not_opened_twice(qtbot: QtBot, desk: Desk, large: Path) -> None:
    desk.start([])
    window = desk.windows[0]
    desk.open(large, window)
    desk.open(large, window)
    qtbot.waitUntil(lambda: window.document.path is not None)
    assert not window.document.read_only


@pytest.mark.usefixtures("slowly")
def test_a_second_story_gets_a_window_of_its_own_while_the_first_is_opened(
    qtbot: QtBot, desk: Desk, write_story: StoryWriter
) -> None:
    first, second = (write_story([{"when": "2001"}], name=f"{name}.timeline.json") for name in ("a", "b"))
    desk.start([])
    desk.windows[0].story_requested.emit(first)
    desk.windows[0].window_requested.emit(second)
    qtbot.waitUntil(lambda: [window.document.path for window in desk.windows] == [first, second])


@pytest.mark.usefixtures("slowly")
def test_what_is_being_opened_belongs_to_the_sitting(
    qtbot: QtBot, desk: Desk, settings: Settings, story_path: Path
) -> None:
    desk.start([story_path])
    assert settings.session_files == [story_path]
    qtbot.waitUntil(lambda: desk.windows[0].document.path == story_path)


def test_the_chosen_event_is_remembered_by_who_closes_early(
    qtbot: QtBot, desk: Desk, settings: Settings, large: Path
) -> None:
    desk.start([large])
    window = ready(qtbot, desk.windows[0])
    qtbot.waitUntil(lambda: not window.reading.pending, timeout=20_000)
    chosen = window.reading.events[5].id
    window.reading.select(chosen)
    window.close_story()
    window.open_path(large)
    window.close_story()
    assert settings.view(large)["selected"] == chosen
