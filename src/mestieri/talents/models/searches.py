"""What is searched: a narrow row and some words a CV; searches kept, lists, and who searched."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.encryption.fields import EncryptedJSONField
from mestieri.kernel.privacy import Basis, World, classified
from mestieri.talents.models.cv import CV


def slot_column() -> models.BigIntegerField[int | None, int | None]:
    """A column for one index; empty where the CV does not say."""
    return models.BigIntegerField(null=True, blank=True)


@classified(
    World.IDENTIFIED,
    purpose=_("Search many CVs at once by what they say."),
    retention=_("As long as the CV can be found."),
    basis=Basis.CONTRACT,
    facts="centre",
    person="cv key_name confirmed_on is_presentable "
    "slot_0 slot_1 slot_2 slot_3 slot_4 slot_5 slot_6 slot_7 slot_8 slot_9 slot_10 slot_11 "
    "slot_12 slot_13 slot_14 slot_15",
    in_the_clear="key_name",
)
class CVSearchRow(models.Model):
    """What of an active CV is searched: codes alone, no words. Worked out again from the CV.

    `key_name` says which key made the `CVWord`s.
    """

    cv = models.OneToOneField(
        CV, models.CASCADE, related_name="search_row", primary_key=True, serialize=False
    )
    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    key_name = models.CharField(max_length=8)
    confirmed_on = models.DateField()
    is_presentable = models.BooleanField()
    slot_0 = slot_column()
    slot_1 = slot_column()
    slot_2 = slot_column()
    slot_3 = slot_column()
    slot_4 = slot_column()
    slot_5 = slot_column()
    slot_6 = slot_column()
    slot_7 = slot_column()
    slot_8 = slot_column()
    slot_9 = slot_column()
    slot_10 = slot_column()
    slot_11 = slot_column()
    slot_12 = slot_column()
    slot_13 = slot_column()
    slot_14 = slot_column()
    slot_15 = slot_column()

    class Meta:
        verbose_name = _("searched row of a CV")
        verbose_name_plural = _("searched rows of CVs")
        ordering = ["-confirmed_on", "-cv_id"]
        indexes = [
            models.Index(fields=["centre", "-confirmed_on", "-cv"], name="cv_search_row_in_order")
        ]

    def __str__(self) -> str:
        return str(self.cv_id)


@classified(
    World.IDENTIFIED,
    purpose=_("Search CVs by their words without writing the words down."),
    retention=_("As long as the CV can be found."),
    basis=Basis.CONTRACT,
    facts="id",
    person="cv token",
)
class CVWord(models.Model):
    """A word of a CV, as a keyed digest that nobody can read back."""

    cv = models.ForeignKey(CV, models.CASCADE, related_name="search_words")
    token = models.BigIntegerField()

    class Meta:
        verbose_name = _("searched word of a CV")
        verbose_name_plural = _("searched words of CVs")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["token", "cv"], name="cv_word_once")]

    def __str__(self) -> str:
        return f"{self.cv_id}: {self.token}"


@classified(
    World.IDENTIFIED,
    purpose=_("Tell owners, and whoever checks, who searched for what."),
    retention=_("12 months."),
    basis=Basis.LEGAL_OBLIGATION,
    facts="id centre key searched_at found asked",
    encrypted="asked",
    staff_author="account",
)
class CVSearch(models.Model):
    """A search that somebody made: by which families, indexes and words, when."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    searched_at = models.DateTimeField(default=timezone.now)
    asked = EncryptedJSONField(blank=True)
    found = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("search among CVs")
        verbose_name_plural = _("searches among CVs")
        ordering = ["-id"]
        indexes = [models.Index(fields=["centre", "-id"], name="cv_search_by_centre")]

    def __str__(self) -> str:
        return str(self.key)


@classified(
    World.HOUSE,
    purpose=_("Make a search again without writing it again."),
    retention=_("Until the group removes it."),
    facts="id centre asked made_at",
    organisation="name",
    staff_author="made_by",
)
class SavedSearch(models.Model):
    """A search kept by name: a list that is made again each time it is opened."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    asked = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                name="saved_search_name_once",
                violation_error_message=_("Another saved search has this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@classified(
    World.IDENTIFIED,
    purpose=_("Keep together CVs that a person has chosen."),
    retention=_("Until the group removes it."),
    basis=Basis.CONTRACT,
    facts="id centre made_at",
    organisation="name",
    staff_author="made_by",
)
class CVList(models.Model):
    """CVs that somebody put together by hand; it stays as it is."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("list of CVs")
        verbose_name_plural = _("lists of CVs")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                name="cv_list_name_once",
                violation_error_message=_("Another list has this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@classified(
    World.IDENTIFIED,
    purpose=_("Keep together CVs that a person has chosen."),
    retention=_("As long as the CV, or until somebody takes it out."),
    basis=Basis.CONTRACT,
    facts="id added_at",
    organisation="cv_list",
    person="cv",
    staff_author="added_by",
)
class CVListItem(models.Model):
    """A CV in a list."""

    cv_list = models.ForeignKey(CVList, models.CASCADE, related_name="items")
    cv = models.ForeignKey(CV, models.CASCADE, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("CV in a list")
        verbose_name_plural = _("CVs in lists")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["cv_list", "cv"], name="cv_list_item_once")]

    def __str__(self) -> str:
        return f"{self.cv_list_id}: {self.cv_id}"
