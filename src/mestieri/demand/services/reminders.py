"""Reminders of what is overdue: on the ninth, the twenty-first and the forty-fifth day.

What was done, or moved to another day, is not overdue any more: no reminder leaves for it. One
letter a person and day, however many things there are.
"""

from __future__ import annotations

import datetime
import logging

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mestieri.demand.models import Reminder
from mestieri.demand.queries.owed import Owed, owed, owners_of_owed
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.queries import rights_of_account
from mestieri.kernel.roles import Right
from mestieri.kernel.services import letters
from mestieri.kernel.services.letters import Letter

logger = logging.getLogger(__name__)
LADDER = (9, 21, 45)


def send_reminders(today: datetime.date | None = None) -> int:
    """Remind everybody of what they owe; done every morning, and can be repeated.

    Returns:
        How many letters left.
    """
    today = today or timezone.localdate()
    return sum(_remind_in(centre, today) for centre in Centre.objects.order_by("pk"))


def _remind_in(centre: Centre, today: datetime.date) -> int:
    until = today - datetime.timedelta(days=LADDER[0])
    sent = 0
    for owner in owners_of_owed(centre, until):
        if Right.CALL_COMPANIES not in rights_of_account(owner, centre):
            continue
        try:
            # By owner: one who owes hundreds of things does not hide those of the others.
            sent += _remind(centre, owner, owed(centre, owner, until=until), today)
        except Exception:  # an address that no mail server takes stops nobody else's letter
            logger.exception("A reminder could not be sent.")
    return sent


def step_due(due_on: datetime.date, today: datetime.date) -> int:
    """The last step of the ladder that a day has reached; 0 before the first."""
    days = (today - due_on).days
    return max((step for step in LADDER if step <= days), default=0)


def _remind(centre: Centre, owner: Account, things: list[Owed], today: datetime.date) -> int:
    """One letter about what has reached a new step; what was told already is not told again."""
    new, rows = [], []
    with transaction.atomic():
        for thing in things:
            row, is_new = Reminder.objects.get_or_create(
                kind=thing.kind,
                key=thing.key,
                due_on=thing.due_on,
                step=step_due(thing.due_on, today),
                defaults={"sent_on": today},
            )
            if is_new:
                new.append(thing)
                rows.append(row.pk)
    if not new:
        return 0
    has_left = False
    try:
        with translation.override(owner.language):
            has_left = letters.send(_letter(centre, new), owner.email)
    finally:
        if not has_left:  # tomorrow it is tried again
            Reminder.objects.filter(pk__in=rows).delete()
    return int(has_left)


def _letter(centre: Centre, things: list[Owed]) -> Letter:
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    lines = [
        f"– {thing.title}: {thing.act} ({day_in_words(thing.due_on, 'j F')})" for thing in things
    ]
    return Letter(
        _("%(centre)s: somebody waits for you") % {"centre": centre.name},
        "\n".join(
            (
                _("You had taken these on, and their day has passed:"),
                "",
                *lines,
                "",
                _("Do them, move them to another day, or say that nothing came of them, here:"),
                f"{address}{reverse('demand-mine', args=[centre.slug])}",
                "",
                _("What you close is not asked again."),
            )
        ),
    )
