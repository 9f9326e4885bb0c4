"""Works, studies, languages: one of them a page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mestieri.engines.europass import Coded, Education, Language
from mestieri.engines.europass.words import line, plain
from mestieri.guidance.first_cv import dates, levels
from mestieri.guidance.first_cv.draft import Draft, Work
from mestieri.guidance.first_cv.forms.base import PageOfItem, long_text, short_text
from mestieri.guidance.first_cv.kinds import FACES
from mestieri.guidance.first_cv.tongues import OTHER, language_choices

FIRST_TONGUE, OTHER_TONGUE = "prima", "altra"


class WorkForm(PageOfItem):
    """What one did, and where."""

    position = short_text(gettext_lazy("What did you do?"), required=True, attrs={"list": "trades"})
    employer = short_text(gettext_lazy("For whom, or where?"))
    city = short_text(gettext_lazy("In which town?"))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        face = FACES[kind]
        self.fields["position"].help_text = face.position
        self.fields["employer"].help_text = face.employer
        self.fields["position"].error_messages["required"] = _(
            "Write in two or three words what you did."
        )

    @classmethod
    def said_of(cls, draft: Draft, item: Work) -> dict[str, Any]:
        return {name: getattr(item.job, name) for name in ("position", "employer", "city")}

    def put_into(self, item: Work) -> Work:
        names = ("position", "employer", "city")
        changes = {name: self.said(name, getattr(item.job, name)) for name in names}
        if changes["position"] != item.job.position:
            changes["occupation"] = ""  # the code of an older CV was of the older words
        return replace(item, job=replace(item.job, **changes))


class WorkWhenForm(PageOfItem):
    """When it was, and what one did exactly."""

    start_month = dates.month_field(gettext_lazy("From: month"))
    start_year = dates.year_field(gettext_lazy("From: year"))
    ongoing = forms.BooleanField(label=gettext_lazy("I still do it"), required=False)
    end_month = dates.month_field(gettext_lazy("To: month"))
    end_year = dates.year_field(gettext_lazy("To: year"))
    description = long_text(
        gettext_lazy("What did you do there, in two or three lines?"),
        help_text=gettext_lazy(
            "Begin with a verb and add a number: “I served at the tables, up to sixty guests”, "
            "“I prepared eighty parcels a day”."
        ),
    )

    @classmethod
    def said_of(cls, draft: Draft, item: Work) -> dict[str, Any]:
        return {**dates.initial_of(item.job.period), "description": plain(item.job.description)}

    def put_into(self, item: Work) -> Work:
        description = self.long("description", item.job.description)
        period = dates.period_of(self, item.job.period)
        return replace(item, job=replace(item.job, period=period, description=description))


#: EQF level → what it is called in Italy.
LEVELS = [
    ("", gettext_lazy("I would rather not say")),
    ("1", gettext_lazy("Lower secondary school (terza media)")),
    ("3", gettext_lazy("Vocational qualification, three years")),
    ("4", gettext_lazy("Secondary school diploma, or vocational diploma of four years")),
    ("5", gettext_lazy("Higher technical diploma (ITS)")),
    ("6", gettext_lazy("Bachelor’s degree (laurea triennale)")),
    ("7", gettext_lazy("Master’s degree (laurea magistrale)")),
    ("8", gettext_lazy("Doctorate")),
]


class StudyForm(PageOfItem):
    """A school or a course."""

    title = short_text(
        gettext_lazy("What did you study?"),
        required=True,
        help_text=gettext_lazy(
            "The diploma or the course, as it is called: also if you did not finish it, also in "
            "another country. For example: hotel school diploma, food hygiene course."
        ),
    )
    organisation = short_text(gettext_lazy("At which school?"))
    city = short_text(gettext_lazy("In which town?"))
    level = forms.ChoiceField(label=gettext_lazy("Which level is it?"), required=False)
    start_year = dates.year_field(gettext_lazy("From: year"))
    ongoing = forms.BooleanField(label=gettext_lazy("I am still studying there"), required=False)
    end_year = dates.year_field(gettext_lazy("To: year"))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        known = {code for code, _label in LEVELS}
        there = (self.initial or {}).get("level", "")
        more = [] if there in known else [(there, there)]
        self.fields["level"].choices = [*LEVELS, *more]
        self.fields["title"].error_messages["required"] = _(
            "Write the name of the school or of the course."
        )

    @classmethod
    def said_of(cls, draft: Draft, item: Education) -> dict[str, Any]:
        return {
            "title": item.title,
            "organisation": item.organisation,
            "city": item.city,
            "level": item.level.code,
            **dates.initial_of(item.period),
        }

    def put_into(self, item: Education) -> Education:
        changes = {
            name: self.said(name, getattr(item, name)) for name in ("title", "organisation", "city")
        }
        level = self.said("level", item.level.code)
        kept = item.level if level == item.level.code else Coded(level)
        return replace(
            item, **changes, level=kept, period=dates.period_of(self, item.period, ahead=True)
        )


class TongueForm(PageOfItem):
    """A language, the first one or another."""

    language = forms.ChoiceField(label=gettext_lazy("Which language?"))
    other = short_text(
        gettext_lazy("If it is not in the list, write it here"),
        help_text=gettext_lazy("Dialects and sign languages are languages too."),
    )
    listening = forms.ChoiceField(required=False)
    spoken_interaction = forms.ChoiceField(required=False)
    reading = forms.ChoiceField(required=False)
    writing = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        self.is_first = kind == FIRST_TONGUE
        there = (self.initial or {}).get("language", "")
        self.fields["language"].choices = language_choices(there)
        for part, (question, _sentences) in levels.CAN_DO.items():
            if self.is_first:
                del self.fields[part]
                continue
            self.fields[part].label = question
            self.fields[part].choices = levels.choices(part)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("language") == OTHER and not line(said.get("other", "")):
            self.add_error("other", _("Write which language it is."))
        return said

    @classmethod
    def said_of(cls, draft: Draft, item: Language) -> dict[str, Any]:
        code = item.language.code or (OTHER if item.language.label else "")
        said = {part: getattr(item, part) for part in levels.CAN_DO}
        return {**said, "language": code, "other": "" if item.language.code else str(item.language)}

    def put_into(self, item: Language) -> Language:
        code = self.said("language", item.language.code)
        other = self.said("other", item.language.label)
        tongue = Coded("", other) if code == OTHER else Coded(code)
        if tongue.code and tongue.code == item.language.code:
            tongue = item.language
        if self.is_first:
            return Language(language=tongue, mother_tongue=True)
        heard = {part: self.said(part, getattr(item, part)) for part in levels.CAN_DO}
        spoken = heard["spoken_interaction"]
        told = item.spoken_production if spoken == item.spoken_interaction else spoken
        return Language(language=tongue, **heard, spoken_production=told or spoken)
