"""CVs come in: one, or many at once."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.refused_cvs import refusal_in_words
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import form_page
from mestieri.talents.forms.keeping import FileForm, ManyForm
from mestieri.talents.models import CVImport
from mestieri.talents.queries import imports as queries
from mestieri.talents.services import documents, importing
from mestieri.talents.services.importing.receiving import brought
from mestieri.talents.vocabulary import Origin

SECONDS_OF_A_REQUEST = 3
REFUSED_SHOWN = 200


@staff_page(Right.KEEP_CVS)
def add(request: HttpRequest, centre: Centre) -> HttpResponse:
    """One CV, on behalf of its owner."""
    added = []

    def save(form: FileForm) -> None:
        file = form.cleaned_data["file"]
        content = file.read()
        outcome = documents.read_one(content)
        added.append(
            documents.take_in(
                centre, file.name, content, outcome, origin=Origin.CURATOR, account=request.user
            )
        )

    page = form_page(
        request,
        FileForm(request.POST or None, request.FILES or None),
        save,
        heading=_("Add a CV"),
        back=reverse("talents", args=[centre.slug]),
        done=_("Added. The first contact is to be made before it can be presented."),
        parent_label=_("CV bank"),
        template="talents/file_form.html",
    )
    return redirect("talents-cv", centre.slug, added[0].pk) if added else page


@staff_page(Right.KEEP_CVS)
def imports(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Bring many CVs in, and what was brought in before."""
    form = ManyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        batch = importing.begin(centre, account=request.user)
        try:
            for file in form.cleaned_data["files"]:
                importing.receive(batch, brought(file.name, file))
            importing.start(batch)
        except ValidationError as error:
            importing.give_up(batch)
            form.refuse(error)
        else:
            return redirect("talents-import", centre.slug, batch.pk)
    context = {"form": form, "imports": queries.imports_of(centre)[:20]}
    return render(request, "talents/imports.html", context)


@staff_page(Right.KEEP_CVS)
def one_import(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """How far an import is, then its report. A post does some of it here, or gives it up."""
    batch = get_object_or_404(CVImport, centre=centre, pk=pk)
    if request.method == "POST":
        if request.POST.get("azione") == "rinuncia":
            try:
                importing.give_up(batch)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            return redirect("talents-import", centre.slug, batch.pk)
        batch = importing.advance_for(batch.pk, SECONDS_OF_A_REQUEST)
    report = queries.report_of(batch)
    context = {
        "batch": batch,
        "report": report,
        "statuses": queries.lines_of(batch),
        "refused": [
            (file.file_name, refusal_in_words(file.status))
            for file in queries.refused_files(batch)[:REFUSED_SHOWN]
        ],
        "is_waiting": importing.is_waiting_for_somebody(batch),
    }
    if request.htmx:
        response = render(request, "talents/import_progress.html", context)
        if not batch.is_running:
            response.headers["HX-Refresh"] = "true"
        return response
    if request.method == "POST":
        return redirect("talents-import", centre.slug, batch.pk)
    return render(request, "talents/import.html", context)
