"""Questions about proposals: which wait, and what was written beside what is published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Case, IntegerField, QuerySet, When
from django.http import QueryDict

from mestieri.kernel.dates import text_with_day_in_words
from mestieri.kernel.models import Centre, Proposal
from mestieri.kernel.models.proposals import ProposalState


def proposals_in_order(centre: Centre, kinds: list[str]) -> QuerySet[Proposal]:
    """Proposals of some kinds: those to decide first, then those waited for, then the rest.

    Within the first two whoever has waited longest comes first, as is fair.
    """
    turn = Case(
        When(state=ProposalState.RECEIVED, then=0),
        When(state=ProposalState.INVITED, then=1),
        default=2,
        output_field=IntegerField(),
    )
    return (
        Proposal.objects.filter(centre=centre, kind__in=kinds)
        .annotate(turn=turn)
        .order_by("turn", "since", "id")
    )


@dataclass(frozen=True)
class Difference:
    """One field of a record, now and as proposed.

    Attributes:
        label: name of the field.
        now: what is published; empty for something new.
        proposed: what the organisation wrote.
    """

    label: str
    now: str
    proposed: str

    @property
    def is_different(self) -> bool:
        return " ".join(self.now.split()) != " ".join(self.proposed.split())


def data_of(payload: dict[str, list[str]]) -> QueryDict:
    """A kept payload as a form reads it."""
    data = QueryDict(mutable=True)
    for name, words in payload.items():
        data.setlist(name, words)
    return data


def differences(current: forms.BaseForm | None, proposed: forms.BaseForm) -> list[Difference]:
    """Field by field, what there is and what is proposed.

    Args:
        current: the unbound form of the record as it stands; None for something new.
        proposed: the form bound to what was written.
    """
    return [
        Difference(
            str(field.label or name),
            _words(field, current[name].initial) if current is not None else "",
            _words(field, _written(proposed, name, field)),
        )
        for name, field in proposed.fields.items()
    ]


def _written(form: forms.BaseForm, name: str, field: forms.Field) -> Any:
    return field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))


def _words(field: forms.Field, value: Any) -> str:
    """The value of a field as a person reads it."""
    if isinstance(field, forms.BooleanField):
        return "✓" if field.to_python(value) else "✗"
    if isinstance(field, forms.ModelChoiceField):
        return ", ".join(str(row) for row in _rows(field, value))
    if isinstance(field, forms.ChoiceField):
        labels = {str(code): str(label) for code, label in field.choices}
        return ", ".join(labels.get(str(code), str(code)) for code in _listed(value))
    if value is None:
        return ""
    return text_with_day_in_words(str(field.prepare_value(value)))


def _listed(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    return list(value) if isinstance(value, list | tuple | set) else [value]


def _rows(field: forms.ModelChoiceField, value: Any) -> Iterable[Any]:
    keys = [str(getattr(key, "pk", key)) for key in _listed(value)]
    known = [key for key in keys if key.isascii() and key.isdigit() and len(key) < 10]
    return field.queryset.filter(pk__in=known) if known else []
