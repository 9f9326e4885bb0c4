"""Who has to be told in person, because no message reached them, before something goes."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.kernel.access import staff_page
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf, qr_square
from mestieri.kernel.roles import Right
from mestieri.kernel.services import letters
from mestieri.kernel.services.retention import telling as services
from mestieri.kernel.services.retention.telling import Telling

LETTER_FOR_PRINT = Path(__file__).parent.parent / "print" / "letter.typ"
TELLINGS_A_PAGE = 50


@staff_page(Right.ANSWER_ABOUT_DATA)
def notices(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Who has to be told, and who was told in person and has not answered yet."""
    today = timezone.localdate()
    waiting = services.to_be_told(today, centre)
    context = {
        "page": Paginator(waiting, TELLINGS_A_PAGE).get_page(request.GET.get("page")),
        "told": services.told_in_person(today, centre),
        "can_leave": letters.can_leave(),
    }
    return render(request, "kernel/notices.html", context)


def _telling_or_404(centre: Centre, pk: int) -> Telling:
    found = services.telling_of(centre, pk)
    if found is None:
        raise Http404
    return found


@staff_page(Right.ANSWER_ABOUT_DATA)
@require_POST
def notice_letter(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """The message on paper, to hand over or to post. It is a POST: it makes a link."""
    telling = _telling_or_404(centre, pk)
    letter, address = services.letter_to_print(telling, by=request.user)
    data = {
        "title": letter.subject,
        "from": centre.name,
        "date": day_in_words(timezone.localdate()),
        "lines": [line for line in letter.body.split("\n") if line.strip()],
        "qr": qr_square(address),
        "address": address,
        "footer": centre.name,
    }
    pdf = print_pdf(LETTER_FOR_PRINT, data, title=letter.subject, language=get_language() or "it")
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="avviso.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


@staff_page(Right.ANSWER_ABOUT_DATA)
@require_POST
def notice_told(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """They were told: from now on the time of the notice runs."""
    telling = _telling_or_404(centre, pk)
    services.tell(telling, by=request.user)
    done = _("%(who)s was told. If nothing is heard for %(days)d days, it goes by itself.")
    messages.success(request, done % {"who": telling.who, "days": telling.how.days})
    return redirect("kernel-notices", centre.slug)


@staff_page(Right.ANSWER_ABOUT_DATA)
@require_POST
def notice_not_told(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """It was a mistake: they were not told."""
    telling = _telling_or_404(centre, pk)
    services.take_back(telling, by=request.user)
    messages.success(request, _("%(who)s has still to be told.") % {"who": telling.who})
    return redirect("kernel-notices", centre.slug)


@staff_page(Right.ANSWER_ABOUT_DATA)
@require_POST
def notice_keep(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """They said that they need it: it stays."""
    telling = _telling_or_404(centre, pk)
    services.keep(telling, by=request.user)
    messages.success(request, _("Kept: %(what)s.") % {"what": telling.how.what(telling.row)})
    return redirect("kernel-notices", centre.slug)
