"""Questions about centres and who works in them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from mestieri.kernel.acts import act_label
from mestieri.kernel.models import (
    Account,
    Area,
    AreaPurpose,
    AuditEntry,
    Centre,
    Closure,
    ContactView,
    OpeningHours,
    RoleAssignment,
    Service,
    Site,
    SpaceItem,
    Term,
)
from mestieri.kernel.models.places import SpaceItemKind
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.roles import RIGHTS, Right, Role, roles_with
from mestieri.kernel.vocabulary import CentreStatus, Purpose, Weekday


def _in_force(day: datetime.date) -> Q:
    return (
        Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day)) & Q(ended_on__isnull=True)
    )


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


def other_centres(centre: Centre) -> QuerySet[Centre]:
    """The other centres of the installation, by name."""
    return Centre.objects.exclude(pk=centre.pk).order_by("name")


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
    """Opening hours of a site over consecutive days, closures applied.

    Two queries, or none for a site whose `opening_hours` and `closures` were prefetched.
    """
    by_weekday: dict[int, list[OpeningHours]] = {}
    for stretch in site.opening_hours.all():
        by_weekday.setdefault(stretch.weekday, []).append(stretch)
    closures = site.closures.all()
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
    def cells(self) -> list[int]:
        """Counts by need, in the charter's order."""
        return [self.by_purpose[purpose] for purpose in Purpose]

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


def area_by_purpose(centre: Centre) -> dict[Purpose, Area]:
    """Which area holds each need, in the charter's order; needs without one are left out."""
    rows = AreaPurpose.objects.filter(centre=centre).select_related("area")
    holders = {Purpose(row.purpose): row.area for row in rows}
    return {purpose: holders[purpose] for purpose in Purpose if purpose in holders}


def purposes_without_area(centre: Centre) -> list[Purpose]:
    """Needs that the centre has given to no area yet."""
    held = area_by_purpose(centre)
    return [purpose for purpose in Purpose if purpose not in held]


def next_term_code(vocabulary: str) -> str:
    """A code for a word from which none can be made."""
    return f"parola-{Term.objects.filter(vocabulary=vocabulary).count() + 1}"


@dataclass(frozen=True)
class StaffMember:
    """A person of a centre's staff, as its director sees them.

    Attributes:
        account: who.
        roles: roles in force in this centre.
        ended: roles in this centre that are over, latest first.
        has_second_factor: whether a second factor is set up.
        works_elsewhere: whether it has roles in other centres (never shown, only reckoned with).
    """

    account: Account
    roles: list[RoleAssignment]
    ended: list[RoleAssignment]
    has_second_factor: bool
    works_elsewhere: bool

    @property
    def may_be_handed_a_link(self) -> bool:
        """The same rule as `services.accounts.link_may_be_shown`, without a query."""
        has_signed_in = self.account.has_usable_password() or self.account.last_login
        return bool(self.roles) and not has_signed_in and not self.works_elsewhere


def staff_members(centre: Centre) -> list[StaffMember]:
    """People with a role in a centre, those who still hold one first, by name. Three queries."""
    today = timezone.localdate()
    members: dict[int, StaffMember] = {}
    protected = set(
        Authenticator.objects.filter(
            type=Authenticator.Type.TOTP, user__role_assignments__centre=centre
        ).values_list("user_id", flat=True)
    )
    assignments = list(staff_of_centre(centre))
    elsewhere = set(
        RoleAssignment.objects.filter(account__in={row.account_id for row in assignments})
        .exclude(centre=centre)
        .values_list("account_id", flat=True)
    )
    for assignment in assignments:
        account = assignment.account
        member = members.setdefault(
            account.pk,
            StaffMember(account, [], [], account.pk in protected, account.pk in elsewhere),
        )
        (member.roles if assignment.is_in_force(today) else member.ended).append(assignment)
    return sorted(members.values(), key=lambda member: not member.roles)


def member_of_staff(centre: Centre, account_id: int) -> Account | None:
    """An account that has, or had, a role in this centre; None for anybody else."""
    return Account.objects.filter(pk=account_id, role_assignments__centre=centre).first()


def actions_of_centre(centre: Centre) -> list[str]:
    """The kinds of act that the log of a centre holds, in alphabetical order."""
    return list(
        AuditEntry.objects.filter(centre=centre)
        .order_by("action")
        .values_list("action", flat=True)
        .distinct()
    )


def people_of_assignments(keys: Iterable[str]) -> dict[str, str]:
    """Names of who holds these role assignments, by the assignment's key."""
    numbers = [int(key) for key in keys if key.isdigit()]
    rows = RoleAssignment.objects.filter(pk__in=numbers).select_related("account")
    return {str(row.pk): row.account.name for row in rows}


def site_sheet(site: Site) -> dict[str, Any]:
    """Hours by weekday, closures to come and past ones of a site. Two queries."""
    by_weekday: dict[int, list[OpeningHours]] = {day: [] for day in Weekday.values}
    for stretch in site.opening_hours.all():
        by_weekday[stretch.weekday].append(stretch)
    today = timezone.localdate()
    closures = list(site.closures.all())
    return {
        "days": [(Weekday(day), stretches) for day, stretches in by_weekday.items()],
        "closures": [closure for closure in closures if closure.last_day >= today],
        "past_closures": [closure for closure in closures if closure.last_day < today],
    }


def space_items(centre: Centre) -> QuerySet[SpaceItem]:
    """Every item of a centre's space plan, site after site."""
    return (
        SpaceItem.objects.filter(site__centre=centre)
        .select_related("site", "area")
        .order_by("site__position", "site_id", "kind", "name", "id")
    )


@dataclass(frozen=True)
class AuditLine:
    """One act as the log shows it.

    Attributes:
        entry: the row.
        act: what was done, in words.
        subject: the name of the thing, or the role and who holds it.
    """

    entry: AuditEntry
    act: str
    subject: str


def audit_lines(entries: Iterable[AuditEntry]) -> list[AuditLine]:
    """Acts in words; the people named by roles are looked up in one query."""
    entries = list(entries)
    roles = [entry for entry in entries if entry.subject_kind == "kernel.roleassignment"]
    people = people_of_assignments(entry.subject_key for entry in roles)
    return [
        AuditLine(entry, act_label(entry.action), _subject_of(entry, people)) for entry in entries
    ]


def _subject_of(entry: AuditEntry, people: dict[str, str]) -> str:
    detail = entry.detail
    if "role" in detail:
        role = Role(detail["role"]).label if detail["role"] in Role.values else detail["role"]
        return " – ".join(filter(None, [people.get(entry.subject_key, ""), str(role)]))
    if "to" in detail and detail["to"] in CentreStatus.values:
        return str(CentreStatus(detail["to"]).label)
    return str(detail.get("name", ""))


def contact_views_of_centre(centre: Centre) -> QuerySet[ContactView]:
    """Who looked at the contacts of people in a centre, latest first."""
    return ContactView.objects.filter(centre=centre).select_related("account")


def centres_without_director() -> QuerySet[Centre]:
    """Centres in which nobody holds the role of director today."""
    directors = RoleAssignment.objects.filter(_in_force(timezone.localdate()), role=Role.DIRECTOR)
    return Centre.objects.exclude(pk__in=directors.values("centre_id")).order_by("slug")
