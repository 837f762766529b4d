import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui import dialogs
from gui.actions import ACTIONS
from gui.dialogs import ask_to_open_link, read_link, show_about, show_error, show_shortcuts
from gui.export_image import ExportImageDialog, ImageWish, range_in_edtf
from gui.failures import Failures, start_log
from gui.go_to import GoToDialog
from gui.help import ManualWindow
from gui.new_story import NewStoryDialog, free_name, language_here, with_suffix
from gui.style import style_sheet
from gui.theme import DARK, LIGHT, Theme
from gui.zone_words import zone_in_words
from storage.dates import bounds
from storage.errors import FileError
from storage.story_file import open_story
from storage.version import program_version

Key = Qt.Key


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme("light")


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    yield widget


def words_of(dialog: QWidget) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


# Go to date


@pytest.mark.parametrize(
    ("typed", "understood"),
    [("7 Dec 2024", "7 December 2024"), ("44 BC", "44 BC"), ("2024-12", "December 2024"), ("2011", "2011")],
)
def test_go_to_date_says_what_it_understood_while_one_types(
    qtbot: QtBot, parent: QWidget, theme: Theme, typed: str, understood: str
) -> None:
    dialog = GoToDialog(parent, theme)
    dialog.open()
    assert not dialog.go.isEnabled()
    qtbot.keyClicks(dialog.edit, typed)
    assert understood in dialog.understood.text()
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(dialog.edit, Key.Key_Return)
    assert bounds(chosen.args[0]).earliest_s is not None
    assert not dialog.isVisible()


@pytest.mark.parametrize("typed", ["7 Dezember-ish", "2024-13", "<b>2024</b>", "\u202e2024", "9" * 300])
def test_go_to_date_says_what_is_wrong_and_stays(qtbot: QtBot, parent: QWidget, theme: Theme, typed: str) -> None:
    dialog = GoToDialog(parent, theme)
    dialog.open()
    dialog.edit.setText(typed)
    with qtbot.assertNotEmitted(dialog.chosen):
        qtbot.keyClick(dialog.edit, Key.Key_Return)
    assert dialog.isVisible() and not dialog.go.isEnabled()
    assert dialog.understood.text() and dialog.understood.property("role") == "error"
    assert "\u202e" not in dialog.understood.text()
    dialog.reject()


def test_tab_leads_to_the_readings_of_an_ambiguous_date_first(qtbot: QtBot, parent: QWidget, theme: Theme) -> None:
    dialog = GoToDialog(parent, theme)
    dialog.open()
    qtbot.keyClicks(dialog.edit, "8/12/2024")
    qtbot.keyClick(dialog.edit, Key.Key_Tab)
    assert dialog.focusWidget() is dialog.field.choices.buttons[0]
    dialog.reject()


# Links


def test_a_link_is_opened_only_after_its_host_was_shown(qtbot: QtBot, parent: QWidget, theme: Theme) -> None:
    opened: list[QUrl] = []
    dialog = ask_to_open_link(parent, "https://www.bbc.com@evil.example/news?q=1", theme, opened.append)
    assert "evil.example" in dialog.heading.text() and "bbc.com" not in dialog.heading.text()
    assert opened == []
    dialog.accept()
    assert [url.host() for url in opened] == ["evil.example"]


def test_a_link_that_is_declined_is_not_opened(qtbot: QtBot, parent: QWidget, theme: Theme) -> None:
    opened: list[QUrl] = []
    ask_to_open_link(parent, "https://example.org/", theme, opened.append).reject()
    assert opened == []


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "javascript:alert(1)", "ftp://example.org/", "https://", "smb://host/share", "", "x"],
)
def test_other_addresses_than_http_are_refused(qtbot: QtBot, parent: QWidget, theme: Theme, address: str) -> None:
    opened: list[QUrl] = []
    dialog = ask_to_open_link(parent, address, theme, opened.append)
    assert dialog.objectName() == "errorDialog"
    dialog.accept()
    assert opened == []


def test_a_host_of_look_alike_letters_is_shown_in_its_encoded_form() -> None:
    link = read_link("https://ехample.org/")
    assert link is not None and link.host.startswith("xn--")


def test_an_address_can_be_copied(qtbot: QtBot, parent: QWidget, theme: Theme) -> None:
    dialog = ask_to_open_link(parent, "https://example.org/a b", theme, lambda _url: None)
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    # A space is no part of an address: read strictly, this one is refused.
    assert "Copy address" not in buttons
    dialog.reject()
    dialog = ask_to_open_link(parent, "https://example.org/a%20b", theme, lambda _url: None)
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    buttons["Copy address"].click()
    assert QGuiApplication.clipboard().text() == "https://example.org/a%20b"
    dialog.reject()


# Errors, About, shortcuts


def test_an_error_is_plain_text(qtbot: QtBot, parent: QWidget, theme: Theme) -> None:
    dialog = show_error(parent, "No", "<b>x</b> \u202ey", theme)
    labels = dialog.findChildren(QLabel)
    assert "<b>x</b> ⟨U+202E⟩y" in [label.text() for label in labels]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    dialog.accept()


def test_the_shortcuts_sheet_names_every_action_that_has_keys(qtbot: QtBot, parent: QWidget, theme: Theme) -> None:
    dialog = show_shortcuts(parent, theme)
    text = words_of(dialog).split("\n")
    for spec in ACTIONS:
        if spec.keys:
            assert spec.label in text
    dialog.reject()


def test_about_names_the_version(qtbot: QtBot, parent: QWidget, theme: Theme) -> None:
    dialog = show_about(parent, theme)
    assert f"Version {program_version()}" in words_of(dialog)
    dialog.reject()


# New story


def test_a_new_story_is_made_where_the_dialog_says(qtbot: QtBot, parent: QWidget, theme: Theme, tmp_path: Path) -> None:
    dialog = NewStoryDialog(parent, tmp_path, theme)
    dialog.open()
    assert not dialog.create_button.isEnabled()
    qtbot.keyClicks(dialog.title_edit, "What/ever: happened?")
    dialog.zone_box.setCurrentText("Asia/Damascus")
    with qtbot.waitSignal(dialog.created) as created:
        dialog.create_button.click()
    story = open_story(created.args[0])
    assert created.args[0].parent == tmp_path
    assert (story.story.title, story.story.time_zone) == ("What/ever: happened?", "Asia/Damascus")
    story.close()


@pytest.mark.parametrize(("locale", "language"), [("en_US", "en"), ("de_CH", "de"), ("zh_TW", "zh-TW"), ("C", "en")])
def test_a_new_story_has_the_language_of_the_computer_without_a_region(locale: str, language: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        assert language_here() == language
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize("trouble", ["taken", "no folder", "no zone"])
def test_a_new_story_that_cannot_be_made_says_why_and_stays(
    qtbot: QtBot, parent: QWidget, theme: Theme, tmp_path: Path, trouble: str
) -> None:
    taken = tmp_path / "taken.timeline.json"
    taken.write_text("precious")
    dialog = NewStoryDialog(parent, tmp_path, theme)
    dialog.open()
    dialog.title_edit.setText("Title")
    if trouble == "taken":
        dialog.file_edit.setText(str(taken))
    elif trouble == "no folder":
        dialog.file_edit.setText(str(tmp_path / "missing" / "story"))
    else:
        dialog.zone_box.setEditText("Mars/Olympus")
    with qtbot.assertNotEmitted(dialog.created):
        dialog.create_button.click()
    assert dialog.isVisible() and dialog.problem.isVisible() and dialog.problem.text()
    assert taken.read_text() == "precious"
    dialog.reject()


def test_a_suggested_name_is_free_and_can_be_a_files(tmp_path: Path) -> None:
    first = free_name(tmp_path, ' ../"A": B? ')
    assert first == tmp_path / "A B.timeline.json" or first.name.endswith(".timeline.json")
    assert first.parent == tmp_path and not set('\\/:*?"<>|') & set(first.name)
    first.write_text("")
    assert free_name(tmp_path, ' ../"A": B? ') != first
    assert with_suffix(Path("x")) == Path("x.timeline.json")
    assert with_suffix(Path("x.JSON")) == Path("x.JSON")


# Export image


def test_an_image_is_wished_for_with_its_dates(
    qtbot: QtBot, parent: QWidget, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "out"), "SVG drawing (*.svg)"))
    dialog = ExportImageDialog(parent, tmp_path / "out", None, theme)
    dialog.open()
    dialog.range_box.setCurrentIndex(2)
    dialog.from_edit.setText("7 Dec 2024")
    dialog.to_edit.setText("nonsense")
    dialog.accept()
    assert dialog.problem.isVisible()
    dialog.to_edit.setText("9 Dec 2024")
    with qtbot.waitSignal(dialog.wished) as wished:
        dialog.accept()
    assert wished.args == [ImageWish(tmp_path / "out.svg", 1920, 1080, ("2024-12-07", "2024-12-09"), "light")]


@pytest.mark.parametrize("second", [0, -1, 1733529600, -62_000_000_000, -(10**12), 10**13, -143_000_000_000_000_000])
def test_a_shown_range_is_written_so_that_it_is_read_as_the_same(second: int) -> None:
    start, _ = range_in_edtf(second, second)
    found = bounds(start)
    assert found.earliest_s is not None and found.latest_s is not None
    assert found.earliest_s <= second <= found.latest_s


# Manual


def test_the_manual_stays_within_its_folder(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    folder = tmp_path / "manual"
    folder.mkdir()
    (folder / "index.html").write_text("<p>Start</p>")
    (folder / "two.html").write_text("<p>Two</p>")
    (tmp_path / "secret.html").write_text("<p>Secret</p>")
    window = ManualWindow(theme, folder)
    qtbot.addWidget(window)
    follow = window.page.anchorClicked.emit
    follow(QUrl("two.html"))
    assert window.page.toPlainText() == "Two"
    follow(QUrl("../secret.html"))
    follow(QUrl.fromLocalFile(str(tmp_path / "secret.html")))
    follow(QUrl("file:///etc/passwd"))
    assert window.page.toPlainText() == "Two"
    with qtbot.waitSignal(window.link_requested) as wish:
        follow(QUrl("https://example.org/"))
    assert wish.args == ["https://example.org/"]
    window.page.backward()
    assert window.page.toPlainText() == "Start"


def test_every_page_of_the_manual_can_be_reached(qtbot: QtBot, theme: Theme) -> None:
    window = ManualWindow(theme)
    qtbot.addWidget(window)
    from gui.help import MANUAL

    for page in MANUAL.glob("*.html"):
        window.page.show_page(page.name)
        assert len(window.page.toPlainText()) > 50


# Failures


def test_an_unexpected_error_is_logged_and_told_in_words(tmp_path: Path) -> None:
    told: list[tuple[str, str]] = []
    start_log(tmp_path / "logs" / "x.log")
    failures = Failures(lambda heading, sentence: told.append((heading, sentence)))
    try:
        raise ZeroDivisionError("secret detail")
    except ZeroDivisionError:
        failures.take(*sys.exc_info())
    assert len(told) == 1 and "secret detail" not in told[0][1]
    assert "secret detail" in (tmp_path / "logs" / "x.log").read_text()
    for handler in logging.getLogger("timeline_reader").handlers:
        handler.close()


def test_an_error_of_ours_is_told_as_its_sentence() -> None:
    told: list[str] = []
    Failures(lambda _heading, sentence: told.append(sentence)).take(FileError, FileError("The disk is full."), None)
    assert told == ["The disk is full."]


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    start_log(tmp_path / "file" / "x.log")


# Words and looks


@pytest.mark.parametrize(
    ("zone", "at_s", "words"),
    [
        ("UTC", 0, "UTC"),
        ("Asia/Damascus", 1733529600, "Damascus time (UTC+3)"),
        ("America/New_York", 1733529600, "New York time (UTC−5)"),
        ("Asia/Kathmandu", 1733529600, "Kathmandu time (UTC+5:45)"),
        ("Europe/London", 1733529600, "London time (UTC)"),
    ],
)
def test_a_time_zone_is_named_in_words(zone: str, at_s: int, words: str) -> None:
    assert zone_in_words(zone, at_s) == words


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_leaves_no_place_unfilled(palette: object) -> None:
    sheet = style_sheet(palette)  # type: ignore[arg-type]
    assert "$" not in sheet and "accent" not in sheet


def test_dialogs_are_high_enough_for_their_words(qtbot: QtBot, parent: QWidget, theme: Theme) -> None:
    dialog = show_error(parent, "Heading " * 12, "A long sentence about what went wrong. " * 12, theme)
    for label in dialog.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())
    dialog.accept()
    assert isinstance(dialog, QDialog) and dialogs.WordsDialog is type(dialog)
