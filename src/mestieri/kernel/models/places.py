"""Sites, the points where counts happen, opening hours, and what stands in the rooms."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified
from mestieri.kernel.vocabulary import Weekday


class Provenance(models.TextChoices):
    """Where a building comes from; a confiscated asset has duties of its own (RM-04)."""

    ORDINARY = "ordinary", _("Ordinary")
    CONFISCATED = "confiscated", _("Asset confiscated from organised crime")


@classified(
    World.HOUSE,
    purpose=_("Say where the centre is."),
    retention=_("As long as the centre."),
    facts="id centre municipality surface provenance provenance_note how_to_arrive position",
    organisation="name address",
)
class Site(models.Model):
    """A building of a centre (*sede*)."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="sites")
    name = models.CharField(_("name"), max_length=120)
    address = models.CharField(_("address"), max_length=200)
    municipality = models.CharField(_("municipality"), max_length=80)
    surface = models.PositiveIntegerField(
        _("surface (m²)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    provenance = models.CharField(
        _("origin of the building"),
        max_length=20,
        choices=Provenance,
        default=Provenance.ORDINARY,
    )
    provenance_note = models.TextField(_("note on the origin"), blank=True, max_length=600)
    how_to_arrive = models.CharField(_("how to arrive"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                name="site_name_once_a_centre",
                violation_error_message=_("There is already a site with this name."),
            ),
            models.CheckConstraint(
                name="site_surface_is_positive",
                condition=models.Q(surface__isnull=True) | models.Q(surface__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@classified(
    World.HOUSE,
    purpose=_("Say where visits are counted."),
    retention=_("As long as the counts that name it."),
    facts="id centre site is_active position",
    organisation="name",
)
class Point(models.Model):
    """A place where counts happen (*punto di prossimità*)."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="points")
    site = models.ForeignKey(Site, models.SET_NULL, null=True, blank=True, related_name="points")
    name = models.CharField(_("name"), max_length=120)
    is_active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("point")
        verbose_name_plural = _("points")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                name="point_name_once_a_centre",
                violation_error_message=_("There is already a point with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@classified(
    World.HOUSE,
    purpose=_("Name the parts of the territory, so that services can be listed by district."),
    retention=_("As long as the centre."),
    facts="id centre municipality position",
    organisation="name",
)
class District(models.Model):
    """A part of the territory of a centre (*circoscrizione*)."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="districts")
    name = models.CharField(_("name"), max_length=120)
    municipality = models.CharField(_("municipality"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["position", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                name="district_name_once_a_centre",
                violation_error_message=_("There is already a district with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@classified(
    World.HOUSE,
    purpose=_("Say when the door is open."),
    retention=_("As long as the site."),
    facts="id site weekday opens closes",
)
class OpeningHours(models.Model):
    """One stretch of opening on one day of the week; a day may have several."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("to"))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["weekday", "opens", "id"]
        constraints = [
            models.CheckConstraint(
                name="hours_close_after_they_open",
                condition=models.Q(closes__gt=models.F("opens")),
                violation_error_message=_("The door closes after it opens: check the two hours."),
            ),
            models.CheckConstraint(
                name="hours_weekday_is_known", condition=models.Q(weekday__in=Weekday.values)
            ),
            models.UniqueConstraint(
                fields=["site", "weekday", "opens"],
                name="hours_once_a_site_and_start",
                violation_error_message=_("These hours are already there."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


@classified(
    World.HOUSE,
    purpose=_("Say on which days the door stays closed although it is usually open."),
    retention=_("As long as the site."),
    facts="id site first_day last_day reason",
)
class Closure(models.Model):
    """Days on which a site stays closed."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="closures")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=160)

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ["first_day", "id"]
        constraints = [
            models.CheckConstraint(
                name="closure_ends_after_it_starts",
                condition=models.Q(last_day__gte=models.F("first_day")),
                violation_error_message=_("The last day cannot come before the first."),
            )
        ]

    def __str__(self) -> str:
        return self.reason


class SpaceItemKind(models.TextChoices):
    """What stands in a room of the centre (RM-03, TO-21)."""

    STATION = "station", _("Station with a computer")
    SEATS = "seats", _("Seats")
    SHELF = "shelf", _("Shelf")
    DESK = "desk", _("Advice desk")
    ROOM = "room", _("Meeting room")


@classified(
    World.HOUSE,
    purpose=_("Draw the space plan: what there is for which need."),
    retention=_("As long as the site."),
    facts="id site area kind quantity note",
    organisation="name",
)
class SpaceItem(models.Model):
    """Stations, seats, shelves, desks and rooms of a site, each in an area or for all."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="space_items")
    area = models.ForeignKey(
        "kernel.Area",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="space_items",
        verbose_name=_("area"),
        help_text=_("Leave empty if it serves every need."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SpaceItemKind)
    name = models.CharField(_("name or label"), max_length=120)
    quantity = models.PositiveSmallIntegerField(
        _("how many"), default=1, validators=[MinValueValidator(1)]
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("item of the space plan")
        verbose_name_plural = _("items of the space plan")
        ordering = ["kind", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "kind", "name"],
                name="space_item_once_a_site",
                violation_error_message=_("This site already has an item of this kind and name."),
            ),
            models.CheckConstraint(name="space_item_is_there", condition=models.Q(quantity__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name
