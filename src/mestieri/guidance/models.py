"""What a centre writes of its questionnaires and guides, and how often they are finished.

What ships with the product is in files (`starter/`); here are only the centre's own texts.
No answer of anybody is anywhere: there is no column for it.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified


class TextKind(models.TextChoices):
    """What one follows alone: it asks and tells, or it leads step by step."""

    QUESTIONNAIRE = "questionnaire", _("Questionnaire")
    GUIDE = "guide", _("Guide")


class EditionState(models.TextChoices):
    """What the public sees of a centre's own text.

    draft → published ↔ hidden; a draft that stands beside a shipped text leaves that one shown.
    """

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    HIDDEN = "hidden", _("Hidden from the public")


@classified(
    World.WALK_IN,
    purpose=_("Keep the questionnaires and guides that a centre writes or adapts."),
    retention=_("As long as the centre keeps them."),
    facts="id centre kind code state draft published changed_on published_on",
    staff_author="edited_by",
)
class Edition(models.Model):
    """A centre's own text of a questionnaire or guide, as a file (YAML).

    `draft` is being written; `published` is what the public reads, empty until it is published.
    Where `code` is that of a shipped text, this one stands in its place.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=TextKind)
    code = models.SlugField(_("code in the address"), max_length=60)
    state = models.CharField(
        _("state"), max_length=10, choices=EditionState, default=EditionState.DRAFT
    )
    draft = models.TextField(_("text"))
    published = models.TextField(_("published text"), blank=True)
    changed_on = models.DateField(_("changed on"), auto_now=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("text of guidance")
        verbose_name_plural = _("texts of guidance")
        ordering = ["kind", "code", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "kind", "code"],
                name="edition_code_once",
                violation_error_message=_("There is already one with this code."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published") | ~models.Q(published=""),
                name="edition_published_has_text",
            ),
        ]

    def __str__(self) -> str:
        return self.code


@classified(
    World.WALK_IN,
    purpose=_("Count how often questionnaires and guides are finished, never by whom."),
    retention=_("24 months, then monthly totals."),
    facts="id centre day kind code times",
)
class Completion(models.Model):
    """How often a questionnaire or guide was finished on a day; nothing else is known."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=20, choices=TextKind)
    code = models.SlugField(_("code in the address"), max_length=60)
    times = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("completions of a day")
        verbose_name_plural = _("completions by day")
        ordering = ["-day", "kind", "code", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "day", "kind", "code"], name="completion_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.code}"


@classified(
    World.WALK_IN,
    purpose=_("Keep a project sheet for who holds its four words, closed to everybody else."),
    retention=_("12 months after it was last opened; until its owner erases it."),
    facts="id lookup sealed revision ended_opening last_used_on",
)
class SealedSheet(models.Model):
    """A project sheet that only its four words open: not the staff, not the keeper, not us.

    It belongs to no centre: its words open it in every one of the installation. `sealed` is opened
    by a key that is kept nowhere (`engines/codewords`); nothing says whose it is or when, within
    a day, it was used.

    Attributes:
        lookup: where the words lead; it tells nothing of the key.
        revision: grows at each change, so that of two pages the later one is told.
        ended_opening: the opening whose owner last said «I have finished»: a page of it that comes
            back with the browser's «back» opens nothing.
    """

    lookup = models.BinaryField(_("place"), max_length=16, unique=True)
    sealed = models.BinaryField(_("closed content"))
    revision = models.PositiveIntegerField(_("revision"), default=1)
    ended_opening = models.BinaryField(_("opening that is over"), max_length=16, default=bytes)
    last_used_on = models.DateField(_("last opened on"))

    class Meta:
        verbose_name = _("closed project sheet")
        verbose_name_plural = _("closed project sheets")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


@classified(
    World.HOUSE,
    purpose=_("Make the words of a project sheet open it in this installation alone."),
    retention=_("As long as the installation: without it no sheet opens any more."),
    facts="id value",
)
class SheetSalt(models.Model):
    """One row: the salt of the words of all the sheets, drawn once (`engines/codewords`)."""

    value = models.BinaryField(_("salt"), max_length=32)

    class Meta:
        verbose_name = _("salt of the project sheets")
        verbose_name_plural = _("salts of the project sheets")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="sheets_have_one_salt", condition=models.Q(id=1)),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


@classified(
    World.WALK_IN,
    purpose=_("Count how often project sheets are opened, never which nor by whom."),
    retention=_("24 months, then monthly totals."),
    facts="id centre day times",
)
class SheetOpenings(models.Model):
    """How many project sheets were opened on a day from the pages of a centre."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("openings of project sheets of a day")
        verbose_name_plural = _("openings of project sheets by day")
        ordering = ["-day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "day"], name="sheet_openings_once_a_day")
        ]

    def __str__(self) -> str:
        return str(self.day)
