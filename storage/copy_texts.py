"""The text of offline copies: plain text as it was taken in, in the folder beside the story."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from storage.model import Source

MOST_BYTES = 2_000_000
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SUFFIX = ".timeline.json"


def copies_folder(story: Path) -> Path:
    """Return the folder in which a story keeps its offline copies."""
    return story.with_name(story.name.removesuffix(_SUFFIX) + ".timeline.files")


def copy_texts(story: Path, sources: Iterable[Source]) -> dict[str, str]:
    """Return the texts of the copies by the ids of their sources.

    Left out is what is no plain text, is not there, is longer than two million bytes, or is not what was copied.
    """
    folder = copies_folder(story)
    found = {}
    for source in sources:
        kept = source.copy
        if kept is None or not kept.media_type.startswith("text/plain") or not _SHA256.fullmatch(kept.sha256):
            continue
        text = _text(folder, kept.sha256)
        if text.strip():
            found[source.id] = text
    return found


def _text(folder: Path, sha256: str) -> str:
    try:
        path = next((each for each in (folder / sha256, folder / f"{sha256}.txt") if each.is_file()), None)
        if path is None or path.stat().st_size > MOST_BYTES:
            return ""
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        return ""
    if hashlib.sha256(content).hexdigest() != sha256:
        return ""
    return content.decode("utf-8", "replace")
