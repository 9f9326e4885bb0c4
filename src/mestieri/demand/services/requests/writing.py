"""Write a request down, or correct it. Whoever of the staff writes one answers for it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.demand.discretion import refuse_discrimination, refuse_persons
from mestieri.demand.identity import find_municipality
from mestieri.demand.models import Company, Request
from mestieri.demand.models.requests import LONGEST_REQUEST, MOST_FAMILIES
from mestieri.demand.services.requests.passages import first_passage
from mestieri.demand.vocabulary import RequestState
from mestieri.demand.working_days import working_day
from mestieri.kernel.models import Account
from mestieri.kernel.services import audit

DAYS_FOR_A_REQUEST = 3
#: Columns written freely, which may neither name a person nor ask what nobody may ask.
FREE_TEXTS = ("words", "contract")
#: Columns that a correction writes. Never the state, nor what an approval decided.
SAID = ("words", "families", "wanted", "places", "workplace", "istat", "starts_by", "contract",
        "due_on")  # fmt: skip


@transaction.atomic
def ask(company: Company, words: str, *, account: Account | None, families: str = "") -> Request:
    """Write down what a company asks for; owed by who wrote it within three working days.

    Written by somebody of the staff it is approved by them; by nobody, it waits for a person.

    Args:
        families: codes of professional families, with blanks between.

    Raises:
        ValidationError: it names a person, asks what nobody may ask, or says nothing.
    """
    request = Request(centre=company.centre, company=company, words=words, families=families)
    save_request(request, account=account)
    return request


@transaction.atomic
def save_request(request: Request, *, account: Account | None) -> None:
    """Write a request down, or correct what it says or when its next step is owed.

    Raises:
        ValidationError: it names a person, asks what nobody may ask, or breaks a rule of its
            model.
    """
    set_right(request)
    if request.pk is None:
        _begin(request, account)
        request.full_clean()
        request.save()
        first_passage(request, account=account)
        audit.record("demand.add_request", centre=request.centre, account=account, subject=request)
        return
    if request.owner is None and request.is_live and account is not None:
        request.owner = account
    request.full_clean()
    request.save(update_fields=[*SAID, "owner"])


def _begin(request: Request, account: Account | None) -> None:
    """The first state of a request, and who owes its next step."""
    today = timezone.localdate()
    request.since = today
    request.due_on = request.due_on or working_day(today, DAYS_FOR_A_REQUEST)
    request.made_by = account
    if account is None or request.company is None:
        request.state, request.owner = RequestState.AWAITING, None
        return
    request.state, request.owner = RequestState.OPEN, account
    request.approved_by, request.approved_on = account, today


def set_right(request: Request) -> None:
    """Write its words, place and families as they are kept. Nothing is saved.

    Raises:
        ValidationError: a sentence for each column that is not right.
    """
    wrong: dict[str, Any] = {}
    place = find_municipality(request.workplace.strip())
    request.istat = place.istat if place else ""
    request.workplace = place.name if place else request.workplace.strip()
    request.families = " ".join(dict.fromkeys(request.families.split()))
    if len(request.family_codes) > MOST_FAMILIES:
        wrong["families"] = _("At most %(most)s families.") % {"most": MOST_FAMILIES}
    company = request.company
    excused = (
        request.whose, request.asked_municipality, request.workplace,
        company.municipality if company else "",
    )  # fmt: skip
    for name in FREE_TEXTS:
        try:
            setattr(request, name, _clean_text(name, getattr(request, name), excused))
        except ValidationError as error:
            wrong.update(error.error_dict)
    if wrong:
        raise ValidationError(wrong)


def _clean_text(name: str, text: str, excused: tuple[str, ...]) -> str:
    """A text without what may not be there.

    Raises:
        ValidationError: it is too long, names a person, or asks what nobody may ask.
    """
    text = text.replace("\r\n", "\n")
    refuse_too_long(name, text)
    refuse_discrimination(name, text)
    return refuse_persons(name, text, excused)


def refuse_too_long(name: str, text: str) -> None:
    """Refuse words that are more than anybody reads; what was typed stays where it was typed.

    Raises:
        ValidationError: with how long it is and how long it may be.
    """
    if len(text) > LONGEST_REQUEST:
        raise ValidationError(
            {
                name: _(
                    "This is %(length)s characters long, and %(most)s fit. Nothing is lost: "
                    "shorten it here and send it again."
                )
                % {"length": len(text), "most": LONGEST_REQUEST}
            }
        )
