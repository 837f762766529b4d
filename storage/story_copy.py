"""A story under another name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from storage import snapshot
from storage.disk import DISK, Disk, reason
from storage.errors import FileError
from storage.quoting import named

_CHUNK_BYTES = 1 << 20


def copy_story(source: Path, target: Path, *, overwrite: bool = False) -> None:
    """Copy a story's bytes so that `target` is either untouched or whole, also after a power cut.

    Raises FileError when `target` is `source` itself, exists (unless `overwrite`), or the disk refuses.
    """
    _write(_chunks(source), source, target, overwrite, DISK)


def save_state(
    state: snapshot.Snapshot, source: Path, target: Path, *, overwrite: bool = False, disk: Disk = DISK
) -> None:
    """Write the state of the story at `source`, whether that file is still there or not. Raises as `copy_story`."""
    _write(snapshot.encode(state), source, target, overwrite, disk)


def _write(chunks: Iterable[bytes], source: Path, target: Path, overwrite: bool, disk: Disk) -> None:
    try:
        # A rename would replace a link and leave the file that it names as it was.
        place = target.resolve()
        if place == source.resolve() or (place.exists() and source.exists() and place.samefile(source)):
            raise FileError(f"{named(target)} is the story itself; choose another name for the copy.")
        if place.is_dir():
            raise FileError(f"{named(target)} is a folder; choose a file name.")
        write = disk.replace_whole if overwrite else disk.create_whole
        write(place, chunks)
    except FileExistsError:
        raise FileError(f"{named(target)} is there already; choose another name.") from None
    except (OSError, ValueError) as error:
        raise FileError(f"{named(source)} cannot be copied to {named(target)}: {reason(error)}.") from None


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk
