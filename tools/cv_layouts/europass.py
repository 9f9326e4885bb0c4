"""The Europass looks of 2013 and 2020."""

from __future__ import annotations

from cv_layouts.people import Person
from cv_layouts.writing import numeric, page, rows

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
