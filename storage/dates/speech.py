"""What people say around dates beside what is displayed: to add a language, add a table and its line here."""

from __future__ import annotations

from storage.dates.speech_elsewhere import ARABIC, FRENCH, GERMAN, SPANISH, UKRAINIAN
from storage.dates.speech_english import ENGLISH
from storage.dates.speech_form import Speech

_SPEECHES = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "ar": ARABIC, "uk": UKRAINIAN}


def speech_of(language: str) -> Speech:
    """Give what is said in a language ("de"); nothing where there is no table."""
    return _SPEECHES.get(language, Speech())
