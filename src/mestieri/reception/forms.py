"""Forms of the reception's pages at the Banco."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.models import Centre, Point
from mestieri.reception import queries
from mestieri.reception.models import Desk, Duty


class DayInput(forms.DateInput):
    """A day, in the format that the browser's own calendar reads."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    """An hour, in the format that the browser's own clock reads."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class DeviceForm(forms.Form):
    """Which tablet, and where it stands."""

    label = forms.CharField(
        label=_("Name of the tablet"),
        max_length=60,
        help_text=_("Something you recognise it by, such as “Front door”."),
    )
    point = forms.ModelChoiceField(
        label=_("Where it counts"), queryset=Point.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["point"].queryset = queries.points_in_use(centre)


class DeskForm(forms.ModelForm):
    """A desk of the centre that its instance names."""

    class Meta:
        model = Desk
        fields = ["name", "area", "point", "is_active", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        centre = self.instance.centre
        self.fields["area"].queryset = centre.areas.all()
        self.fields["point"].queryset = Point.objects.filter(centre=centre)
        self.fields["point"].label = _("Where it stands")
        self.fields["is_active"].help_text = _("Out of use, its turns are not shown.")
        self.fields["position"].help_text = _("A smaller number comes first.")


class DutyForm(forms.ModelForm):
    """A weekly turn at the desk that its instance names."""

    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"),
        choices=list(queries.LANGUAGE_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Duty
        fields = [
            "weekday",
            "starts",
            "ends",
            "partner",
            "languages",
            "valid_from",
            "valid_until",
        ]
        widgets = {
            "starts": HourInput(),
            "ends": HourInput(),
            "valid_from": DayInput(),
            "valid_until": DayInput(),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["languages"] = (self.initial.get("languages") or "it").split()
        self.fields["partner"].queryset = self.instance.desk.centre.partners.all()
        self.fields["partner"].empty_label = _("The centre itself")
        self.fields["valid_until"].help_text = _("Leave it empty if the turn has no end.")

    def clean_languages(self) -> str:
        """Codes in the order in which the languages are offered, separated by a space."""
        return " ".join(self.cleaned_data["languages"])

    def clean(self) -> dict[str, Any]:
        """Say in words what the database would refuse with the name of a constraint."""
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("A turn ends after it starts, on the same day."))
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("The last day comes before the first."))
        return cleaned
