"""Every kind of edit that a window takes, done to a story full of keys that this version does not know."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from gui.app import Desk
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme
from storage.codec import COLOURS
from storage.model import Event, Shape
from tests.conftest import story_document

D = TypeVar("D", bound=QDialog)
_PATIENCE_MS = 30_000
ROWS_PASTED = 1_000


def _own(what: str) -> dict[str, Any]:
    return {"x-own": {"of": what, "kept": [1, None, "é"]}}


def _statement(number: int, **more: Any) -> dict[str, Any]:
    figure = {"counted": "prisoners", "value": number, **_own(f"figure {number}")}
    row = {"id": f"s{number}", "stance": "asserts", "speaker": "Ada", "quote": "Homs is ours", "source": "one"}
    return {**row, "figures": [figure], **_own(f"statement {number}"), **more}


EVENTS = [
    {"title": "Homs falls", "when": "2024-12-07", "phrase": "Saturday", "basis": "2024-12-08", "category": "fall",
     "tags": ["night", "a, b"], "place": "Homs", "sources": ["one"], "statements": [_statement(1)], **_own("event 1")},
    {"title": "Talks", "when": "2024-12-08/2024-12-10", "category": "un", "text": "Of Homs.", "sources": ["two"],
     "statements": [_statement(2, source="two"), _statement(3)], **_own("event 2")},
    {"title": "A month", "when": "2024-12", "category": "fall", **_own("event 3")},
]  # fmt: skip
SOURCES = [
    {"id": name, "csl": {"id": name, "type": "webpage", "title": f"{name} on Homs", "x-own": name}, **_own(name)}
    for name in ("one", "two", "idle")
]
ABOUT = {
    "categories": [
        {"id": "fall", "name": "The fall", "colour": "red", **_own("category 1")},
        {"id": "un", "name": "At the UN", "colour": "olive", "shape": "square", **_own("category 2")},
    ],
    **_own("story"),
}
DROPS_KEYS = ("category deleted", "categories merged")
"""Edits that take away something inside a row, with all that it holds."""


def write_story(path: Path) -> Path:
    """Write the story that the edits are done to."""
    document = story_document(EVENTS, SOURCES, ABOUT)
    path.write_text(json.dumps(document), encoding="ascii")
    return path


def open_window(app: QApplication, folder: Path, path: Path) -> tuple[Desk, MainWindow]:
    """Open a story in a window with settings of its own."""
    desk = Desk(app, Settings(folder / "settings.ini"), Theme("light"))
    desk.start([path])
    return desk, desk.windows[0]


def wait_for(condition: Callable[[], object]) -> None:
    """Let the window work until something is so."""
    until = QDeadlineTimer(_PATIENCE_MS)
    while not condition():
        assert not until.hasExpired(), "the window did not get that far"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def event(window: MainWindow, title: str) -> Event:
    """Return the event of a title."""
    return next(event for event in window.document.events if event.title == title)


def _dialog(window: MainWindow, action: str, kind: type[D]) -> D:
    window.actions_by_id[action].trigger()
    return _shown(window, kind)


def _shown(window: MainWindow, kind: type[D]) -> D:
    wait_for(lambda: any(each.isVisible() for each in window.findChildren(kind)))
    return next(each for each in window.findChildren(kind) if each.isVisible())


def _quick(window: MainWindow, line: str) -> None:
    window.commands.entries.begin(line)
    bar = window.commands.entries.bar
    assert bar is not None
    bar.add()


def quick_entry(window: MainWindow) -> None:
    """Add an event with a source and a category that the story lacks."""
    _quick(window, "9 Dec 2024: Jail opened @Saydnaya !Prisons #night “we are free” — Bo [The New Paper]")


def form_kept(window: MainWindow) -> None:
    """Change an event in the form."""
    window.commands.forms.edit(event(window, "Homs falls").id)
    desk = window.commands.forms.desk
    form = desk.pane.form
    form.title.setText("Homs has fallen")
    assert form.statements.cards[0].editor is not None or form.statements.open(form.statements.cards[0]) is None
    editor = form.statements.cards[0].editor
    assert editor is not None
    editor.lines["role"].setText("mayor")
    assert desk.keep()


def form_added(window: MainWindow) -> None:
    """Add an event in the form."""
    window.actions_by_id["new_in_form"].trigger()
    desk = window.commands.forms.desk
    desk.pane.form.title.setText("A new one")
    desk.pane.form.when.field.edit.setText("March 2024")
    assert desk.keep()


def _carry(window: MainWindow, title: str, grip: str, days: int, *, copies: bool = False) -> None:
    from gui.timeline.carrying import Carried
    from storage.dates.shifts import Shift
    from storage.dates.stepping import Grip

    window.commands.moving.carry(Carried(event(window, title).id, Grip(grip), Shift(days=days), copies))


def _nudge(window: MainWindow) -> None:
    from storage.dates.stepping import Grip

    _mark(window, "Homs falls", "Talks")
    window.commands.moving.nudge(1, Grip.WHOLE)


def _mark(window: MainWindow, *titles: str) -> None:
    window.reading.mark([event(window, title).id for title in titles])


def _marked(action: str) -> Callable[[MainWindow], None]:
    def act(window: MainWindow) -> None:
        _mark(window, "Homs falls", "Talks")
        window.event_list.table.setFocus()
        window.actions_by_id[action].trigger()

    return act


def _paste_events(window: MainWindow) -> None:
    _marked("copy")(window)
    window.event_list.table.setFocus()
    window.actions_by_id["paste"].trigger()


def _paste_rows(window: MainWindow) -> None:
    from gui.editor.paste_preview import PastePreview

    heading = "Date\tTitle\tWho\tQuote\tSource\tCategory"
    rows = [f"{n % 28 + 1} Jan 2024\tRow {n}\tBo\t“{n}”\tPaper {n % 7}\tKind {n % 3}" for n in range(ROWS_PASTED)]
    window.commands.tables.preview("\n".join([heading, *rows]))
    preview = _shown(window, PastePreview)
    wait_for(preview.add_button.isEnabled)
    preview.accept()


def _table(window: MainWindow) -> Any:
    window.actions_by_id["table"].trigger()
    return window.commands.tables.page


def _cell(row: int, cell: int, text: str) -> Callable[[MainWindow], None]:
    def act(window: MainWindow) -> None:
        model = _table(window).model
        assert model.setData(model.index(row, cell), text)

    return act


def _block(window: MainWindow) -> None:
    page = _table(window)
    page._fill(page.model.index(0, 1), (("One", "Aleppo", "Battles"), ("Two", "Hama", "Battles")))


def _emptied(window: MainWindow) -> None:
    page = _table(window)
    page.table.setCurrentIndex(page.model.index(1, 2))
    page.table._empty()


def _change(fill: Callable[[Any], object]) -> Callable[[MainWindow], None]:
    def act(window: MainWindow) -> None:
        from gui.editor.change_dialog import ChangeEventsDialog

        _mark(window, "Homs falls", "Talks")
        dialog = _dialog(window, "change_events", ChangeEventsDialog)
        fill(dialog)
        dialog.accept()
        assert not dialog.isVisible()

    return act


def _categories(act: Callable[[Any], object]) -> Callable[[MainWindow], None]:
    def do(window: MainWindow) -> None:
        from gui.editor.categories_dialog import CategoriesDialog

        dialog = _dialog(window, "categories", CategoriesDialog)
        dialog.choose("fall")
        act(dialog)

    return do


def _replace(window: MainWindow) -> None:
    from gui.editor.replace_dialog import ReplaceDialog

    dialog = _dialog(window, "find_and_replace", ReplaceDialog)
    dialog.find_edit.setText("homs")
    dialog.new_edit.setText("Hims & <b>\\1")
    for box in dialog.boxes.values():
        box.setChecked(True)
    dialog.look()
    dialog.accept()


def _story_data(window: MainWindow) -> None:
    from gui.editor.story_dialog import StoryDialog

    dialog = _dialog(window, "story_data", StoryDialog)
    dialog.title_edit.setText("Another title")
    dialog.description_edit.setPlainText("Two\nlines")
    dialog.accept()


def _sources(act: Callable[[Any], object], *chosen: str) -> Callable[[MainWindow], None]:
    def do(window: MainWindow) -> None:
        from gui.editor.source_dialog import SourceDialog

        dialog = _dialog(window, "sources", SourceDialog)
        wait_for(lambda: dialog._uses.counts is not None)
        dialog.choose(*chosen)
        act(dialog)

    return do


def _edit_source(dialog: Any) -> None:
    dialog.card.title_edit.setText("One says more")
    dialog.keep()


def _merge_sources(dialog: Any) -> None:
    dialog.merge_button.click()
    asked = next(each for each in dialog.findChildren(QDialog) if each.objectName() == "mergeDialog")
    asked.choices[0].click()


def _remove_unused(dialog: Any) -> None:
    dialog.unused_button.click()
    asked = next(each for each in dialog.findChildren(QDialog) if each.objectName() == "unusedDialog")
    next(each for each in asked.findChildren(QPushButton) if each.text() == "Remove").click()


def _choose_data(box: Any, data: object) -> None:
    box.setCurrentIndex(box.findData(data))


EDITS: dict[str, tuple[Callable[[MainWindow], None], str]] = {
    "quick entry": (quick_entry, "Add “Jail opened”"),
    "form kept": (form_kept, "Change “Homs has fallen”"),
    "form added": (form_added, "Add “A new one”"),
    "moved": (lambda window: _carry(window, "Homs falls", "date", 2), "Move “Homs falls” to 9 Dec 2024"),
    "end moved": (lambda window: _carry(window, "Talks", "end", 2), "Move the end of “Talks” to 12 Dec 2024"),
    "copied by hand": (
        lambda window: _carry(window, "Homs falls", "date", 1, copies=True),
        "Duplicate “Homs falls” to 8 Dec 2024",
    ),
    "nudged": (_nudge, "Move 2 events"),
    "duplicated": (_marked("duplicate"), "Duplicate 2 events"),
    "starred": (_marked("star"), "Star 2 events"),
    "removed": (_marked("remove_event"), "Remove 2 events"),
    "cut": (_marked("cut"), "Cut 2 events"),
    "events pasted": (_paste_events, "Paste 2 events"),
    "rows pasted": (_paste_rows, "Paste 1,000 events"),
    "cell": (_cell(1, 0, "9 Dec 2024"), "Change the date of “Homs falls”"),
    "cell of a new category": (_cell(1, 3, "Battles"), "Change the category of “Homs falls”"),
    "block pasted": (_block, "Change 6 cells"),
    "cell emptied": (_emptied, "Change the place of “Homs falls”"),
    "category given": (_change(lambda it: _choose_data(it.category_box, "un")), "Put 1 event into “At the UN”"),
    "tagged": (_change(lambda it: it.add_tags_edit.setText("front, <b>")), "Tag 2 events “front”, “<b>”"),
    "place given": (_change(lambda it: it.place_edit.setText("Hama")), "Set the place of 2 events to “Hama”"),
    "shifted": (_change(lambda it: it.shift_edit.setText("3 days")), "Move 2 events 3 days later"),
    "category added": (_categories(lambda it: it._add()), "Add category “New category”"),
    "category renamed": (_categories(lambda it: it.rename("fall", "Fall")), "Rename category “The fall” to “Fall”"),
    "category recoloured": (
        _categories(lambda it: it._recolour(it.colour_box.findData(COLOURS[-1]))),
        f"Colour category “The fall” {COLOURS[-1]}",
    ),
    "category reshaped": (
        _categories(lambda it: it._reshape(list(Shape).index(Shape.STAR))),
        "Mark category “The fall” with a star",
    ),
    "category moved": (_categories(lambda it: it._move(1)), "Move category “The fall” down"),
    "categories merged": (
        _categories(lambda it: it.merge("fall", "un")),
        "Merge category “The fall” into “At the UN”",
    ),
    "category deleted": (_categories(lambda it: it.delete("fall")), "Delete category “The fall”"),
    "replaced": (_replace, "Replace “homs” with “Hims & <b>\\1” in 9 places"),
    "story data": (_story_data, "Change the story’s data"),
    "source added": (_sources(lambda it: it._add_plain()), "Add the source “New source”"),
    "source edited": (_sources(_edit_source, "one"), "Change the source “One says more”"),
    "sources merged": (_sources(_merge_sources, "one", "two"), "Merge the source “two on Homs” into “one on Homs”"),
    "source removed": (_sources(lambda it: it._remove(), "idle"), "Remove the source “idle on Homs”"),
    "unused removed": (_sources(_remove_unused), "Remove the source “idle on Homs”"),
}
"""What does each kind of edit, and what the step is called that it makes."""


def own_keys(row: object) -> Iterator[str]:
    """Yield what stands under keys that this version does not know, anywhere in a row."""
    if isinstance(row, dict):
        for key, value in row.items():
            if key == "x-own":
                yield json.dumps(value)
            yield from own_keys(value)
    elif isinstance(row, list):
        for each in row:
            yield from own_keys(each)
