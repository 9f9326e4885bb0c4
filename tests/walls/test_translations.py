"""Every sentence of the interface is in Italian, as a person would say it, and up to date."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

pytestmark = pytest.mark.one_database

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "mestieri"
CATALOGUE = PACKAGE / "locale" / "it" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdif]|\{\w*\}")


def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def key(entry: polib.POEntry) -> tuple[str, str, str]:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural


def unsaid(entries: polib.POFile) -> list[str]:
    """Sentences without Italian, doubtful, or that lose what is filled in."""
    wrong = []
    for entry in entries:
        if entry.obsolete:
            continue
        said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if not all(said) or len(said) != (2 if entry.msgid_plural else 1):
            wrong.append(f"«{entry.msgid}» is not said")
        if entry.fuzzy:
            wrong.append(f"«{entry.msgid}» is doubtful")
        wrong += lost_placeholders(entry)
    return wrong


def lost_placeholders(entry: polib.POEntry) -> list[str]:
    """What is filled in in English and not in Italian, or the other way round."""
    plural = sorted(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    allowed = {tuple(sorted(PLACEHOLDER.findall(entry.msgid))), tuple(plural)}
    said = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    return [
        f"«{entry.msgid}» loses or invents what is filled in: «{text}»"
        for text in said
        if text and tuple(sorted(PLACEHOLDER.findall(text))) not in allowed
    ]


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> polib.POFile:
    """The strings of the code as it is now, gathered into a copy."""
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext is not installed: Debian's package `gettext` has it.")
    copy = tmp_path_factory.mktemp("messages") / "mestieri"
    leave = shutil.ignore_patterns("static", "node_modules", "__pycache__", "data", "*.mo")
    shutil.copytree(PACKAGE, copy, ignore=leave)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "", "PYTHONPATH": ""}
    command = [sys.executable, "-m", "django", "makemessages", "-l", "it", "--no-wrap"]
    done = subprocess.run(
        [*command, "--add-location", "file"],
        cwd=copy, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return polib.pofile(str(copy / "locale" / "it" / "LC_MESSAGES" / "django.po"))


def test_every_string_of_the_code_is_in_the_catalogue_and_none_besides(
    gathered: polib.POFile,
) -> None:
    of_the_code = {key(entry) for entry in gathered if not entry.obsolete}
    kept = {key(entry) for entry in catalogue() if not entry.obsolete}
    assert sorted(of_the_code - kept) == []
    assert sorted(kept - of_the_code) == []


def test_every_string_has_its_italian() -> None:
    wrong = unsaid(catalogue())
    assert wrong == [], "\n".join(wrong)


def test_nothing_is_kept_that_nobody_says_any_more() -> None:
    assert [entry.msgid for entry in catalogue().obsolete_entries()] == []


def test_the_compiled_catalogue_is_that_of_the_sentences() -> None:
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    asked = {key(e): (e.msgstr, e.msgstr_plural) for e in catalogue() if not e.obsolete}
    found = {key(e): (e.msgstr, e.msgstr_plural) for e in compiled}
    differing = [name for name in asked if found.get(name) != asked[name]]
    assert differing == []
    assert sorted(set(found) - set(asked)) == []


def entry(english: str, italian: str, **others: object) -> polib.POEntry:
    return polib.POEntry(msgid=english, msgstr=italian, **others)


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (entry("Open", ""), "not said"),
        (entry("Open", "Aperto", flags=["fuzzy"]), "doubtful"),
        (entry("Hello %(name)s", "Ciao"), "loses"),
        (entry("Hello %(name)s", "Ciao %(nome)s"), "loses"),
        (entry("1 waiting", "", msgid_plural="%(n)s waiting",
               msgstr_plural={0: "1 in attesa", 1: ""}), "not said"),
        (entry("{number} waiting", "{numero} in attesa"), "loses"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_catalogue_is_found(wrong: polib.POEntry, complaint: str) -> None:
    entries = polib.POFile()
    entries.append(wrong)
    assert any(complaint in said for said in unsaid(entries))
