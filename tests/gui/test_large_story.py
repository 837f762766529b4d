"""A story too large to be read whole: its list, its timeline, its filter and its edits."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.document import MOST_AT_ONCE, Document
from gui.knowing import MOST_REFRESHED
from gui.reading import Reading
from gui.theme import Theme
from gui.timeline.in_time import EventsInTime
from gui.timeline.plot_cache import PlotCache
from gui.timeline.view import TimelineView
from storage.changes import PutEvent, RemoveEvent
from storage.knowledge_index import KnowledgeIndex
from storage.model import Event, Stance, Statement
from tests.conftest import StoryWriter
from tests.storage.said import end_of

COUNT = MOST_AT_ONCE + 200


@pytest.fixture
def large(write_story: StoryWriter) -> Path:
    """A story whose rows are not in the order of time; one of them is no event."""
    days = [f"{1900 + number * 7919 % 100}-{number % 12 + 1:02d}-{number % 28 + 1:02d}" for number in range(COUNT)]
    rows = [{"when": day, "place": "Homs" if number % 1000 == 7 else "Hama"} for number, day in enumerate(days)]
    return write_story([*rows, {"when": "2024-13"}])


class Window:
    """Document, reading and timeline of a large story, ready."""

    def __init__(self, qtbot: QtBot, path: Path, cache: PlotCache) -> None:
        self.qtbot = qtbot
        self.document = Document()
        self.reading = Reading(self.document)
        self.view = TimelineView(self.document, self.reading, Theme("light"), cache=cache)
        self.view.navigator.animated = False
        qtbot.addWidget(self.view)
        self.view.resize(1200, 700)
        self.view.show()
        self.document.open(path)
        self.settle()

    @property
    def file(self):  # type: ignore[no-untyped-def]
        assert self.document.file is not None
        return self.document.file

    def settle(self) -> None:
        plotting = self.view.plotting
        waits = lambda: plotting.busy or plotting.is_without_ids or self.reading.pending  # noqa: E731
        self.qtbot.waitUntil(lambda: not waits(), timeout=20_000)

    def lanes(self) -> dict[int, int]:
        layout = self.view.plotting.plot.layout
        return dict(zip(layout.columns.row.tolist(), layout.lanes.lane.tolist(), strict=True))

    def close(self) -> None:
        self.document.close()
        for thread in threading.enumerate():
            if thread.name == "work":
                thread.join()


@pytest.fixture
def cache(tmp_path: Path) -> PlotCache:
    return PlotCache(tmp_path / "cache")


@pytest.fixture
def window(qtbot: QtBot, large: Path, cache: PlotCache) -> Window:
    return Window(qtbot, large, cache)


def test_all_events_are_in_the_order_of_time(window: Window) -> None:
    events = window.reading.events
    assert isinstance(events, EventsInTime)
    assert len(events) == COUNT
    dates = [event.when for event in events]
    assert dates == sorted(dates)


def test_the_place_of_an_event_is_known_by_its_id(window: Window) -> None:
    events = window.reading.events
    assert [window.reading.position(events[place].id) for place in (0, 5000, COUNT - 1)] == [0, 5000, COUNT - 1]


def test_an_edit_is_in_list_and_timeline_and_all_others_keep_their_rows(window: Window) -> None:
    before = window.lanes()
    window.document.apply([PutEvent(Event("new", "A new event", "1950-06-15"))])
    after = window.lanes()
    row = window.file.row_of_event("new")
    assert row in after
    assert {other: after[other] for other in before} == before
    assert window.reading.events[window.reading.position("new")].title == "A new event"
    assert len(window.reading.events) == COUNT + 1


def test_where_the_chosen_event_is_removed_its_neighbour_is_chosen(window: Window) -> None:
    events = window.reading.events
    gone, after = events[500].id, events[501].id
    window.reading.select(gone)
    window.document.apply([RemoveEvent(gone)])
    assert window.reading.selected == after
    window.document.undo()
    assert window.reading.position(gone) == 500


def test_the_filter_finds_what_it_would_find_in_a_small_story(window: Window) -> None:
    window.reading.set_filter("homs")
    window.settle()
    assert {event.place for event in window.reading.events} == {"Homs"}
    assert len(window.reading.events) == len(window.view.plotting.plot.layout.columns) == 11
    window.reading.set_filter("")
    window.settle()
    assert len(window.reading.events) == COUNT


def test_an_edit_follows_the_filter(window: Window) -> None:
    window.reading.set_filter("homs")
    window.settle()
    event = window.reading.events[3]
    window.document.apply([PutEvent(replace(event, place="Aleppo"))])
    assert window.reading.position(event.id) == -1
    assert len(window.view.plotting.plot.layout.columns) == 10
    window.document.undo()
    assert window.reading.position(event.id) == 3


def test_an_edit_made_while_the_story_is_still_read_is_in(qtbot: QtBot, large: Path, cache: PlotCache) -> None:
    window = Window(qtbot, large, cache)
    window.view.plotting.restart()
    assert window.view.plotting.busy
    window.document.apply([PutEvent(Event("new", "A new event", "1950-06-15"))])
    window.settle()
    assert window.file.row_of_event("new") in window.lanes()
    assert window.reading.position("new") >= 0


def test_the_second_opening_finds_the_plot_of_the_first(
    qtbot: QtBot, large: Path, cache: PlotCache, window: Window
) -> None:
    first = window.lanes()
    plan = window.view.plotting.plot.plan
    fingerprint = window.file.fingerprint
    window.close()
    kept = cache.load(fingerprint, plan)
    assert kept is not None
    assert dict(zip(kept.layout.columns.row.tolist(), kept.layout.lanes.lane.tolist(), strict=True)) == first
    again = Window(qtbot, large, cache)
    assert again.lanes() == first
    assert len(again.reading.events) == COUNT
    again.close()


def test_a_plot_that_is_damaged_is_made_anew(window: Window, cache: PlotCache, tmp_path: Path) -> None:
    plan, fingerprint = window.view.plotting.plot.plan, window.file.fingerprint
    window.close()
    (kept,) = (tmp_path / "cache").iterdir()
    data = kept.read_bytes()
    for damaged in (b"", data[:100], data[: len(data) // 2], data[:2000] + bytes([data[2000] ^ 1]) + data[2001:]):
        kept.write_bytes(damaged)
        assert cache.load(fingerprint, plan) is None


def test_another_content_has_no_plot_yet(window: Window, cache: PlotCache) -> None:
    plan = window.view.plotting.plot.plan
    window.close()
    assert cache.load("another", plan) is None
    assert cache.load(window_fingerprint(window), replace(plan, zone="Asia/Damascus")) is None


def window_fingerprint(window: Window) -> str:
    return "0-0" if window.document.file is None else window.document.file.fingerprint


def test_bands_can_be_shut_and_opened(window: Window) -> None:
    window.view.bands.group_by("place")
    window.settle()
    plot = window.view.plotting.plot
    assert set(plot.band_keys) == {"Homs", "Hama", ""} - {""}
    window.view.bands.toggle(0)
    assert window.view.plotting.plot.layout.collapsed_bands == {0}
    window.view.bands.toggle_all()
    assert len(window.view.plotting.plot.layout.collapsed_bands) == len(plot.band_keys)


def test_a_large_edit_is_followed_in_what_was_known_without_the_window_waiting(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowing, day_s = window.reading.knowing, end_of("1950-01-01")
    knowing.go_to(day_s)
    window.qtbot.waitUntil(lambda: knowing.as_of_s == day_s, timeout=20_000)
    window.settle()
    assert len(window.reading.events) == COUNT, "what nothing dates shows always"
    refreshed: list[int] = []
    monkeypatch.setattr(KnowledgeIndex, "refresh", lambda _self, row, _event: refreshed.append(row))
    said = Statement("later", Stance.ASSERTS, "Ghani", said="1960-01-01")
    many = [replace(event, statements=(said,)) for event in window.reading.events[: MOST_REFRESHED + 1]]
    window.document.apply([PutEvent(event) for event in many])
    assert window.reading.pending
    window.settle()
    assert refreshed == [] and len(window.reading.events) == COUNT - len(many)
    window.close()
