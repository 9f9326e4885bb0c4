"""Forms by which the group defines its indexes, and people correct what a CV says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.forms import DayInput, TakesRefusals
from mestieri.talents.forms.searching import TownField
from mestieri.talents.index_codes import (
    CEFR,
    NO_LEVEL,
    TENTHS,
    level_of,
    mask_of,
    numbers_in,
    with_language,
)
from mestieri.talents.models import IndexDefinition, IndexType
from mestieri.talents.queries.indexes import place_name


class IndexForm(TakesRefusals, forms.ModelForm):
    """An index: its name, what it holds, where it is read, new values of its list."""

    choices = forms.CharField(
        label=_("New values, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only for lists and languages."),
    )

    class Meta:
        model = IndexDefinition
        fields = ["name", "type", "unit", "read_from", "words"]

    def validate_constraints(self) -> None:
        """The service checks them, and says it once."""

    @property
    def new_choices(self) -> list[str]:
        return list(self.cleaned_data["choices"].splitlines())


class ValueForm(TakesRefusals, forms.Form):
    """What a CV says for one index, written by a person; empty says that nothing is known."""

    def __init__(self, *args: Any, definition: IndexDefinition, code: int | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.definition = definition
        self.held = code
        for name, field in self._make_fields().items():
            self.fields[name] = field

    @property
    def _choices(self) -> list[tuple[int, str]]:
        held = numbers_in(self.held or 0)
        return [
            (one.number, one.name)
            for one in self.definition.choices.all()
            if one.retired_on is None or one.number in held
        ]

    def _make_fields(self) -> dict[str, forms.Field]:
        code, label = self.held, self.definition.name
        match self.definition.type:
            case IndexType.YES_NO:
                options = [("", _("Not known")), ("1", _("Yes")), ("0", _("No"))]
                initial = "" if code is None else str(code)
                field: forms.Field = forms.ChoiceField(
                    label=label, choices=options, initial=initial, required=False
                )
                return {"value": field}
            case IndexType.ONE_OF:
                initial = numbers_in(code)[0] if code else ""
                options = [("", _("Not known")), *self._choices]
                return {
                    "value": forms.ChoiceField(
                        label=label, choices=options, initial=initial, required=False
                    )
                }
            case IndexType.MANY_OF:
                return {
                    "value": forms.TypedMultipleChoiceField(
                        label=label,
                        choices=self._choices,
                        coerce=int,
                        initial=numbers_in(code or 0),
                        required=False,
                        widget=forms.CheckboxSelectMultiple,
                    )
                }
            case IndexType.NUMBER:
                initial = None if code is None else code / TENTHS
                return {
                    "value": forms.DecimalField(
                        label=label,
                        min_value=0,
                        max_value=100_000,
                        decimal_places=1,
                        initial=initial,
                        required=False,
                        help_text=self.definition.unit,
                    )
                }
            case IndexType.DATE:
                return {"value": forms.DateField(label=label, widget=DayInput, required=False)}
            case IndexType.PLACE:
                initial = place_name(code) if code else ""
                return {
                    "value": TownField(label=label, max_length=80, initial=initial, required=False)
                }
        return self._language_fields()

    def _language_fields(self) -> dict[str, forms.Field]:
        levels = [
            (0, "–"),
            *((place, name) for place, name in enumerate(CEFR, 1)),
            (NO_LEVEL, _("Yes, level not known")),
        ]
        return {
            f"language_{number}": forms.TypedChoiceField(
                label=name,
                choices=levels,
                coerce=int,
                initial=level_of(self.held or 0, number),
                required=False,
                empty_value=0,
            )
            for number, name in self._choices
        }

    @property
    def code(self) -> int | None:
        """The number of what was written; None for nothing."""
        if self.definition.type == IndexType.LANGUAGE:
            return self._language_code()
        value = self.cleaned_data["value"]
        if value in ("", None, []):
            return None
        match self.definition.type:
            case IndexType.YES_NO:
                return int(value)
            case IndexType.ONE_OF:
                return mask_of([int(value)])
            case IndexType.MANY_OF:
                return mask_of(value)
            case IndexType.NUMBER:
                return int(value * TENTHS)
            case IndexType.DATE:
                return int(value.toordinal())
        return int(value.istat)

    def _language_code(self) -> int | None:
        code = 0
        for name, level in self.cleaned_data.items():
            if level:
                code = with_language(code, int(name.removeprefix("language_")), level)
        return code or None
