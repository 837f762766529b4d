"""The small dialogs: errors in words, details, the question before a link, About, the shortcuts sheet."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.actions import shortcut_sheet
from gui.icons import app_icon
from gui.settings import APP_NAME
from gui.text import one_line, paragraphs
from gui.theme import Theme
from storage.plain_text import visible

Buttons = QDialogButtonBox.StandardButton
_WIDTH_PX = 460
_MARGIN_PX = 22


def plain_label(text: str = "", role: str = "", *, selectable: bool = False) -> QLabel:
    """Return a wrapping label that takes its text literally."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    if role:
        label.setProperty("role", role)
    if selectable:
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return label


class WordsDialog(QDialog):
    """A heading, some sentences, and buttons under them."""

    def __init__(self, parent: QWidget | None, title: str, heading: str, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDTH_PX)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX, _MARGIN_PX - 6)
        self.column.setSpacing(10)
        self.heading = plain_label(heading)
        self.heading.setFont(theme.serif(self.font().pointSizeF() * 1.3, bold=True))
        self.column.addWidget(self.heading)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the words need at this width; the first guess is made for a narrower dialog."""
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            width_px = max(self.sizeHint().width(), self.minimumWidth())
            self.resize(width_px, self.column.totalHeightForWidth(width_px))
        super().showEvent(event)

    def add_words(self, text: str, role: str = "", *, selectable: bool = True) -> QLabel:
        """Add a paragraph of plain text."""
        label = plain_label(text, role, selectable=selectable)
        self.column.addWidget(label)
        return label

    def add_buttons(self, standard: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
        """Add the row of buttons that accept or reject the dialog."""
        box = QDialogButtonBox(standard)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self.column.addSpacing(8)
        self.column.addWidget(box)
        return box


def form_label(text: str, field: QWidget) -> QLabel:
    """Return a form's label whose access key leads to the field."""
    label = QLabel(text)
    label.setBuddy(field)
    return label


def show_error(parent: QWidget | None, heading: str, sentence: str, theme: Theme, details: str = "") -> WordsDialog:
    """Show what went wrong; returns at once, the dialog stays until it is answered."""
    dialog = WordsDialog(parent, APP_NAME, heading, theme)
    dialog.setObjectName("errorDialog")
    dialog.add_words("\n".join(paragraphs(sentence)))
    if details:
        dialog.column.addWidget(_details_box(details, theme))
    dialog.add_buttons(Buttons.Ok)
    dialog.open()
    return dialog


def show_details(parent: QWidget | None, heading: str, lines: Sequence[str], theme: Theme) -> WordsDialog:
    """Show a list of sentences that can be selected and copied."""
    dialog = WordsDialog(parent, APP_NAME, heading, theme)
    dialog.setObjectName("detailsDialog")
    dialog.column.addWidget(_details_box("\n".join(one_line(line) for line in lines), theme))
    dialog.add_buttons(Buttons.Close)
    dialog.resize(640, 420)
    dialog.open()
    return dialog


def _details_box(text: str, theme: Theme) -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setReadOnly(True)
    box.setPlainText(text)
    box.setFont(theme.sans(box.font().pointSizeF()))
    box.setTabChangesFocus(True)
    return box


class Link(NamedTuple):
    """A web address that may be opened: its host as the network knows it, and the whole of it."""

    host: str
    url: QUrl


def read_link(text: str) -> Link | None:
    """Return the address if it is http or https with a host, else None."""
    url = QUrl(text.strip(), QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme().lower() not in ("http", "https") or not url.host():
        return None
    # The encoded host is what is really asked for: look-alike letters of other scripts show as "xn--…".
    return Link(url.host(QUrl.ComponentFormattingOption.FullyEncoded), url)


def ask_to_open_link(
    parent: QWidget | None, text: str, theme: Theme, open_url: Callable[[QUrl], object] = QDesktopServices.openUrl
) -> WordsDialog:
    """Ask before an address is handed to the browser, naming its host; anything but http and https is refused."""
    link = read_link(text)
    if link is None:
        sentence = f"Only addresses that begin with http:// or https:// can be opened, not “{visible(text)[:200]}”."
        return show_error(parent, "This link cannot be opened", sentence, theme)
    dialog = WordsDialog(parent, APP_NAME, f"Open {link.host} in the browser?", theme)
    dialog.setObjectName("linkDialog")
    address = bytes(link.url.toEncoded().data()).decode("ascii", "replace")
    dialog.add_words(_breakable(address), "muted")
    box = dialog.add_buttons(Buttons.Cancel)
    go = QPushButton("Open in browser")
    copy = QPushButton("Copy address")
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(address))
    box.addButton(go, QDialogButtonBox.ButtonRole.AcceptRole)
    box.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
    go.setDefault(True)
    dialog.accepted.connect(lambda: open_url(link.url))
    dialog.open()
    return dialog


def _breakable(address: str) -> str:
    """Let a long address wrap after its slashes and other joints."""
    shown = address if len(address) <= 600 else address[:600] + "…"
    for joint in "/?&=-_":
        shown = shown.replace(joint, joint + "\N{ZERO WIDTH SPACE}")
    return shown


def show_about(parent: QWidget | None, theme: Theme) -> WordsDialog:
    """Show what the program is, and which version."""
    from storage.version import program_version  # Not at the start: it reads a file.

    dialog = WordsDialog(parent, f"About {APP_NAME}", APP_NAME, theme)
    dialog.setObjectName("aboutDialog")
    picture = QLabel()
    picture.setPixmap(app_icon().pixmap(64, 64))
    dialog.column.removeWidget(dialog.heading)
    row, words = QHBoxLayout(), QVBoxLayout()
    words.addWidget(dialog.heading)
    words.addWidget(plain_label(f"Version {program_version()}", "muted", selectable=True))
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addSpacing(12)
    row.addLayout(words, 1)
    dialog.column.insertLayout(0, row)
    dialog.add_words("Who said what, when, and on what ground. It works without a network, and your stories stay here.")
    made_of = f"Python {platform.python_version()} · Qt {qVersion()}"
    dialog.add_words(f"{made_of} · free software under the MIT licence", "muted")
    dialog.add_buttons(Buttons.Close)
    dialog.open()
    return dialog


def show_shortcuts(parent: QWidget | None, theme: Theme) -> WordsDialog:
    """Show the shortcuts sheet."""
    dialog = WordsDialog(parent, "Keyboard shortcuts", "Keyboard shortcuts", theme)
    dialog.setObjectName("shortcutsDialog")
    # Under a style sheet, a scroll area that gets a parent resets its content's fonts: it gets its parent first.
    scroll = QScrollArea(dialog)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    dialog.column.addWidget(scroll, 1)
    sheet_widget = QWidget()
    columns = QHBoxLayout(sheet_widget)
    columns.setContentsMargins(0, 0, 12, 0)
    columns.setSpacing(36)
    scroll.setWidget(sheet_widget)
    sheet = dict(shortcut_sheet())
    for titles in (("View", "Event form", "Help"), ("File", "Edit", "Event", "Story", "Mouse and touch")):
        column = QVBoxLayout()
        column.setSpacing(6)
        columns.addLayout(column)
        for title in titles:
            column.addWidget(_heading(title, theme))
            column.addLayout(_key_rows(sheet[title]))
            column.addSpacing(14)
        column.addStretch(1)
    dialog.add_buttons(Buttons.Close)
    wanted = sheet_widget.sizeHint()
    dialog.resize(wanted.width() + 2 * _MARGIN_PX + 24, min(wanted.height() + 150, 800))
    dialog.open()
    return dialog


def _heading(text: str, theme: Theme) -> QLabel:
    label = plain_label(text.upper(), "muted")
    label.setWordWrap(False)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    label.setFont(theme.sans(label.font().pointSizeF() * 0.9, bold=True))
    return label


def _key_rows(rows: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    for number, (what, keys) in enumerate(rows):
        grid.addWidget(QLabel(what, textFormat=Qt.TextFormat.PlainText), number, 0)
        key_label = QLabel(keys, textFormat=Qt.TextFormat.PlainText)
        key_label.setProperty("role", "muted")
        key_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(key_label, number, 1)
    return grid
