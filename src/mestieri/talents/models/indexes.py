"""Macro-indexes: what the group searches CVs by, and what each CV says."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.encryption.fields import EncryptedJSONField
from mestieri.kernel.privacy import Basis, World, classified
from mestieri.talents.models.cv import CV

#: Columns of a search row: as many indexes may be in use at once.
SLOTS = 16
#: Values of a list: each is a bit of a column of 64.
MOST_CHOICES = 60
#: Languages of a list: each takes three bits.
MOST_LANGUAGES = 20


class IndexType(models.TextChoices):
    """What an index holds."""

    YES_NO = "yes_no", _("Yes or no")
    ONE_OF = "one_of", _("One of a list")
    MANY_OF = "many_of", _("Several of a list")
    NUMBER = "number", _("A number, with its unit")
    DATE = "date", _("A date")
    PLACE = "place", _("A place, with a distance")
    LANGUAGE = "language", _("Languages, with their level")


class ReadFrom(models.TextChoices):
    """Where in a CV an index is read."""

    HAND = "", _("Nowhere: written by hand")
    WORDS = "words", _("Its words, anywhere in the CV")
    TITLES = "titles", _("Its words, in the job titles")
    STUDY = "study", _("Studies")
    SKILLS = "skills", _("Its words, in skills and certificates")
    LANGUAGES = "languages", _("Languages")
    LICENCES = "licences", _("Driving licences")
    SECTORS = "sectors", _("Sectors of the jobs")
    YEARS = "years", _("Length of the jobs")
    PLACE = "place", _("The municipality where the person lives")


#: Type → where it can be read.
READINGS: dict[str, frozenset[str]] = {
    IndexType.YES_NO: frozenset({ReadFrom.HAND, ReadFrom.WORDS, ReadFrom.SKILLS}),
    IndexType.ONE_OF: frozenset(
        {ReadFrom.HAND, ReadFrom.WORDS, ReadFrom.TITLES, ReadFrom.STUDY, ReadFrom.SKILLS}
    ),
    IndexType.MANY_OF: frozenset(
        {
            ReadFrom.HAND,
            ReadFrom.WORDS,
            ReadFrom.TITLES,
            ReadFrom.STUDY,
            ReadFrom.SKILLS,
            ReadFrom.LICENCES,
            ReadFrom.SECTORS,
        }
    ),
    IndexType.NUMBER: frozenset({ReadFrom.HAND, ReadFrom.YEARS}),
    IndexType.DATE: frozenset({ReadFrom.HAND}),
    IndexType.PLACE: frozenset({ReadFrom.HAND, ReadFrom.PLACE}),
    IndexType.LANGUAGE: frozenset({ReadFrom.HAND, ReadFrom.LANGUAGES}),
}


class ValueOrigin(models.TextChoices):
    """Who says the value of an index."""

    READ = "read", _("Read from the CV")
    CURATOR = "curator", _("Corrected by the curator")
    OWNER = "owner", _("Corrected by its owner")


@classified(
    World.HOUSE,
    purpose=_("Search CVs by what the group has decided."),
    retention=_("As long as the centre: a retired one keeps its history."),
    facts="id centre code type unit read_from words slot place retired_on",
    organisation="name",
)
class IndexDefinition(models.Model):
    """A macro-index (*macro-indice*). `slot` is its column in the rows that are searched."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    code = models.SlugField(max_length=60, editable=False)
    name = models.CharField(_("name"), max_length=80)
    type = models.CharField(_("what it holds"), max_length=10, choices=IndexType)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    read_from = models.CharField(
        _("where it is read"), max_length=10, choices=ReadFrom, blank=True, default=ReadFrom.HAND
    )
    words = models.CharField(
        _("words that say yes"), max_length=500, blank=True, help_text=_("With commas between.")
    )
    slot = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    place = models.PositiveSmallIntegerField(_("order"), default=0)
    retired_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("index")
        verbose_name_plural = _("indexes")
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                condition=Q(retired_on__isnull=True),
                name="index_name_once",
                violation_error_message=_("Another index has this name."),
            ),
            models.UniqueConstraint(
                fields=["centre", "slot"], condition=Q(slot__isnull=False), name="index_slot_once"
            ),
            models.CheckConstraint(
                name="index_in_use_has_a_slot",
                condition=Q(retired_on__isnull=False, slot__isnull=True)
                | Q(retired_on__isnull=True, slot__isnull=False, slot__lt=SLOTS),
            ),
            models.CheckConstraint(
                name="index_type_is_known", condition=Q(type__in=IndexType.values)
            ),
            models.CheckConstraint(name="index_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_choices(self) -> bool:
        return self.type in (IndexType.ONE_OF, IndexType.MANY_OF, IndexType.LANGUAGE)


@classified(
    World.HOUSE,
    purpose=_("Search CVs by what the group has decided."),
    retention=_("As long as the centre: a retired one keeps its history."),
    facts="id definition number code words retired_on",
    organisation="name",
)
class IndexChoice(models.Model):
    """A value of a list. `number` never changes: it is its bit, or its three, in the column."""

    definition = models.ForeignKey(IndexDefinition, models.CASCADE, related_name="choices")
    number = models.PositiveSmallIntegerField(validators=[MaxValueValidator(MOST_CHOICES - 1)])
    code = models.CharField(max_length=60, blank=True)
    name = models.CharField(_("name"), max_length=80)
    words = models.CharField(_("words"), max_length=500, blank=True)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("value of an index")
        verbose_name_plural = _("values of indexes")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["definition", "number"], name="index_choice_number_once"
            ),
            models.CheckConstraint(name="index_choice_fits", condition=Q(number__lt=MOST_CHOICES)),
        ]

    def __str__(self) -> str:
        return self.name


@classified(
    World.IDENTIFIED,
    purpose=_("Search CVs by what they say, with the phrase that says it."),
    retention=_("As long as the CV."),
    basis=Basis.CONTRACT,
    facts="id definition set_at",
    person="cv code phrases origin",
    encrypted="phrases",
    staff_author="set_by",
)
class IndexValue(models.Model):
    """What a CV says for an index: `code` as `talents.index_codes` writes it, `phrases` the words
    of the CV, for each value of a list under its number, else under "0"."""

    cv = models.ForeignKey(CV, models.CASCADE, related_name="index_values")
    definition = models.ForeignKey(IndexDefinition, models.CASCADE, related_name="values")
    code = models.BigIntegerField()
    phrases = EncryptedJSONField(blank=True)
    origin = models.CharField(max_length=8, choices=ValueOrigin, default=ValueOrigin.READ)
    set_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("value of a CV")
        verbose_name_plural = _("values of CVs")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["cv", "definition"], name="index_value_once"),
            models.CheckConstraint(
                name="index_value_origin_is_known", condition=Q(origin__in=ValueOrigin.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cv_id}: {self.definition_id}"
