"""Forms of the reception's pages at the Banco."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mestieri.kernel import queries as kernel
from mestieri.kernel.models import Area, Centre, Partner, Point, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.library.models import DirectoryEntry, Resource
from mestieri.library.queries import directory
from mestieri.reception import queries
from mestieri.reception.models import AdviceSetting, Desk, DoorQuestions, Duty
from mestieri.reception.models.advice import CorrectionReason
from mestieri.reception.services.monthly_totals import NoTable, rows_of_text, text_of

#: The longest table of monthly totals: ten thousand rows.
MOST_CHARACTERS = 500_000


class DayInput(forms.DateInput):
    """A day, in the format that the browser's own calendar reads."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    """An hour, in the format that the browser's own clock reads."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class DeviceForm(forms.Form):
    """Which tablet, and where it stands."""

    label = forms.CharField(
        label=_("Name of the tablet"),
        max_length=60,
        help_text=_("Something you recognise it by, such as “Front door”."),
    )
    point = forms.ModelChoiceField(
        label=_("Where it counts"), queryset=Point.objects.none(), empty_label=None
    )
    expires_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DayInput(),
        help_text=_("Leave it empty for a tablet that stays; give it to one that is lent."),
    )

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["point"].queryset = queries.points_in_use(centre)


class SheetOfPaperForm(forms.Form):
    """Of which point and day a sheet of paper is."""

    point = forms.ModelChoiceField(
        label=_("Where the visits were marked"), queryset=Point.objects.none(), empty_label=None
    )
    day = forms.DateField(label=_("Day"), widget=DayInput())

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["point"].queryset = queries.points_in_use(centre)


class MonthlyTotalsForm(forms.Form):
    """A table of monthly totals: a file, or what was copied from a spreadsheet."""

    source = forms.CharField(
        label=_("Where the totals come from"),
        max_length=120,
        help_text=_("Something the next director will understand, such as “Reports 2002–2016”."),
    )
    file = forms.FileField(label=_("File (CSV)"), required=False)
    text = forms.CharField(
        label=_("Or paste the table here"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        """The rows of the file, or of the pasted table."""
        cleaned = super().clean() or self.cleaned_data
        text = cleaned.get("text") or ""
        if file := cleaned.get("file"):
            if file.size > MOST_CHARACTERS:
                raise forms.ValidationError(_("The file is too long: a row a month is enough."))
            text = text_of(file.read())
        try:
            cleaned["rows"] = rows_of_text(text)
        except NoTable:
            raise forms.ValidationError(
                _("The first row must name the columns: at least “mese” and “presenze”.")
            ) from None
        cleaned["text"] = text
        return cleaned


class DoorQuestionsForm(forms.ModelForm):
    """Which optional questions the centre asks after a tap."""

    class Meta:
        model = DoorQuestions
        fields = ["age_band", "first_time", "residence_zone", "audience"]


class DeskForm(forms.ModelForm):
    """A desk of the centre that its instance names."""

    class Meta:
        model = Desk
        fields = ["name", "area", "point", "is_active", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        centre = self.instance.centre
        self.fields["area"].queryset = centre.areas.all()
        self.fields["point"].queryset = Point.objects.filter(centre=centre)
        self.fields["point"].label = _("Where it stands")
        self.fields["is_active"].help_text = _("Out of use, its turns are not shown.")
        self.fields["position"].help_text = _("A smaller number comes first.")


class DutyForm(forms.ModelForm):
    """A weekly turn at the desk that its instance names."""

    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"),
        choices=list(queries.LANGUAGE_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Duty
        fields = [
            "weekday",
            "starts",
            "ends",
            "partner",
            "languages",
            "valid_from",
            "valid_until",
        ]
        widgets = {
            "starts": HourInput(),
            "ends": HourInput(),
            "valid_from": DayInput(),
            "valid_until": DayInput(),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["languages"] = (self.initial.get("languages") or "it").split()
        self.fields["partner"].queryset = self.instance.desk.centre.partners.all()
        self.fields["partner"].empty_label = _("The centre itself")
        self.fields["valid_until"].help_text = _("Leave it empty if the turn has no end.")

    def clean_languages(self) -> str:
        """Codes in the order in which the languages are offered, separated by a space."""
        return " ".join(self.cleaned_data["languages"])

    def clean(self) -> dict[str, Any]:
        """Say in words what the database would refuse with the name of a constraint."""
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("A turn ends after it starts, on the same day."))
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("The last day comes before the first."))
        return cleaned


class QueueRulesForm(forms.ModelForm):
    """How a centre runs its queue, and the letter of each area."""

    class Meta:
        model = AdviceSetting
        fields = ["resets_overnight", "answers_from_afar", "months_of_answers"]

    def __init__(self, *args: Any, centre: Centre, directs: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not directs:
            # Whether and how long the centre answers from afar is for the direction to say.
            del self.fields["answers_from_afar"], self.fields["months_of_answers"]
        self.areas = list(queries.areas_with_numbers(centre))
        self.letters = queries.letters_of(centre)
        for area in self.areas:
            self.fields[f"letter-{area.pk}"] = forms.CharField(
                label=_("Letter of “%(area)s”") % {"area": area},
                max_length=1,
                required=False,
                initial=self.letters.get(area.pk, ""),
                help_text=_("Left empty, it is chosen with the first number."),
            )

    def changed_letters(self) -> list[tuple[Area, str]]:
        """Areas whose letter was changed, with the new one."""
        given = [(area, self.cleaned_data[f"letter-{area.pk}"].upper()) for area in self.areas]
        return [
            (area, letter)
            for area, letter in given
            if letter and letter != self.letters.get(area.pk)
        ]


class DeskOpeningForm(forms.Form):
    """Until when a desk is open today, in which languages, for which partner."""

    until = forms.TimeField(label=_("Until"), widget=HourInput)
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken today"),
        choices=list(queries.LANGUAGE_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    partner = forms.ModelChoiceField(
        label=_("Partner"),
        queryset=Partner.objects.none(),
        required=False,
        empty_label=_("The centre itself"),
    )

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = centre.partners.all()


class AnswerForm(forms.Form):
    """What answered a question. The text's rules live in the service, which says why."""

    text = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "true"}),
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=Term.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    resources = forms.ModelMultipleChoiceField(queryset=Resource.objects.none(), required=False)
    destinations = forms.ModelMultipleChoiceField(
        queryset=DirectoryEntry.objects.none(), required=False
    )

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = kernel.terms(Vocabulary.THEME)
        self.fields["resources"].queryset = queries.resources_of(centre)
        self.fields["destinations"].queryset = directory.published_entries(centre)

    def chosen(self, name: str) -> list[int]:
        """Keys ticked in the form, or those it began with."""
        if self.is_bound:
            return [int(key) for key in self.data.getlist(name) if key.isdecimal()]
        return [row.pk for row in self.initial.get(name, [])]


class HandOverForm(forms.Form):
    """To which area, and if one likes to which desk, a talk is handed over."""

    area = forms.ModelChoiceField(label=_("Area"), queryset=Area.objects.none(), empty_label=None)
    desk = forms.ModelChoiceField(
        label=_("Kept for one desk"),
        queryset=Desk.objects.none(),
        required=False,
        empty_label=_("Any desk of the area"),
    )

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = queries.areas_with_numbers(centre)
        desks = queries.desks_of_centre(centre).filter(is_active=True)
        self.fields["desk"].queryset = desks
        self.fields["desk"].choices = _by_area(desks, str(self.fields["desk"].empty_label))

    def clean(self) -> dict[str, Any]:
        """A desk answers for its own area alone."""
        cleaned: dict[str, Any] = super().clean() or {}
        area, desk = cleaned.get("area"), cleaned.get("desk")
        if area and desk and desk.area_id != area.pk:
            self.add_error("desk", _("This desk is of another area: choose one of the area above."))
        return cleaned


def _by_area(desks: Iterable[Desk], any_desk: str) -> list[tuple[str, Any]]:
    """Choices of desks under the name of their area, after the choice of none."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for desk in desks:
        groups.setdefault(str(desk.area), []).append((desk.pk, desk.name))
    return [("", any_desk), *groups.items()]


def corrections_in(data: QueryDict) -> dict[str, CorrectionReason]:
    """Words that the form says are not a person's name, each with what it is."""
    pairs = zip(data.getlist("not-a-name"), data.getlist("it-is"), strict=False)
    return {word: CorrectionReason(why) for word, why in pairs if why in CorrectionReason.values}
