"""Requests that come through the public form, from companies without an account.

Nobody writes to the company by itself: only the answer to its own act leaves, the link by which
it reads how its request stands.
"""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from mestieri.demand.identity import clean_phone, clean_tax_code, find_municipality
from mestieri.demand.models import Request, RequestSender
from mestieri.demand.services.requests.writing import save_request
from mestieri.demand.vocabulary import RequestState
from mestieri.kernel.models import Centre, MagicLink
from mestieri.kernel.services import links
from mestieri.kernel.services.letters import Letter
from mestieri.kernel.services.links import Issued, LinkAction

#: What the link lets one do: read how a request stands.
READ = "read-request"
SUBJECT = "demand.request"
LINK_LASTS = datetime.timedelta(days=60)
#: More requests that wait than a centre can look at: it takes no more until somebody does.
MOST_WAITING = 200


@dataclass(frozen=True)
class Asking:
    """A request just received, and the link to it.

    Attributes:
        link: None for a form that had arrived already.
    """

    request: Request
    link: Issued | None


def takes_requests(centre: Centre) -> bool:
    """Whether companies may ask here: an open job center."""
    return bool(centre.is_job_center and centre.is_open)


@transaction.atomic
def receive(request: Request, sender: RequestSender) -> Asking:
    """Take in what a company asks for; it waits until a person of the centre has checked it.

    The same form sent twice is one request.

    Raises:
        ValidationError: it names a person, asks what nobody may ask, is too long, breaks a rule,
            or too many wait already.
    """
    arrived = Request.objects.filter(form_token=request.form_token, centre=request.centre).first()
    if arrived is not None:
        return Asking(arrived, None)
    waiting = Request.objects.filter(centre=request.centre, state=RequestState.AWAITING)
    if waiting.count() >= MOST_WAITING:
        raise ValidationError(
            _("Many requests are waiting here already. Call us, or try again in a few days.")
        )
    _set_company_right(request)
    save_request(request, account=None)
    sender.request = request
    _set_right(sender)
    sender.full_clean()
    sender.save()
    return Asking(request, give_link(request, sender.email))


def _set_company_right(request: Request) -> None:
    """Write what the sender says of the company as it is kept."""
    request.asked_as = " ".join(request.asked_as.split())
    place = find_municipality(request.asked_municipality.strip())
    request.asked_municipality = place.name if place else request.asked_municipality.strip()
    try:
        request.asked_tax_code = clean_tax_code(request.asked_tax_code)
    except ValidationError as error:
        raise ValidationError({"asked_tax_code": error}) from None


def _set_right(sender: RequestSender) -> None:
    sender.name = " ".join(sender.name.split())
    sender.email = sender.email.strip().lower()
    try:
        sender.phone = clean_phone(sender.phone)
    except ValidationError as error:
        raise ValidationError({"phone": error}) from None


def new_token() -> uuid.UUID:
    """What makes a form one form, however often it is sent."""
    return uuid.uuid4()


# The link --------------------------------------------------------------------------------------


def give_link(request: Request, address: str) -> Issued:
    """A link to how a request stands, sent to who asked; an older one is replaced."""
    return links.issue(
        READ,
        centre=request.centre,
        subject_kind=SUBJECT,
        subject_key=str(request.pk),
        send_to=address,
    )


@dataclass(frozen=True)
class Reading:
    """A request opened by its link, and the link for the next time."""

    request: Request
    next_link: Issued


@transaction.atomic
def read_by_link(token: str, centre: Centre) -> Reading:
    """Spend a link: how the request stands, and a new link for the next time, by the same mail.

    Raises:
        LinkIsOver: it is not good any more, or the request is there no more.
    """
    link = links.consume(token, READ, centre=centre)
    request = request_of(link)
    if request is None:
        raise links.LinkIsOver(links.Standing(None))
    RequestSender.objects.filter(request=request, email_index__of=link.sent_to).update(
        email_was_used=True
    )
    return Reading(request, give_link(request, link.sent_to))


def request_of(link: MagicLink | None) -> Request | None:
    """The request that a link opens, if it is still there."""
    if link is None or not link.subject_key.isdecimal():
        return None
    found = Request.objects.filter(centre=link.centre_id, pk=int(link.subject_key))
    return found.select_related("company").first()


def _path(link: MagicLink, token: str) -> str:
    return reverse("employer-request", args=[link.centre.slug, token])


def _letter(link: MagicLink, address: str) -> Letter:
    lines = [
        _("You asked “%(centre)s” for somebody. Here you read how your request stands:")
        % {"centre": link.centre.name},
        "",
        address,
        "",
        _("The link works once; when you use it, a new one is sent to you for the next time."),
        _("We send no CVs by ourselves: a person checks your request, and calls you."),
        "",
        _("You did not ask for anybody? Then do nothing: who checks it will see."),
    ]
    return Letter(_("%(centre)s: your request") % {"centre": link.centre.name}, "\n".join(lines))


def register() -> None:
    """Let such links be issued; called once, when Django starts."""
    links.register_action(LinkAction(READ, LINK_LASTS, _path, _letter))
