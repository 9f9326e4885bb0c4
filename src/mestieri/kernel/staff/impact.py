"""Draft of the impact assessment, on screen and on paper."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.kernel.access import staff_page
from mestieri.kernel.impact_form import ImpactAnswersForm
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf
from mestieri.kernel.privacy.impact import blanks_in, impact_assessment
from mestieri.kernel.roles import Right
from mestieri.kernel.services import impact as services

IMPACT_FOR_PRINT = Path(__file__).parent.parent / "print" / "impact.typ"


@staff_page(Right.SEE_REGISTER)
def impact(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The draft: what follows from the columns, and what a person must still write."""
    sections = impact_assessment(centre)
    context = {"sections": sections, "blanks": blanks_in(sections)}
    return render(request, "kernel/impact.html", context)


@staff_page(Right.WRITE_ASSESSMENT)
def answers(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Write what only people can say; what is left empty stays open."""
    form = ImpactAnswersForm(request.POST or None, sections=impact_assessment(centre))
    if request.method == "POST" and form.is_valid():
        if services.answer(centre, form.cleaned_data, by=request.user):
            messages.success(request, _("The answers have been saved."))
        return redirect("kernel-impact", centre.slug)
    context = {
        "form": form,
        "heading": _("Answers of the centre"),
        "lead": _("They are printed with the assessment. What you leave empty stays open."),
        "submit_label": _("Save the answers"),
        "back_url": reverse("kernel-impact", args=[centre.slug]),
        "parent_url": reverse("kernel-impact", args=[centre.slug]),
        "parent_label": _("Draft of the impact assessment"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "banco/form_page.html", context, status=status)


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
