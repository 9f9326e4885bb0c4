"""What runs: how it is served, who works, what leaves, what is kept safe."""

from __future__ import annotations

import contextlib
import datetime
import smtplib
from collections.abc import Iterator

from mestieri.cli.doctor.findings import ADVICE, GOOD, WRONG, Finding
from mestieri.config.environment import data_folder

SECONDS_FOR_THE_MAIL = 5


def look() -> Iterator[Finding]:
    """Every finding about what runs."""
    yield from safety()
    yield mail()
    yield from clock()
    yield from hands()
    yield from worker()
    yield from retention()
    yield from notices()
    yield from erasures()
    yield from copies()


def safety() -> Iterator[Finding]:
    """Settings that are well for trying, and not for serving."""
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


def mail() -> Finding:
    """Do messages leave, with an address to answer to, through a server that answers?"""
    from django.conf import settings
    from django.core.mail import get_connection

    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        sentence = (
            "No message leaves, links are handed over in person: set MESTIERI_EMAIL_BACKEND to "
            "django.core.mail.backends.smtp.EmailBackend, and MESTIERI_EMAIL_HOST."
        )
        return Finding("mail", ADVICE, sentence)
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        sentence = "Messages leave from an address that nobody can answer: set MESTIERI_EMAIL_FROM."
        return Finding("mail", ADVICE, sentence)
    try:
        with get_connection(timeout=SECONDS_FOR_THE_MAIL):
            return Finding("mail", GOOD, f"The mail server {settings.EMAIL_HOST} answers.")
    except (OSError, smtplib.SMTPException):
        sentence = f"The mail server {settings.EMAIL_HOST} does not answer: look at it, or at "
        return Finding("mail", WRONG, sentence + "MESTIERI_EMAIL_HOST. Links do not leave.")


def clock() -> Iterator[Finding]:
    """Is the clock where it has been?"""
    from django.db import DatabaseError

    from mestieri.kernel.services.clock import is_set_back

    with contextlib.suppress(DatabaseError):
        behind = is_set_back()
        if behind is None:
            yield Finding("clock", GOOD, "The clock has not been set back.")
            return
        sentence = (
            f"The clock is {int(behind.total_seconds()):,} seconds behind the latest moment seen: "
            "set it right; if it is right now, run `mestieri clock --accept`."
        )
        yield Finding("clock", WRONG, sentence)


def worker() -> Iterator[Finding]:
    """Without a worker nothing is checked, sent or retired."""
    from django.db import DatabaseError

    from mestieri.kernel.work import somebody_works

    with contextlib.suppress(DatabaseError):
        if somebody_works():
            yield Finding("worker", GOOD, "A worker does the work in the background.")
        else:
            sentence = "Nobody does the work in the background: run `mestieri worker`."
            yield Finding("worker", ADVICE, sentence)


def retention() -> Iterator[Finding]:
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


def notices() -> Iterator[Finding]:
    """Who could not be written to must be told by somebody, or nothing of theirs ever goes."""
    from django.db import DatabaseError
    from django.utils import timezone

    from mestieri.kernel.services.retention.telling import to_be_told

    with contextlib.suppress(DatabaseError):
        if waiting := len(to_be_told(timezone.localdate())):
            sentence = (
                f"To be told in person before something of theirs goes: {waiting}. No message "
                "reached them: see “To be told in person” at the Banco."
            )
            yield Finding("notices", ADVICE, sentence)
        else:
            yield Finding("notices", GOOD, "Nobody waits to be told before something goes.")


def erasures() -> Iterator[Finding]:
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


def copies() -> Iterator[Finding]:
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


def hands() -> Iterator[Finding]:
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
