"""The Europass look of 2005."""

from __future__ import annotations

from cv_layouts.people import Person
from cv_layouts.writing import page, rows, worded

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
