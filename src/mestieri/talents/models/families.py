"""Macro-families and families of trades, what each CV belongs to, and their history."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.encryption.fields import EncryptedTextField
from mestieri.kernel.privacy import Basis, World, classified
from mestieri.talents.models.cv import CV

MOST_FAMILIES = 200


class FamilyState(models.TextChoices):
    """Whether a person has said that a CV belongs to a family."""

    PROPOSED = "proposed", _("Proposed")
    CONFIRMED = "confirmed", _("Confirmed")


class FamilySource(models.TextChoices):
    """What says that a CV belongs to a family."""

    WORDS = "words", _("Words of the group’s dictionary")
    CODE = "code", _("The occupation that the CV itself names")
    TITLE = "title", _("A label of the European classification, alike")
    PERSON = "person", _("A person")


class FamilyAct(models.TextChoices):
    """What was done with the families."""

    STARTED = "started", _("Starter set taken")
    CREATED = "created", _("New")
    CHANGED = "changed", _("Changed")
    MOVED = "moved", _("Moved")
    SPLIT = "split", _("Divided")
    MERGED = "merged", _("Merged")
    RETIRED = "retired", _("Retired")
    CONFIRMED = "confirmed", _("Confirmed together")
    CORRECTED = "corrected", _("Corrected")


@classified(
    World.HOUSE,
    purpose=_("Sort CVs by trade, as the group decides."),
    retention=_("As long as the centre: a retired one keeps its history."),
    facts="id centre code place retired_on",
    organisation="name",
)
class MacroFamily(models.Model):
    """A group of families (*macro-famiglia*)."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    code = models.SlugField(max_length=60, editable=False)
    name = models.CharField(_("name"), max_length=80)
    place = models.PositiveSmallIntegerField(_("order"), default=0)
    retired_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("macro-family")
        verbose_name_plural = _("macro-families")
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                condition=Q(retired_on__isnull=True),
                name="macro_family_name_once",
                violation_error_message=_("Another macro-family has this name."),
            ),
            models.CheckConstraint(name="macro_family_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


@classified(
    World.HOUSE,
    purpose=_("Sort CVs by trade, as the group decides."),
    retention=_("As long as the centre: a retired one keeps its history."),
    facts="id centre macro code place isco words retired_on",
    organisation="name",
)
class Family(models.Model):
    """A family of trades (*famiglia*).

    `isco` holds codes of ISCO-08 groups, a space between them; `words` the dictionary's entries
    (see `engines.families`), with commas.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    macro = models.ForeignKey(MacroFamily, models.PROTECT, related_name="families")
    code = models.SlugField(max_length=60, editable=False)
    name = models.CharField(_("name"), max_length=80)
    place = models.PositiveSmallIntegerField(_("order"), default=0)
    isco = models.CharField(
        _("ISCO-08 codes"),
        max_length=200,
        blank=True,
        help_text=_("Groups of one to four figures, with spaces: «721 7212»."),
    )
    words = models.TextField(
        _("words"),
        max_length=20_000,
        blank=True,
        help_text=_(
            "Words of job titles that say this family, with commas. Endings do not count; "
            "~ before a word makes it speak only where no other does."
        ),
    )
    retired_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("family")
        verbose_name_plural = _("families")
        ordering = ["macro__place", "macro_id", "place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                condition=Q(retired_on__isnull=True),
                name="family_name_once",
                violation_error_message=_("Another family has this name."),
            ),
            models.UniqueConstraint(fields=["centre", "code"], name="family_code_once"),
            models.CheckConstraint(name="family_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def isco_codes(self) -> list[str]:
        return self.isco.split()


@classified(
    World.HOUSE,
    purpose=_("Say who changed the families and how, and take it back."),
    retention=_("As long as the centre."),
    facts="id centre act detail before made_at undone_at",
    staff_author="made_by",
)
class FamilyChange(models.Model):
    """Something done with the families: `before` is how they stood, `detail` facts of the act."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    act = models.CharField(max_length=12, choices=FamilyAct)
    detail = models.JSONField(default=dict, blank=True)
    before = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("change of the families")
        verbose_name_plural = _("changes of the families")
        ordering = ["-id"]
        indexes = [models.Index(fields=["centre", "-id"], name="family_change_by_centre")]

    def __str__(self) -> str:
        return f"{self.act} {self.pk}"


@classified(
    World.IDENTIFIED,
    purpose=_("Find CVs by trade; say which words of the CV put it there."),
    retention=_("As long as the CV."),
    basis=Basis.CONTRACT,
    facts="id decided_at set_aside_by",
    person="cv family is_main state source title words label isco",
    encrypted="title words",
    in_the_clear="label isco",
    staff_author="decided_by",
)
class CVFamily(models.Model):
    """That a CV belongs to a family: proposed until a person says so.

    `title` is the job title, `words` its words that count, `label` and `isco` the occupation of
    the classification. `set_aside_by` names the merger that left this row without effect.
    """

    cv = models.ForeignKey(CV, models.CASCADE, related_name="families")
    family = models.ForeignKey(Family, models.PROTECT, related_name="cvs")
    is_main = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=FamilyState, default=FamilyState.PROPOSED)
    source = models.CharField(max_length=10, choices=FamilySource)
    title = EncryptedTextField(_("job title"), blank=True)
    words = EncryptedTextField(_("words"), blank=True)
    label = models.CharField(_("label"), max_length=200, blank=True)
    isco = models.CharField(max_length=4, blank=True)
    decided_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    set_aside_by = models.ForeignKey(
        FamilyChange, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("family of a CV")
        verbose_name_plural = _("families of CVs")
        ordering = ["-is_main", "id"]
        indexes = [models.Index(fields=["family", "state", "cv"], name="cv_family_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["cv", "family"], name="cv_family_once"),
            models.UniqueConstraint(
                fields=["cv"], condition=Q(is_main=True), name="cv_main_family_once"
            ),
            models.CheckConstraint(
                name="cv_family_state_is_known", condition=Q(state__in=FamilyState.values)
            ),
            models.CheckConstraint(
                name="cv_family_source_is_known", condition=Q(source__in=FamilySource.values)
            ),
            models.CheckConstraint(
                name="cv_family_aside_is_not_main",
                condition=Q(set_aside_by__isnull=True) | Q(is_main=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cv_id} → {self.family_id}"


@classified(
    World.IDENTIFIED,
    purpose=_("Take back what was done with the families, CV by CV."),
    retention=_("As long as the CV."),
    basis=Basis.CONTRACT,
    facts="id change",
    person="cv old_family new_family was_main old_state",
)
class FamilyMove(models.Model):
    """What a change did to one CV: its family before and after, and whether it was the main one."""

    change = models.ForeignKey(FamilyChange, models.CASCADE, related_name="moves")
    cv = models.ForeignKey(CV, models.CASCADE, related_name="+")
    old_family = models.ForeignKey(Family, models.CASCADE, null=True, blank=True, related_name="+")
    new_family = models.ForeignKey(Family, models.CASCADE, null=True, blank=True, related_name="+")
    was_main = models.BooleanField(default=False)
    old_state = models.CharField(max_length=10, choices=FamilyState, blank=True)

    class Meta:
        verbose_name = _("move of a CV between families")
        verbose_name_plural = _("moves of CVs between families")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.cv_id}: {self.old_family_id} → {self.new_family_id}"


@classified(
    World.IDENTIFIED,
    purpose=_("Look at some proposals before confirming many."),
    retention=_("As long as the CV."),
    basis=Basis.CONTRACT,
    facts="id centre up_to made_at used_at",
    organisation="family",
    staff_author="made_by",
)
class FamilySample(models.Model):
    """Proposals drawn by lot that a person looks at before confirming the rest together.

    `up_to`: the last proposal that could be drawn; later ones are not confirmed by it.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    family = models.ForeignKey(Family, models.CASCADE, null=True, blank=True, related_name="+")
    up_to = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sample of proposals")
        verbose_name_plural = _("samples of proposals")
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.pk)


@classified(
    World.IDENTIFIED,
    purpose=_("Look at some proposals before confirming many."),
    retention=_("As long as the CV."),
    basis=Basis.CONTRACT,
    facts="id sample",
    person="cv_family is_right",
)
class FamilySampleLook(models.Model):
    """One proposal of a sample, and what the person said of it."""

    sample = models.ForeignKey(FamilySample, models.CASCADE, related_name="looks")
    cv_family = models.ForeignKey(CVFamily, models.CASCADE, related_name="+")
    is_right = models.BooleanField(null=True, blank=True)

    class Meta:
        verbose_name = _("look at a proposal")
        verbose_name_plural = _("looks at proposals")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.cv_family_id}: {self.is_right}"
