"""When something was, roughly: a year, or a month and a year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mestieri.engines.europass import Period

EARLIEST = 1930
#: A course under way may say when it will end.
YEARS_AHEAD = 8


def year_field(label: Any) -> forms.CharField:
    """A year in four digits."""
    attributes = {"inputmode": "numeric", "autocomplete": "off", "class": "cv-year"}
    widget = forms.TextInput(attrs=attributes)
    return forms.CharField(label=label, max_length=20, required=False, widget=widget)


def month_field(label: Any) -> forms.ChoiceField:
    """A month, or none."""
    choices = [("", gettext_lazy("I do not remember")), *((str(n), m) for n, m in MONTHS.items())]
    return forms.ChoiceField(label=label, choices=choices, required=False)


def period_of(form: forms.Form, before: Period, *, ahead: bool = False) -> Period:
    """The period that a form says; what does not hold is said beside its field.

    Args:
        before: the period until now; its days and months stay where the form does not ask them.
        ahead: whether an end in the coming years makes sense.
    """
    said = form.cleaned_data
    start = _side(form, "start", before.start)
    end = "" if said.get("ongoing") else _side(form, "end", before.end, ahead=ahead)
    if start and end and _ends_before(start, end):
        form.add_error("end_year", _("It ends before it begins: look at the two years."))
        return before
    return Period(start=start, end=end, ongoing=bool(said.get("ongoing")))


def _ends_before(start: str, end: str) -> bool:
    shortest = min(len(start), len(end))
    return end[:shortest] < start[:shortest]


def _side(form: forms.Form, side: str, before: str, *, ahead: bool = False) -> str:
    """`YYYY` or `YYYY-MM`; empty where nothing was written or it cannot be."""
    said = form.cleaned_data
    written = said.get(f"{side}_year", "").strip()
    month = said.get(f"{side}_month", "")
    if not written:
        if month:
            form.add_error(f"{side}_year", _("Write the year too."))
        return ""
    try:
        year = _year(written, ahead)
    except ValidationError as error:
        form.add_error(f"{side}_year", error)
        return ""
    asks_months = f"{side}_month" in form.fields
    if not asks_months or (month and before[:7] == f"{year}-{int(month):02d}"):
        return before if before[:4] == year else year
    made = f"{year}-{int(month):02d}" if month else year
    if made > f"{timezone.localdate():%Y-%m}" and not ahead:
        form.add_error(f"{side}_year", _("This month is still to come."))
        return ""
    return made


def _year(written: str, ahead: bool) -> str:
    this_year = timezone.localdate().year
    if not (written.isascii() and written.isdigit() and len(written) == 4):
        raise ValidationError(_("Write the year with four digits, such as 2019."))
    if int(written) < EARLIEST:
        raise ValidationError(_("This year is too far back: look at the digits."))
    if int(written) > this_year + (YEARS_AHEAD if ahead else 0):
        raise ValidationError(_("This year is still to come."))
    return written


def initial_of(period: Period) -> dict[str, Any]:
    """What a form shows of a period."""
    months = {side: getattr(period, side)[5:7].lstrip("0") for side in ("start", "end")}
    return {
        "start_year": period.start[:4],
        "start_month": months["start"],
        "end_year": period.end[:4],
        "end_month": months["end"],
        "ongoing": period.ongoing,
    }
