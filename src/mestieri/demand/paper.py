"""Sheets of paper: the script, the companies with the outcomes to tick, requests and their log."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.demand.identity import ateco_title
from mestieri.demand.models import CallScript, CallScriptVersion, Campaign, CampaignCompany, Request
from mestieri.demand.queries.requests import MOST_PRINTED, facts_of, sheet_of
from mestieri.demand.vocabulary import Outcome, StepKind
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf

FOLDER = Path(__file__).parent / "print"


def script_sheet(centre: Centre, script: CallScript, version: CallScriptVersion | None) -> bytes:
    """A script on A4, as PDF/UA-1: what to say, and where each answer leads."""
    steps = version.steps if version is not None else []
    numbers = {step["code"]: number for number, step in enumerate(steps, start=1)}
    data = {
        "title": script.name,
        "lead": _("Follow the arrows. Nothing is recorded, and nothing is noted of a person."),
        "steps": [
            {
                "title": f"{number}. {step['title']}",
                "kind": str(StepKind(step["kind"]).label),
                "text": step["text"],
                "answers": [
                    f"{answer['label']} → {numbers.get(answer['to'], '–')}"
                    for answer in step["answers"]
                ],
            }
            for number, step in enumerate(steps, start=1)
        ],
        "footer": f"{centre.name} · {_version_in_words(version)}",
    }
    return _print("script.typ", data, script.name)


def _version_in_words(version: CallScriptVersion | None) -> str:
    if version is None:
        return ""
    day = day_in_words(timezone.localtime(version.made_at).date())
    return _("version %(number)s of %(day)s") % {"number": version.number, "day": day}


def target_sheets(campaign: Campaign, targets: list[CampaignCompany]) -> bytes:
    """The next companies of a campaign, a box each: who, why, which number, what came of it.

    The people one asks for are not on paper: it is left on tables.
    """
    title = _("Calls on paper: %(campaign)s") % {"campaign": campaign}
    data = {
        "title": title,
        "lead": _("Tick one outcome a company. Later write them in at the Banco, on the same day."),
        "empty": _("Nobody is to be called at this moment."),
        "outcomes": [str(outcome.label) for outcome in Outcome],
        "when": _("Call back on"),
        "words": _("Whom they look for (no names)"),
        "rows": [_row(target) for target in targets],
        "footer": f"{campaign.centre.name} · {day_in_words(timezone.localdate())}",
    }
    return _print("sheets.typ", data, title)


def _row(target: CampaignCompany) -> dict[str, Any]:
    company = target.company
    facts = [
        company.municipality, ateco_title(company.ateco), company.best_time,
        _("source: %(source)s") % {"source": company.source},
    ]  # fmt: skip
    return {
        "name": company.legal_name,
        "phone": company.phone,
        "facts": " · ".join(fact for fact in facts if fact),
    }


def request_sheet(request: Request) -> bytes:
    """A request with everything that happened to it, as PDF/UA-1. Who sent it is not on paper."""
    sheet = sheet_of(request)
    title = _("Request of “%(name)s”") % {"name": request.whose}
    data = {
        "title": title,
        "state": str(request.get_state_display()),
        "owed": _owed(request),
        "words": request.words,
        "facts": [list(fact) for fact in facts_of(sheet)],
        "log_title": _("What happened"),
        "log": [
            {
                "when": _moment(line.made_at),
                "act": line.act,
                "who": line.who,
                "reason": line.reason,
            }
            for line in sheet.log
        ],
        "footer": f"{request.centre.name} · {day_in_words(timezone.localdate())}",
    }
    return _print("request.typ", data, title)


def _moment(moment: datetime.datetime) -> str:
    return day_in_words(timezone.localtime(moment), "j F Y, H:i")


def _owed(request: Request) -> str:
    """Who owes the next step, since when and by when; empty for a closed one."""
    if not request.is_live:
        return ""
    return _("next step: %(owner)s, since %(since)s, by %(day)s") % {
        "owner": request.owner or _("whoever approves it"),
        "since": day_in_words(request.since),
        "day": day_in_words(request.due_on),
    }


def requests_list(centre: Centre, rows: QuerySet[Request]) -> bytes:
    """A list of requests on A4, as PDF/UA-1: whose, what, who owes the next step since when."""
    title = _("Requests of companies")
    data = {
        "title": title,
        "empty": _("None here."),
        "rows": [
            {
                "whose": row.whose,
                "state": str(row.get_state_display()),
                "words": row.in_short,
                "owed": _owed(row) or (day_in_words(row.closed_on) if row.closed_on else ""),
            }
            for row in rows[:MOST_PRINTED]
        ],
        "footer": f"{centre.name} · {day_in_words(timezone.localdate())}",
    }
    return _print("requests.typ", data, title)


def _print(template: str, data: dict[str, Any], title: str) -> bytes:
    language = get_language() or settings.LANGUAGE_CODE
    return print_pdf(FOLDER / template, data, title=title, language=language)
