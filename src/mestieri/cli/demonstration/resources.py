"""The documentation of the demo centre: invented titles and publishers, real shelves of a room."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace

from django.test import override_settings
from django.utils import timezone

from mestieri.engines.links import Look, Outcome
from mestieri.engines.occupations import gendered_forms
from mestieri.kernel import exchange
from mestieri.kernel.models import Centre
from mestieri.kernel.services import proposals
from mestieri.kernel.vocabulary import Purpose, Sector
from mestieri.library.facet_words import FACET_PARAMETERS
from mestieri.library.models import (
    ConsultationTally,
    Occupation,
    Resource,
    SearchPhrase,
    SearchTally,
)
from mestieri.library.services import resources as services
from mestieri.library.services.holdings import report_missing
from mestieri.library.services.links import record_look
from mestieri.library.services.posters import prepare_poster, publish_poster, write_poster
from mestieri.library.services.resource_data import HoldingData, ResourceData
from mestieri.library.services.searches import ASKED_BY_SEVERAL, digest_of
from mestieri.library.vocabulary import ConsultationMode, Facet, ResourceKind

SEED = 20090615
PUBLISHERS = (
    "Edizioni del Bancone", "Bottega dei Mestieri", "Quaderni di Porta Aperta",
    "Cooperativa Editrice Il Tornio", "Officina Grafica Collina",
)  # fmt: skip

#: Trade, sector, what one finds there, shelf.
TRADES: tuple[tuple[str, Sector, str, str], ...] = (
    ("Elettricista", Sector.F, "Impianti, sicurezza, la lettera che abilita", "A1"),
    ("Idraulico", Sector.F, "Acqua, gas, caldaie e chiamate di notte", "A1"),
    ("Muratore", Sector.F, "Dal mattone alla facciata, e il libretto del cantiere", "A2"),
    ("Saldatore", Sector.C, "Filo, elettrodo, patentino: i tre modi di unire", "A2"),
    ("Falegname", Sector.C, "Il legno, le macchine, la bottega in conto proprio", "A3"),
    ("Sarta", Sector.C, "Modello, prova, riparazione: mettersi in proprio", "A3"),
    ("Magazziniere", Sector.H, "Carico, scarico, muletto e inventario", "B1"),
    ("Autista di autobus", Sector.H, "Patente D, CQC, turni e concorsi", "B1"),
    ("Cuoco", Sector.I, "La partita, la stagione, la mensa", "B2"),
    ("Barista", Sector.I, "Il banco dalle sei, e come si apre un bar", "B2"),
    ("Pizzaiolo", Sector.I, "Impasto, forno, stagione al mare", "B2"),
    ("Commessa", Sector.G, "Vetrina, cassa, domeniche e contratti", "B3"),
    ("Meccanico d’auto", Sector.G, "Dal tagliando all’ibrido", "B3"),
    ("Programmatrice", Sector.J, "Da dove si comincia, senza laurea e con", "B4"),
    ("Tecnica di rete", Sector.J, "Cavi, apparati, chiamate dei clienti", "B4"),
    ("Contabile", Sector.M, "Prima nota, fatture, bilanci", "C1"),
    ("Grafico", Sector.M, "Portfolio, committenti, partita IVA", "C1"),
    ("Giardiniere", Sector.N, "Potature, verde pubblico, stagioni", "C2"),
    ("Addetta alle pulizie", Sector.N, "Appalti, orari, cambio di gestione", "C2"),
    ("Maestra d’infanzia", Sector.P, "La laurea, le graduatorie, il nido", "C3"),
    ("Educatore", Sector.Q, "Comunità, scuola, domicilio", "C3"),
    ("Operatrice socio-sanitaria", Sector.Q, "Il corso regionale, il tirocinio, i concorsi", "C4"),
    ("Infermiere", Sector.Q, "Tre anni, il test, i reparti", "C4"),
    ("Assistente familiare", Sector.T, "Contratto, convivenza, registro regionale", "C4"),
    ("Agricoltrice", Sector.A, "Terra in affitto, vendita diretta, aiuti", "D1"),
    ("Parrucchiere", Sector.S, "Due anni e la qualifica, poi il salone", "D1"),
    ("Tecnico delle luci", Sector.R, "Teatri, piazze, contratti a giornata", "D2"),
)

#: Brochures and guides: title, kind, need, theme, audience, moment, stock and threshold.
OTHERS: tuple[tuple[str, ResourceKind, Purpose, str, str, str, int | None, int | None], ...] = (
    ("Apprendistato", ResourceKind.BROCHURE, Purpose.WORK, "mercato-del-lavoro", "giovani",
     "entrare", 12, 20),
    ("Tirocinio: i tuoi diritti", ResourceKind.BROCHURE, Purpose.WORK, "mercato-del-lavoro",
     "giovani", "entrare", 85, 20),
    ("Ho perso il lavoro: i primi trenta giorni", ResourceKind.BROCHURE, Purpose.WORK,
     "mercato-del-lavoro", "in-cerca", "perdere", 140, 40),
    ("Tornare al lavoro dopo la maternità", ResourceKind.BROCHURE, Purpose.WORK,
     "mercato-del-lavoro", "occupati", "rientrare", 60, 20),
    ("Dopo la terza media", ResourceKind.GUIDE, Purpose.TRAINING, "formazione", "studenti",
     "scegliere", None, None),
    ("Dopo il diploma: università, ITS, lavoro", ResourceKind.GUIDE, Purpose.TRAINING,
     "formazione", "studenti", "scegliere", None, None),
    ("Guida per genitori che accompagnano una scelta", ResourceKind.GUIDE, Purpose.GUIDANCE,
     "formazione", "genitori", "scegliere", None, None),
    ("Prendere il diploma da adulti", ResourceKind.BROCHURE, Purpose.TRAINING, "formazione",
     "adulti", "cambiare", 33, 20),
    ("Corsi gratuiti in zona: come si leggono i bandi", ResourceKind.GUIDE, Purpose.TRAINING,
     "formazione", "adulti", "cambiare", None, None),
    ("Che cosa so fare: un questionario su carta", ResourceKind.QUESTIONNAIRE, Purpose.GUIDANCE,
     "professioni", "adulti", "cambiare", None, None),
    ("I miei interessi, in quaranta domande", ResourceKind.QUESTIONNAIRE, Purpose.GUIDANCE,
     "professioni", "studenti", "scegliere", None, None),
    ("Mettersi in proprio: prima domanda, a chi serve?", ResourceKind.GUIDE, Purpose.ENTERPRISE,
     "mercato-del-lavoro", "adulti", "cambiare", None, None),
    ("La partita IVA spiegata a mia zia", ResourceKind.BROCHURE, Purpose.ENTERPRISE,
     "mercato-del-lavoro", "adulti", "cambiare", 51, 20),
    ("Associazioni e cooperative: come si fondano", ResourceKind.BOOK, Purpose.ENTERPRISE,
     "mercato-del-lavoro", "adulti", "cambiare", None, None),
    ("Il curriculum in una pagina", ResourceKind.GUIDE, Purpose.WORK, "mercato-del-lavoro",
     "in-cerca", "entrare", None, None),
    ("Il colloquio: che cosa possono chiederti e che cosa no", ResourceKind.BROCHURE, Purpose.WORK,
     "mercato-del-lavoro", "in-cerca", "entrare", 74, 20),
    ("Contare gli anni per la pensione", ResourceKind.BROCHURE, Purpose.GUIDANCE,
     "mercato-del-lavoro", "occupati", "pensione", 28, 20),
    ("Insegnanti e orientamento: dieci attività in classe", ResourceKind.BOOK, Purpose.GUIDANCE,
     "formazione", "insegnanti", "scegliere", None, None),
)  # fmt: skip

#: Websites: title, address, need, theme.
WEBSITES: tuple[tuple[str, str, Purpose, str], ...] = (
    ("Offerte di lavoro della zona", "https://offerte.example.org/", Purpose.WORK,
     "mercato-del-lavoro"),
    ("Bandi della formazione regionale", "https://bandi.example.org/formazione", Purpose.TRAINING,
     "formazione"),
    ("Atlante delle professioni, in rete", "https://atlante.example.org/", Purpose.GUIDANCE,
     "professioni"),
    ("Aprire un’impresa: moduli e scadenze", "https://impresa.example.org/", Purpose.ENTERPRISE,
     "mercato-del-lavoro"),
    ("Concorsi pubblici del mese", "https://concorsi.example.org/", Purpose.WORK,
     "mercato-del-lavoro"),
)  # fmt: skip


def load_resources(centre: Centre) -> None:
    """Furnish the shelves of a centre, with what a documentalist finds on a Monday morning."""
    chance = random.Random(SEED)  # noqa: S311 - a demo, not a secret
    made = services.create_resources(
        [*_about_trades(chance), *_others(chance), *_websites(chance), *_newspapers(chance)],
        centre=centre,
        account=None,
    )
    _wear_out(made, chance)


def _verified(chance: random.Random) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=chance.randrange(5, 80))


def _keys_by_name() -> dict[str, tuple[str, ...]]:
    """Name of a profession, in either gender → its key."""
    keys: dict[str, tuple[str, ...]] = {}
    for occupation in Occupation.objects.all():
        names = (*gendered_forms(occupation.label("it")), *occupation.everyday_names.get("it", ()))
        for name in names:
            keys.setdefault(name.casefold(), (occupation.key,))
    return keys


def _about_trades(chance: random.Random) -> list[ResourceData]:
    """A sheet, a book and, for some trades, a film about each trade."""
    every = []
    keys = _keys_by_name()
    for number, (trade, sector, found, shelf) in enumerate(TRADES):
        about = keys.get(trade.casefold(), ())
        sides = {
            Facet.SECTOR: frozenset({sector.value}),
            Facet.THEME: frozenset({"professioni"}),
            Facet.PURPOSE: frozenset({Purpose.GUIDANCE.value, Purpose.WORK.value}),
            Facet.LANGUAGE: frozenset({"it"}),
            Facet.LIFE_MOMENT: frozenset({"scegliere", "cambiare"}),
        }
        publisher = chance.choice(PUBLISHERS)
        every.append(
            ResourceData(
                ResourceKind.PROFESSION_SHEET, f"{trade}: la scheda del mestiere",
                publisher="Centro di documentazione", year=2026, summary=f"{found}.",
                facets=sides, occupations=about, verified_on=_verified(chance),
                holding=HoldingData(shelf, copies=3),
            )
        )  # fmt: skip
        every.append(
            ResourceData(
                ResourceKind.BOOK, f"{trade}. {found}", reference=f"L{1000 + number}",
                authors="A cura della redazione", publisher=publisher,
                year=chance.randrange(2017, 2026),
                summary=f"Racconti di chi lo fa, percorsi di studio, contratti. {found}.",
                facets=sides, occupations=about, verified_on=_verified(chance),
                holding=HoldingData(shelf, copies=chance.randrange(1, 4)),
            )
        )  # fmt: skip
        if number % 4 == 0:
            every.append(replace(_film(trade, found, sides, chance), occupations=about))
        if number % 3 == 0:
            every.append(
                ResourceData(
                    ResourceKind.ADDRESS_LIST, f"Dove imparare: {trade.lower()}", year=2026,
                    summary="Corsi, scuole e botteghe della zona, con orari e requisiti.",
                    facets={**sides, Facet.PURPOSE: frozenset({Purpose.TRAINING.value}),
                            Facet.THEME: frozenset({"formazione"})},
                    occupations=about, verified_on=_verified(chance),
                    holding=HoldingData(shelf),
                )
            )  # fmt: skip
    return every


def _film(
    trade: str, found: str, sides: dict[Facet, frozenset[str]], chance: random.Random
) -> ResourceData:
    return ResourceData(
        ResourceKind.AUDIOVISUAL, f"Una giornata da {trade.lower()}",
        publisher="Video di quartiere",
        url=f"https://video.example.org/{trade.split()[0].lower()}", year=2025,
        minutes=chance.randrange(6, 19), summary=f"Una mattina al lavoro: {found.lower()}.",
        transcript=(
            f"Voce: mi alzo presto. {found}. All’inizio guardavo e basta, poi mi hanno lasciato "
            "provare. Le cose difficili si imparano facendole due volte. Se ci pensi, vieni a "
            "vedere come si lavora prima di scegliere."
        ),
        facets=sides, verified_on=_verified(chance),
    )  # fmt: skip


def _others(chance: random.Random) -> list[ResourceData]:
    return [
        ResourceData(
            kind, title, publisher=chance.choice(PUBLISHERS), year=2026,
            summary="Parole semplici, indirizzi veri, una pagina da portare con sé.",
            facets={
                Facet.PURPOSE: frozenset({need.value}), Facet.THEME: frozenset({theme}),
                Facet.AUDIENCE: frozenset({audience}), Facet.LIFE_MOMENT: frozenset({moment}),
                Facet.LANGUAGE: frozenset({"it", "en"} if stock else {"it"}),
            },
            verified_on=_verified(chance),
            holding=HoldingData("E1" if stock is not None else "E2", stock=stock,
                                threshold=threshold),
        )
        for title, kind, need, theme, audience, moment, stock, threshold in OTHERS
    ]  # fmt: skip


def _websites(chance: random.Random) -> list[ResourceData]:
    return [
        ResourceData(
            ResourceKind.WEBSITE, title, url=url, summary="Una pagina da tenere d’occhio.",
            facets={Facet.PURPOSE: frozenset({need.value}), Facet.THEME: frozenset({theme}),
                    Facet.LANGUAGE: frozenset({"it"})},
            verified_on=_verified(chance),
        )
        for title, url, need, theme in WEBSITES
    ]  # fmt: skip


def _newspapers(chance: random.Random) -> list[ResourceData]:
    today = timezone.localdate()
    return [
        ResourceData(
            ResourceKind.NEWSPAPER, f"Il foglio del lavoro, n. {number}", issue=str(number),
            year=today.year, publisher="Quaderni di Porta Aperta",
            summary="Annunci, concorsi e una storia di mestiere.",
            facets={Facet.PURPOSE: frozenset({Purpose.WORK.value}),
                    Facet.THEME: frozenset({"mercato-del-lavoro"}),
                    Facet.LANGUAGE: frozenset({"it"})},
            verified_on=today - datetime.timedelta(days=7), holding=HoldingData("F1", copies=2),
        )
        for number in range(1, 7)
    ]  # fmt: skip


def _wear_out(made: list[Resource], chance: random.Random) -> None:
    """Some are late, a link is dead, one moved, a copy is missing; some are used more."""
    today, now = timezone.localdate(), timezone.now()
    for resource in chance.sample(made, 7):
        resource.review_by = today - datetime.timedelta(days=chance.randrange(1, 40))
        resource.save(update_fields=["review_by"])
    linked = [resource for resource in made if resource.url]
    for resource in linked:
        record_look(resource, Look(Outcome.OK, resource.url, "HTTP 200"), now)
    dead, moved = linked[-1], linked[-2]
    for days in (2, 1):
        record_look(
            dead, Look(Outcome.FAILED, dead.url, "HTTP 404"), now - datetime.timedelta(days=days)
        )
    record_look(moved, Look(Outcome.MOVED, f"{moved.url}nuovo/", "HTTP 200"), now)
    on_a_shelf = next(resource for resource in made if resource.holdings.exists())
    report_missing(on_a_shelf.holdings.get(), True, account=None)
    _use(made, chance, today)
    _seek_in_vain(made[0].centre, today)
    _propose(made[0].centre)


def _use(made: list[Resource], chance: random.Random, today: datetime.date) -> None:
    ConsultationTally.objects.bulk_create(
        ConsultationTally(
            centre=resource.centre, resource=resource, mode=mode,
            day=today - datetime.timedelta(days=days), times=chance.randrange(1, 9),
        )
        for resource in chance.sample(made, 30)
        for mode in (ConsultationMode.SHELF, ConsultationMode.PRINTED)
        for days in chance.sample(range(28), 3)
    )  # fmt: skip


@override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend")
def _propose(centre: Centre) -> None:
    """An organisation proposes a website by its link, and waits for an answer."""
    organisation = "Cooperativa Passo dopo Passo"
    _proposal, issued = proposals.invite(
        centre,
        services.RESOURCE,
        organisation=organisation,
        email="ufficio@example.org",
        message="Avete una pagina con i vostri corsi?",
        account=None,
    )
    offered = exchange.proposable(services.RESOURCE)
    assert offered is not None
    written = {
        "kind": ResourceKind.WEBSITE,
        "title": "I nostri corsi serali, mese per mese",
        "publisher": organisation,
        "summary": "Le date, i prezzi e i posti liberi dei corsi serali di italiano e informatica.",
        "url": "https://example.org/corsi-serali",
        FACET_PARAMETERS[Facet.PURPOSE]: [Purpose.TRAINING.value],
        FACET_PARAMETERS[Facet.LANGUAGE]: ["it"],
    }
    form = offered.form(centre, None, written)
    if form.is_valid():
        token = issued.address.rstrip("/").rpartition("/")[2]
        proposals.receive(token, centre, form, "La aggiorniamo noi ogni primo del mese.")


#: Words, times, times in vain, whether somebody sees to it, whether it has an answer by now.
SOUGHT = (
    ("patentino muletto", 14, 14, False, False),
    ("corso di droni", 6, 6, True, False),
    ("corso serale di saldatura", 9, 9, False, True),
    ("badante", 31, 0, False, False),
    ("oss", 24, 0, False, False),
    ("come si fa il curriculum", 18, 0, False, False),
    ("aprire un bar", 12, 0, False, False),
    ("caut de lucru ca sofer", 7, 0, False, False),
    ("tirocinio in biblioteca", 8, 0, False, False),
)
UNSURE = {"tirocinio in biblioteca": 7}


def _seek_in_vain(centre: Centre, today: datetime.date) -> None:
    for words, times, vain, taken, answered in SOUGHT:
        SearchPhrase.objects.create(
            centre=centre, month=today.replace(day=1), language="it", digest=digest_of(words),
            words=words, times=times, without_answer=vain, occasions=ASKED_BY_SEVERAL,
            unsure=UNSURE.get(words, 0), taken_on=today if taken else None,
            answered_on=today if answered else None,
        )  # fmt: skip
        day, _new = SearchTally.objects.get_or_create(centre=centre, day=today, language="it")
        day.searches, day.without_answer = day.searches + times, day.without_answer + vain
        day.save()
    poster = prepare_poster(centre, today)
    poster.done = "Abbiamo chiesto al Centro per l'impiego un corso per il muletto."
    write_poster(poster, left_out=[], account=None)
    publish_poster(poster, account=None)
