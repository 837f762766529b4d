"""Two categories with one id, as another program may write them."""

from storage.editing import delete_category
from storage.model import Category, Event, Story


def test_events_stay_with_the_other_category_of_the_same_id() -> None:
    story = Story("s", "A story", categories=(Category("fall", "One"), Category("fall", "Other")))
    changes = list(delete_category(story, [Event("e", "E", "2024", category="fall")], "fall").changes)
    assert [type(change).__name__ for change in changes] == ["PutStory"]
