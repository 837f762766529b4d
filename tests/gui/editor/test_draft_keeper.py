from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.document import Document
from gui.editor.draft_keeper import SAVE_AFTER_MS, SAVE_LATEST_MS, DraftKeeper
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme
from storage.half_typed import SUFFIX, DraftKey, HalfTyped


@pytest.fixture
def drafts(tmp_path: Path) -> HalfTyped:
    return HalfTyped(tmp_path / "half-typed")


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, theme: Theme, tmp_path: Path, drafts: HalfTyped) -> Iterator[Desk]:
    desk = Desk(qapp, Settings(tmp_path / "settings.ini"), theme)
    yield desk
    desk.leave()


class Form:
    """A form as the keeper sees it: texts that were typed, and those that came back."""

    def __init__(self, keeper: DraftKeeper, kind: str = "form") -> None:
        self._keeper = keeper
        self._kind = kind
        self.texts: dict[str, Any] = {}
        self.restored: list[dict[str, Any]] = []
        keeper.register(kind, self.restored.append)

    def type(self, text: str, slot: str = "") -> None:
        self.texts = {"title": text}
        self._keeper.touch(self._kind, lambda: self.texts, slot)

    def done(self, slot: str = "") -> None:
        self._keeper.drop(self._kind, slot)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, drafts: HalfTyped, story_path: Path) -> MainWindow:
    return opened(desk, drafts, story_path)


def opened(desk: Desk, drafts: HalfTyped, path: Path, kinds: tuple[str, ...] = ()) -> MainWindow:
    desk.start([])
    window = desk.windows[-1]
    window.drafts.keep_in(drafts)
    window.open_path(path)
    return window


def again(window: MainWindow, path: Path) -> None:
    window.close_story()
    window.open_path(path)


def choose(window: MainWindow, words: str) -> None:
    (button,) = [one for one in window.draft_bar.offers if one.text() == words]
    button.click()


def test_a_draft_is_on_the_disk_two_seconds_after_the_first_key_at_the_latest() -> None:
    assert SAVE_AFTER_MS < SAVE_LATEST_MS <= 2000


def test_typing_is_saved_by_itself(qtbot: QtBot, window: MainWindow, drafts: HalfTyped, story_path: Path) -> None:
    form = Form(window.drafts)
    form.type("Rebels en")
    story = window.document.story
    assert story is not None
    key = DraftKey(story_path.absolute(), story.id, "form")
    qtbot.waitUntil(lambda: drafts.load(key) == {"title": "Rebels en"}, timeout=2 * SAVE_LATEST_MS)


def test_what_was_half_typed_is_offered_when_the_story_is_opened_again(window: MainWindow, story_path: Path) -> None:
    form = Form(window.drafts)
    form.type("Rebels en")
    again(window, story_path)
    assert window.draft_bar.isVisible()
    assert window.draft_bar.label.text() == "You were writing “Rebels en”."
    choose(window, "Go on")
    assert form.restored == [{"title": "Rebels en"}]
    assert not window.draft_bar.isVisible()


def test_what_was_kept_is_not_offered_again(window: MainWindow, story_path: Path, drafts: HalfTyped) -> None:
    form = Form(window.drafts)
    form.type("Rebels enter Homs")
    window.drafts.flush()
    form.done()
    again(window, story_path)
    assert not window.draft_bar.isVisible()


def test_what_is_discarded_is_gone(window: MainWindow, story_path: Path) -> None:
    form = Form(window.drafts)
    form.type("Rebels en")
    again(window, story_path)
    choose(window, "Discard")
    again(window, story_path)
    assert not window.draft_bar.isVisible() and form.restored == []


def test_drafts_of_two_forms_are_offered_one_after_the_other(window: MainWindow, story_path: Path) -> None:
    form, line = Form(window.drafts), Form(window.drafts, "line")
    form.type("first")
    window.drafts.flush()
    line.type("second")
    again(window, story_path)
    offered = []
    for _ in range(2):
        offered.append(window.draft_bar.label.text())
        choose(window, "Go on")
    assert sorted(offered) == ["You were writing “first”.", "You were writing “second”."]
    assert form.restored == [{"title": "first"}] and line.restored == [{"title": "second"}]


def test_a_second_draft_of_a_form_waits_until_the_first_is_done_with(window: MainWindow, story_path: Path) -> None:
    form = Form(window.drafts)
    form.type("one", "a")
    window.drafts.flush()
    form.type("two", "b")
    again(window, story_path)
    choose(window, "Go on")
    assert not window.draft_bar.isVisible()
    form.done("a" if form.restored == [{"title": "one"}] else "b")
    assert window.draft_bar.isVisible()


def test_the_draft_of_another_story_is_not_offered(window: MainWindow, write_story: Any, story_path: Path) -> None:
    Form(window.drafts).type("Rebels en")
    window.close_story()
    window.open_path(write_story(name="other.timeline.json", about={"id": "another"}))
    assert not window.draft_bar.isVisible()


def test_a_story_that_is_read_only_offers_nothing(window: MainWindow, story_path: Path, desk: Desk) -> None:
    Form(window.drafts).type("Rebels en")
    window.drafts.flush()
    assert isinstance(window.document, Document)
    window.document.close()
    story_path.chmod(0o444)
    story_path.parent.chmod(0o555)
    try:
        window.open_path(story_path)
        assert window.draft_bar.isVisible() is not window.document.read_only
    finally:
        story_path.parent.chmod(0o755)


def test_a_damaged_draft_is_set_aside_without_a_word(
    window: MainWindow, story_path: Path, drafts: HalfTyped, tmp_path: Path
) -> None:
    Form(window.drafts).type("Rebels en")
    window.close_story()
    (file,) = (tmp_path / "half-typed").glob("*" + SUFFIX)
    file.write_bytes(file.read_bytes()[:40])
    window.open_path(story_path)
    assert not window.draft_bar.isVisible()
    assert [one.name for one in (tmp_path / "half-typed").iterdir()] == [file.name + ".damaged"]


def test_hostile_texts_are_named_on_one_plain_line(window: MainWindow, story_path: Path) -> None:
    form = Form(window.drafts)
    form.type("<b>a</b>\u202e\n\ud800\x00" + "x" * 1_000_000)
    again(window, story_path)
    words = window.draft_bar.label.text()
    assert "<b>a</b>" in words and "\u202e" not in words and len(words) < 300
    choose(window, "Go on")
    assert form.restored == [form.texts]


def test_a_disk_that_refuses_is_told_once(qtbot: QtBot, window: MainWindow, tmp_path: Path, story_path: Path) -> None:
    (tmp_path / "half-typed").write_text("not a folder")
    form = Form(window.drafts)
    form.type("a")
    with qtbot.waitSignal(window.drafts.failed):
        window.drafts.flush()
    form.type("b")
    with qtbot.assertNotEmitted(window.drafts.failed):
        window.drafts.flush()
