"""Forms about one CV: how it comes in, whose it is, who may see it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mestieri.engines.europass import Status
from mestieri.kernel.forms import DayInput, TakesRefusals
from mestieri.kernel.refused_cvs import refusal_in_words
from mestieri.kernel.vocabulary import SPOKEN_LANGUAGES
from mestieri.talents.services.importing.receiving import LARGEST_FILE
from mestieri.talents.vocabulary import SECTORS, AgeStatement, NoticeWay, Visibility

ACCEPTED = ".pdf,.xml,.json"
HOW_TO = _("A Europass PDF is best; XML and JSON of Europass are fine too. At most 20 MB.")


class CVField(forms.FileField):
    """One CV; a file too large is refused before anybody reads it."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file is not None and file.size > LARGEST_FILE:
            raise forms.ValidationError(refusal_in_words(Status.TOO_LARGE))
        return file


class FileForm(TakesRefusals, forms.Form):
    """One CV."""

    file = CVField(label=_("CV"), help_text=HOW_TO)


class ManyFiles(forms.FileInput):
    """Several files in one field."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files; what comes out is a list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(one, initial) for one in files]


class ManyForm(TakesRefusals, forms.Form):
    """Many CVs at once."""

    files = ManyFilesField(
        label=_("A zip of CVs, or up to 100 CVs"),
        help_text=_("A folder of a thousand: make a zip of it first. PDF, XML, JSON of Europass."),
        widget=ManyFiles(attrs={"accept": f"{ACCEPTED},.zip", "multiple": True}),
    )


class LeaveForm(TakesRefusals, forms.Form):
    """Leave one's own CV."""

    file = CVField(label=_("Your CV"), help_text=HOW_TO)
    email = forms.EmailField(
        label=_("Your e-mail"),
        required=False,
        help_text=_("The link to your page goes there. Without one we give you a sheet to print."),
    )
    is_read = forms.BooleanField(label=_("I have read what you do with my CV"))


class AgeForm(TakesRefusals, forms.Form):
    """What somebody says of their age."""

    age = forms.ChoiceField(
        label=_("How old?"),
        choices=[
            (AgeStatement.ADULT, AgeStatement.ADULT.label),
            (AgeStatement.MINOR, AgeStatement.MINOR.label),
            ("younger", _("Younger than 16")),
        ],
        widget=forms.RadioSelect,
    )
    responsible_act = forms.CharField(
        label=_("Who signed the act (parent, guardian)"), max_length=300, required=False
    )
    responsible_act_on = forms.DateField(label=_("On which day"), required=False, widget=DayInput)


class NoticeForm(AgeForm):
    """The first contact: the notice was given, and the age was said."""

    way = forms.ChoiceField(
        label=_("How the notice was given"),
        choices=[(way, way.label) for way in (NoticeWay.VOICE, NoticeWay.PAPER, NoticeWay.MAIL)],
        widget=forms.RadioSelect,
    )
    field_order = ["way", "age"]


class VisibilityForm(TakesRefusals, forms.Form):
    """Who may see a CV."""

    visibility = forms.ChoiceField(
        label=_("Who may see it?"), choices=Visibility.choices, widget=forms.RadioSelect
    )
    sectors = forms.MultipleChoiceField(
        label=_("Which sectors?"),
        choices=SECTORS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only if you chose the companies of some sectors."),
    )


class ContactsForm(TakesRefusals, forms.Form):
    """How a person is reached."""

    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=SPOKEN_LANGUAGES)


class AskForm(forms.Form):
    """Ask for the link to one's own page."""

    email = forms.EmailField(label=_("Your e-mail"))
