"""What is done to a restored installation before it takes the place of the live one.

It runs in a process whose settings point at the restored data: database, media, documents,
private files. A room that must catch up with what happened since the copy (who was erased
since, above all) registers a hook when Django starts.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from mestieri.kernel import exchange
from mestieri.kernel.models import Account, MagicLink
from mestieri.kernel.models.links import LinkEnding
from mestieri.kernel.services import audit

A_SECOND = datetime.timedelta(seconds=1)


@dataclass(frozen=True)
class Restored:
    """What a hook may want to know.

    Attributes:
        made_at: when the copy was made.
        live_data: data folder of the installation that is being replaced; only to be read.
    """

    made_at: datetime.datetime
    live_data: Path


Hook = Callable[[Restored], list[str] | None]
_hooks: dict[str, Hook] = {}


def after_restore(name: str, hook: Hook) -> None:
    """Have a function called on every restored installation, in the order of the names.

    It may return sentences that who restores should know. It must be repeatable;
    if it raises, the restore is refused and nothing changes.
    """
    _hooks[name] = hook


def run_hooks(restored: Restored) -> dict[str, list[str]]:
    """Call every hook; returns what each said, by name."""
    return {name: _hooks[name](restored) or [] for name in sorted(_hooks)}


@transaction.atomic
def close_what_was_pending(made_at: datetime.datetime) -> dict[str, int]:
    """Empty sessions and queue, withdraw links: what was open then is not open now.

    Returns:
        How many `sessions`, `tasks` and `links` ended.
    """
    from django_q.models import OrmQ

    now = timezone.now()
    sessions, _by_model = Session.objects.all().delete()
    tasks, _by_model = OrmQ.objects.all().delete()
    links = MagicLink.objects.filter(ended_at__isnull=True).update(
        ended_at=now, ending=LinkEnding.WITHDRAWN
    )
    _spoil_password_links()
    exchange.announce_change("restore")  # hosts with an index of their own make it again
    counts = {"sessions": sessions, "tasks": tasks, "links": links}
    audit.record(
        "kernel.restored", centre=None, account=None, made_at=made_at.isoformat(), **counts
    )
    return counts


def _spoil_password_links() -> None:
    """A link to choose a password that was spent after the copy must not work again.

    Such a link is good while password and last sign-in stay as they are: who has no password
    yet gets another «none», the others a second on their last sign-in.
    """
    for account in Account.objects.all():
        if account.has_usable_password():
            account.last_login = (account.last_login or account.joined_at) + A_SECOND
        else:
            account.set_unusable_password()
        account.save(update_fields=["password", "last_login"])
