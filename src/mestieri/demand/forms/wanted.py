"""What a request asks of the indexes of the CV bank: fields, and what they say.

An answer is kept as the search among CVs takes it: `{"any": […]}`, `{"all": […]}`, `{"is": …}`,
`{"from": …, "to": …}`, `{"by": …}`, `{"istat": …, "km": …}`, `{"number": …, "level": …}`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mestieri.demand.identity import find_municipality
from mestieri.engines.places import load_municipalities
from mestieri.kernel.cv_families import OfferedIndex, Sorting
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.forms import DayInput

Wanted = dict[str, Any]
CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
DISTANCES = (5, 10, 25, 50, 100)
YES_NO, ONE_OF, MANY_OF, NUMBER, DATE, PLACE, LANGUAGE = (
    "yes_no", "one_of", "many_of", "number", "date", "place", "language",
)  # fmt: skip


def field_names(index: OfferedIndex) -> str:
    """The beginning of the names of the fields of an index."""
    return f"w-{index.key}"


def fields_of(index: OfferedIndex) -> dict[str, forms.Field]:
    """The fields by which an index is asked, by the end of their names."""
    match index.kind:
        case "yes_no":
            options = [
                ("", gettext_lazy("It does not matter")),
                ("1", gettext_lazy("Yes")),
                ("0", gettext_lazy("No")),
            ]
            return {"": forms.ChoiceField(label=index.name, choices=options, required=False)}
        case "one_of" | "many_of":
            label = gettext_lazy("One of") if index.kind == ONE_OF else gettext_lazy("All of")
            return {"": _list(label, index, forms.CheckboxSelectMultiple)}
        case "number":
            return {
                "-from": forms.IntegerField(
                    label=gettext_lazy("At least"), min_value=0, max_value=10_000, required=False
                ),
                "-to": forms.IntegerField(
                    label=gettext_lazy("At most"), min_value=0, max_value=10_000, required=False
                ),
            }
        case "date":
            by = forms.DateField(label=gettext_lazy("By"), widget=DayInput, required=False)
            return {"-by": by}
        case "place":
            return _place_fields()
    return _language_fields(index)


def _list(label: Any, index: OfferedIndex, widget: type[forms.Widget]) -> forms.Field:
    return forms.TypedMultipleChoiceField(
        label=label, choices=index.values, coerce=int, required=False, widget=widget
    )


def _place_fields() -> dict[str, forms.Field]:
    return {
        "-where": MunicipalityField(
            label=gettext_lazy("Municipality"), max_length=80, required=False
        ),
        "-km": forms.TypedChoiceField(
            label=gettext_lazy("Within"), choices=[(km, f"{km} km") for km in DISTANCES],
            coerce=int, required=False, initial=DISTANCES[2],
        ),
    }  # fmt: skip


def _language_fields(index: OfferedIndex) -> dict[str, forms.Field]:
    return {
        "-number": forms.TypedChoiceField(
            label=gettext_lazy("Language"), choices=[("", "–"), *index.values], coerce=int,
            empty_value=None, required=False,
        ),
        "-level": forms.TypedChoiceField(
            label=gettext_lazy("At least"), choices=list(enumerate(CEFR, 1)), coerce=int,
            required=False,
        ),
    }  # fmt: skip


class MunicipalityField(forms.CharField):
    """A municipality by name, as the list of ISTAT knows it."""

    def clean(self, value: Any) -> Any:
        name = super().clean(value)
        found = find_municipality(name)
        if name and found is None:
            raise forms.ValidationError(
                _("There is no municipality “%(name)s”, or more than one."), params={"name": name}
            )
        return found


def wanted_by(index: OfferedIndex, said: Mapping[str, Any]) -> Wanted | None:
    """What valid fields ask of an index; None where they ask nothing."""

    def value(end: str = "") -> Any:
        return said.get(field_names(index) + end)

    match index.kind:
        case "yes_no":
            return {"is": value() == "1"} if value() else None
        case "one_of":
            return {"any": sorted(value())} if value() else None
        case "many_of":
            return {"all": sorted(value())} if value() else None
        case "number":
            low, high = value("-from"), value("-to")
            return {"from": low, "to": high} if (low, high) != (None, None) else None
        case "date":
            return {"by": value("-by").isoformat()} if value("-by") else None
        case "place":
            town = value("-where")
            km = value("-km") or DISTANCES[2]
            return {"istat": int(town.istat), "km": km} if town else None
    number, level = value("-number"), value("-level")
    return {"number": number, "level": level or 1} if number is not None else None


def initial_of(index: OfferedIndex, wanted: Wanted) -> dict[str, Any]:
    """What the fields of an index show of what a request asks, by the end of their names."""
    match index.kind:
        case "yes_no":
            return {"": "1" if wanted.get("is") else "0"}
        case "one_of":
            return {"": wanted.get("any", [])}
        case "many_of":
            return {"": wanted.get("all", [])}
        case "number":
            return {"-from": wanted.get("from"), "-to": wanted.get("to")}
        case "date":
            return {"-by": wanted.get("by")}
        case "place":
            return {"-where": _municipality(wanted), "-km": wanted.get("km")}
    return {"-number": wanted.get("number"), "-level": wanted.get("level")}


def _municipality(wanted: Wanted) -> str:
    code = wanted.get("istat")
    found = (str(one) for one in load_municipalities() if int(one.istat) == code)
    return next(found, "")


def in_words(sorting: Sorting, wanted: Mapping[str, Wanted]) -> list[tuple[str, str]]:
    """What a request asks of each index, in words; indexes put away since are left out."""
    return [
        (index.name, _said(index, wanted[index.key]))
        for index in sorting.indexes
        if wanted.get(index.key)
    ]


def _said(index: OfferedIndex, wanted: Wanted) -> str:
    names = dict(index.values)
    match index.kind:
        case "yes_no":
            return _("Yes") if wanted.get("is") else _("No")
        case "one_of" | "many_of":
            numbers = wanted.get("any") or wanted.get("all") or []
            between = _(" or ") if index.kind == ONE_OF else ", "
            return between.join(names.get(number, "–") for number in numbers)
        case "number":
            return _range(wanted, index.unit)
        case "date":
            day = datetime.date.fromisoformat(wanted["by"])
            return _("by %(day)s") % {"day": day_in_words(day)}
        case "place":
            said = {"km": wanted.get("km"), "place": _municipality(wanted) or "–"}
            return _("within %(km)s km of %(place)s") % said
    level = CEFR[max(1, min(int(wanted.get("level") or 1), len(CEFR))) - 1]
    return _("%(language)s, at least %(level)s") % {
        "language": names.get(wanted.get("number"), "–"), "level": level,
    }  # fmt: skip


def _range(wanted: Wanted, unit: str) -> str:
    low, high = wanted.get("from"), wanted.get("to")
    said = {"low": low, "high": high, "unit": unit}
    if high is None:
        return (_("at least %(low)s %(unit)s") % said).strip()
    if low is None:
        return (_("at most %(high)s %(unit)s") % said).strip()
    return (_("from %(low)s to %(high)s %(unit)s") % said).strip()
