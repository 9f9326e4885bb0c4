"""Leave one's CV: the file is read, its owner looks at it, chooses who may see it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from mestieri.kernel.access import public_centre_page
from mestieri.kernel.credentialless import credentialless
from mestieri.kernel.models import Centre
from mestieri.kernel.public import link_over, unlisted
from mestieri.kernel.services import links
from mestieri.kernel.services.links import LinkIsOver
from mestieri.talents.access import UNPROCESSABLE, let_in
from mestieri.talents.forms.keeping import AskForm, LeaveForm
from mestieri.talents.services import documents, owners
from mestieri.talents.services.doors import OPEN
from mestieri.talents.vocabulary import Origin


@public_centre_page
@require_GET
def leave(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What we do with a CV, and the form to leave one."""
    return _leave_page(request, centre, LeaveForm())


def _leave_page(
    request: HttpRequest, centre: Centre, form: LeaveForm, status: int = 200
) -> HttpResponse:
    context = {"form": form, "notice": owners.notice_text() % {"centre": centre.name}}
    return render(request, "talents/leave.html", context, status=status)


@public_centre_page
@credentialless(posts=20, seconds=60)
def leave_send(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Read a CV that somebody leaves. Nobody finds it until its owner has finished."""
    form = LeaveForm(request.POST, request.FILES)
    if not form.is_valid():
        return _leave_page(request, centre, form, UNPROCESSABLE)
    file = form.cleaned_data["file"]
    content = file.read()
    try:
        outcome = documents.read_one(content)
    except ValidationError as error:
        form.add_error("file", error)
        return _leave_page(request, centre, form, UNPROCESSABLE)
    cv = documents.take_in(
        centre,
        file.name,
        content,
        outcome,
        origin=Origin.OWNER,
        language="en" if get_language() == "en" else "it",
        email=form.cleaned_data["email"],
    )
    return let_in(redirect("cv-owner", centre.slug), cv, owners.SHORT_STAY)


@public_centre_page
@require_GET
def ask(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Ask for the link to one's own page."""
    return render(request, "talents/ask.html", {"form": AskForm(), "sent": False})


@public_centre_page
@credentialless(posts=10, seconds=60)
def ask_send(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Send the link, if there is a CV: the page says the same in either case."""
    form = AskForm(request.POST)
    sent = form.is_valid()
    if sent:
        owners.ask_for_link(centre, form.cleaned_data["email"])
    context = {"form": form, "sent": sent}
    return unlisted(
        render(request, "talents/ask.html", context, status=200 if sent else UNPROCESSABLE)
    )


@public_centre_page
@require_GET
def enter(request: HttpRequest, centre: Centre, token: str) -> HttpResponse:
    """The link of a letter: a button opens the page. Whoever follows it spends nothing."""
    standing = links.look(token, OPEN, centre=centre)
    if not standing.is_good:
        return link_over(request, standing, token)
    return unlisted(render(request, "talents/owner/enter.html", {"token": token}))


@public_centre_page
@credentialless(posts=30, seconds=60)
def enter_now(request: HttpRequest, centre: Centre, token: str) -> HttpResponse:
    """Spend the link and open the page, for half an hour or for a month."""
    try:
        cv = owners.enter(token, centre)
    except LinkIsOver as over:
        return link_over(request, over.standing, token)
    seconds = owners.LONG_STAY if request.POST.get("mio") else owners.SHORT_STAY
    return let_in(redirect("cv-owner", centre.slug), cv, seconds)
