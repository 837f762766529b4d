"""The sample stories: what is opened is always the user's own copy, never the shipped file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from gui.settings import APP_NAME
from storage.errors import FileError
from storage.story_copy import copy_story

SHIPPED = Path(__file__).resolve().parent.parent / "resources" / "samples"


@dataclass(frozen=True, slots=True)
class Sample:
    """A story that comes with the program."""

    file_name: str
    title: str
    about: str


SAMPLES: tuple[Sample, ...] = (
    Sample(
        "homs-2024.timeline.json",
        "Homs, December 2024",
        "One night, five positions: who said what about a city, and through which outlets.",
    ),
    Sample(
        "deep-time.timeline.json",
        "Deep time",
        "From the formation of the Earth to now, on one scale.",
    ),
)


def copies_folder() -> Path:
    """Return where the user's copies of the samples lie."""
    return user_data_path(APP_NAME, appauthor=False) / "samples"


def own_copy(sample: Sample, folder: Path | None = None) -> Path:
    """Return the user's copy of a sample, made now if there is none yet.

    Raises FileError when the copy cannot be made.
    """
    folder = folder or copies_folder()
    copy = folder / sample.file_name
    if not copy.is_file():
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileError(f"{folder}: cannot be made for the sample's copy: {error.strerror or error}.") from error
        copy_story(SHIPPED / sample.file_name, copy)
    return copy


def own_copy_of(path: Path) -> Path:
    """Return the user's copy if `path` is a shipped sample, else `path` itself.

    Raises FileError when the copy cannot be made.
    """
    for sample in SAMPLES:
        if _is(path, SHIPPED / sample.file_name):
            return own_copy(sample)
    return path


def _is(path: Path, shipped: Path) -> bool:
    try:
        return path.samefile(shipped)
    except OSError:
        return False
