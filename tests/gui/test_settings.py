from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from gui.settings import Settings, default_path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


def test_first_start_has_sensible_settings(path: Path) -> None:
    settings = Settings(path)
    assert settings.theme_mode == "system"
    assert settings.reading_size == 0
    assert settings.geometry.isEmpty()
    assert settings.pane_widths_px == ()
    assert settings.recent_files == [] and settings.session_files == []
    assert settings.reduce_motion is None
    assert settings.shown("list") and settings.shown("detail") and settings.shown("overview")


def test_settings_are_there_in_the_next_sitting(path: Path, tmp_path: Path) -> None:
    story = tmp_path / "Ünï, 100%=a;b.timeline.json"
    first = Settings(path)
    first.geometry = QByteArray(b"\x00\x01geometry")
    first.pane_widths_px = [200, 600, 300]
    first.theme_mode = "dark"
    first.reading_size = 2
    first.reduce_motion = True
    first.set_shown("detail", False)
    first.session_files = [story]
    first.add_recent_file(story)
    first.set_view(story, {"view": {"origin": "123"}, "selected": "abc"})
    first.sync()

    second = Settings(path)
    assert second.geometry == QByteArray(b"\x00\x01geometry")
    assert second.pane_widths_px == (200, 600, 300)
    assert second.theme_mode == "dark"
    assert second.reading_size == 2
    assert second.reduce_motion is True
    assert not second.shown("detail")
    assert second.session_files == [story]
    assert second.recent_files == [story]
    assert second.view(story)["view"] == {"origin": "123"}
    assert second.view(story)["selected"] == "abc"


def test_recent_files_keep_the_latest_first_and_each_once(path: Path, tmp_path: Path) -> None:
    settings = Settings(path)
    files = [tmp_path / f"{number}.timeline.json" for number in range(12)]
    for file in [*files, files[3]]:
        settings.add_recent_file(file)
    assert settings.recent_files[:3] == [files[3], files[11], files[10]]
    assert len(settings.recent_files) == 10


def test_recent_files_can_be_forgotten(path: Path, tmp_path: Path) -> None:
    settings = Settings(path)
    one, two = tmp_path / "one", tmp_path / "two"
    settings.add_recent_file(one)
    settings.add_recent_file(two)
    settings.forget_recent_file(one)
    assert settings.recent_files == [two]
    settings.clear_recent_files()
    assert settings.recent_files == []


def test_views_of_more_than_a_hundred_files_are_not_kept(path: Path, tmp_path: Path) -> None:
    settings = Settings(path)
    for number in range(105):
        settings.set_view(tmp_path / str(number), {"selected": str(number)})
    assert settings.view(tmp_path / "0") == {}
    assert settings.view(tmp_path / "104")["selected"] == "104"


@pytest.mark.parametrize(
    "text",
    [
        "[appearance]\ntheme=pink\nreading_size=huge\n",
        "[appearance]\nreading_size=1, 2, x\n[window]\ngeometry=no\npanes=1, 2\n",
        "[files]\nrecent=[1, {}]\nsession=[[[\n[views]\nabc=12\n",
        "\x00\x01 no settings at all",
    ],
)
def test_nonsense_in_the_file_reads_as_the_default(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    settings = Settings(path)
    assert settings.theme_mode == "system"
    assert settings.reading_size in (0, 1)
    assert settings.geometry.isEmpty()
    assert settings.pane_widths_px == ()
    assert settings.recent_files == [] and settings.session_files == []


def test_reading_size_stays_within_its_limits(path: Path) -> None:
    settings = Settings(path)
    settings.reading_size = 99
    assert settings.reading_size == 6
    settings.reading_size = -99
    assert settings.reading_size == -3


def test_settings_lie_in_the_users_own_folder() -> None:
    assert default_path().name == "settings.ini"
    assert default_path().parent.name == "Timeline Reader"


def test_how_dates_are_typed_is_remembered_and_nonsense_is_as_usual(path: Path) -> None:
    settings = Settings(path)
    assert (settings.date_order, settings.asks_for_century) == ("ask", False)
    settings.date_order, settings.asks_for_century = "month-first", True
    settings.sync()
    assert (Settings(path).date_order, Settings(path).asks_for_century) == ("month-first", True)
    settings.date_order = "sideways"
    assert settings.date_order == "ask"
