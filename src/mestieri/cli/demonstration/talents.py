"""The CV bank of the job center: forty made-up people, at every stage of what a curator does."""

from __future__ import annotations

from dataclasses import replace

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from mestieri.cli.demonstration.cvs import people
from mestieri.engines.europass import Candidate, write_xml
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.roles import Role
from mestieri.kernel.services import accounts
from mestieri.talents.models import CV
from mestieri.talents.services import importing, keeping
from mestieri.talents.services.importing.receiving import Bringing
from mestieri.talents.services.views import note_views
from mestieri.talents.vocabulary import (
    AgeStatement,
    NoticeWay,
    ViewManner,
    Visibility,
)

PEOPLE = 40
SEED = 2026
#: Who keeps the bank, besides the director, who in the demo may try everything.
CURATOR = ("curatela@example.org", "Bianca Rovelli")
KNOWN = 26  # people whose first contact was made


def load_cvs(slug: str, password: str) -> None:
    """Bring forty CVs in as a curator would, and do half of the work that follows."""
    centre = Centre.objects.get(slug=slug)
    curator = accounts.create_account(*CURATOR, password=password)
    for role in (Role.CV_CURATOR, Role.MATCHER):
        accounts.assign_role(curator, centre, role, authorised_on=timezone.localdate())
    batch = importing.begin(centre, account=curator)
    importing.receive(batch, _files(list(people(PEOPLE, SEED))))
    importing.start(batch)
    importing.advance_for(batch.pk)
    _first_contacts(centre, curator)


def _files(everybody: list[Candidate]) -> list[Bringing]:
    """XML of 2020, a newer CV of somebody who is there, a file that is refused."""
    coming = [
        Bringing(f"cv-{number:02d}.xml", write_xml(one)) for number, one in enumerate(everybody, 1)
    ]
    newer = replace(everybody[3], headline=f"{everybody[3].headline}, caposquadra")
    return [
        *coming,
        Bringing("cv-04-aggiornato.xml", write_xml(newer)),
        Bringing("curriculum.docx", b"PK\x03\x04 word/document.xml"),
    ]


def _first_contacts(centre: Centre, curator: Account) -> None:
    cvs = list(CV.objects.filter(centre=centre).select_related("member").order_by("pk"))
    for number, cv in enumerate(cvs[:KNOWN]):
        keeping.give_notice(cv, NoticeWay.VOICE, account=curator)
        keeping.state_age(cv.member, AgeStatement.ADULT)
        if number % 5 == 1:
            keeping.choose_visibility(cv, Visibility.GROUP, [])
        if number % 7 == 2:
            keeping.choose_visibility(cv, Visibility.SECTORS, ["C", "H"])
    keeping.hide(cvs[5])
    almost_a_year = timezone.localdate() - relativedelta(months=11, days=10)
    CV.objects.filter(pk=cvs[6].pk).update(confirmed_on=almost_a_year)
    note_views([cv.pk for cv in cvs[:4]], curator, ViewManner.CARD, now=True)
