"""The same made-up person where citizens stand: in the bank of CVs and in the calendar."""

from __future__ import annotations

from typing import Any

EMAIL = "adalgisa.quercialunga@example.org"
NAME = "Adalgisa Quercialunga"


def stand_in_the_bank(centre: Any, person: Any) -> None:
    """Her CV, brought in and sorted, in a list; and her looking at it as staff."""
    from mestieri.talents import changes
    from mestieri.talents.models import CV, CVFamily, CVImport, CVImportFile
    from mestieri.talents.services import importing, keeping
    from mestieri.talents.services.families import deciding
    from mestieri.talents.services.search.keeping import put_in_list
    from mestieri.talents.services.views import note_views
    from mestieri.talents.vocabulary import AgeStatement, NoticeWay, ViewManner

    batch: CVImport = importing.begin(centre, account=None)
    importing.receive(batch, [importing.receiving.Bringing("quercialunga.xml", _her_cv())])
    importing.start(batch)
    importing.advance_for(batch.pk)
    CVImportFile.objects.get(batch=batch, cv__isnull=False)
    cv = CV.objects.select_related("member").get(member__email_index__of=EMAIL)
    keeping.give_notice(cv, NoticeWay.VOICE)
    keeping.state_age(cv.member, AgeStatement.ADULT)
    changes.announce([cv.pk])
    sample = deciding.draw_sample(centre, None, account=person)
    deciding.note_looks(sample, {look.pk: True for look in sample.looks.all()})
    row = CVFamily.objects.filter(cv=cv).first()
    assert row is not None
    deciding.take_out(row, account=person)
    deciding.add_family(cv, row.family, account=person)
    put_in_list(centre, "Magazzino", [cv.pk], account=person, everybody=True)
    note_views([cv.pk], person, ViewManner.CARD, now=True)


def _her_cv() -> bytes:
    from mestieri.engines.europass import Contact, write_xml
    from tests.talents.making import a_person

    return write_xml(
        a_person(
            given_name="Adalgisa", family_name="Quercialunga", contacts=(Contact("email", EMAIL),)
        )
    )


def stand_in_the_calendar(centre: Any) -> None:
    """A seat, with the address to which changes are told."""
    from mestieri.agenda.services.seats import book
    from tests.factories import EventFactory

    book(EventFactory(centre=centre), "Adalgisa", contact=EMAIL)


def stand_before_a_company(centre: Any, person: Any) -> None:
    """Chosen for the request of a company, which she also sent and was answered for."""
    from mestieri.demand.models import PresentationLetter, RequestSearch, RequestSender
    from mestieri.demand.services.presenting import choosing
    from mestieri.demand.services.requests import ask
    from mestieri.talents.models import CV
    from tests.demand import made

    request = ask(made.company(centre), "Due persone per il magazzino", account=person)
    RequestSearch.objects.create(request=request, account=person, asked="parole: magazzino")
    RequestSender.objects.create(request=request, name=NAME, email=EMAIL)
    cv = CV.objects.get(member__email_index__of=EMAIL)
    shortlist = choosing.choose(
        request, [str(cv.key)], "Sa guidare il muletto.", account=person, asked="", found=1
    )
    PresentationLetter.objects.create(
        shortlist=shortlist, send_to=EMAIL, subject="Persone", text=f"Buongiorno {NAME}"
    )
