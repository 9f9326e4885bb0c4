"""`mestieri link`: job titles as people write them → occupations, each with its reason."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from mestieri.cli.output import CommandFailure, people, print_json, progress
from mestieri.config.environment import data_folder
from mestieri.engines.occupations import (
    LANGUAGES,
    ClassificationProblem,
    EncoderProblem,
    Hit,
    Linker,
    load,
    read_classification,
)
from mestieri.engines.occupations.packaged import CLASSIFICATION

MANY = 50
"""Titles from which a progress bar is shown."""


def link(
    titles: Annotated[list[str] | None, typer.Argument(help="Job titles.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A file, a title a line.")] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", help="Language of the titles (it, en, fr, …), if known.")
    ] = None,
    top: Annotated[int, typer.Option("--top", min=1, help="How many hits a title.")] = 10,
    occupations_only: Annotated[
        bool, typer.Option("--occupations-only", help="Leave out ISCO groups.")
    ] = False,
    esco: Annotated[
        Path | None,
        typer.Option("--esco", help="ESCO to link to: its download, or a folder of «train»."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Find the occupations of job titles: by label, by writing, by meaning."""
    asked = [*(titles or []), *(_lines(file) if file else [])]
    if not asked and file is None:
        raise CommandFailure("Give a job title, or a file of titles with --file.")
    language = _language(lang)
    linker = _linker(esco)
    shown = progress(asked, "Linking", len(asked)) if len(asked) >= MANY else asked
    found = [linker.link(title, language, top, groups=not occupations_only) for title in shown]
    if as_json:
        print_json([[_as_json(hit) for hit in hits] for hits in found])
        return
    for title, hits in zip(asked, found, strict=True):
        people.print(_as_table(title, hits))


def _as_json(hit: Hit) -> dict[str, Any]:
    return {
        "uri": hit.uri,
        "label": hit.label,
        "isco": hit.isco,
        "matched_label": hit.matched_label,
        "matched_language": hit.matched_language,
        "how": hit.how.value,
        "kind": hit.kind,
        "confidence": hit.confidence,
        "matched_part": hit.matched_part,
    }


def _as_table(title: str, hits: list[Hit]) -> Table:
    table = Table(title=f"«{title[:80]}»" if hits else f"«{title[:80]}»: nothing found")
    for column in ("ISCO", "Occupation", "Matched label", "How", "Confidence"):
        table.add_column(column)
    for hit in hits:
        how = f"{hit.how.value}, of «{hit.matched_part}»" if hit.matched_part else hit.how.value
        table.add_row(hit.isco, hit.label, hit.matched_label, how, f"{hit.confidence:.0%}")
    return table


def _lines(file: Path) -> list[str]:
    """Titles of a file, a line each; an empty line is a title without hits."""
    try:
        return file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise CommandFailure(f"«{file.name}» is not a text in UTF-8.") from None
    except OSError as problem:
        raise CommandFailure(f"«{file}» cannot be read: {problem.strerror}.") from None


def _language(given: str | None) -> str | None:
    if given is None:
        return None
    language = given.strip().lower()[:2]
    # A language without labels is no error: the title is compared with all of them.
    return language if language in LANGUAGES else None


def _linker(esco: Path | None) -> Linker:
    """The linker of a path, else of this installation, else the one that ships."""
    own = data_folder() / "occupations"
    try:
        if esco is None:
            return load(own if (own / CLASSIFICATION).exists() else None).linker
        if (esco / CLASSIFICATION).exists():
            return load(esco).linker
        return Linker(read_classification([esco]), load().linker.encoder)
    except (ClassificationProblem, EncoderProblem) as problem:
        raise CommandFailure(str(problem)) from None


def register(app: typer.Typer) -> None:
    app.command("link")(link)
