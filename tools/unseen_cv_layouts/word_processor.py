"""CVs typed in a word processor: the chronological one, and the one made of ruled tables."""

from __future__ import annotations

from .fodt import cell, cell_style, column_styles, document, p, paragraph_style, row, table
from .headings import about, listed, named, referee, who
from .people import Job, Person, number, pick

MARGINS = 'fo:margin-top="1.8cm" fo:margin-bottom="1.5cm" fo:margin-{}="2cm" fo:margin-{}="2cm"'
SIDES = MARGINS.format("left", "right")
CLOSED = 'fo:keep-with-next="always"'


def typed_job(person: Person, job: Job, habit: int, mark: str) -> str:
    """An experience as people type it, in the four ways most seen."""
    tasks = [p(f"{mark}\t{task}", "bullet") for task in job.tasks]
    if habit == 0:
        lines = [p(job.dates, "dates"), p(f"**{job.position}**"), p(f"{job.employer}, {job.town}")]
    elif habit == 1:
        lines = [
            p(f"{job.dates}\t**{job.position}**", "hanging"),
            p(f"\t{job.employer} – {job.address}, {job.town}", "hanging"),
        ]
        tasks = [p(f"\t{task[0].upper()}{task[1:]}", "hanging") for task in job.tasks]
    elif habit == 2:
        lines = [p(f"**{job.employer}**, {job.town} — {job.position}"), p(f"({job.dates})")]
    else:
        joined = f"{job.position} {named(person, 'at')} {job.employer}"
        lines = [p(f"{job.dates}: **{joined}**")]
        tasks = [p(job.sentence())]
    return "".join([*lines, *tasks, p("", "small")])


def chronological(person: Person) -> str:
    """The CV as a word processor's empty page gives it: capitals, bullets, tabs, a footer."""
    habit = number(4, person.key, "typed")
    mark = pick("•-–*", person.key, "mark")

    def section(what: str, *content: str) -> str:
        return p(named(person, what).upper(), "heading") + "".join(content) + p("", "small")

    work = section("work", *(typed_job(person, job, habit, mark) for job in person.jobs))
    studies = [
        p(f"{study.dates}\t{study.title}{', ' if study.school else ''}{study.school}", "hanging")
        for study in person.studies
    ]
    school = section("study", *studies)
    help_out = person.volunteering
    helped = f"{help_out.dates}\t{help_out.title}, {help_out.school}"
    tongues = [p(f"{named(person, 'mother')}: {person.mother_tongue}")]
    tongues += [p(f"{name}\t{level} ({said})", "hanging") for name, level, said in person.languages]
    rest = [
        section("languages", *tongues),
        section("digital", p(person.digital)),
        section("skills", *(p(f"{mark}\t{item}", "bullet") for item in person.soft)),
        section("volunteering", p(helped, "hanging")) if number(2, person.key, "helps") else "",
        section("hobbies", p(person.hobbies)),
        section("referees", p(referee(person))) if number(2, person.key, "asks") else "",
    ]
    full = (
        f"{person.given} {person.family}",
        f"{person.given.upper()} {person.family.upper()}",
        f"{person.family.upper()} {person.given}",
    )[number(3, person.key, "full")]
    top = [p(named(person, "cv").upper(), "centre")] if number(2, person.key, "says cv") else []
    if number(3, person.key, "labels") == 0:
        top.append(p(named(person, "personal").upper(), "heading"))
        top += [p(f"{label}:\t{value}", "hanging") for label, value in who(person, full)]
    else:
        top.append(p(full, "name"))
        contact = f"{person.address}, {person.town} – {person.phone} – {person.mail}"
        top.append(p(contact, "centre"))
        top.append(p(who(person, full)[1][0] + ": " + who(person, full)[1][1], "centre"))
    top.append(p("", "small"))
    if number(2, person.key, "about"):
        top.append(p(about(person)) + p("", "small"))
    middle = [school, work] if number(3, person.key, "studies first") == 0 else [work, school]
    styles = "".join(
        [
            paragraph_style("body"),
            paragraph_style("small", text='fo:font-size="6pt"'),
            paragraph_style("name", 'fo:text-align="center"', 'fo:font-size="18pt"'),
            paragraph_style("centre", 'fo:text-align="center"', 'fo:font-size="10pt"'),
            paragraph_style(
                "heading", f'{CLOSED} fo:border-bottom="0.7pt solid #000000"', 'fo:color="#1f3864"'
            ),
            paragraph_style("dates", CLOSED, 'fo:color="#555555"'),
            paragraph_style(
                "hanging", 'fo:margin-left="5.2cm" fo:text-indent="-5.2cm"', tabs="5.2"
            ),
            paragraph_style("bullet", 'fo:margin-left="1.2cm" fo:text-indent="-0.6cm"', tabs="1.2"),
            paragraph_style("foot", 'fo:text-align="end"', 'fo:font-size="8pt"'),
        ]
    )
    footer = p(f"{person.given} {person.family} – {named(person, 'page')}", "foot")
    body = "".join([*top, *middle, *rest, p(named(person, "closing"), "foot")])
    font = pick(["Liberation Sans", "Liberation Serif", "Carlito"], person.key, "font")
    return document(body, styles, font, 11, SIDES, footer=footer)


def job_table(person: Person) -> tuple[list[str], list[str], list[list[str]]]:
    """Widths, names of columns and rows of the experiences, in three habits."""
    period, firm, role, tasks, first, last, place = listed(person, "columns")
    habit = number(3, person.key, "table")
    if habit == 0:
        rows = [
            [job.dates, f"{job.employer}\n{job.town}", job.position, ", ".join(job.tasks)]
            for job in person.jobs
        ]
        return ["3.1cm", "4.4cm", "3.6cm", "5.9cm"], [period, firm, role, tasks], rows
    if habit == 1:
        rows = [[job.first, job.last, job.position, job.employer, job.town] for job in person.jobs]
        widths = ["2.6cm", "2.6cm", "4.6cm", "4.4cm", "2.8cm"]
        return widths, [first, last, role, firm, place], rows
    rows = [
        [job.dates, f"**{job.position}**\n{'; '.join(job.tasks)}", f"{job.employer}, {job.town}"]
        for job in person.jobs
    ]
    return ["3.6cm", "7.6cm", "5.8cm"], [period, f"{role} / {tasks.lower()}", firm], rows


def tables(person: Person) -> str:
    """A CV made of ruled tables, one a section, as offices and schools hand out."""

    def grid(widths: list[str], names: list[str], rows: list[list[str]]) -> str:
        lines = [row([cell(p(name, "strong"), "head") for name in names])] if names else []
        lines += [row([cell(p(text), "box") for text in texts]) for texts in rows]
        return table(widths, lines)

    def section(what: str, content: str) -> str:
        return p(named(person, what).upper(), "heading") + content + p("", "small")

    full = f"{person.family.upper()} {person.given}"
    if number(2, person.key, "full"):
        full = f"{person.given} {person.family}"
    widths, names, rows = job_table(person)
    work = section("work", grid(widths, names, rows))
    titles = [[study.dates, study.title, study.school or "–"] for study in person.studies]
    school_widths = ["2.6cm", "7.4cm", "7cm"]
    school = section("study", grid(school_widths, listed(person, "study_columns"), titles))
    tongues = [[name, level, level, level, level] for name, level, _ in person.languages]
    tongue_widths = ["5cm", "3cm", "3cm", "3cm", "3cm"]
    pair_widths = ["5cm", "12cm"]
    personal = [[label, value] for label, value in who(person, full)]
    other = [
        [named(person, "digital"), person.digital],
        [named(person, "skills"), "\n".join(person.soft)],
        [named(person, "hobbies"), person.hobbies],
        [named(person, "referees"), referee(person)],
    ]
    middle = [school, work] if number(3, person.key, "studies first") == 0 else [work, school]
    body = "".join(
        [
            p(named(person, "cv").upper(), "title"),
            section("personal", grid(pair_widths, [], personal)),
            *middle,
            section("languages", grid(tongue_widths, listed(person, "grid"), tongues)),
            grid(pair_widths, [], other),
            p("", "small"),
            p(named(person, "closing"), "small"),
        ]
    )
    columns = {*widths, *school_widths, *tongue_widths, *pair_widths}
    size, padding = ((10, 0.1), (12, 0.24))[number(2, person.key, "large")]  # two pages in some
    line = f'fo:border="0.5pt solid #000000" fo:padding="{padding}cm"'
    styles = "".join(
        [
            column_styles(columns),
            cell_style("box", line),
            cell_style("head", f'{line} fo:background-color="#e8eef7"'),
            paragraph_style("body"),
            paragraph_style("strong", CLOSED, 'fo:font-weight="bold"'),
            paragraph_style("small", text='fo:font-size="8pt"'),
            paragraph_style("title", 'fo:text-align="center"', 'fo:font-size="16pt"'),
            paragraph_style("heading", CLOSED, 'fo:font-weight="bold" fo:font-size="11pt"'),
            paragraph_style("foot", 'fo:text-align="center"', 'fo:font-size="8pt"'),
        ]
    )
    footer = p(named(person, "page"), "foot")
    return document(body, styles, "Liberation Sans", size, SIDES, footer=footer)
