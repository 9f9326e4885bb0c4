"""Nouns of the library: occupations and their names, skills, and what people looked for."""

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


@classified(
    World.WALK_IN,
    purpose=_("Count how many searches are made, how many find nothing, how many helped."),
    retention=_("24 months, then monthly totals."),
    facts="id centre day language searches without_answer helped not_helped",
)
class SearchTally(models.Model):
    """Searches of one day in one language, as numbers alone."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=5)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    without_answer = models.PositiveIntegerField(_("without an answer"), default=0)
    helped = models.PositiveIntegerField(_("helped"), default=0)
    not_helped = models.PositiveIntegerField(_("did not help"), default=0)

    class Meta:
        verbose_name = _("searches of a day")
        verbose_name_plural = _("searches by day")
        ordering = ["-day", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "day", "language"], name="search_tally_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.language}"


@classified(
    World.WALK_IN,
    purpose=_("Show the documentalist what people look for, once several have asked the same."),
    retention=_("3 months."),
    facts="id centre month language digest words times without_answer occasions last_occasion",
)
class SearchPhrase(models.Model):
    """Something looked for in a month.

    Until it has been asked in `library.services.searches.ASKED_BY_SEVERAL` different half
    hours only a keyed digest of the words is kept: a name typed by mistake, once or six
    times in a row, is written nowhere. `last_occasion` is the start of the last half hour.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    month = models.DateField(_("month"))
    language = models.CharField(_("language"), max_length=5)
    digest = models.CharField(max_length=64)
    words = models.CharField(_("words"), max_length=80, blank=True)
    times = models.PositiveIntegerField(_("times"), default=0)
    without_answer = models.PositiveIntegerField(_("times without an answer"), default=0)
    occasions = models.PositiveSmallIntegerField(_("half hours in which it was asked"), default=0)
    last_occasion = models.DateTimeField(_("last half hour"), null=True, blank=True)

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        ordering = ["-times", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "month", "language", "digest"], name="search_phrase_once_a_month"
            )
        ]

    def __str__(self) -> str:
        return self.words or "…"
