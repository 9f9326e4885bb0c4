"""What the page of the components shows them with: made up, never read from the database."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.models import Area, Centre, OpeningHours
from mestieri.kernel.queries import DayHours, DoorNow
from mestieri.kernel.vocabulary import CentreStatus, Purpose, Theme
from mestieri.reception.queries import DutyNow
from mestieri.www.queries import promises


@dataclass(frozen=True)
class Section:
    """A component on its page: what it is called, when to use it, where it lives."""

    name: str
    title: Any
    when: Any
    template: str
    theme: str = Theme.ITALIA.value

    @property
    def anchor(self) -> str:
        return f"{self.name}-{self.theme}"

    @property
    def example(self) -> str:
        return f"www/banco/examples/{self.name}.html"


class SampleForm(forms.Form):
    """A form with a mistake in it, so that the mistake can be seen."""

    name = forms.CharField(label=_("name"), help_text=_("As people say it."))
    day = forms.DateField(
        label=_("day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    purpose = forms.ChoiceField(label=_("need"), choices=Purpose.choices, widget=forms.RadioSelect)
    is_experimental = forms.BooleanField(label=_("experimental"), required=False)


def sections() -> list[Section]:
    """Every component, in the order in which a page meets them."""
    return [
        Section("question", _("The one question"), _("First thing on a public page."),
                "www/components/question_form.html"),
        Section("purposes", _("The four needs"), _("Second thing: for who has no words yet."),
                "www/components/purposes.html"),
        Section("purposes", _("The four needs, neutral"), _("The same for a workers' group."),
                "www/components/purposes.html", Theme.NEUTRAL.value),
        Section("door", _("The door"), _("Whether one can come in now."),
                "www/components/door.html"),
        Section("on_duty", _("Who is on duty"), _("Services, languages, never a name."),
                "www/components/on_duty.html"),
        Section("hours", _("Hours"), _("The coming week, closures included."),
                "www/components/hours_table.html"),
        Section("notice", _("Notice"), _("On every page of a centre that is not open."),
                "www/components/centre_notice.html"),
        Section("promises", _("Promises"), _("What is not asked, said in one breath."),
                "class=\"promises\""),
        Section("buttons", _("Buttons"), _("One full button a page; the rest are outlines."),
                "class=\"btn btn-primary\""),
        Section("messages", _("Messages"), _("What just happened, and what to do."),
                "banco/messages.html"),
        Section("form", _("Forms"), _("Label, help, mistake, field, in this order."),
                "banco/form_fields.html"),
        Section("figures", _("Figures"), _("A number and what it counts."),
                "class=\"figures\""),
    ]  # fmt: skip


def sample() -> dict[str, Any]:
    """The things that the examples show."""
    today = datetime.date(2026, 6, 15)
    stretch = OpeningHours(weekday=0, opens=datetime.time(10), closes=datetime.time(13))
    return {
        "centre": Centre(slug="esempio", name="Esempio", status=CentreStatus.OPEN),
        "suspended": Centre(
            slug="esempio", name="Esempio", status=CentreStatus.SUSPENDED,
            notice="Torniamo a settembre.", notice_en="We are back in September.",
        ),
        "door_open": DoorNow(True, closes_at=datetime.time(13)),
        "door_shut": DoorNow(False, opens_on=today, opens_at=datetime.time(15)),
        "on_duty": [
            DutyNow("Sportello 1", Area(name="Fare impresa"), "Associazione Esempio",
                    datetime.time(10), datetime.time(13), 0, ["italiano", "français"])
        ],
        "today": today,
        "week": [
            DayHours(today, [stretch]),
            DayHours(today + datetime.timedelta(days=1), [], "Festa patronale"),
            DayHours(today + datetime.timedelta(days=2), []),
        ],
        "promises": promises()[:3],
        "form": SampleForm({"name": "", "purpose": Purpose.WORK}),
    }  # fmt: skip
