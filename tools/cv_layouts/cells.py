"""Layouts of cells: labels by the lot, a coloured band, ruled tables; varied from file to file."""

from __future__ import annotations

import unicodedata

from cv_layouts.formato import W2002
from cv_layouts.people import TODAY, Job, Person
from cv_layouts.plain import WPLAIN
from cv_layouts.writing import numeric, page, worded, years

FONTS = ("Liberation Sans", "Liberation Serif", "DejaVu Sans", "Liberation Sans Narrow")
ADDRESS = "via dell'Esempio 12, scala B, presso la Casa delle Prove, 20010 Provaglio (MI)"
STREETS = (
    "via delle Prove 12, 20017 Rho (MI), capannone B",
    "corso Finto 3",
    "Zona Industriale, lotto 7",
)


def mail(person: Person, number: int) -> str:
    """Every second person's address is made of the name."""
    if number % 2:
        return person.mail
    words = f"{person.given}.{person.family}".lower().replace(" ", "").replace("'", "")
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return f"{plain}@example.org"


def tasks_of(job: Job, number: int) -> list[str]:
    """Short, or long enough to take several lines."""
    if number % 3 == 0:
        return job.tasks
    return [f"{'; '.join(job.tasks)}; {job.tasks[0].lower()} anche nei giorni di festa e di notte"]


# ---- formato europeo of 2002: a cell of labels, a cell of values


def formato_2002_lots(person: Person, number: int) -> tuple[str, str]:
    w = W2002[person.language]
    bullet = ("• ", "", "- ")[number % 3]
    paragraph = ("<p>{}</p>", "{}<br>")[number % 2]
    small = ("8pt", "10pt", "9pt")[number % 3]

    def lot(heading: str, cells: list[tuple[str, str]]) -> str:
        labels = "".join(paragraph.format(f"{bullet}{label}") for label, _ in cells)
        values = "".join(paragraph.format(value) for _, value in cells)
        above = paragraph.format(f"<b>{heading}</b>") if heading else ""
        blank = paragraph.format("&nbsp;") if heading else ""
        align = ("right", "left")[number % 2]
        width = ("32%", "26%", "38%")[number % 3]
        return (
            f'<tr valign="top"><td width="{width}" align="{align}" style="font-size: {small}">{above}{labels}</td>'
            f'<td style="padding-left: 10px">{blank}{values}</td></tr><tr><td>&nbsp;</td><td></td></tr>'
        )

    def job_cells(job: Job, at: int) -> list[tuple[str, str]]:
        dates = (worded if number % 2 else numeric)(job, person)
        employer = f"{job.employer}, {STREETS[(number + at) % 3]}, {job.city}"
        tasks = "<br>".join(tasks_of(job, number + at))
        return [
            (w["dates"], dates),
            (w["employer"], employer),
            (w["sector"], job.sector),
            (w["position"], job.position),
            (w["tasks"], tasks),
        ]

    name = (
        f"{person.family.upper()}, {person.given}"
        if number % 3
        else f"{person.given} {person.family}"
    )
    body = lot(
        w["personal"],
        [
            (w["name"], f"<b>{name}</b>"),
            (w["address"], ADDRESS),
            (w["phone"], "02 5550123"),
            (w["mail"], mail(person, number)),
            (w["nation"], w["nationality"]),
            (w["birth"], person.birth),
        ],
    )
    for at, job in enumerate(person.jobs):
        body += lot("" if at else w["work"], job_cells(job, at))
    for at, (title, school, start, end) in enumerate(person.schools):
        cells = [(w["dates"], f"{start} – {end}"), (w["school"], school), (w["title2"], title)]
        body += lot("" if at else w["study"], cells)
    tongues = "".join(f"<p>{tongue}: {w['good']}</p>" for tongue, _ in person.tongues)
    body += lot("", [(w["mother"], person.mother_tongue)]) + lot("", [(w["others"], tongues)])
    body += lot("", [(w["licence"], person.licence)])
    head = f'<p style="font-size: 13pt"><b>{w["title"]}</b></p><p>&nbsp;</p>'
    table = f'<table width="100%" cellpadding="2" cellspacing="0">{body}</table>'
    return page(head + table, FONTS[number % 4]), "month"


# ---- a coloured band at one side, printed by a browser

BAND = """<html><head><meta charset="utf-8"><style>
@page {{ size: A4; margin: 0 }} * {{ box-sizing: border-box; -webkit-print-color-adjust: exact }}
body {{ margin: 0; font: {size}pt "{font}" }} p, h1, h2, h3 {{ margin: 0 0 1mm }}
.sheet {{ display: flex; flex-direction: {direction}; min-height: 297mm }}
.band {{ width: {width}mm; background: {colour}; color: {ink}; padding: 12mm 6mm }}
.main {{ flex: 1; padding: 12mm 9mm }} h1 {{ font-size: {big}pt; line-height: 1.1; {case} }}
h2 {{ font-size: {size}pt; text-transform: uppercase; margin-top: 6mm; letter-spacing: {spacing} }}
.job {{ margin-bottom: 4mm }} .row {{ display: flex; justify-content: space-between }}
.when {{ color: #555; {when} }} .grid {{ display: flex }} .grid .when {{ width: 26mm; flex: none }}
</style></head><body><div class="sheet"><div class="band">{band}</div><div class="main">{main}</div></div></body></html>"""


def _band_job(job: Job, person: Person, number: int) -> str:
    dates = (numeric, years, worded)[number % 3](job, person)
    tasks = "".join(f"<li>{task}</li>" for task in tasks_of(job, number))
    tasks = (
        f'<ul style="margin: 0; padding-left: 5mm">{tasks}</ul>'
        if number % 2
        else f"<p>{'. '.join(job.tasks)}.</p>"
    )
    if number % 4 == 0:
        return f'<div class="job"><div class="row"><b>{job.position}</b><span class="when">{dates}</span></div><p>{job.employer}, {job.city}</p>{tasks}</div>'
    if number % 4 == 1:
        return f'<div class="job grid"><div class="when">{dates}</div><div><p><b>{job.position}</b></p><p><i>{job.employer} – {job.city}</i></p>{tasks}</div></div>'
    if number % 4 == 2:
        return f'<div class="job"><p><b>{job.position}</b></p><p>{job.employer} | {job.city}</p><p class="when">{dates}</p>{tasks}</div>'
    return f'<div class="job"><p class="when">{dates}</p><p><b>{job.employer.upper()}</b>, {job.city}</p><p>{job.position}</p>{tasks}</div>'


def side_band(person: Person, number: int) -> tuple[str, str]:
    w = WPLAIN[person.language]
    broken = number % 2 == 0
    name = f"{person.given}{'<br>' if broken else ' '}{person.family}"
    role = f'<p style="font-size: 13pt">{person.jobs[0].position}</p>'
    head = f"<h1>{name}</h1>{role}"
    contacts = f"<h2>{w[3]}</h2><p>333 5550123</p><p>{mail(person, number)}</p><p>{ADDRESS}</p>"
    skills = f"<h2>{w[4]}</h2><p>Office</p><p>Lavoro di squadra</p><p>Precisione</p>"
    tongues = "".join(f"<p>{tongue} {level}</p>" for tongue, level in person.tongues)
    languages = f"<h2>{w[2]}</h2><p>{person.mother_tongue}</p>{tongues}"
    inside = number % 3 == 1
    band = (
        (head if inside else "")
        + contacts
        + skills
        + languages
        + f"<h2>{w[6]}</h2><p>Musica e teatro</p>"
    )
    main = "" if inside else head
    if number % 2:
        main += "<p>Persona puntuale e curiosa, abituata a lavorare con gli altri e a imparare mestieri nuovi.</p>"
    main += f"<h2>{w[0]}</h2>" + "".join(_band_job(job, person, number) for job in person.jobs)
    main += f"<h2>{w[1]}</h2>" + "".join(
        f'<div class="job"><p><b>{title}</b></p><p>{school}</p><p class="when">{start} – {end}</p></div>'
        for title, school, start, end in person.schools
    )
    return BAND.format(
        band=band, main=main, font=FONTS[number % 3], size=9 + number % 3,
        direction=("row", "row-reverse")[number // 2 % 2], width=(58, 66, 74)[number % 3],
        colour=("#1f3b57", "#e4ece6", "#7a2f3f")[number % 3], ink=("#fff", "#222", "#fff")[number % 3],
        big=(20, 24, 18)[number % 3], case="text-transform: uppercase" if number % 4 == 1 else "",
        spacing=("0", "2pt")[number % 2], when="font-style: italic" if number % 2 else "",
    ), ("month", "year", "month")[number % 3]  # fmt: skip


# ---- ruled tables

WTABLE = {
    "it": [
        ("Dal", "Al", "Datore di lavoro", "Mansione", "Attività svolte"),
        ("Inizio", "Fine", "Azienda", "Ruolo", "Mansioni"),
        ("Da", "A", "Ditta", "Qualifica", "Descrizione"),
    ],
    "en": [
        ("From", "To", "Employer", "Position held", "Main duties"),
        ("Start", "End", "Company", "Job title", "Description"),
    ],
    "fr": [("Du", "Au", "Employeur", "Poste occupé", "Activités")],
    "es": [("Desde", "Hasta", "Empresa", "Puesto", "Funciones")],
    "de": [("Von", "Bis", "Arbeitgeber", "Tätigkeit", "Aufgaben")],
    "ro": [("De la", "Până la", "Angajator", "Funcția", "Responsabilități")],
}


def _ruled(rows: list[list[str]], widths: list[int], grid: str) -> str:
    body = "".join(
        '<tr valign="top">'
        + "".join(
            f'<td width="{width}%" style="{grid}">{cell}</td>'
            for width, cell in zip(widths, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return f'<table width="100%" cellpadding="4" cellspacing="0" style="border-collapse: collapse">{body}</table>'


def _ends(job: Job, person: Person, number: int) -> tuple[str, str]:
    def one(when: tuple[int, int] | None) -> str:
        if when is None:
            return TODAY[person.language]
        return (f"{when[1]:02d}/{when[0]}", str(when[0]), f"01/{when[1]:02d}/{when[0]}")[number % 3]

    return one(job.start), one(job.end)


def _jobs_table(person: Person, number: int, grid: str) -> str:
    wordings = WTABLE[person.language]
    start, end, employer, position, tasks = wordings[number % len(wordings)]
    rows = [[start, end, employer, position, tasks]]
    for at, job in enumerate(person.jobs):
        firm = f"{job.employer}<br>{STREETS[(number + at) % 3]}, {job.city}"
        rows.append(
            [*_ends(job, person, number), firm, job.position, "; ".join(tasks_of(job, number))]
        )
    rows[0] = [f"<b>{name}</b>" for name in rows[0]]
    order = ([0, 1, 2, 3, 4], [0, 1, 3, 2, 4], [2, 3, 0, 1], [3, 2, 4, 0, 1])[number % 4]
    widths = [(12, 12, 28, 20, 28)[at] for at in order]
    return _ruled([[row[at] for at in order] for row in rows], widths, grid)


def _job_by_job(person: Person, number: int, grid: str) -> str:
    """A table of two columns for every job."""
    wordings = WTABLE[person.language]
    _, _, employer, position, tasks = wordings[number % len(wordings)]
    period = {
        "it": "Periodo",
        "en": "Period",
        "fr": "Période",
        "es": "Periodo",
        "de": "Zeitraum",
        "ro": "Perioada",
    }
    tables = []
    for at, job in enumerate(person.jobs):
        firm = f"{job.employer}, {STREETS[(number + at) % 3]}, {job.city}"
        cells = [
            [period[person.language], " – ".join(_ends(job, person, number))],
            [employer, firm],
        ]
        cells += [[position, job.position], [tasks, "<br>".join(tasks_of(job, number))]]
        tables.append(_ruled(cells, [28, 72], grid))
    return "<p>&nbsp;</p>".join(tables)


def _period_and_story(person: Person, number: int, grid: str) -> str:
    """A cell for the period, a cell for all the rest."""
    rows = [
        [
            " – ".join(_ends(job, person, number)),
            f"<b>{job.position}</b><br>{job.employer}, {job.city}<br>{'; '.join(tasks_of(job, number))}",
        ]
        for job in person.jobs
    ]
    return _ruled(rows, [22, 78], grid)


def tables(person: Person, number: int) -> tuple[str, str]:
    w, form = WPLAIN[person.language], W2002.get(person.language, W2002["en"])
    grid = ("border: 1px solid #000", "border: 1px solid #888", "border-bottom: 1px solid #000")[
        number % 3
    ]
    name = (f"{person.given} {person.family}", f"{person.family.upper()} {person.given}")[
        number % 2
    ]
    personal = [
        [form["name"], f"<b>{name}</b>"], [form["address"], ADDRESS], [form["phone"], "02 5550123"],
        [form["mail"], mail(person, number)], [form["birth"], person.birth],
    ]  # fmt: skip
    titled = number % 4 == 3
    body = f'<p align="center" style="font-size: 16pt"><b>{name if titled else "CURRICULUM VITAE"}</b></p><p>&nbsp;</p>'
    body += _ruled(personal[1:] if titled else personal, [28, 72], grid) + "<p>&nbsp;</p>"
    jobs = (_jobs_table, _jobs_table, _job_by_job, _jobs_table, _period_and_story)[number % 5]
    body += f"<p><b>{w[0].upper()}</b></p>{jobs(person, number, grid)}<p>&nbsp;</p>"
    studies = [[f"{start} – {end}", title, school] for title, school, start, end in person.schools]
    body += f"<p><b>{w[1].upper()}</b></p>" + _ruled(studies, [20, 40, 40], grid) + "<p>&nbsp;</p>"
    tongues = [[tongue, level] for tongue, level in person.tongues]
    body += f"<p><b>{w[2].upper()}</b></p>" + _ruled(tongues, [28, 72], grid)
    return page(body, FONTS[number % 4], 9 + number % 2), "year" if number % 3 == 1 else "month"


CELLS = {
    "formato-2002-lots": (
        "Formato europeo 2002, all labels of an experience in one cell",
        True,
        ("it", "it", "fr", "es", "it", "en"),
        formato_2002_lots,
    ),
    "side-band-graphic": (
        "A coloured band at one side, printed by a browser",
        False,
        ("it", "it", "en", "it", "fr", "es", "de", "ro"),
        side_band,
    ),
    "tables-ruled": (
        "Ruled tables: a row or a table an experience",
        False,
        ("it", "it", "en", "it", "fr", "es", "de", "ro"),
        tables,
    ),
}
