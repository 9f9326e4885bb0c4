"""What an organisation writes of an event that it proposes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.agenda.forms.events import LONG, TimedForm
from mestieri.agenda.models import Event
from mestieri.kernel.forms import WebAddressField


class ProposedEventForm(TimedForm):
    """No room: the centre gives its own; the organisation says where it would be."""

    field_order = [
        "kind", "title", "day", "starts", "ends", "place", "summary", "host", "sector",
        "website", "purposes",
    ]  # fmt: skip

    class Meta:
        model = Event
        fields = ["kind", "title", "place", "summary", "host", "sector", "website", "purposes"]
        widgets = {"summary": LONG}
        field_classes = {"website": WebAddressField}
        help_texts = {"place": _("Where it is held.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].required = self.instance.room_id is None

    def clean(self) -> dict[str, Any]:
        """What is over is not proposed."""
        cleaned = super().clean()
        day = cleaned.get("day")
        if day is not None and day < timezone.localdate():
            self.add_error("day", ValidationError(_("This day has already passed.")))
        return cleaned

    @property
    def free_texts(self) -> list[str]:
        """What was written freely: where a person might be named by mistake."""
        return [
            str(self.cleaned_data.get(name) or "")
            for name, field in self.fields.items()
            if isinstance(field, forms.CharField) and not isinstance(field, forms.URLField)
        ]
