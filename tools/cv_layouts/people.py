"""Made-up people with made-up jobs, in six languages. Nobody in here exists."""

from __future__ import annotations

import random
from dataclasses import dataclass

LANGUAGES = ("it", "en", "fr", "es", "de", "ro")

NAMES = {
    "it": (
        ["Anna Maria", "Luca", "Chiara", "Giovanni", "Elisa", "Niccolò", "Samira", "Piero"],
        [
            "Bertolè",
            "De Prova",
            "Fantasini",
            "Esempi",
            "Campionari",
            "Inventati",
            "Dell'Esempio",
            "Tal dei Tali",
        ],
    ),
    "en": (
        ["Joan", "Harold", "Priya", "Megan", "Oluwaseun"],
        ["Sampleton", "Mockridge", "Testerby", "O'Example"],
    ),
    "fr": (
        ["Zoé", "Jean-Paul", "Amélie", "Karim"],
        ["Exemplard", "Duteste", "Fictivier", "Le Modèle"],
    ),
    "es": (
        ["María José", "Álvaro", "Lucía", "Íñigo"],
        ["Ejemplar Muestra", "Ficticio Ruiz", "Prueba Gómez"],
    ),
    "de": (["Jürgen", "Annette", "Selma", "Kai"], ["Mustermann", "Beispielhuber", "Testmüller"]),
    "ro": (["Ioana", "Mihai", "Ștefania", "Răzvan"], ["Exemplescu", "Probescu", "Modelan"]),
}
JOBS = {
    "it": [
        (
            "Saldatrice TIG",
            "Officine Prova S.r.l.",
            "Legnano",
            "Metalmeccanica",
            ["Saldatura di tubi in acciaio inox", "Lettura del disegno tecnico"],
        ),
        (
            "Magazziniere",
            "Depositi Esempio S.p.A.",
            "Rho",
            "Logistica",
            ["Carico e scarico merci", "Inventario con lettore di codici"],
        ),
        (
            "Assistente familiare",
            "Cooperativa Il Campione",
            "Milano",
            "Servizi alla persona",
            ["Cura della persona anziana", "Preparazione dei pasti"],
        ),
        (
            "Impiegata amministrativa",
            "Studio Fittizio & Associati",
            "Pero",
            "Consulenza",
            ["Fatturazione attiva e passiva", "Prima nota e scadenzario"],
        ),
        (
            "Cuoco",
            "Ristorante Alla Prova",
            "Monza",
            "Ristorazione",
            ["Preparazione di primi piatti", "Ordini ai fornitori"],
        ),
        (
            "Tecnico informatico",
            "Informatica Immaginaria S.r.l.",
            "Pregnana Milanese",
            "Informatica",
            ["Assistenza agli utenti", "Manutenzione della rete"],
        ),
        (
            "Addetta alle vendite",
            "Supermercati Qualunque",
            "Lainate",
            "Commercio",
            ["Assistenza alla clientela", "Rifornimento degli scaffali"],
        ),
        (
            "Operaio addetto al montaggio",
            "Carpenterie Inventate S.n.c.",
            "Arese",
            "Industria",
            ["Montaggio di quadri elettrici", "Collaudo finale"],
        ),
    ],
    "en": [
        (
            "Warehouse operative",
            "Sample Storage Ltd",
            "Leeds",
            "Logistics",
            ["Loading and unloading lorries", "Stock taking"],
        ),
        (
            "Care assistant",
            "Mock Meadows Care Home",
            "York",
            "Social care",
            ["Helping residents with meals", "Keeping daily notes"],
        ),
        (
            "Software developer",
            "Placeholder Systems plc",
            "Bristol",
            "Information technology",
            ["Writing tests", "Maintaining a billing service"],
        ),
        (
            "Sous chef",
            "The Example Arms",
            "Bath",
            "Hospitality",
            ["Running the cold kitchen", "Training apprentices"],
        ),
    ],
    "fr": [
        (
            "Aide-soignante",
            "Clinique du Modèle",
            "Lyon",
            "Santé",
            ["Soins d'hygiène", "Accompagnement des repas"],
        ),
        (
            "Électricien du bâtiment",
            "Entreprise Exemple SARL",
            "Grenoble",
            "Bâtiment",
            ["Pose de câbles", "Mise en service de tableaux"],
        ),
        (
            "Vendeur en boulangerie",
            "Boulangerie Fictive",
            "Nantes",
            "Commerce",
            ["Accueil des clients", "Tenue de la caisse"],
        ),
    ],
    "es": [
        (
            "Camarero de pisos",
            "Hotel Ejemplo",
            "Sevilla",
            "Hostelería",
            ["Limpieza de habitaciones", "Control de lencería"],
        ),
        (
            "Administrativa contable",
            "Gestoría Muestra S.L.",
            "Valencia",
            "Servicios",
            ["Facturación", "Conciliación bancaria"],
        ),
        (
            "Soldador",
            "Talleres Ficticios S.A.",
            "Bilbao",
            "Metal",
            ["Soldadura MIG", "Corte de chapa"],
        ),
    ],
    "de": [
        (
            "Industriemechaniker",
            "Muster Maschinenbau GmbH",
            "Stuttgart",
            "Maschinenbau",
            ["Wartung von Anlagen", "Drehen und Fräsen"],
        ),
        (
            "Pflegefachfrau",
            "Klinikum Beispielstadt",
            "Ulm",
            "Gesundheit",
            ["Grundpflege", "Dokumentation"],
        ),
        (
            "Buchhalter",
            "Probe Handels AG",
            "Kassel",
            "Handel",
            ["Kreditorenbuchhaltung", "Monatsabschluss"],
        ),
    ],
    "ro": [
        (
            "Șofer profesionist",
            "Transporturi Exemplu SRL",
            "Cluj-Napoca",
            "Transporturi",
            ["Transport de mărfuri", "Întreținerea vehiculului"],
        ),
        (
            "Croitoreasă",
            "Atelierul Model SA",
            "Iași",
            "Confecții",
            ["Croirea materialelor", "Ajustări la comandă"],
        ),
        (
            "Contabilă",
            "Firma de Probă SRL",
            "Brașov",
            "Servicii",
            ["Evidența facturilor", "Declarații fiscale"],
        ),
    ],
}
SCHOOLS = {
    "it": [
        ("Diploma di perito meccanico", "ITIS Immaginario di Rho"),
        ("Licenza media", "Scuola media di Esempio"),
        ("Laurea in lettere", "Università della Prova"),
    ],
    "en": [
        ("NVQ Level 3 in Health", "Sample College"),
        ("BSc Mathematics", "University of Example"),
    ],
    "fr": [("CAP Cuisine", "Lycée professionnel Modèle"), ("Baccalauréat", "Lycée Exemple")],
    "es": [("Grado medio en Electricidad", "IES Ejemplo"), ("Bachillerato", "Instituto Muestra")],
    "de": [("Abitur", "Gymnasium Musterstadt"), ("Gesellenbrief", "Berufsschule Beispiel")],
    "ro": [
        ("Diplomă de bacalaureat", "Liceul Exemplu"),
        ("Certificat de calificare", "Școala profesională Model"),
    ],
}
TONGUES = {
    "it": ("italiano", [("inglese", "B1"), ("francese", "A2")]),
    "en": ("English", [("French", "B1"), ("Polish", "A2")]),
    "fr": ("français", [("anglais", "B2"), ("arabe", "A2")]),
    "es": ("español", [("inglés", "B1"), ("gallego", "C1")]),
    "de": ("Deutsch", [("Englisch", "B2"), ("Türkisch", "C1")]),
    "ro": ("română", [("italiană", "C1"), ("engleză", "A2")]),
}
MONTHS = {
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
}
TODAY = {
    "it": "oggi",
    "en": "Present",
    "fr": "aujourd'hui",
    "es": "actualidad",
    "de": "heute",
    "ro": "prezent",
}


@dataclass(frozen=True)
class Job:
    """One experience; dates are (year, month), no end means that it goes on."""

    position: str
    employer: str
    city: str
    sector: str
    tasks: list[str]
    start: tuple[int, int]
    end: tuple[int, int] | None


@dataclass(frozen=True)
class Person:
    """One made-up person."""

    language: str
    given: str
    family: str
    jobs: list[Job]
    schools: list[tuple[str, str, int, int]]
    mother_tongue: str
    tongues: list[tuple[str, str]]
    licence: str
    birth: str

    @property
    def mail(self) -> str:
        return f"cv{100 + sum(map(ord, self.given + self.family)) % 900}@example.org"

    def truth(self, precision: str) -> dict:
        """The truth of a CV whose dates have the precision `year` or `month`."""

        def date(when: tuple[int, int] | None) -> str:
            if when is None:
                return ""
            return f"{when[0]}" if precision == "year" else f"{when[0]}-{when[1]:02d}"

        return {
            "language": self.language,
            "name": {"given": self.given, "family": self.family},
            "experiences": [
                {
                    "position": job.position,
                    "employer": job.employer,
                    "start": date(job.start),
                    "end": date(job.end),
                    "ongoing": job.end is None,
                }
                for job in self.jobs
            ],
        }


def person(seed: int, language: str) -> Person:
    """A person that is the same for the same seed."""
    chance = random.Random(seed)
    given, family = (chance.choice(part) for part in NAMES[language])
    jobs, year = [], 2024 - chance.randrange(3)
    chosen = chance.sample(JOBS[language], chance.choice([2, 3]))
    ongoing = chance.random() < 0.4
    for position, employer, city, sector, tasks in chosen:
        length = chance.randrange(1, 5)
        start = (year - length, chance.randrange(1, 13))
        end = None if ongoing and not jobs else (year, chance.randrange(1, 13))
        jobs.append(Job(position, employer, city, sector, tasks, start, end))
        year -= length + 1
    title, school = chance.choice(SCHOOLS[language])
    mother, tongues = TONGUES[language]
    return Person(
        language,
        given,
        family,
        jobs,
        [(title, school, year - 5, year - 1)],
        mother,
        tongues,
        chance.choice(["B", "A, B", "B, C"]),
        f"{chance.randrange(1, 28):02d}/{chance.randrange(1, 12):02d}/{chance.randrange(1960, 1999)}",
    )
