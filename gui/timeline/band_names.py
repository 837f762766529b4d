"""What bands are called."""

from __future__ import annotations

from collections.abc import Sequence

from gui.text import label
from gui.timeline.layout.building import Grouping
from storage.citation import short_name
from storage.story_file import StoryFile

GROUPING_WORDS = {
    Grouping.NONE: "Nothing",
    Grouping.CATEGORY: "Category",
    Grouping.PLACE: "Place",
    Grouping.SPEAKER: "Speaker",
    Grouping.SOURCE: "Source",
    Grouping.TAG: "Tag",
}
_WITHOUT = {
    Grouping.CATEGORY: "No category",
    Grouping.PLACE: "No place",
    Grouping.SPEAKER: "Nobody’s words",
    Grouping.SOURCE: "No source",
    Grouping.TAG: "No tag",
}


def band_colours(grouping: Grouping, keys: Sequence[str], file: StoryFile | None) -> tuple[str, ...]:
    """Return the colour role of each band that is a category, "" of others."""
    colours: dict[str, str] = {}
    if file is not None and grouping is Grouping.CATEGORY:
        colours = {category.id: category.colour for category in file.story.categories}
    return tuple(colours.get(key, "") for key in keys)


def band_names(grouping: Grouping, keys: Sequence[str], file: StoryFile | None) -> tuple[str, ...]:
    """Return what a reader calls each band."""
    known: dict[str, str] = {}
    if file is not None and grouping is Grouping.CATEGORY:
        known = {category.id: category.name for category in file.story.categories}
    elif file is not None and grouping is Grouping.SOURCE:
        known = {source.id: short_name(source) for source in file.sources}
    return tuple(label(known.get(key) or key) if key else _WITHOUT.get(grouping, "") for key in keys)
