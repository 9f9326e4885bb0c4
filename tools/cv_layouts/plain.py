"""CVs as word processors make them, and one with a side bar."""

from __future__ import annotations

from cv_layouts.people import Person
from cv_layouts.writing import numeric, page, worded, years

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
