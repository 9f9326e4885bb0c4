"""«Laboratorio Aperto»: a job center of the demo that calls companies. None of them exists."""

from __future__ import annotations

import datetime
import random

from django.db import transaction
from django.utils import timezone

from mestieri.cli.demonstration.loading import PASSWORD
from mestieri.demand.models import (
    Call,
    CallScript,
    Campaign,
    Company,
    CompanyContact,
    Message,
    Signal,
)
from mestieri.demand.services import campaigns, companies, contacts, leads, words
from mestieri.demand.services.calling import taking
from mestieri.demand.services.calling.ending import Ending, end_call
from mestieri.demand.starter import starter_steps
from mestieri.demand.vocabulary import CampaignState, Outcome
from mestieri.demand.working_days import working_day
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.roles import Role
from mestieri.kernel.services import accounts

SLUG = "laboratorio-aperto"
SEED = 20120531
COMPANIES, CALLS = 60, 26
DIRECTOR = "direzione@example.org"
CALLERS = (("telefonate@example.org", "Ersilia Vanni"), ("telefonate2@example.org", "Ugo Peretti"))

STEMS = ("Officine", "Tornerie", "Magazzini", "Impianti", "Forniture", "Studio", "Panificio",
         "Tipografia", "Serramenti", "Informatica", "Elettronica", "Trasporti")  # fmt: skip
ENDINGS = ("del Canale", "della Torre", "Quattro Vie", "dell'Olona", "San Giusto", "del Ponte",
           "della Cascina", "Tre Pini", "del Borgo", "dei Gelsi")  # fmt: skip
TRADES = {
    "Officine": ("25.53", "tornitore, fresatore"), "Tornerie": ("25.53", "tornitore"),
    "Magazzini": ("52.10", "magazziniere"), "Impianti": ("43.21", "elettricista"),
    "Forniture": ("46.90", "magazziniere, contabile"), "Studio": ("69.20", "contabile"),
    "Panificio": ("10.71", "fornaio"), "Tipografia": ("18.12", "grafico"),
    "Serramenti": ("25.12", "saldatore"), "Informatica": ("62.10", "programmatore"),
    "Elettronica": ("26.11", "montatore"), "Trasporti": ("49.41", "autista"),
}  # fmt: skip
PLACES = (
    "Pregnana Milanese",
    "Rho",
    "Arluno",
    "Cornaredo",
    "Vanzago",
    "Sedriano",
    "Pogliano Milanese",
)
OUTCOMES = (
    [Outcome.NO_ANSWER] * 8 + [Outcome.CALL_BACK] * 4 + [Outcome.NOT_INTERESTED] * 5
    + [Outcome.SEND_INFO] * 4 + [Outcome.REQUEST] * 2 + [Outcome.INTERESTED] * 1
    + [Outcome.WRONG_NUMBER] * 1 + [Outcome.DO_NOT_CALL] * 1
)  # fmt: skip


@transaction.atomic
def load_demand(today: datetime.date) -> None:
    """The centre with its callers, about sixty companies, a campaign under way."""
    centre = the_centre(today)
    if Company.objects.filter(centre=centre).exists():
        return
    chance = random.Random(SEED)  # noqa: S311
    callers = [_account(centre, email, name, Role.CALLER) for email, name in CALLERS]
    rows = [_company(centre, number, chance) for number in range(COMPANIES)]
    for row in rows[::4]:
        _contact(row, chance)
    campaign = _campaign(centre, callers[0])
    _calls(campaign, callers, chance, today)
    signal = Signal(
        centre=centre, company_name="Falegnameria dei Tigli",
        words="Cartello in vetrina: cercano una persona per la levigatura", where_seen="Vetrina",
        seen_on=today - datetime.timedelta(days=3), expires_on=today + datetime.timedelta(days=57),
    )  # fmt: skip
    leads.save_signal(signal, account=callers[1])


def the_centre(today: datetime.date) -> Centre:
    """The job center of the demo; its director looks at the calls too."""
    centre = Centre.objects.get(slug=SLUG)
    director = Account.objects.filter(email=DIRECTOR).first()
    if director is not None:
        accounts.assign_role(director, centre, Role.DIRECTOR, authorised_on=today)
    return centre


def _account(centre: Centre, email: str, name: str, role: Role) -> Account:
    account = Account.objects.filter(email=email).first()
    account = account or accounts.create_account(email, name, password=PASSWORD)
    accounts.assign_role(account, centre, role, authorised_on=timezone.localdate())
    return account


def _company(centre: Centre, number: int, chance: random.Random) -> Company:
    stem = STEMS[number % len(STEMS)]
    ateco, families = TRADES[stem]
    row = Company(
        centre=centre,
        legal_name=f"{stem} {ENDINGS[number // len(STEMS) + number % 5]} "
        f"{chance.choice(('S.r.l.', 'S.n.c.', 'S.p.A.', ''))}".strip(),
        ateco=ateco,
        size=chance.choices(("MICRO", "SMALL", "MEDIUM"), (6, 3, 1))[0],
        municipality=chance.choice(PLACES),
        address=f"via di Prova {number + 1}",
        phone=f"02 0000{number:04d}",
        email=f"ufficio{number}@example.org" if chance.random() < 0.6 else "",
        families=families,
        best_time=chance.choice(("", "la mattina", "dopo le 14")),
        source=chance.choice(("Elenco delle imprese del Comune", "Fiera di ottobre", "Vetrina")),
    )
    companies.save_company(row, account=None, even_if_alike=True)
    return row


def _contact(row: Company, chance: random.Random) -> None:
    first, last = chance.choice(("Ada", "Bruno", "Carla")), chance.choice(("Sarti", "Olmi", "Nava"))
    contact = CompanyContact(
        company=row,
        name=f"{first} {last}",
        role=chance.choice(("Ufficio del personale", "Titolare", "Segreteria")),
        email=f"referente{row.pk}@example.org",
        source="Il loro sito",
    )
    contacts.save_contact(contact, account=None)


def _campaign(centre: Centre, owner: Account) -> Campaign:
    script = CallScript(centre=centre, name="Primo contatto")
    words.publish(words.save_script(script, starter_steps(), account=owner), account=owner)
    message = Message(centre=centre, name="Chi siamo")
    for text in (
        "Buongiorno,\nsiamo il gruppo {centro}: persone che cercano lavoro e si aiutano.",
        "Buongiorno,\nci siamo sentiti per telefono. Siamo {centro}: persone che cercano lavoro e "
        "si aiutano. Se a {azienda} serve qualcuno, scriveteci che cosa deve saper fare: il "
        "servizio è gratuito.\n\nGrazie e buon lavoro.",
    ):
        draft = words.save_message(
            message, "Chi siamo e che cosa possiamo fare", text, account=owner
        )
        words.publish(draft, account=owner)
    campaign = Campaign(
        centre=centre, name="Aziende vicine", script=script, message=message,
        municipality="Pregnana Milanese", kilometres=15,
    )  # fmt: skip
    campaigns.save_campaign(campaign, account=owner)
    campaigns.pass_to(campaign, CampaignState.RUNNING, account=owner)
    return Campaign.objects.get(pk=campaign.pk)


def _calls(
    campaign: Campaign, callers: list[Account], chance: random.Random, today: datetime.date
) -> None:
    """Calls of the last days, a few minutes each, as the callers would have made them."""
    outcomes = list(OUTCOMES)
    chance.shuffle(outcomes)
    moment = timezone.now() - datetime.timedelta(days=6, hours=2)
    for number, outcome in enumerate(outcomes[:CALLS]):
        if number % 9 == 8:
            moment += datetime.timedelta(days=2)
        account = callers[number // 9 % len(callers)]
        lock = taking.take_next(campaign, account)
        if lock is None:
            return
        begun, moment = moment, moment + datetime.timedelta(minutes=chance.randrange(3, 7))
        call = end_call(
            lock.target, _ending(outcome, today, chance), account=account, token=lock.token
        )
        day = timezone.localtime(moment).date()
        Call.objects.filter(pk=call.pk).update(started_at=begun, ended_at=moment, day=day)
        Company.objects.filter(pk=call.company_id).update(last_called_on=day)
    campaign.sessions.update(
        started_at=moment - datetime.timedelta(minutes=95), last_seen_at=moment
    )


def _ending(outcome: Outcome, today: datetime.date, chance: random.Random) -> Ending:
    if outcome == Outcome.CALL_BACK:
        return Ending(outcome, next_on=working_day(today, chance.randrange(4)))
    if outcome in (Outcome.REQUEST, Outcome.INTERESTED):
        return Ending(outcome, words=chance.choice(("un tornitore", "due persone in magazzino")))
    return Ending(outcome)
