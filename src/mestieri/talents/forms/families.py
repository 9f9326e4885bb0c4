"""Forms by which the group changes its families."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.forms import TakesRefusals
from mestieri.kernel.models import Centre
from mestieri.talents.models import Family, MacroFamily
from mestieri.talents.queries.families import families_in_use

MOST_PARTS = 6


class MacroFamilyForm(TakesRefusals, forms.ModelForm):
    """A macro-family."""

    class Meta:
        model = MacroFamily
        fields = ["name"]

    def validate_constraints(self) -> None:
        """The service checks them, and says it once."""


class FamilyForm(TakesRefusals, forms.ModelForm):
    """A family, its codes and its words."""

    class Meta:
        model = Family
        fields = ["name", "isco", "words"]
        widgets = {"words": forms.Textarea(attrs={"rows": 5})}

    def validate_constraints(self) -> None:
        """The service checks them, and says it once."""


class MacroChoiceForm(TakesRefusals, forms.Form):
    """Under which macro-family a family goes."""

    macro = forms.ModelChoiceField(MacroFamily.objects.none(), label=_("Macro-family"))

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["macro"].queryset = MacroFamily.objects.filter(
            centre=centre, retired_on__isnull=True
        )


class FamilyChoiceForm(TakesRefusals, forms.Form):
    """One family in use."""

    family = forms.ModelChoiceField(Family.objects.none(), label=_("Family"))

    def __init__(self, *args: Any, centre: Centre, without: Family | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rows = families_in_use(centre)
        self.fields["family"].queryset = rows.exclude(pk=without.pk) if without else rows


class SplitForm(TakesRefusals, forms.Form):
    """New families out of one: a name and its words each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_PARTS + 1):
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Name of family %(number)d") % {"number": number},
                max_length=80,
                required=number == 1,
            )
            self.fields[f"words_{number}"] = forms.CharField(
                label=_("Its words, with commas"), max_length=2000, required=False
            )
