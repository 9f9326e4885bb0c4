"""Forms of companies, contacts, signals and messages."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.demand.models import Company, CompanyContact, InfoLetter, Signal
from mestieri.demand.vocabulary import CompanyState
from mestieri.kernel.forms import DayInput, TakesRefusals, WebAddressField

SIGNAL_LASTS = datetime.timedelta(days=60)


class RoomForm(TakesRefusals, forms.ModelForm):
    """A row of the room; the service checks the rules of the whole row, and says them once."""

    def validate_constraints(self) -> None:
        """See the service."""

    def validate_unique(self) -> None:
        """See the service."""


class CompanyForm(RoomForm):
    is_another = forms.BooleanField(
        label=_("I looked: it is another company"), required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Company
        fields = [
            "legal_name", "tax_code", "phone", "email", "ateco", "size", "municipality", "address",
            "website", "families", "best_time", "note", "source",
        ]  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        field_classes = {"website": WebAddressField}
        help_texts = {
            "tax_code": _("If you do not have it, leave it empty. A foreign one with its country."),
            "ateco": _("For instance 62.10. A code of 2022 is translated."),
        }

    def refuse(self, error: Any) -> None:
        super().refuse(error)
        if getattr(error, "code", "") == "alike":
            self.fields["is_another"].widget = forms.CheckboxInput()


class CompanyStateForm(TakesRefusals, forms.Form):
    """What became of a company, and how one knows."""

    state = forms.ChoiceField(
        label=_("It is"),
        choices=[
            (state.value, state.label) for state in CompanyState if state != CompanyState.MERGED
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("How you know"), max_length=200)

    def clean_state(self) -> CompanyState:
        return CompanyState(self.cleaned_data["state"])


class ContactForm(RoomForm):
    class Meta:
        model = CompanyContact
        fields = ["name", "role", "phone", "email", "source"]


class SignalForm(RoomForm):
    class Meta:
        model = Signal
        fields = ["company_name", "words", "where_seen", "seen_on", "expires_on"]
        widgets = {
            "words": forms.Textarea(attrs={"rows": 2}),
            "seen_on": DayInput,
            "expires_on": DayInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        if self.instance.pk is None:
            self.fields["seen_on"].initial = today
            self.fields["expires_on"].initial = today + SIGNAL_LASTS


class LetterForm(RoomForm):
    class Meta:
        model = InfoLetter
        fields = ["send_to", "subject", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 12})}
