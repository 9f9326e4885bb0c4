"""What companies and calls offer to the other rooms."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from mestieri.demand import presenting_exchange
from mestieri.demand.intake import TARGETS
from mestieri.demand.queries import owed
from mestieri.demand.services.persons import OFFERS
from mestieri.demand.services.requests import receiving
from mestieri.demand.services.retention import RULES
from mestieri.kernel import exchange
from mestieri.kernel.acts import name_acts
from mestieri.kernel.intake import offer_target
from mestieri.kernel.owed_work import OwedWork, offer_owed_work
from mestieri.kernel.retention import offer_retention_rule
from mestieri.kernel.roles import Right
from mestieri.kernel.work import RegularWork, do_regularly

ROOM = "demand"


def _entry(label: Any, explanation: Any, url_name: str, right: Right, icon: str) -> None:
    exchange.offer_desk_entry(exchange.DeskEntry(ROOM, label, explanation, url_name, right, icon))


def _register_pages() -> None:
    _entry(
        _("Calls"),
        _("The next company, the script step by step, one key for each outcome."),
        "demand-calls", Right.CALL_COMPANIES, "it-telephone",
    )  # fmt: skip
    _entry(
        _("What I owe"),
        _("Call-backs, messages, signals and requests, week by week."),
        "demand-mine", Right.CALL_COMPANIES, "it-inbox",
    )  # fmt: skip
    _entry(
        _("Signals"),
        _("Somebody may need people: note it in half a minute, follow it later."),
        "demand-signals", Right.CALL_COMPANIES, "it-flag",
    )  # fmt: skip
    _entry(
        _("Requests"),
        _("What companies ask for, and who owes the next step."),
        "demand-requests", Right.CALL_COMPANIES, "it-files",
    )  # fmt: skip
    _entry(
        _("Companies"),
        _("Names, trades, places, contacts; who does not want to be called."),
        "demand-companies", Right.MANAGE_COMPANIES, "it-pa",
    )  # fmt: skip
    _entry(
        _("Campaigns"),
        _("Whom we call, how far we are, what came of it."),
        "demand-campaigns", Right.RUN_CAMPAIGNS, "it-chart-line",
    )  # fmt: skip
    _entry(
        _("Scripts and messages"),
        _("What we say on the telephone and what we send, in versions."),
        "demand-words", Right.RUN_CAMPAIGNS, "it-comment",
    )  # fmt: skip


def register() -> None:
    """Offer what this room has; called once, when Django starts."""
    _register_pages()
    presenting_exchange.register()
    receiving.register()
    for target in TARGETS:
        offer_target(target)
    for rule in RULES:
        offer_retention_rule(rule)
    for offer in OFFERS:
        exchange.offer_personal_data(offer)
    offer_owed_work(
        OwedWork(
            code="demand.owed",
            label=_("Companies that wait for you"),
            url_name="demand-mine",
            right=Right.CALL_COMPANIES,
            counts=owed.counts,
        )
    )
    name_acts(
        {
            "demand.opt_out": _("Noted that a company must not be called"),
            "demand.merge": _("Merged two records of a company"),
            "demand.publish_words": _("Put a version of a script or message in use"),
            "demand.campaign_state": _("Changed the state of a campaign"),
            "demand.add_request": _("Noted the request of a company"),
            "demand.pass_request": _("Changed the state of a request"),
            "demand.approve_request": _("Approved the request of a company"),
            "demand.publish_request": _("Showed the request of a company to the public"),
            "demand.make_feed": _("Made the address of a calendar of call-backs"),
            "demand.revoke_feed": _("Revoked the address of a calendar of call-backs"),
        }
    )
    do_regularly(
        RegularWork(
            "demand-reminders",
            "mestieri.demand.services.reminders.send_reminders",
            at=datetime.time(7, 30),
        )
    )
    do_regularly(
        RegularWork(
            "demand-signals",
            "mestieri.demand.services.leads.expire_signals",
            at=datetime.time(0, 20),
        )
    )
