"""One database, measured in a process of its own: `python -m … ROUNDS WARM_UP SEED`.

Writes a JSON value a line to stdout: `{"done": n}` between stretches of rounds, then the
result. The environment says which folder and which database.
"""

from __future__ import annotations

import io
import json
import sys
import time
import uuid
from collections.abc import Callable
from random import Random
from typing import Any

from mestieri.cli.django import start_django

ROUNDS_BETWEEN_REPORTS = 50
FORM = b"purpose=WORK"


def main() -> None:
    rounds, warm_up, seed = (int(argument) for argument in sys.argv[1:4])
    start_django()
    contest = prepare(seed)
    run_rounds(contest, warm_up, Random(seed))  # noqa: S311 (no secret: chance with a seed)
    for taken in contest.values():
        taken["ns"].clear()
    run_rounds(contest, rounds, Random(seed + 1), report)  # noqa: S311
    figures = result(contest, rounds, warm_up)
    figures["day"] = a_whole_day(pair_a_tablet("day"), seed)
    sys.stdout.write(json.dumps(figures) + "\n")


def a_whole_day(token: str, seed: int) -> dict[str, Any]:
    """The day with an outage; a tap lost, doubled or in the wrong half hour ends the bench."""
    from mestieri.cli.benches.reception.day import a_day

    day = a_day(token, seed)
    if not day["taps"] == day["rows"] == day["in_the_right_half_hour"]:
        raise RuntimeError(f"The day with an outage went wrong: {day}")
    return day


def report(done: int) -> None:
    sys.stdout.write(json.dumps({"done": done}) + "\n")
    sys.stdout.flush()


def prepare(seed: int) -> dict[str, dict[str, Any]]:
    """Make the database and the three contestants: name → call, body maker, times taken."""
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import override_settings

    from mestieri.cli.benches.reception import bare

    call_command("migrate", verbosity=0, interactive=False)
    with connection.schema_editor() as editor:
        editor.create_model(bare.BareVisit)
    token = pair_a_tablet()
    ours, behind = WSGIHandler(), WSGIHandler()
    with override_settings(MIDDLEWARE=[]):
        alone = WSGIHandler()
    alone.request_class = behind.request_class = bare.BareRequest
    host = settings.ALLOWED_HOSTS[0]
    taps = Random(seed)  # noqa: S311
    json_type, form_type = "application/json", "application/x-www-form-urlencoded"
    return {
        "tap": contestant(
            ours, environ(host, "/tablet/visits/", json_type, token), lambda: tap_body(taps)
        ),
        "bare": contestant(alone, environ(host, "/count/", form_type), lambda: FORM),
        "bare_behind_middleware": contestant(
            behind, environ(host, "/count/", form_type), lambda: FORM
        ),
    }


def contestant(handler: Any, base: dict[str, Any], body: Callable[[], bytes]) -> dict[str, Any]:
    return {"handler": handler, "environ": base, "body": body, "ns": []}


def pair_a_tablet(slug: str = "bench") -> str:
    """An open centre with one paired tablet; its token."""
    from django.utils import timezone

    from mestieri.kernel.services import centres
    from mestieri.kernel.vocabulary import CentreKind, CentreStatus
    from mestieri.reception.services.devices import pair_device

    centre = centres.create_centre(slug, slug.capitalize(), [CentreKind.CITTA_MESTIERI])
    centres.change_status(centre, CentreStatus.OPEN, reason="Bench", since=timezone.localdate())
    _device, token = pair_device(centre.points.get(), "Bench", account=None)
    return token


def tap_body(taps: Random) -> bytes:
    """A tap as the tablet sends it."""
    tap = uuid.UUID(int=taps.getrandbits(128), version=4)
    now = int(time.time() * 1000)
    return json.dumps(
        {"now": now, "taps": [{"tap": str(tap), "purpose": "WORK", "at": now - 20}]}
    ).encode()


def environ(host: str, path: str, content_type: str, token: str = "") -> dict[str, Any]:
    """What a web server hands to a WSGI application for a POST."""
    made = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": host,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "HTTP_ACCEPT_LANGUAGE": "it",
        "CONTENT_TYPE": content_type,
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
    }
    if token:
        made["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return made


def run_rounds(
    contest: dict[str, dict[str, Any]],
    rounds: int,
    order: Random,
    tell: Callable[[int], None] = lambda done: None,
) -> None:
    """In each round every contestant answers one request, in an order drawn by chance."""
    names = list(contest)
    for done in range(1, rounds + 1):
        order.shuffle(names)
        for name in names:
            contest[name]["ns"].append(one_request(contest[name]))
        if done % ROUNDS_BETWEEN_REPORTS == 0:
            tell(done)


def one_request(who: dict[str, Any]) -> int:
    """Nanoseconds from the request handed over to the answer read and closed."""
    body = who["body"]()
    request = {
        **who["environ"], "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)
    }  # fmt: skip
    answered: list[str] = []
    start = time.perf_counter_ns()
    response = who["handler"](request, lambda status, headers: answered.append(status))
    for _part in response:
        pass
    response.close()
    taken = time.perf_counter_ns() - start
    if not answered[0].startswith("201"):
        raise RuntimeError(f"{who['environ']['PATH_INFO']} answered {answered[0]}")
    return taken


def result(contest: dict[str, dict[str, Any]], rounds: int, warm_up: int) -> dict[str, Any]:
    """Figures of every contestant, and whether each request left exactly one row."""
    from django.db import connection

    from mestieri.cli.benches.reception.bare import BareVisit
    from mestieri.reception.models import Visit

    taps, rows = rounds + warm_up, Visit.objects.count()
    if rows != taps or BareVisit.objects.count() != 2 * taps:
        raise RuntimeError(f"{taps} taps left {rows} rows")
    figures = {name: summary(who["ns"]) for name, who in contest.items()}
    return {
        "database": f"{connection.display_name} {version(connection)}",
        "rounds": rounds,
        "taps": taps,
        "rows": rows,
        **figures,
        "ratio": ratio(figures, "bare"),
        "ratio_behind_middleware": ratio(figures, "bare_behind_middleware"),
    }


def version(connection: Any) -> str:
    if connection.vendor == "sqlite":
        return connection.Database.sqlite_version
    return ".".join(str(part) for part in connection.get_database_version())


def summary(nanoseconds: list[int]) -> dict[str, int]:
    """Median and 95th percentile, in µs."""
    ordered = sorted(nanoseconds)
    return {
        "median_us": round(ordered[len(ordered) // 2] / 1_000),
        "p95_us": round(ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)] / 1_000),
    }


def ratio(figures: dict[str, dict[str, int]], peer: str) -> float:
    return round(figures["tap"]["median_us"] / figures[peer]["median_us"], 2)


if __name__ == "__main__":
    main()
