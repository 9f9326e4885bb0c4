"""The documentalist's one list: what is late, dead, missing, short, asked for, sought in vain."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.models import Account, Centre
from mestieri.library.models import (
    DirectoryEntry,
    Holding,
    LibrarySettings,
    LinkCheck,
    Opportunity,
    Resource,
    Revision,
    SearchPhrase,
    StockMovement,
)
from mestieri.library.queries.directory import overdue_entries
from mestieri.library.queries.opportunities import SOON, live_opportunities
from mestieri.library.queries.resources import MostUsed, most_used
from mestieri.library.services.links import due, linked
from mestieri.library.services.resources import RESOURCE
from mestieri.library.services.searches import ASKED_BY_SEVERAL
from mestieri.library.vocabulary import LinkStatus, ResourceState

MOST_ROWS = 60  # of each kind, at once
MOST_USED = 10
DAYS_OF_USE = 30
JUST_NOW = datetime.timedelta(minutes=30)
MOST_UNDONE = 5


@dataclass(frozen=True)
class UpToDate:
    """How much of what is live was looked at in time."""

    live: int
    overdue: int

    @property
    def tenths(self) -> int:
        """Per thousand, never 1000 while something is late."""
        if not self.live:
            return 1000
        rounded = round(1000 * (self.live - self.overdue) / self.live)
        return min(rounded, 999) if self.overdue else 1000

    @property
    def rate(self) -> float:
        """Per cent, to one place."""
        return self.tenths / 10


@dataclass(frozen=True)
class WorkList:
    """What the documentalist has to do.

    Attributes:
        overdue: live resources past their review date, the latest first, without those that
            wait among the dead links; `up_to_date.overdue` says how many there are in all.
        dead, moved: checks of links that lead nowhere, or elsewhere for good.
        missing: holdings reported missing.
        low: holdings to order again.
        in_vain: what several searched in vain this month, and nobody has answered.
        unsure: what several searched and found only things with some of its words.
        used: what was used most in the last month.
        entries: services of the directory that nobody has checked in time.
        closing: opportunities whose deadline is near: they retire by themselves.
    """

    up_to_date: UpToDate
    overdue: list[Resource]
    dead: list[LinkCheck]
    moved: list[LinkCheck]
    missing: list[Holding]
    low: list[Holding]
    in_vain: list[SearchPhrase]
    unsure: list[SearchPhrase]
    used: list[MostUsed]
    entries: list[DirectoryEntry]
    closing: list[Opportunity]

    @property
    def behind_links(self) -> int:
        """How many late resources stand among the dead links, and not among the overdue."""
        today = timezone.localdate()
        return len({check.resource_id for check in self.dead if check.resource.review_by < today})

    @property
    def not_shown(self) -> int:
        """How many late resources come up only when others are done."""
        return max(0, self.up_to_date.overdue - len(self.overdue) - self.behind_links)

    @property
    def to_do(self) -> int:
        """How many things wait: a resource that is late, dead and missing is one."""
        today = timezone.localdate()
        held = [holding.resource for holding in (*self.missing, *self.low)]
        named = {check.resource for check in (*self.dead, *self.moved)}.union(held)
        others = [resource for resource in named if resource.review_by >= today]
        # Late ones are counted whole: the list shows the first of them.
        searches = len(self.in_vain) + len(self.unsure)
        return self.up_to_date.overdue + len(others) + searches + len(self.entries)


def up_to_date(centre: Centre) -> UpToDate:
    """How much is up to date today. One query."""
    late = Count("pk", filter=Q(review_by__lt=timezone.localdate()))
    live = Resource.objects.filter(centre=centre, state=ResourceState.LIVE)
    return UpToDate(**live.aggregate(live=Count("pk"), overdue=late))


def overdue(centre: Centre) -> list[Resource]:
    """Live resources past their review date, those that wait longest first."""
    rows = Resource.objects.filter(
        centre=centre, state=ResourceState.LIVE, review_by__lt=timezone.localdate()
    )
    return list(rows.order_by("review_by", "id")[:MOST_ROWS])


def work_list(centre: Centre) -> WorkList:
    """Everything that waits. Nine queries."""
    today = timezone.localdate()
    links, holdings = _links(centre), _holdings(centre)
    dead = [check for check in links if check.status == LinkStatus.DEAD]
    # Once is enough: first the link, then the rest.
    with_dead_link = {check.resource_id for check in dead}
    return WorkList(
        up_to_date(centre),
        [resource for resource in overdue(centre) if resource.pk not in with_dead_link],
        dead,
        [check for check in links if check.status == LinkStatus.MOVED],
        [holding for holding in holdings if holding.missing_since is not None],
        [holding for holding in holdings if holding.missing_since is None],
        *_searches_to_answer(centre, today),
        most_used(centre, today - datetime.timedelta(days=DAYS_OF_USE), MOST_USED),
        list(overdue_entries(centre, today)[:MOST_ROWS]),
        list(
            live_opportunities(centre, today)
            .filter(deadline__lte=today + datetime.timedelta(days=SOON))
            .order_by("deadline", "id")[:MOST_ROWS]
        ),
    )


def _links(centre: Centre) -> list[LinkCheck]:
    """Checks of links that are dead or moved."""
    rows = LinkCheck.objects.filter(
        status__in=(LinkStatus.DEAD, LinkStatus.MOVED),
        url=F("resource__url"),
        resource__centre=centre,
        resource__state=ResourceState.LIVE,
    )
    return list(rows.select_related("resource").order_by("first_failed_on", "id")[:MOST_ROWS])


def _holdings(centre: Centre) -> list[Holding]:
    """Holdings that are missing, or of which little is left."""
    rows = Holding.objects.filter(
        Q(missing_since__isnull=False) | Q(stock__lt=F("threshold")),
        resource__centre=centre,
        resource__state=ResourceState.LIVE,
    )
    return list(rows.select_related("resource", "site", "shelf").order_by("id")[:MOST_ROWS])


def _searches_to_answer(
    centre: Centre, today: datetime.date
) -> tuple[list[SearchPhrase], list[SearchPhrase]]:
    """What several searched this month in vain, and with a poor answer. One query.

    What nobody sees to comes first. A poor answer has only some of the words; it waits here from
    the time it was given as often as words must be asked to be kept.
    """
    rows = (
        SearchPhrase.objects.filter(
            centre=centre, month=today.replace(day=1), answered_on__isnull=True
        )
        .filter(Q(without_answer__gt=0) | Q(unsure__gte=ASKED_BY_SEVERAL))
        .exclude(words="")
        .order_by(F("taken_on").asc(nulls_first=True), "-without_answer", "-unsure", "id")
    )
    found = list(rows[: 2 * MOST_ROWS])
    in_vain = [row for row in found if row.without_answer]
    return in_vain[:MOST_ROWS], [row for row in found if not row.without_answer][:MOST_ROWS]


@dataclass(frozen=True)
class JustDone:
    """Something done a moment ago that can be undone.

    Attributes:
        act: what was done, a code.
        title: to which resource.
        revision, movement: what undoes it: one of the two.
    """

    act: str
    title: str
    revision: Revision | None = None
    movement: StockMovement | None = None


def just_done(centre: Centre, account: Account) -> list[JustDone]:
    """The last things this account did to resources and stock. Three queries."""
    since = timezone.now() - JUST_NOW
    written = list(
        Revision.objects.filter(
            centre=centre, subject_kind=RESOURCE, made_by=account, made_at__gte=since
        ).exclude(act__in=("created", "undone"))[:MOST_UNDONE]
    )
    resources = Resource.objects.in_bulk([int(row.subject_key) for row in written])
    movements = StockMovement.objects.filter(
        holding__resource__centre=centre,
        made_by=account,
        made_at__gte=since,
        undoes__isnull=True,
        undone_by__isnull=True,
    ).select_related("holding__resource")[:MOST_UNDONE]
    done = [
        JustDone(row.act, resources[int(row.subject_key)].title, revision=row)
        for row in written
        if row.changes and int(row.subject_key) in resources
    ]
    done += [
        JustDone("stock", movement.holding.resource.title, movement=movement)
        for movement in movements
    ]
    return done


@dataclass(frozen=True)
class LinkProgress:
    """How far the link checker is: links that wait, of all."""

    waiting: int
    links: int
    is_running: bool
    network_missed_at: datetime.datetime | None = None

    @property
    def looked_at(self) -> int:
        return self.links - self.waiting


def link_progress(centre: Centre) -> LinkProgress:
    """How far the link checker is. Three queries."""
    choices = LibrarySettings.objects.filter(centre=centre).first() or LibrarySettings(
        centre=centre
    )
    busy_until = choices.links_busy_until
    return LinkProgress(
        due(choices).count(),
        linked(centre.pk).count(),
        busy_until is not None and busy_until > timezone.now(),
        choices.network_missed_at,
    )


#: Reasons of the link checker, in words.
LINK_REASONS: dict[str, Any] = {
    "too slow": _("too slow"),
    "too many redirects": _("it sends round in circles"),
    "the name is not known": _("the name is not known"),
    "its certificate is not good": _("its certificate is not good"),
    "nobody answers": _("nobody answers"),
    "no answer that can be read": _("no answer that can be read"),
    "it leads to an internal address": _("it leads to an internal address"),
    "not an address of the web": _("not an address of the web"),
    "it carries a user name": _("it carries a user name"),
}


def link_reason(detail: str) -> str:
    """Why a link does not work, in words."""
    return str(LINK_REASONS.get(detail, detail))


def link_troubles(centre: Centre) -> list[LinkCheck]:
    """Links that do not simply work, the dead ones first. One query."""
    rows = LinkCheck.objects.filter(
        url=F("resource__url"), resource__centre=centre, resource__state=ResourceState.LIVE
    ).exclude(status=LinkStatus.OK)
    return list(rows.select_related("resource").order_by("status", "id")[:MOST_ROWS])
