"""Collect the files of the pages: only those that pages use, with hashed and compressed names."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from mestieri.cli.output import CommandFailure, people
from mestieri.config.environment import data_folder

#: Packages that bring files for pages; a new version of one means collecting again.
SOURCES = ("mestieri", "design-django-theme", "wagtail", "django-allauth", "django-htmx", "django")
#: Formats of fonts for browsers of the past, maps for debuggers, sources, what other desks use.
IGNORED = (
    "*.map",
    "*.eot",
    "*.ttf",
    "*.scss",
    "*.md",
    "*.woff",
    "*.txt",
    "fonts/*.svg",
    "bootstrap-italia*.js",
)
MANIFEST = "staticfiles.json"
STAMP = "collected-from"


def collect_if_needed() -> bool:
    """Collect the files if that has never been done, or if what they come from has changed.

    Call it before Django starts: settings look for the manifest once.

    Returns:
        Whether they were collected now.

    Raises:
        CommandFailure: they could not be collected.
    """
    folder = data_folder() / "static"
    if is_current(folder):
        return False
    with people.status("Collecting the files of the pages…"):
        _collect()
        (folder / STAMP).write_text(fingerprint())
    return True


def is_current(folder: Path) -> bool:
    """Whether a folder holds what the installed packages bring."""
    stamp = folder / STAMP
    collected = (folder / MANIFEST).is_file() and stamp.is_file()
    return collected and stamp.read_text() == fingerprint()


def fingerprint() -> str:
    """Of the packages' versions, and of our own files' names, sizes and times."""
    package = Path(__file__).parent.parent
    parts = [f"{name} {version(name)}" for name in SOURCES]
    for file in sorted(package.glob("*/static/**/*")):
        if file.is_file():
            found = file.stat()
            parts.append(f"{file.relative_to(package)} {found.st_size} {found.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _collect() -> None:
    """Run Django's own command apart: the settings of this process stay as they are."""
    ignored = [argument for pattern in IGNORED for argument in ("--ignore", pattern)]
    done = subprocess.run(
        [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity=0", *ignored],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "mestieri.config.settings",
            "MESTIERI_COLLECTING": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise CommandFailure(f"The files of the pages could not be collected: {reason[0]}")
