"""Keep the advice desks and their weekly turns."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import formats
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account
from mestieri.kernel.services import audit
from mestieri.reception.models import Desk, Duty

FOREVER = datetime.date.max


@transaction.atomic
def save_desk(desk: Desk, *, account: Account | None) -> Desk:
    """Add or correct a desk.

    Raises:
        ValidationError: it breaks a rule of its model, or names the area or the point of
            another centre.
    """
    if {desk.area.centre_id, desk.point.centre_id} != {desk.centre_id}:
        raise ValidationError(_("The area and the point of a desk belong to its own centre."))
    namesakes = Desk.objects.filter(centre_id=desk.centre_id, name=desk.name)
    if namesakes.exclude(pk=desk.pk).exists():
        raise ValidationError({"name": _("The centre already has a desk with this name.")})
    verb = "change" if desk.pk else "add"
    desk.full_clean()
    desk.save()
    audit.record(f"reception.{verb}_desk", centre=desk.centre, account=account, subject=desk)
    return desk


@transaction.atomic
def remove_desk(desk: Desk, *, account: Account | None) -> None:
    """Remove a desk with its turns. What was counted stays: no count names a desk."""
    audit.record(
        "reception.remove_desk",
        centre=desk.centre,
        account=account,
        subject=desk,
        turns=desk.duties.count(),
    )
    desk.delete()


@transaction.atomic
def save_duty(duty: Duty, *, account: Account | None) -> Duty:
    """Add or correct a weekly turn.

    Raises:
        ValidationError: it breaks a rule of its model, names another centre's partner, or
            falls upon another turn at the same desk.
    """
    desk = Desk.objects.select_for_update().select_related("centre").get(pk=duty.desk_id)
    if duty.partner is not None and duty.partner.centre_id != desk.centre_id:
        raise ValidationError({"partner": _("This partner belongs to another centre.")})
    verb = "change" if duty.pk else "add"
    duty.full_clean()
    _check_free(duty)
    duty.save()
    audit.record(f"reception.{verb}_duty", centre=desk.centre, account=account, subject=duty)
    return duty


@transaction.atomic
def remove_duty(duty: Duty, *, account: Account | None) -> None:
    """Remove a weekly turn."""
    audit.record("reception.remove_duty", centre=duty.desk.centre, account=account, subject=duty)
    duty.delete()


def _check_free(duty: Duty) -> None:
    """One turn at a time at a desk: a turn may start when another ends, not before."""
    same_days = Q(valid_from__lte=duty.valid_until or FOREVER) & (
        Q(valid_until__isnull=True) | Q(valid_until__gte=duty.valid_from)
    )
    other = (
        Duty.objects.filter(
            same_days,
            desk_id=duty.desk_id,
            weekday=duty.weekday,
            starts__lt=duty.ends,
            ends__gt=duty.starts,
        )
        .exclude(pk=duty.pk)
        .first()
    )
    if other is not None:
        raise ValidationError(
            _("At this desk there is already a turn on %(day)s from %(starts)s to %(ends)s.")
            % {
                "day": other.get_weekday_display(),
                "starts": formats.time_format(other.starts, "H:i"),
                "ends": formats.time_format(other.ends, "H:i"),
            }
        )
