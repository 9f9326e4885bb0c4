"""What the documents name exists: files, settings, dependencies, commands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

pytestmark = pytest.mark.one_database

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
#: A path from the root or from the package; `./var` and its like are where an installation lives.
CODE_PATH = re.compile(r"`([a-z_-][a-z_.-]*/[\w./-]*)`")
PACKAGE_NAME = re.compile(r"^[a-z0-9-]+")
ARCHITECTURE = ROOT / "docs" / "architecture.md"
DEPENDENCIES = ROOT / "docs" / "decisions" / "2026-11-23-dependencies.md"


def _name(document: Path) -> str:
    return str(document.relative_to(ROOT))


def _anchors(document: Path) -> set[str]:
    """Anchors that code hosts make of the headings."""
    text = CODE.sub("", document.read_text(encoding="utf-8"))
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in HEADING.findall(text)
    }


def _links(document: Path) -> Iterator[tuple[str, str]]:
    """Paths and anchors of the links that stay in the repository."""
    for target in LINK.findall(CODE.sub("", document.read_text(encoding="utf-8"))):
        if "://" not in target and not target.startswith("mailto:"):
            path, _hash, anchor = unquote(target).partition("#")
            yield path, anchor


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_every_link_leads_somewhere(document: Path) -> None:
    for path, anchor in _links(document):
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), f"{path} does not exist"
        if anchor:
            assert anchor in _anchors(target), f"{path} has no heading #{anchor}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_every_file_it_names_exists(document: Path) -> None:
    """Paths are written from the root of the repository or from the package."""
    for path in CODE_PATH.findall(CODE.sub("", document.read_text(encoding="utf-8"))):
        if "ROOM" in path:  # stands for any of them
            continue
        assert any((top / path).exists() for top in (ROOT, ROOT / "src" / "mestieri")), path


def test_every_setting_is_in_the_table() -> None:
    sources = [
        *(ROOT / "src" / "mestieri" / "config").glob("*.py"),
        *(ROOT / "tests").glob("*.py"),
    ]
    read = {
        name
        for source in sources
        for name in re.findall(
            r"""environ(?:\.get\(|\.setdefault\(|\[)\s*["'](MESTIERI_\w+|DATABASE_URL)""",
            source.read_text(encoding="utf-8"),
        )
    }
    told = set(re.findall(r"^\| `(\w+)` \|", ARCHITECTURE.read_text("utf-8"), re.MULTILINE))
    assert read - told == set()


def test_every_direct_dependency_has_its_reason() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = settings["dependency-groups"]
    declared = [*settings["project"]["dependencies"], *groups["test"], *groups["lint"]]
    names = {PACKAGE_NAME.match(one)[0] for one in declared}  # type: ignore[index]
    told = set(re.findall(r"^\| `([a-z0-9-]+)` \|", DEPENDENCIES.read_text("utf-8"), re.MULTILINE))
    assert told == names


@pytest.mark.parametrize("room", ["kernel", "library", "reception", "www", "engines", "cli"])
def test_the_readme_says_where_each_room_is(room: str) -> None:
    assert (ROOT / "src" / "mestieri" / room).is_dir()
    assert f"`{room}/`" in (ROOT / "README.md").read_text(encoding="utf-8")
