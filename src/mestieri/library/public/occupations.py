"""The sheet of a profession."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from mestieri.kernel.access import public_centre_page
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf
from mestieri.library import queries
from mestieri.library.models import ProfessionSheet

TEMPLATES_FOR_PRINT = Path(__file__).parent.parent / "print"


@public_centre_page
def occupation(request: HttpRequest, centre: Centre, key: uuid.UUID) -> HttpResponse:
    """The sheet of a profession."""
    sheet = _sheet(key)
    source = _source_line(sheet)
    return render(request, "library/occupation.html", {"sheet": sheet, "source": source})


@public_centre_page
def occupation_pdf(request: HttpRequest, centre: Centre, key: uuid.UUID) -> HttpResponse:
    """The same sheet on paper."""
    sheet = _sheet(key)
    data = {
        "title": _capital(sheet.title),
        "summary": sheet.summary,
        "parts": _parts(sheet.profession),
        "verified": _verified_line(sheet.profession),
        "description": sheet.description,
        "description_heading": _("In the words of the European classification"),
        "names_heading": _("Also called"),
        "names": sheet.other_names[:12],
        "group_heading": _("Group in the international classification (ISCO-08)"),
        "group": f"{sheet.occupation.group.code} · {sheet.group_name}",
        "skills_heading": _("Skills, as the European classification lists them"),
        "skills": sheet.skills,
        "related_heading": _("Near professions"),
        "related": [_related_line(related) for related in sheet.related],
        "ask_heading": _("Ask an adviser about this"),
        "ask": _(
            "Come in while the door is open: no appointment, and nobody writes down who you are."
        )
        if centre.is_open
        else _("The desks are not working in this period."),
        "source": _source_line(sheet),
        "footer": centre.name,
    }
    pdf = print_pdf(
        TEMPLATES_FOR_PRINT / "occupation.typ", data, title=data["title"], language=_language()
    )
    return HttpResponse(pdf, content_type="application/pdf")


def _parts(profession: ProfessionSheet | None) -> list[dict[str, str]]:
    """The five parts of a sheet with their headings; none where nobody wrote it yet."""
    if profession is None:
        return []
    headings = (
        _("What one does"),
        _("A day"),
        _("How one gets there"),
        _("What one needs to be able to do"),
        _("Where to look here"),
    )
    texts = profession.parts.values()
    return [
        {"heading": heading, "text": text} for heading, text in zip(headings, texts, strict=True)
    ]


def _verified_line(profession: ProfessionSheet | None) -> str:
    if profession is None:
        return ""
    return _("Verified on %(day)s. Rules change: have them confirmed before you decide.") % {
        "day": day_in_words(profession.verified_on)
    }


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]


def _sheet(key: uuid.UUID) -> queries.OccupationSheet:
    found = queries.occupation_by_key(key)
    if found is None:
        raise Http404
    return queries.occupation_sheet(found, _language())


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _related_line(related: queries.Related) -> str:
    if not related.shared_skills:
        return related.title
    shared = ngettext(
        "%(shared)s skill in common", "%(shared)s skills in common", related.shared_skills
    ) % {"shared": related.shared_skills}
    return f"{related.title} ({shared})"


def _source_line(sheet: queries.OccupationSheet) -> str:
    """Where the words come from, as ESCO's licence asks (Decision 2011/833/EU)."""
    source = {"source": f"ESCO {sheet.occupation.source_version}".strip()}
    if not sheet.summary:
        return _("Names and classification: %(source)s, European Commission.") % source
    return (
        _("Names and classification: %(source)s, European Commission. The text at the top is ours.")
        % source
    )
