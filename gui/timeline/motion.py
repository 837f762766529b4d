"""How a view moves: each motion says by the time elapsed where the view is, so that no frame rate changes its way."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from gui.timeline.layout.scale import COARSEST_SECONDS_PER_PX, PARTS_PER_SECOND, Scale

# A way of so many views' widths is flown over; the least and the most that takes.
FAR_WIDTHS = 1.5
FLIGHT_S = (0.26, 0.9)
# How far a flight zooms out for the way that it saves.
_BEND = 1.4
# How long a flick runs on: its speed falls to a third in this time.
FLICK_S = 0.325
FASTEST_PX_PER_S = 12_000.0
SLOWEST_PX_PER_S = 20.0
# A held key begins at the slower speed and reaches the faster one after so long; then it runs out quickly.
SPEED_UP_S = 2.5
RUN_OUT_S = 0.09
PAN_PX_PER_S = (900.0, 5_000.0)
ZOOM_OCTAVES_PER_S = (1.6, 7.0)


class Motion(Protocol):
    """A way of the view through time; `target` is where it ends as far as is known, None while a hand is on it."""

    @property
    def duration_s(self) -> float:
        """Return how long it takes."""

    @property
    def target(self) -> Scale | None:
        """Return where it ends."""

    def scale_at(self, elapsed_s: float) -> Scale:
        """Return where the view is."""


def ease_out(share: float) -> float:
    """Return how much of a way is done after a share of its time: quick at first, then slower."""
    return 1.0 - (1.0 - share) ** 3


@dataclass(frozen=True, slots=True)
class Glide:
    """One even zoom and pan from a scale to another."""

    start: Scale
    target: Scale
    duration_s: float
    curve: Callable[[float], float] = ease_out

    def scale_at(self, elapsed_s: float) -> Scale:
        """Return where the view is."""
        share = min(elapsed_s / self.duration_s, 1.0)
        return self.start.between(self.target, 1.0 if share >= 1.0 else self.curve(share))


@dataclass(frozen=True, slots=True)
class Flight:
    """A way to somewhere far off: out until both ends are near, over, and in again, as even to the eye as can be.

    The path is that of van Wijk and Nuij, "Smooth and efficient zooming and panning" (2003); `width_px` is the view's.
    All is reckoned from the nearer end, so that the float's error stays below a pixel from aeons to seconds.
    """

    start: Scale
    target: Scale
    width_px: float
    duration_s: float
    r0: float
    length: float

    @classmethod
    def between(cls, start: Scale, target: Scale, width_px: float) -> Flight | None:
        """Return the flight from one scale to another, or None where they are so near that none is needed."""
        way_s = abs(float(_centre(target, width_px) - _centre(start, width_px)) / PARTS_PER_SECOND)
        here_s, there_s = start.seconds_per_px * width_px, target.seconds_per_px * width_px
        if way_s < FAR_WIDTHS * max(here_s, there_s):
            return None
        bend = _BEND**4 * way_s**2
        b0 = (there_s**2 - here_s**2 + bend) / (2 * here_s * _BEND**2 * way_s)
        b1 = (there_s**2 - here_s**2 - bend) / (2 * there_s * _BEND**2 * way_s)
        r0 = -math.asinh(b0)
        length = (-math.asinh(b1) - r0) / _BEND
        return cls(start, target, width_px, min(FLIGHT_S[0] + length * 0.05, FLIGHT_S[1]), r0, length)

    def scale_at(self, elapsed_s: float) -> Scale:
        """Return where the view is."""
        share = min(elapsed_s / self.duration_s, 1.0)
        # A rounded clock is there as well.
        if share >= 1.0 - 1e-9:
            return self.target
        done = self.length * share * share * (3.0 - 2.0 * share)
        spread = math.cosh(_BEND * done + self.r0)
        seconds_per_px = min(self.start.seconds_per_px * math.cosh(self.r0) / spread, COARSEST_SECONDS_PER_PX)
        is_nearer_start = done < self.length / 2
        end, along = (self.start, done) if is_nearer_start else (self.target, self.length - done)
        off_s = end.seconds_per_px * self.width_px / _BEND**2 * math.sinh(_BEND * along) / spread
        sign = 1 if (self.target.origin_parts > self.start.origin_parts) is is_nearer_start else -1
        centre = _centre(end, self.width_px) + sign * round(Fraction(off_s) * PARTS_PER_SECOND)
        return Scale(centre, seconds_per_px).panned(-self.width_px / 2)


def _centre(scale: Scale, width_px: float) -> int:
    return scale.panned(width_px / 2).origin_parts


def flick(start: Scale, px_per_s: float, friction_s: float = FLICK_S) -> Glide | None:
    """Return how a view runs on that was let go at a speed, or None for one that is as good as still."""
    way_px, duration_s = run_out(px_per_s, friction_s)
    if not duration_s:
        return None
    return Glide(start, start.panned(way_px), duration_s, friction(duration_s, friction_s))


def run_out(px_per_s: float, friction_s: float = FLICK_S) -> tuple[float, float]:
    """Return how many pixels what was let go at a speed still goes, and how long: (0, 0) if it is as good as still."""
    speed = min(max(px_per_s, -FASTEST_PX_PER_S), FASTEST_PX_PER_S)
    if abs(speed) <= SLOWEST_PX_PER_S:
        return 0.0, 0.0
    duration_s = friction_s * math.log(abs(speed) / SLOWEST_PX_PER_S)
    # What is left at the slowest speed is cut off: nobody sees it.
    return friction_s * (speed - math.copysign(SLOWEST_PX_PER_S, speed)), duration_s


def friction(duration_s: float, friction_s: float) -> Callable[[float], float]:
    """Return the curve of something that slows down by friction alone and stands still after `duration_s`."""
    whole = -math.expm1(-duration_s / friction_s)
    return lambda share: -math.expm1(-share * duration_s / friction_s) / whole


@dataclass(frozen=True, slots=True)
class Drive:
    """What a held key does: it pans (`anchor_px` None) or zooms about a pixel, faster the longer it is held."""

    start: Scale
    sign: int
    anchor_px: float | None = None
    duration_s: float = math.inf
    target: Scale | None = None

    def scale_at(self, elapsed_s: float) -> Scale:
        """Return where the view is."""
        slow, fast = ZOOM_OCTAVES_PER_S if self.anchor_px is not None else PAN_PX_PER_S
        rising_s = min(elapsed_s, SPEED_UP_S)
        way = slow * elapsed_s + (fast - slow) * (rising_s**2 / SPEED_UP_S / 2 + elapsed_s - rising_s)
        if self.anchor_px is None:
            return self.start.panned(self.sign * way)
        # Beyond the ends of the scale a power of two would leave the floats.
        return self.start.zoomed(2.0 ** (self.sign * min(way, 128.0)), self.anchor_px)

    def let_go(self, elapsed_s: float) -> Glide:
        """Return how the view comes to rest once the key is released."""
        slow, fast = ZOOM_OCTAVES_PER_S if self.anchor_px is not None else PAN_PX_PER_S
        way = RUN_OUT_S * self.sign * (slow + (fast - slow) * min(elapsed_s / SPEED_UP_S, 1.0))
        here = self.scale_at(elapsed_s)
        end = here.panned(way) if self.anchor_px is None else here.zoomed(2.0**way, self.anchor_px)
        return Glide(here, end, 4 * RUN_OUT_S, friction(4 * RUN_OUT_S, RUN_OUT_S))


class Repeats:
    """Tells by the time between two triggers of a command whether its key is held down.

    A shortcut does not say so itself: two quick presses of a hand are further apart than those that a keyboard makes.
    """

    QUICK_S = 0.075
    IN_A_ROW = 3

    def __init__(self) -> None:
        self._last: tuple[int, float] = (0, -math.inf)
        self._count = 0

    def held(self, sign: int, now_s: float) -> bool:
        """Note a trigger and tell whether it comes from a held key; `sign` is the direction it asks for."""
        sign_before, before_s = self._last
        self._count = self._count + 1 if sign == sign_before and now_s - before_s <= self.QUICK_S else 1
        self._last = (sign, now_s)
        return self._count >= self.IN_A_ROW
