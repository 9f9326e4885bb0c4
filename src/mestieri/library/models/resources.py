"""Resources of the documentation, where they stand, and how often they are used."""

from __future__ import annotations

from django.core.files.storage import Storage, storages
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified
from mestieri.library.models.occupations import Occupation
from mestieri.library.vocabulary import (
    ConsultationMode,
    Facet,
    ResourceKind,
    ResourceState,
)


def document_storage() -> Storage:
    """Where files of resources live: never under an address of their own."""
    return storages["documents"]


@classified(
    World.WALK_IN,
    purpose=_("Let people find books, sheets, videos and websites, on the shelf and on line."),
    retention=_("As long as the centre: a retired resource keeps its history."),
    facts="id centre kind state retired_reason retired_on reference sort_title year issue "
    "published_on isbn issn summary url file file_type minutes transcript subtitles "
    "review_by verified_on created_at occupations",
    organisation="title authors publisher file_title",
)
class Resource(models.Model):
    """Any document or tool of a centre, on paper or digital (*risorsa*).

    `reference` is the number the centre gives it (inventory), unique where given. `review_by`
    is the day by which somebody must look again whether it is still right. `sort_title` is the
    title as it is put in order: folded, without the article.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="resources")
    kind = models.CharField(_("kind"), max_length=20, choices=ResourceKind)
    state = models.CharField(
        _("state"), max_length=10, choices=ResourceState, default=ResourceState.LIVE
    )
    retired_reason = models.CharField(_("why it was retired"), max_length=200, blank=True)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)
    reference = models.CharField(_("inventory number"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=250)
    sort_title = models.CharField(max_length=120, editable=False)
    authors = models.CharField(_("authors"), max_length=250, blank=True)
    publisher = models.CharField(_("publisher"), max_length=160, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    issue = models.CharField(_("issue"), max_length=60, blank=True)
    published_on = models.DateField(_("date of issue"), null=True, blank=True)
    isbn = models.CharField("ISBN", max_length=17, blank=True)
    issn = models.CharField("ISSN", max_length=9, blank=True)
    summary = models.TextField(_("what one finds in it"), max_length=2000, blank=True)
    url = models.URLField(_("address on the web"), max_length=500, blank=True)
    file = models.FileField(
        _("file"), storage=document_storage, upload_to="resources", blank=True, max_length=200
    )
    file_type = models.CharField(_("type of the file"), max_length=60, blank=True)
    file_title = models.CharField(_("name of the file"), max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(_("duration in minutes"), null=True, blank=True)
    transcript = models.TextField(_("transcript"), max_length=40_000, blank=True)
    subtitles = models.FileField(
        _("subtitles"), storage=document_storage, upload_to="subtitles", blank=True, max_length=200
    )
    review_by = models.DateField(_("to be reviewed by"))
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    occupations = models.ManyToManyField(
        Occupation, through="ResourceOccupation", related_name="resources", blank=True
    )

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["sort_title", "id"]
        indexes = [
            models.Index(fields=["centre", "state", "sort_title", "id"], name="resource_in_order"),
            models.Index(
                fields=["centre", "state", "kind", "sort_title", "id"],
                name="resource_kind_in_order",
            ),
            models.Index(fields=["centre", "state", "review_by", "id"], name="resource_to_review"),
        ]
        constraints = [
            models.CheckConstraint(
                name="resource_kind_is_known", condition=models.Q(kind__in=ResourceKind.values)
            ),
            models.CheckConstraint(
                name="resource_state_is_known", condition=models.Q(state__in=ResourceState.values)
            ),
            models.CheckConstraint(name="resource_has_a_title", condition=~models.Q(title="")),
            models.CheckConstraint(
                name="retired_resource_says_why",
                condition=~models.Q(state=ResourceState.RETIRED)
                | (~models.Q(retired_reason="") & models.Q(retired_on__isnull=False)),
                violation_error_message=_("Say why it is retired."),
            ),
            models.CheckConstraint(
                name="live_audiovisual_has_a_transcript",
                condition=~models.Q(state=ResourceState.LIVE, kind=ResourceKind.AUDIOVISUAL)
                | ~models.Q(transcript=""),
                violation_error_message=_(
                    "A video or an audio needs its transcript before everybody sees it."
                ),
            ),
            models.UniqueConstraint(
                fields=["centre", "reference"],
                condition=~models.Q(reference=""),
                name="resource_reference_once_a_centre",
                violation_error_message=_("Another resource has this inventory number."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        return self.state == ResourceState.LIVE


@classified(
    World.WALK_IN,
    purpose=_("Say for what, for whom and in which language a resource is."),
    retention=_("As long as the resource."),
    facts="id resource facet value",
)
class ResourceFacet(models.Model):
    """One side of a resource: a need, a theme, a sector, an audience, a moment, a language.

    `value` is the code of the closed vocabulary, of the `Term`, or of the language.
    """

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="facets", db_index=False)
    facet = models.CharField(max_length=12, choices=Facet)
    value = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("side of a resource")
        verbose_name_plural = _("sides of a resource")
        ordering = ["facet", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "facet", "value"], name="resource_facet_once"
            ),
            models.CheckConstraint(
                name="resource_facet_is_known", condition=models.Q(facet__in=Facet.values)
            ),
        ]
        indexes = [models.Index(fields=["facet", "value", "resource"], name="resource_by_facet")]

    def __str__(self) -> str:
        return f"{self.facet}:{self.value}"


@classified(
    World.WALK_IN,
    purpose=_("Find a resource by the words of its title and summary."),
    retention=_("As long as the resource."),
    facts="id resource stem",
)
class ResourceWord(models.Model):
    """The stem of a word by which a resource is found in the catalogue."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="words")
    stem = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("word of a resource")
        verbose_name_plural = _("words of a resource")
        ordering = ["stem"]
        constraints = [
            models.UniqueConstraint(fields=["stem", "resource"], name="resource_word_once")
        ]

    def __str__(self) -> str:
        return self.stem


@classified(
    World.WALK_IN,
    purpose=_("Say which professions a resource is about."),
    retention=_("As long as the resource."),
    facts="id resource occupation",
)
class ResourceOccupation(models.Model):
    """A profession that a resource is about."""

    resource = models.ForeignKey(
        Resource, models.CASCADE, related_name="resource_occupations", db_index=False
    )
    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="resource_occupations")

    class Meta:
        verbose_name = _("profession of a resource")
        verbose_name_plural = _("professions of a resource")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "occupation"], name="resource_occupation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} – {self.occupation_id}"


@classified(
    World.WALK_IN,
    purpose=_("Say on which shelf a resource stands and how many copies there are."),
    retention=_("As long as the resource."),
    facts="id resource site shelf shelf_mark copies stock threshold missing_since",
)
class Holding(models.Model):
    """Where a resource stands, and how much of it there is (*copia*, *collocazione*).

    `copies` are to be read here; `stock` (brochures) is to be taken away and may run out:
    below `threshold` it asks to be ordered again. `shelf` is an item of the space plan;
    `shelf_mark` the place on it («B3»).
    """

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="holdings")
    site = models.ForeignKey(
        "kernel.Site", models.SET_NULL, null=True, blank=True, related_name="holdings",
        verbose_name=_("site"),
    )  # fmt: skip
    shelf = models.ForeignKey(
        "kernel.SpaceItem", models.SET_NULL, null=True, blank=True, related_name="holdings",
        verbose_name=_("shelf of the space plan"),
    )  # fmt: skip
    shelf_mark = models.CharField(_("shelf mark"), max_length=40, blank=True)
    copies = models.PositiveSmallIntegerField(
        _("copies to read here"), default=1, validators=[MinValueValidator(0)]
    )
    stock = models.PositiveIntegerField(
        _("copies to take away"),
        null=True,
        blank=True,
        help_text=_("Leave empty if nobody takes it away."),
    )
    threshold = models.PositiveIntegerField(_("order again below"), null=True, blank=True)
    missing_since = models.DateField(_("missing since"), null=True, blank=True)

    class Meta:
        verbose_name = _("holding")
        verbose_name_plural = _("holdings")
        ordering = ["shelf_mark", "id"]
        constraints = [
            models.CheckConstraint(
                name="holding_stands_somewhere",
                condition=~models.Q(shelf_mark="")
                | models.Q(shelf__isnull=False)
                | models.Q(site__isnull=False),
                violation_error_message=_("Say where it stands: a site, a shelf or a shelf mark."),
            ),
            models.CheckConstraint(
                name="holding_threshold_needs_stock",
                condition=models.Q(threshold__isnull=True) | models.Q(stock__isnull=False),
                violation_error_message=_("A threshold needs the number of copies to take away."),
            ),
        ]
        indexes = [models.Index(fields=["shelf_mark"], name="holding_by_mark")]

    def __str__(self) -> str:
        return self.shelf_mark or str(self.shelf or self.site or "")

    @property
    def is_low(self) -> bool:
        return self.stock is not None and self.threshold is not None and self.stock < self.threshold


@classified(
    World.WALK_IN,
    purpose=_("Know how fast brochures go, and undo a mistake."),
    retention=_("24 months."),
    facts="id holding change made_at undoes",
    staff_author="made_by",
)
class StockMovement(models.Model):
    """Brochures brought or taken. Undone by its opposite: nothing is deleted."""

    holding = models.ForeignKey(Holding, models.CASCADE, related_name="movements")
    change = models.IntegerField(_("change"))
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undoes = models.OneToOneField(
        "self", models.CASCADE, null=True, blank=True, related_name="undone_by"
    )

    class Meta:
        verbose_name = _("stock movement")
        verbose_name_plural = _("stock movements")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="stock_movement_moves_something", condition=~models.Q(change=0)
            )
        ]

    def __str__(self) -> str:
        return f"{self.change:+d}"


@classified(
    World.WALK_IN,
    purpose=_("Count how often each resource is used, and never by whom."),
    retention=_("24 months, then monthly totals."),
    facts="id centre resource day mode times",
)
class ConsultationTally(models.Model):
    """Uses of a resource in a day, as a number alone."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="consultations")
    day = models.DateField(_("day"))
    mode = models.CharField(_("way of use"), max_length=10, choices=ConsultationMode)
    times = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("uses of a resource in a day")
        verbose_name_plural = _("uses of resources by day")
        ordering = ["-day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "day", "mode"], name="consultation_tally_once_a_day"
            ),
            models.CheckConstraint(
                name="consultation_mode_is_known",
                condition=models.Q(mode__in=ConsultationMode.values),
            ),
        ]
        indexes = [models.Index(fields=["centre", "day"], name="consultation_by_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.mode}: {self.times}"
