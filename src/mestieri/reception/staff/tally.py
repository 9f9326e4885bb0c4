"""Type in the sheets of paper on which visits were marked, and print an empty one."""

from __future__ import annotations

import datetime
import uuid
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf
from mestieri.kernel.roles import Right
from mestieri.kernel.vocabulary import Purpose
from mestieri.reception import queries
from mestieri.reception.forms import SheetOfPaperForm
from mestieri.reception.models import LAST_HALF_HOUR, TallySheet
from mestieri.reception.services import tally as services

SHEETS_SHOWN = 40
EMPTY_SHEET = Path(__file__).parent.parent / "print" / "tally.typ"


@require_GET
@staff_page(Right.COUNT_VISITS)
def sheets(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Sheets typed in lately, and the way to a new one."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    form = SheetOfPaperForm(centre=centre, initial={"day": yesterday})
    shown = list(queries.sheets_of_centre(centre)[:SHEETS_SHOWN])
    return render(
        request,
        "reception/sheets.html",
        {
            "form": form,
            "sheets": [sheet for sheet in shown if sheet.withdrawn_on is None],
            "withdrawn": [sheet for sheet in shown if sheet.withdrawn_on is not None],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.COUNT_VISITS)
def new_sheet(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The grid of one point and day, empty; its key makes it the same however often it is sent."""
    form = SheetOfPaperForm(request.GET, centre=centre)
    if not form.is_valid():
        messages.error(request, _("Choose the point and the day of the sheet."))
        return redirect("reception-sheets", centre_slug=centre.slug)
    key = _key_of(request)
    sheet = TallySheet(
        key=key, centre=centre, point=form.cleaned_data["point"], day=form.cleaned_data["day"]
    )
    return _grid_page(request, centre, sheet, {})


def _key_of(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.COUNT_VISITS)
def sheet(request: HttpRequest, centre: Centre, sheet_id: int) -> HttpResponse:
    """A sheet that was typed in, to correct it."""
    found = get_object_or_404(
        TallySheet.objects.select_related("point"),
        centre=centre, pk=sheet_id, withdrawn_on__isnull=True,
    )  # fmt: skip
    found.point.centre = centre
    return _grid_page(request, centre, found, services.marks_of(found))


def _grid_page(
    request: HttpRequest, centre: Centre, sheet: TallySheet, marks: dict[tuple[int, Purpose], int]
) -> HttpResponse:
    sheet.point.centre = centre
    wrong: list[str] = []
    numbers = {square: str(number) for square, number in marks.items()}
    if request.method == "POST":
        numbers = read_numbers(request)
        try:
            saved = services.save_sheet(
                sheet.key, sheet.point, sheet.day, as_marks(numbers), account=request.user
            )
        except ValidationError as error:
            wrong = error.messages
        else:
            messages.success(request, services.saved_sentence(saved))
            return redirect("reception-sheet", centre_slug=centre.slug, sheet_id=saved.sheet.pk)
    others = queries.sheets_of_centre(centre).filter(
        point=sheet.point, day=sheet.day, withdrawn_on__isnull=True
    )
    every_hour = "tutte" in request.GET
    half_hours = list(range(48)) if every_hour else queries.half_hours_of_sheet(
        sheet.point, sheet.day
    )  # fmt: skip
    response = render(
        request,
        "reception/sheet.html",
        {
            "sheet": sheet,
            "rows": queries.grid(half_hours, numbers),
            "purposes": list(Purpose),
            "wrong": wrong,
            "others": list(others.exclude(pk=sheet.pk)),
            "most": services.MOST_MARKS,
            "every_hour": every_hour,
            "all_hours_query": _query_with_all_hours(request),
        },
    )
    # Going back must bring a new sheet: an old one would be taken for a correction.
    add_never_cache_headers(response)
    return response


def _query_with_all_hours(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked["tutte"] = "1"
    return asked.urlencode()


def read_numbers(request: HttpRequest) -> dict[tuple[int, Purpose], str]:
    """What was written in each square that is not empty."""
    written = {
        (half_hour, purpose): request.POST.get(f"m-{half_hour}-{purpose.value}", "").strip()[:6]
        for half_hour in range(LAST_HALF_HOUR + 1)
        for purpose in Purpose
    }
    return {square: number for square, number in written.items() if number}


def as_marks(numbers: dict[tuple[int, Purpose], str]) -> dict[tuple[int, Purpose], int]:
    """The numbers of the squares.

    Raises:
        ValidationError: a square holds something else.
    """
    for number in numbers.values():
        if not (number.isascii() and number.isdecimal()):
            raise ValidationError(
                _("“%(written)s” is not a number of marks: write 0, 1, 2…") % {"written": number}
            )
    return {square: int(number) for square, number in numbers.items()}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.COUNT_VISITS)
def withdraw(request: HttpRequest, centre: Centre, sheet_id: int) -> HttpResponse:
    """Ask, then take a whole sheet back."""
    found = get_object_or_404(TallySheet, centre=centre, pk=sheet_id, withdrawn_on__isnull=True)
    if request.method == "POST":
        gone = services.withdraw_sheet(found, account=request.user)
        messages.success(
            request,
            ngettext(
                "Sheet taken back: %(number)s visit does not count any more.",
                "Sheet taken back: %(number)s visits do not count any more.",
                gone,
            )
            % {"number": gone},
        )
        return redirect("reception-sheets", centre_slug=centre.slug)
    return render(
        request,
        "reception/confirm.html",
        {
            "heading": _("Take the whole sheet back"),
            "lead": _("Its visits will not count any more. You can type it in again as new."),
            "submit_label": _("Take it back"),
            "back_url": reverse("reception-sheet", args=[centre.slug, found.pk]),
            "parent_label": _("Sheets of paper"),
        },
    )


@require_GET
@staff_page(Right.COUNT_VISITS)
def empty_sheet(request: HttpRequest, centre: Centre) -> HttpResponse:
    """An empty sheet to print, for the days on which there is no line and no tablet."""
    form = SheetOfPaperForm(request.GET, centre=centre)
    point = form.cleaned_data["point"] if form.is_valid() else queries.points_in_use(centre).first()
    day = form.cleaned_data["day"] if form.is_valid() else None
    half_hours = (
        queries.half_hours_of_sheet(point, day) if point and day else list(queries.USUAL_HALF_HOURS)
    )
    title = _("Sheet of visits: %(centre)s") % {"centre": centre.name}
    data = {
        "title": title,
        "lead": _("One mark a visit, in the row of the half hour. No name, no signature."),
        "place": [_("Point"), point.name if point else ""],
        "day": [_("Day"), ""],
        "heads": [_("From"), *(str(purpose.label) for purpose in Purpose)],
        "rows": [f"{queries.time_of(half_hour):%H:%M}" for half_hour in half_hours],
        "total": _("Total"),
        "footer": _("Type it in at the desk: Banco, Sheets of paper. Then throw it away."),
    }
    pdf = print_pdf(EMPTY_SHEET, data, title=title, language=get_language() or "it")
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="foglio-presenze.pdf"'
    return response
