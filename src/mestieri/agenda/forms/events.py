"""Forms of events: the whole one, the quick one of the month, the repetition, what comes after."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mestieri.agenda.models import Answer, Event, EventFormat, EventKind, Question
from mestieri.agenda.queries.composing import rooms_of
from mestieri.agenda.services.events import fill_from_format
from mestieri.agenda.services.series import moment_at
from mestieri.kernel.forms import (
    DayInput,
    HourInput,
    SheetForm,
    TakesRefusals,
    WebAddressField,
)
from mestieri.kernel.models import Centre

#: What begins from the one on and ends by the other goes past midnight.
EVENING, LAST_AT_NIGHT = datetime.time(18), datetime.time(6)
LONG = forms.Textarea(attrs={"rows": 4})


class TimedForm(SheetForm):
    """A form that says day, start and end as people say them."""

    day = forms.DateField(label=_("Day"), widget=DayInput)
    starts = forms.TimeField(label=_("From"), widget=HourInput)
    ends = forms.TimeField(label=pgettext_lazy("hour", "To"), widget=HourInput)

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, centre=centre, **kwargs)
        if self.instance.starts_at:
            self.initial.setdefault("day", self.instance.day)
            self.initial.setdefault("starts", self.instance.local_start.time())
        if self.instance.ends_at:
            self.initial.setdefault("ends", self.instance.local_end.time())
        if "room" in self.fields:
            self.fields["room"].queryset = rooms_of(centre)
            self.fields["room"].empty_label = _("None: it is elsewhere")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, column in (("starts", "starts_at"), ("ends", "ends_at")):
            self._put_moment(cleaned, name, column)
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        is_wrong = starts is not None and ends is not None and ends <= starts
        if is_wrong and not self._ends_at_night(cleaned):
            self.add_error("ends", _("It ends before it starts: check the two hours."))
        return cleaned

    def _put_moment(self, cleaned: dict[str, Any], name: str, column: str) -> None:
        day, hour = cleaned.get("day"), cleaned.get(name)
        if day is None or hour is None:
            return
        try:
            if name == "ends" and self._ends_at_night(cleaned):
                day += datetime.timedelta(days=1)
            setattr(self.instance, column, moment_at(day, hour))
        except ValidationError as error:
            self.add_error(name, error)

    @staticmethod
    def _ends_at_night(cleaned: dict[str, Any]) -> bool:
        """From nine in the evening to one: the end is on the next day."""
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        return starts is not None and ends is not None and ends <= LAST_AT_NIGHT < EVENING <= starts

    def refuse(self, error: ValidationError) -> None:
        """The columns of time stand under the names that people read."""
        if hasattr(error, "error_dict"):
            names = {"starts_at": "starts", "ends_at": "ends"}
            error = ValidationError(
                {names.get(name, name): said for name, said in error.error_dict.items()}
            )
        super().refuse(error)


class EventForm(TimedForm):
    """An event whole."""

    field_order = [
        "kind", "title", "day", "starts", "ends", "room", "place", "capacity",
        "has_waiting_list", "summary", "aims", "materials", "host", "sector", "trainer",
        "website", "purposes",
    ]  # fmt: skip

    class Meta:
        model = Event
        fields = [
            "kind", "title", "room", "place", "capacity", "has_waiting_list", "summary", "aims",
            "materials", "host", "sector", "trainer", "website", "purposes",
        ]  # fmt: skip
        widgets = {"summary": LONG, "aims": LONG}
        field_classes = {"website": WebAddressField}


class QuickEventForm(TimedForm):
    """One line of the month: a format or a title, a day, an hour, a room."""

    format = forms.ModelChoiceField(
        EventFormat.objects.none(), label=_("Format"), required=False, empty_label=_("None")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=EventKind.choices, required=False)
    title = forms.CharField(label=_("Title"), max_length=160, required=False)
    ends = forms.TimeField(label=pgettext_lazy("hour", "To"), widget=HourInput, required=False)
    field_order = ["format", "kind", "title", "day", "starts", "ends", "room"]

    class Meta:
        model = Event
        fields = ["room"]

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, centre=centre, **kwargs)
        self.fields["format"].queryset = EventFormat.objects.filter(centre=centre, is_active=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        event, format = self.instance, cleaned.get("format")
        event.title = cleaned.get("title") or ""
        if format is not None:
            event.kind = format.kind
            fill_from_format(event, format)
        else:
            event.kind = cleaned.get("kind") or EventKind.LAB
            if not event.title:
                self.add_error("title", _("Choose a format, or write a title."))
            if event.ends_at is None and event.starts_at is not None:
                event.ends_at = event.starts_at + datetime.timedelta(hours=2)
        return cleaned


REPETITIONS = {
    "FREQ=WEEKLY": _("Every week"),
    "FREQ=WEEKLY;INTERVAL=2": _("Every two weeks"),
    "FREQ=MONTHLY": _("Every month, on the same date"),
    "month-weekday": _("Every month, on the same weekday (such as the second Tuesday)"),
    "FREQ=YEARLY": _("Every year"),
}
DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def repetition_in_words(rule: str) -> str:
    """How often, as the form says it; other rules as they are written."""
    chosen = "month-weekday" if rule.startswith("FREQ=MONTHLY;BYDAY=") else rule
    return str(REPETITIONS.get(chosen, rule))


class RepeatForm(TakesRefusals, forms.Form):
    """How an event is repeated, and on which days it is not."""

    repetition = forms.ChoiceField(
        label=_("How often"), choices=list(REPETITIONS.items()), widget=forms.RadioSelect
    )
    until = forms.DateField(label=_("Last day"), widget=DayInput)
    excepted = forms.CharField(
        label=_("Except on"),
        required=False,
        max_length=400,
        help_text=_("Days such as 2/6/2026, with a comma between them."),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event

    def clean_excepted(self) -> list[datetime.date]:
        field = forms.DateField(input_formats=["%d/%m/%Y", "%Y-%m-%d"])
        return [field.clean(said.strip()) for said in self.cleaned_data["excepted"].split(",")
                if said.strip()]  # fmt: skip

    @property
    def rule(self) -> str:
        """The rule as RFC 5545 writes it."""
        chosen = str(self.cleaned_data["repetition"])
        if chosen != "month-weekday":
            return chosen
        day = self.event.day
        return f"FREQ=MONTHLY;BYDAY={(day.day - 1) // 7 + 1}{DAY_CODES[day.weekday()]}"


class CancelForm(TakesRefusals, forms.Form):
    """Why an event is called off."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("The public reads it, and who left a contact receives it."),
    )


class AfterForm(TakesRefusals, forms.ModelForm):
    """What is written after an event."""

    class Meta:
        model = Event
        fields = ["heads", "outcome"]
        widgets = {"outcome": LONG}
        help_texts = {
            "heads": _("All those in the room, booked or not. Heads are not visits: they are never "
                       "added together.")
        }  # fmt: skip

    def validate_constraints(self) -> None:
        """The service checks them."""


class OpinionSheetsForm(TakesRefusals, forms.Form):
    """Opinions given on paper: how many sheets, and how often each answer."""

    sheets = forms.IntegerField(label=_("How many sheets"), min_value=1, max_value=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in Question:
            for answer in Answer:
                self.fields[f"{question}-{answer}"] = forms.IntegerField(
                    label=f"{question.label} {answer.label}",
                    min_value=0,
                    max_value=2000,
                    required=False,
                )

    @property
    def grid(self) -> list[tuple[str, list[Any]]]:
        """(question, one field an answer) in order."""
        return [
            (str(question.label), [self[f"{question}-{answer}"] for answer in Answer])
            for question in Question
        ]

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Question → answer → how often."""
        return {
            question.value: {
                answer.value: self.cleaned_data.get(f"{question}-{answer}") or 0
                for answer in Answer
            }
            for question in Question
        }
