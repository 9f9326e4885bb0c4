"""CVs set with typst: the Europass of 2013 retyped, and the one that starts from the skills."""

from __future__ import annotations

from .headings import about, listed, named, referee
from .people import Job, Person, number

EUROPASS = {
    "fr": "Informations personnelles|Sexe {} | Date de naissance {} | Nationalité Française|F|M|"
    "Poste visé",
    "es": "Información personal|Sexo {} | Fecha de nacimiento {} | Nacionalidad Española|Mujer|"
    "Hombre|Empleo solicitado",
    "de": "Angaben zur Person|Geschlecht {} | Geburtsdatum {} | Staatsangehörigkeit deutsch|"
    "weiblich|männlich|Angestrebte Stelle",
    "ro": "Informații personale|Sexul {} | Data nașterii {} | Naționalitatea română|F|M|"
    "Locul de muncă vizat",
    "en": "Personal information|Sex {} | Date of birth {} | Nationality British|Female|Male|"
    "Job applied for",
}


def said(text: str) -> str:
    """Text for typst, of which no letter means anything."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#text("{escaped}")'


def bold(text: str) -> str:
    """The same, bold."""
    return f"#strong[{said(text)}]"


def bullets(items: tuple[str, ...]) -> str:
    """A list."""
    return "#list(" + ", ".join(f"[{said(item)}]" for item in items) + ")"


def europass(person: Person) -> str:
    """What the Europass of 2013 looked like, with no data inside: dates left, jobs right."""
    told = EUROPASS[person.language].split("|")
    titles, facts = [told[0], told[-1]], "|".join(told[1:-3])
    size, gap = ((9, 0.12), (11, 0.45))[number(2, person.key, "large")]  # a second page in some
    sex = told[-3] if person.feminine else told[-2]
    head = (
        "#set page(margin: (x: 1.8cm, top: 2.4cm, bottom: 2cm), header: [#h(4.6cm)#text(8pt, "
        f'fill: rgb("#003399"))[{said(named(person, "cv"))}] #h(1fr) '
        f"{said(f'{person.given} {person.family}')}], footer: context [#text(7pt)[© 2002-2025 "
        "#h(1fr) #counter(page).display() / #counter(page).final().first()]])\n"
        f'#set text(font: "Liberation Sans", size: {size}pt, hyphenate: false)\n'
        "#set list(marker: [▪], indent: 0.2cm)\n"
        "#let side(left, right) = grid(columns: (4.4cm, 1fr), column-gutter: 0.3cm, "
        'align(end, text(8pt, fill: rgb("#003399"), left)), right)\n'
        "#let part(name) = [#v(0.25cm)#grid(columns: (4.4cm, 1fr), column-gutter: 0.3cm, "
        'align(end, text(8.5pt, fill: rgb("#003399"), upper(name))), '
        'pad(top: 0.12cm, line(length: 100%, stroke: 0.5pt + rgb("#9999cc"))))#v(0.1cm)]\n'
    )

    def side(left: str, right: str) -> str:
        return f"#side[{left}][{right}]\n#v({gap}cm)\n"

    def part(name: str, content: str) -> str:
        return f"#part[{said(name)}]\n{content}"

    contact = " \\ ".join(
        said(line) for line in (f"{person.address}, {person.town}", person.phone, person.mail)
    )
    born = said(facts.format(sex, person.birth_text()))
    upper = side(said(titles[0].upper()), f"#text(13pt)[{said(f'{person.given} {person.family}')}]")
    upper += side("", f"{contact} \\ {born}")
    if number(2, person.key, "wish"):
        upper += side(said(titles[1].upper()), f"#text(11pt)[{said(person.jobs[0].position)}]")
    jobs = "".join(side(said(job.dates), europass_job(person, job)) for job in person.jobs)
    studies = "".join(
        side(said(study.dates), f"#text(1.1em)[{said(study.title)}] \\ {said(study.school)}")
        for study in person.studies
    )
    rows = "".join(
        ", ".join(f"[{said(text)}]" for text in (name, level, level, level, level)) + ", "
        for name, level, _ in person.languages
    )
    names = ", ".join(f"[{said(name)}]" for name in listed(person, "grid"))
    grid = f"#table(columns: 5, stroke: 0.4pt + gray, inset: 3pt, {names}, {rows})"
    skills = side(said(named(person, "mother")), said(person.mother_tongue))
    skills += side(said(named(person, "languages")), grid)
    skills += side(said(named(person, "with_people")), bullets(person.soft))
    skills += side(said(named(person, "digital")), said(person.digital))
    helped = person.volunteering
    more = side(
        said(named(person, "volunteering")),
        said(f"{helped.title}, {helped.school} ({helped.dates})"),
    )
    more += side(said(named(person, "referees")), said(referee(person)))
    work, school = part(named(person, "work"), jobs), part(named(person, "study"), studies)
    middle = school + work if number(3, person.key, "studies first") == 0 else work + school
    return head + upper + middle + part(named(person, "skills"), skills) + more


def europass_job(person: Person, job: Job) -> str:
    """The right column of an experience."""
    where = job.town if number(2, person.key, "street") else f"{job.address}, {job.town}"
    trade = f"{named(person, 'sector')} {job.sector}"
    return (
        f'#text(1.1em, fill: rgb("#003399"))[{said(job.position)}] \\ '
        f"{said(f'{job.employer}, {where}')}{bullets(job.tasks)}"
        f'#text(fill: rgb("#003399"))[{said(trade)}]'
    )


def skills_first(person: Person) -> str:
    """What the person can do first, on one page; the jobs late, short, in three habits."""
    habit = number(3, person.key, "late")
    head = (
        "#set page(margin: (x: 2.4cm, y: 2cm))\n"
        f'#set text(font: "{("DejaVu Serif", "Liberation Sans")[number(2, person.key)]}", '
        "size: 9pt, hyphenate: false)\n"
        "#set par(leading: 0.6em, spacing: 0.9em)\n"
        "#let part(name) = [#v(0.3cm)#text(11pt, tracking: 0.04em)[#name]#v(-0.1cm)]\n"
    )

    def part(what: str, *lines: str) -> str:
        return f"#part[{said(named(person, what))}]\n\n" + "\n\n".join(lines) + "\n\n"

    jobs = []
    for job in person.jobs:
        if habit == 0:
            jobs.append(
                f"{said(job.dates)} | {said(job.position)}, {said(job.employer)} ({said(job.town)})"
            )
        elif habit == 1:
            jobs.append(
                f"{bold(job.position)} #h(1fr) {said(job.dates)} \\ "
                f"{said(f'{job.employer}, {job.town}')}"
            )
        else:
            jobs.append(
                f"{bold(job.employer)} – {said(job.town)} #h(1fr) {said(job.dates)} \\ "
                f"{said(job.position)} \\ {said(job.sentence())}"
            )
    firsts = tuple(f"{task[0].upper()}{task[1:]}" for job in person.jobs[:2] for task in job.tasks)
    tongues = [f"{name}: {level}" for name, level, _ in person.languages]
    studies = [
        said(", ".join(filter(None, (study.title, study.school, study.dates))))
        for study in person.studies
    ]
    contact = f"{person.town} · {person.phone} · {person.mail}"
    return "".join(
        [
            head,
            f"#text(17pt)[{said(f'{person.given} {person.family}')}]\n\n",
            f"{said(contact)}\n\n",
            part("profile", said(about(person))),
            part("what_i_can", bullets(firsts)),
            part("with_people", bullets(person.soft)),
            part("with_tools", said(person.digital)),
            part("languages", said(", ".join([person.mother_tongue, *tongues]))),
            part("study", *studies) if number(2, person.key, "studies first") else "",
            part("work", *jobs),
            "" if number(2, person.key, "studies first") else part("study", *studies),
            part("hobbies", said(person.hobbies)),
        ]
    )
