"""Every stance, standing and shape has a sign of its own."""

from __future__ import annotations

import subprocess
import sys

from gui.signs import SHAPE_SIGNS, STANCE_SIGNS, STANDING_SIGNS
from storage.model import Shape, Stance
from storage.standing import StandingKind
from tests.conftest import ROOT


def test_every_stance_has_a_sign_of_its_own() -> None:
    assert set(STANCE_SIGNS) == set(Stance)
    assert len({sign for sign, _ in STANCE_SIGNS.values()}) == len(Stance)


def test_every_standing_has_a_sign_of_its_own() -> None:
    assert set(STANDING_SIGNS) == set(StandingKind)
    assert len({sign for sign, _ in STANDING_SIGNS.values()}) == len(StandingKind)


def test_every_shape_has_a_sign_of_its_own() -> None:
    assert set(SHAPE_SIGNS) == set(Shape)
    assert len(set(SHAPE_SIGNS.values())) == len(Shape)


def test_signs_need_no_qt() -> None:
    code = "import sys, gui.signs; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
