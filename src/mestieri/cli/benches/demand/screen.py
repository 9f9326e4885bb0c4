"""The caller's next company and its screen, where 20,000 companies were called 30,000 times."""

from __future__ import annotations

import datetime
import random
import time
from typing import Any

from mestieri.cli.benches.demand.territory import SEED, a_campaign, a_centre, callers, companies

COMPANIES, CALLS, ROUNDS, WARM_UP = 20_000, 30_000, 100, 10
LIMIT_MS, LIMIT_QUERIES = 50, 12


def measure() -> dict[str, Any]:
    """Returns `queries, limit_queries, screen_p50_ms, screen_p95_ms, screen_cpu_p95_ms, limit_ms,
    take_p95_ms`."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from mestieri.demand.services.calling import taking
    from mestieri.demand.services.calling.ending import Ending, end_call
    from mestieri.demand.vocabulary import Outcome

    centre = a_centre()
    companies(centre, COMPANIES)
    campaign = a_campaign(centre)
    account, colleague = callers(centre, 2)
    _past_calls(campaign, colleague)
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    path = f"/banco/{centre.slug}/telefonate/ora/"
    takes, screens, worked, queries = [], [], [], 0
    for number in range(ROUNDS + WARM_UP):
        start = time.perf_counter()
        lock = taking.take_next(campaign, account)
        took = time.perf_counter() - start
        assert lock is not None
        start, work = time.perf_counter(), time.process_time()
        answer = client.get(path)
        shown, work = time.perf_counter() - start, time.process_time() - work
        assert lock.company.legal_name in answer.text
        if number >= WARM_UP:
            takes.append(took)
            screens.append(shown)
            worked.append(work)
        else:
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            queries = max(queries, len(captured))
        end_call(lock.target, Ending(Outcome.NO_ANSWER), account=account, token=lock.token)
    return {
        "companies": COMPANIES,
        "calls": CALLS,
        "queries": queries,
        "limit_queries": LIMIT_QUERIES,
        "screen_p50_ms": _percentile(screens, 50),
        "screen_p95_ms": _percentile(screens, 95),
        "screen_cpu_p95_ms": _percentile(worked, 95),
        "limit_ms": LIMIT_MS,
        "take_p95_ms": _percentile(takes, 95),
    }


def _percentile(seconds: list[float], per_cent: int) -> float:
    place = min(len(seconds) - 1, len(seconds) * per_cent // 100)
    return round(sorted(seconds)[place] * 1000, 1)


def _past_calls(campaign: Any, account: Any) -> None:
    from django.utils import timezone

    from mestieri.demand.models import Call
    from mestieri.demand.vocabulary import Outcome

    chance = random.Random(SEED)  # noqa: S311
    keys = list(campaign.targets.values_list("pk", "company_id"))
    outcomes = [one for one in Outcome if one not in (Outcome.CALL_BACK, Outcome.DO_NOT_CALL)]
    now, rows = timezone.now(), []
    for _call in range(CALLS):
        target, company = chance.choice(keys)
        moment = now - datetime.timedelta(days=chance.randrange(1, 600))
        rows.append(
            Call(
                centre=campaign.centre, company_id=company, campaign=campaign, target_id=target,
                made_by=account, started_at=moment, ended_at=moment, day=moment.date(),
                outcome=chance.choice(outcomes),
            )
        )  # fmt: skip
    Call.objects.bulk_create(rows, batch_size=500)
