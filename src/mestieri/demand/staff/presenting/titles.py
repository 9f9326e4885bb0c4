"""The title by which the centre presents people; practice; who is back to work."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.demand.banks import is_training
from mestieri.demand.forms.presenting import TitleForm
from mestieri.demand.models import IntermediationTitle
from mestieri.demand.queries.presenting import redeployments_of
from mestieri.demand.services.presenting import titles as services
from mestieri.demand.services.presenting.training import begin_training
from mestieri.demand.staff.common import do
from mestieri.demand.staff.presenting.common import people_page, request_or_404
from mestieri.demand.training import PEOPLE
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import form_page


@staff_page(Right.MANAGE_CENTRE)
def title(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What gives the centre the right to show CVs to companies; the act, and those before it."""
    form = TitleForm(
        request.POST or None, request.FILES or None, instance=IntermediationTitle(centre=centre)
    )
    return form_page(
        request,
        form,
        lambda form: services.record_title(
            form.instance, form.cleaned_data["file"], account=request.user
        ),
        heading=_("Title to present people to companies"),
        back=reverse("demand-title", args=[centre.slug]),
        done=_("Recorded: from its day on CVs may be sent to companies."),
        template="demand/presenting/title.html",
        submit_label=_("Record"),
        current=services.title_of(centre),
        titles=IntermediationTitle.objects.filter(centre=centre).select_related("recorded_by"),
        refusal=services.why_nothing_leaves(),
    )


@staff_page(Right.MANAGE_CENTRE)
def title_file(request: HttpRequest, centre: Centre, pk: int) -> HttpResponseBase:
    """The act."""
    found = get_object_or_404(IntermediationTitle, centre=centre, pk=pk)
    if not found.file or not found.file.storage.exists(found.file.name):
        raise Http404
    answer = FileResponse(
        found.file.open("rb"), content_type="application/pdf", as_attachment=True,
        filename="atto.pdf",
    )  # fmt: skip
    answer.headers["Cache-Control"] = "no-store"
    return answer


@staff_page(Right.MANAGE_CENTRE)
@require_POST
def end_title(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The title holds no more."""
    return do(
        request,
        lambda: services.end_title(centre, account=request.user),
        done=_("Ended: from now on nothing is sent to companies."),
        back=reverse("demand-title", args=[centre.slug]),
    )


@staff_page(Right.PRESENT_CVS)
@require_POST
def training(request: HttpRequest, centre: Centre) -> HttpResponse:
    """A made-up request, to practise on."""
    return redirect(people_page(begin_training(centre, account=request.user)))


@staff_page(Right.PRESENT_CVS)
def training_people(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """The made-up people among whom one chooses for practice."""
    row = request_or_404(centre, pk)
    if not is_training(row):
        raise Http404
    there = {str(key) for key in row.presentations.values_list("cv_key", flat=True)}
    context = {
        "row": row,
        "people": [(one, one.key in there) for one in PEOPLE],
        "parent_url": people_page(row),
        "parent_label": _("The people of the request"),
    }
    return render(request, "demand/presenting/training_people.html", context)


@staff_page(Right.CALL_COMPANIES)
def redeployments(request: HttpRequest, centre: Centre) -> HttpResponse:
    """How many are back to work, however they found it. Nobody is named."""
    year = timezone.localdate().year
    context = {"counted": redeployments_of(centre, year), "year": year}
    return render(request, "demand/presenting/redeployments.html", context)
