"""`mestieri read-cv`: what is in a CV, whatever Europass it is, and what was left aside."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from mestieri.cli.output import CommandFailure, people, print_json, progress, say
from mestieri.engines.europass import CandidateRecord, ReaderPool, sentence_of

MANY = 60
"""Files from which a progress bar is shown: about two seconds of reading."""


def read_cv(
    files: Annotated[list[Path], typer.Argument(help="CVs, or folders of them.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Reader processes; one a processor.")
    ] = None,
) -> None:
    """Read CVs: Europass of every generation, as PDF, XML or JSON.

    Every file has a status and a sentence, and the exit status is 0 whatever the files hold;
    it is 1 if a path does not exist, if a folder holds no file or if no file could be opened.
    """
    missing = [str(file) for file in files if not file.exists()]
    if missing:
        raise CommandFailure(f"There is no «{'», «'.join(missing)}».")
    listed = list(_listed(files))
    if not listed:
        raise CommandFailure("There are no files in that folder.")
    began = time.monotonic()
    outcomes = list(_read_all(listed, workers))
    if not any(outcomes):
        raise CommandFailure("None of these files may be opened.")
    if as_json:
        print_json([_as_json(file, one) for file, one in zip(listed, outcomes, strict=True)])
        return
    for file, outcome in zip(listed, outcomes, strict=True):
        people.print(_for_people(file, outcome))
    say(f"{len(listed)} files in {time.monotonic() - began:.1f} s.")


def _listed(files: list[Path]) -> Iterator[Path]:
    for file in files:
        if file.is_dir():
            yield from sorted(path for path in file.rglob("*") if path.is_file())
        else:
            yield file


def _read_all(files: list[Path], workers: int | None) -> Iterator[CandidateRecord | None]:
    """An outcome a file; None for one that may not be opened."""
    readable = [file for file in files if _may_be_opened(file)]
    with ReaderPool(workers) as pool:
        read = pool.read_many(readable)
        shown = progress(read, "Reading", len(readable)) if len(readable) >= MANY else read
        found = dict(shown)
    yield from (found.get(file) for file in files)


def _may_be_opened(file: Path) -> bool:
    try:
        with file.open("rb"):
            return True
    except OSError:
        return False


def _as_json(file: Path, outcome: CandidateRecord | None) -> dict[str, Any]:
    if outcome is None:
        told = {"status": "not-opened", "sentence": "This file may not be opened."}
        return {
            "file": str(file),
            **told,
            "dialect": "",
            "record": None,
            "unread": [],
            "warnings": [],
        }
    return {"file": str(file), **outcome.as_dict()}


def _for_people(file: Path, outcome: CandidateRecord | None) -> str:
    if outcome is None:
        return f"[bold]{escape(file.name)}[/]  This file may not be opened."
    lines = [f"[bold]{escape(file.name)}[/]  {outcome.sentence}"]
    record = outcome.record
    if record is not None:
        counts = (
            f"{len(record.employment)} jobs, {len(record.education)} courses of study,"
            f" {len(record.languages)} languages, {len(record.skills)} skills,"
            f" {len(record.certificates)} certificates"
        )
        lines.append(escape(f"  {outcome.dialect}: {record.name or '(no name)'}; {counts}"))
    if outcome.unread:
        blocks = ", ".join(unread.block for unread in outcome.unread)
        lines.append(escape(f"  left aside: {blocks}"))
    lines += [f"  {sentence_of(warning)}" for warning in outcome.warnings]
    return "\n".join(lines)


def register(app: typer.Typer) -> None:
    app.command("read-cv")(read_cv)
