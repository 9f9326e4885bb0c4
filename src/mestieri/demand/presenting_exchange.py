"""What the link between requests and CVs offers to the house when Django starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mestieri.demand.queries import presenting as queries
from mestieri.demand.queries.owner_part import presented_of
from mestieri.demand.services.presenting import asking, following, persons, retention, searches
from mestieri.kernel import cv_bank, exchange
from mestieri.kernel.acts import name_acts
from mestieri.kernel.for_persons import offer_presented
from mestieri.kernel.retention import offer_retention_rule
from mestieri.kernel.roles import Right

ROOM = "demand"


def register() -> None:
    """Offer pages, rules, what is held of people; follow the CVs."""
    asking.register()
    following.listen()
    cv_bank.offer_requests(queries.request_to_choose_for, searches.note_search)
    offer_presented("demand.presentations", presented_of)
    for offer in persons.OFFERS:
        exchange.offer_personal_data(offer)
    for rule in retention.RULES:
        offer_retention_rule(rule)
    for entry in _entries():
        exchange.offer_desk_entry(entry)
    exchange.offer_indicator(
        exchange.Indicator(
            "demand.redeployments",
            _("People back to work"),
            _("people"),
            queries.redeployed_between,
        )
    )
    name_acts(
        {
            "demand.choose": _("Chose people for the request of a company"),
            "demand.ask_people": _("Asked people whether they may be presented"),
            "demand.present": _("Presented people to a company"),
            "demand.record_title": _("Recorded the title to present people"),
            "demand.end_title": _("Ended the title to present people"),
        }
    )


def _entries() -> list[exchange.DeskEntry]:
    return [
        exchange.DeskEntry(
            ROOM,
            _("Back to work"),
            _("How many found work, however they found it. Nobody is named."),
            "demand-redeployments", Right.CALL_COMPANIES, "it-star-full",
        ),
        exchange.DeskEntry(
            ROOM,
            _("Title to present people"),
            _("The act that lets the centre show CVs to companies."),
            "demand-title", Right.MANAGE_CENTRE, "it-card",
        ),
    ]  # fmt: skip
