"""What the three demo centres are made of, as plain data (domain book §7.2)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from mestieri.kernel.models.places import SpaceItemKind
from mestieri.kernel.roles import Role
from mestieri.kernel.vocabulary import CentreKind, Purpose, Theme

WEEKDAYS = {"lun": 0, "mar": 1, "mer": 2, "gio": 3, "ven": 4, "sab": 5}


@dataclass(frozen=True)
class AreaSheet:
    name: str
    name_en: str
    purposes: tuple[Purpose, ...]


@dataclass(frozen=True)
class DutySheet:
    """A weekly turn: «mar 10:00-13:00»."""

    desk: str
    area: str
    when: str
    partner: str = ""
    languages: str = "it"


@dataclass(frozen=True)
class PageSheet:
    """An editorial page in Italian and English."""

    slug: str
    title: str
    introduction: str
    body: str
    title_en: str
    introduction_en: str
    body_en: str


@dataclass(frozen=True)
class CentreSheet:
    """Everything a demo centre starts with."""

    slug: str
    name: str
    kinds: tuple[CentreKind, ...]
    theme: Theme
    managing_body: str
    opened_on: datetime.date
    promise: str
    promise_en: str
    site: dict[str, object]
    points: tuple[str, ...]
    areas: tuple[AreaSheet, ...]
    opening: tuple[str, ...]
    partners: tuple[tuple[str, str], ...]
    duties: tuple[DutySheet, ...]
    space: tuple[tuple[SpaceItemKind, str, str, int], ...]
    pages: tuple[PageSheet, ...]
    experiment: dict[str, object] | None = None
    suspended: dict[str, object] | None = None
    staff: tuple[tuple[Role, str, str], ...] = field(default_factory=tuple)


LANTERNA = CentreSheet(
    slug="lanterna",
    name="Lanterna",
    kinds=(CentreKind.CITTA_MESTIERI,),
    theme=Theme.ITALIA,
    managing_body="Consorzio Lanterna Lavoro (dimostrativo)",
    opened_on=datetime.date(2002, 1, 7),
    promise="Un luogo di cittadinanza, di libertà e di scelta sui temi del lavoro.",
    promise_en="A place of citizenship, freedom and choice about work.",
    site={
        "name": "Villa della Lanterna",
        "address": "via del Molo 4",
        "municipality": "Genova",
        "how_to_arrive": "Dalla stazione con l’autobus, poi cinque minuti a piedi.",
    },
    points=("Villa della Lanterna",),
    areas=(
        AreaSheet("Formazione", "Training", (Purpose.TRAINING,)),
        AreaSheet("Lavoro", "Work", (Purpose.WORK, Purpose.ENTERPRISE)),
        AreaSheet("Orientamento", "Guidance", (Purpose.GUIDANCE,)),
    ),
    opening=(),
    partners=(
        ("Comune di Genova (dimostrativo)", "public"),
        ("Direzione scolastica regionale (dimostrativa)", "public"),
    ),
    duties=(),
    space=(
        (SpaceItemKind.SHELF, "Scaffale dei mestieri", "Orientamento", 6),
        (SpaceItemKind.STATION, "Postazioni", "Lavoro", 8),
    ),
    pages=(
        PageSheet(
            "storia",
            "La nostra storia",
            "Dal gennaio 2002 al maggio 2016 più di centomila ingressi.",
            "<p>La Lanterna ha tenuto aperta una porta per quattordici anni: chiunque entrava, "
            "da solo o con qualcuno, e trovava documenti, consigli, incontri con le aziende.</p>"
            "<p>Dal giugno 2016 il servizio e l’uso del marchio sono sospesi. La Lanterna resta "
            "nella rete delle Città dei Mestieri.</p>",
            "Our history",
            "From January 2002 to May 2016, more than a hundred thousand visits.",
            "<p>For fourteen years the Lanterna kept a door open: anyone came in, alone or with "
            "someone, and found documents, advice and meetings with companies.</p>"
            "<p>Since June 2016 the service and the use of the mark have been suspended. The "
            "Lanterna is still in the network.</p>",
        ),
    ),
    suspended={
        "since": datetime.date(2016, 6, 1),
        "reason": "La convenzione è scaduta e non è stata ancora rinnovata.",
        "notice": "Dal giugno 2016 la Lanterna ha sospeso il servizio e l’uso del marchio. "
        "Resta parte della rete delle Città dei Mestieri: per un consiglio oggi puoi andare "
        "al centro Tuscolo.",
        "notice_en": "Since June 2016 the Lanterna has suspended the service and the use of the "
        "mark. It is still part of the network: for advice today you can go to the Tuscolo.",
    },
    staff=((Role.DIRECTOR, "direzione.lanterna", "Direzione Lanterna"),),
)

TUSCOLO = CentreSheet(
    slug="tuscolo",
    name="Tuscolo",
    kinds=(CentreKind.CITTA_MESTIERI, CentreKind.TAVOLI),
    theme=Theme.ITALIA,
    managing_body="Alleanza Tuscolo per il lavoro (dimostrativa)",
    opened_on=datetime.date(2009, 6, 15),
    promise="Aperto a tutte e tutti, gratuito, senza appuntamento.",
    promise_en="Open to everyone, free, without appointment.",
    site={
        "name": "Casa dei Mestieri Tuscolo",
        "address": "via dell’Acquedotto 12",
        "municipality": "Roma",
        "surface": 450,
        "provenance": "confiscated",
        "provenance_note": "Un bene confiscato alla mafia, restituito alla città e dato in "
        "concessione all’alleanza che tiene aperto il centro.",
        "how_to_arrive": "Metro A, poi due fermate di autobus. Ingresso senza gradini dal cortile.",
    },
    points=("Ingresso principale", "Biblioteca di quartiere"),
    areas=(
        AreaSheet("Cercare lavoro", "Looking for work", (Purpose.WORK,)),
        AreaSheet("Scegliere la formazione", "Choosing training", (Purpose.TRAINING,)),
        AreaSheet("Orientarsi nelle scelte", "Finding one’s way", (Purpose.GUIDANCE,)),
        AreaSheet("Fare impresa", "Starting a business", (Purpose.ENTERPRISE,)),
    ),
    opening=(
        "mar 10:00-13:00",
        "mar 15:00-19:00",
        "mer 10:00-13:00",
        "mer 15:00-19:00",
        "gio 10:00-13:00",
        "gio 15:00-19:00",
        "ven 10:00-13:00",
        "ven 15:00-19:00",
        "sab 10:00-13:00",
        "lun 09:00-18:30",
    ),
    partners=(
        ("Agenzia Ponte per il lavoro (dimostrativa)", "private"),
        ("Associazione Bottega d’Idee (dimostrativa)", "third_sector"),
        ("Azienda sanitaria Tuscolo (dimostrativa)", "public"),
        ("Comune di Roma (dimostrativo)", "public"),
        ("Cooperativa Le Radici (dimostrativa)", "third_sector"),
        ("Municipio delle Acque (dimostrativo)", "public"),
        ("Provincia (dimostrativa)", "public"),
        ("Radio Quartiere (dimostrativa)", "private"),
        ("Regione (dimostrativa)", "public"),
    ),
    duties=(
        *(
            DutySheet(
                "Sportello lavoro",
                "Cercare lavoro",
                f"{day} 10:00-13:00",
                "Agenzia Ponte per il lavoro (dimostrativa)",
                "it ro",
            )
            for day in ("mar", "mer", "gio", "ven", "sab")
        ),
        *(
            DutySheet(
                "Sportello formazione",
                "Scegliere la formazione",
                f"{day} 15:00-19:00",
                "Regione (dimostrativa)",
                "it en",
            )
            for day in ("mar", "gio")
        ),
        *(
            DutySheet(
                "Punto di ascolto",
                "Orientarsi nelle scelte",
                f"{day} 10:00-18:30",
                "Cooperativa Le Radici (dimostrativa)",
                "it fr ar",
            )
            for day in ("lun", "mar", "mer", "gio", "ven")
        ),
        *(
            DutySheet(
                "Sportello impresa",
                "Fare impresa",
                f"{day} 15:00-18:00",
                "Associazione Bottega d’Idee (dimostrativa)",
                "it fr",
            )
            for day in ("lun", "mer", "ven")
        ),
    ),
    space=(
        (SpaceItemKind.STATION, "Postazioni con computer", "", 12),
        (SpaceItemKind.STATION, "Postazioni per il CV", "Cercare lavoro", 4),
        (SpaceItemKind.SHELF, "Scaffale Lavoro", "Cercare lavoro", 3),
        (SpaceItemKind.SHELF, "Scaffale Formazione", "Scegliere la formazione", 4),
        (SpaceItemKind.SHELF, "Scaffale Mestieri", "Orientarsi nelle scelte", 5),
        (SpaceItemKind.SHELF, "Scaffale Impresa", "Fare impresa", 2),
        (SpaceItemKind.SEATS, "Tavoli di lettura", "", 32),
        (SpaceItemKind.ROOM, "Sala incontri", "", 1),
        (SpaceItemKind.ROOM, "Aula del primo piano", "", 1),
        (SpaceItemKind.DESK, "Sportelli", "", 4),
    ),
    pages=(
        PageSheet(
            "chi-siamo",
            "Chi siamo",
            "Nove organizzazioni, una porta sola.",
            "<p>Il Tuscolo è tenuto aperto da un’alleanza di organizzazioni pubbliche, private "
            "e del terzo settore. Nessuna parla per sé: qui si parte dalla tua domanda, e ti "
            "indichiamo tutti i servizi che possono aiutarti.</p>"
            "<h2>La casa</h2><p>Siamo in un bene confiscato alla mafia: 450 metri quadri con "
            "postazioni, libri, una sala per gli incontri e quattro punti di consiglio.</p>",
            "Who we are",
            "Nine organisations, one door.",
            "<p>The Tuscolo is kept open by an alliance of public, private and third-sector "
            "organisations. None of them speaks for itself: we start from your question, and "
            "show you every service that can help.</p>"
            "<h2>The house</h2><p>We are in an asset confiscated from the mafia: 450 square "
            "metres with workstations, books, a room for meetings and four advice desks.</p>",
        ),
    ),
    experiment={
        "name": "Job Café",
        "description": "Un caffè in compagnia per raccontarsi come sta andando la ricerca di "
        "lavoro. Ogni mercoledì alle 17, senza iscriversi.",
        "hypothesis": "Chi cerca lavoro in compagnia torna più volentieri e prova più strade.",
    },
    staff=(
        (Role.DIRECTOR, "direzione", "Direzione Tuscolo"),
        (Role.RECEPTIONIST, "accoglienza", "Accoglienza Tuscolo"),
        (Role.ADVISER, "consiglio", "Consiglio Tuscolo"),
        (Role.DOCUMENTALIST, "documentazione", "Documentazione Tuscolo"),
        (Role.SITE_EDITOR, "redazione", "Redazione Tuscolo"),
        (Role.KEEPER, "tecnica", "Tecnica Tuscolo"),
        (Role.DATA_PROTECTION_OFFICER, "privacy", "Protezione dati Tuscolo"),
    ),
)

LABORATORIO_APERTO = CentreSheet(
    slug="laboratorio-aperto",
    name="Laboratorio Aperto",
    kinds=(CentreKind.JOB_CENTER,),
    theme=Theme.NEUTRAL,
    managing_body="Gruppo Laboratorio Aperto (dimostrativo)",
    opened_on=datetime.date(2026, 6, 4),
    promise="Trenta persone che cercano lavoro insieme, con quello che ciascuna sa fare.",
    promise_en="Thirty people looking for work together, with what each can do.",
    site={
        "name": "Sala del mulino",
        "address": "via Roma 30",
        "municipality": "Pregnana Milanese",
        "how_to_arrive": "A cinque minuti dalla stazione.",
    },
    points=("Sala del mulino",),
    areas=(
        AreaSheet("Lavoro", "Work", (Purpose.WORK,)),
        AreaSheet(
            "Altro", "Something else", (Purpose.TRAINING, Purpose.GUIDANCE, Purpose.ENTERPRISE)
        ),
    ),
    opening=("lun 09:30-17:30", "gio 09:30-17:30"),
    partners=(("Agenzia del territorio (dimostrativa)", "public"),),
    duties=(
        DutySheet("Banco del gruppo", "Lavoro", "lun 09:30-17:30"),
        DutySheet("Banco del gruppo", "Lavoro", "gio 09:30-17:30"),
    ),
    space=((SpaceItemKind.STATION, "Computer del gruppo", "", 3),),
    pages=(
        PageSheet(
            "come-funziona",
            "Come funziona il gruppo",
            "Chi è interessato partecipa, con o senza una quota lavoro.",
            "<p>Ci troviamo due volte alla settimana. Chi può dà qualche ora; chi non può è "
            "accolto allo stesso modo.</p>",
            "How the group works",
            "Whoever is interested takes part, with or without giving hours.",
            "<p>We meet twice a week. Those who can give some hours do; those who cannot are "
            "just as welcome.</p>",
        ),
    ),
    staff=((Role.DIRECTOR, "gruppo", "Coordinamento Laboratorio"),),
)  # fmt: skip

CENTRES = (LANTERNA, TUSCOLO, LABORATORIO_APERTO)
