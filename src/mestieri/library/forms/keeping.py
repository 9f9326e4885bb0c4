"""What the forms of kept records have in common."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.forms import DayInput, SheetForm, TakesRefusals, WebAddressField
from mestieri.kernel.models import Centre, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.library.services.keeping import refuse_internal_links

#: What only the staff writes: an organisation that proposes does not.
STAFF_FIELDS = ("partner", "source", "source_url", "assured_on", "review_months")


class TermsField(forms.ModelMultipleChoiceField):
    """Words of one vocabulary that may be chosen."""

    def __init__(self, vocabulary: Vocabulary, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        kwargs.setdefault("required", False)
        super().__init__(Term.objects.none(), **kwargs)


class KeptForm(SheetForm):
    """A record with words of the vocabularies; `terms` are the chosen ones, once valid."""

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, centre=centre, **kwargs)
        if "partner" in self.fields:
            self.fields["partner"].queryset = centre.partners.all()
            self.fields["partner"].empty_label = _("None of the alliance")
        if "district" in self.fields:
            self.fields["district"].queryset = centre.districts.all()
            self.fields["district"].empty_label = _("Not in a district")
        if "assured_on" in self.fields and self.instance.assured_on is None:
            self.initial.setdefault("assured_on", timezone.localdate())
        self._offer_terms()

    def _offer_terms(self) -> None:
        held = list(self.instance.terms.all()) if self.instance.pk else []
        for name, field in self._terms_fields():
            chosen = [term.pk for term in held if term.vocabulary == field.vocabulary]
            offered = Term.objects.filter(vocabulary=field.vocabulary)
            field.queryset = offered.filter(is_retired=False) | offered.filter(pk__in=chosen)
            self.initial.setdefault(name, chosen)

    def _terms_fields(self) -> list[tuple[str, TermsField]]:
        return [(name, f) for name, f in self.fields.items() if isinstance(f, TermsField)]

    def _post_clean(self) -> None:
        super()._post_clean()
        try:
            refuse_internal_links(self.instance)
        except ValidationError as error:
            self.refuse(error)

    @property
    def terms(self) -> list[Term]:
        """Every word chosen, and those of vocabularies that this form does not offer."""
        fields = self._terms_fields()
        chosen = [term for name, _field in fields for term in self.cleaned_data[name]]
        offered = {field.vocabulary for _name, field in fields}
        held = self.instance.terms.all() if self.instance.pk else []
        return [*chosen, *(term for term in held if term.vocabulary not in offered)]

    @property
    def free_texts(self) -> list[str]:
        """What was written freely: where a person might be named by mistake."""
        return [
            str(self.cleaned_data.get(name) or "")
            for name, field in self.fields.items()
            if isinstance(field, forms.CharField)
            and not isinstance(field, forms.EmailField | forms.URLField)
            and name not in ("phone", "coordinates")
        ]


class ReasonForm(TakesRefusals, forms.Form):
    """Why something is retired."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It stays in the history of the record.")
    )


#: Widgets that the forms of kept records share.
WIDGETS = {
    "description": forms.Textarea(attrs={"rows": 5}),
    "assured_on": DayInput,
    "review_months": forms.Select,
}
FIELD_CLASSES = {"website": WebAddressField, "source_url": WebAddressField}
