"""Forms of the directory: a service, its hours, its closures."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.forms import DayInput, HourInput, TakesRefusals
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.vocabulary import Weekday
from mestieri.library import opening
from mestieri.library.forms.keeping import (
    FIELD_CLASSES,
    STAFF_FIELDS,
    WIDGETS,
    KeptForm,
    TermsField,
)
from mestieri.library.models import DirectoryEntry, Schedule, ScheduleException
from mestieri.library.opening import Frequency, Recurrence, WeekOfMonth

COORDINATES = re.compile(r"^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$")
SIX_PLACES = Decimal("0.000001")


class EntryForm(KeptForm):
    """A service of the directory."""

    categories = TermsField(Vocabulary.REFERRAL_DESTINATION, label=_("Kind of service"))
    themes = TermsField(Vocabulary.THEME, label=_("Themes"))
    audiences = TermsField(
        Vocabulary.AUDIENCE, label=_("For whom"), help_text=_("Nothing chosen: for everybody.")
    )
    coordinates = forms.CharField(
        label=_("Point on the map"),
        required=False,
        max_length=60,
        help_text=_("Latitude and longitude as a map gives them, such as: 41.852100, 12.569300"),
    )
    field_order = [
        "organisation", "service", "description", "categories", "purposes", "themes", "audiences",
        "address", "municipality", "district", "coordinates", "how_to_reach", "phone", "email",
        "website", "access_modes", "documents", "place_facts", "languages", "is_free", "cost_note",
        "partner", "source", "source_url", "assured_on", "review_months",
    ]  # fmt: skip

    class Meta:
        model = DirectoryEntry
        fields = [
            "organisation", "service", "description", "purposes", "address", "municipality",
            "district", "how_to_reach", "phone", "email", "website", "access_modes", "documents",
            "place_facts", "languages", "is_free", "cost_note", *STAFF_FIELDS,
        ]  # fmt: skip
        widgets = WIDGETS
        field_classes = FIELD_CLASSES
        help_texts = {
            "service": _("Such as: front desk, office for foreigners, evening school."),
            "phone": _("Of the office, never of a person."),
            "email": _("Of the office, never of a person."),
            "cost_note": _("Only if it is not free."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry = self.instance
        if entry.latitude is not None and entry.longitude is not None:
            self.initial.setdefault("coordinates", f"{entry.latitude}, {entry.longitude}")

    def clean_coordinates(self) -> str:
        """Read both numbers at once: nobody copies them one by one."""
        text = self.cleaned_data["coordinates"]
        self.instance.latitude = self.instance.longitude = None
        if not text.strip():
            return text
        found = COORDINATES.match(text)
        if found is None:
            raise ValidationError(_("Write two numbers with a comma between them."))
        latitude, longitude = (Decimal(number).quantize(SIX_PLACES) for number in found.groups())
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise ValidationError(_("These numbers are no place on Earth."))
        self.instance.latitude, self.instance.longitude = latitude, longitude
        return text


class ProposedEntryForm(EntryForm):
    """What an organisation writes about a service of its own."""

    hours_in_words = forms.CharField(
        label=_("Hours, in your words"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as: Monday to Friday 9–13, Tuesday also 15–17, closed in August."),
    )

    class Meta(EntryForm.Meta):
        fields = [name for name in EntryForm.Meta.fields if name not in STAFF_FIELDS]

    field_order = [*EntryForm.field_order[:19], "hours_in_words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            hours = [opening.in_words(schedule) for schedule in self.instance.schedules.all()]
            self.initial.setdefault("hours_in_words", "\n".join(hours))

    @property
    def new_hours(self) -> str:
        """The hours that were told, where they are not those written already."""
        told = self.cleaned_data["hours_in_words"].strip()
        return "" if told.split() in self._known_hours() else told

    def _known_hours(self) -> list[list[str]]:
        """The hours there are, word by word, in every language in which they may be told."""
        known: list[list[str]] = []
        schedules = list(self.instance.schedules.all()) if self.instance.pk else []
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                known.append(" ".join(map(opening.in_words, schedules)).split())
        return [*known, []]


class ScheduleForm(TakesRefusals, forms.ModelForm):
    """Hours of a service: which days, from when to when. Nobody writes a rule by hand."""

    frequency = forms.ChoiceField(
        label=_("How often"),
        choices=Frequency.choices,
        widget=forms.RadioSelect,
        initial=Frequency.WEEKLY,
    )
    weekdays = forms.MultipleChoiceField(
        label=_("Days"), choices=Weekday.choices, widget=forms.CheckboxSelectMultiple
    )
    week = forms.ChoiceField(
        label=_("Which one of the month"),
        choices=[("", "–"), *WeekOfMonth.choices],
        required=False,
        help_text=_("Only for what happens once a month, such as: the first Tuesday."),
    )
    closed_months = forms.MultipleChoiceField(
        label=_("Closed in these months"),
        choices=[(month, name) for month, name in MONTHS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = [
        "frequency", "weekdays", "week", "opens", "closes", "closed_months", "valid_from",
        "valid_until", "note",
    ]  # fmt: skip

    class Meta:
        model = Schedule
        fields = ["opens", "closes", "valid_from", "valid_until", "note"]
        widgets = {
            "opens": HourInput,
            "closes": HourInput,
            "valid_from": DayInput,
            "valid_until": DayInput,
        }
        help_texts = {
            "valid_from": _("Leave it empty if these hours have always been so."),
            "valid_until": _("Leave it empty if they have no end."),
            "note": _("Such as: by telephone only."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.recurrence:
            recurrence = opening.read_recurrence(self.instance.recurrence)
            self.initial["frequency"] = recurrence.frequency.value
            self.initial["weekdays"] = list(recurrence.weekdays)
            self.initial["week"] = "" if recurrence.week is None else recurrence.week.value
            self.initial["closed_months"] = list(recurrence.closed_months)

    def validate_constraints(self) -> None:
        """The service checks them on the whole row, and says it once."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        frequency, weekdays = cleaned.get("frequency"), cleaned.get("weekdays")
        monthly = frequency == Frequency.MONTHLY
        if monthly and not cleaned.get("week"):
            self.add_error("week", _("Say which one: the first, the last…"))
        if frequency == Frequency.FORTNIGHTLY and not cleaned.get("valid_from"):
            self.add_error("valid_from", _("Say from when: every other week counts from that day."))
        closed = tuple(int(month) for month in cleaned.get("closed_months") or ())
        if len(closed) == len(opening.EVERY_MONTH):
            self.add_error("closed_months", _("It is closed all year: remove these hours instead."))
        if frequency and weekdays and not self.errors:
            recurrence = Recurrence(
                Frequency(frequency),
                tuple(int(day) for day in weekdays),
                WeekOfMonth(int(cleaned["week"])) if monthly else None,
                closed,
            )
            self.instance.recurrence = recurrence.rule
        return cleaned


class ExceptionForm(TakesRefusals, forms.ModelForm):
    """Days on which a service is closed."""

    class Meta:
        model = ScheduleException
        fields = ["first_day", "last_day", "reason"]
        widgets = {"first_day": DayInput, "last_day": DayInput}
        help_texts = {"reason": _("The public reads it, for instance: works in the building.")}

    def validate_constraints(self) -> None:
        """The service checks them on the whole row, and says it once."""
