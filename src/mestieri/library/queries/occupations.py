"""Questions about occupations."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Count

from mestieri.engines.occupations import gendered_forms
from mestieri.library.models import (
    Occupation,
    OccupationSkill,
    ProfessionSheet,
    Skill,
)

OCCUPATION_ADDRESS = "http://data.europa.eu/esco/occupation/"
MOST_SKILLS = 60
MOST_RELATED = 8
MOST_SHARING = 5  # of which by skills; the others are of the same ISCO group
MOST_OF_A_GROUP = 30
ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Related:
    """An occupation near another, and why.

    Attributes:
        occupation: the other one.
        title: its title with both genders, in `title_language`.
        shared_skills: how many essential skills they have in common; 0 when they are only
            in the same ISCO unit group.
    """

    occupation: Occupation
    title: str
    title_language: str
    shared_skills: int


@dataclass(frozen=True)
class OccupationSheet:
    """Everything a profession's sheet shows, in one language.

    Attributes:
        occupation: the occupation, with its group.
        title_forms: its title in each gender.
        title_language: language of the title, when it does not exist in the one asked.
        other_names: other names in the language of the page.
        summary: what it is in our words; `summary_language` is its language.
        description: ESCO's description; `description_language` is its language.
        skills: names of essential skills that exist in the language of the page.
        related: occupations near this one.
        skills: names of the essential skills in the page's language; others are not shown.
        has_skills: it has essential skills, in whatever language.
        group_name: name of its ISCO unit group, in `group_language`.
        profession: the trade told in our words, in five parts; None where nobody wrote it yet.
    """

    occupation: Occupation
    title_forms: list[str]
    title_language: str
    other_names: list[str]
    summary: str
    summary_language: str
    description: str
    description_language: str
    skills: list[str]
    has_skills: bool
    related: list[Related]
    group_name: str
    group_language: str
    profession: ProfessionSheet | None

    @property
    def title(self) -> str:
        return " / ".join(self.title_forms)


def all_occupations(keys: Collection[str] | None = None) -> Iterator[Occupation]:
    """Every occupation, or some, with its group and sheet, a few at a time."""
    rows = Occupation.objects.select_related("group", "sheet")
    if keys is not None:
        rows = rows.filter(uri__in=[f"{OCCUPATION_ADDRESS}{key}" for key in keys])
    yield from rows.iterator(chunk_size=ROWS_AT_ONCE)


def occupation_by_key(key: object) -> Occupation | None:
    """The occupation whose ESCO address ends with this UUID, or None."""
    found = Occupation.objects.select_related("group", "sheet")
    return found.filter(uri=f"{OCCUPATION_ADDRESS}{key}").first()


def occupation_sheet(occupation: Occupation, language: str) -> OccupationSheet:
    """The sheet of an occupation. Five queries."""
    label_language = occupation.label_language(language)
    summary, summary_language = _in_language_or_other(occupation.summaries, language)
    description, description_language = _in_language_or_other(occupation.descriptions, language)
    forms = gendered_forms(occupation.label(language))
    essential = list(
        OccupationSkill.objects.filter(occupation=occupation, is_essential=True).values_list(
            "skill_id", flat=True
        )
    )
    return OccupationSheet(
        occupation,
        forms,
        label_language,
        other_names(occupation, language),
        summary,
        summary_language,
        description,
        description_language,
        _skill_names(essential, language),
        bool(essential),
        _related(occupation, essential, language),
        *_in_language_or_other(occupation.group.labels, language),
        getattr(occupation, "sheet", None),
    )


def other_names(occupation: Occupation, language: str) -> list[str]:
    """Other names in a language, ours first, without the title's own forms."""
    title = {form.casefold() for form in gendered_forms(occupation.labels.get(language, ""))}
    names = [
        *occupation.everyday_names.get(language, []),
        *occupation.alternative_labels.get(language, []),
    ]
    once: dict[str, str] = {}
    for name in names:
        once.setdefault(name.casefold(), name)
    return [name for folded, name in once.items() if folded not in title]


def _in_language_or_other(texts: dict[str, str], language: str) -> tuple[str, str]:
    """A text in the language asked, else in Italian, else in English, with its language."""
    for code in (language, "it", "en"):
        if texts.get(code):
            return texts[code], code
    return "", language


def _skill_names(skills: list[int], language: str) -> list[str]:
    labels = Skill.objects.filter(pk__in=skills).values_list("labels", flat=True)
    return sorted(label[language] for label in labels if label.get(language))[:MOST_SKILLS]


def _related(occupation: Occupation, essential: list[int], language: str) -> list[Related]:
    """Occupations that share essential skills, then those of the same ISCO unit group."""
    shared = dict(
        OccupationSkill.objects.filter(skill__in=essential, is_essential=True)
        .exclude(occupation=occupation)
        .values_list("occupation_id")
        .annotate(skills=Count("id"))
        .order_by("-skills", "occupation_id")[:MOST_SHARING]
    )
    same_group = Occupation.objects.filter(group_id=occupation.group_id)
    near = [
        *Occupation.objects.filter(pk__in=shared),
        *same_group.exclude(pk__in=[occupation.pk, *shared])[:MOST_OF_A_GROUP],
    ]
    related = [_related_one(other, shared.get(other.pk, 0), language) for other in near]
    related.sort(key=lambda item: (-item.shared_skills, len(item.title), item.occupation.pk))
    return related[:MOST_RELATED]


def _related_one(other: Occupation, shared_skills: int, language: str) -> Related:
    title = " / ".join(gendered_forms(other.label(language)))
    return Related(other, title, other.label_language(language), shared_skills)
