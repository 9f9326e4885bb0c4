"""The names of everything a visitor can find in the demo centre «tuscolo», from its sources."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

import mestieri.library
from mestieri.cli.demonstration import resources, territory

OCCUPATIONS = Path(mestieri.library.__file__).parent / "starter" / "occupations.toml"
#: The door the demo leaves unpublished, counted as `load_territory` counts them.
DRAFT = 20


def names() -> set[str]:
    """Every `kind:name` that may be an answer; drafts and what is over are no answer."""
    return {*_occupations(), *_services(), *_opportunities(), *_resources()}


def _occupations() -> Iterator[str]:
    for occupation in tomllib.loads(OCCUPATIONS.read_text())["occupation"]:
        yield f"occupation:{occupation['key']}"


def _services() -> Iterator[str]:
    """A service has one name, at however many doors it is offered."""
    sheets = [
        territory.ServiceSheet(**sheet)
        for sheet in tomllib.loads(territory.DATA.read_text())["services"]
    ]
    for number, (sheet, _district) in enumerate(territory._doors(sheets)):
        if number != DRAFT:
            yield f"directory_entry:{sheet.organisation} – {sheet.service}"


def _opportunities() -> Iterator[str]:
    for sheet in tomllib.loads(territory.DATA.read_text())["opportunities"]:
        if sheet["days_to_deadline"] >= 0:
            yield f"opportunity:{sheet['title']}"


def _resources() -> Iterator[str]:
    chance = random.Random(0)
    for resource in (
        *resources._about_trades(chance),
        *resources._others(chance),
        *resources._websites(chance),
        *resources._newspapers(chance),
    ):
        yield f"resource:{resource.title}"
