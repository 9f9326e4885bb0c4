"""Forms of the board of opportunities."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.forms import DayInput
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.library.forms.keeping import (
    FIELD_CLASSES,
    STAFF_FIELDS,
    WIDGETS,
    KeptForm,
    TermsField,
)
from mestieri.library.models import DirectoryEntry, KeepingState, Opportunity


class OpportunityForm(KeptForm):
    """A course, a notice, a vacancy or a stage."""

    themes = TermsField(Vocabulary.THEME, label=_("Themes"))
    audiences = TermsField(
        Vocabulary.AUDIENCE, label=_("For whom"), help_text=_("Nothing chosen: for everybody.")
    )
    field_order = [
        "kind", "title", "provider", "description", "deadline", "starts_on", "where",
        "municipality", "district", "entry", "places", "is_free", "cost_note", "website",
        "purposes", "themes", "audiences", "partner", "source", "source_url", "assured_on",
        "review_months",
    ]  # fmt: skip

    class Meta:
        model = Opportunity
        fields = [
            "kind", "title", "provider", "description", "deadline", "starts_on", "where",
            "municipality", "district", "entry", "places", "is_free", "cost_note", "website",
            "purposes", *STAFF_FIELDS,
        ]  # fmt: skip
        widgets = {**WIDGETS, "deadline": DayInput, "starts_on": DayInput}
        field_classes = FIELD_CLASSES
        help_texts = {"cost_note": _("Only if it is not free.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "entry" in self.fields:
            self.fields["entry"].queryset = DirectoryEntry.objects.filter(
                centre=self.centre, state=KeepingState.PUBLISHED
            )
            self.fields["entry"].empty_label = _("None")


class ProposedOpportunityForm(OpportunityForm):
    """What an organisation writes about an opportunity it offers."""

    class Meta(OpportunityForm.Meta):
        fields = [
            name for name in OpportunityForm.Meta.fields if name not in (*STAFF_FIELDS, "entry")
        ]

    def clean_deadline(self) -> datetime.date | None:
        """What is over is not proposed."""
        deadline: datetime.date | None = self.cleaned_data["deadline"]
        if deadline is not None and deadline < timezone.localdate():
            raise ValidationError(_("This day has already passed."))
        return deadline
