"""A calendar of one's own call-backs, by an address that only its owner knows and can revoke."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction

from mestieri.demand.models import CallFeed
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.services import audit

TOKEN_BYTES, LONGEST_TOKEN = 32, 64


def digest_of(token: str) -> str:
    """What is kept instead of the token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_feed(centre: Centre, account: Account) -> str:
    """Make the address of an account's calendar; the one before stops working.

    Returns:
        The token; it is not kept: show it now or never.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    CallFeed.objects.update_or_create(
        centre=centre, account=account, defaults={"digest": digest_of(token)}
    )
    audit.record("demand.make_feed", centre=centre, account=account)
    return token


@transaction.atomic
def revoke_feed(centre: Centre, account: Account) -> bool:
    """End the calendar's address. Returns whether there was one."""
    gone, _by_model = CallFeed.objects.filter(centre=centre, account=account).delete()
    if gone:
        audit.record("demand.revoke_feed", centre=centre, account=account)
    return bool(gone)


def feed_of(centre: Centre, token: str) -> CallFeed | None:
    """Whose calendar a token opens, or None. Writes nothing."""
    if len(token) > LONGEST_TOKEN:
        return None
    found = CallFeed.objects.filter(centre=centre, digest=digest_of(token))
    return found.select_related("account").first()
