"""Forms of formats and of partners' calendars."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mestieri.agenda.forms.events import LONG
from mestieri.agenda.models import EventFormat, PartnerFeed
from mestieri.engines.calendars import MOST_BYTES
from mestieri.kernel.forms import SheetForm, TakesRefusals, WebAddressField


class FormatForm(SheetForm):
    """A format."""

    class Meta:
        model = EventFormat
        fields = [
            "kind", "title", "summary", "aims", "materials", "trainer", "minutes", "capacity",
            "purposes",
        ]  # fmt: skip
        widgets = {"summary": LONG, "aims": LONG}


class FeedForm(SheetForm):
    """A partner's calendar to follow."""

    class Meta:
        model = PartnerFeed
        fields = ["partner", "address", "is_active"]
        field_classes = {"address": WebAddressField}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].required = True


class FeedFileForm(TakesRefusals, forms.Form):
    """A calendar that came as a file."""

    partner = forms.CharField(label=_("Organisation"), max_length=160)
    file = forms.FileField(label=_("Calendar file (.ics)"), help_text=_("5 MB at most."))

    def clean_file(self) -> bytes:
        """One byte more than may come is enough to know that it is too big."""
        return bytes(self.cleaned_data["file"].read(MOST_BYTES + 1))
