"""Synthetic companies, scripts and campaigns for the tests."""

from __future__ import annotations

import datetime
import itertools
import uuid
from typing import Any

from django.utils import timezone

from mestieri.demand.identity import name_key
from mestieri.demand.models import (
    Call,
    CallScript,
    Campaign,
    CampaignCompany,
    Company,
    CompanyContact,
    InfoLetter,
    Message,
    Request,
    RequestSender,
    Signal,
)
from mestieri.demand.services import campaigns, companies, contacts, feeds, leads, requests, words
from mestieri.demand.services.calling import taking
from mestieri.demand.services.calling.ending import Ending, end_call
from mestieri.demand.services.requests import Asking, publishing
from mestieri.demand.starter import starter_steps
from mestieri.demand.vocabulary import CampaignState, Outcome
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.roles import Role
from tests import factories

numbers = itertools.count(1)
PREGNANA = "Pregnana Milanese"


def company(centre: Centre, **said: Any) -> Company:
    """A company that may be called."""
    number = next(numbers)
    columns = {
        "legal_name": f"Officine di prova {number} S.r.l.",
        "phone": f"02 93{number:06d}",
        "ateco": "62.10",
        "municipality": PREGNANA,
        "source": "Elenco di prova",
        **said,
    }
    row = Company(centre=centre, **columns)
    companies.save_company(row, account=None, even_if_alike=True)
    return row


def contact(centre: Centre, row: Company | None = None, **said: Any) -> CompanyContact:
    number = next(numbers)
    columns = {
        "name": f"Referente Inventato {number}",
        "role": "Ufficio del personale",
        "email": f"referente{number}@example.org",
        "source": "Il loro sito",
        **said,
    }
    made = CompanyContact(company=row or company(centre), **columns)
    contacts.save_contact(made, account=None)
    return made


def script(centre: Centre) -> CallScript:
    """A script in use."""
    made = CallScript(centre=centre, name=f"Primo contatto {next(numbers)}")
    draft = words.save_script(made, starter_steps(), account=None)
    words.publish(draft, account=None)
    return made


def message(centre: Centre, versions: int = 1) -> Message:
    """A message with so many versions, the last one in use."""
    made = Message(centre=centre, name=f"Chi siamo {next(numbers)}")
    for number in range(1, versions + 1):
        draft = words.save_message(
            made, "Chi siamo", f"Buongiorno {{azienda}}, versione {number}.", account=None
        )
        words.publish(draft, account=None)
    return made


def campaign(centre: Centre, companies_on_it: int = 0, **said: Any) -> Campaign:
    """A campaign under way; with `companies_on_it` it makes companies for itself."""
    for _one in range(companies_on_it):
        company(centre)
    columns = {"name": f"Campagna {next(numbers)}", **said}
    made = Campaign(centre=centre, script=script(centre), message=message(centre), **columns)
    campaigns.save_campaign(made, account=None)
    if made.targets.exists():
        campaigns.pass_to(made, CampaignState.RUNNING, account=None)
        made.refresh_from_db()
    return made


def target(centre: Centre) -> CampaignCompany:
    return campaign(centre, 1).targets.order_by("-id").first()


def caller(centre: Centre) -> Account:
    return factories.account_with_role(Role.CALLER, centre)


def token() -> uuid.UUID:
    return uuid.uuid4()


def days_ago(number: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=number)


def many_companies(centre: Centre, number: int, **said: Any) -> list[Company]:
    """Companies in one statement, for tests that need many."""
    rows = []
    for _one in range(number):
        one = next(numbers)
        name = f"Azienda {one:05d}"
        rows.append(
            Company(
                centre=centre,
                legal_name=name,
                name_key=name_key(name),
                phone=f"02 93{one:06d}",
                source="Elenco di prova",
                **said,
            )
        )
    return Company.objects.bulk_create(rows, batch_size=500)


# Things that addresses name, for the walls -----------------------------------------------------


def running_campaign(centre: Centre) -> Campaign:
    return campaign(centre, 1)


def call(centre: Centre) -> Call:
    """A call that asked for information, written down just now."""
    account = caller(centre)
    lock = taking.take_next(campaign(centre, 1), account)
    assert lock is not None
    ending = Ending(Outcome.SEND_INFO, send_to=f"ufficio{next(numbers)}@example.org")
    return end_call(lock.target, ending, account=account, token=lock.token)


def letter(centre: Centre) -> InfoLetter:
    return call(centre).letters.get()


def signal(centre: Centre) -> Signal:
    return leads.note_signal(
        company(centre), "Cercano un tornitore", where="Una vetrina", account=caller(centre)
    )


def request(centre: Centre) -> Request:
    return leads.ask(company(centre), "Un magazziniere", account=caller(centre))


def request_in_its_centre(centre: Centre, **said: Any) -> Request:
    """What a company asks through the site, as its form says it; not sent."""
    number = next(numbers)
    columns = {
        "words": "Due persone in magazzino, uso del muletto",
        "places": 2,
        "workplace": PREGNANA,
        "asked_as": f"Magazzini di prova {number} S.r.l.",
        "asked_municipality": PREGNANA,
        "form_token": uuid.uuid4(),
        **said,
    }
    return Request(centre=centre, **columns)


def sender(**said: Any) -> RequestSender:
    """Who sends it."""
    columns = {
        "name": "Mittente Inventata",
        "email": f"mittente{next(numbers)}@example.org",
        "phone": "02 93000001",
        **said,
    }
    return RequestSender(**columns)


def arrived(centre: Centre, **said: Any) -> Asking:
    """A request that came through the site and waits, with its link."""
    type(centre).objects.filter(pk=centre.pk).update(is_job_center=True)
    return requests.receive(request_in_its_centre(centre, **said), sender())


def waiting_request(centre: Centre) -> Request:
    return arrived(centre).request


def shown_request(centre: Centre) -> Request:
    """A request that the public reads on the board."""
    made = request(centre)
    day = timezone.localdate() + datetime.timedelta(days=20)
    publishing.publish_opportunity(made, "", day, account=caller(centre))
    return made


def token_of_a_request(centre: Centre) -> dict[str, str]:
    """The link by which a company reads how its request stands."""
    link = arrived(centre).link
    assert link is not None
    return {"token": link.address.rstrip("/").rpartition("/")[2]}


def message_to_use(centre: Centre) -> Message:
    made = message(centre)
    words.save_message(made, "Chi siamo", "Testo nuovo.", account=None)
    return made


def script_to_use(centre: Centre) -> CallScript:
    made = script(centre)
    words.save_script(made, starter_steps(), account=None)
    return made


def token_of_a_feed(centre: Centre) -> dict[str, str]:
    return {"token": feeds.make_feed(centre, caller(centre))}
