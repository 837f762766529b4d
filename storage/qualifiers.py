"""What the qualifier of a figure says of its number: a bound from below or above, or only about so many.

The words are those that reporters use, in the languages in which dates are read too. A qualifier that says none of this
("official", "confirmed") bounds nothing; it is shown with its figure all the same.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from storage.model import Figure
from storage.search import fold


class Bound(StrEnum):
    """How the number that was given lies to the one that is meant."""

    EXACT = "exact"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOUT = "about"


# The longest that stands in a qualifier counts: "no more than" is not "more than".
_WORDS: dict[Bound, tuple[str, ...]] = {
    Bound.AT_LEAST: (
        *("more than", "over", "above", "at least", "no fewer than", "no less than", "not less than", "not fewer than"),
        *("upwards of", "in excess of", "exceeding", "greater than", "minimum", "or more", "and counting", "well over"),
        *("mehr als", "über", "mindestens", "nicht weniger als", "wenigstens"),
        *("plus de", "au moins", "pas moins de", "au minimum"),
        *("más de", "al menos", "por lo menos", "como mínimo"),
        *("более", "больше", "свыше", "не менее", "как минимум", "по меньшей мере"),
        *("أكثر من", "ما لا يقل عن", "على الأقل", "قرابة ما يزيد", "ما يزيد عن"),
        *(">", "≥", ">="),
    ),
    Bound.AT_MOST: (
        *("less than", "fewer than", "under", "below", "at most", "no more than", "not more than", "up to", "maximum"),
        *("as many as", "as much as", "at the most", "or fewer", "or less"),
        *("weniger als", "unter", "höchstens", "bis zu", "nicht mehr als", "maximal"),
        *("moins de", "au plus", "jusqu'à", "jusqu’à", "pas plus de", "au maximum"),
        *("menos de", "como máximo", "hasta", "no más de", "a lo sumo"),
        *("менее", "меньше", "не более", "до", "максимум"),
        *("أقل من", "ما لا يزيد عن", "على الأكثر", "لا يتجاوز"),
        *("<", "≤", "<="),
    ),
    Bound.ABOUT: (
        *(
            "about",
            "around",
            "approximately",
            "approx",
            "some",
            "roughly",
            "nearly",
            "almost",
            "close to",
            "circa",
            "ca.",
        ),
        *("ca.", "an estimated", "estimated", "or so", "more or less"),
        *("etwa", "rund", "ungefähr", "fast", "knapp", "circa", "schätzungsweise", "mehr oder weniger"),
        *("environ", "près de", "presque", "à peu près", "quelque", "plus ou moins"),
        *("unos", "unas", "alrededor de", "aproximadamente", "casi", "cerca de", "más o menos"),
        *("около", "примерно", "почти", "приблизительно", "более или менее"),
        *("حوالي", "نحو", "قرابة", "تقريبا"),
        *("~", "≈"),
    ),
}
_KNOWN = sorted(
    ((fold(word), bound) for bound, words in _WORDS.items() for word in words), key=lambda pair: -len(pair[0])
)


@lru_cache(maxsize=1 << 12)
def bound_of(qualifier: str) -> Bound:
    """Return what a qualifier says of the number."""
    text = " ".join(fold(qualifier).split())
    padded = f" {text} "
    for word, bound in _KNOWN:
        # Signs stand at the number, words between spaces: "some" is not in "troublesome".
        if (f" {word} " in padded) if word[-1].isalpha() or word[-1] == "." else (word in text):
            return bound
    return Bound.EXACT


def bound(figure: Figure) -> Bound:
    """Return how the number of a figure is meant, by its qualifier or else by which of its ends was given."""
    found = bound_of(figure.qualifier)
    if found is Bound.EXACT and figure.value is None and (figure.low is None) != (figure.high is None):
        return Bound.AT_LEAST if figure.high is None else Bound.AT_MOST
    return found
