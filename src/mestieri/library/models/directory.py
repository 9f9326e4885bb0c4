"""The directory of the territory's services (TO-10, TO-23)."""

from __future__ import annotations

import datetime
from functools import partial

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.fields import CodesField
from mestieri.kernel.models import Term
from mestieri.kernel.privacy import World, classified
from mestieri.kernel.vocabulary import SPOKEN_LANGUAGES
from mestieri.library.models.keeping import Freshness, KeepingState, Kept, ReviewFrequency
from mestieri.library.slip_words import Section, offered_codes, place_facts


@classified(
    World.WALK_IN,
    purpose=_("Point people to the services of the territory (TO-10, TO-25)."),
    retention=_("As long as the service exists, then as history with its reason."),
    facts="id centre partner state purposes source source_url assured_on review_months review_by "
    "service description municipality district latitude longitude website languages "
    "access_modes documents place_facts how_to_reach is_free cost_note hours_to_write terms",
    organisation="organisation address phone email",
)
class DirectoryEntry(Kept):
    """A service of an organisation at one address. Contacts are the organisation's own.

    `hours_to_write` are hours that the organisation told in its own words: somebody writes them
    as schedules, and until then the entry is to be checked.
    """

    organisation = models.CharField(_("organisation"), max_length=160)
    service = models.CharField(_("service"), max_length=160)
    description = models.TextField(_("what it is for"), max_length=2000, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    municipality = models.CharField(_("municipality"), max_length=80, blank=True)
    district = models.ForeignKey(
        "kernel.District",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("district"),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    how_to_reach = models.CharField(_("how to get there"), max_length=300, blank=True)
    phone = models.CharField(_("telephone of the office"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail of the office"), blank=True)
    website = models.URLField(_("website"), blank=True, max_length=500)
    languages = CodesField(_("languages spoken"), codes=SPOKEN_LANGUAGES, blank=True)
    access_modes = CodesField(
        _("how one gets in"), codes=partial(offered_codes, Section.ACCESS), blank=True
    )
    documents = CodesField(
        _("what to bring"), codes=partial(offered_codes, Section.DOCUMENTS), blank=True
    )
    place_facts = CodesField(_("good to know"), codes=place_facts, blank=True)
    is_free = models.BooleanField(_("free of charge"), default=True)
    cost_note = models.CharField(_("what it costs"), max_length=160, blank=True)
    hours_to_write = models.TextField(
        _("hours still to be written"), max_length=600, blank=True, editable=False
    )
    terms = models.ManyToManyField(Term, through="DirectoryEntryTerm", related_name="+")

    class Meta:
        verbose_name = _("directory entry")
        verbose_name_plural = _("directory entries")
        # Alphabetical, always: the charter forbids putting one institution first.
        ordering = ["organisation", "service", "id"]
        indexes = [
            models.Index(fields=["centre", "state", "organisation"], name="entry_by_centre"),
            models.Index(fields=["centre", "state", "review_by"], name="entry_by_review"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "organisation", "service", "address"],
                name="directory_entry_once_a_centre",
                violation_error_message=_(
                    "This service of this organisation is already in the directory at this address."
                ),
            ),
            models.CheckConstraint(
                name="directory_entry_state_is_known",
                condition=models.Q(state__in=KeepingState.values),
            ),
            models.CheckConstraint(
                name="directory_entry_review_is_known",
                condition=models.Q(review_months__in=ReviewFrequency.values),
            ),
            models.CheckConstraint(
                name="directory_entry_stands_on_both_coordinates",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message=_("Give both coordinates, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.service}"

    def freshness(self, today: datetime.date) -> Freshness:
        """As for every record; with hours to write a check is due whatever the day."""
        freshness = super().freshness(today)
        return (
            Freshness.ADVISED if self.hours_to_write and freshness == Freshness.FRESH else freshness
        )


@classified(
    World.WALK_IN,
    purpose=_("Say which words of the vocabularies describe a service."),
    retention=_("As long as the service."),
    facts="id entry term",
)
class DirectoryEntryTerm(models.Model):
    """A word that describes a service: its category, theme, audience or moment of life."""

    entry = models.ForeignKey(DirectoryEntry, models.CASCADE, related_name="entry_terms")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("word of a service")
        verbose_name_plural = _("words of a service")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["entry", "term"], name="entry_term_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} – {self.term_id}"


@classified(
    World.WALK_IN,
    purpose=_("Say when a service receives people."),
    retention=_("As long as the service."),
    facts="id entry recurrence opens closes valid_from valid_until note",
)
class Schedule(models.Model):
    """Hours that come back by a rule: an RRULE (RFC 5545) with an opening and a closing time.

    Weekly or monthly rules alone, made and read by `library.opening`. A rule of every
    other week counts from `valid_from`.
    """

    entry = models.ForeignKey(DirectoryEntry, models.CASCADE, related_name="schedules")
    recurrence = models.CharField(_("days"), max_length=200)
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("to"))
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("hours of a service")
        verbose_name_plural = _("hours of a service")
        ordering = ["opens", "id"]
        constraints = [
            models.CheckConstraint(
                name="schedule_closes_after_it_opens",
                condition=models.Q(closes__gt=models.F("opens")),
                violation_error_message=_("It closes after it opens: check the two hours."),
            ),
            models.CheckConstraint(
                name="schedule_valid_until_after_from",
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
                violation_error_message=_("The last day cannot come before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recurrence} {self.opens:%H:%M}–{self.closes:%H:%M}"


@classified(
    World.WALK_IN,
    purpose=_("Say on which days a service is closed although it usually is not."),
    retention=_("As long as the service."),
    facts="id entry first_day last_day reason",
)
class ScheduleException(models.Model):
    """Days on which a service receives nobody."""

    entry = models.ForeignKey(DirectoryEntry, models.CASCADE, related_name="exceptions")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=160)

    class Meta:
        verbose_name = _("closure of a service")
        verbose_name_plural = _("closures of a service")
        ordering = ["first_day", "id"]
        constraints = [
            models.CheckConstraint(
                name="exception_ends_after_it_starts",
                condition=models.Q(last_day__gte=models.F("first_day")),
                violation_error_message=_("The last day cannot come before the first."),
            )
        ]

    def __str__(self) -> str:
        return self.reason
