"""The closed vocabularies of the documentation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.models.vocabularies import Vocabulary


class ResourceKind(models.TextChoices):
    """What a resource is (TO-09, TO-11…13)."""

    BOOK = "book", _("Book")
    PROFESSION_SHEET = "profession_sheet", _("Profession sheet")
    NEWSPAPER = "newspaper", _("Newspaper or magazine")
    BROCHURE = "brochure", _("Brochure")
    ADDRESS_LIST = "address_list", _("Address list")
    AUDIOVISUAL = "audiovisual", _("Audio or video")
    QUESTIONNAIRE = "questionnaire", _("Questionnaire")
    GUIDE = "guide", _("Guide")
    WEBSITE = "website", _("Website")


#: Months after which a resource of a kind is looked at again, unless a date is given.
REVIEW_MONTHS: dict[ResourceKind, int] = {
    ResourceKind.BOOK: 36,
    ResourceKind.PROFESSION_SHEET: 24,
    ResourceKind.NEWSPAPER: 3,
    ResourceKind.BROCHURE: 12,
    ResourceKind.ADDRESS_LIST: 6,
    ResourceKind.AUDIOVISUAL: 24,
    ResourceKind.QUESTIONNAIRE: 24,
    ResourceKind.GUIDE: 12,
    ResourceKind.WEBSITE: 6,
}


class ResourceState(models.TextChoices):
    """Where a resource stands: prepared, offered to everybody, or taken away."""

    DRAFT = "draft", _("In preparation")
    LIVE = "live", _("Live")
    RETIRED = "retired", _("Retired")


class Facet(models.TextChoices):
    """The sides by which a resource is looked for; a resource has any number of each."""

    PURPOSE = "purpose", _("Need")
    THEME = "theme", _("Theme")
    SECTOR = "sector", _("Sector")
    AUDIENCE = "audience", _("Audience")
    LIFE_MOMENT = "life_moment", _("Moment of working life")
    LANGUAGE = "language", _("Language")


#: Facets whose values are words of an open vocabulary, by their code.
FACET_VOCABULARIES: dict[Facet, Vocabulary] = {
    Facet.THEME: Vocabulary.THEME,
    Facet.AUDIENCE: Vocabulary.AUDIENCE,
    Facet.LIFE_MOMENT: Vocabulary.LIFE_MOMENT,
}

#: Languages of resources: Italian, those of the schools, those most spoken at the door.
RESOURCE_LANGUAGES = (
    "it", "en", "fr", "es", "de", "pt", "ro", "sq", "uk", "ru", "pl", "ar", "zh", "bn", "hi", "ur",
)  # fmt: skip


class LinkStatus(models.TextChoices):
    """What the link checker last found."""

    OK = "ok", _("Works")
    MOVED = "moved", _("Moved")
    FAILING = "failing", _("Does not answer since today")
    DEAD = "dead", _("Dead")
    REFUSED = "refused", _("Not looked at")


class ConsultationMode(models.TextChoices):
    """How a resource was used."""

    OPENED = "opened", _("Opened")
    PRINTED = "printed", _("Printed")
    SHELF = "shelf", _("Taken from the shelf")
