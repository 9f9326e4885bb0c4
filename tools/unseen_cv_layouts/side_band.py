"""The graphic template with a coloured band at the side, as printed from a browser."""

from __future__ import annotations

from html import escape

from .headings import about, named
from .people import Job, Person, number, pick

COLOURS = ["#2b4c5f", "#7a3b4e", "#3f5d3a", "#4a4063", "#d9e2ea"]
STYLE = """
@page { size: A4; margin: 0 }
* { box-sizing: border-box; margin: 0 }
body { font: 10.5pt/1.35 "Liberation Sans"; print-color-adjust: exact }
.page { display: grid; grid-template-columns: SPLIT; min-height: 297mm }
aside { background: COLOUR; color: INK; padding: 12mm 6mm }
main { padding: 12mm 9mm }
h1 { font-size: 21pt; font-weight: normal; letter-spacing: 0.5pt; line-height: 1.1 }
h2 { font-size: 11pt; font-weight: bold; text-transform: uppercase; margin: 6mm 0 2mm }
h3 { font-size: 10.5pt }
main h2 { border-bottom: 1.5pt solid COLOUR }
ul { padding-left: 4.5mm }
.job { margin-bottom: 3.5mm }
.when { color: #666; font-size: 9.5pt }
.bar { height: 1.6mm; background: #ffffff55; margin: 1mm 0 2mm }
.bar i { display: block; height: 100%; background: INK }
.line { display: grid; grid-template-columns: 36mm 1fr; gap: 3mm }
"""
LEVELS = {"A1": 20, "A2": 35, "B1": 50, "B2": 70, "C1": 85, "C2": 100}


def tagged(tag: str, text: str) -> str:
    """A text in a tag."""
    return f"<{tag}>{escape(text)}</{tag.split()[0]}>"


def job_html(person: Person, job: Job) -> str:
    """An experience, in three habits."""
    habit = number(3, person.key, "band job")
    tasks = f"<ul>{''.join(tagged('li', task) for task in job.tasks)}</ul>"
    when = tagged('p class="when"', job.dates)
    if habit == 0:
        firm = tagged("p", f"{job.employer} | {job.town}")
        return f'<div class="job">{tagged("h3", job.position)}{firm}{when}{tasks}</div>'
    if habit == 1:
        firm = tagged("p", f"{job.employer}, {job.town}")
        right = f"<div>{tagged('h3', job.position)}{firm}{tasks}</div>"
        return f'<div class="job line">{when}{right}</div>'
    firm = tagged("p", f"{job.employer} – {job.town}")
    return f'<div class="job">{when}{tagged("h3", job.position.upper())}{firm}{tasks}</div>'


def band(person: Person) -> str:
    """The whole page; the band stands left or right, and holds the name in some."""
    colour = pick(COLOURS, person.key, "colour")
    ink = "#222222" if colour == "#d9e2ea" else "#ffffff"
    right = number(3, person.key, "side") == 0
    split = "1fr 62mm" if right else "62mm 1fr"
    style = STYLE.replace("COLOUR", colour).replace("INK", ink).replace("SPLIT", split)
    name = (
        f"{escape(person.given)} {escape(person.family)}",
        f"{escape(person.given.upper())}<br>{escape(person.family.upper())}",
    )[number(2, person.key, "two lines")]
    head = f"<h1>{name}</h1>"
    if number(2, person.key, "headline"):
        head += tagged("p", person.jobs[0].position)

    def section(what: str, content: str) -> str:
        return tagged("h2", named(person, what)) + content

    contact = [person.phone, person.mail, f"{person.address}, {person.town}", person.birth_text()]
    tongues = "".join(
        tagged("p", f"{tongue} – {level}")
        + f'<div class="bar"><i style="width: {LEVELS[level]}%"></i></div>'
        for tongue, level, _ in person.languages
    )
    in_band = number(3, person.key, "name in band") == 0
    aside = "".join(
        [
            head if in_band else "",
            section("contact", "".join(tagged("p", line) for line in contact)),
            section("languages", tagged("p", person.mother_tongue) + tongues),
            section("skills", "".join(tagged("p", item) for item in person.soft)),
            section("digital", tagged("p", person.digital)),
            section("hobbies", tagged("p", person.hobbies)),
        ]
    )
    studies = "".join(
        f'<div class="job">{tagged("h3", study.title)}{tagged("p", study.school)}'
        f"{tagged('p class=when', study.dates)}</div>"
        for study in person.studies
    )
    work = section("work", "".join(job_html(person, job) for job in person.jobs))
    school = section("study", studies)
    helped = person.volunteering
    help_out = section(
        "volunteering",
        tagged("h3", helped.title) + tagged("p", helped.school) + tagged("p", helped.dates),
    )
    main = "".join(
        [
            "" if in_band else head,
            section("profile", tagged("p", about(person))),
            *([school, work] if number(3, person.key, "studies first") == 0 else [work, school]),
            help_out if number(2, person.key, "helps") else "",
        ]
    )
    halves = [f"<aside>{aside}</aside>", f"<main>{main}</main>"]
    if right:
        halves.reverse()
    return (
        f'<!doctype html><html lang="{person.language}"><meta charset="utf-8"><title>CV</title>'
        f'<style>{style}</style><div class="page">{"".join(halves)}</div></html>'
    )
