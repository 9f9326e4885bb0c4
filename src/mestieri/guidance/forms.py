"""Forms of the Banco: a text, a new text, a step of a guide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.guidance.models import Edition
from mestieri.guidance.queries.places import place_names
from mestieri.guidance.services.steps import StepData
from mestieri.kernel.forms import TakesRefusals

WAYS = 5  # answers of a step that the form shows


class NewTextForm(TakesRefusals, forms.ModelForm):
    """The name of a new text, and its word in the address."""

    title = forms.CharField(label=_("Title"), max_length=120)

    class Meta:
        model = Edition
        fields = ["code"]
        help_texts = {"code": _("Small letters and dashes, such as: lavorare-all-estero.")}

    field_order = ["title", "code"]

    def validate_constraints(self) -> None:
        """The service checks them on the whole row, and says it once."""


class TextForm(TakesRefusals, forms.ModelForm):
    """The text of a questionnaire or guide, as a file."""

    class Meta:
        model = Edition
        fields = ["draft"]
        widgets = {
            "draft": forms.Textarea(
                attrs={"rows": 30, "spellcheck": "false", "class": "guidance-text", "wrap": "off"}
            )
        }
        labels = {"draft": _("Text")}
        help_texts = {
            "draft": _(
                "Words before the colon stay as they are, words after it are yours. Spaces at "
                "the beginning of a line say what belongs to what."
            )
        }


class StepForm(TakesRefusals, forms.Form):
    """A step of a guide: what one reads, brings, opens, and where one goes on."""

    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=_("What to do"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Short sentences. Leave an empty line between paragraphs."),
    )
    documents = forms.CharField(
        label=_("What to bring"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line."),
    )
    places = forms.MultipleChoiceField(
        label=_("Where to go"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each leads to the addresses of that kind in your directory."),
    )
    searches = forms.CharField(
        label=_("What to look up on the site"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line."),
    )
    questionnaire = forms.ChoiceField(label=_("Questionnaire to do here"), required=False)
    verified = forms.DateField(
        label=_("Checked on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day on which you made sure that it is right."),
    )
    question = forms.CharField(
        label=_("Question"),
        required=False,
        max_length=200,
        help_text=_("Only where there are several ways on."),
    )
    is_end = forms.BooleanField(label=_("The guide ends here"), required=False)

    def __init__(
        self, *args: Any, step: dict[str, Any], steps: list[dict[str, Any]],
        questionnaires: dict[str, str], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, initial=_initial(step), **kwargs)
        self.fields["places"].choices = list(place_names().items())
        self.fields["questionnaire"].choices = [("", "–"), *questionnaires.items()]
        others = [
            (str(one.get("codice")), str(one.get("titolo") or one.get("codice")))
            for one in steps
            if one.get("codice") != step.get("codice")
        ]
        self._add_ways(step.get("risposte") or [], others)

    def _add_ways(self, answers: list[Any], others: list[tuple[str, str]]) -> None:
        answers = [one for one in answers if isinstance(one, dict)]
        for number in range(1, WAYS + 1):
            answer = answers[number - 1] if number <= len(answers) else {}
            self.fields[f"words_{number}"] = forms.CharField(
                label=_("Answer %(number)s") % {"number": number},
                required=False,
                max_length=200,
                initial=answer.get("se", ""),
            )
            self.fields[f"target_{number}"] = forms.ChoiceField(
                label=_("leads to the step"),
                required=False,
                choices=[("", "–"), *others],
                initial=answer.get("poi", ""),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(1, WAYS + 1):
            if cleaned.get(f"words_{number}") and not cleaned.get(f"target_{number}"):
                self.add_error(f"target_{number}", _("Choose the step to which it leads."))
        return cleaned

    @property
    def data_of_step(self) -> StepData:
        """What the form says, once it is valid."""
        cleaned = self.cleaned_data
        ways = [
            (cleaned[f"words_{number}"], cleaned[f"target_{number}"])
            for number in range(1, WAYS + 1)
        ]
        return StepData(
            title=cleaned["title"],
            text=cleaned["text"].replace("\r\n", "\n"),
            documents=_lines(cleaned["documents"]),
            places=cleaned["places"],
            searches=_lines(cleaned["searches"]),
            questionnaire=cleaned["questionnaire"],
            verified=cleaned["verified"].isoformat(),
            question=cleaned["question"],
            answers=[(words, target) for words, target in ways if target],
            is_end=cleaned["is_end"],
        )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _initial(step: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": step.get("titolo", ""),
        "text": step.get("testo", ""),
        "documents": "\n".join(_listed(step.get("porta"))),
        "places": _listed(step.get("vai")),
        "searches": "\n".join(_listed(step.get("cerca"))),
        "questionnaire": step.get("questionario", ""),
        "verified": step.get("verificato") or timezone.localdate().isoformat(),
        "question": step.get("domanda", ""),
        "is_end": bool(step.get("fine")),
    }


def _listed(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
