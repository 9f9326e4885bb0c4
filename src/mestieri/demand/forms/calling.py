"""Forms of campaigns, of what is said, and of how a call ended."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mestieri.demand.forms.companies import RoomForm
from mestieri.demand.models import CallScript, Campaign, Message
from mestieri.demand.services.calling.ending import Ending
from mestieri.demand.services.words import LONGEST
from mestieri.demand.vocabulary import Outcome, StepKind
from mestieri.kernel.forms import DayInput, HourInput, TakesRefusals
from mestieri.kernel.models import Centre

LONGEST_PATH = 8000  # characters
ANSWERS_SHOWN = 4


class CampaignForm(RoomForm):
    class Meta:
        model = Campaign
        fields = [
            "name", "script", "message", "ateco", "municipality", "kilometres", "sizes", "families",
            "opens_on", "closes_on",
        ]  # fmt: skip
        widgets = {"opens_on": DayInput, "closes_on": DayInput}

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        living = {"centre": centre, "is_retired": False}
        self.fields["script"].queryset = CallScript.objects.filter(**living)
        self.fields["message"].queryset = Message.objects.filter(**living)
        self.fields["message"].empty_label = _("None")


class EndingForm(TakesRefusals, forms.Form):
    """How a call ended."""

    outcome = forms.ChoiceField(choices=Outcome.choices)
    next_on = forms.DateField(required=False, widget=DayInput)
    next_time = forms.TimeField(required=False, widget=HourInput)
    words = forms.CharField(required=False, max_length=400)
    send_to = forms.EmailField(required=False, max_length=254)
    path = forms.CharField(required=False, max_length=LONGEST_PATH)
    target = forms.IntegerField()
    token = forms.UUIDField()

    def clean_path(self) -> list[dict[str, str]]:
        """Steps and answers, whatever a browser says of them; what is no such list is none."""
        try:
            said = json.loads(self.cleaned_data["path"] or "[]")
        except ValueError:
            return []
        if not isinstance(said, list):
            return []
        return [
            {"step": str(one.get("step", ""))[:20], "answer": str(one.get("answer", ""))[:80]}
            for one in said
            if isinstance(one, dict)
        ]

    @property
    def ending(self) -> Ending:
        said = self.cleaned_data
        return Ending(
            Outcome(said["outcome"]),
            said["next_on"],
            said["next_time"],
            said["words"],
            said["send_to"],
            said["path"],
        )


class PaperRowForm(TakesRefusals, forms.Form):
    """One line of the sheet of paper."""

    target = forms.IntegerField(widget=forms.HiddenInput)
    token = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=[("", _("not called")), *Outcome.choices], required=False
    )
    next_on = forms.DateField(label=_("Call back on"), required=False, widget=DayInput)
    words = forms.CharField(label=_("Whom they look for"), required=False, max_length=400)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"target": row.pk, "token": uuid.uuid4()})
        super().__init__(*args, prefix=f"r{row.pk}", **kwargs)
        self.row = row

    @property
    def ending(self) -> Ending | None:
        said = self.cleaned_data
        if not said["outcome"]:
            return None
        return Ending(Outcome(said["outcome"]), said["next_on"], None, said["words"])


class MessageForm(RoomForm):
    """A message and the text of its next version."""

    subject = forms.CharField(label=_("Subject"), max_length=120)
    text = forms.CharField(
        label=_("Text"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("{azienda} and {centro} become the names of the company and of the centre."),
    )

    class Meta:
        model = Message
        fields = ["name"]


class ScriptForm(RoomForm):
    class Meta:
        model = CallScript
        fields = ["name"]


class StepForm(forms.Form):
    """One step of a script, with the answers it may meet. An empty one is left out."""

    kind = forms.ChoiceField(label=_("What it does"), choices=StepKind.choices)
    title = forms.CharField(label=_("Short title"), max_length=LONGEST["title"], required=False)
    text = forms.CharField(
        label=_("What to say"),
        max_length=LONGEST["text"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, number: int, steps: int, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"s{number}", **kwargs)
        self.number = number
        choices = [("", "–"), *((str(one), str(one)) for one in range(1, steps + 1))]
        for place in range(1, ANSWERS_SHOWN + 1):
            self.fields[f"label{place}"] = forms.CharField(
                label=_("What they may answer"), max_length=LONGEST["label"], required=False
            )
            self.fields[f"to{place}"] = forms.ChoiceField(
                label=_("Goes on at step"), choices=choices, required=False
            )

    @property
    def answers(self) -> list[tuple[Any, Any]]:
        """Pairs of fields, for the page."""
        return [
            (self[f"label{place}"], self[f"to{place}"]) for place in range(1, ANSWERS_SHOWN + 1)
        ]

    def step(self) -> dict[str, Any] | None:
        """The step as a script keeps it, or None when the form was left empty."""
        said = self.cleaned_data
        answers = [
            {"label": said[f"label{place}"], "to": said[f"to{place}"]}
            for place in range(1, ANSWERS_SHOWN + 1)
        ]
        if not said["title"] and not said["text"]:
            return None
        return {
            "code": str(self.number),
            "kind": said["kind"],
            "title": said["title"] or said["text"][:40],
            "text": said["text"],
            "answers": answers,
        }
