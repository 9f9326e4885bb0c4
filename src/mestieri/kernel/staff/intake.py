"""«Porta i tuoi Excel»: bring a table in, step by step, and be able to go back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from mestieri.kernel import queries
from mestieri.kernel.access import staff_page
from mestieri.kernel.intake import IntakeTarget, targets_for
from mestieri.kernel.intake.forms import ColumnsForm, DuplicatesForm, StartForm, TableForm
from mestieri.kernel.intake.previews import duplicates_side_by_side, preview_of
from mestieri.kernel.intake.reports import (
    as_csv,
    as_xlsx,
    correction_lines,
    intakes_of,
    rows_left_alone,
    rows_to_correct,
    template_lines,
)
from mestieri.kernel.models import Centre, Intake
from mestieri.kernel.models.intake import DuplicateDecision, IntakeState, RowOutcome
from mestieri.kernel.roles import Right
from mestieri.kernel.services.intake import files, receiving, running
from mestieri.kernel.staff.sheet import confirmation_page

INTAKES_A_PAGE = 20
ROWS_SHOWN = 100
DUPLICATES_A_PAGE = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _targets(request: HttpRequest, centre: Centre) -> list[IntakeTarget]:
    return targets_for(queries.rights_of_account(request.user, centre))


def _target_or_404(request: HttpRequest, centre: Centre, code: str) -> IntakeTarget:
    for target in _targets(request, centre):
        if target.code == code:
            return target
    raise Http404


def _intake_or_404(
    request: HttpRequest, centre: Centre, number: int
) -> tuple[Intake, IntakeTarget]:
    """An intake of this centre, of something that one may bring in."""
    intake = Intake.objects.filter(centre=centre, pk=number).first()
    if intake is None:
        raise Http404
    intake.centre = centre
    return intake, _target_or_404(request, centre, intake.target)


def _page(intake: Intake) -> str:
    return reverse("kernel-intake", args=[intake.centre.slug, intake.pk])


@staff_page(Right.BRING_TABLES_IN)
def intakes(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What can be brought in, and what was."""
    targets = _targets(request, centre)
    page = Paginator(intakes_of(centre.pk, targets), INTAKES_A_PAGE).get_page(
        request.GET.get("page")
    )
    labels = {target.code: target.label for target in targets}
    lines = [(intake, labels[intake.target]) for intake in page.object_list]
    return render(
        request, "kernel/intake/list.html", {"targets": targets, "page": page, "lines": lines}
    )


@staff_page(Right.BRING_TABLES_IN)
def new_intake(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    """Choose a file, or paste cells."""
    target = _target_or_404(request, centre, code)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            intake = _receive(form, centre, target, request)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("kernel-intake-columns", centre.slug, intake.pk)
    return render(request, "kernel/intake/new.html", {"form": form, "target": target})


def _receive(form: TableForm, centre: Centre, target: IntakeTarget, request: HttpRequest) -> Intake:
    upload = form.cleaned_data["file"]
    if upload is None:
        text = form.cleaned_data["cells"]
        return receiving.receive_text(centre, target, text, account=request.user)
    waiting = files.put_aside(upload.chunks())
    try:
        return receiving.receive_file(centre, target, waiting, upload.name, account=request.user)
    finally:
        Path(waiting).unlink(missing_ok=True)


@staff_page(Right.BRING_TABLES_IN)
def template(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    """An empty table with the right titles and one example."""
    target = _target_or_404(request, centre, code)
    return _download(as_xlsx(template_lines(target), str(_("Table"))), f"{code}.xlsx", XLSX)


def _download(content: bytes | str, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@staff_page(Right.BRING_TABLES_IN)
def columns(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Say on which sheet and row the titles are, and what each column means."""
    intake, target = _intake_or_404(request, centre, pk)
    if intake.state not in (IntakeState.RECEIVED, IntakeState.CHECKED):
        return redirect(_page(intake))
    form = ColumnsForm(request.GET, request.POST, intake=intake, target=target)
    if request.method == "POST" and form.is_valid():
        try:
            receiving.choose_columns(
                intake,
                form.chosen,
                sheet=form.sheet,
                header_row=form.header_row,
                account=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("kernel-intake-preview", centre.slug, intake.pk)
    context = {"form": form, "intake": intake, "target": target}
    return render(request, "kernel/intake/columns.html", context)


@staff_page(Right.BRING_TABLES_IN)
def preview(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """The first rows as they will be; then all of them are checked."""
    intake, target = _intake_or_404(request, centre, pk)
    if request.method == "POST":
        return _try(request, intake, lambda: running.start_check(intake, account=request.user))
    if intake.state != IntakeState.RECEIVED or not intake.columns:
        return redirect(_page(intake))
    context = {"intake": intake, "target": target, "preview": preview_of(intake, target)}
    return render(request, "kernel/intake/preview.html", context)


def _try(request: HttpRequest, intake: Intake, act: Any) -> HttpResponse:
    """Do something with an intake, say why not where it cannot be, and show it."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(_page(intake))


def _count_name(outcome: RowOutcome) -> str:
    """What a count of rows is called: several rows, where one word is also said of one record."""
    of_rows = {
        RowOutcome.CREATED: pgettext("rows of a table", "Added"),
        RowOutcome.RESTORED: pgettext("rows of a table", "Put back as they were"),
    }
    return of_rows.get(outcome, str(outcome.label))


@staff_page(Right.BRING_TABLES_IN)
def intake(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Where a table stands: being prepared, checked, brought in, undone."""
    intake, target = _intake_or_404(request, centre, pk)
    if intake.state == IntakeState.RECEIVED:
        step = "kernel-intake-preview" if intake.columns else "kernel-intake-columns"
        return redirect(step, centre.slug, intake.pk)
    context = {
        "intake": intake,
        "target": target,
        "is_waiting": running.is_waiting_for_somebody(intake),
        "refused": rows_to_correct(intake)[:ROWS_SHOWN],
        "kept": rows_left_alone(intake)[:ROWS_SHOWN],
        "rows_shown": ROWS_SHOWN,
        "refused_count": intake.count(RowOutcome.REFUSED),
        "duplicates_count": intake.count(RowOutcome.DUPLICATE),
        "can_start": intake.count(RowOutcome.NEW) or intake.count(RowOutcome.DUPLICATE),
        "counts": [
            (_count_name(outcome), intake.count(outcome))
            for outcome in RowOutcome
            if intake.count(outcome)
        ],
        "start_form": StartForm(),
        "records_url": _records(target, centre),
        "passages": intake.passages.select_related("made_by"),
        "days_to_undo": running.DAYS_TO_UNDO,
        "can_undo": _can_be_undone(intake),
    }
    return render(request, "kernel/intake/intake.html", context)


def _can_be_undone(intake: Intake) -> bool:
    return (
        intake.state == IntakeState.DONE
        and intake.rows.filter(outcome__in=running.WRITTEN).exists()
    )


def _records(target: IntakeTarget, centre: Centre) -> str:
    """Where the records are found, if the room has such a page."""
    try:
        return reverse(target.list_url_name, args=[centre.slug])
    except NoReverseMatch:
        return ""


@staff_page(Right.BRING_TABLES_IN)
def progress(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """How far the pass is; who posts lets this request do a part of it."""
    intake, target = _intake_or_404(request, centre, pk)
    if request.method == "POST":
        intake = running.run_for(intake.pk, running.SECONDS_OF_A_REQUEST)
        intake.centre = centre
    if not request.headers.get("HX-Request"):
        return redirect(_page(intake))
    if not intake.is_running:
        response = HttpResponse()
        response.headers["HX-Refresh"] = "true"
        return response
    context = {
        "intake": intake,
        "target": target,
        "is_waiting": running.is_waiting_for_somebody(intake),
    }
    return render(request, "kernel/intake/progress.html", context)


@staff_page(Right.BRING_TABLES_IN)
def duplicates(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Rows about what is already there, side by side with it; the person decides."""
    intake, target = _intake_or_404(request, centre, pk)
    if intake.state != IntakeState.CHECKED:
        return redirect(_page(intake))
    page = Paginator(
        intake.rows.filter(outcome="duplicate").order_by("number"), DUPLICATES_A_PAGE
    ).get_page(request.GET.get("page"))
    pairs = duplicates_side_by_side(intake, target, list(page.object_list))
    form = DuplicatesForm(request.POST or None, pairs=pairs)
    if request.method == "POST" and form.is_valid():
        following = f"?page={page.next_page_number()}" if page.has_next() else ""
        running.decide(intake, form.decisions)
        if following:
            return redirect(reverse("kernel-intake-duplicates", args=[centre.slug, pk]) + following)
        return redirect(_page(intake))
    context = {"intake": intake, "target": target, "page": page, "form": form}
    return render(request, "kernel/intake/duplicates.html", context)


@staff_page(Right.BRING_TABLES_IN)
@require_POST
def start(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Bring in what the check said."""
    intake, _target = _intake_or_404(request, centre, pk)
    form = StartForm(request.POST)
    wanted = form.cleaned_data["duplicates"] if form.is_valid() else ""
    decision = DuplicateDecision(wanted or DuplicateDecision.SKIP)
    return _try(
        request, intake, lambda: running.start_import(intake, decision, account=request.user)
    )


@staff_page(Right.BRING_TABLES_IN)
def undo(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Ask before undoing a whole import."""
    intake, _target = _intake_or_404(request, centre, pk)
    if request.method == "POST":
        return _try(request, intake, lambda: running.start_undoing(intake, account=request.user))
    if not _can_be_undone(intake):
        return redirect(_page(intake))
    return confirmation_page(
        request,
        heading=_("Undo the import of “%(file)s”?") % {"file": intake.file_name},
        question=_(
            "What it added is removed, what it changed goes back to what it was. Whatever "
            "somebody changed afterwards stays as it is, and you will see which."
        ),
        submit_label=_("Undo the import"),
        back=_page(intake),
        parent_label=_("Bring your spreadsheets"),
    )


@staff_page(Right.BRING_TABLES_IN)
@require_POST
def discard(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Give up a table that was not brought in."""
    intake, _target = _intake_or_404(request, centre, pk)
    try:
        running.discard(intake, account=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(_page(intake))
    messages.success(request, _("The file has been thrown away. Nothing was brought in."))
    return redirect("kernel-intakes", centre.slug)


@staff_page(Right.BRING_TABLES_IN)
def refused(request: HttpRequest, centre: Centre, pk: int, form: str) -> HttpResponse:
    """Refused rows with the reason, to be corrected and brought in again."""
    intake, target = _intake_or_404(request, centre, pk)
    lines = correction_lines(intake, target)
    name = f"da-correggere-{intake.pk}.{form}"
    if form == "csv":
        return _download(as_csv(lines), name, "text/csv; charset=utf-8")
    return _download(as_xlsx(lines, str(_("To correct"))), name, XLSX)
