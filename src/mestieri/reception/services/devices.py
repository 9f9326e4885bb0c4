"""Tablets that may count visits: pair, recognise, revoke."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account, Centre, Point
from mestieri.kernel.services import audit
from mestieri.reception.models import Device, DoorQuestions

TOKEN_BYTES = 24  # 192 bits: nobody guesses it
BEARER = "Bearer "


class UnknownDevice(Exception):
    """The token is missing, wrong, expired or revoked."""


def digest_of(token: str) -> str:
    """SHA-256 of a token, in hexadecimal: what is kept instead of it."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def pair_device(
    point: Point,
    label: str,
    *,
    account: Account | None,
    expires_on: datetime.date | None = None,
) -> tuple[Device, str]:
    """Let a tablet count at a point, until it is revoked or its last day is over.

    Returns:
        The device and its token. The token is not kept: show it now or never.

    Raises:
        ValidationError: the label is empty or another paired tablet of the centre has it, or
            the last day is over already.
    """
    label = label.strip()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    device = Device(
        centre_id=point.centre_id,
        point=point,
        label=label,
        token_digest=digest_of(token),
        paired_by=account,
        expires_on=expires_on,
    )
    if expires_on is not None and expires_on < timezone.localdate():
        raise ValidationError({"expires_on": _("This day is over: choose today or a day to come.")})
    if Device.objects.filter(
        centre_id=point.centre_id, label=label, revoked_on__isnull=True
    ).exists():
        raise ValidationError(
            {"label": _("Another tablet of this centre has this name: choose a different one.")}
        )
    device.full_clean()
    device.save()
    audit.record(
        "reception.pair_device",
        centre=point.centre,
        account=account,
        subject=device,
        point=point.name,
    )
    return device, token


@transaction.atomic
def revoke_device(device: Device, *, account: Account | None) -> None:
    """Close a tablet's access from this moment; revoking twice changes nothing."""
    revoked = Device.objects.filter(pk=device.pk, revoked_on__isnull=True).update(
        revoked_on=timezone.localdate()
    )
    if revoked:
        audit.record(
            "reception.revoke_device", centre=device.centre, account=account, subject=device
        )
    device.refresh_from_db()


@transaction.atomic
def choose_questions(centre: Centre, names: Collection[str], *, account: Account | None) -> None:
    """Offer these of the four optional questions after a tap, and no other.

    Args:
        names: attributes of a visit (`queries.ATTRIBUTES`).
    """
    every = ("age_band", "first_time", "residence_zone", "audience")
    DoorQuestions.objects.update_or_create(
        centre=centre, defaults={name: name in names for name in every}
    )
    audit.record(
        "reception.choose_questions",
        centre=centre,
        account=account,
        asked=[name for name in every if name in names],
    )


def digest_in(authorization: str) -> str:
    """Digest of the token in an `Authorization` header; empty if there is none."""
    if not authorization.startswith(BEARER):
        return ""
    return digest_of(authorization.removeprefix(BEARER).strip())


def authenticate(authorization: str, today: datetime.date | None = None) -> Device | None:
    """The paired tablet that an `Authorization` header names, with its point and centre."""
    day = today or timezone.localdate()
    device = (
        Device.objects.filter(token_digest=digest_in(authorization), revoked_on__isnull=True)
        .filter(Q(expires_on__isnull=True) | Q(expires_on__gte=day))
        .select_related("point", "centre")
        .first()
    )
    if device is not None:
        device.point.centre = device.centre
    return device
