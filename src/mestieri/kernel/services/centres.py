"""Open a centre, keep its sheet, and carry it through its statuses."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from mestieri.kernel import exchange
from mestieri.kernel.models import Account, Area, AreaPurpose, Centre, Point, StatusChange
from mestieri.kernel.models.centres import RESERVED_SLUGS
from mestieri.kernel.services import audit
from mestieri.kernel.vocabulary import CentreKind, CentreStatus, Purpose

#: From each status, the statuses a centre may pass to.
STATUS_PASSAGES: dict[CentreStatus, frozenset[CentreStatus]] = {
    CentreStatus.PLANNED: frozenset({CentreStatus.OPEN, CentreStatus.CLOSED}),
    CentreStatus.OPEN: frozenset({CentreStatus.SUSPENDED, CentreStatus.CLOSED}),
    CentreStatus.SUSPENDED: frozenset({CentreStatus.OPEN, CentreStatus.CLOSED}),
    CentreStatus.CLOSED: frozenset({CentreStatus.OPEN}),
}


@transaction.atomic
def create_centre(
    slug: str,
    name: str,
    kinds: list[CentreKind],
    *,
    account: Account | None = None,
    **sheet: object,
) -> Centre:
    """Create a planned centre with one point where visits can be counted.

    Raises:
        ValidationError: the short name is taken, reserved or badly formed, or there is no kind.
    """
    if slug in RESERVED_SLUGS:
        raise ValidationError({"slug": _("This short name is used by the product itself.")})
    if not kinds:
        raise ValidationError(_("Choose at least one kind of centre."))
    centre = Centre(slug=slug, name=name, **{f"is_{kind.value}": True for kind in kinds}, **sheet)
    centre.full_clean()
    centre.save()
    Point.objects.create(centre=centre, name=name)
    exchange.announce_centre(centre)
    audit.record("kernel.create_centre", centre=centre, account=account, subject=centre)
    return centre


@transaction.atomic
def change_status(
    centre: Centre,
    new_status: CentreStatus,
    *,
    reason: str,
    since: datetime.date,
    account: Account | None = None,
    notice: str = "",
    notice_en: str = "",
) -> StatusChange:
    """Carry a centre to its next status, and keep who, when and why.

    Args:
        since: the day from which the new status holds.
        notice: what the public reads while the centre is not open.

    Raises:
        ValidationError: the passage does not exist, or the reason is missing.
    """
    locked = Centre.objects.select_for_update().get(pk=centre.pk)
    old_status = CentreStatus(locked.status)
    _check_passage(old_status, new_status, reason)
    locked.status = new_status
    locked.notice, locked.notice_en = notice, notice_en
    if new_status == CentreStatus.OPEN:
        locked.opened_on = locked.opened_on or since
        locked.closed_on = None
    if new_status == CentreStatus.CLOSED:
        locked.closed_on = since
    locked.full_clean()
    locked.save()
    change = StatusChange.objects.create(
        centre=locked,
        old_status=old_status,
        new_status=new_status,
        changed_on=since,
        reason=reason.strip(),
        recorded_by=account,
    )
    audit.record(
        "kernel.change_status", centre=locked, account=account, subject=locked, to=new_status.value
    )
    centre.refresh_from_db()
    return change


def _check_passage(old: CentreStatus, new: CentreStatus, reason: str) -> None:
    if new not in STATUS_PASSAGES[old]:
        raise ValidationError(
            _("A centre cannot pass from “%(old)s” to “%(new)s”.")
            % {"old": old.label, "new": new.label}
        )
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason: it stays in the history.")})


@transaction.atomic
def save_sheet(row: models.Model, centre: Centre, account: Account | None) -> None:
    """Save a checked row of the centre's sheet (place, hours, item, service…) and log it.

    Raises:
        ValidationError: the row breaks a rule of its model.
    """
    is_new = row.pk is None
    row.full_clean()
    row.save()
    verb = "add" if is_new else "change"
    audit.record(
        f"kernel.{verb}_{row._meta.model_name}", centre=centre, account=account, subject=row
    )


@transaction.atomic
def remove_from_sheet(row: models.Model, centre: Centre, account: Account | None) -> None:
    """Remove a row of the centre's sheet.

    Raises:
        ValidationError: counts or other rows still name it; retire it instead.
    """
    try:
        audit.record(
            f"kernel.remove_{row._meta.model_name}", centre=centre, account=account, subject=row
        )
        row.delete()
    except models.ProtectedError as error:
        raise ValidationError(
            _("“%(name)s” is named by counts already made: put it out of use instead.")
            % {"name": str(row)}
        ) from error


@transaction.atomic
def assign_purposes(area: Area, purposes: list[Purpose], *, account: Account | None = None) -> None:
    """Give needs to an area, taking them from any other area of the centre.

    The four needs stay a partition: each belongs to one area at most.
    """
    AreaPurpose.objects.filter(area=area).exclude(purpose__in=purposes).delete()
    for purpose in purposes:
        AreaPurpose.objects.update_or_create(
            centre_id=area.centre_id, purpose=purpose, defaults={"area": area}
        )
    audit.record(
        "kernel.assign_purposes",
        centre=area.centre,
        account=account,
        subject=area,
        purposes=[str(purpose) for purpose in purposes],
    )
