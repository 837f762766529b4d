"""Keeps what is half typed, outside of the story, so that a crash costs no more than a moment's typing.

Each draft is one JSON file in the user's state folder; it tells which story it is for, by path and id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from storage import strict_json
from storage.disk import DISK, Disk, reason
from storage.errors import FileError, FormatError

FORMAT = 1
SUFFIX = ".half-typed.json"
DAMAGED = ".damaged"
MOST_DRAFTS = 200
_APP_NAME = "Timeline Reader"
_LARGEST_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class DraftKey:
    """What a draft is for: a story by its path and id, the form it was typed into, and a slot where it has several."""

    path: Path
    story_id: str
    kind: str
    slot: str = ""

    @property
    def file_name(self) -> str:
        """Return the name of the draft's file."""
        text = strict_json.dumps([str(self.path), self.story_id, self.kind, self.slot])
        return hashlib.sha256(text.encode("ascii")).hexdigest()[:40] + SUFFIX


@dataclass(frozen=True, slots=True)
class Draft:
    """What was half typed, and when it was saved (ISO 8601, UTC)."""

    key: DraftKey
    data: Mapping[str, Any]
    saved: str = ""


class HalfTyped:
    """The drafts of one user."""

    def __init__(self, folder: Path | None = None, disk: Disk = DISK) -> None:
        self._folder = folder or user_state_path(_APP_NAME, appauthor=False) / "half-typed"
        self._disk = disk

    def save(self, key: DraftKey, data: Mapping[str, Any]) -> None:
        """Put a draft on the disk, whole or not at all. Raises FileError, FormatError."""
        row = {"format": FORMAT, "path": str(key.path), "story": key.story_id, "kind": key.kind, "slot": key.slot}
        row |= {"saved": datetime.now(UTC).isoformat(timespec="seconds"), "data": dict(data)}
        content = strict_json.dumps(row).encode("ascii")
        try:
            # What is half typed is nobody else's business.
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = self._folder / key.file_name
            # Whoever has the story to write is the only one who writes its drafts.
            self._disk.clear_leftovers(file)
            self._disk.replace_whole(file, (content,))
            self._disk.sync_folder(self._folder)
        except (OSError, ValueError) as error:
            raise FileError(f"What you are writing could not be put aside: {reason(error)}.") from None

    def load(self, key: DraftKey) -> dict[str, Any] | None:
        """Return what was half typed, or None; a damaged file is set aside."""
        draft = self._read(self._folder / key.file_name)
        return None if draft is None else dict(draft.data)

    def drop(self, key: DraftKey) -> None:
        """Forget a draft."""
        with suppress(OSError):
            self._disk.remove(self._folder / key.file_name)

    def all_for(self, path: Path, story_id: str) -> list[Draft]:
        """Return the drafts for a story, the one saved last first.

        A draft for a story of that id at another path counts where no file is there any more: the story was moved.
        """
        try:
            files = sorted(self._folder.glob("*" + SUFFIX))[:MOST_DRAFTS]
        except OSError:
            return []
        drafts = [draft for file in files if (draft := self._read(file)) is not None]
        ours = [draft for draft in drafts if draft.key.story_id == story_id and _is_at(draft.key.path, path)]
        return sorted(ours, key=lambda draft: draft.saved, reverse=True)

    def _read(self, file: Path) -> Draft | None:
        try:
            if self._disk.stat(file).st_size > _LARGEST_BYTES:
                raise FormatError("The draft is too large.")
            return _draft(strict_json.loads(self._disk.read(file), "The draft"))
        except OSError:
            return None
        except FormatError:
            with suppress(OSError):
                self._disk.rename(file, file.with_name(file.name + DAMAGED))
            return None


def _draft(row: Any) -> Draft:
    texts = ("path", "story", "kind", "slot", "saved")
    if not isinstance(row, dict) or row.get("format") != FORMAT or not isinstance(row.get("data"), dict):
        raise FormatError("This is no draft.")
    if not all(isinstance(row.get(name), str) for name in texts):
        raise FormatError("This is no draft.")
    return Draft(DraftKey(Path(row["path"]), row["story"], row["kind"], row["slot"]), row["data"], row["saved"])


def _is_at(was: Path, now: Path) -> bool:
    if was == now:
        return True
    try:
        return not was.exists()
    except (OSError, ValueError):
        return True
