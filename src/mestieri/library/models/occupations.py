"""Occupations, their names and groups, and the skills they ask for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified


@classified(
    World.WALK_IN,
    purpose=_("Name the groups of the international classification of occupations (ISCO-08)."),
    retention=_("As long as the installation."),
    facts="id code labels",
)
class OccupationGroup(models.Model):
    """An ISCO-08 group, from major (1 digit) to unit (4 digits)."""

    code = models.CharField(_("ISCO-08 code"), max_length=4, unique=True)
    labels = models.JSONField(_("names by language"), default=dict)

    class Meta:
        verbose_name = _("occupation group")
        verbose_name_plural = _("occupation groups")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    def label(self, language: str) -> str:
        """Name in a language, else in Italian, else in English, else the code."""
        return (
            self.labels.get(language) or self.labels.get("it") or self.labels.get("en") or self.code
        )


@classified(
    World.WALK_IN,
    purpose=_("Describe the trades and professions people look for (TO-01)."),
    retention=_("As long as the installation."),
    facts="id uri code group labels alternative_labels search_words descriptions summaries "
    "source_version",
    organisation="everyday_names",
)
class Occupation(models.Model):
    """An occupation of ESCO, with its names and description in each language.

    `labels` maps a language to the preferred name, in gendered pairs where ESCO has them
    («saldatore/saldatrice»); `alternative_labels` maps a language to a list of names.
    `everyday_names`, `search_words` (what else people may type) and `summaries` are ours:
    no import touches them. `source_version` is empty until an import of ESCO names the row.
    """

    uri = models.CharField(_("ESCO address"), max_length=200, unique=True)
    code = models.CharField(_("ESCO code"), max_length=20, blank=True)
    group = models.ForeignKey(OccupationGroup, models.PROTECT, related_name="occupations")
    labels = models.JSONField(_("names by language"), default=dict)
    alternative_labels = models.JSONField(_("other names by language"), default=dict)
    descriptions = models.JSONField(_("descriptions by language"), default=dict)
    everyday_names = models.JSONField(_("everyday names by language"), default=dict)
    search_words = models.JSONField(_("words people type, by language"), default=dict)
    summaries = models.JSONField(_("in our words, by language"), default=dict)
    source_version = models.CharField(_("version"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("occupation")
        verbose_name_plural = _("occupations")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.label("it")

    def label(self, language: str) -> str:
        """Preferred name in a language, else in Italian, else in English."""
        return self.labels.get(language) or self.labels.get("it") or self.labels.get("en", "")

    def label_language(self, language: str) -> str:
        """Language in which `label` answers."""
        return next((code for code in (language, "it", "en") if self.labels.get(code)), language)

    @property
    def key(self) -> str:
        """Last part of its address, a UUID: its identity in ours."""
        return self.uri.rpartition("/")[2]


@classified(
    World.WALK_IN,
    purpose=_("Name the skills and knowledge an occupation asks for."),
    retention=_("As long as the installation."),
    facts="id uri kind labels source_version",
)
class Skill(models.Model):
    """A skill or knowledge of ESCO."""

    uri = models.CharField(_("ESCO address"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    labels = models.JSONField(_("names by language"), default=dict)
    source_version = models.CharField(_("version"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.labels.get("it") or self.labels.get("en", self.uri)


@classified(
    World.WALK_IN,
    purpose=_("Say which skills an occupation asks for."),
    retention=_("As long as the installation."),
    facts="id occupation skill is_essential",
)
class OccupationSkill(models.Model):
    """A skill asked by an occupation, essential or optional."""

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="occupation_skills")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="occupation_skills")
    is_essential = models.BooleanField(_("essential"))

    class Meta:
        verbose_name = _("skill of an occupation")
        verbose_name_plural = _("skills of an occupation")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["occupation", "skill"], name="skill_once_an_occupation")
        ]

    def __str__(self) -> str:
        return f"{self.occupation_id} – {self.skill_id}"
