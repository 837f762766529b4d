"""What every test gets: no display, no user's folders, and a failure for every unexpected warning."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "resources" / "samples"


def _use_a_home_of_our_own() -> tempfile.TemporaryDirectory[str]:
    """Point the user's folders at an empty one, before Qt or platformdirs asks for them."""
    home = tempfile.TemporaryDirectory(prefix="timeline-tests-", ignore_cleanup_errors=True)
    folders = {
        "HOME": "",
        "USERPROFILE": "",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_CACHE_HOME": "cache",
        "XDG_STATE_HOME": "state",
        "XDG_RUNTIME_DIR": "run",
        "APPDATA": "appdata",
        "LOCALAPPDATA": "localappdata",
    }
    for name, folder in folders.items():
        path = Path(home.name, folder)
        path.mkdir(mode=0o700, exist_ok=True)
        os.environ[name] = str(path)
    return home


_HOME = _use_a_home_of_our_own()
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"
for variable in ("QT_SCALE_FACTOR", "QT_QPA_PLATFORMTHEME", "QT_STYLE_OVERRIDE", "QT_LOGGING_RULES", "LANGUAGE"):
    os.environ.pop(variable, None)

# Under CI the same examples run every time; elsewhere new ones are looked for.
settings.register_profile(
    "quick",
    max_examples=100,
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("full", settings.get_profile("quick"), max_examples=5000, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

Row = Mapping[str, Any]
StoryWriter = Callable[..., Path]


def story_document(
    events: Sequence[Row] = (), sources: Sequence[Row] = (), about: Row | None = None
) -> dict[str, dict[str, Row]]:
    """Lay out rows as a story file of format 1, filling in ids and titles that a row leaves out."""
    head = {"format": 1, "id": "00000000-0000-4000-8000-000000000000", "title": "A small story"}
    rows = [
        {"id": f"00000000-0000-4000-8000-{number:012d}", "title": f"Event {number}", "when": "2024", **event}
        for number, event in enumerate(events, start=1)
    ]
    return {
        "about": {"1": {**head, **(about or {})}},
        "events": {str(number): row for number, row in enumerate(rows, start=1)},
        "sources": {str(number): row for number, row in enumerate(sources, start=1)},
    }


@pytest.fixture
def write_story(tmp_path: Path) -> StoryWriter:
    """Return a function (events, sources, about, name=...) that writes a story file and returns its path."""

    def write(
        events: Sequence[Row] = (),
        sources: Sequence[Row] = (),
        about: Row | None = None,
        name: str = "small.timeline.json",
    ) -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(story_document(events, sources, about)), encoding="ascii")
        return path

    return write


@pytest.fixture
def story_path(write_story: StoryWriter) -> Path:
    """Return a story file with three events, one of them contested."""
    statements = [
        {"id": "00000000-0000-4000-9000-000000000001", "stance": "asserts", "speaker": "Ada", "source": "one"},
        {"id": "00000000-0000-4000-9000-000000000002", "stance": "denies", "speaker": "Bo", "source": "two"},
    ]
    return write_story(
        events=[
            {"title": "First", "when": "2011-03"},
            {"title": "Second", "when": "2024-12-07", "place": "Homs", "statements": statements},
            {"title": "Third", "when": "2024-12-07/2024-12-08", "tags": ["night"]},
        ],
        sources=[
            {"id": "one", "csl": {"type": "article-newspaper", "title": "One says", "container-title": "The One"}},
            {"id": "two", "csl": {"type": "article-newspaper", "title": "Two says", "container-title": "The Two"}},
        ],
    )


@pytest.fixture
def homs(tmp_path: Path) -> Path:
    """Return a copy of the Homs sample: the shipped file is never opened for writing."""
    copy = tmp_path / "homs-2024.timeline.json"
    copy.write_bytes((SAMPLES / "homs-2024.timeline.json").read_bytes())
    return copy
