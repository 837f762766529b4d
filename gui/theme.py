"""Colours by role, light and dark, and the widgets' style made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme's colours as "#rrggbb"; text roles meet 4.5:1 on `paper` and `panel`, mark roles 3:1."""

    name: str
    paper: str
    panel: str
    raised: str
    ink: str
    muted: str
    rule: str
    grid: str
    band: str
    accent: str
    on_accent: str
    selection: str
    selection_edge: str
    focus: str
    categories: Mapping[str, str]
    stances: Mapping[str, str]
    standings: Mapping[str, str]


LIGHT = Palette(
    name="light",
    paper="#fdfcf9",
    panel="#ffffff",
    raised="#eef1f5",
    ink="#1d2129",
    muted="#585f6d",
    rule="#d9dade",
    grid="#ebeae5",
    band="#f2f0e8",
    accent="#0b57b0",
    on_accent="#ffffff",
    selection="#fdf3cd",
    selection_edge="#b98a12",
    focus="#0b57b0",
    categories=MappingProxyType(
        {
            "red": "#b5441c",
            "olive": "#6b5c2a",
            "teal": "#0f6f70",
            "indigo": "#4a4ba8",
            "amber": "#8a5a00",
            "plum": "#8b3a78",
            "green": "#2f7038",
            "blue": "#1f5f9e",
            "slate": "#59616f",
        }
    ),
    stances=MappingProxyType(
        {
            "asserts": "#177a43",
            "partly": "#8a5a00",
            "denies": "#b3261e",
            "cannot-confirm": "#585f6d",
            "comments": "#4a4ba8",
        }
    ),
    standings=MappingProxyType(
        {
            "contested": "#a5480a",
            "denied": "#b3261e",
            "unconfirmed": "#6a4594",
            "single-source": "#585f6d",
            "corroborated": "#1d2129",
            "unsourced": "#585f6d",
        }
    ),
)

DARK = Palette(
    name="dark",
    paper="#191b20",
    panel="#1d2027",
    raised="#2a3038",
    ink="#eceae4",
    muted="#a2a8b3",
    rule="#363b45",
    grid="#25282f",
    band="#20232a",
    accent="#7cb8f2",
    on_accent="#12151a",
    selection="#3b3115",
    selection_edge="#d5a933",
    focus="#7cb8f2",
    categories=MappingProxyType(
        {
            "red": "#f2a07f",
            "olive": "#d8be78",
            "teal": "#66cdc6",
            "indigo": "#a9a6f5",
            "amber": "#e6b35a",
            "plum": "#dd9ccb",
            "green": "#8fd19a",
            "blue": "#85bdf0",
            "slate": "#aab2c0",
        }
    ),
    stances=MappingProxyType(
        {
            "asserts": "#6fd39a",
            "partly": "#e0b13f",
            "denies": "#f59a8d",
            "cannot-confirm": "#a9b0bc",
            "comments": "#a9a6f5",
        }
    ),
    standings=MappingProxyType(
        {
            "contested": "#f0a35e",
            "denied": "#f59a8d",
            "unconfirmed": "#c9b0ee",
            "single-source": "#a2a8b3",
            "corroborated": "#eceae4",
            "unsourced": "#a2a8b3",
        }
    ),
)

SERIF_FAMILIES = ("Noto Serif", "Source Serif 4", "Georgia", "Times New Roman", "DejaVu Serif", "serif")
SANS_FAMILIES = ("Noto Sans", "Segoe UI", "SF Pro Text", "Helvetica Neue", "DejaVu Sans", "sans-serif")
MONO_FAMILIES = ("Noto Sans Mono", "Consolas", "Menlo", "DejaVu Sans Mono", "monospace")


def colour(value: str, alpha: float = 1.0) -> QColor:
    """Return a role's colour as a QColor with the given opacity (0 to 1)."""
    result = QColor(value)
    result.setAlphaF(alpha)
    return result


class Theme(QObject):
    """The theme in force: `mode` is "system", "light" or "dark"; `changed` tells that the palette is another one."""

    changed = Signal()

    def __init__(self, mode: str = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode = mode
        self._palette = self._resolve()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)

    @property
    def mode(self) -> str:
        """Return "system", "light" or "dark"."""
        return self._mode

    @property
    def palette(self) -> Palette:
        """Return the colours in force."""
        return self._palette

    def set_mode(self, mode: str) -> None:
        """Switch to "system", "light" or "dark"."""
        self._mode = mode
        self._follow_system()

    def serif(self, point_size: float, *, bold: bool = False, italic: bool = False) -> QFont:
        """Return the font of titles and quotes."""
        return font_of(SERIF_FAMILIES, point_size, bold, italic)

    def sans(self, point_size: float, *, bold: bool = False, italic: bool = False) -> QFont:
        """Return the font of everything else."""
        return font_of(SANS_FAMILIES, point_size, bold, italic)

    def mono(self, point_size: float) -> QFont:
        """Return the font of EDTF texts."""
        return font_of(MONO_FAMILIES, point_size, False, False)

    def _resolve(self) -> Palette:
        if self._mode == "system":
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if self._mode == "dark" else LIGHT

    def _follow_system(self) -> None:
        palette = self._resolve()
        if palette is not self._palette:
            self._palette = palette
            self.changed.emit()


def font_of(families: tuple[str, ...], point_size: float, bold: bool = False, italic: bool = False) -> QFont:
    """Return a font of the first installed of the families."""
    font = QFont()
    font.setFamilies([family for family in families if family in _installed()] or list(families[-1:]))
    font.setPointSizeF(point_size)
    font.setBold(bold)
    font.setItalic(italic)
    return font


def _installed() -> frozenset[str]:
    global _families
    if _families is None:
        _families = frozenset(QFontDatabase.families())
    return _families


_families: frozenset[str] | None = None
_FUSION_DARKER = 140
_EDGE_SHARE = 0.35


def qt_palette(palette: Palette) -> QPalette:
    """Return Qt's palette for the widgets, so that native controls follow the theme too."""
    result = QPalette()
    roles = QPalette.ColorRole
    for role, value in {
        roles.Window: palette.panel,
        roles.WindowText: palette.ink,
        roles.Base: palette.panel,
        roles.AlternateBase: palette.raised,
        roles.Text: palette.ink,
        roles.PlaceholderText: palette.muted,
        roles.Button: palette.panel,
        roles.ButtonText: palette.ink,
        roles.BrightText: palette.on_accent,
        roles.Highlight: palette.accent,
        roles.HighlightedText: palette.on_accent,
        roles.Link: palette.accent,
        roles.ToolTipBase: palette.raised,
        roles.ToolTipText: palette.ink,
        roles.Light: palette.raised,
        roles.Mid: palette.rule,
        roles.Dark: palette.rule,
        roles.Shadow: palette.rule,
    }.items():
        result.setColor(role, QColor(value))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.muted))
    return result


def mark_palette(palette: Palette) -> QPalette:
    """Return Qt's palette for widgets with a box or a circle to tick, so that its edge is seen.

    Fusion makes that edge a good deal darker than the ground that the widget stands on: on a dark one nothing is left.
    """
    result = qt_palette(palette)
    result.setColor(QPalette.ColorRole.Window, QColor(palette.muted).lighter(_FUSION_DARKER))
    return result


def field_palette(palette: Palette) -> QPalette:
    """Return Qt's palette for boxes of numbers and rows, so that their edge is seen and quiet."""
    result = qt_palette(palette)
    rule, muted = QColor(palette.rule), QColor(palette.muted)
    parts = zip(rule.getRgb()[:3], muted.getRgb()[:3], strict=True)  # type: ignore[index]
    edge = QColor(*(round(one + (other - one) * _EDGE_SHARE) for one, other in parts))
    result.setColor(QPalette.ColorRole.Window, edge.lighter(_FUSION_DARKER))
    return result
