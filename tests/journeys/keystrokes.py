"""Type ten typical events in the window and print how many keys that took: `python -m tests.journeys.keystrokes`.

Every key counts once, Enter and Tab among them; Shift does not, as it is held. The words after `\\t` were completed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

TYPICAL = (
    "2011: Civil war begins @Syria !Fighting [BBC News]\n",
    "27 nov 2024: Rebels start an offensive @S\t!F\t\n",
    "by 7 dec 2024: Government loses Aleppo @Aleppo !F\t\n",
    "by 7 dec 2024: Government loses Hama @Hama !F\t\n",
    '7-8 dec 2024: Who holds Homs? @Homs !F\t"total liberation" - Hassan Abdul Ghani, rebel commander [B\t\n',
    '7 dec 2024: Ministry speaks @Ho\t"stable and safe" - Ministry of Defence (d\t[B\t\n',
    "7 dec 2024: Rebels close in on Damascus @Damascus !F\t\n",
    "7 dec 2024: Meeting in Qatar @Qatar #talks !Diplomacy [B\t\n",
    '7 dec 2024: "our eyes are on the capital Damascus" - Ha\t[B\t@D\t\n',
    "8 dec 2024: Statue pulled down @D\t#crowd\n",
)


def main() -> int:
    """Type them and print the keys of each, and of all."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="keys-", ignore_cleanup_errors=True) as home:
        for name in ("CONFIG", "DATA", "CACHE", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = home
        return _type_all(Path(home))


def _type_all(folder: Path) -> int:
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from tests.journeys.typed_story import new_story, press

    qInstallMessageHandler(lambda *_: None)
    app = QApplication([])
    total = 0
    with new_story(app, folder) as window:
        for number, keys in enumerate(TYPICAL, start=1):
            count = press(keys)
            total += count
            event = window.reading.chosen
            if event is None or window.document.event_count != number:
                print(f"Not added: {keys!r}", file=sys.stderr)
                return 1
            print(f"{count:>4}  {event.when:<24} {event.title}")
    print(f"10 events: {total} keys, {total / len(TYPICAL):.0f} an event")
    return 0


if __name__ == "__main__":
    sys.exit(main())
