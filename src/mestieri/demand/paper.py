"""Sheets of paper for calls: the script, and the companies with the outcomes to tick."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.demand.identity import ateco_title
from mestieri.demand.models import CallScript, CallScriptVersion, Campaign, CampaignCompany
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


def _print(template: str, data: dict[str, Any], title: str) -> bytes:
    language = get_language() or settings.LANGUAGE_CODE
    return print_pdf(FOLDER / template, data, title=title, language=language)
