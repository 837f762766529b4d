"""Take the pictures of the README anew: `python -m tests.journeys.screenshots`."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path

from tests.journeys.desk import ROOT, Desk, Program, wait_for

PICTURES = ROOT / "resources" / "screenshots"
SAMPLE = ROOT / "resources" / "samples" / "homs-2024.timeline.json"
LINE = (
    "7 Dec 2024: Government denies the fall of Homs @Homs #night !Government; "
    '"stable and safe" — Ministry of Defence (denies) [BBC News]'
)


def take(theme: str, letter: str) -> None:
    """Show the event that the sample is about, and save the screen."""
    with tempfile.TemporaryDirectory() as folder, closing(Desk(Path(folder))) as desk:
        program = Program(desk, str(SAMPLE))
        program.choose("alt+v", "h", letter)
        while not program.title().startswith("Who holds Homs?"):
            before = program.title()
            program.press("comma")
            wait_for("another event", lambda before=before: program.title() != before)
        for _ in range(3):
            desk.screenshot(Path(folder) / "settled.png")  # Time for the view to come to rest.
        desk.screenshot(PICTURES / f"homs-{theme}.png")
        program.press("ctrl+q")
        program.end()


def take_entry() -> None:
    """Type an event in one line, and save the screen before it is added."""
    with tempfile.TemporaryDirectory() as folder, closing(Desk(Path(folder))) as desk:
        program = Program(desk, str(SAMPLE))
        program.choose("alt+v", "h", "l")
        program.press("n")
        program.type(LINE)
        desk.screenshot(Path(folder) / "settled.png")
        desk.screenshot(PICTURES / "quick-entry.png")
        program.press("ctrl+q")
        program.end()


def take_past() -> None:
    """Look from the evening itself, with the open questions beside the timeline, and save the screen."""
    with tempfile.TemporaryDirectory() as folder, closing(Desk(Path(folder))) as desk:
        program = Program(desk, str(SAMPLE))
        program.choose("alt+v", "h", "l")
        program.press("ctrl+5")
        desk.screenshot(Path(folder) / "settled.png")
        program.press("bracketleft")
        program.press("bracketleft")
        desk.screenshot(Path(folder) / "settled.png")
        program.press("Down")
        desk.screenshot(Path(folder) / "settled.png")
        desk.screenshot(PICTURES / "as-known-on.png")
        program.press("ctrl+q")
        program.end()


def take_print() -> None:
    """Open the print dialog with a poster, and save the screen."""
    with tempfile.TemporaryDirectory() as folder, closing(Desk(Path(folder))) as desk:
        program = Program(desk, str(SAMPLE))
        program.choose("alt+v", "h", "l")
        program.press("ctrl+p")
        for _ in range(3):
            desk.screenshot(Path(folder) / "settled.png")
        desk.screenshot(PICTURES / "print.png")
        program.kill()


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    take("light", "l")
    take("dark", "d")
    take_entry()
    take_past()
    take_print()
