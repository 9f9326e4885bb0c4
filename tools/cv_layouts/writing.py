"""What every design writes alike: the page, years and dates."""

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
