"""The Italian *formato europeo* of 2002."""

from __future__ import annotations

from cv_layouts.people import Person
from cv_layouts.writing import numeric, page, rows, worded

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
