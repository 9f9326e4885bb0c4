"""The start page of the CV bank and its lists: what waits for the curator."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.talents.models import CVDocument
from mestieri.talents.queries import keeping as queries
from mestieri.talents.queries.imports import unfinished
from mestieri.talents.services import documents, owners
from mestieri.talents.vocabulary import CVState

#: Letters of a post: a mail server may take seconds for each.
LETTERS_AT_ONCE = 20


@staff_page(Right.KEEP_CVS)
def start(request: HttpRequest, centre: Centre) -> HttpResponse:
    """How many CVs there are, and what waits."""
    context = {"waiting": queries.waiting(centre), "running": unfinished(centre).first()}
    return render(request, "talents/start.html", context)


@staff_page(Right.KEEP_CVS)
def cvs(request: HttpRequest, centre: Centre, which: str) -> HttpResponse:
    """A list of CVs, by what is to be done with them."""
    if which not in queries.LISTS:
        raise Http404
    context = {
        "page": queries.page_of(centre, which, request.GET.get("pagina", "1")),
        "which": which,
        "heading": queries.LISTS[which][0],
        "lists": [(code, label, code == which) for code, (label, _rows) in queries.LISTS.items()],
        "letters": LETTERS_AT_ONCE,
    }
    return render(request, "talents/list.html", context)


@staff_page(Right.KEEP_CVS)
@require_POST
def send_notices(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The notice of the first contact by mail, to the next few who have an address."""
    waiting = queries.cvs_of(centre, "da-contattare").filter(state=CVState.ACTIVE)
    waiting = waiting.exclude(member__email="")
    sent = failed = 0
    for cv in waiting.select_related("centre")[:LETTERS_AT_ONCE]:
        try:
            owners.send_notice(cv, account=request.user)
        except ValidationError:
            failed += 1
        else:
            sent += 1
    if failed:
        refused = ngettext(
            "%(number)s letter did not leave: try again later, or look at the address.",
            "%(number)s letters did not leave: try again later, or look at the addresses.",
            failed,
        )
        messages.error(request, refused % {"number": failed})
    said = ngettext("%(number)s letter left.", "%(number)s letters left.", sent)
    messages.success(request, said % {"number": sent})
    return redirect("talents-list", centre.slug, "da-contattare")


@staff_page(Right.KEEP_CVS)
def pairs(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Files that may be of somebody who is there already, side by side."""
    shown = list(queries.pairs(centre)[:10])
    context = {
        "pairs": [(one, one.cv.candidate, documents.held_record(one)) for one in shown],
        "total": queries.pairs(centre).count(),
    }
    return render(request, "talents/pairs.html", context)


@staff_page(Right.KEEP_CVS)
@require_POST
def decide(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """The same person, or two people."""
    document = get_object_or_404(CVDocument, centre=centre, pk=pk)
    acts = {
        "nuovo": (documents.take_newer, _("The newer CV counts from now on.")),
        "vecchio": (documents.keep_older, _("The CV that was there goes on counting.")),
        "due": (documents.take_apart, _("They are two people now, each with a CV.")),
    }
    if request.POST.get("azione") not in acts:
        raise Http404
    act, done = acts[request.POST["azione"]]
    try:
        act(document, account=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect("talents-pairs", centre.slug)
