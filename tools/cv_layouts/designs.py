"""The layouts: each a function from a person to HTML that LibreOffice Writer sets."""

from __future__ import annotations

from cv_layouts.people import MONTHS, TODAY, Job, Person

PAGE = """<html><head><meta charset="utf-8"><style>@page {{ size: 21cm 29.7cm; margin: 1.8cm }}
body {{ font-family: "{font}"; font-size: {size}pt }} p, td {{ margin: 0 }} {extra}</style></head><body>{body}</body></html>"""


def page(body: str, font: str = "Liberation Sans", size: int = 10, extra: str = "") -> str:
    return PAGE.format(body=body, font=font, size=size, extra=extra)


def years(job: Job, person: Person, dash: str = " – ") -> str:
    end = str(job.end[0]) if job.end else TODAY[person.language]
    return f"{job.start[0]}{dash}{end}"


def numeric(job: Job, person: Person, dash: str = " – ") -> str:
    def one(when):
        return f"{when[1]:02d}/{when[0]}" if when else TODAY[person.language]

    return f"{one(job.start)}{dash}{one(job.end)}"


def worded(job: Job, person: Person, dash: str = " – ") -> str:
    names = MONTHS[person.language].split()

    def one(when):
        return f"{names[when[1] - 1]} {when[0]}" if when else TODAY[person.language]

    return f"{one(job.start)}{dash}{one(job.end)}"


def rows(
    cells: list[tuple[str, str]], left: str = "30%", align: str = "right", rule: bool = False
) -> str:
    border = "border-left: 1px solid black;" if rule else ""
    return (
        '<table width="100%" cellpadding="3" cellspacing="0">'
        + "".join(
            f'<tr valign="top"><td width="{left}" align="{align}">{label}</td>'
            f'<td style="{border} padding-left: 12px">{value}</td></tr>'
            for label, value in cells
        )
        + "</table>"
    )


W2002 = {
    "it": dict(
        title="FORMATO EUROPEO PER IL CURRICULUM VITAE",
        personal="INFORMAZIONI PERSONALI",
        name="Nome",
        address="Indirizzo",
        phone="Telefono",
        mail="E-mail",
        nation="Nazionalità",
        nationality="Italiana",
        birth="Data di nascita",
        work="ESPERIENZA LAVORATIVA",
        dates="Date (da – a)",
        employer="Nome e indirizzo del datore di lavoro",
        sector="Tipo di azienda o settore",
        position="Tipo di impiego",
        tasks="Principali mansioni e responsabilità",
        study="ISTRUZIONE E FORMAZIONE",
        school="Nome e tipo di istituto di istruzione o formazione",
        title2="Qualifica conseguita",
        skills="CAPACITÀ E COMPETENZE PERSONALI",
        mother="MADRELINGUA",
        others="ALTRE LINGUE",
        reading="Capacità di lettura",
        writing="Capacità di scrittura",
        speaking="Capacità di espressione orale",
        good="buono",
        relation="CAPACITÀ E COMPETENZE RELAZIONALI",
        relationv="Lavoro volentieri in squadra e con il pubblico.",
        licence="PATENTE O PATENTI",
        more="ULTERIORI INFORMAZIONI",
        morev="Referenze: dott. Ugo Referente, tel. 02 5550199",
    ),
    "en": dict(
        title="EUROPEAN CURRICULUM VITAE FORMAT",
        personal="PERSONAL INFORMATION",
        name="Name",
        address="Address",
        phone="Telephone",
        mail="E-mail",
        nation="Nationality",
        nationality="British",
        birth="Date of birth",
        work="WORK EXPERIENCE",
        dates="Dates (from – to)",
        employer="Name and address of employer",
        sector="Type of business or sector",
        position="Occupation or position held",
        tasks="Main activities and responsibilities",
        study="EDUCATION AND TRAINING",
        school="Name and type of organisation providing education and training",
        title2="Title of qualification awarded",
        skills="PERSONAL SKILLS AND COMPETENCES",
        mother="MOTHER TONGUE",
        others="OTHER LANGUAGES",
        reading="Reading skills",
        writing="Writing skills",
        speaking="Verbal skills",
        good="good",
        relation="SOCIAL SKILLS AND COMPETENCES",
        relationv="I like working with people.",
        licence="DRIVING LICENCE(S)",
        more="ADDITIONAL INFORMATION",
        morev="Referee: Mr Ned Referee, 0113 4960199",
    ),
    "fr": dict(
        title="MODÈLE EUROPÉEN DE CURRICULUM VITAE",
        personal="INFORMATIONS PERSONNELLES",
        name="Nom",
        address="Adresse",
        phone="Téléphone",
        mail="Courrier électronique",
        nation="Nationalité",
        nationality="Française",
        birth="Date de naissance",
        work="EXPÉRIENCE PROFESSIONNELLE",
        dates="Dates (de – à)",
        employer="Nom et adresse de l'employeur",
        sector="Type ou secteur d'activité",
        position="Fonction ou poste occupé",
        tasks="Principales activités et responsabilités",
        study="ÉDUCATION ET FORMATION",
        school="Nom et type de l'établissement dispensant l'enseignement ou la formation",
        title2="Intitulé du certificat ou diplôme délivré",
        skills="APTITUDES ET COMPÉTENCES PERSONNELLES",
        mother="LANGUE MATERNELLE",
        others="AUTRES LANGUES",
        reading="Lecture",
        writing="Ecriture",
        speaking="Expression orale",
        good="bien",
        relation="APTITUDES ET COMPÉTENCES SOCIALES",
        relationv="J'aime le travail en équipe.",
        licence="PERMIS DE CONDUIRE",
        more="INFORMATION COMPLÉMENTAIRE",
        morev="Référence : Mme Rosa Témoin",
    ),
    "es": dict(
        title="MODELO DE CURRICULUM VITAE EUROPEO",
        personal="INFORMACIÓN PERSONAL",
        name="Nombre",
        address="Dirección",
        phone="Teléfono",
        mail="Correo electrónico",
        nation="Nacionalidad",
        nationality="Española",
        birth="Fecha de nacimiento",
        work="EXPERIENCIA LABORAL",
        dates="Fechas (de – a)",
        employer="Nombre y dirección del empleador",
        sector="Tipo de empresa o sector",
        position="Puesto o cargo ocupados",
        tasks="Principales actividades y responsabilidades",
        study="EDUCACIÓN Y FORMACIÓN",
        school="Nombre y tipo de organización que ha impartido la educación o la formación",
        title2="Título de la cualificación obtenida",
        skills="CAPACIDADES Y APTITUDES PERSONALES",
        mother="LENGUA MATERNA",
        others="OTROS IDIOMAS",
        reading="Lectura",
        writing="Escritura",
        speaking="Expresión oral",
        good="bueno",
        relation="CAPACIDADES Y APTITUDES SOCIALES",
        relationv="Trabajo bien en equipo.",
        licence="PERMISO(S) DE CONDUCCIÓN",
        more="INFORMACIÓN ADICIONAL",
        morev="Referencias: Sr. Testigo",
    ),
}


def formato_2002(person: Person, rule: bool, bullet: str, family_first: bool) -> tuple[str, str]:
    w = W2002[person.language]
    name = (
        f"{person.family.upper()}, {person.given}"
        if family_first
        else f"{person.given} {person.family}"
    )
    cells = [
        (f"<b>{w['personal']}</b>", "&nbsp;"),
        (w["name"], f"<b>{name}</b>"),
        (w["address"], "12, via dell'Esempio, 20010, Provaglio"),
        (w["phone"], "02 5550123"),
        (w["mail"], person.mail),
        (w["nation"], w["nationality"]),
        (w["birth"], person.birth),
        ("&nbsp;", "&nbsp;"),
        (f"<b>{w['work']}</b>", "&nbsp;"),
    ]
    for job in person.jobs:
        cells += [
            (f"{bullet}{w['dates']}", worded(job, person) if rule else numeric(job, person)),
            (f"{bullet}{w['employer']}", f"{job.employer}, {job.city}"),
            (f"{bullet}{w['sector']}", job.sector),
            (f"{bullet}{w['position']}", job.position),
            (f"{bullet}{w['tasks']}", "<br>".join(job.tasks)),
            ("&nbsp;", "&nbsp;"),
        ]
    cells.append((f"<b>{w['study']}</b>", "&nbsp;"))
    for title, school, start, end in person.schools:
        cells += [
            (f"{bullet}{w['dates']}", f"{start} – {end}"),
            (f"{bullet}{w['school']}", school),
            (f"{bullet}{w['title2']}", title),
            ("&nbsp;", "&nbsp;"),
        ]
    cells += [
        (f"<b>{w['skills']}</b>", "&nbsp;"),
        (f"{w['mother']}", person.mother_tongue.upper()),
        (w["others"], "&nbsp;"),
    ]
    for tongue, _ in person.tongues:
        cells += [
            ("&nbsp;", f"<b>{tongue.upper()}</b>"),
            *((f"{bullet}{w[k]}", w["good"]) for k in ("reading", "writing", "speaking")),
        ]
    cells += [
        (f"<b>{w['relation']}</b>", w["relationv"]),
        (f"<b>{w['licence']}</b>", person.licence),
        (f"<b>{w['more']}</b>", w["morev"]),
    ]
    head = f'<p align="left" style="font-size: 14pt"><b>{w["title"]}</b></p><p>&nbsp;</p>'
    return page(
        head + rows(cells, rule=rule), "Liberation Sans Narrow" if not rule else "Liberation Sans"
    ), "month"


W2005 = {
    "it": (
        "Informazioni personali",
        "Cognome(i/)/Nome(i)",
        "Indirizzo(i)",
        "Telefono(i)",
        "E-mail",
        "Cittadinanza",
        "Data di nascita",
        "Esperienza professionale",
        "Date",
        "Lavoro o posizione ricoperti",
        "Principali attività e responsabilità",
        "Nome e indirizzo del datore di lavoro",
        "Tipo di attività o settore",
        "Istruzione e formazione",
        "Titolo della qualifica rilasciata",
        "Nome e tipo d'organizzazione erogatrice dell'istruzione e formazione",
        "Capacità e competenze personali",
        "Madrelingua(e)",
        "Altra(e) lingua(e)",
        "Patente",
        "Occupazione desiderata/Settore professionale",
    ),
    "en": (
        "Personal information",
        "First name(s) / Surname(s)",
        "Address(es)",
        "Telephone(s)",
        "E-mail",
        "Nationality",
        "Date of birth",
        "Work experience",
        "Dates",
        "Occupation or position held",
        "Main activities and responsibilities",
        "Name and address of employer",
        "Type of business or sector",
        "Education and training",
        "Title of qualification awarded",
        "Name and type of organisation providing education and training",
        "Personal skills and competences",
        "Mother tongue(s)",
        "Other language(s)",
        "Driving licence",
        "Desired employment / Occupational field",
    ),
    "fr": (
        "Information personnelle",
        "Nom(s) / Prénom(s)",
        "Adresse(s)",
        "Téléphone(s)",
        "Courrier électronique",
        "Nationalité",
        "Date de naissance",
        "Expérience professionnelle",
        "Dates",
        "Fonction ou poste occupé",
        "Principales activités et responsabilités",
        "Nom et adresse de l'employeur",
        "Type ou secteur d'activité",
        "Education et formation",
        "Intitulé du certificat ou diplôme délivré",
        "Nom et type de l'établissement d'enseignement ou de formation",
        "Aptitudes et compétences personnelles",
        "Langue(s) maternelle(s)",
        "Autre(s) langue(s)",
        "Permis de conduire",
        "Emploi recherché / Domaine de compétence",
    ),
    "es": (
        "Información personal",
        "Apellido(s) / Nombre(s)",
        "Dirección (direcciones)",
        "Teléfono(s)",
        "Correo(s) electrónico(s)",
        "Nacionalidad",
        "Fecha de nacimiento",
        "Experiencia laboral",
        "Fechas",
        "Profesión o cargo desempeñado",
        "Funciones y responsabilidades principales",
        "Nombre y dirección de la empresa o empleador",
        "Tipo de empresa o sector",
        "Educación y formación",
        "Cualificación obtenida",
        "Nombre y tipo del centro de estudios",
        "Capacidades y competencias personales",
        "Idioma(s) materno(s)",
        "Otro(s) idioma(s)",
        "Permiso de conducir",
        "Empleo deseado / familia profesional",
    ),
    "de": (
        "Angaben zur Person",
        "Nachname(n) / Vorname(n)",
        "Adresse(n)",
        "Telefon",
        "E-Mail",
        "Staatsangehörigkeit",
        "Geburtsdatum",
        "Berufserfahrung",
        "Zeitraum",
        "Beruf oder Funktion",
        "Wichtigste Tätigkeiten und Zuständigkeiten",
        "Name und Adresse des Arbeitgebers",
        "Tätigkeitsbereich oder Branche",
        "Schul- und Berufsbildung",
        "Bezeichnung der erworbenen Qualifikation",
        "Name und Art der Bildungs- oder Ausbildungseinrichtung",
        "Persönliche Fähigkeiten und Kompetenzen",
        "Muttersprache(n)",
        "Sonstige Sprache(n)",
        "Führerschein(e)",
        "Gewünschte Beschäftigung / Gewünschtes Berufsfeld",
    ),
    "ro": (
        "Informaţii personale",
        "Nume / Prenume",
        "Adresă(e)",
        "Telefon(oane)",
        "E-mail(uri)",
        "Naţionalitate(-tăţi)",
        "Data naşterii",
        "Experienţa profesională",
        "Perioada",
        "Funcţia sau postul ocupat",
        "Activităţi şi responsabilităţi principale",
        "Numele şi adresa angajatorului",
        "Tipul activităţii sau sectorul de activitate",
        "Educaţie şi formare",
        "Calificarea / diploma obţinută",
        "Numele şi tipul instituţiei de învăţământ",
        "Aptitudini şi competenţe personale",
        "Limba(i) maternă(e)",
        "Limba(i) străină(e) cunoscută(e)",
        "Permis(e) de conducere",
        "Locul de muncă vizat / Domeniul ocupaţional",
    ),
}


def europass_2005(person: Person, number: int) -> tuple[str, str]:
    w = W2005[person.language]
    both = (
        f"{person.given} {person.family}"
        if person.language == "en"
        else f"{person.family} {person.given}"
    )
    cells = [
        ("&nbsp;", '<span style="font-size: 16pt"><b>Europass<br>Curriculum Vitae</b></span>'),
        (f"<b>{w[0]}</b>", "&nbsp;"),
        (w[1], f"<b>{both}</b>"),
        (w[2], "12, via dell'Esempio, 20010 Provaglio"),
        (w[3], "+39 02 5550123"),
        (w[4], person.mail),
        (w[5], "UE"),
        (w[6], person.birth),
        ("&nbsp;", "&nbsp;"),
        (f"<b>{w[20]}</b>", f"<b>{person.jobs[0].sector}</b>"),
        ("&nbsp;", "&nbsp;"),
        (f"<b>{w[7]}</b>", "&nbsp;"),
    ]
    for job in person.jobs:
        cells += [
            (w[8], worded(job, person, " - ")),
            (w[9], job.position),
            (w[10], "<br>".join(job.tasks)),
            (w[11], f"{job.employer}<br>{job.city}"),
            (w[12], job.sector),
            ("&nbsp;", "&nbsp;"),
        ]
    cells.append((f"<b>{w[13]}</b>", "&nbsp;"))
    for title, school, start, end in person.schools:
        cells += [(w[8], f"{start} - {end}"), (w[14], title), (w[15], school)]
    cells += [
        ("&nbsp;", "&nbsp;"),
        (f"<b>{w[16]}</b>", "&nbsp;"),
        (w[17], f"<b>{person.mother_tongue}</b>"),
        (w[18], "&nbsp;"),
        *(
            (f"<b>{tongue}</b>", f"{level} {level} {level} {level} {level}")
            for tongue, level in person.tongues
        ),
        (w[19], person.licence),
    ]
    foot = f"<p>&nbsp;</p><p style='font-size: 7pt' align='center'>1 / 1 - Curriculum vitae - {both} - europass.cedefop.europa.eu</p>"
    return page(
        rows(cells, left="32%") + foot,
        "Liberation Sans Narrow" if number % 2 else "Liberation Sans",
        10,
    ), "month"


W2013 = {
    "it": (
        "INFORMAZIONI PERSONALI",
        "ESPERIENZA PROFESSIONALE",
        "ISTRUZIONE E FORMAZIONE",
        "COMPETENZE PERSONALI",
        "Lingua madre",
        "Altre lingue",
        "Patente di guida",
        "Attività o settore",
        "Sesso F | Data di nascita {} | Nazionalità Italiana",
        "POSIZIONE RICOPERTA",
    ),
    "en": (
        "PERSONAL INFORMATION",
        "WORK EXPERIENCE",
        "EDUCATION AND TRAINING",
        "PERSONAL SKILLS",
        "Mother tongue(s)",
        "Other language(s)",
        "Driving licence",
        "Business or sector",
        "Sex F | Date of birth {} | Nationality British",
        "JOB APPLIED FOR",
    ),
    "fr": (
        "INFORMATIONS PERSONNELLES",
        "EXPÉRIENCE PROFESSIONNELLE",
        "ÉDUCATION ET FORMATION",
        "COMPÉTENCES PERSONNELLES",
        "Langue(s) maternelle(s)",
        "Autre(s) langue(s)",
        "Permis de conduire",
        "Type ou secteur d’activité",
        "Sexe F | Date de naissance {} | Nationalité Française",
        "POSTE VISÉ",
    ),
    "es": (
        "INFORMACIÓN PERSONAL",
        "EXPERIENCIA PROFESIONAL",
        "EDUCACIÓN Y FORMACIÓN",
        "COMPETENCIAS PERSONALES",
        "Lengua materna",
        "Otros idiomas",
        "Permiso de conducir",
        "Sector de actividad",
        "Sexo F | Fecha de nacimiento {} | Nacionalidad Española",
        "EMPLEO SOLICITADO",
    ),
    "de": (
        "PERSÖNLICHE DATEN",
        "BERUFSERFAHRUNG",
        "SCHUL- UND BERUFSBILDUNG",
        "PERSÖNLICHE FÄHIGKEITEN",
        "Muttersprache(n)",
        "Weitere Sprache(n)",
        "Führerschein",
        "Branche",
        "Geschlecht W | Geburtsdatum {} | Staatsangehörigkeit deutsch",
        "ANGESTREBTE STELLE",
    ),
    "ro": (
        "INFORMAŢII PERSONALE",
        "EXPERIENŢA PROFESIONALĂ",
        "EDUCAŢIE ŞI FORMARE",
        "COMPETENŢE PERSONALE",
        "Limba(i) maternă(e)",
        "Alte limbi străine cunoscute",
        "Permis de conducere",
        "Tipul sau sectorul de activitate",
        "Sexul F | Data naşterii {} | Naţionalitatea română",
        "LOCUL DE MUNCĂ PENTRU CARE SE CANDIDEAZĂ",
    ),
}


def europass_2013(person: Person, number: int) -> tuple[str, str]:
    w = W2013[person.language]
    cells = [
        (f"<b>{w[0]}</b>", f'<span style="font-size: 14pt">{person.given} {person.family}</span>'),
        ("&nbsp;", "12, via dell'Esempio, 20010 Provaglio"),
        ("&nbsp;", f"02 5550123 &nbsp; 333 5550123<br>{person.mail}"),
        ("&nbsp;", w[8].format(person.birth)),
        ("&nbsp;", "&nbsp;"),
        (f"<b>{w[9]}</b>", person.jobs[0].position),
        ("&nbsp;", "&nbsp;"),
        (f"<b>{w[1]}</b>", "<hr>"),
    ]
    for job in person.jobs:
        tasks = "".join(f"<li>{task}</li>" for task in job.tasks)
        cells.append(
            (
                numeric(job, person),
                f'<span style="font-size: 11pt">{job.position}</span><br>{job.employer}, {job.city} (IT)<ul>{tasks}</ul><b>{w[7]}</b> {job.sector}',
            )
        )
    cells.append((f"<b>{w[2]}</b>", "<hr>"))
    cells += [
        (f"{start}–{end}", f'<span style="font-size: 11pt">{title}</span><br>{school}')
        for title, school, start, end in person.schools
    ]
    cells += [
        (f"<b>{w[3]}</b>", "<hr>"),
        (w[4], person.mother_tongue),
        (w[5], "&nbsp;"),
        *((tongue, f"{level} {level} {level} {level} {level}") for tongue, level in person.tongues),
        (w[6], person.licence),
    ]
    return page(
        rows(cells, left="28%", align="left" if number % 2 else "right"),
        "DejaVu Sans" if number % 3 == 0 else "Liberation Sans",
        9,
    ), "month"


W2020 = {
    "it": (
        "ESPERIENZA LAVORATIVA",
        "ISTRUZIONE E FORMAZIONE",
        "COMPETENZE LINGUISTICHE",
        "Lingua madre",
        "PATENTE DI GUIDA",
        "Data di nascita",
        "Nazionalità",
        "HOBBY E INTERESSI",
        "Altre lingue",
    ),
    "en": (
        "WORK EXPERIENCE",
        "EDUCATION AND TRAINING",
        "LANGUAGE SKILLS",
        "Mother tongue(s)",
        "DRIVING LICENCE",
        "Date of birth",
        "Nationality",
        "HOBBIES AND INTERESTS",
        "Other language(s)",
    ),
    "fr": (
        "EXPÉRIENCE PROFESSIONNELLE",
        "ÉDUCATION ET FORMATION",
        "COMPÉTENCES LINGUISTIQUES",
        "Langue(s) maternelle(s)",
        "PERMIS DE CONDUIRE",
        "Date de naissance",
        "Nationalité",
        "LOISIRS ET CENTRES D'INTÉRÊT",
        "Autre(s) langue(s)",
    ),
    "es": (
        "EXPERIENCIA LABORAL",
        "EDUCACIÓN Y FORMACIÓN",
        "COMPETENCIAS LINGÜÍSTICAS",
        "Lengua materna",
        "PERMISO DE CONDUCIR",
        "Fecha de nacimiento",
        "Nacionalidad",
        "AFICIONES E INTERESES",
        "Otros idiomas",
    ),
    "de": (
        "BERUFSERFAHRUNG",
        "ALLGEMEINE UND BERUFLICHE BILDUNG",
        "SPRACHKENNTNISSE",
        "Muttersprache(n)",
        "FÜHRERSCHEIN",
        "Geburtsdatum",
        "Staatsangehörigkeit",
        "HOBBYS UND INTERESSEN",
        "Weitere Sprache(n)",
    ),
    "ro": (
        "EXPERIENȚA PROFESIONALĂ",
        "EDUCAȚIE ȘI FORMARE PROFESIONALĂ",
        "COMPETENȚE LINGVISTICE",
        "Limbă(i) maternă(e)",
        "PERMIS DE CONDUCERE",
        "Data nașterii",
        "Cetățenie",
        "HOBBYURI ȘI INTERESE",
        "Altă limbă (Alte limbi)",
    ),
}


def europass_2020(person: Person, number: int) -> tuple[str, str]:
    w = W2020[person.language]
    h = '<p style="font-size: 11pt; border-bottom: 1px solid gray; margin-top: 10pt"><b>{}</b></p>'
    body = (
        f'<p style="font-size: 20pt"><b>{person.given} {person.family}</b></p><p><b>{w[5]}:</b> {person.birth} | <b>{w[6]}:</b> UE | <b>E-mail:</b> {person.mail} | (+39) 3335550123</p><p>via dell\'Esempio 12, 20010, Provaglio, Italia</p>'
        + h.format(w[0])
    )
    for job in person.jobs:
        tasks = "".join(f"<li>{task}</li>" for task in job.tasks)
        if number % 2:
            body += f'<p style="margin-top: 6pt">{numeric(job, person)} – {job.city}, Italia</p><p><b>{job.position.upper()}</b> – {job.employer.upper()}</p><ul>{tasks}</ul>'
        else:
            body += f'<p style="margin-top: 6pt">[ {numeric(job, person)} ]</p><p><b>{job.position}</b></p><p><i>{job.employer}</i></p><p><b>Città:</b> {job.city} | <b>Paese:</b> Italia</p><ul>{tasks}</ul>'
    body += h.format(w[1])
    for title, school, start, end in person.schools:
        body += f"<p>{'[ ' if not number % 2 else ''}{start} – {end}{' ]' if not number % 2 else ' – Milano, Italia'}</p><p><b>{title.upper()}</b> – {school}</p>"
    body += (
        h.format(w[2])
        + f"<p>{w[3]}: <b>{person.mother_tongue.upper()}</b></p><p>{w[8]}:</p>"
        + "".join(
            f"<p>{tongue.upper()} {level} {level} {level} {level} {level}</p>"
            for tongue, level in person.tongues
        )
    )
    body += h.format(w[4]) + f"<p>{person.licence}</p>" + h.format(w[7]) + "<p>Trekking, cinema</p>"
    return page(body), "month"


WPLAIN = {
    "it": (
        "Esperienze lavorative",
        "Formazione",
        "Lingue",
        "Dati personali",
        "Competenze",
        "Referenze",
        "Interessi",
    ),
    "en": (
        "Employment history",
        "Education",
        "Languages",
        "Personal details",
        "Skills",
        "References",
        "Interests",
    ),
    "fr": (
        "Expériences professionnelles",
        "Formation",
        "Langues",
        "État civil",
        "Compétences",
        "Références",
        "Centres d'intérêt",
    ),
    "es": (
        "Experiencia laboral",
        "Formación académica",
        "Idiomas",
        "Datos personales",
        "Competencias",
        "Referencias",
        "Intereses",
    ),
    "de": (
        "Berufserfahrung",
        "Ausbildung",
        "Sprachen",
        "Persönliche Daten",
        "Kenntnisse",
        "Referenzen",
        "Interessen",
    ),
    "ro": (
        "Experiență profesională",
        "Studii",
        "Limbi străine",
        "Date personale",
        "Competențe",
        "Referințe",
        "Pasiuni",
    ),
}


def plain_title_first(person: Person, number: int) -> tuple[str, str]:
    w = WPLAIN[person.language]
    body = f'<p align="center" style="font-size: 12pt">CURRICULUM VITAE</p><p align="center" style="font-size: 18pt"><b>{person.given} {person.family}</b></p><p align="center">via dell\'Esempio 12, 20010 Provaglio · tel. 333 5550123 · {person.mail}</p>'
    body += f"<h3>{w[1]}</h3>" + "".join(
        f"<p><b>{title}</b>, {school}</p><p>{start} – {end}</p>"
        for title, school, start, end in person.schools
    )
    body += f"<h3>{w[0]}</h3>"
    for job in person.jobs:
        body += f"<p style='margin-top: 6pt'><b>{job.position}</b></p><p>{job.employer}, {job.city}</p><p><i>{worded(job, person)}</i></p><p>{'. '.join(job.tasks)}.</p>"
    body += f"<h3>{w[2]}</h3><p>{person.mother_tongue}</p>" + "".join(
        f"<p>{tongue}: {level}</p>" for tongue, level in person.tongues
    )
    body += f"<h3>{w[4]}</h3><p>Office, posta elettronica</p><h3>{w[5]}</h3><p>Ugo Referente, ugo.referente@example.org</p>"
    return page(body, "Liberation Serif", 11), "month"


def plain_date_first(person: Person, number: int) -> tuple[str, str]:
    w = WPLAIN[person.language]
    body = f'<p style="font-size: 16pt"><b>{person.family.upper()} {person.given}</b></p><p>{w[3]}: {person.birth}, Provaglio. {person.mail}</p><p style="margin-top: 10pt"><b>{w[0].upper()}</b></p>'
    for job in person.jobs:
        body += (
            f"<p>{years(job, person, '-')}: {job.position}, {job.employer}, {job.city}</p>"
            + "".join(f"<p>- {task}</p>" for task in job.tasks)
        )
    body += f"<p style='margin-top: 10pt'><b>{w[1].upper()}</b></p>" + "".join(
        f"<p>{start}-{end}: {title}, {school}</p>" for title, school, start, end in person.schools
    )
    body += (
        f"<p style='margin-top: 10pt'><b>{w[2].upper()}</b></p><p>{person.mother_tongue}, "
        + ", ".join(f"{tongue} ({level})" for tongue, level in person.tongues)
        + "</p>"
    )
    body += f"<p style='margin-top: 10pt'><b>{w[6].upper()}</b></p><p>Calcio, lettura</p>"
    return page(body, "DejaVu Serif", 10), "year"


def sidebar(person: Person, number: int) -> tuple[str, str]:
    w = WPLAIN[person.language]
    left = (
        f"<p><b>{w[3].upper()}</b></p><p>via dell'Esempio 12</p><p>20010 Provaglio</p><p>333 5550123</p><p>{person.mail}</p><p>&nbsp;</p><p><b>{w[2].upper()}</b></p><p>{person.mother_tongue}</p>"
        + "".join(f"<p>{tongue} {level}</p>" for tongue, level in person.tongues)
    )
    left += f"<p>&nbsp;</p><p><b>{w[4].upper()}</b></p><p>Office</p><p>Lavoro di squadra</p><p>&nbsp;</p><p><b>{w[6].upper()}</b></p><p>Musica</p>"
    main = f'<p style="font-size: 20pt"><b>{person.given} {person.family}</b></p><p>{person.jobs[0].position}</p><p>&nbsp;</p><p style="font-size: 12pt"><b>{w[0].upper()}</b></p>'
    for job in person.jobs:
        main += (
            f"<p style='margin-top: 5pt'><b>{job.position}</b> | {job.employer}</p><p>{numeric(job, person)}, {job.city}</p>"
            + "".join(f"<p>• {task}</p>" for task in job.tasks)
        )
    main += f"<p>&nbsp;</p><p style='font-size: 12pt'><b>{w[1].upper()}</b></p>" + "".join(
        f"<p><b>{title}</b> | {school}</p><p>{start} – {end}</p>"
        for title, school, start, end in person.schools
    )
    table = f'<table width="100%" cellpadding="8"><tr valign="top"><td width="32%" bgcolor="#e8eef4">{left}</td><td>{main}</td></tr></table>'
    return page(table, "Liberation Sans", 10), "month"


#: Name of the layout: what it is, two columns of 2002 or not, its languages, how it is made.
LAYOUTS = {
    "formato-2002-ruled": (
        "Formato europeo 2002, rule between the columns, bullets",
        True,
        ("it", "it", "it", "en"),
        lambda p, n: formato_2002(p, True, "• ", n % 2 == 0),
    ),
    "formato-2002-plain": (
        "Formato europeo 2002, narrow type, no rule, no bullets",
        True,
        ("it", "it", "fr", "es"),
        lambda p, n: formato_2002(p, False, "", n % 3 == 0),
    ),
    "europass-2005": (
        "Europass of 2005: labels on the left",
        False,
        ("it", "it", "en", "fr", "es", "de", "ro"),
        europass_2005,
    ),
    "europass-2013": (
        "Europass of 2013: dates and headings on the left",
        False,
        ("it", "it", "en", "fr", "es", "de", "ro"),
        europass_2013,
    ),
    "europass-2020": (
        "Europass of 2020, printed without its data",
        False,
        ("it", "it", "en", "fr", "es", "de", "ro"),
        europass_2020,
    ),
    "plain-title-first": (
        "One column, position, employer, dates",
        False,
        ("it", "it", "en", "fr", "es", "de", "ro"),
        plain_title_first,
    ),
    "plain-date-first": (
        "One column, a line an experience",
        False,
        ("it", "it", "en", "fr", "es", "de", "ro"),
        plain_date_first,
    ),
    "sidebar": (
        "A sidebar with contacts, languages and skills",
        False,
        ("it", "it", "en", "fr", "es", "de", "ro"),
        sidebar,
    ),
}
