"""The link checker: every week, politely, one centre at a time, in slices of a minute."""

from __future__ import annotations

import datetime
import time

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from mestieri import __version__
from mestieri.engines.links import Look, Outcome, look_at
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.services import audit
from mestieri.kernel.work import do_later
from mestieri.library.models import LibrarySettings, LinkCheck, Resource
from mestieri.library.vocabulary import LinkStatus, ResourceState

BETWEEN_LOOKS = datetime.timedelta(days=7)
SECONDS_OF_A_SLICE = 35.0  # a last slow link may add twelve
SECONDS_BETWEEN_QUESTIONS = 1.0  # to the same host
A_SLICE_AT_MOST = datetime.timedelta(seconds=90)
LINKS_OF_A_SLICE = 200
FEWEST_HOSTS = 3  # fewer say nothing about the network
MET_WITHOUT_NETWORK = 0.1  # at most this share of hosts: a server of the house may still answer

SLICE = "mestieri.library.services.links.check_a_slice"


def check_links() -> None:
    """Have the links of every centre looked at; called once a day by the timetable."""
    for pk in Centre.objects.values_list("pk", flat=True):
        do_later(SLICE, pk)


def ask_for_a_check(centre: Centre) -> None:
    """Have every link of a centre looked at again, beginning now."""
    LibrarySettings.objects.update_or_create(
        centre=centre, defaults={"links_asked_at": timezone.now()}
    )
    do_later(SLICE, centre.pk)


def save_link_settings(choices: LibrarySettings, *, account: Account) -> None:
    """Say which internal servers may be asked; it is written in the log of the staff."""
    choices.save()
    audit.record(
        "library.change_link_settings",
        centre=choices.centre,
        account=account,
        subject=choices,
        hosts=choices.internal_hosts,
    )


def check_a_slice(
    centre_id: int,
    *,
    seconds: float = SECONDS_OF_A_SLICE,
    delay: float = SECONDS_BETWEEN_QUESTIONS,
) -> int:
    """Look at the links of a centre that are due, for a while, then ask for the next slice.

    One worker at a time looks at a centre's links. Doing it twice does no harm: what was
    looked at is not due any more.

    Args:
        centre_id: key of the centre.
        seconds: no new link is begun after them.
        delay: seconds between two questions to the same host.

    Returns:
        How many links were looked at; 0, and nothing is written, where the network is missing.
    """
    choices, _new = LibrarySettings.objects.get_or_create(centre_id=centre_id)
    if not _take_the_turn(choices):
        return 0
    until = time.monotonic() + seconds
    looks: list[tuple[Resource, Look]] = []
    last_asked: dict[str, float] = {}
    for resource in _spread(list(due(choices)[:LINKS_OF_A_SLICE])):
        if time.monotonic() >= until:
            break
        _wait_for(_host(resource.url), last_asked, delay)
        looks.append((resource, _look(resource, choices)))
    now = timezone.now()
    is_missing = network_is_missing(looks)
    LibrarySettings.objects.filter(pk=choices.pk).update(
        links_busy_until=None, network_missed_at=now if is_missing else None
    )
    if is_missing:
        return 0
    for resource, look in looks:
        record_look(resource, look, now)
    if looks and due(choices).exists():
        do_later(SLICE, centre_id)
    return len(looks)


def network_is_missing(looks: list[tuple[Resource, Look]]) -> bool:
    """Whether it seems to be our own network that failed, not the links.

    So it seems when almost all of several hosts, none of which failed before, were not reached.
    """
    met: dict[str, bool] = {}
    for resource, look in looks:
        check = getattr(resource, "link_check", None)
        if check is None or check.url != resource.url or check.first_failed_on is None:
            host = _host(resource.url)
            met[host] = met.get(host, False) or not look.met_nobody
    return len(met) >= FEWEST_HOSTS and sum(met.values()) <= len(met) * MET_WITHOUT_NETWORK


def _take_the_turn(choices: LibrarySettings) -> bool:
    now = timezone.now()
    free = LibrarySettings.objects.filter(
        Q(links_busy_until__isnull=True) | Q(links_busy_until__lt=now), pk=choices.pk
    )
    return bool(free.update(links_busy_until=now + A_SLICE_AT_MOST))


def linked(centre_id: int) -> QuerySet[Resource]:
    """Live resources of a centre that have a link."""
    return Resource.objects.filter(centre_id=centre_id, state=ResourceState.LIVE).exclude(url="")


def due(choices: LibrarySettings, now: datetime.datetime | None = None) -> QuerySet[Resource]:
    """Live resources whose link is to be looked at, the longest waiting first.

    Those never looked at, or whose link changed; those of last week; those that failed on
    another day, for the second time; all of them, when somebody asked for it.
    """
    now = now or timezone.now()
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = (
        Q(link_check__isnull=True)
        | ~Q(link_check__url=F("url"))
        | Q(link_check__checked_at__lt=now - BETWEEN_LOOKS)
        | Q(link_check__status=LinkStatus.FAILING, link_check__checked_at__lt=today)
    )
    if choices.links_asked_at is not None:
        waiting |= Q(link_check__checked_at__lt=choices.links_asked_at)
    links = linked(choices.centre_id).filter(waiting).select_related("link_check")
    return links.order_by(F("link_check__checked_at").asc(nulls_first=True), "pk")


def _spread(resources: list[Resource]) -> list[Resource]:
    """The same, so that two of the same host are as far apart as they can be."""
    turns: dict[str, int] = {}
    order = []
    for resource in resources:
        host = _host(resource.url)
        turns[host] = turns.get(host, -1) + 1
        order.append((turns[host], resource))
    return [resource for _turn, resource in sorted(order, key=lambda pair: pair[0])]


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].casefold()


def _wait_for(host: str, last_asked: dict[str, float], delay: float) -> None:
    wait = last_asked.get(host, float("-inf")) + delay - time.monotonic()
    if wait > 0:
        time.sleep(wait)
    last_asked[host] = time.monotonic()


def check_link(resource: Resource, choices: LibrarySettings | None = None) -> LinkCheck:
    """Look at the link of one resource now, and write down what was seen."""
    if choices is None:
        choices, _new = LibrarySettings.objects.get_or_create(centre_id=resource.centre_id)
    return record_look(resource, _look(resource, choices), timezone.now())


def _look(resource: Resource, choices: LibrarySettings) -> Look:
    allowed = frozenset(choices.internal_hosts.casefold().split())
    return look_at(resource.url, agent=_agent(), internal_hosts=allowed)


def _agent() -> str:
    return f"Mestieri-link-check/{__version__} (+{settings.WAGTAILADMIN_BASE_URL})"


def record_look(resource: Resource, look: Look, now: datetime.datetime) -> LinkCheck:
    """Write down what was seen; a link that failed on two different days is dead."""
    today = timezone.localdate(now)
    before = LinkCheck.objects.filter(resource=resource, url=resource.url).first()
    failed_on = before.first_failed_on if before is not None else None
    if look.outcome is not Outcome.FAILED:
        failed_on, status = None, LinkStatus(look.outcome.value)
    else:
        failed_on = failed_on or today
        status = LinkStatus.DEAD if failed_on < today else LinkStatus.FAILING
    check, _new = LinkCheck.objects.update_or_create(
        resource=resource,
        defaults={
            "url": resource.url,
            "status": status,
            "checked_at": now,
            "first_failed_on": failed_on,
            "moved_to": look.url[:500] if status == LinkStatus.MOVED else "",
            "detail": look.detail[:200],
        },
    )
    return check
