"""Everything that one locale's typed dates are read with, made once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from storage.dates.folding import folded
from storage.dates.names import names_of
from storage.dates.speech import speech_of
from storage.dates.typed_numbers import TwoDigits
from storage.dates.typed_relative import Relatives
from storage.dates.typed_vocabulary import keepers, vocabulary
from storage.dates.wording import wording_of
from storage.dates.words import Reader

_FEW_LETTERS = 3


@dataclass(frozen=True, slots=True)
class TypedReader:
    """A locale's reader of dates with what lies around it: relative words, two-digit years, known words."""

    reader: Reader
    relatives: Relatives
    two_digits: TwoDigits
    words: dict[str, str]
    keepers: frozenset[str]

    @staticmethod
    @lru_cache(maxsize=16)
    def of(locale: str) -> TypedReader:
        """Make the reader of a locale; it reads English as well."""
        reader = Reader.of(locale)
        points = reader.points
        names = (names_of("en"), names_of("en-US"), names_of(locale))
        languages = list(dict.fromkeys((names[-1].language, "en")))
        wordings, speeches = [wording_of(each) for each in languages], [speech_of(each) for each in languages]
        relatives = Relatives.build(names, speeches, points.months, points.month)
        known = [
            text
            for each in names
            for texts in (*each.months.values(), each.weekdays, each.long_weekdays, (each.era_bc, each.era_ad))
            for text in texts
        ]
        known += [text for each in names for lists in each.lists.values() for text in lists.values()]
        return TypedReader(
            reader,
            relatives,
            TwoDigits.build(points.month, (*points.bc, *points.ad)),
            vocabulary(wordings, speeches, known),
            keepers(speeches, {folded(word) for word in _COMMON.split()}),
        )

    def keeps(self, words: set[str]) -> bool:
        """Tell whether any of the words says more than a date in EDTF does."""
        return not words.isdisjoint(self.keepers)


_COMMON = "the between days weeks years and des dem den der del los las les von vom bis until till from with first"
