"""Questions about centres and who works in them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from mestieri.kernel.models import (
    Account,
    Area,
    AreaPurpose,
    AuditEntry,
    Centre,
    Closure,
    OpeningHours,
    RoleAssignment,
    Service,
    Site,
    SpaceItem,
    Term,
)
from mestieri.kernel.models.places import SpaceItemKind
from mestieri.kernel.roles import RIGHTS, Right, Role, roles_with
from mestieri.kernel.vocabulary import Purpose


def _in_force(day: datetime.date) -> Q:
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def roles_in_force(account: Account | AnonymousUser) -> QuerySet[RoleAssignment]:
    """Roles an account holds today, in any centre."""
    if not account.is_authenticated:
        return RoleAssignment.objects.none()
    today = timezone.localdate()
    return RoleAssignment.objects.filter(_in_force(today), account_id=account.pk)


def centres_of_account(account: Account | AnonymousUser) -> QuerySet[Centre]:
    """Centres in which an account holds a role today, by name."""
    return Centre.objects.filter(pk__in=roles_in_force(account).values("centre_id")).order_by(
        "name", "id"
    )


def centre_of_account(
    account: Account | AnonymousUser, slug: str, right: Right | None = None
) -> Centre | None:
    """The centre with this slug if the account may use `right` in it today, else None."""
    roles = roles_in_force(account).filter(centre__slug=slug)
    if right is not None:
        roles = roles.filter(role__in=roles_with(right))
    assignment = roles.select_related("centre").order_by("id").first()
    return assignment.centre if assignment else None


def rights_of_account(account: Account | AnonymousUser, centre: Centre) -> frozenset[Right]:
    """Everything an account may do in a centre today."""
    held = roles_in_force(account).filter(centre=centre).values_list("role", flat=True)
    return frozenset().union(*(RIGHTS[Role(role)] for role in held))


def areas_of_centre(centre: Centre) -> QuerySet[Area]:
    """Areas of a centre with their needs, in the centre's order."""
    return centre.areas.prefetch_related("area_purposes")


def area_of_purpose(centre: Centre, purpose: Purpose) -> Area | None:
    """The area that answers a need, if the centre has given it to one."""
    row = AreaPurpose.objects.filter(centre=centre, purpose=purpose).select_related("area").first()
    return row.area if row else None


@dataclass(frozen=True)
class DayHours:
    """Opening of one day.

    Attributes:
        day: the date.
        stretches: openings of that day, in order; empty when closed.
        closure: why the site is closed on that day, if it is out of the ordinary.
    """

    day: datetime.date
    stretches: list[OpeningHours]
    closure: str = ""


def hours_of_days(site: Site, first_day: datetime.date, days: int = 7) -> list[DayHours]:
    """Opening hours of a site over consecutive days, closures applied. Two queries."""
    last_day = first_day + datetime.timedelta(days=days - 1)
    by_weekday: dict[int, list[OpeningHours]] = {}
    for stretch in site.opening_hours.all():
        by_weekday.setdefault(stretch.weekday, []).append(stretch)
    closures = list(site.closures.filter(first_day__lte=last_day, last_day__gte=first_day))
    return [
        _hours_of_day(first_day + datetime.timedelta(days=offset), by_weekday, closures)
        for offset in range(days)
    ]


def _hours_of_day(
    day: datetime.date, by_weekday: dict[int, list[OpeningHours]], closures: Iterable[Closure]
) -> DayHours:
    for closure in closures:
        if closure.first_day <= day <= closure.last_day:
            return DayHours(day, [], closure.reason)
    return DayHours(day, by_weekday.get(day.weekday(), []))


@dataclass(frozen=True)
class DoorNow:
    """Whether the door is open at a moment, and when that changes.

    Attributes:
        is_open: the door is open now.
        closes_at: when it closes, if it is open.
        opens_on, opens_at: when it next opens, if it is closed (within a week).
        opens_today: it opens later on the same day.
        closure: why it is closed today, if it is out of the ordinary.
    """

    is_open: bool
    closes_at: datetime.time | None = None
    opens_on: datetime.date | None = None
    opens_at: datetime.time | None = None
    opens_today: bool = False
    closure: str = ""


def door_at(week: list[DayHours], now: datetime.datetime) -> DoorNow:
    """Read the state of the door at a local time from a week that starts on that day."""
    today = week[0]
    for stretch in today.stretches:
        if stretch.opens <= now.time() < stretch.closes:
            return DoorNow(True, closes_at=stretch.closes)
    for hours in week:
        for stretch in hours.stretches:
            if hours.day > today.day or stretch.opens > now.time():
                return DoorNow(
                    False,
                    opens_on=hours.day,
                    opens_at=stretch.opens,
                    opens_today=hours.day == today.day,
                    closure=today.closure,
                )
    return DoorNow(False, closure=today.closure)


@dataclass(frozen=True)
class SpacePlanRow:
    """How many items of one kind a site has for each need, and for all needs alike."""

    kind: SpaceItemKind
    by_purpose: dict[Purpose, int]
    for_all: int

    @property
    def total(self) -> int:
        return sum(self.by_purpose.values()) + self.for_all


def space_plan(centre: Centre) -> list[SpacePlanRow]:
    """Items of the space plan × needs. An area with two needs is counted under its first.

    An item serves its area once: counting it under each of the area's needs would add up
    to more chairs than there are.
    """
    first_purpose = {area.pk: area.purposes[0] for area in areas_of_centre(centre) if area.purposes}
    counted = (
        SpaceItem.objects.filter(site__centre=centre)
        .values("kind", "area_id")
        .annotate(items=Sum("quantity"))
        .order_by("kind", "area_id")
    )
    rows = {kind: SpacePlanRow(kind, dict.fromkeys(Purpose, 0), 0) for kind in SpaceItemKind}
    for cell in counted:
        kind = SpaceItemKind(cell["kind"])
        purpose = first_purpose.get(cell["area_id"])
        if purpose is None:
            rows[kind] = SpacePlanRow(
                kind, rows[kind].by_purpose, rows[kind].for_all + cell["items"]
            )
        else:
            rows[kind].by_purpose[purpose] += cell["items"]
    return [row for row in rows.values() if row.total]


def terms(vocabulary: str) -> QuerySet[Term]:
    """Words of a vocabulary that may still be chosen."""
    return Term.objects.filter(vocabulary=vocabulary, is_retired=False)


def vocabularies_with_counts() -> list[tuple[str, int]]:
    """Each vocabulary with how many words it offers."""
    counts = dict(
        Term.objects.filter(is_retired=False)
        .values_list("vocabulary")
        .annotate(words=Count("id"))
        .order_by("vocabulary")
    )
    from mestieri.kernel.models.vocabularies import Vocabulary

    return [(vocabulary, counts.get(vocabulary.value, 0)) for vocabulary in Vocabulary]


def audit_of_centre(centre: Centre) -> QuerySet[AuditEntry]:
    """What staff did in a centre, latest first."""
    return AuditEntry.objects.filter(centre=centre).select_related("account")


def staff_of_centre(centre: Centre) -> QuerySet[RoleAssignment]:
    """Roles of a centre with their accounts, by the person's name."""
    return centre.role_assignments.select_related("account").order_by("account__name", "role", "id")


def running_experiments(centre: Centre, day: datetime.date) -> QuerySet[Service]:
    """Experimental services running on a day."""
    return centre.services.filter(is_experimental=True, starts_on__lte=day).exclude(ends_on__lt=day)
