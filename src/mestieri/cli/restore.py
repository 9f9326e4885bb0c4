"""`mestieri restore`: put a copy back, or only see whether it is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.progress import Progress

from mestieri.cli.backup_key import read_identity
from mestieri.cli.django import start_django
from mestieri.cli.output import CommandFailure, people, print_json, say


def restore(
    file: Annotated[Path, typer.Argument(help="A copy made by `mestieri backup`.")],
    key_file: Annotated[
        Path | None,
        typer.Option("--key-file", help="A file with the secret key; else it is asked."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="There may be data here: keep it aside.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Read it to the end and change nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Put a copy in the place of this installation, all of it or nothing."""
    identity = read_identity(key_file)
    lock = start_django(alone=not check)
    from mestieri.kernel.services.backup import restoring
    from mestieri.kernel.services.backup.refusal import BackupRefused

    with Progress(console=people, transient=True) as bar:
        tell = _teller(bar)
        try:
            if lock is None:
                _tell_check(restoring.check(file, identity, tell=tell), as_json)
                return
            done = restoring.restore(file, identity, lock, replace=replace, tell=tell)
        except BackupRefused as refusal:
            raise CommandFailure(str(refusal)) from None
    _tell_restore(done, as_json)


def _teller(bar: Progress) -> Any:
    task = bar.add_task("Reading the copy", total=None)

    def tell(step: str, done: int, total: int) -> None:
        bar.update(task, description=step, completed=done, total=total or None)

    return tell


def _as_json(checked: Any) -> dict[str, Any]:
    return {**vars(checked), "made_at": checked.made_at.isoformat()}


def _tell_check(checked: Any, as_json: bool) -> None:
    if as_json:
        print_json({"whole": True, **_as_json(checked)})
        return
    say(
        f"Whole: made on {checked.made_at:%Y-%m-%d at %H:%M} UTC by version {checked.version}, "
        f"{checked.rows:,} rows, {checked.files:,} files. Nothing was changed."
    )


def _tell_restore(done: Any, as_json: bool) -> None:
    if as_json:
        print_json({**vars(done), "checked": _as_json(done.checked)})
        return
    checked = done.checked
    say(
        f"Restored as it was on {checked.made_at:%Y-%m-%d at %H:%M} UTC: {checked.rows:,} rows, "
        f"{checked.files:,} files; migrations applied: {done.migrations}."
    )
    say(
        f"Closed because they were pending then: {done.sessions} sessions, {done.tasks} tasks, "
        f"{done.links} links. The search index is made again by the first search."
    )
    if done.kept_aside:
        say(
            f"The data of before is in {done.kept_aside} until the next restore, or until somebody "
            "is erased: then it goes too, because they stand in it."
        )
    for sentence in done.said:
        say(f"[yellow]![/] {escape(sentence)}")
    if not checked.has_our_secret:
        say(
            "[yellow]![/] This installation has another secret key than the one of the copy: codes "
            "of slips and answers given before are not recognised. Put the old secret back, if "
            "you have it."
        )
    if not _has_ledger():
        say(
            "[yellow]![/] There was no ledger of erasures here: whoever was erased after the copy "
            "is back in. Bring the folder `erasures` of the old installation, then restore again."
        )
    say("Look again at roles and tablets: who was removed after the copy is back in.")


def _has_ledger() -> bool:
    from mestieri.kernel.services.persons.ledger import Ledger

    return Ledger().exists


def register(app: typer.Typer) -> None:
    app.command("restore")(restore)
