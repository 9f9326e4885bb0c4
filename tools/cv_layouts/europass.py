"""The Europass looks of 2005, 2013 and 2020."""

from __future__ import annotations

from cv_layouts.people import Person
from cv_layouts.writing import numeric, page, rows, worded

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
