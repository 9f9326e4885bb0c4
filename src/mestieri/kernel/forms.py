"""Forms of the foundations at the Banco. Rules live in the services: these help to fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from mestieri.kernel import queries
from mestieri.kernel.models import (
    Account,
    Area,
    Centre,
    Closure,
    District,
    OpeningHours,
    Partner,
    Point,
    Proposal,
    Service,
    Site,
    SpaceItem,
    Term,
)
from mestieri.kernel.roles import Role
from mestieri.kernel.services.centres import passages_from
from mestieri.kernel.vocabulary import CentreKind, CentreStatus, Purpose


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class WebAddressField(forms.URLField):
    """The address of a page; who leaves out the scheme means https."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("assume_scheme", "https")
        super().__init__(**kwargs)


class TakesRefusals:
    """A form on which the refusal of a service can be written."""

    def refuse(self, error: ValidationError) -> None:
        """Write a service's sentences beside the fields they name, else above the form."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)  # type: ignore[attr-defined]
            return
        for name, errors in error.error_dict.items():
            known = name in self.fields and name != NON_FIELD_ERRORS  # type: ignore[attr-defined]
            self.add_error(name if known else None, errors)  # type: ignore[attr-defined]


class SheetForm(TakesRefusals, forms.ModelForm):
    """A row of a centre's sheet; its choices never reach into another centre."""

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.centre = centre
        for name, choices in (("site", centre.sites), ("area", centre.areas)):
            if name in self.fields:
                self.fields[name].queryset = choices.all()

    def validate_constraints(self) -> None:
        """The service checks them on the whole row, and says it once."""


class CentreForm(SheetForm):
    """Sheet of a centre."""

    kinds = forms.MultipleChoiceField(
        label=_("Kind of centre"),
        choices=CentreKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A centre may be more than one thing at once."),
    )
    field_order = ["name", "kinds"]

    class Meta:
        model = Centre
        fields = ["name", "theme", "promise", "promise_en", "managing_body", "email", "phone"]
        widgets = {
            "promise": forms.Textarea(attrs={"rows": 3}),
            "promise_en": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].initial = [kind.value for kind in self.instance.kinds]


class StatusForm(TakesRefusals, forms.Form):
    """Passage of a centre to its next status."""

    new_status = forms.ChoiceField(label=_("New status"), widget=forms.RadioSelect)
    since = forms.DateField(label=_("Since"), widget=DayInput)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("It stays in the history of the centre; the public does not see it."),
    )
    notice = forms.CharField(
        label=_("Notice to the public"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown on every page of the centre while it is not open."),
    )
    notice_en = forms.CharField(
        label=_("Notice in English"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["new_status"]
        field.choices = [(new.value, new.label) for new in passages_from(centre.status)]
        self.fields["since"].initial = timezone.localdate()

    def clean_new_status(self) -> CentreStatus:
        return CentreStatus(self.cleaned_data["new_status"])


class SiteForm(SheetForm):
    class Meta:
        model = Site
        fields = [
            "name",
            "address",
            "municipality",
            "surface",
            "provenance",
            "provenance_note",
            "how_to_arrive",
            "position",
        ]
        widgets = {"provenance_note": forms.Textarea(attrs={"rows": 3})}


class OpeningHoursForm(SheetForm):
    class Meta:
        model = OpeningHours
        fields = ["weekday", "opens", "closes"]
        widgets = {"opens": HourInput, "closes": HourInput}


class ClosureForm(SheetForm):
    class Meta:
        model = Closure
        fields = ["first_day", "last_day", "reason"]
        widgets = {"first_day": DayInput, "last_day": DayInput}
        help_texts = {"reason": _("The public reads it, for instance: Christmas holidays.")}


class DistrictForm(SheetForm):
    class Meta:
        model = District
        fields = ["name", "municipality", "position"]


class PointForm(SheetForm):
    class Meta:
        model = Point
        fields = ["name", "site", "position"]
        labels = {"site": _("At which site")}


class AreaForm(SheetForm):
    """An area and the needs it answers; a need ticked here leaves the area that had it."""

    purposes = forms.MultipleChoiceField(
        label=_("Needs it answers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each need belongs to one area: ticking it here takes it from the other."),
    )

    class Meta:
        model = Area
        fields = ["name", "name_en", "status", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holders = queries.area_by_purpose(self.centre)
        field = self.fields["purposes"]
        field.choices = [
            (purpose.value, self._purpose_label(purpose, holders.get(purpose)))
            for purpose in Purpose
        ]
        field.initial = [
            purpose.value for purpose, area in holders.items() if area.pk == self.instance.pk
        ]

    def _purpose_label(self, purpose: Purpose, holder: Area | None) -> str:
        if holder is None or holder.pk == self.instance.pk:
            return str(purpose.label)
        return _("%(need)s (now in “%(area)s”)") % {"need": purpose.label, "area": holder.name}


class SpaceItemForm(SheetForm):
    class Meta:
        model = SpaceItem
        fields = ["site", "kind", "name", "quantity", "area", "note"]
        labels = {"site": _("At which site")}


class ServiceForm(SheetForm):
    class Meta:
        model = Service
        fields = [
            "name",
            "description",
            "area",
            "is_experimental",
            "hypothesis",
            "starts_on",
            "ends_on",
            "result",
        ]
        labels = {"area": _("Area"), "is_experimental": _("It is experimental")}
        widgets = {
            "description": forms.Textarea(attrs={"rows": 4}),
            "hypothesis": forms.Textarea(attrs={"rows": 3}),
            "result": forms.Textarea(attrs={"rows": 3}),
            "starts_on": DayInput,
            "ends_on": DayInput,
        }


class PartnerForm(SheetForm):
    class Meta:
        model = Partner
        fields = ["name", "nature"]


class RoleForm(TakesRefusals, forms.Form):
    """A role given to somebody of the staff."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    authorised_on = forms.DateField(
        label=_("Authorised on"),
        widget=DayInput,
        help_text=_(
            "Date of the act by which the centre lets this person handle data (GDPR, article 29)."
        ),
    )
    until = forms.DateField(
        label=_("Last day of the role"),
        required=False,
        widget=DayInput,
        help_text=_("Leave empty if it has no end."),
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class InvitationForm(RoleForm):
    """Somebody new at the Banco."""

    name = forms.CharField(label=_("Name and surname"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    field_order = ["name", "email"]


class TermForm(TakesRefusals, forms.ModelForm):
    """A word of a vocabulary. Its code is made from the word once, and never changes."""

    class Meta:
        model = Term
        fields = ["label", "label_en", "position"]

    def validate_constraints(self) -> None:
        """The service checks them on the whole row, and says it once."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.instance.code and cleaned.get("label"):
            # A word of another alphabet leaves nothing in a slug: its number stands in.
            self.instance.code = slugify(cleaned["label"])[:60] or queries.next_term_code(
                self.instance.vocabulary
            )
        return cleaned


class AuditFilterForm(forms.Form):
    """Which acts to show."""

    action = forms.ChoiceField(label=_("Act"), required=False)

    def __init__(self, *args: Any, actions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [("", _("All the acts")), *actions]


class PersonForm(forms.Form):
    """The person who asks about their own data."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The one they write from, or gave us. A name is not enough: two may share it."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class DeskLanguageForm(forms.Form):
    """The language in which the Banco speaks to who is signed in."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=Account._meta.get_field("language").choices,
        widget=forms.RadioSelect,
    )


class ProposalForm(TakesRefusals, forms.ModelForm):
    """Whom to invite to write a record."""

    class Meta:
        model = Proposal
        fields = ["organisation", "email", "message"]
        help_texts = {"message": _("Such as: we would like to know your summer hours.")}


class ProposalNoteForm(forms.Form):
    """What an organisation adds to its proposal."""

    note = forms.CharField(
        label=_("Something to tell us"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only we read it. No names of people, please."),
    )
    is_the_offices = forms.BooleanField(
        label=_("They are the office’s, not a person’s: send it as it is"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.data.get("is_the_offices"):
            self.fields["is_the_offices"].widget = forms.HiddenInput()

    def ask_about(self, found: list[str]) -> None:
        """Ask whether what looks like a person's contacts is the office's."""
        self.fields["is_the_offices"].widget = forms.CheckboxInput()
        self.add_error(
            None,
            _("This looks like a person’s contacts: %(found)s. Take it out of the texts.")
            % {"found": ", ".join(f"“{piece}”" for piece in dict.fromkeys(found))},
        )


class DeclineForm(TakesRefusals, forms.Form):
    """Why a proposal is not published."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It goes to the organisation by e-mail, as you write it."),
    )
