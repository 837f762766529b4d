"""The signs and words for stances, standings and shapes: shape says what colour says too."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from storage.model import Shape, Stance
from storage.standing import StandingKind

Sign = tuple[str, str]
"""A sign and its word."""

STANCE_SIGNS: Mapping[Stance, Sign] = MappingProxyType(
    {
        Stance.ASSERTS: ("✓", "asserts"),
        Stance.PARTLY: ("◐", "partly"),
        Stance.DENIES: ("✕", "denies"),
        Stance.CANNOT_CONFIRM: ("?", "cannot confirm"),
        Stance.COMMENTS: ("❞", "comments"),
    }
)

STANDING_SIGNS: Mapping[StandingKind, Sign] = MappingProxyType(
    {
        StandingKind.CONTESTED: ("≠", "contested"),
        StandingKind.DENIED: ("✕", "denied"),
        StandingKind.UNCONFIRMED: ("?", "unconfirmed"),
        StandingKind.SINGLE_SOURCE: ("◔", "single source"),
        StandingKind.CORROBORATED: ("●", "corroborated"),
        StandingKind.UNSOURCED: ("○", "unsourced"),
    }
)

DOUBTFUL = frozenset({StandingKind.CONTESTED, StandingKind.DENIED, StandingKind.UNCONFIRMED})
"""The ways to stand that stand out: somebody doubts what stands so."""

STAR_SIGN = "★"

SHAPE_SIGNS: Mapping[Shape, str] = MappingProxyType(
    {
        Shape.CIRCLE: "●",
        Shape.SQUARE: "■",
        Shape.TRIANGLE: "▲",
        Shape.DIAMOND: "◆",
        Shape.STAR: "★",
        Shape.HEXAGON: "⬢",
        Shape.CROSS: "✚",
        Shape.BAND: "▬",
    }
)
