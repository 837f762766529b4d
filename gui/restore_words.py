"""What the dialogs say that bring a story back: days, counts, and what differs; plain text, no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from gui.text import isolated, one_line
from storage.backups import Backup, Why
from storage.differences import Changes, Differences, Entry
from storage.repair import Candidate

_MOST_NAMED = 100
_LONGEST_TITLE = 120
_WHY = {
    Why.DAY: "A day’s work",
    Why.FOUND: "As it was found",
    Why.UPGRADE: "Before an upgrade",
}
_FIELDS = {
    "title": "title",
    "description": "description",
    "time_zone": "time zone",
    "language": "language",
    "categories": "categories",
}


def why_words(backup: Backup) -> str:
    """Return why a backup was made."""
    return _WHY[backup.why]


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 event", "2 events"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def copy_stem(stem: str, backup_day: date) -> str:
    """Return how a copy of a backup is called, without its suffix."""
    return f"{stem} ({backup_day.isoformat()})"


def difference_words(backup: Backup, found: Differences) -> str:
    """Return what a backup holds, and what differs in it from the story of now, by titles."""
    if not found:
        return f"{backup.counts}: the story as it is now."
    lines = [f"{backup.counts}.", ""]
    for noun, changes in (("event", found.events), ("source", found.sources)):
        lines += _change_lines(noun, changes)
    if found.about:
        fields = ", ".join(_FIELDS.get(name, one_line(name)) for name in found.about)
        lines += [f"The story’s own {fields} would be as it was." if len(found.about) == 1 else f"{fields} differ.", ""]
    if found.others:
        lines += ["Something that only a newer version of the program shows differs too.", ""]
    return "\n".join(lines).rstrip()


def candidate_words(candidate: Candidate) -> str:
    """Return what a candidate is made of, what of it is lost, and which rows come from a backup."""
    lines = [f"{candidate.counts}.", "", candidate.sentence]
    if candidate.rescued is not None:
        found = candidate.rescued
        if found.from_backup:
            lines += ["", "From the backup:", *_limited([f"  {_named(row.title)}" for row in found.from_backup])]
        if found.lost:
            lines += ["", "What cannot be read:", *_limited([f"  {one_line(str(problem))}" for problem in found.lost])]
    return "\n".join(lines)


def _change_lines(noun: str, changes: Changes) -> Iterator[str]:
    for entries, words, sign in (
        (changes.added, "would come back", "+"),
        (changes.removed, "would go", "−"),
        (changes.changed, "would be as before", "≠"),
    ):
        if entries:
            yield f"{counted(len(entries), noun)} {words}:"
            yield from _limited([f"  {sign} {_title(entry)}" for entry in entries])
            yield ""


def _limited(lines: Sequence[str]) -> list[str]:
    more = [f"  … and {len(lines) - _MOST_NAMED:,} more"] if len(lines) > _MOST_NAMED else []
    return [*lines[:_MOST_NAMED], *more]


def _title(entry: Entry) -> str:
    return _named(entry.title or entry.id)


def _named(title: str) -> str:
    shown = one_line(title[:_LONGEST_TITLE]) + ("…" if len(title) > _LONGEST_TITLE else "")
    return isolated(shown) or "without a title"
