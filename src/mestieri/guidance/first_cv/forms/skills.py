"""What one can do: chosen among suggestions, or in one's own words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mestieri.engines.europass import Skill
from mestieri.engines.europass.words import line
from mestieri.guidance.first_cv import everyday
from mestieri.guidance.first_cv.draft import OF_A_SKILL, Draft
from mestieri.guidance.first_cv.forms.base import PageOfDraft, long_text, short_text

MOST_SKILLS = 40


class SkillsForm(PageOfDraft):
    """What one can do: chosen among suggestions, or in one's own words."""

    trade = short_text(
        gettext_lazy("Which trade shall we suggest skills of?"),
        attrs={"list": "trades"},
        help_text=gettext_lazy("One you have done, or one you would like to do."),
    )
    everyday = forms.MultipleChoiceField(required=False)
    esco = forms.MultipleChoiceField(required=False)
    kept = forms.MultipleChoiceField(required=False)
    own = long_text(
        gettext_lazy("In your own words, one a line"),
        help_text=gettext_lazy("For example: I can drive a tractor; I know how to fix bicycles."),
    )

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, draft=draft, **kwargs)
        ours = [(code, code) for _name, group in everyday.groups("it") for code, _words in group]
        self.fields["everyday"].choices = ours
        self.fields["kept"].choices = [
            (str(place), str(place)) for place, one in enumerate(draft.record.skills) if _rich(one)
        ]
        asked = self.data.getlist("esco") if hasattr(self.data, "getlist") else []
        there = [*draft.esco, *(uri for uri in asked if OF_A_SKILL.match(uri))]
        self.fields["esco"].choices = [(uri, uri) for uri in there]

    def clean_own(self) -> str:
        own = self.cleaned_data["own"]
        lines = [one for one in own.splitlines() if one.strip()]
        if len(lines) > MOST_SKILLS:
            raise ValidationError(
                _("These are %(number)s lines: keep the %(most)s that count most.")
                % {"number": len(lines), "most": MOST_SKILLS}
            )
        return own

    @classmethod
    def said_of(cls, draft: Draft, item: Any = None) -> dict[str, Any]:
        skills = draft.record.skills
        return {
            "trade": draft.trade,
            "everyday": list(draft.everyday),
            "esco": list(draft.esco),
            "kept": [str(place) for place, one in enumerate(skills) if _rich(one)],
            "own": "\n".join(one.name for one in skills if not _rich(one)),
        }

    def put_into(self, draft: Draft) -> Draft:
        said, record = self.cleaned_data, draft.record
        kept = said.get("kept", [])
        rich = [one for place, one in enumerate(record.skills) if _rich(one) and str(place) in kept]
        plain_ones = [one for one in record.skills if not _rich(one)]
        if "own" in said:
            kinds = {one.name.casefold(): one.kind for one in plain_ones}
            names = dict.fromkeys(filter(None, (line(one) for one in said["own"].splitlines())))
            plain_ones = [Skill(kinds.get(one.casefold(), "job-related"), one) for one in names]
        return replace(
            draft,
            record=replace(record, skills=(*rich, *plain_ones)),
            everyday=tuple(said.get("everyday", draft.everyday)),
            esco=tuple(said.get("esco", draft.esco)),
            trade=self.said("trade", draft.trade),
        )


def _rich(skill: Skill) -> bool:
    """Whether a skill says more than a line of one's own words can."""
    return bool(skill.level or skill.description or not skill.name)
