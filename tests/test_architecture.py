"""The floors of the house stay apart: main.py → gui → gui/timeline/layout → storage, and never back."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
QT = ("PySide6", "shiboken6", "pyqtgraph")
MAY_WRITE_FILES = {
    *("gui/failures.py", "gui/samples.py", "gui/settings.py", "gui/timeline/plot_cache.py"),
    # Qt's own writer of PDF.
    "gui/printing/pdf.py",
}
WRITING_CALLS = {"write_text", "write_bytes", "unlink", "rename", "mkdir", "rmdir", "touch"}
LONGEST_FILE_LINES = 400


@dataclass(frozen=True, slots=True)
class Import:
    """One import: the file's dotted name, what it imports, and whether that happens when the file is loaded."""

    importer: str
    target: str
    at_load: bool


def sources() -> list[Path]:
    return [*sorted((ROOT / "storage").rglob("*.py")), *sorted((ROOT / "gui").rglob("*.py")), ROOT / "main.py"]


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {dotted(path): path for path in sources() if path.exists()}


def is_in(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def is_for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")


def walk(node: ast.AST, at_load: bool = True) -> Iterator[tuple[ast.AST, bool]]:
    """Yield every node that runs, and whether it runs when its file is loaded."""
    for child in ast.iter_child_nodes(node):
        if is_for_types_only(child):
            continue
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield child, at_load
        yield from walk(child, at_load and not inside)


def targets(node: ast.AST, importer: str, is_package: bool) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    base = node.module or ""
    if node.level:
        up = importer.split(".")[: len(importer.split(".")) - node.level + is_package]
        base = ".".join([*up, base] if base else up)
    # `from gui import theme` imports the module gui.theme, `from gui.theme import Theme` only gui.theme.
    modules = {f"{base}.{alias.name}" for alias in node.names} & MODULES.keys()
    return [*modules] if len(modules) == len(node.names) else [base, *modules]


def imports() -> Iterator[Import]:
    for name, path in MODULES.items():
        for node, at_load in walk(ast.parse(path.read_text(encoding="utf-8"))):
            for target in targets(node, name, path.name == "__init__.py"):
                yield Import(name, target, at_load)


IMPORTS = list(imports())


def breaches(package: str, *forbidden: str) -> list[str]:
    return [
        f"{each.importer} imports {each.target}"
        for each in IMPORTS
        if is_in(each.importer, package) and any(is_in(each.target, name) for name in forbidden)
    ]


def loaded_by(statement: str, *watched: str) -> set[str]:
    """Run a statement in a fresh interpreter and return those of the watched modules that it loaded."""
    code = f"{statement}\nimport sys\nprint(*(name for name in {watched!r} if name in sys.modules))"
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return set(done.stdout.split())


def test_storage_knows_neither_the_window_nor_the_numbers_of_drawing() -> None:
    assert breaches("storage", *QT, "gui", "main", "numpy") == []


def test_layout_knows_no_qt() -> None:
    assert breaches("gui.timeline.layout", *QT) == []


def test_layout_stands_on_storage_alone() -> None:
    gui_modules = [name for name in MODULES if is_in(name, "gui") and not is_in(name, "gui.timeline.layout")]
    outside = [name for name in gui_modules if name not in ("gui", "gui.timeline")]
    assert breaches("gui.timeline.layout", *outside, "main") == []


def test_only_storage_touches_tinydb() -> None:
    assert breaches("gui", "tinydb", "msgspec") + breaches("main", "tinydb", "msgspec") == []


def test_numpy_and_pyqtgraph_stay_inside_the_timeline() -> None:
    strays = breaches("gui", "numpy", "pyqtgraph") + breaches("main", "numpy", "pyqtgraph")
    assert [stray for stray in strays if not stray.startswith("gui.timeline.")] == []


def test_nothing_loads_the_timeline_before_the_window_is_shown() -> None:
    early = [
        f"{each.importer} imports {each.target} when loaded"
        for each in IMPORTS
        if each.at_load and is_in(each.target, "gui.timeline") and not is_in(each.importer, "gui.timeline")
    ]
    assert early == []


def test_main_loads_neither_the_window_nor_the_drawing_at_once() -> None:
    early = [each.target for each in IMPORTS if each.importer == "main" and each.at_load]
    assert [name for name in early if is_in(name, "gui") or name in (*QT, "numpy")] == []


def test_nothing_below_main_imports_it() -> None:
    assert breaches("storage", "main") + breaches("gui", "main") == []


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {name: set() for name in MODULES}
    for each in IMPORTS:
        # A package that gathers its own modules is no circle: they don't import it back by name.
        if each.at_load and each.target in MODULES and not is_in(each.importer, each.target):
            graph[each.importer].add(each.target)
    TopologicalSorter(graph).prepare()  # Raises CycleError, naming the circle.


def writes_a_file(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id in ("open", "QFile", "QSaveFile")
    if not isinstance(node.func, ast.Attribute):
        return False
    # A call of `open` with a mode is a file's; `document.open(path)` is not.
    has_mode = bool(node.args) and isinstance(node.args[0], ast.Constant)
    return node.func.attr in WRITING_CALLS or (node.func.attr == "open" and has_mode)


def test_the_window_touches_no_file_except_through_storage() -> None:
    offences = [
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        for name, path in MODULES.items()
        if is_in(name, "gui") and path.relative_to(ROOT).as_posix() not in MAY_WRITE_FILES
        for node, _ in walk(ast.parse(path.read_text(encoding="utf-8")))
        if writes_a_file(node)
    ]
    assert offences + breaches("gui", "shutil", "tempfile", "sqlite3") == []


def test_nothing_reaches_for_the_network() -> None:
    network = ("socket", "ssl", "http", "urllib.request", "requests", "PySide6.QtNetwork", "PySide6.QtWebEngineCore")
    assert [breach for package in ("storage", "gui", "main") for breach in breaches(package, *network)] == []


def test_every_file_is_short_enough_to_read_at_one_sitting() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE_LINES} == {}


def every_module_of(package: str) -> str:
    return "import " + ", ".join(name for name in MODULES if is_in(name, package))


def test_a_fresh_interpreter_imports_all_of_storage_without_qt() -> None:
    assert loaded_by(every_module_of("storage"), *QT, "numpy") == set()


def test_a_fresh_interpreter_imports_the_layout_engine_without_qt() -> None:
    assert loaded_by(every_module_of("gui.timeline.layout"), *QT) == set()


@pytest.mark.parametrize("module", ["main", "gui.app", "gui.main_window"])
def test_start_does_not_wait_for_numpy_and_pyqtgraph(module: str) -> None:
    assert loaded_by(f"import {module}", "numpy", "pyqtgraph") == set()


# What editing, dialogs and imports need: a reader who only looks does not wait for it.
NOT_BEFORE_THE_FIRST_PAINT = (
    *("babel", "rapidfuzz", "bibtexparser", "rispy", "tinydb", "importlib.metadata"),
    *("gui.help", "gui.new_story", "gui.export_image", "gui.zone_dialog", "gui.restore", "gui.go_to"),
    *("gui.editor.date_field", "gui.editor.quick_entry", "gui.editor.event_form", "gui.editor.source_dialog"),
    *("gui.editor.table_page", "gui.editor.change_dialog", "gui.editor.habits", "gui.editor.vocabularies"),
    *("gui.printing.dialog", "gui.printing.chosen", "gui.printing.paper", "PySide6.QtPrintSupport"),
    *("storage.event_draft", "storage.quick_line", "storage.clipping"),
)


def test_start_does_not_wait_for_what_editing_needs() -> None:
    assert loaded_by("import gui.app", *NOT_BEFORE_THE_FIRST_PAINT) == set()


def test_main_loads_no_qt_by_itself() -> None:
    assert loaded_by("import main", *QT, "numpy") == set()
