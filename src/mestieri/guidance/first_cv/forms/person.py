"""Who one is, what one drives, what one is looking for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mestieri.engines.europass import Address, Contact
from mestieri.engines.europass.words import line, plain
from mestieri.guidance.first_cv.draft import Draft
from mestieri.guidance.first_cv.forms.base import LONGEST, PageOfDraft, long_text, short_text

FEWEST_DIGITS, MOST_DIGITS = 6, 15


class WhoForm(PageOfDraft):
    """Who one is and how one is reached. Everything may be left out."""

    given_name = short_text(gettext_lazy("First name"), autocomplete="given-name")
    family_name = short_text(gettext_lazy("Surname"), autocomplete="family-name")
    telephone = short_text(
        gettext_lazy("Telephone"),
        autocomplete="tel",
        attrs={"inputmode": "tel"},
        help_text=gettext_lazy("The one you answer."),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=LONGEST,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    city = short_text(
        gettext_lazy("Where you live"),
        autocomplete="address-level2",
        help_text=gettext_lazy("The town is enough; the street is not needed."),
    )

    def clean_telephone(self) -> str:
        number = line(self.cleaned_data["telephone"])
        digits = sum(sign.isdigit() for sign in number)
        if number and not FEWEST_DIGITS <= digits <= MOST_DIGITS:
            raise ValidationError(_("This number is too short or too long: count the digits."))
        return number

    @classmethod
    def said_of(cls, draft: Draft, item: Any = None) -> dict[str, Any]:
        record = draft.record
        return {
            "given_name": record.given_name,
            "family_name": record.family_name,
            "city": next((one.city for one in record.addresses), ""),
            **{kind: _first(record.contacts, kind) for kind in ("telephone", "email")},
        }

    def put_into(self, draft: Draft) -> Draft:
        record = draft.record
        before = self.said_of(draft)
        contacts = record.contacts
        for kind in ("email", "telephone"):
            contacts = _with_first(contacts, kind, self.said(kind, before[kind]))
        city = self.said("city", before["city"])
        first = replace(record.addresses[0] if record.addresses else Address(), city=city)
        addresses = tuple(one for one in (first, *record.addresses[1:]) if one != Address())
        return replace(
            draft,
            record=replace(
                record,
                given_name=self.said("given_name", record.given_name),
                family_name=self.said("family_name", record.family_name),
                contacts=contacts,
                addresses=addresses,
            ),
        )


def _first(contacts: tuple[Contact, ...], kind: str) -> str:
    return next((one.value for one in contacts if one.kind == kind), "")


def _with_first(contacts: tuple[Contact, ...], kind: str, value: str) -> tuple[Contact, ...]:
    """The contacts with another first one of a kind, or without it."""
    place = next((n for n, one in enumerate(contacts) if one.kind == kind), len(contacts))
    before = contacts[place] if place < len(contacts) else Contact(kind, "")
    new = (replace(before, value=value),) if value else ()
    return (*contacts[:place], *new, *contacts[place + 1 :])


#: Class of licence → what one drives with it.
LICENCES = {
    "AM": gettext_lazy("AM: moped"),
    "A1": gettext_lazy("A1: light motorcycle"),
    "A2": gettext_lazy("A2: medium motorcycle"),
    "A": gettext_lazy("A: any motorcycle"),
    "B": gettext_lazy("B: car and van"),
    "BE": gettext_lazy("BE: car with a trailer"),
    "C1": gettext_lazy("C1: small lorry"),
    "C": gettext_lazy("C: lorry"),
    "CE": gettext_lazy("CE: lorry with a trailer"),
    "D1": gettext_lazy("D1: minibus"),
    "D": gettext_lazy("D: bus"),
}


class LicenceForm(PageOfDraft):
    """The driving licence."""

    licences = forms.MultipleChoiceField(
        label=gettext_lazy("Which licence do you have?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick only those that are valid. None? Go on."),
    )

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, draft=draft, **kwargs)
        more = {one: one for one in draft.record.driving_licences if one not in LICENCES}
        self.fields["licences"].choices = list({**LICENCES, **more}.items())

    @classmethod
    def said_of(cls, draft: Draft, item: Any = None) -> dict[str, Any]:
        return {"licences": list(draft.record.driving_licences)}

    def put_into(self, draft: Draft) -> Draft:
        chosen = self.cleaned_data.get("licences", draft.record.driving_licences)
        return replace(draft, record=replace(draft.record, driving_licences=tuple(chosen)))


class AimForm(PageOfDraft):
    """What one is looking for, and how one would say who one is."""

    headline = short_text(
        gettext_lazy("Which job are you looking for?"),
        attrs={"list": "trades"},
        help_text=gettext_lazy("In a few words: “warehouse worker”, “first job in a kitchen”."),
    )
    summary = long_text(
        gettext_lazy("Who are you, in three lines?"),
        help_text=gettext_lazy(
            "It helps to finish these sentences: I have experience of… I am good at… I would like "
            "to… I am available…"
        ),
    )

    @classmethod
    def said_of(cls, draft: Draft, item: Any = None) -> dict[str, Any]:
        return {"headline": draft.record.headline, "summary": plain(draft.record.summary)}

    def put_into(self, draft: Draft) -> Draft:
        record = draft.record
        return replace(
            draft,
            record=replace(
                record,
                headline=self.said("headline", record.headline),
                summary=self.long("summary", record.summary),
            ),
        )
