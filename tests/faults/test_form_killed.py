"""The program is killed while somebody types in the event form."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.settings import Settings
from gui.theme import Theme
from storage.half_typed import HalfTyped
from tests.conftest import ROOT

TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from gui.app import Desk
from gui.settings import Settings
from gui.theme import Theme

app = QApplication([])
desk = Desk(app, Settings(Path(sys.argv[2])), Theme("light"))
desk.start([Path(sys.argv[1])])
window = desk.windows[0]
window.commands.forms.edit(window.document.events[0].id)
form = window.commands.forms.desk.pane.form
quote = form.statements.add().editor.texts["quote"]

def type_a_letter():
    QTest.keyClicks(quote, "x")
    form.title.insert("y")
    print(len(quote.value()), flush=True)

timer = QTimer(interval=20)
timer.timeout.connect(type_a_letter)
timer.start()
app.exec()
"""


def test_a_half_typed_form_outlives_kill_9_and_is_offered_again(
    qtbot: QtBot, qapp: QApplication, story_path: Path, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    environment = {**os.environ, "XDG_STATE_HOME": str(state), "LOCALAPPDATA": str(state)}
    command = [sys.executable, "-c", TYPIST, str(story_path), str(tmp_path / "typist.ini")]
    typist = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert typist.stdout is not None
    typed = 0
    try:
        while not list(state.rglob("*.half-typed.json")):
            typed = int(typist.stdout.readline())
    finally:
        typist.kill()
        typist.wait(timeout=30)
        typist.stdout.close()

    desk = Desk(qapp, Settings(tmp_path / "settings.ini"), Theme("light"))
    desk.start([])
    window = desk.windows[0]
    window.drafts.keep_in(HalfTyped(next(state.rglob("*.half-typed.json")).parent))
    window.open_path(story_path)
    assert "yyy" in window.draft_bar.label.text()
    window.draft_bar.offers[0].click()
    draft = window.commands.forms.desk.pane.form.draft()
    quote = draft.statements[-1].quote
    assert quote and set(quote) == {"x"} and len(quote) <= typed + 1
    assert draft.was == window.document.events[0]
    assert window.commands.forms.desk.keep()
    assert window.document.events[0].statements[-1].quote == quote
    desk.leave()
