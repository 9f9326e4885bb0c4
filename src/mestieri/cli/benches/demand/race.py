"""Fifty callers at once for a minute: how often two hold the same company at the same moment.

Ours takes under the lock of the database. The peer is what one writes first: read the first free
company of the list (`SELECT … ORDER BY … LIMIT 1`), then mark it as taken (`UPDATE`), without a
lock. Both work on the same rows, one after the other; a call lasts a few hundredths of a second.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from mestieri.cli.benches.demand.territory import a_campaign, a_centre, callers, companies

CALLERS, COMPANIES, SECONDS, PEER_SECONDS, TALK_S = 50, 20_000, 60, 15, 0.05
Held = tuple[int, float, float]


def measure() -> dict[str, Any]:
    """Returns `callers, seconds, calls, taken_twice, peer_seconds, peer_calls,
    peer_taken_twice`; raises RuntimeError when ours ever takes one twice."""
    centre = a_centre()
    companies(centre, COMPANIES)
    campaign = a_campaign(centre)
    accounts = callers(centre, CALLERS)
    ours = _all_together(accounts, SECONDS, lambda account: _our_call(campaign, account))
    campaign.targets.update(state="TO_CALL", owner=None, attempts=0)
    theirs = _all_together(accounts, PEER_SECONDS, lambda account: _plain_call(campaign, account))
    if twice(ours):
        raise RuntimeError(f"{twice(ours)} companies were taken twice.")
    return {
        "callers": CALLERS,
        "seconds": SECONDS,
        "calls": len(ours),
        "taken_twice": twice(ours),
        "peer_seconds": PEER_SECONDS,
        "peer_calls": len(theirs),
        "peer_taken_twice": twice(theirs),
    }


def twice(held: list[Held]) -> int:
    """How many times a company was held by somebody while somebody else held it."""
    by_company: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for company, start, end in held:
        by_company[company].append((start, end))
    count = 0
    for spans in by_company.values():
        spans.sort()
        count += sum(
            1 for (_start, end), (begins, _end) in itertools.pairwise(spans) if begins < end
        )
    return count


def _all_together(
    accounts: list[Any], seconds: float, call: Callable[[Any], Held | None]
) -> list[Held]:
    from django.db import connection

    held: list[Held] = []
    wrong: list[BaseException] = []
    barrier, until = threading.Barrier(len(accounts)), [0.0]

    def work(account: Any) -> None:
        try:
            if barrier.wait() == 0:
                until[0] = time.monotonic() + seconds
            barrier.wait()
            while time.monotonic() < until[0]:
                if (one := call(account)) is not None:
                    held.append(one)
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(account,)) for account in accounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]
    return held


def _our_call(campaign: Any, account: Any) -> Held | None:
    from mestieri.demand.services.calling import taking
    from mestieri.demand.services.calling.ending import Ending, end_call
    from mestieri.demand.vocabulary import Outcome

    lock = taking.take_next(campaign, account)
    if lock is None:
        return None
    start = time.monotonic()
    time.sleep(TALK_S)
    end = time.monotonic()
    end_call(lock.target, Ending(Outcome.NOT_INTERESTED), account=account, token=lock.token)
    return lock.company_id, start, end


def _plain_call(campaign: Any, account: Any) -> Held | None:
    from mestieri.demand.models import CampaignCompany

    target = (
        CampaignCompany.objects.filter(campaign=campaign, state="TO_CALL", owner=None)
        .order_by("position")
        .first()
    )
    if target is None:
        return None
    CampaignCompany.objects.filter(pk=target.pk).update(owner=account)
    start = time.monotonic()
    time.sleep(TALK_S)
    end = time.monotonic()
    CampaignCompany.objects.filter(pk=target.pk).update(state="DONE", owner=None)
    return target.company_id, start, end
