"""A made-up person with data in every kind of column, in an installation apart."""

from __future__ import annotations

import base64
import json
import uuid
from typing import Any

from tests.kernel.apart_citizen import (
    stand_before_a_company,
    stand_in_the_bank,
    stand_in_the_calendar,
)
from tests.kernel.killing import KilledAt

EMAIL = "adalgisa.quercialunga@example.org"
NAME = "Adalgisa Quercialunga"
#: What must be nowhere once she is erased. Names in small letters are found too.
WORDS = ("quercialunga", "adalgisa", "avatar-of-hers")


def make_person(searched: bool = True) -> dict[str, int]:
    """Write her wherever somebody can be written; how many rows each offering finds.

    Args:
        searched: somebody looks for her, so that the index knows her too.
    """
    from django.contrib.auth.models import Group, Permission
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.files.base import ContentFile
    from django.utils import timezone
    from wagtail.users.models import UserProfile

    from mestieri.kernel.models import Account, Centre, Erasure
    from mestieri.kernel.models.rights import ViewReason
    from mestieri.kernel.services import audit
    from mestieri.kernel.services.contacts import note_view
    from tests.factories import CentreFactory, account_with_role

    centre = Centre.objects.filter(slug="molo").first() or CentreFactory(slug="molo")
    person = account_with_role("adviser", centre)
    Account.objects.filter(pk=person.pk).update(email=EMAIL, name=NAME)
    person = Account.objects.get(pk=person.pk)
    person.groups.add(Group.objects.get_or_create(name="redazione:molo")[0])
    person.user_permissions.add(Permission.objects.first())
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session["said"] = NAME
    session.save()
    profile = UserProfile.objects.get_or_create(user=person)[0]
    profile.avatar.save("quercialunga.png", ContentFile(b"avatar-of-hers"))
    _sign_in_rows(person)
    audit.record("kernel.x", centre=centre, account=person, subject=person, name=NAME, mail=EMAIL)
    note_view(centre, person, ViewReason.CONTACT, person)
    Erasure.objects.create(centre=centre, account=person, counts={"x": 1})
    _written_by_others(centre, timezone.now())
    _brought_in(centre, person)
    _in_a_company(centre)
    stand_in_the_bank(centre, person)
    stand_in_the_calendar(centre)
    stand_before_a_company(centre, person)
    _in_the_queue()
    if searched:
        _in_the_index(centre)
    return found_rows()


def found_rows() -> dict[str, int]:
    from mestieri.kernel.services.persons import look_up, subject_of

    found = look_up(subject_of(EMAIL))
    rows = {
        question.model._meta.label: question.count()
        for holding in found.holdings
        for question in holding.rows
    }
    return rows | {mention.name: count for mention, count in found.mentions}


def _sign_in_rows(person: Any) -> None:
    from allauth.account.models import EmailAddress, EmailConfirmation
    from allauth.mfa.models import Authenticator
    from django.utils import timezone

    address = EmailAddress.objects.create(user=person, email=EMAIL, primary=True, verified=True)
    EmailConfirmation.objects.create(
        email_address=address, key=uuid.uuid4().hex, sent=timezone.now()
    )
    Authenticator.objects.create(user=person, type="totp", data={"secret": NAME})


def _written_by_others(centre: Any, now: Any) -> None:
    from mestieri.kernel.models import Proposal
    from mestieri.kernel.services import proposals
    from tests.factories import DirectoryEntryFactory

    proposals.invite(
        centre, "directory_entry", organisation="Studio Quercialunga", email=EMAIL, account=None
    )
    Proposal.objects.create(
        centre=centre, kind="opportunity", organisation="Studio Quercialunga", email=EMAIL.upper(),
        state="received", payload={"title": [NAME]}, note=f"Scrive {NAME}", since=now,
    )  # fmt: skip
    DirectoryEntryFactory(
        centre=centre,
        organisation=f"Ente {uuid.uuid4().hex}",
        email=EMAIL,
        description=f"Si scrive a {EMAIL}, ogni lunedì.",
    )


def _brought_in(centre: Any, person: Any) -> None:
    from mestieri.kernel.models import Intake, IntakePassage, IntakeRow
    from mestieri.kernel.services.intake import files

    table = Intake.objects.create(
        centre=centre, target="partners", file_name="enti.csv", form="csv", created_by=person
    )
    line = json.dumps([1, ["Ente", NAME, EMAIL]])
    head = json.dumps([{"name": "enti", "rows": 1, "width": 3}])
    (files.folder() / f"{table.token}.jsonl").write_text(f"{head}\n{line}\n")
    IntakePassage.objects.create(intake=table, new_state="received", made_by=person)
    IntakeRow.objects.create(
        intake=table, number=1, outcome="refused", reason=f"{EMAIL}: no",
        cells={"name": NAME, "email": EMAIL},
    )  # fmt: skip


def _in_a_company(centre: Any) -> None:
    """Somebody one asks for there, to whom a message was prepared."""
    from mestieri.demand.models import InfoLetter
    from tests.demand import made

    contact = made.contact(centre, name=NAME, email=EMAIL, role=f"{NAME}, acquisti")
    day = contact.last_contact_on
    InfoLetter.objects.create(
        centre=centre, company=contact.company, send_to=EMAIL, subject="Chi siamo",
        text=f"Buongiorno {NAME}", due_on=day, prepared_on=day,
    )  # fmt: skip


def _in_the_queue() -> None:
    """Tasks that say more than they may."""
    from django.utils import timezone
    from django_q.models import Task
    from django_q.tasks import async_task

    async_task("mestieri.kernel.work.beat", EMAIL)
    now = timezone.now()
    Task.objects.create(
        id=uuid.uuid4().hex, name="x", func="x", started=now, stopped=now, success=False,
        result=f"Traceback … {NAME}",
    )  # fmt: skip


def _in_the_index(centre: Any) -> None:
    from django.core.cache import cache

    from mestieri.kernel import exchange
    from mestieri.www.finding import find

    cache.set("somebody", NAME)
    exchange.announce_change("directory_entry")
    find("quercialunga", "it", centre.slug)


def export(target: str) -> int:
    """Everything of hers in one file; its size."""
    from pathlib import Path

    from mestieri.kernel.services import persons

    content = persons.export(persons.subject_of(EMAIL))
    Path(target).write_bytes(content)
    return len(content)


def hide(show: bool = False) -> bool:
    """Put her out of use, or in use again; whether she may sign in."""
    from mestieri.kernel.models import Account
    from mestieri.kernel.services import persons

    (persons.show if show else persons.hide)(persons.subject_of(EMAIL))
    return Account.objects.get(email=EMAIL).is_active


def erase(kill_at: int | None = None) -> dict[str, Any]:
    from django.db import connection

    from mestieri.kernel.services import persons

    killer = KilledAt(kill_at)
    with connection.execute_wrapper(killer.execute):
        made = persons.erase(persons.subject_of(EMAIL))
    killer.watches = False
    return {"acts": killer.seen, "counts": made.counts}


def belated_worker() -> int:
    """What the worker does every hour: take up what was cut short."""
    from mestieri.kernel.services.persons import finish_interrupted

    return finish_interrupted()


def is_there() -> bool:
    """Whether anything is held of her."""
    from mestieri.kernel.services.persons import look_up, subject_of

    return not look_up(subject_of(EMAIL)).is_nothing


def traces(*forgiven: str) -> list[str]:
    """Where a word of hers stands: in any byte of any file, in any row of any table.

    Args:
        forgiven: files that are not looked into.
    """
    from django.conf import settings
    from django.db import connection

    found = [
        str(path.relative_to(settings.DATA))
        for path in settings.DATA.rglob("*")
        if path.is_file() and path.name not in forgiven and _speaks(path.read_bytes())
    ]
    found += [
        str(path.relative_to(settings.DATA))
        for path in settings.DATA.rglob("*")
        if _speaks(path.name.encode())
    ]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(_speaks(str(row).encode()) for row in cursor.fetchall()):
                found.append(f"table {table}")
    return found


def _speaks(content: bytes) -> bool:
    lowered = content.lower()
    hidden = [base64.b64encode(word.encode()) for word in (EMAIL, NAME)]
    return any(word.encode() in lowered for word in WORDS) or any(
        word[:-4] in content for word in hidden
    )
