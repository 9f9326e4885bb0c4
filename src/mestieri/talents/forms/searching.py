"""The form of the search: families, words, and some fields for each index of the group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mestieri.engines.places import load_municipalities
from mestieri.kernel.forms import DayInput
from mestieri.talents.index_codes import CEFR
from mestieri.talents.models import Family, IndexDefinition, IndexType
from mestieri.talents.numbers import number_in
from mestieri.talents.queries.searching import MOST_CONDITIONS, Asked, Condition
from mestieri.talents.services.discretion import refuse_discrimination

DISTANCES = (5, 10, 25, 50, 100)
DROPPED = "senza"


@dataclass(frozen=True)
class Group:
    """The fields of one index."""

    definition: IndexDefinition
    fields: Sequence[forms.BoundField]
    is_open: bool


class SearchForm(forms.Form):
    """A search, read from the address; what is empty is not asked."""

    q = forms.CharField(label=_("Words of the CV"), max_length=200, required=False)
    f = forms.TypedMultipleChoiceField(label=_("Families"), coerce=int, required=False)
    tutti = forms.BooleanField(label=_("Also CVs that may not be presented yet"), required=False)
    detto = forms.BooleanField(
        label=_("Only those whose CV says it, for every index asked"), required=False
    )

    def __init__(
        self,
        data: QueryDict,
        *,
        families: Iterable[Family],
        definitions: Sequence[IndexDefinition],
        keeps: bool,
    ) -> None:
        """Make the form; who does not keep the CVs (`keeps`) is not asked for those not ready."""
        super().__init__(data)
        if not keeps:
            del self.fields["tutti"]
        self.definitions = definitions
        self.fields["f"].choices = _by_macro(families)
        self.fields["f"].widget.attrs["size"] = 8
        for definition in definitions:
            for name, field in _fields_of(definition).items():
                self.fields[f"i{definition.pk}{name}"] = field
        self.dropped = {number_in(one) for one in data.getlist(DROPPED)}

    def clean_q(self) -> str:
        words: str = self.cleaned_data["q"]
        try:
            refuse_discrimination(words, "q")
        except forms.ValidationError as error:
            raise forms.ValidationError(error.messages) from None
        return words

    @property
    def groups(self) -> list[Group]:
        """The fields by index, open where something is asked."""
        asked = {one.definition.pk for one in self.asked.conditions}
        return [
            Group(
                one,
                [self[name] for name in self.fields if _is_of(name, one)],
                one.pk in asked,
            )
            for one in self.definitions
        ]

    @property
    def asked(self) -> Asked:
        """The search, of what is valid in it."""
        self.is_valid()
        said = self.cleaned_data
        conditions = [
            Condition(one, wanted, is_dropped=one.pk in self.dropped)
            for one in self.definitions
            if (wanted := self._wanted(one, said)) is not None
        ]
        return Asked(
            families=tuple(said.get("f") or ()),
            words=said.get("q") or "",
            conditions=tuple(conditions[:MOST_CONDITIONS]),
            everybody=bool(said.get("tutti")),
            said_only=bool(said.get("detto")),
        )

    def _wanted(
        self, definition: IndexDefinition, said: Mapping[str, Any]
    ) -> Mapping[str, Any] | None:
        """What is asked of an index; None if nothing is, or it cannot be read."""

        def value(name: str = "") -> Any:
            return said.get(f"i{definition.pk}{name}")

        match definition.type:
            case IndexType.YES_NO:
                return {"is": value() == "1"} if value() else None
            case IndexType.ONE_OF:
                return {"any": sorted(value())} if value() else None
            case IndexType.MANY_OF:
                return {"all": sorted(value())} if value() else None
            case IndexType.NUMBER:
                low, high = value("-da"), value("-a")
                return {"from": low, "to": high} if (low, high) != (None, None) else None
            case IndexType.DATE:
                return {"by": value("-entro").isoformat()} if value("-entro") else None
            case IndexType.PLACE:
                town = value("-dove")
                return (
                    {"istat": int(town.istat), "km": value("-km") or DISTANCES[2]} if town else None
                )
        number, level = value("-lingua"), value("-livello")
        return {"number": number, "level": level or 1} if number is not None else None


class TownField(forms.CharField):
    """A municipality by name."""

    def clean(self, value: Any) -> Any:
        name = super().clean(value)
        town = load_municipalities().named(name) if name else None
        if name and town is None:
            alike = ", ".join(str(one) for one in load_municipalities().alike(name, 3))
            raise forms.ValidationError(
                _("There is no municipality “%(name)s”. %(alike)s"),
                params={"name": name, "alike": alike},
            )
        return town


def _is_of(name: str, definition: IndexDefinition) -> bool:
    start = f"i{definition.pk}"
    return name == start or name.startswith(f"{start}-")


def _by_macro(families: Iterable[Family]) -> list[tuple[str, list[tuple[int, str]]]]:
    groups: dict[str, list[tuple[int, str]]] = {}
    for family in families:
        groups.setdefault(family.macro.name, []).append((family.pk, family.name))
    return list(groups.items())


def _whole(value: Any) -> int | None:
    return int(value) if value not in ("", None) else None


def _fields_of(definition: IndexDefinition) -> dict[str, forms.Field]:
    """The fields by which an index is asked, by the end of their name."""
    choices = [
        (choice.number, choice.name)
        for choice in definition.choices.all()
        if choice.retired_on is None
    ]
    match definition.type:
        case IndexType.YES_NO:
            options = [("", _("It does not matter")), ("1", _("Yes")), ("0", _("No"))]
            return {"": forms.ChoiceField(label=definition.name, choices=options, required=False)}
        case IndexType.ONE_OF | IndexType.MANY_OF:
            label = _("One of") if definition.type == IndexType.ONE_OF else _("All of")
            field = forms.TypedMultipleChoiceField(
                label=label,
                choices=choices,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            return {"": field}
        case IndexType.NUMBER:
            return {
                "-da": forms.IntegerField(label=_("At least"), min_value=0, required=False),
                "-a": forms.IntegerField(label=_("At most"), min_value=0, required=False),
            }
        case IndexType.DATE:
            return {"-entro": forms.DateField(label=_("By"), widget=DayInput, required=False)}
        case IndexType.PLACE:
            distances = [(km, f"{km} km") for km in DISTANCES]
            return {
                "-dove": TownField(label=_("Municipality"), max_length=80, required=False),
                "-km": forms.TypedChoiceField(
                    label=_("Within"), choices=distances, coerce=int, required=False, initial=25
                ),
            }
    levels = [(place, name) for place, name in enumerate(CEFR, 1)]
    return {
        "-lingua": forms.TypedChoiceField(
            label=_("Language"),
            choices=[("", "–"), *choices],
            coerce=_whole,
            empty_value=None,
            required=False,
        ),
        "-livello": forms.TypedChoiceField(
            label=_("At least"), choices=levels, coerce=int, required=False
        ),
    }
