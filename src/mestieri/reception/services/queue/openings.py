"""Open and close a desk today: who advises there says in which languages and until when."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account, Partner
from mestieri.kernel.services import audit
from mestieri.reception.models import Desk, DeskOpening


@transaction.atomic
def open_desk(
    desk: Desk,
    *,
    languages: str,
    until: datetime.time,
    partner: Partner | None,
    account: Account | None,
    now: datetime.datetime | None = None,
) -> DeskOpening:
    """Open a desk now; if it is open already, correct its languages, hour and partner.

    Args:
        languages: codes separated by a space.
        until: local time at which it closes by itself.

    Raises:
        ValidationError: the hour is past, or the partner is of another centre.
    """
    moment = timezone.localtime(now)
    if until <= moment.time():
        raise ValidationError({"until": _("This hour is past: say until when you stay.")})
    if partner is not None and partner.centre_id != desk.centre_id:
        raise ValidationError({"partner": _("This partner belongs to another centre.")})
    Desk.objects.select_for_update().get(pk=desk.pk)
    opening = DeskOpening.objects.filter(
        desk=desk, day=moment.date(), closed_at__isnull=True
    ).first() or DeskOpening(desk=desk, day=moment.date(), opened_at=moment)
    opening.languages, opening.until, opening.partner = languages, until, partner
    opening.full_clean()
    opening.save()
    audit.record(
        "reception.open_desk", centre=desk.centre, account=account, subject=desk, name=desk.name
    )
    return opening


@transaction.atomic
def close_desk(
    desk: Desk, *, account: Account | None, now: datetime.datetime | None = None
) -> DeskOpening:
    """Close a desk for now. A turn that is going on stops being shown; the next one is not.

    A desk that nobody had opened, but that a turn keeps open, is closed all the same.
    """
    moment = timezone.localtime(now)
    Desk.objects.select_for_update().get(pk=desk.pk)
    opening = DeskOpening.objects.filter(
        desk=desk, day=moment.date(), closed_at__isnull=True
    ).first() or DeskOpening(
        desk=desk, day=moment.date(), opened_at=moment, until=moment.time(), languages="it"
    )
    opening.closed_at = moment
    opening.save()
    audit.record(
        "reception.close_desk", centre=desk.centre, account=account, subject=desk, name=desk.name
    )
    return opening
