"""Open a centre, keep its sheet, and carry it through its statuses."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from mestieri.kernel import exchange
from mestieri.kernel.models import Account, Area, AreaPurpose, Centre, Point, StatusChange
from mestieri.kernel.models.centres import RESERVED_SLUGS
from mestieri.kernel.services import audit, sheet
from mestieri.kernel.vocabulary import CentreKind, CentreStatus, Purpose

#: From each status, the statuses a centre may pass to.
STATUS_PASSAGES: dict[CentreStatus, frozenset[CentreStatus]] = {
    CentreStatus.PLANNED: frozenset({CentreStatus.OPEN, CentreStatus.CLOSED}),
    CentreStatus.OPEN: frozenset({CentreStatus.SUSPENDED, CentreStatus.CLOSED}),
    CentreStatus.SUSPENDED: frozenset({CentreStatus.OPEN, CentreStatus.CLOSED}),
    CentreStatus.CLOSED: frozenset({CentreStatus.OPEN}),
}


def passages_from(status: str) -> list[CentreStatus]:
    """Statuses to which a centre may pass, in the order of a centre's life."""
    return [new for new in CentreStatus if new in STATUS_PASSAGES[CentreStatus(status)]]


@transaction.atomic
def create_centre(
    slug: str,
    name: str,
    kinds: Iterable[CentreKind],
    *,
    account: Account | None = None,
    **fields: object,
) -> Centre:
    """Create a planned centre with one point where visits can be counted.

    Raises:
        ValidationError: the short name is taken, reserved or badly formed, or there is no kind.
    """
    if slug in RESERVED_SLUGS:
        raise ValidationError({"slug": _("This short name is used by the product itself.")})
    kinds = list(kinds)
    if not kinds:
        raise ValidationError(_("Choose at least one kind of centre."))
    centre = Centre(slug=slug, name=name, **{f"is_{kind.value}": True for kind in kinds}, **fields)
    centre.full_clean()
    centre.save()
    Point.objects.create(centre=centre, name=name)
    exchange.announce_centre(centre)
    audit.record("kernel.create_centre", centre=centre, account=account, subject=centre)
    return centre


@transaction.atomic
def change_sheet(
    centre: Centre,
    kinds: Iterable[CentreKind],
    *,
    account: Account | None,
    changed: Iterable[str] = (),
) -> None:
    """Save a centre's sheet with its kinds.

    Args:
        centre: carries the new name, promise, contacts…
        kinds: every kind the centre is from now on.
        changed: names of the fields that changed, for the log.

    Raises:
        ValidationError: there is no kind, or a field breaks its rule.
    """
    chosen = set(kinds)
    for kind in CentreKind:
        setattr(centre, f"is_{kind.value}", kind in chosen)
    sheet.save(centre, centre, account, changed)


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
        since: the day from which the new status holds; today or before.
        notice: what the public reads while the centre is not open.

    Raises:
        ValidationError: the passage does not exist, the reason is missing, or the day cannot be.
    """
    locked = Centre.objects.select_for_update().get(pk=centre.pk)
    old_status = CentreStatus(locked.status)
    _check_passage(old_status, new_status, reason)
    _check_since(locked, since)
    locked.status = new_status
    locked.notice, locked.notice_en = notice, notice_en
    if new_status == CentreStatus.OPEN:
        locked.opened_on = locked.opened_on or since
        locked.closed_on = None
    if new_status == CentreStatus.CLOSED:
        locked.closed_on = since
    locked.full_clean()
    locked.save()
    change = StatusChange(
        centre=locked,
        old_status=old_status,
        new_status=new_status,
        changed_on=since,
        reason=reason.strip(),
        recorded_by=account,
    )
    change.full_clean()
    change.save()
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


def _check_since(centre: Centre, since: datetime.date) -> None:
    """The history runs forward, and a status holds from the moment it is written."""
    if since > timezone.localdate():
        raise ValidationError(
            {"since": _("The new status holds at once: choose today or a day before.")}
        )
    latest = centre.status_changes.first()
    earliest = latest.changed_on if latest else centre.opened_on
    if earliest is not None and since < earliest:
        day = formats.date_format(earliest, "DATE_FORMAT")
        raise ValidationError(
            {"since": _("The status before this one began on %(day)s.") % {"day": day}}
        )


@transaction.atomic
def assign_purposes(
    area: Area, purposes: Iterable[Purpose], *, account: Account | None = None
) -> None:
    """Give needs to an area, taking them from any other area of the centre.

    The four needs stay a partition: each belongs to one area at most.
    """
    chosen = [Purpose(purpose) for purpose in purposes]
    AreaPurpose.objects.filter(area=area).exclude(purpose__in=chosen).delete()
    for purpose in chosen:
        AreaPurpose.objects.update_or_create(
            centre_id=area.centre_id, purpose=purpose, defaults={"area": area}
        )
    audit.record(
        "kernel.assign_purposes",
        centre=area.centre,
        account=account,
        subject=area,
        name=area.name,
        purposes=[purpose.value for purpose in chosen],
    )


@transaction.atomic
def save_area(
    area: Area,
    purposes: Iterable[Purpose],
    *,
    account: Account | None,
    changed: Iterable[str] = (),
) -> None:
    """Save an area with the needs it answers.

    Raises:
        ValidationError: the area breaks a rule of its model.
    """
    sheet.save(area, area.centre, account, changed)
    chosen = {Purpose(purpose) for purpose in purposes}
    held = set(AreaPurpose.objects.filter(area=area).values_list("purpose", flat=True))
    if chosen != held:
        assign_purposes(area, sorted(chosen), account=account)
