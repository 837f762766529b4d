"""The widgets' style sheet, made from a theme's colours."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor

from gui.theme import Palette

# Lengths are device independent pixels. Check marks and arrows stay the style's own; radio marks of its own would
# vanish in the dark.
_SHEET = Template("""
QMainWindow, QDialog { background: $panel; color: $ink; }
QToolTip { background: $raised; color: $ink; border: 1px solid $rule; padding: 4px 6px; }

QMenuBar { background: $panel; color: $ink; border: none; border-bottom: 1px solid $rule; padding: 2px 6px; }
QMenuBar::item { background: transparent; padding: 4px 9px; border-radius: 5px; }
QMenuBar::item:selected { background: $raised; }
QMenu { background: $panel; color: $ink; border: 1px solid $rule; padding: 5px; }
QMenu::item { padding: 5px 30px 5px 26px; border-radius: 4px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $muted; background: transparent; }
QMenu::separator { height: 1px; background: $rule; margin: 5px 6px; }
QMenu::icon { padding-left: 4px; }

QLabel { background: transparent; }
QLabel[role="muted"], QLabel[role="hint"] { color: $muted; }
QLabel[role="error"] { color: $danger; }
QLabel[role="good"] { color: $ink; }

#headerBar { background: $panel; border: none; border-bottom: 1px solid $rule; }
#statusLine { background: $panel; border: none; border-top: 1px solid $rule; }
#statusLine QLabel { color: $muted; }
#messageBar { background: $selection; border: none; border-bottom: 1px solid $selection_edge; }
#messageBar QLabel { color: $ink; }
#headerBar[past="true"] { background: $selection; border-bottom: 1px solid $selection_edge; }
QLabel[role="strong"] { color: $ink; font-weight: 600; }
#chipList { background: $panel; border: 1px solid $edge; }
#suggestions { background: $panel; color: $ink; border: 1px solid $edge; padding: 0; outline: none; }
#suggestions::item { padding: 4px 7px; }
#suggestions::item:hover { background: $raised; color: $ink; }
#suggestions::item:selected { background: $accent; color: $on_accent; }
#sourceCard { background: $paper; border: 1px solid $rule; border-radius: 6px; }
#quickEntry QPlainTextEdit { padding: 2px 4px; }
#quickEntry QPlainTextEdit:focus { padding: 1px 3px; }
#wordList { background: $panel; color: $ink; border: 1px solid $edge; padding: 1px; outline: none; }
#wordList::item { padding: 4px 7px; }
#wordList::item:hover { background: $raised; color: $ink; }
#wordList::item:selected { background: $accent; color: $on_accent; }
#timelinePlace, #startPage, #startPage QWidget#startColumn { background: $paper; }

QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton, QToolButton[role="button"] {
    background: $panel; color: $ink; border: 1px solid $edge; border-radius: 6px; padding: 5px 12px; min-height: 18px;
}
QPushButton:hover, QToolButton[role="button"]:hover { background: $raised; }
QPushButton:pressed, QToolButton[role="button"]:pressed { background: $rule; }
QToolButton[role="button"]::menu-indicator { image: none; }
QToolButton[narrows="true"] { background: $selection; border-color: $selection_edge; }
QToolButton[narrows="true"]:hover { background: $selection; }
QPushButton:disabled, QToolButton[role="button"]:disabled { color: $muted; border-color: $rule; }
QPushButton:focus, QToolButton[role="button"]:focus { border: 2px solid $focus; padding: 4px 11px; }
QPushButton:default, QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton:default:hover, QPushButton[role="primary"]:hover { background: $accent_hover; }
QPushButton:default:focus, QPushButton[role="primary"]:focus { border: 2px solid $ink; padding: 4px 11px; }
QPushButton:default:disabled, QPushButton[role="primary"]:disabled {
    background: $raised; color: $muted; border-color: $rule;
}
QPushButton[role="link"] {
    background: transparent; color: $accent; border: 1px solid transparent; padding: 2px 4px; min-height: 16px;
}
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 2px solid $focus; padding: 1px 3px; }
QToolButton[role="primary"] {
    background: $accent; color: $on_accent; border: 1px solid $accent; border-radius: 6px; padding: 5px 12px;
    min-height: 18px;
}
QToolButton[role="primary"]:hover { background: $accent_hover; }
QToolButton[role="primary"]:focus { border: 2px solid $ink; padding: 4px 11px; }
QToolButton[role="primary"]:disabled { background: $raised; color: $muted; border-color: $rule; }
QPushButton[role="quiet"] {
    background: transparent; color: $accent; border: 1px solid transparent; padding: 1px 3px; text-align: left;
}
QPushButton[role="quiet"]:hover { background: $raised; }
QPushButton[role="quiet"]:focus { border: 2px solid $focus; padding: 0 2px; }
QPushButton[role="row"] {
    background: $panel; color: $ink; border: 1px solid $rule; border-radius: 6px; padding: 0; text-align: left;
}
QPushButton[role="row"]:hover { background: $raised; }
QPushButton[role="row"]:focus { border: 2px solid $focus; padding: 0; }
QPushButton[role="chip"] {
    background: $selection; color: $ink; border: 1px solid $selection_edge; border-radius: 11px; padding: 0;
    min-height: 20px;
}
QPushButton[role="chip"]:hover { background: $raised; }
QPushButton[role="chip"]:focus { border: 2px solid $focus; padding: 0; }
QSplitter#sideSplit::handle { background: $rule; }

QToolButton[role="segment"] {
    background: $field; color: $ink; border: 1px solid $edge; border-left-width: 0; padding: 4px 6px; min-height: 18px;
}
QToolButton[role="segment"][place="first"] {
    border-left-width: 1px; border-top-left-radius: 6px; border-bottom-left-radius: 6px;
}
QToolButton[role="segment"][place="last"] { border-top-right-radius: 6px; border-bottom-right-radius: 6px; }
QToolButton[role="segment"]:hover { background: $raised; }
QToolButton[role="segment"]:checked { background: $chosen; color: $ink; font-weight: 600; }
QToolButton[role="segment"]:checked:disabled { background: $raised; color: $muted; }
QToolButton[role="segment"]:focus { border: 2px solid $focus; padding: 3px 5px; }
QToolButton[role="segment"]:disabled { color: $muted; background: $panel; }

#printFigures { background: $panel; border: none; border-left: 1px solid $rule; border-bottom: 1px solid $rule; }
#printBar { background: $panel; border: none; border-left: 1px solid $rule; border-top: 1px solid $rule; }
#printFoot { background: $panel; border: none; border-top: 1px solid $rule; }
#preview { border: none; border-left: 1px solid $rule; }

QProgressBar { background: $raised; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QLineEdit, QPlainTextEdit, QTextBrowser[role="manual"] {
    background: $field; color: $ink; border: 1px solid $edge; border-radius: 6px; padding: 4px 8px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid $focus; padding: 3px 7px; }
QLineEdit:disabled { color: $muted; background: $panel; }
QTextBrowser[role="manual"] { border: none; border-radius: 0; background: $paper; padding: 0 28px; }

QListView[role="field"], QTableView[role="field"] {
    background: $field; color: $ink; border: 1px solid $edge; border-radius: 6px;
}
QListView[role="field"]:focus, QTableView[role="field"]:focus { border: 2px solid $focus; }

QTextEdit { background: $panel; color: $ink; selection-background-color: $accent; selection-color: $on_accent; }

QRadioButton { border: 2px solid transparent; border-radius: 6px; padding: 1px 6px 1px 2px; spacing: 7px; }
QRadioButton:focus { border-color: $focus; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid $muted; border-radius: 7px; background: $field; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 4px solid $accent; background: $on_accent; }

QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 11px; }
QScrollBar:horizontal { height: 11px; }
QScrollBar::handle { background: $scroll; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def style_sheet(palette: Palette) -> str:
    """Return the application's style sheet in a theme's colours."""
    return _SHEET.substitute(
        {
            "paper": palette.paper,
            "panel": palette.panel,
            "raised": palette.raised,
            "ink": palette.ink,
            "muted": palette.muted,
            "rule": palette.rule,
            "accent": palette.accent,
            "on_accent": palette.on_accent,
            "selection": palette.selection,
            "selection_edge": palette.selection_edge,
            "focus": palette.focus,
            "field": palette.paper,
            "danger": palette.stances["denies"],
            "accent_hover": _mix(palette.accent, palette.ink, 0.15),
            "chosen": _mix(palette.panel, palette.accent, 0.16),
            "edge": _mix(palette.rule, palette.muted, 0.25),
            "scroll": _mix(palette.rule, palette.muted, 0.35),
        }
    )


def _mix(one: str, other: str, share: float) -> str:
    """Return a colour that is `share` (0 to 1) of the way from one to the other."""
    a, b = QColor(one), QColor(other)
    red, green, blue = (
        round(x + (y - x) * share) for x, y in ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    )
    return QColor(red, green, blue).name()
