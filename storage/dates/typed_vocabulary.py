"""All words that a date can hold in a locale: any other word cannot be understood, and is pointed at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from storage.dates.folding import bare_words, folded
from storage.dates.speech import Speech
from storage.dates.typed_numbers import CARDINALS, DECADES, ORDINALS
from storage.dates.typed_rules import templates_of
from storage.dates.wording import Wording

# Notation, endings of ordinals and clocks.
_LETTERS = (
    "t z y e s x st nd rd th er o e r pp p am pm a m h hrs hours uhr utc gmt noon and or und et y i та и а de cent c"
)
_ERAS = "bc bce ad ce b c e d"
_AGO = "thousand million billion years year ago m bn ka ma ga mya hundred nineteen eighteen seventeen couple of"


def vocabulary(wordings: Iterable[Wording], speeches: Iterable[Speech], names: Iterable[str]) -> dict[str, str]:
    """Return the words by their folded form; `names` are those of months, weekdays, eras and the like."""
    texts = [_LETTERS, _ERAS, _AGO, *CARDINALS, *ORDINALS, *DECADES, "spring summer autumn fall winter q"]
    texts += [text for words in wordings for text in templates_of(words)]
    texts += [text for speech in speeches for text in _texts(speech)]
    found: dict[str, str] = {}
    for text in (*texts, *names):
        for word in text.replace("’", "'").split():
            for part in bare_words(folded(word)):
                found.setdefault(part, part if len(bare_words(folded(word))) > 1 else word.strip(".,{}[]|()'^"))
    return found


def keepers(speeches: Iterable[Speech], common: Iterable[str]) -> frozenset[str]:
    """Return the words that say more than EDTF does, so that they are kept beside the date."""
    texts = [
        template
        for speech in speeches
        for template in (
            *(each[0] for each in speech.vague),
            *speech.before,
            *speech.after,
            *speech.parts,
            *speech.nights,
        )
    ]
    return frozenset(word for text in texts for word in bare_words(folded(text)) if len(word) > 2) - {*common}


def _texts(speech: Speech) -> Iterator[str]:
    for field in fields(speech):
        for value in getattr(speech, field.name):
            yield from (text for text in (value if isinstance(value, tuple) else (value,)) if isinstance(text, str))
