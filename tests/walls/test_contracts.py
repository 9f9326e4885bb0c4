"""Who may import whom, and what a room's furniture is made of."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_database

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "mestieri"
ROOMS = sorted(path.parent for path in PACKAGE.glob("*/apps.py"))
WEB = ("django.http", "django.shortcuts", "django.views", "django.urls.resolvers")
#: Calls that change rows; only services make them.
WRITING = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
FURNITURE_THAT_NEVER_WRITES = ("queries", "public", "staff", "tablet", "api", "access", "forms")


def modules_of(room: Path, furniture: str) -> list[Path]:
    """Files of a piece of furniture, be it a module or a folder."""
    module = room / f"{furniture}.py"
    return [module] if module.exists() else sorted((room / furniture).rglob("*.py"))


def imports_of(path: Path) -> set[str]:
    """Dotted names that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def run_contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_rooms_keep_their_contracts() -> None:
    done = run_contracts(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("engines/__init__.py", "django"),
        ("engines/__init__.py", "mestieri.kernel.roles"),
        ("kernel/roles.py", "mestieri.reception.models"),
        ("library/models/searches.py", "mestieri.reception.models"),
        ("reception/models/visits.py", "mestieri.www.purposes"),
        ("www/purposes.py", "mestieri.cli.output"),
    ],
)
def test_a_broken_contract_is_found(tmp_path: Path, module: str, forbidden: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / "src" / "mestieri", ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    changed = tmp_path / "src" / "mestieri" / module
    changed.write_text(changed.read_text() + f"\nimport {forbidden}\n")
    done = run_contracts(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_services_know_nothing_of_requests_and_pages(room: Path) -> None:
    for path in modules_of(room, "services"):
        web = {name for name in imports_of(path) if name.startswith(WEB)}
        assert not web, f"{path.relative_to(ROOT)} imports {sorted(web)}."


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_only_services_write(room: Path) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} calls .{name}()"
        for furniture in FURNITURE_THAT_NEVER_WRITES
        for path in modules_of(room, furniture)
        for line, name in rows_written_by(path)
    ]
    assert wrong == []


def rows_written_by(path: Path) -> list[tuple[int, str]]:
    """Line and name of the calls in a file that change rows, those of services excepted."""
    tree = ast.parse(path.read_text())
    services = names_of_services(tree)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [
        (call.lineno, call.func.attr)
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and ast.unparse(call.func.value) not in services
        and (call.func.attr in WRITING or changes_a_queryset(call.func))
    ]


def names_of_services(tree: ast.Module) -> set[str]:
    """Names under which a file knows modules of services."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
        if "services" in f"{node.module}.{alias.name}".split(".")
    }


def changes_a_queryset(called: ast.Attribute) -> bool:
    """Whether this is `….objects.….update()` or `.delete()`: dictionaries have them too."""
    return called.attr in {"update", "delete"} and ".objects" in ast.unparse(called.value)


def test_engines_live_without_django() -> None:
    script = (
        "import pkgutil, sys, importlib, mestieri.engines as engines\n"
        "for found in pkgutil.walk_packages(engines.__path__, 'mestieri.engines.'):\n"
        "    importlib.import_module(found.name)\n"
        "assert 'django' not in sys.modules, 'an engine imports Django'\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_no_file_grows_past_four_hundred_lines() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for folder in (PACKAGE, ROOT / "tests", ROOT / "tools")
        for path in folder.rglob("*.py")
        if "migrations" not in path.parts
        if (lines := len(path.read_text().splitlines())) > 400
    }
    assert long == {}
