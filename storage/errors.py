"""Errors of the storage floor: one tree, each leaf with a code that scripts can rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from storage.lock import Holder


class TimelineError(Exception):
    """A sentence for the reader: what is wrong, where, and what to do."""

    code: ClassVar[str] = "error"


class FileError(TimelineError):
    """The file cannot be read or written (missing, no permission, full disk, a folder)."""

    code: ClassVar[str] = "file"


class FormatError(TimelineError):
    """The bytes are not a story of a format that this program knows."""

    code: ClassVar[str] = "format"


class NewerFormatError(FormatError):
    """The story was written by a newer program than this one."""

    code: ClassVar[str] = "newer-format"


class ReadOnlyError(TimelineError):
    """The story was opened for reading only and cannot take an edit."""

    code: ClassVar[str] = "read-only"


class ChangedOutsideError(FileError):
    """Another program has changed the file since it was read; nothing was written over it."""

    code: ClassVar[str] = "changed-outside"


class NothingToUndoError(TimelineError):
    """There is no step to take back or to make again."""

    code: ClassVar[str] = "nothing-to-undo"


class NotFoundError(TimelineError):
    """No event, source or file goes by that name."""

    code: ClassVar[str] = "not-found"


class DateError(TimelineError):
    """The text is no date of a notation that this program knows.

    `position` is the index of the first character that cannot be read, `text` what was given
    (shortened where it is very long).
    """

    code: ClassVar[str] = "date"

    def __init__(self, message: str, text: str = "", position: int = 0) -> None:
        super().__init__(message)
        self.text = text
        self.position = position


class LockedError(TimelineError):
    """Another window or program has the story; `holder` says who."""

    code: ClassVar[str] = "locked"

    def __init__(self, message: str, holder: Holder) -> None:
        super().__init__(message)
        self.holder = holder


class EditError(TimelineError):
    """What was typed is no edit: an unknown field, or a value that the field does not take."""

    code: ClassVar[str] = "edit"


class CitationError(TimelineError):
    """What was pasted about a source is no address, DOI or record that can be read."""

    code: ClassVar[str] = "citation"
