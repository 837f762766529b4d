"""What the window remembers between two sittings, typed, in one INI file of the user's own."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from platformdirs import user_config_path
from PySide6.QtCore import QByteArray, QSettings

APP_NAME = "Timeline Reader"
THEMES = ("system", "light", "dark")
DATE_ORDERS = ("ask", "day-first", "month-first")
SMALLEST_TEXT, LARGEST_TEXT = -3, 6
_MOST_RECENT = 10
_MOST_VIEWS = 100


def default_path() -> Path:
    """Return the settings file in the platform's folder for configuration."""
    return user_config_path(APP_NAME, appauthor=False) / "settings.ini"


class Settings:
    """Remembered settings; a value that makes no sense reads as its default, whatever the file says."""

    def __init__(self, path: Path) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    def sync(self) -> None:
        """Write what has changed to the disk now."""
        self._store.sync()

    @property
    def geometry(self) -> QByteArray:
        """Return the window's saved geometry, empty when there is none."""
        return self._bytes("window/geometry")

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("window/geometry", value)

    @property
    def pane_widths_px(self) -> tuple[int, ...]:
        """Return the widths of list, timeline and detail, or () when there are none."""
        numbers = _numbers(self._store.value("window/panes"))
        return numbers if len(numbers) == 3 and sum(numbers) > 0 else ()

    @pane_widths_px.setter
    def pane_widths_px(self, value: Sequence[int]) -> None:
        self._store.setValue("window/panes", ",".join(str(width) for width in value))

    def shown(self, pane: str) -> bool:
        """Tell whether "list", "detail" or "overview" is shown."""
        return str(self._store.value(f"window/show_{pane}", "true")).lower() != "false"

    def set_shown(self, pane: str, shown: bool) -> None:
        """Remember whether "list", "detail" or "overview" is shown."""
        self._store.setValue(f"window/show_{pane}", "true" if shown else "false")

    @property
    def theme_mode(self) -> str:
        """Return "system", "light" or "dark"."""
        mode = str(self._store.value("appearance/theme", "system"))
        return mode if mode in THEMES else "system"

    @theme_mode.setter
    def theme_mode(self, value: str) -> None:
        self._store.setValue("appearance/theme", value)

    @property
    def reduce_motion(self) -> bool | None:
        """Tell whether the view is to jump instead of moving, None where that is as the system has it."""
        return {"true": True, "false": False}.get(str(self._store.value("appearance/reduce_motion")).lower())

    @reduce_motion.setter
    def reduce_motion(self, value: bool) -> None:
        self._store.setValue("appearance/reduce_motion", "true" if value else "false")

    @property
    def reading_size(self) -> int:
        """Return by how many steps the text of the detail pane is larger (or smaller) than usual."""
        steps = _numbers(self._store.value("appearance/reading_size"))[:1]
        return clamp_reading_size(steps[0]) if steps else 0

    @reading_size.setter
    def reading_size(self, value: int) -> None:
        self._store.setValue("appearance/reading_size", str(clamp_reading_size(value)))

    @property
    def form_floats(self) -> bool:
        """Tell whether the event form opens in a window of its own."""
        return str(self._store.value("editor/form_floats", "false")).lower() == "true"

    @form_floats.setter
    def form_floats(self, value: bool) -> None:
        self._store.setValue("editor/form_floats", "true" if value else "false")

    @property
    def date_order(self) -> str:
        """Return which of the first two figures of 8/12/2024 is the day: "ask", "day-first" or "month-first"."""
        order = str(self._store.value("dates/order", "ask"))
        return order if order in DATE_ORDERS else "ask"

    @date_order.setter
    def date_order(self, value: str) -> None:
        self._store.setValue("dates/order", value)

    @property
    def asks_for_century(self) -> bool:
        """Tell whether the century of a year of two digits is asked for; else it is the one around today."""
        return str(self._store.value("dates/two_digit_years", "recent")) == "ask"

    @asks_for_century.setter
    def asks_for_century(self, value: bool) -> None:
        self._store.setValue("dates/two_digit_years", "ask" if value else "recent")

    @property
    def recent_files(self) -> list[Path]:
        """Return the files opened last, the latest first."""
        return self._paths("files/recent")[:_MOST_RECENT]

    def add_recent_file(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        path = path.absolute()
        self._set_paths("files/recent", [path, *(other for other in self.recent_files if other != path)][:_MOST_RECENT])

    def forget_recent_file(self, path: Path) -> None:
        """Take a file off the recent ones."""
        self._set_paths("files/recent", [other for other in self.recent_files if other != path.absolute()])

    def clear_recent_files(self) -> None:
        """Forget all recent files."""
        self._set_paths("files/recent", [])

    @property
    def session_files(self) -> list[Path]:
        """Return the files that were open when the program was left."""
        return self._paths("files/session")

    @session_files.setter
    def session_files(self, value: Sequence[Path]) -> None:
        self._set_paths("files/session", list(value))

    @property
    def last_folder(self) -> Path | None:
        """Return the folder of the last file dialog, if it is still there."""
        text = self._store.value("files/folder")
        folder = Path(text) if isinstance(text, str) and text else None
        return folder if folder and folder.is_dir() else None

    @last_folder.setter
    def last_folder(self, value: Path) -> None:
        self._store.setValue("files/folder", str(value))

    def view(self, path: Path) -> dict[str, Any]:
        """Return how a file was last looked at, {} when it never was."""
        value = _json(self._store.value(f"views/{_key(path)}"))
        return value if isinstance(value, dict) else {}

    def set_view(self, path: Path, view: dict[str, Any]) -> None:
        """Remember how a file is looked at; the oldest are forgotten beyond a hundred files."""
        self._store.setValue(f"views/{_key(path)}", json.dumps({**view, "at": time.time()}))
        self._forget_oldest("views")

    def print_choices(self, path: Path) -> dict[str, Any]:
        """Return how a file was printed last, or else how any file was; {} when none ever was."""
        for key in (_key(path), "last"):
            value = _json(self._store.value(f"printing/{key}"))
            if isinstance(value, dict):
                return value
        return {}

    def set_print_choices(self, path: Path, choices: dict[str, Any]) -> None:
        """Remember how a file is printed; the oldest are forgotten beyond a hundred files."""
        text = json.dumps({**choices, "at": time.time()})
        for key in (_key(path), "last"):
            self._store.setValue(f"printing/{key}", text)
        self._forget_oldest("printing")

    def _forget_oldest(self, group: str) -> None:
        self._store.beginGroup(group)
        keys = self._store.childKeys()
        if len(keys) > _MOST_VIEWS:
            for key in sorted(keys, key=self._age)[:-_MOST_VIEWS]:
                self._store.remove(key)
        self._store.endGroup()

    def _age(self, key: str) -> float:
        value = _json(self._store.value(key))
        at = value.get("at") if isinstance(value, dict) else None
        return float(at) if isinstance(at, int | float) else 0.0

    def _bytes(self, key: str) -> QByteArray:
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def _paths(self, key: str) -> list[Path]:
        value = _json(self._store.value(key))
        return [Path(text) for text in value if isinstance(text, str) and text] if isinstance(value, list) else []

    def _set_paths(self, key: str, paths: Sequence[Path]) -> None:
        self._store.setValue(key, json.dumps([str(path) for path in paths]))


def clamp_reading_size(steps: int) -> int:
    """Return the nearest reading size that the detail pane offers."""
    return min(max(steps, SMALLEST_TEXT), LARGEST_TEXT)


def _key(path: Path) -> str:
    return hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _json(value: object) -> Any:
    try:
        return json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        return None


def _numbers(value: object) -> tuple[int, ...]:
    # An INI value with commas comes back as a list of texts.
    parts = value if isinstance(value, list) else str(value if value is not None else "").split(",")
    try:
        return tuple(int(part) for part in parts)
    except (TypeError, ValueError):
        return ()
