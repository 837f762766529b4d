"""How the author of the open story writes dates: its language and zone, and what the settings say."""

from __future__ import annotations

import time

from gui.document import Document
from gui.settings import Settings
from storage.dates.typed import Habits, Order, century_until

_YEARS_AHEAD = 20


def habits_of(document: Document, settings: Settings) -> Habits:
    """Return the habits of the story that is open, with the day that its relative dates were last counted from."""
    story = document.story
    ahead = time.localtime().tm_year + _YEARS_AHEAD
    return Habits(
        locale=story.language if story else "en",
        order=Order(settings.date_order),
        century_from=None if settings.asks_for_century else century_until(ahead),
        basis=document.counted_from,
        time_zone=story.time_zone if story else "UTC",
    )
