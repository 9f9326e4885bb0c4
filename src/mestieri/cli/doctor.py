"""`mestieri doctor`: is this installation in order, and what to do where it is not."""

from __future__ import annotations

import contextlib
import datetime
import os
import stat
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from mestieri.cli.django import start_django
from mestieri.cli.output import CommandFailure, print_json, say
from mestieri.cli.static_files import is_current
from mestieri.config.environment import UnusableDataFolder, data_folder, ensure_writable

GOOD, ADVICE, WRONG = "good", "advice", "wrong"
MARKS = {GOOD: "[green]✓[/]", ADVICE: "[yellow]![/]", WRONG: "[bold red]✗[/]"}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        check: stable word for it.
        state: `good`, `advice` (it works, but better not so in production) or `wrong`.
        sentence: what was found, and what to do about it.
    """

    check: str
    state: str
    sentence: str


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Check the installation; the exit status is not 0 when something is wrong."""
    findings = examine()
    wrong = [finding for finding in findings if finding.state == WRONG]
    if as_json:
        print_json({"in_order": not wrong, "findings": [asdict(each) for each in findings]})
    else:
        for finding in findings:
            say(f"{MARKS[finding.state]} {finding.sentence}")
    if wrong:
        raise typer.Exit(1)


def examine() -> list[Finding]:
    """Look at everything; what cannot be looked at is left out, and the reason is a finding."""
    try:
        ensure_writable(data_folder())
        start_django()
    except (UnusableDataFolder, CommandFailure) as error:
        return [Finding("data_folder", WRONG, str(error))]
    findings = [Finding("data_folder", GOOD, f"The folder {data_folder()} can be written.")]
    findings += [_database(), _secret(), _static_files(), _index()]
    return [*findings, *_safety(), *_hands(), *_worker(), *_retention(), *_erasures(), *_copies()]


def _database() -> Finding:
    from mestieri.cli.database import missing_migrations

    try:
        missing = missing_migrations()
    except CommandFailure as error:
        return Finding("database", WRONG, str(error))
    if missing:
        sentence = f"The database lacks {len(missing)} changes: run `mestieri setup`."
        return Finding("database", WRONG, sentence)
    return Finding("database", GOOD, "The database answers and has every table.")


def _secret() -> Finding:
    if os.environ.get("MESTIERI_SECRET_KEY"):
        return Finding("secret", GOOD, "The secret comes from the environment.")
    path = data_folder() / "secret-key"
    if stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        return Finding("secret", WRONG, f"Others can read {path}: run `chmod 600 {path}`.")
    return Finding("secret", GOOD, "Only its owner can read the secret.")


def _static_files() -> Finding:
    if is_current(data_folder() / "static"):
        return Finding("static_files", GOOD, "The files of the pages are collected.")
    sentence = "The files of the pages will be collected when `mestieri serve` starts."
    return Finding("static_files", ADVICE, sentence)


def _index() -> Finding:
    from django.conf import settings

    folder = settings.INDEX_FOLDER
    if folder.is_dir() and any(folder.iterdir()):
        return Finding("index", GOOD, "The search index is there.")
    return Finding("index", ADVICE, "There is no search index yet: the first search makes it.")


def _safety() -> Iterator[Finding]:
    from django.conf import settings

    if settings.DEBUG:
        yield Finding("debug", WRONG, "MESTIERI_DEBUG is for developers: unset it.")
    if settings.HTTPS:
        yield Finding("https", GOOD, "Cookies travel over HTTPS only.")
    else:
        sentence = "Without HTTPS anybody on the way can read passwords: set MESTIERI_HTTPS=1."
        yield Finding("https", ADVICE, sentence)
    if settings.REQUIRE_TOTP:
        yield Finding("second_factor", GOOD, "Staff need a second factor.")
    else:
        sentence = "Staff sign in without a second factor: unset MESTIERI_REQUIRE_TOTP."
        yield Finding("second_factor", ADVICE, sentence)
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        sentence = "Messages are only written on the screen: set MESTIERI_EMAIL_BACKEND and _HOST."
        yield Finding("mail", ADVICE, sentence)


def _worker() -> Iterator[Finding]:
    """Without a worker nothing is checked, sent or retired."""
    from django.db import DatabaseError

    from mestieri.kernel.work import somebody_works

    with contextlib.suppress(DatabaseError):
        if somebody_works():
            yield Finding("worker", GOOD, "A worker does the work in the background.")
        else:
            sentence = "Nobody does the work in the background: run `mestieri worker`."
            yield Finding("worker", ADVICE, sentence)


def _retention() -> Iterator[Finding]:
    """What has had its time must go, every day."""
    from django.db import DatabaseError
    from django.utils import timezone

    from mestieri.kernel.retention_queries import is_late, last_retention

    try:
        last = last_retention()
    except DatabaseError:
        return
    if last is None:
        sentence = "Retention has never run to its end: run `mestieri retention`, keep a worker."
        yield Finding("retention", ADVICE, sentence)
        return
    when = f"{timezone.localtime(last):%Y-%m-%d %H:%M}"
    if is_late(last, timezone.now()):
        sentence = f"Retention last ran on {when}: run `mestieri retention`, keep a worker."
        yield Finding("retention", ADVICE, sentence)
    else:
        yield Finding("retention", GOOD, f"What has had its time goes: last on {when}.")


def _erasures() -> Iterator[Finding]:
    """The ledger must be as it was written, and nothing of it half done."""
    from mestieri.kernel.services.persons.ledger import Ledger, LedgerDamaged

    try:
        ledger = Ledger()
        count, left = len(ledger.entries()), len(ledger.unfinished())
    except (LedgerDamaged, OSError) as damage:
        yield Finding("erasures", WRONG, str(damage))
        return
    if left:
        sentence = f"Erasures cut short: {left}. A worker, or the next erasure, finishes them."
        yield Finding("erasures", ADVICE, sentence)
    elif count:
        sentence = f"Erasures in the ledger: {count}. Keep a copy of {ledger.folder} elsewhere."
        yield Finding("erasures", GOOD, sentence)


#: A copy a day: after two without one, something has stopped.
COPY_IS_OLD = datetime.timedelta(days=2)


def _copies() -> Iterator[Finding]:
    """Is there a key for the copies, and when was the last one made?"""
    from mestieri.kernel.services.backup import keys
    from mestieri.kernel.services.backup.records import last_backup
    from mestieri.kernel.services.backup.refusal import BackupRefused

    try:
        public = keys.kept_public(data_folder())
    except (BackupRefused, OSError) as error:
        yield Finding("backup_key", WRONG, str(error))
        return
    if public is None:
        sentence = "There is no key for the copies: run `mestieri backup-key new`."
        yield Finding("backup_key", ADVICE, sentence)
        return
    sentence = f"The key on paper «{keys.words_of(public)}» opens the copies made here."
    yield Finding("backup_key", GOOD, sentence)
    last = last_backup(data_folder())
    if last is None:
        yield Finding("backup", ADVICE, "No copy was ever made: run `mestieri backup FILE`.")
        return
    when = f"The last copy was made on {last.made_at:%Y-%m-%d at %H:%M} UTC"
    if datetime.datetime.now(datetime.UTC) - last.made_at > COPY_IS_OLD:
        yield Finding("backup", ADVICE, f"{when}: look why there is no newer one.")
    else:
        yield Finding("backup", GOOD, f"{when}.")


def _hands() -> Iterator[Finding]:
    """A centre without a director in force can invite nobody."""
    from django.db import DatabaseError

    from mestieri.kernel.queries import centres_without_director

    try:
        orphans = [centre.slug for centre in centres_without_director()]
    except DatabaseError:
        return
    if orphans:
        sentence = f"No director in: {', '.join(orphans)}. Use `mestieri account add`."
        yield Finding("directors", ADVICE, sentence)
    else:
        yield Finding("directors", GOOD, "Every centre has a director.")


def register(app: typer.Typer) -> None:
    app.command("doctor")(doctor)
