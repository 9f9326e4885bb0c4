"""Correct by hand what was read of a CV. What the form does not show stays as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mestieri.engines.europass import (
    Address,
    Candidate,
    Coded,
    Education,
    Employment,
    Language,
    Period,
    Skill,
)
from mestieri.engines.europass.words import day, from_plain, line, plain
from mestieri.kernel.forms import TakesRefusals

LONGEST = 200
LONGEST_TEXT = 5_000
CEFR = [("", "–"), *((level, level) for level in ("A1", "A2", "B1", "B2", "C1", "C2"))]
WHEN = _("Year, or year and month: 2019 or 2019-05.")


def _text(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, required=False, **more)


def _long(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=LONGEST_TEXT, required=False, widget=widget, **more
    )


class JobForm(forms.Form):
    """A job; an empty title takes it away."""

    position = _text(_("What you did"))
    employer = _text(_("Where"))
    city = _text(_("Town"))
    start = _text(_("From"), help_text=WHEN)
    end = _text(_("To"), help_text=_("Empty if it lasts."))
    description = _long(_("In a few words"))


class CourseForm(forms.Form):
    """A course of study; an empty title takes it away."""

    title = _text(_("Title"))
    organisation = _text(_("School"))
    end = _text(_("Until"), help_text=WHEN)


class TongueForm(forms.Form):
    """A language; an empty name takes it away."""

    language = _text(_("Language"))
    mother_tongue = forms.BooleanField(label=_("mother tongue"), required=False)
    level = forms.ChoiceField(label=_("Level"), choices=CEFR, required=False)


JobForms = forms.formset_factory(JobForm, extra=2, max_num=40)
CourseForms = forms.formset_factory(CourseForm, extra=1, max_num=40)
TongueForms = forms.formset_factory(TongueForm, extra=1, max_num=20)


class HeadForm(TakesRefusals, forms.Form):
    """Name, headline, what does not come in lists."""

    given_name = _text(_("Name"))
    family_name = _text(_("Surname"))
    headline = _text(_("What you are, in a line"))
    city = _text(_("Where you live"), help_text=_("The town alone: it is what distances need."))
    skills = _long(_("What you can do"), 5, help_text=_("One a line."))
    driving_licences = _text(_("Driving licences"), help_text=_("For instance: B, C."))


class RecordForms:
    """The forms of a record together.

    Args:
        record: what is corrected.
        data: what was posted, if it was.
    """

    def __init__(self, record: Candidate, data: Any = None) -> None:
        self.record = record
        self.head = HeadForm(data, initial=_head(record))
        self.jobs = JobForms(
            data, prefix="lavori", initial=[_job(one) for one in record.employment]
        )
        self.courses = CourseForms(
            data, prefix="studi", initial=[_course(one) for one in record.education]
        )
        self.tongues = TongueForms(
            data, prefix="lingue", initial=[_tongue(one) for one in record.languages]
        )

    def is_valid(self) -> bool:
        """Whether all are in order."""
        return all(one.is_valid() for one in (self.head, self.jobs, self.courses, self.tongues))

    def corrected(self) -> Candidate:
        """The record as the valid forms say it."""
        said, before = self.head.cleaned_data, self.record
        jobs = [
            _corrected_job(
                before.employment[place] if place < len(before.employment) else None, one
            )
            for place, one in enumerate(self.jobs.cleaned_data)
            if one.get("position")
        ]
        courses = [
            _corrected_course(
                before.education[place] if place < len(before.education) else None, one
            )
            for place, one in enumerate(self.courses.cleaned_data)
            if one.get("title")
        ]
        tongues = [
            _corrected_tongue(
                before.languages[place] if place < len(before.languages) else None, one
            )
            for place, one in enumerate(self.tongues.cleaned_data)
            if one.get("language")
        ]
        return replace(
            before,
            given_name=line(said["given_name"]),
            family_name=line(said["family_name"]),
            headline=line(said["headline"]),
            addresses=_addresses(before, line(said["city"])),
            employment=tuple(jobs),
            education=tuple(courses),
            languages=tuple(tongues),
            skills=_skills(before, said["skills"]),
            driving_licences=tuple(
                line(part) for part in said["driving_licences"].split(",") if line(part)
            ),
        )


def _head(record: Candidate) -> dict[str, str]:
    return {
        "given_name": record.given_name,
        "family_name": record.family_name,
        "headline": record.headline,
        "city": record.addresses[0].city if record.addresses else "",
        "skills": "\n".join(_skill_line(one) for one in record.skills),
        "driving_licences": ", ".join(record.driving_licences),
    }


def _skill_line(skill: Skill) -> str:
    return " ".join((skill.name or plain(skill.description)).split())


def _skills(before: Candidate, text: str) -> tuple[Skill, ...]:
    known = {_skill_line(one): one for one in before.skills}
    lines = [line(part) for part in text.splitlines()]
    return tuple(known.get(one) or Skill("other", one) for one in lines if one)


def _addresses(before: Candidate, city: str) -> tuple[Address, ...]:
    first = before.addresses[0] if before.addresses else Address()
    if first.city == city:
        return before.addresses
    return (Address(city=city), *before.addresses[1:]) if city else before.addresses[1:]


def _job(one: Employment) -> dict[str, str]:
    return {
        "position": one.position,
        "employer": one.employer,
        "city": one.city,
        "start": one.period.start,
        "end": one.period.end,
        "description": plain(one.description),
    }


def _rich(before: str, text: str) -> str:
    """A long text: as it was, unless it says something else now."""
    return before if text.split() == plain(before).split() else from_plain(text)


def _corrected_job(before: Employment | None, said: dict[str, str]) -> Employment:
    before = before or Employment()
    position = line(said["position"])
    start, end = day(said["start"]), day(said["end"])
    return replace(
        before,
        position=position,
        occupation=before.occupation if position == before.position else "",
        employer=line(said["employer"]),
        city=line(said["city"]),
        period=Period(start, end, before.period.ongoing if not end else False),
        description=_rich(before.description, said["description"]),
    )


def _course(one: Education) -> dict[str, str]:
    return {"title": one.title, "organisation": one.organisation, "end": one.period.end}


def _corrected_course(before: Education | None, said: dict[str, str]) -> Education:
    before = before or Education()
    period = replace(before.period, end=day(said["end"]))
    return replace(
        before, title=line(said["title"]), organisation=line(said["organisation"]), period=period
    )


def _tongue(one: Language) -> dict[str, Any]:
    levels = [one.listening, one.reading, one.spoken_interaction, one.writing]
    return {
        "language": one.language.label or one.language.code,
        "mother_tongue": one.mother_tongue,
        "level": min((level for level in levels if level), default=""),
    }


def _corrected_tongue(before: Language | None, said: dict[str, Any]) -> Language:
    if before is not None and _tongue(before) == {**said, "language": line(said["language"])}:
        return before
    level, word = said["level"], line(said["language"])
    is_same = before is not None and word in (before.language.label, before.language.code)
    language = before.language if before is not None and is_same else Coded(label=word)
    return Language(language, said["mother_tongue"], level, level, level, level, level)
