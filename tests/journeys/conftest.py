"""Fixtures of the journeys: a fresh virtual screen and home for each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.desk import Desk, Program

Start = Callable[..., Program]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return a virtual screen; skip where Xvfb or xdotool is not installed."""
    for tool in ("Xvfb", "xdotool"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    home = tmp_path / "home"
    home.mkdir()
    desk = Desk(home)
    yield desk
    desk.close()


@pytest.fixture
def start(desk: Desk) -> Iterator[Start]:
    """Return a function that starts `main.py` with arguments and waits for its window."""
    programs: list[Program] = []

    def start_program(*arguments: str) -> Program:
        programs.append(Program(desk, *arguments))
        return programs[-1]

    yield start_program
    for program in programs:
        program.kill()
