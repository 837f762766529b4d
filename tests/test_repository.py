"""What is in the repository: the mandated top level, pins for everything, and no trace of a machine."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
MANDATED = {"gui", "resources", "storage", "tests", "main.py", "README.md"}
USUAL = {".ci", ".git", ".gitignore", "CHANGELOG.md", "LICENSE", "pyproject.toml", "requirements.txt"}
# Spelled in pieces, so that this file does not trip over itself.
REGISTRY_HOSTS = tuple(".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org")))
MACHINE_PATH = re.compile(r"(?<![\w.\-/])/(?:root|home|work|Users)/")
LOCK_FILES = ("*.lock", "*.lock.json", "package-lock.json", "pylock*.toml", "pip.conf", "constraints*.txt")
NOT_IMPORTED = {"tzdata", "ruff", "mypy", "pytest-qt", "pytest-xdist", "edtf"}
ENVIRONMENTS = [
    {"python_version": version, "python_full_version": f"{version}.0", "sys_platform": platform, "extra": ""}
    for version in ("3.11", "3.12", "3.13")
    for platform in ("linux", "win32", "darwin")
]


def ignored_names() -> list[str]:
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return [line.strip().rstrip("/") for line in lines if line.strip()]


IGNORED = [*ignored_names(), ".git"]


def is_ours(path: Path) -> bool:
    return not any(fnmatch(part, pattern) for part in path.relative_to(ROOT).parts for pattern in IGNORED)


def project_files() -> list[Path]:
    tops = [path for path in sorted(ROOT.iterdir()) if is_ours(path)]
    inside = [path for top in tops if top.is_dir() for path in sorted(top.rglob("*"))]
    return [path for path in [*tops, *inside] if path.is_file() and is_ours(path)]


def texts() -> Iterator[tuple[str, str]]:
    for path in project_files():
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


TEXTS = dict(texts())


def lines_of(path: str) -> list[str]:
    """Return the requirement lines of a file, those of the files that it includes too."""
    found: list[str] = []
    for line in TEXTS[path].splitlines():
        if line.startswith("-r "):
            found += lines_of("requirements.txt")
        elif line.strip() and not line.startswith("#"):
            found.append(line)
    return found


def pins(path: str, environment: dict[str, str]) -> dict[str, str]:
    wanted = [Requirement(line) for line in lines_of(path)]
    return {
        canonicalize_name(each.name): str(each.specifier).removeprefix("==")
        for each in wanted
        if each.marker is None or each.marker.evaluate(environment)
    }


def direct(path: str) -> set[str]:
    section = TEXTS[path].partition("# Direct")[2].partition("# Indirect")[0]
    return {canonicalize_name(Requirement(line).name) for line in section.splitlines() if line.strip()}


def imported_by(*folders: str) -> set[str]:
    """Return the distributions that files of these folders import."""
    names: set[str] = set()
    for path, text in TEXTS.items():
        if not path.endswith(".py") or not path.startswith(folders):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                names.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add((node.module or "").partition(".")[0])
    third_party = names - set(sys.stdlib_module_names) - {"gui", "main", "storage", "tests"}
    providers = packages_distributions()
    return {canonicalize_name(next(iter(providers.get(name, [name])))) for name in third_party}


def test_top_level_is_the_mandated_one() -> None:
    top = {path.name for path in ROOT.iterdir() if is_ours(path)}
    assert top - MANDATED - USUAL == set()
    assert top >= MANDATED


@pytest.mark.parametrize("host", REGISTRY_HOSTS)
def test_no_file_names_a_registry_host(host: str) -> None:
    assert [path for path, text in TEXTS.items() if host in text] == []


def test_no_file_pins_a_machine_or_an_index() -> None:
    assert [path.name for path in project_files() if any(fnmatch(path.name, lock) for lock in LOCK_FILES)] == []
    assert [
        line for path in ("requirements.txt", "tests/requirements.txt") for line in lines_of(path) if line[0] == "-"
    ] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    named = {path: MACHINE_PATH.search(text) for path, text in TEXTS.items()}
    assert {path: match.group() for path, match in named.items() if match} == {}


def test_no_file_leans_on_what_lies_beside_the_repository() -> None:
    assert [path for path, text in TEXTS.items() if "../" + "shared" in text] == []


@pytest.mark.parametrize("path", ["requirements.txt", "tests/requirements.txt"])
def test_every_requirement_is_an_exact_pin(path: str) -> None:
    loose = [
        line
        for line in lines_of(path)
        if not re.fullmatch(r"[\w.-]+==[\w.]+(; python_version (<|>=) \"3\.\d+\")?", line)
    ]
    assert loose == []


@pytest.mark.parametrize(
    "environment", ENVIRONMENTS, ids=lambda each: f"{each['sys_platform']}-{each['python_version']}"
)
def test_what_a_requirement_requires_is_pinned_to_a_version_that_it_takes(environment: dict[str, str]) -> None:
    pinned = pins("tests/requirements.txt", environment)
    problems = []
    for name in pinned:
        for line in distribution(name).requires or []:
            need = Requirement(line)
            if need.marker is not None and not need.marker.evaluate(environment):
                continue
            # Qt's two halves are pinned together for each Python; the installed half names its own twin.
            version = pinned.get(canonicalize_name(need.name))
            if version is None or (need.name != "shiboken6" and not need.specifier.contains(version)):
                problems.append(f"{name} needs {need}, pinned is {version}")
    assert problems == []


@pytest.mark.parametrize("environment", ENVIRONMENTS[::3], ids=lambda each: each["python_version"])
def test_both_halves_of_qt_are_pinned_to_one_version(environment: dict[str, str]) -> None:
    pinned = pins("requirements.txt", environment)
    assert pinned["pyside6-essentials"] == pinned["shiboken6"]


def test_program_imports_exactly_its_direct_requirements() -> None:
    assert imported_by("main.py", "gui/", "storage/") - {"shiboken6"} == direct("requirements.txt") - NOT_IMPORTED


def test_tests_import_nothing_that_is_not_pinned() -> None:
    assert imported_by("tests/") - pins("tests/requirements.txt", ENVIRONMENTS[0]).keys() == set()


def readme_commands() -> list[str]:
    return [line for line in TEXTS["README.md"].splitlines() if line.startswith("python3 -m venv")]


def test_readme_has_one_command_for_the_program_and_one_for_the_tests() -> None:
    program, tests = readme_commands()
    assert program.endswith("main.py resources/samples/homs-2024.timeline.json")
    assert tests.endswith("-m pytest")


def test_files_that_the_readme_commands_name_exist() -> None:
    words = [word for command in readme_commands() for word in command.split()]
    named = [word for word in words if word.endswith((".txt", ".py", ".json"))]
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert readme_commands()[1] in TEXTS[".ci/run"].splitlines()


def test_readme_shows_pictures_that_exist() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", TEXTS["README.md"])
    assert pictures
    assert [picture for picture in pictures if not (ROOT / picture).is_file()] == []


def test_readme_lists_the_system_packages_that_ci_installs() -> None:
    packages = set(re.findall(r"\blib[a-z0-9.+-]*\d\b", TEXTS[".ci/run"]))
    assert packages <= set(re.findall(r"\blib[a-z0-9.+-]*\d\b", TEXTS["README.md"]))


def test_version_is_the_same_everywhere() -> None:
    version = re.search(r'^version = "([^"]+)"', TEXTS["pyproject.toml"], re.MULTILINE)
    assert version is not None
    assert f"[{version.group(1)}]" in TEXTS["CHANGELOG.md"]
