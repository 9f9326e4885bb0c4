"""The steps of a guide at the Banco, one form each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.engines.declared import Faulty
from mestieri.guidance.forms import StepForm
from mestieri.guidance.models import Edition
from mestieri.guidance.services import steps as services
from mestieri.guidance.staff.editions import edition_or_404, questionnaire_titles
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right

GUIDES = "guide"


@staff_page(Right.WRITE_GUIDANCE)
def add_step(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    """A new step, at the end of the file; the answers of others will lead to it."""
    return _step_page(request, centre, edition_or_404(centre, code), "")


@staff_page(Right.WRITE_GUIDANCE)
def change_step(request: HttpRequest, centre: Centre, code: str, step: str) -> HttpResponse:
    """One step: what one reads, brings, opens, and where one goes on."""
    return _step_page(request, centre, edition_or_404(centre, code), step)


def _step_page(request: HttpRequest, centre: Centre, guide: Edition, code: str) -> HttpResponse:
    steps = _steps_or_404(guide)
    step: dict[str, Any] = {}
    if code:
        step = next((one for one in steps if one.get("codice") == code), {})
        if not step:
            raise Http404
    form = StepForm(
        request.POST or None, step=step, steps=steps, questionnaires=questionnaire_titles(centre)
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.save_step(guide, code, form.data_of_step, account=request.user)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("guidance-edition", centre.slug, GUIDES, guide.code)
    context = {"form": form, "guide": guide, "step": step, "word": GUIDES}
    return render(request, "guidance/banco/step.html", context)


@staff_page(Right.WRITE_GUIDANCE)
@require_POST
def remove_step(request: HttpRequest, centre: Centre, code: str, step: str) -> HttpResponse:
    """Take a step out of the draft; what the public reads stays until it is published."""
    guide = edition_or_404(centre, code)
    try:
        services.remove_step(guide, step, account=request.user)
    except (KeyError, Faulty) as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The step is out of the draft."))
    return redirect("guidance-edition", centre.slug, GUIDES, code)


def _steps_or_404(guide: Edition) -> list[dict[str, Any]]:
    try:
        return services.steps_of(guide)
    except Faulty as error:
        raise Http404 from error
