"""A virtual screen, and the program on it as a reader has it: a real process, driven by real keys."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 15.0
Found = TypeVar("Found")

GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(sys.argv)
sys.exit(0 if app.primaryScreen().grabWindow(0).save(sys.argv[1]) else 1)
"""


def wait_for(what: str, probe: Callable[[], Found | None]) -> Found:
    """Return the probe's first answer that is true. Raises AssertionError when patience ends."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if found := probe():
            return found
        time.sleep(0.01)
    raise AssertionError(f"Waited {PATIENCE_S:.0f} s in vain for {what}.")


class Desk:
    """A virtual X server with nothing on it, and a home folder that is thrown away."""

    def __init__(self, home: Path, width_px: int = 1440, height_px: int = 900) -> None:
        reading, writing = os.pipe()
        screen = f"{width_px}x{height_px}x24"
        arguments = ["Xvfb", "-displayfd", str(writing), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"]
        self._server = subprocess.Popen(
            arguments, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        assert number, "Xvfb did not start."
        self.environment = self._environment_of(home, f":{number}")

    @staticmethod
    def _environment_of(home: Path, display: str) -> Mapping[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_", "WAYLAND"))}
        (home / "run").mkdir(mode=0o700)
        folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
        return {**kept, **folders, "DISPLAY": display, "HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run")}

    def run(self, *command: str) -> str:
        """Run a command on this screen and return what it printed. Raises CalledProcessError."""
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=60, check=True)
        return done.stdout

    def screenshot(self, path: Path) -> Path:
        """Save a picture of the whole screen."""
        self.run(sys.executable, "-c", GRAB, str(path))
        return path

    def close(self) -> None:
        """Take the screen away."""
        self._server.terminate()
        self._server.wait(timeout=10)


class Program:
    """The running program: what its title says, keys for it, and how it ended."""

    def __init__(self, desk: Desk, *arguments: str) -> None:
        self._desk = desk
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), *arguments],
            env=desk.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            self.window = wait_for("the window", self._find_window)
            desk.run("xdotool", "windowfocus", "--sync", self.window)
        except BaseException:
            self.kill()
            raise

    def _find_window(self) -> str | None:
        assert self._process.poll() is None, f"The program ended at once: {self._process.communicate()[1]}"
        search = ["xdotool", "search", "--onlyvisible", "--name", "Timeline Reader"]
        done = subprocess.run(search, env=self._desk.environment, capture_output=True, text=True, check=False)
        return done.stdout.split("\n")[0] or None

    def title(self) -> str:
        """Return the window's title."""
        return self._desk.run("xdotool", "getwindowname", self.window).strip()

    def press(self, *keys: str) -> None:
        """Press keys one after the other, named as X names them."""
        self._desk.run("xdotool", "key", "--delay", "20", *keys)

    def choose(self, menu: str, *letters: str) -> None:
        """Open a menu by its key and choose by access letters, waiting for each menu to be there."""
        for key in (menu, *letters[:-1]):
            before = self._windows()
            self.press(key)
            wait_for(f"the menu that {key} opens", lambda before=before: self._windows() - before)
        self.press(letters[-1])

    def _windows(self) -> set[str]:
        search = ["xdotool", "search", "--onlyvisible", "--class", "."]
        done = subprocess.run(search, env=self._desk.environment, capture_output=True, text=True, check=False)
        return set(done.stdout.split())

    def type(self, text: str) -> None:
        """Type a text."""
        self._desk.run("xdotool", "type", "--delay", "20", text)

    def wait_for_title(self, start: str) -> None:
        """Wait until the title starts with a text. Raises AssertionError, saying the title that it had."""
        try:
            wait_for(start, lambda: self.title().startswith(start))
        except AssertionError as error:
            raise AssertionError(f"{error} The title is “{self.title()}”.") from None

    def end(self) -> tuple[int, str]:
        """Wait until the program has ended and return its exit code and all that it wrote."""
        written, errors = self._process.communicate(timeout=PATIENCE_S)
        return self._process.returncode, written + errors

    def kill(self) -> None:
        """End the program if a test left it running."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()
