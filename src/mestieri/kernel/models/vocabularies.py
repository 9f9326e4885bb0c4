"""Open vocabularies: words a centre's people choose from, and may retire but never delete."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified


class Vocabulary(models.TextChoices):
    """The vocabularies of the source documents (domain book §7.4)."""

    AUDIENCE = "audience", _("Audiences")
    THEME = "theme", _("Themes of the documentation")
    LIFE_MOMENT = "life_moment", _("Moments of working life")
    PARTNER_CATEGORY = "partner_category", _("Categories of partners")
    TABLE_PARTICIPANT = "table_participant", _("Who takes part in a table")
    INSTITUTIONAL_REFERENT = "institutional_referent", _("Institutional referents")
    TARGET_GROUP = "target_group", _("Target groups")
    REFERRAL_DESTINATION = "referral_destination", _("Where people are sent on to")
    GROUP_KIND = "group_kind", _("Kinds of working group")


@classified(
    World.HOUSE,
    purpose=_("Give everyone the same words."),
    retention=_("As long as the installation: a retired word is hidden, not deleted."),
    facts="id vocabulary code label label_en position is_retired",
)
class Term(models.Model):
    """One word of an open vocabulary, shared by all the centres of the installation."""

    vocabulary = models.CharField(_("vocabulary"), max_length=40, choices=Vocabulary)
    code = models.SlugField(_("code"), max_length=60)
    label = models.CharField(_("word"), max_length=120)
    label_en = models.CharField(_("word in English"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_retired = models.BooleanField(_("retired"), default=False)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["vocabulary", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["vocabulary", "code"],
                name="term_code_once",
                violation_error_message=_("This code is already in the vocabulary."),
            ),
            models.UniqueConstraint(
                fields=["vocabulary", "label"],
                name="term_label_once",
                violation_error_message=_("This word is already in the vocabulary."),
            ),
        ]

    def __str__(self) -> str:
        if get_language() == "en" and self.label_en:
            return self.label_en
        return self.label
