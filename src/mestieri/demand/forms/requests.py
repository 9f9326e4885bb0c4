"""Forms of requests: at the Banco, and the public one of companies without an account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mestieri.demand.forms.companies import RoomForm
from mestieri.demand.forms.wanted import field_names, fields_of, initial_of, wanted_by
from mestieri.demand.models import Company, Request, RequestSender
from mestieri.demand.models.requests import LONGEST_REASON, MOST_PLACES
from mestieri.demand.services.requests.receiving import new_token
from mestieri.demand.vocabulary import RequestState
from mestieri.demand.wording import Wording, asked_to_mend, mend, wordings_of
from mestieri.kernel.cv_families import Sorting
from mestieri.kernel.forms import DayInput, TakesRefusals
from mestieri.kernel.models import Centre


@dataclass(frozen=True)
class Part:
    """Some fields of a form, as `banco/form_fields.html` shows a form."""

    visible_fields: Sequence[forms.BoundField]
    hidden_fields: Sequence[forms.BoundField] = ()
    non_field_errors: Sequence[str] = ()


@dataclass(frozen=True)
class IndexPart:
    """The fields of one index."""

    name: str
    part: Part
    is_open: bool


class ChecksWording:
    """A form whose texts are looked through for what nobody may ask."""

    #: Fields that are looked through.
    CHECKED = ("words", "contract")

    @property
    def wordings(self) -> list[Wording]:
        """What cannot stay, field by field, bound or not."""
        return wordings_of(
            (name, str(self[name].label), str(self[name].value() or ""))  # type: ignore[index]
            for name in self.CHECKED
        )

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        for name in self.CHECKED:
            if wordings_of([(name, "", str(self[name].value() or ""))]):  # type: ignore[index]
                self.add_error(  # type: ignore[attr-defined]
                    name, _("Some of these words cannot be asked: they are underlined above.")
                )
        return cleaned


def mended_data(data: QueryDict, checked: Sequence[str]) -> dict[str, Any]:
    """What was typed, with the words that a button named mended: what a fresh form begins with."""
    name, number = asked_to_mend(data.get("mend", ""))
    typed = {key: values if len(values) > 1 else values[0] for key, values in data.lists()}
    if name in checked:
        typed[name] = mend(str(typed.get(name, "")), number)
    return typed


def _words_field(rows: int) -> forms.CharField:
    # Without `maxlength`: a browser would cut off, without a word, what is pasted into it.
    return forms.CharField(
        label=gettext_lazy("What work it is, and what one must be able to do"),
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=gettext_lazy(
            "At most 2,000 characters. About the work, never about a person: no names, no numbers."
        ),
    )


def _contract_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Kind of contract"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("In plain words: permanent, six months, part time in the morning."),
    )


class RequestForm(ChecksWording, RoomForm):
    """What a company asks for, at the Banco."""

    words = _words_field(5)
    contract = _contract_field()
    families = forms.MultipleChoiceField(
        label=gettext_lazy("Families of trades"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=gettext_lazy("The same ones by which the CVs are sorted; one or more."),
    )
    field_order = ["words", "places", "workplace", "starts_by", "contract", "due_on", "families"]

    class Meta:
        model = Request
        fields = ["words", "places", "workplace", "starts_by", "contract", "due_on"]
        widgets = {"starts_by": DayInput, "due_on": DayInput}

    def __init__(self, *args: Any, sorting: Sorting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sorting = sorting
        self._offer_families()
        for index in sorting.indexes:
            wanted = self.instance.wanted.get(index.key) or {}
            shown = initial_of(index, wanted) if wanted else {}
            for end, field in fields_of(index).items():
                self.fields[field_names(index) + end] = field
                if end in shown:
                    self.initial.setdefault(field_names(index) + end, shown[end])

    def _offer_families(self) -> None:
        held = self.instance.family_codes
        known = {family.code for family in self.sorting.families if family.is_in_use}
        others = [code for code in held if code not in known]
        choices: list[Any] = self.sorting.by_macro()
        if others:
            names = self.sorting.names_of(others)
            choices.append((_("No longer in use"), list(zip(others, names, strict=True))))
        self.fields["families"].choices = choices
        self.initial.setdefault("families", held)
        if not choices:
            del self.fields["families"]

    @property
    def main(self) -> Part:
        """Everything but the indexes."""
        shown = [field for field in self.visible_fields() if not field.name.startswith("w-")]
        return Part(shown, self.hidden_fields(), self.non_field_errors())

    @property
    def index_parts(self) -> list[IndexPart]:
        """The fields index by index, open where something is asked or wrong."""
        parts = []
        for index in self.sorting.indexes:
            names = [field_names(index) + end for end in fields_of(index)]
            shown = [self[name] for name in names]
            is_open = bool(self.instance.wanted.get(index.key)) or any(f.errors for f in shown)
            parts.append(IndexPart(index.name, Part(shown), is_open))
        return parts

    def _post_clean(self) -> None:
        said = self.cleaned_data
        if "families" in self.fields:
            self.instance.families = " ".join(said.get("families") or [])
        asked = {index.key: wanted_by(index, said) for index in self.sorting.indexes}
        self.instance.wanted = {key: wanted for key, wanted in asked.items() if wanted}
        super()._post_clean()


class EmployerForm(ChecksWording, TakesRefusals, forms.Form):
    """What a company without an account asks for."""

    words = _words_field(7)
    family = forms.ChoiceField(
        label=gettext_lazy("Which family of trades is it?"),
        required=False,
        help_text=gettext_lazy("If you do not find it, leave it: whoever checks it will choose."),
    )
    other_family = forms.ChoiceField(label=gettext_lazy("Another family"), required=False)
    places = forms.IntegerField(
        label=gettext_lazy("How many people"), min_value=1, max_value=MOST_PLACES, initial=1
    )
    workplace = forms.CharField(
        label=gettext_lazy("In which municipality one works"), max_length=80
    )
    starts_by = forms.DateField(
        label=gettext_lazy("By when somebody should begin"), required=False, widget=DayInput
    )
    contract = _contract_field()
    asked_as = forms.CharField(label=gettext_lazy("Name of the company"), max_length=160)
    asked_tax_code = forms.CharField(
        label=gettext_lazy("VAT number of the company"), max_length=20, required=False
    )
    asked_municipality = forms.CharField(
        label=gettext_lazy("Municipality of the company"), max_length=80, required=False
    )
    name = forms.CharField(
        label=gettext_lazy("Your name and surname"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("There we send the link by which you read how it stands."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    #: Filled by machines alone: people neither see it nor come to it with the keyboard.
    website = forms.CharField(required=False, max_length=200)
    form_token = forms.UUIDField(widget=forms.HiddenInput)

    ABOUT_WORK = ("words", "family", "other_family", "places", "workplace", "starts_by", "contract")
    ABOUT_COMPANY = ("asked_as", "asked_tax_code", "asked_municipality")
    ABOUT_SENDER = ("name", "email", "phone")

    def __init__(self, *args: Any, centre: Centre, sorting: Sorting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.centre = centre
        self.initial.setdefault("form_token", new_token())
        groups: list[Any] = [("", "–"), *sorting.by_macro()]
        for name in ("family", "other_family"):
            self.fields[name].choices = groups
            if len(groups) == 1:
                del self.fields[name]

    def _part(self, names: Sequence[str]) -> Part:
        return Part([self[name] for name in names if name in self.fields])

    @property
    def head(self) -> Part:
        return Part((), [self["form_token"]], self.non_field_errors())

    @property
    def about_work(self) -> Part:
        return self._part(self.ABOUT_WORK)

    @property
    def about_company(self) -> Part:
        return self._part(self.ABOUT_COMPANY)

    @property
    def about_sender(self) -> Part:
        return self._part(self.ABOUT_SENDER)

    def clean_starts_by(self) -> Any:
        day = self.cleaned_data["starts_by"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This day has already passed."))
        return day

    @property
    def is_a_machines(self) -> bool:
        return bool(self.data.get("website"))

    def request(self) -> Request:
        """The request that a valid form makes, not saved."""
        said = self.cleaned_data
        families = [said.get("family") or "", said.get("other_family") or ""]
        columns = ("words", "places", "workplace", "starts_by", "contract", "form_token",
                   *self.ABOUT_COMPANY)  # fmt: skip
        return Request(
            centre=self.centre,
            families=" ".join(filter(None, families)),
            **{name: said[name] for name in columns},
        )

    def sender(self) -> RequestSender:
        """Who sent it, not saved."""
        return RequestSender(**{name: self.cleaned_data[name] for name in self.ABOUT_SENDER})


class ApproveForm(TakesRefusals, forms.Form):
    """Which company it is: one that is known, as a person says, or a new one."""

    NEW = "new"
    company = forms.ChoiceField(
        label=gettext_lazy("Which company is it?"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, known: Sequence[Company], row: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in known}
        choices = [(key, self._described(one)) for key, one in self.known.items()]
        new = _("A new one: “%(name)s”") % {"name": row.asked_as}
        self.fields["company"].choices = [*choices, (self.NEW, new)]
        if not choices:
            self.initial["company"] = self.NEW

    @staticmethod
    def _described(company: Company) -> str:
        facts = [company.tax_code, company.municipality, company.phone]
        return f"{company.legal_name} ({', '.join(fact for fact in facts if fact) or '–'})"

    @property
    def chosen(self) -> Company | None:
        """The known company; None for a new one."""
        return self.known.get(self.cleaned_data["company"])


class ReasonForm(TakesRefusals, forms.Form):
    """Why a request is not taken on, or closes."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("It stays in the log; the company reads it. No names of people."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ShowForm(TakesRefusals, forms.Form):
    """How the public reads a request on the board of opportunities."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    deadline = forms.DateField(
        label=gettext_lazy("Deadline"),
        widget=DayInput,
        help_text=gettext_lazy("After this day the site stops showing it by itself."),
    )


class RequestsFilter(forms.Form):
    """Which requests a list shows."""

    OPEN, CLOSED = "aperte", "chiuse"
    stato = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    di = forms.ChoiceField(
        label=gettext_lazy("Who owes the next step"),
        required=False,
        choices=[
            ("", gettext_lazy("anybody")),
            ("io", gettext_lazy("me")),
            ("nessuno", gettext_lazy("nobody yet")),
        ],
    )

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.fields["stato"].choices = [
            ("", gettext_lazy("all that are not closed")),
            (self.CLOSED, gettext_lazy("all that are closed")),
            *RequestState.choices,
        ]
