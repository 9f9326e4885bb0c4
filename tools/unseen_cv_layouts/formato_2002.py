"""The *formato europeo per il curriculum vitae* of 2002, as people filled it: two renderings."""

from __future__ import annotations

from .fodt import cell, cell_style, column_styles, document, p, paragraph_style, row, table
from .people import Job, Person, Study, number

MARGINS = 'fo:margin-top="1.5cm" fo:margin-bottom="1.5cm" fo:margin-left="1.7cm"'
LABELS: dict[str, list[str]] = {
    "it": [
        "Date (da – a)",
        "Nome e indirizzo del datore di lavoro",
        "Tipo di azienda o settore",
        "Tipo di impiego",
        "Principali mansioni e responsabilità",
        "Nome e tipo di istituto di istruzione o formazione",
        "Principali materie / abilità professionali oggetto dello studio",
        "Qualifica conseguita",
    ],
    "fr": [
        "Dates (de – à)",
        "Nom et adresse de l'employeur",
        "Type ou secteur d'activité",
        "Fonction ou poste occupé",
        "Principales activités et responsabilités",
        "Nom et type de l'établissement d'enseignement ou de formation",
        "Principales matières couvertes par ces études",
        "Intitulé du certificat ou diplôme délivré",
    ],
    "ro": [
        "Perioada (de la – până la)",
        "Numele și adresa angajatorului",
        "Tipul activității sau sectorul de activitate",
        "Funcția sau postul ocupat",
        "Principalele activități și responsabilități",
        "Numele și tipul instituției de învățământ",
        "Domeniul studiat / aptitudini ocupaționale",
        "Tipul calificării / diploma obținută",
    ],
}
HEADINGS: dict[str, list[str]] = {
    "it": [
        "Formato europeo per il curriculum vitae",
        "Informazioni personali",
        "Esperienza lavorativa",
        "Istruzione e formazione",
        "Capacità e competenze personali",
        "Madrelingua",
        "Altre lingue",
        "Capacità e competenze relazionali",
        "Capacità e competenze tecniche",
        "Capacità e competenze artistiche",
        "Patente o patenti",
        "Ulteriori informazioni",
    ],
    "fr": [
        "Modèle européen de curriculum vitae",
        "Informations personnelles",
        "Expérience professionnelle",
        "Éducation et formation",
        "Aptitudes et compétences personnelles",
        "Langue maternelle",
        "Autres langues",
        "Aptitudes et compétences sociales",
        "Aptitudes et compétences techniques",
        "Aptitudes et compétences artistiques",
        "Permis de conduire",
        "Information complémentaire",
    ],
    "ro": [
        "Formatul european pentru curriculum vitae",
        "Informații personale",
        "Experiența profesională",
        "Educație și formare",
        "Aptitudini și competențe personale",
        "Limba maternă",
        "Limbi străine cunoscute",
        "Aptitudini și competențe sociale",
        "Aptitudini și competențe tehnice",
        "Aptitudini și competențe artistice",
        "Permis de conducere",
        "Informații suplimentare",
    ],
}
PERSONAL = {
    "it": "Nome|Indirizzo|Telefono|E-mail|Nazionalità|Data di nascita|Italiana",
    "fr": "Nom|Adresse|Téléphone|Courrier électronique|Nationalité|Date de naissance|Française",
    "ro": "Nume|Adresă|Telefon|E-mail|Naționalitate|Data nașterii|Română",
}
READING = {
    "it": "Capacità di lettura|Capacità di scrittura|Capacità di espressione orale",
    "fr": "Lecture|Écriture|Expression orale",
    "ro": "abilitatea de a citi|abilitatea de a scrie|abilitatea de a vorbi",
}
HELP = (
    "Acquisite nel corso della vita e della carriera ma non necessariamente riconosciute da "
    "certificati e diplomi ufficiali."
)
HELP_SOCIAL = (
    "Vivere e lavorare con altre persone, in ambiente multiculturale, occupando posti in cui la "
    "comunicazione è importante e in situazioni in cui è essenziale lavorare in squadra."
)
PRIVACY = (
    "Autorizzo il trattamento dei miei dati personali ai sensi del D.Lgs. 196/2003 e del "
    "Regolamento UE 2016/679."
)
Pair = tuple[str, str]


def name_line(person: Person) -> str:
    """The name as the form was filled."""
    return (
        f"{person.family.upper()}, {person.given}",
        f"{person.given} {person.family}",
        f"{person.family.upper()} {person.given.upper()}",
    )[number(3, person.key, "name line")]


def job_pairs(person: Person, job: Job) -> list[Pair]:
    """Labels and values of an experience, in the three ways people use «Tipo di impiego»."""
    labels = LABELS[person.language]
    habit = number(6, person.key, "habit")
    kind, tasks = job.position, "; ".join(job.tasks)
    if person.language == "it" and habit == 4:
        kind, tasks = job.contract, f"{job.position}\n{tasks}"
    elif habit == 5:
        kind = f"{job.position}\n{job.contract}"
    where = (
        f"{job.employer}\n{job.address}, {job.town}"
        if habit % 2
        else (f"{job.employer} – {job.town}")
    )
    pairs = [(labels[0], job.dates), (labels[1], where), (labels[2], job.sector)]
    pairs += [(labels[3], kind), (labels[4], tasks)]
    if habit == 2:
        del pairs[2]
    return pairs


def study_pairs(person: Person, study: Study) -> list[Pair]:
    """Labels and values of a title."""
    labels = LABELS[person.language]
    pairs = [(labels[0], study.dates)]
    if study.school:
        pairs.append((labels[5], study.school))
    return [*pairs, (labels[7], study.title)]


def personal_pairs(person: Person) -> list[Pair]:
    """Labels and values of the first section."""
    labels = PERSONAL[person.language].split("|")
    values = [name_line(person), f"{person.address}, {person.town}", person.phone, person.mail]
    return list(zip(labels, [*values, labels[6], person.birth_text()], strict=False))


def language_pairs(person: Person, at: int) -> list[Pair]:
    """Labels and values of a foreign language."""
    return [(label, person.languages[at][2]) for label in READING[person.language].split("|")]


def ordered(person: Person, jobs: list[str], studies: list[str]) -> list[str]:
    """In one CV of three the studies come before the work."""
    return studies + jobs if number(3, person.key, "studies first") == 0 else jobs + studies


def last_pairs(person: Person) -> list[Pair]:
    """The headings that have their text beside them."""
    names = HEADINGS[person.language]
    italian = person.language == "it"
    social = [*([HELP_SOCIAL] if italian and number(2, person.key, "help") else []), *person.soft]
    help_out = person.volunteering
    more = f"{help_out.dates}: {help_out.title}, {help_out.school}"
    return [
        (names[7], "\n".join(social)),
        (names[8], person.digital),
        (names[9], person.hobbies),
        (names[10], "B"),
        (names[11], more),
    ]


def narrow(person: Person) -> str:
    """The form as the download of 2002 looked: narrow letters, a line between the columns.

    A row a label, bullets before the labels, capitals in headings, the form's own footer.
    """
    names = [name.upper() for name in HEADINGS[person.language]]

    def heading(text: str) -> str:
        return row([cell(p(text, "heading"), "left"), cell("", "gap"), cell(p(""), "right")])

    def pairs(found: list[Pair], style: str = "label", mark: str = "• ") -> list[str]:
        return [
            row([cell(p(mark + label, style), "left"), cell("", "gap"), cell(p(value), "right")])
            for label, value in found
        ]

    blank = [row([cell(p("", "small"), "left"), cell("", "gap"), cell(p("", "small"), "right")])]
    jobs, studies = [heading(names[2])], [*blank, heading(names[3])]
    for job in person.jobs:
        jobs += [*blank, *pairs(job_pairs(person, job))]
    for study in person.studies:
        studies += [*pairs(study_pairs(person, study)), *blank]
    tongues = pairs([(names[5], person.mother_tongue.upper())], "heading", "")
    for at, language in enumerate(person.languages):
        tongues += pairs([(names[6] if at == 0 else "", language[0].upper())], "heading", "")
        tongues += pairs(language_pairs(person, at))
    told = pairs([(name.upper(), value) for name, value in last_pairs(person)], "heading", "")
    italian = person.language == "it"
    rows = [
        heading(names[0]),
        *blank,
        heading(names[1]),
        *pairs(personal_pairs(person), "plain", ""),
        *blank,
        *ordered(person, jobs, studies),
        *blank,
        *pairs([(names[4], HELP if italian else "")], "heading", ""),
        *tongues,
        *told,
    ]
    widths = ["5.2cm", "0.5cm", "11.8cm"]
    styles = "".join(
        [
            column_styles(set(widths)),
            cell_style("left", 'fo:padding="0.05cm" fo:padding-right="0.15cm"'),
            cell_style("gap", 'fo:border-left="0.5pt solid #000000"'),
            cell_style("right", 'fo:padding="0.05cm"'),
            paragraph_style("body"),
            paragraph_style("small", text='fo:font-size="6pt"'),
            paragraph_style("heading", 'fo:text-align="end"', 'fo:font-weight="bold"'),
            paragraph_style("label", 'fo:text-align="end"', 'fo:font-size="10pt"'),
            paragraph_style("plain", 'fo:text-align="end"', 'fo:font-weight="bold"'),
            paragraph_style("foot", "", 'fo:font-size="8pt" fo:font-style="italic"', "9"),
        ]
    )
    footer = p(f"Pagina {{page}} - Curriculum vitae di\n{name_line(person)}\tv. 1.0", "foot")
    if not italian:
        footer = p(f"{{page}} - Curriculum vitae\n{name_line(person)}", "foot")
    body = table(widths, rows) + (p(f"\n{PRIVACY}", "foot") if italian else "")
    return document(body, styles, "Liberation Sans Narrow", 11, MARGINS, footer=footer)


def grey(person: Person) -> str:
    """The form as an office retyped it: Times, the labels on grey, one row an experience.

    The labels of an experience are lines of one cell, and its values lines of another; in some the
    heading is there again at every experience, because the block was copied whole.
    """
    names = HEADINGS[person.language]
    again = number(3, person.key, "heading again") == 0

    def block(heading: str, found: list[Pair]) -> str:
        left, right = [], []
        if heading:
            left.append(p(heading.upper(), "heading"))
            right.append(p(""))
        for label, value in found:
            lines = value.split("\n")
            # as one does by hand: empty lines until both columns are level again
            height = max(len(lines), 2 if len(label) > 44 else 1, 2 if len(value) > 68 else 1)
            left.append(p(label, "label"))
            right += [p(line) for line in lines]
            left += [p("", "label")] * (height - (2 if len(label) > 44 else 1))
            right += [p("")] * (height - len(lines) - (len(value) > 68 and len(lines) == 1))
        return row([cell("".join(left), "left"), cell("".join(right), "right")])

    jobs = [
        block(names[2] if at == 0 or again else "", job_pairs(person, job))
        for at, job in enumerate(person.jobs)
    ]
    studies = [
        block(names[3] if at == 0 else "", study_pairs(person, study))
        for at, study in enumerate(person.studies)
    ]
    tongues = [block(names[5], [("", person.mother_tongue)])]
    for at, language in enumerate(person.languages):
        tongues.append(block(names[6], [("", language[0]), *language_pairs(person, at)]))
    rows = [block(names[1], personal_pairs(person)), *ordered(person, jobs, studies), *tongues]
    rows += [
        block(name, [("", line) for line in said.split("\n")]) for name, said in last_pairs(person)
    ]
    widths = ["7cm", "10.6cm"]
    edge = 'fo:border-bottom="0.5pt solid #999999" fo:padding="0.12cm"'
    styles = "".join(
        [
            column_styles(set(widths)),
            cell_style("left", f'fo:background-color="#dddddd" {edge}'),
            cell_style("right", edge),
            paragraph_style("body"),
            paragraph_style("title", 'fo:text-align="center"', 'fo:font-size="15pt"'),
            paragraph_style("heading", 'fo:text-align="end"', 'fo:font-weight="bold"'),
            paragraph_style("label", 'fo:text-align="end"', 'fo:color="#444444"'),
            paragraph_style("foot", 'fo:text-align="end"', 'fo:font-size="8pt"'),
        ]
    )
    body = p(names[0].upper(), "title") + p("") + table(widths, rows)
    if person.language == "it":
        body += p("") + p(PRIVACY, "foot") + p(f"{person.town}, 12/03/2025\tFirma", "body")
    header = p(f"CV {person.given} {person.family}", "foot")
    footer = p("{page}", "foot")
    return document(body, styles, "Liberation Serif", 11, MARGINS, header, footer)
