"""Forms of what is sent to companies, and of the title to intermediate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mestieri.demand.models import CompanyContact, IntermediationTitle, Request
from mestieri.demand.models.presentations import LONGEST_LETTER
from mestieri.kernel.forms import DayInput, TakesRefusals

#: The address of the company itself, among those of its contacts.
OFFICE = "azienda"


class SendForm(TakesRefusals, forms.Form):
    """To whom, with which words. The CVs go with it by themselves."""

    send_to = forms.ChoiceField(label=_("To whom"), widget=forms.RadioSelect)
    subject = forms.CharField(label=_("Subject"), max_length=120)
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_LETTER,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Name nobody here: the CVs are enclosed, each with its number."),
    )

    def __init__(
        self, *args: Any, request: Request, contacts: Iterable[CompanyContact], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.addresses: dict[str, str] = {}
        choices = []
        company = request.company
        if company.email:
            self.addresses[OFFICE] = company.email
            choices.append((OFFICE, _("The company’s own address")))
        for one in contacts:
            self.addresses[str(one.pk)] = one.email
            choices.append((str(one.pk), f"{one.name} – {one.role}" if one.role else one.name))
        self.fields["send_to"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.initial.setdefault("send_to", choices[0][0])

    @property
    def address(self) -> str:
        """The address that was chosen; never shown."""
        return self.addresses[self.cleaned_data["send_to"]]


class TitleForm(TakesRefusals, forms.ModelForm):
    """The title by which a centre presents people."""

    class Meta:
        model = IntermediationTitle
        fields = ["kind", "number", "dated_on", "valid_from", "file"]
        widgets = {
            "dated_on": DayInput,
            "valid_from": DayInput,
            "file": forms.FileInput(attrs={"accept": "application/pdf"}),
        }
