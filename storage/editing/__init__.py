"""Edits of many events at once, and of what belongs to the whole story: pure functions from values to a step."""

from storage.editing.alteration import (
    Alteration,
    alter,
    alteration_name,
    altered,
    recategorised,
    redated,
    replaced_place,
    retagged,
    shifted,
)
from storage.editing.categories import (
    add_category,
    delete_category,
    merge_categories,
    move_category,
    name_problem,
    recolour_category,
    rename_category,
    reshape_category,
    same_named,
    twins,
)
from storage.editing.finding import DEFAULT_FIELDS, Field, Found, Hit, Question, find_and_replace, find_hits, replacing
from storage.editing.step import Step
from storage.editing.story_data import edit_story

__all__ = [
    "DEFAULT_FIELDS",
    "Alteration",
    "Field",
    "Found",
    "Hit",
    "Question",
    "Step",
    "add_category",
    "alter",
    "alteration_name",
    "altered",
    "delete_category",
    "edit_story",
    "find_and_replace",
    "find_hits",
    "merge_categories",
    "move_category",
    "name_problem",
    "recategorised",
    "recolour_category",
    "redated",
    "rename_category",
    "replaced_place",
    "replacing",
    "reshape_category",
    "retagged",
    "same_named",
    "shifted",
    "twins",
]
