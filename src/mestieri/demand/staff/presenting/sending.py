"""The page on which one person sends to a company the CVs of who said yes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mestieri.demand.banks import is_training
from mestieri.demand.forms.presenting import SendForm
from mestieri.demand.models import Shortlist
from mestieri.demand.queries.presenting import cards_of
from mestieri.demand.services.presenting import sending
from mestieri.demand.services.presenting.titles import title_of, why_nothing_leaves
from mestieri.demand.staff.presenting.common import people_page, shortlist_or_404
from mestieri.demand.stages import PresentationState
from mestieri.kernel.access import staff_page
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right

#: Where a message for practice would go (RFC 2606: to nobody).
PRACTICE = "azienda@example.invalid"


@staff_page(Right.PRESENT_CVS)
def send(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """To whom, with which words, which CVs; one button sends it, and sends it once."""
    shortlist = shortlist_or_404(centre, pk)
    form = _form(request, shortlist)
    refusal = "" if is_training(shortlist.request) or title_of(centre) else why_nothing_leaves()
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            sent = sending.send(
                shortlist, form.address, said["subject"], said["text"], account=request.user
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            _tell(request, sent)
            return redirect(people_page(shortlist.request))
    return render(request, "demand/presenting/send.html", _context(shortlist, form, refusal))


def _form(request: HttpRequest, shortlist: Shortlist) -> SendForm:
    row = shortlist.request
    company = row.company
    if is_training(row):
        company.email = PRACTICE
    contacts = company.contacts.filter(is_hidden=False).exclude(email="")
    initial = {
        "subject": _("%(centre)s: people for your request")[:120] % {"centre": row.centre.name},
        "text": _(
            "Good morning,\n\nyou asked us for: %(words)s\n\nEnclosed are the CVs of people who "
            "would like to work with you. Each of them said yes. To meet somebody write to us the "
            "number of the CV: we arrange it. The service is free for you and for them.\n\n"
            "%(centre)s"
        )
        % {"words": row.words, "centre": row.centre.name}
        + _title_in_words(row.centre),
    }
    return SendForm(request.POST or None, request=row, contacts=contacts, initial=initial)


def _title_in_words(centre: Centre) -> str:
    """By what right the centre presents people: each message says it (domain book §3.1)."""
    title = title_of(centre)
    if title is None:
        return ""
    said = {"number": title.number, "day": day_in_words(title.dated_on)}
    return "\n" + _("Intermediation under d.lgs. 276/2003: act %(number)s of %(day)s.") % said


def _context(shortlist: Shortlist, form: SendForm, refusal: str) -> dict[str, Any]:
    rows = list(
        shortlist.presentations.filter(state=PresentationState.CONSENTED, cv_key__isnull=False)
    )
    cards = cards_of(shortlist.request, rows)
    going = [(row, cards[str(row.cv_key)].name) for row in rows if str(row.cv_key) in cards]
    return {
        "form": form,
        "shortlist": shortlist,
        "row": shortlist.request,
        "is_training": is_training(shortlist.request),
        "going": sorted(going, key=lambda pair: pair[1].casefold()),
        "refusal": refusal,
        "parent_url": people_page(shortlist.request),
        "parent_label": _("The people of the request"),
    }


def _tell(request: HttpRequest, sent: sending.Sent) -> None:
    if sent.sentence:
        messages.warning(request, sent.sentence)
    if sent.letter is None:
        messages.error(request, _("Nothing was sent: nobody was left to send."))
        return
    number = len(sent.letter.files)
    if sent.letter.is_rehearsal:
        messages.info(request, _("Practice: nothing has left. Below is what would have been sent."))
        return
    messages.success(
        request,
        ngettext(
            "Sent: %(number)d CV. In ten working days we ask you how it went.",
            "Sent: %(number)d CVs. In ten working days we ask you how it went.",
            number,
        )
        % {"number": number},
    )
