"""Sheets of professions: a trade told in our own words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified
from mestieri.library.models.occupations import Occupation


@classified(
    World.WALK_IN,
    purpose=_("Tell what a trade is like and how one gets there (TO-01)."),
    retention=_("As long as the installation."),
    facts="id occupation language what_one_does a_day way_in abilities where_to_look verified_on",
)
class ProfessionSheet(models.Model):
    """The sheet (*scheda professione*) of an occupation, in five parts.

    The texts ship with the product and are refreshed with it; paragraphs are separated by an
    empty line. `verified_on` is when somebody last checked the routes and the rules it names.
    """

    occupation = models.OneToOneField(Occupation, models.CASCADE, related_name="sheet")
    language = models.CharField(_("language"), max_length=5, default="it")
    what_one_does = models.TextField(_("what one does"))
    a_day = models.TextField(_("a day"))
    way_in = models.TextField(_("how one gets there"))
    abilities = models.TextField(_("what one needs to be able to do"))
    where_to_look = models.TextField(_("where to look here"))
    verified_on = models.DateField(_("verified on"))

    class Meta:
        verbose_name = _("profession sheet")
        verbose_name_plural = _("profession sheets")
        ordering = ["occupation_id"]

    def __str__(self) -> str:
        return str(self.occupation)

    @property
    def parts(self) -> dict[str, str]:
        """Name of each part → its text, in the order of reading."""
        return {name: getattr(self, name) for name in PARTS}


#: The five parts, in the order in which they are read.
PARTS = ("what_one_does", "a_day", "way_in", "abilities", "where_to_look")
