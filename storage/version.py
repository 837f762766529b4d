"""The program's version, as the project states it."""

from __future__ import annotations

import tomllib
from pathlib import Path


def program_version() -> str:
    """Return the version in pyproject.toml ("0.1.0")."""
    project = Path(__file__).resolve().parent.parent / "pyproject.toml"
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
