"""Say in one sentence why no window can open, before Qt finds out: it would end the program without a clear word.

Nothing here imports Qt, so that it can tell when Qt is the thing that is missing.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

# A library that Qt's wheels expect of the system, and the Debian and Ubuntu package that has it.
_DRAWING = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libzstd.so.1": "libzstd1",
}
_XCB = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
_NEEDED = {"xcb": _DRAWING | _XCB, "wayland": _DRAWING | _WAYLAND}
_NO_WINDOW_NEEDED = "or use list, show, check or image, which open no window"


def why_no_window(environ: Mapping[str, str] = os.environ) -> str:
    """Return one sentence on what keeps Qt from opening a window and how to get it, or "" when nothing does."""
    if not sys.platform.startswith("linux"):
        return ""
    asked = [name.partition(":")[0] for name in environ.get("QT_QPA_PLATFORM", "").split(";") if name]
    candidates = asked or ["wayland", "xcb"]
    answering = [name for name in candidates if _answers(name, environ)]
    if not answering:
        return _no_display(environ)
    complaints = [_plugin_complaint(name) for name in answering]
    return "" if "" in complaints else complaints[-1]


def why_no_import(error: ImportError) -> str:
    """Return one sentence on what an import lacks and how to get it: a shared library or a Python package."""
    library = _library_in(str(error))
    if library:
        return _missing_libraries(_DRAWING | _XCB, library)
    package = (error.name or "").partition(".")[0]
    if isinstance(error, ModuleNotFoundError) and package:
        return f"The Python package {package} is missing: {_how_to_install()}."
    return f"The Python packages do not fit together ({error}): {_how_to_install()}."


def _how_to_install() -> str:
    root = Path(__file__).resolve().parent.parent
    scripts = Path(".venv", "Scripts" if os.name == "nt" else "bin", "python")
    if sys.prefix != sys.base_prefix:
        return f"run “{sys.executable} -m pip install -r requirements.txt” in {root}"
    if (root / scripts).exists() or (root / scripts).with_suffix(".exe").exists():
        return f"start the program with “{scripts} main.py” in {root}"
    install = f"python3 -m venv .venv && {scripts} -m pip install -r requirements.txt"
    return f"run “{install}” in {root}, then “{scripts} main.py”"


def _answers(platform: str, environ: Mapping[str, str]) -> bool:
    """Tell whether a window can be asked for on a platform of Qt; all but two of them need no server."""
    if platform == "xcb":
        return bool(environ.get("DISPLAY")) and _x_server_answers(environ["DISPLAY"])
    if platform.startswith("wayland"):
        return _wayland_answers(environ)
    return True


def _x_server_answers(display: str) -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        # Whether it answers cannot be asked without the library; the check of Qt's plugin names it.
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    with _silent_stderr():
        connection = xcb.xcb_connect(os.fsencode(display), None)
    answers = bool(xcb.xcb_connection_has_error(connection) == 0)
    xcb.xcb_disconnect(connection)
    return answers


@contextlib.contextmanager
def _silent_stderr() -> Iterator[None]:
    """Keep a library from writing a line of its own when the server refuses."""
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _wayland_answers(environ: Mapping[str, str]) -> bool:
    if environ.get("WAYLAND_SOCKET"):
        return True
    name = environ.get("WAYLAND_DISPLAY") or ("wayland-0" if environ.get("XDG_SESSION_TYPE") == "wayland" else "")
    if not name:
        return False
    try:
        wayland = ctypes.CDLL("libwayland-client.so.0")
    except OSError:
        return True
    wayland.wl_display_connect.restype = ctypes.c_void_p
    wayland.wl_display_disconnect.argtypes = [ctypes.c_void_p]
    with _silent_stderr():
        connection = wayland.wl_display_connect(os.fsencode(name))
    if connection:
        wayland.wl_display_disconnect(connection)
    return bool(connection)


def _no_display(environ: Mapping[str, str]) -> str:
    named = [f"{key}={environ[key]}" for key in ("DISPLAY", "WAYLAND_DISPLAY") if environ.get(key)]
    if named:
        return (
            f"No window can be opened, since the display does not answer or refuses ({', '.join(named)}): "
            f"start the program from a desktop session, {_NO_WINDOW_NEEDED}."
        )
    return (
        f"No window can be opened, since there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): "
        f"start the program from a desktop session, {_NO_WINDOW_NEEDED}."
    )


def _plugin_complaint(platform: str) -> str:
    """Return why Qt's plugin for a platform cannot be loaded, or ""; a Qt laid out in another way is trusted."""
    spec = importlib.util.find_spec("PySide6")
    if spec is None:
        return f"The Python package PySide6 is missing: {_how_to_install()}."
    folder = Path((spec.submodule_search_locations or [""])[0], "Qt", "plugins", "platforms")
    if not folder.is_dir() or os.environ.get("QT_QPA_PLATFORM_PLUGIN_PATH"):
        return ""
    plugin = folder / f"libq{platform.partition('-')[0]}.so"
    if not plugin.exists():
        known = ", ".join(sorted(path.stem.removeprefix("libq") for path in folder.glob("libq*.so")))
        return f"QT_QPA_PLATFORM asks for {platform}, which this Qt does not have: choose one of {known}."
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return _missing_libraries(_NEEDED.get(platform, _DRAWING), _library_in(str(error)))
    return ""


def _library_in(message: str) -> str:
    """Return the shared library that a loader's message names first, or ""."""
    library, colon, _ = message.partition(": cannot open shared object file")
    return library.strip() if colon else ""


def _missing_libraries(needed: Mapping[str, str], named: str) -> str:
    """Name every library that is missing at once, not one a start; `named` is the one that the loader met first."""
    missing = dict.fromkeys(filter(None, (named, *(library for library in needed if not _loads(library)))))
    packages = dict.fromkeys(needed[library] for library in missing if library in needed)
    if not packages:
        return f"Qt cannot be loaded, since the system lacks {named or 'a library'}: install the package that has it."
    first, more = list(missing)[:3], len(missing) - 3
    lacking = ", ".join(first) + (f" and {more} more" if more > 0 else "")
    return (
        f"Qt cannot be loaded, since the system lacks {lacking}: "
        f"on Debian and Ubuntu, run “sudo apt install {' '.join(packages)}”."
    )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
