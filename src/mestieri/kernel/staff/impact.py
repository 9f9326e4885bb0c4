"""Draft of the impact assessment, on screen and on paper."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf
from mestieri.kernel.privacy.impact import blanks_in, impact_assessment
from mestieri.kernel.roles import Right

IMPACT_FOR_PRINT = Path(__file__).parent.parent / "print" / "impact.typ"


@staff_page(Right.SEE_REGISTER)
def impact(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The draft: what follows from the columns, and what a person must still write."""
    sections = impact_assessment(centre)
    context = {"sections": sections, "blanks": blanks_in(sections)}
    return render(request, "kernel/impact.html", context)


@staff_page(Right.SEE_REGISTER)
def impact_pdf(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The draft on paper, with room to write."""
    title = _("Draft of the impact assessment of %(centre)s") % {"centre": centre.name}
    data = {
        "title": title,
        "date": date_format(timezone.localdate(), "DATE_FORMAT"),
        "lead": _(
            "Generated from the declarations of each column (GDPR, article 35). The blank lines "
            "wait for a person: until then it is a draft."
        ),
        "to_write": _("To be written"),
        "sections": [asdict(section) for section in impact_assessment(centre)],
        "footer": centre.name,
    }
    pdf = print_pdf(IMPACT_FOR_PRINT, data, title=title, language=get_language() or "it")
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="valutazione-impatto.pdf"'
    return response
