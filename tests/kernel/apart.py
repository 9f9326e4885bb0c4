"""An installation apart, with a folder and a database of its own, driven line by line.

    python -m tests.kernel.apart

Each line on standard input is a JSON list, a function of this module and its arguments; each
is done in a forked process, so that Django wakes up once, and that process may be killed.
The answer is a line too: `{"value": …}`, `{"refused": …}` or `{"killed": true}`.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from tests.kernel.apart_persons import (
    belated_worker,
    erase,
    export,
    hide,
    is_there,
    make_person,
    traces,
)
from tests.kernel.killing import KilledAt

__all__ = [
    "belated_worker",
    "erase",
    "export",
    "hide",
    "is_there",
    "make_person",
    "traces",
]


def data() -> Path:
    from django.conf import settings

    return settings.DATA


def new_key() -> str:
    from mestieri.kernel.services.backup import keys

    pair = keys.new_pair()
    keys.keep_public(data(), pair.public)
    return pair.secret


def be_called(name: str) -> None:
    """Write the same word in the database and in a file."""
    from mestieri.kernel.models import Centre
    from tests.factories import CentreFactory

    centre = Centre.objects.filter(slug="molo").first() or CentreFactory(slug="molo")
    Centre.objects.filter(pk=centre.pk).update(name=name)
    file = data() / "media" / "deep" / ("long-" * 30 + "name.txt")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(name)


def go_back_to(room: str, migration: str) -> None:
    """Be an installation that has not been brought up to date."""
    from django.core.management import call_command

    call_command("migrate", room, migration, verbosity=0)


def large_objects() -> int:
    """What somebody who has the database execute something could have left in it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_largeobject_metadata")
        return cursor.fetchone()[0]


def leave_pending() -> None:
    """A session, a task and a link that wait."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from mestieri.kernel.models import Account, Centre, MagicLink
    from mestieri.kernel.work import do_later

    session = SessionStore()
    session["somebody"] = 1
    session.save()
    do_later("mestieri.kernel.work.beat")
    now = timezone.now()
    MagicLink.objects.create(
        digest="d" * 64, action="propose", centre=Centre.objects.get(slug="molo"),
        subject_kind="x", subject_key="1", issued_at=now, expires_at=now.replace(year=now.year + 1),
    )  # fmt: skip
    Account.objects.create_user("invited@example.org", name="Persona Invitata")


def look() -> dict[str, Any]:
    """What stands here, by whoever uses the installation next."""
    from django.contrib.sessions.models import Session
    from django_q.models import OrmQ

    from mestieri.kernel.models import AuditEntry, Centre, MagicLink
    from mestieri.kernel.services.backup.swapping import enter

    enter(data())
    file = data() / "media" / "deep" / ("long-" * 30 + "name.txt")
    entries = AuditEntry.objects.filter(action="test.file").values_list("subject_key", flat=True)
    return {
        "centre": Centre.objects.filter(slug="molo").values_list("name", flat=True).first(),
        "file": file.read_text() if file.exists() else None,
        "without_file": [key for key in entries if not (data() / "private" / key).is_file()],
        "entries": len(entries),
        "pending": Session.objects.count()
        + OrmQ.objects.count()
        + MagicLink.objects.filter(ended_at__isnull=True).count(),
        "rests": sorted(
            path.name
            for path in data().iterdir()
            if path.name in ("restored", "restore-journal.json")
        ),
    }


def backup(target: str, kill_at: int | None = None) -> dict[str, Any]:
    from mestieri.kernel.services.backup.making import make_backup

    killer = KilledAt(kill_at)
    made = make_backup(Path(target), tell=killer.beat)
    killer.watches = False
    return {"acts": killer.seen, "rows": made.rows, "files": made.files}


def backup_while_writing(target: str) -> dict[str, Any]:
    """A copy in one process while another writes files and rows, and removes some."""
    outlet, inlet = os.pipe()
    writer = os.fork()
    if writer == 0:
        with contextlib.suppress(BaseException):
            _write_without_end(inlet)
        os._exit(0)
    try:
        os.read(outlet, 1)  # it has begun
        return backup(target)
    finally:
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)


def _write_without_end(inlet: int) -> None:
    """As a service does: the file before its row, the row away before its file."""
    from mestieri.kernel.models import AuditEntry

    (data() / "private").mkdir(exist_ok=True)
    number = 0
    while True:
        number += 1
        (data() / "private" / f"{number}").write_text("x" * 5000)
        AuditEntry.objects.create(action="test.file", subject_key=str(number))
        if number % 3 == 0:
            AuditEntry.objects.filter(subject_key=str(number - 1)).delete()
            (data() / "private" / f"{number - 1}").unlink()
        if number == 20:
            os.write(inlet, b".")


def restore(
    source: str, secret: str, replace: bool = False, kill_at: int | None = None
) -> dict[str, Any]:
    from mestieri.kernel.services.backup import keys, restoring
    from mestieri.kernel.services.backup.swapping import enter

    lock = enter(data(), alone=True)
    assert lock is not None
    killer = KilledAt(kill_at)
    done = restoring.restore(
        Path(source), keys.identity_of(secret), lock, replace=replace, tell=killer.beat
    )
    killer.watches = False
    return {
        "acts": killer.seen,
        "rows": done.checked.rows,
        "files": done.checked.files,
        "closed": [done.sessions, done.tasks, done.links],
        "kept_aside": done.kept_aside,
        "said": done.said,
    }


def restore_beside_somebody(source: str, secret: str) -> dict[str, Any]:
    """A restore while a server (here: a process that shares the installation) is alive."""
    from mestieri.kernel import installation

    outlet, inlet = os.pipe()
    other = os.fork()
    if other == 0:
        installation.share(data())
        os.write(inlet, b".")
        signal.pause()
    try:
        os.read(outlet, 1)
        return restore(source, secret, replace=True)
    finally:
        os.kill(other, signal.SIGKILL)
        os.waitpid(other, 0)


def _answer(words: list[Any]) -> dict[str, Any]:
    from mestieri.kernel.installation import InstallationIsBusy
    from mestieri.kernel.services.backup.refusal import BackupRefused

    try:
        return {"value": globals()[words[0]](*words[1:])}
    except (BackupRefused, InstallationIsBusy) as refusal:
        return {"refused": str(refusal)}


def _in_a_process_of_its_own(words: list[Any]) -> dict[str, Any]:
    outlet, inlet = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(inlet, json.dumps(_answer(words)).encode())
        except BaseException as error:
            os.write(inlet, json.dumps({"broken": repr(error)}).encode())
        os._exit(0)
    os.close(inlet)
    with os.fdopen(outlet, "rb") as said:
        text = said.read()
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return {"killed": True}
    return json.loads(text)


def main() -> None:
    import django
    from django.urls import get_resolver

    django.setup()
    import tests.factories  # noqa: F401 - imported once, not in every fork

    get_resolver().check()  # so are the pages, to which links lead

    for line in sys.stdin:
        print(json.dumps(_in_a_process_of_its_own(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
