from __future__ import annotations

import sys

import pytest

from gui import preflight

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the checks are those of Linux")


@linux
@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, "there is no display"),
        ({"DISPLAY": ":9999"}, "does not answer or refuses (DISPLAY=:9999)"),
        ({"DISPLAY": "nonsense", "WAYLAND_DISPLAY": "nowhere"}, "DISPLAY=nonsense, WAYLAND_DISPLAY=nowhere"),
        ({"QT_QPA_PLATFORM": "xcb"}, "there is no display"),
        ({"QT_QPA_PLATFORM": "canvas"}, "choose one of eglfs"),
    ],
)
def test_no_window_is_explained_in_one_sentence(environ: dict[str, str], words: str) -> None:
    sentence = preflight.why_no_window(environ)
    assert words in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


@linux
@pytest.mark.parametrize("platform", ["offscreen", "minimal", "xcb;offscreen", "offscreen:fonts=here"])
def test_platforms_without_a_server_need_no_display(platform: str) -> None:
    assert preflight.why_no_window({"QT_QPA_PLATFORM": platform}) == ""


@pytest.mark.parametrize(
    ("library", "words"),
    [
        ("libEGL.so.1", "sudo apt install libegl1"),
        ("libxcb-cursor.so.0", "sudo apt install libxcb-cursor0"),
        ("libnothing.so.7", "lacks libnothing.so.7"),
    ],
)
def test_a_missing_library_is_named_with_its_package(library: str, words: str) -> None:
    error = ImportError(f"{library}: cannot open shared object file: No such file or directory")
    assert words in preflight.why_no_import(error)


def test_a_missing_package_comes_with_how_to_install_it() -> None:
    sentence = preflight.why_no_import(ModuleNotFoundError("No module named 'pyqtgraph'", name="pyqtgraph"))
    assert "package pyqtgraph is missing" in sentence
    assert "requirements.txt" in sentence or "main.py" in sentence


def test_packages_of_other_versions_are_told_to_be_installed_anew() -> None:
    sentence = preflight.why_no_import(ImportError("cannot import name 'X' from 'PySide6'", name="PySide6"))
    assert "do not fit together" in sentence


def test_a_missing_pyside_is_told_before_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6", None)
    if sys.platform.startswith("linux"):
        assert "PySide6 is missing" in preflight.why_no_window({"QT_QPA_PLATFORM": "offscreen"})
