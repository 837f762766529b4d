"""Which colours of categories can be told apart, also by those who do not see red or green.

Distances are those of Oklab (B. Ottosson, 2020); what the eye without red or green cones sees is reckoned as by
F. Viénot, H. Brettel and J. D. Mollon, "Digital video colourmaps for checking the legibility of displays by
dichromats" (1999), in linear RGB.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from storage.model import Category

Rgb = tuple[float, float, float]
Matrix = tuple[Rgb, Rgb, Rgb]

# Below this, two small marks side by side are taken for one colour.
TELLABLE = 0.04
_NO_RED: Matrix = ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0))
_NO_GREEN: Matrix = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))
_SIGHTS: tuple[Matrix, ...] = (((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)), _NO_RED, _NO_GREEN)
_TO_LMS: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def distance(one: str, other: str) -> float:
    """Return how far two colours ("#rrggbb") are apart for the eye that tells them apart worst (0 to about 1)."""
    return min(math.dist(_seen(one, sight), _seen(other, sight)) for sight in _SIGHTS)


def safe_order(palettes: Sequence[Mapping[str, str]]) -> tuple[list[str], int]:
    """Return the roles so that each is as far as can be from all before it, and how many of them are safe together."""
    roles = list(palettes[0])
    order = [max(roles, key=lambda role: sum(_nearest(role, other, palettes) for other in roles))]
    safe = 1
    while len(order) < len(roles):
        rest = [role for role in roles if role not in order]
        gaps = {role: min(_nearest(role, done, palettes) for done in order) for role in rest}
        best = max(rest, key=gaps.__getitem__)
        safe += gaps[best] >= TELLABLE
        order.append(best)
    return order, safe


def alike(categories: Iterable[Category], palettes: Sequence[Mapping[str, str]]) -> list[tuple[Category, Category]]:
    """Return the pairs of categories whose marks have one shape and colours that some eye takes for one."""
    return [
        (one, other)
        for one, other in combinations(categories, 2)
        if one.shape is other.shape and _nearest(one.colour, other.colour, palettes) < TELLABLE
    ]


def _nearest(one: str, other: str, palettes: Sequence[Mapping[str, str]]) -> float:
    return min(distance(colours[one], colours[other]) for colours in palettes)


def _seen(colour: str, sight: Matrix) -> Rgb:
    linear = tuple(_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    red, green, blue = (min(max(part, 0.0), 1.0) for part in _times(sight, (linear[0], linear[1], linear[2])))
    roots = [math.cbrt(part) for part in _times(_TO_LMS, (red, green, blue))]
    return _times(_TO_LAB, (roots[0], roots[1], roots[2]))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _times(matrix: Matrix, vector: Rgb) -> Rgb:
    a, b, c = (sum(weight * part for weight, part in zip(row, vector, strict=True)) for row in matrix)
    return a, b, c
