"""The form with the open questions of the impact assessment."""

from __future__ import annotations

from typing import Any

from django import forms

from mestieri.kernel.models.impact import LONGEST_ANSWER
from mestieri.kernel.privacy.impact import Section


class ImpactAnswersForm(forms.Form):
    """What only people can say of the impact assessment: a field a question."""

    def __init__(self, data: Any = None, *, sections: list[Section]) -> None:
        super().__init__(data)
        for section in sections:
            for blank in section.blanks:
                self.fields[blank.code] = forms.CharField(
                    label=blank.question,
                    help_text=section.title,
                    initial=blank.answer,
                    required=False,
                    max_length=LONGEST_ANSWER,
                    widget=forms.Textarea(attrs={"rows": 4}),
                )
