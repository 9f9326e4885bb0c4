"""A request of the job center with a shortlist half answered, and its title to present people."""

from __future__ import annotations

import datetime

import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from mestieri.demand.models import Company, IntermediationTitle, Shortlist
from mestieri.demand.services import requests
from mestieri.demand.services.presenting import asking, choosing, titles
from mestieri.demand.services.presenting.searches import note_search
from mestieri.demand.stages import AnswerWay, TitleKind
from mestieri.demand.vocabulary import OPEN_REQUESTS, RequestState
from mestieri.kernel.cv_bank import BackToWork
from mestieri.kernel.models import Account, Centre
from mestieri.talents.models import CV
from mestieri.talents.services.presenting import found_work, why_not

#: Who searches and chooses in the demo; the director, who may try everything, does too.
MATCHER, DIRECTOR = "curatela@example.org", "direzione@example.org"
CHOSEN, FOUND = 4, 9
ACT = """#set document(title: "Atto di prova")
#set text(lang: "it")
= Comunicazione di avvio dell'attività di intermediazione
Atto di prova: non è vero, e non autorizza nessuno."""


@transaction.atomic
def load_shortlist(slug: str, today: datetime.date) -> None:
    """The title, a request, four people chosen: two said yes, one no, one is to be asked."""
    centre = Centre.objects.get(slug=slug)
    if Shortlist.objects.filter(centre=centre).exists():
        return
    matcher = Account.objects.get(email=MATCHER)
    _title(centre, today)
    company = Company.objects.filter(centre=centre, do_not_call=False).exclude(email="").first()
    cvs = [
        cv
        for cv in CV.objects.presentable().filter(centre=centre).select_related("member")
        if company is not None and why_not(cv, company.ateco) is None
    ]
    if company is None or len(cvs) <= CHOSEN:
        return
    request = requests.ask(company, "Due persone per il magazzino, con patentino", account=matcher)
    if request.state not in OPEN_REQUESTS:
        requests.pass_request(request, RequestState.OPEN, account=matcher)
    note_search(centre, request.pk, matcher, "parole: magazzino", FOUND)
    shortlist = choosing.choose(
        request, [str(cv.key) for cv in cvs[:CHOSEN]], "Hanno lavorato in magazzino.",
        account=matcher, asked="parole: magazzino", found=FOUND,
    )  # fmt: skip
    rows = list(shortlist.presentations.all())
    for row, yes in zip(rows, (True, True, False), strict=False):
        asking.note_answer(row, yes, AnswerWay.PHONE, account=matcher)
    found_work(cvs[CHOSEN], BackToWork.TOLD_BY_STAFF, account=matcher)


def _title(centre: Centre, today: datetime.date) -> None:
    title = IntermediationTitle(
        centre=centre,
        kind=TitleKind.MUNICIPALITY,
        number="PROVA-1/2026",
        dated_on=today - datetime.timedelta(days=60),
        valid_from=today - datetime.timedelta(days=45),
    )
    content = typst.compile(ACT.encode(), format="pdf")
    assert isinstance(content, bytes)
    file = SimpleUploadedFile("atto.pdf", content, content_type="application/pdf")
    titles.record_title(title, file, account=Account.objects.get(email=DIRECTOR))
