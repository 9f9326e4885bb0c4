"""The closed words of the CV bank."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgeStatement(models.TextChoices):
    """What was said of a person's age: never the date of birth, which nobody asks for."""

    UNKNOWN = "unknown", _("Not said yet")
    ADULT = "adult", _("18 or older")
    MINOR = "minor", _("16 or 17, with the act of who is responsible")


#: Younger people are not taken in (domain book §3.2).
YOUNGEST = 16


class CVState(models.TextChoices):
    """Where a CV stands. Only an active one can be found; see `models.cv.PASSAGES`."""

    DRAFT = "draft", _("Being left")
    ACTIVE = "active", _("In the bank")
    HIDDEN = "hidden", _("Hidden by its owner")
    EXPIRED = "expired", _("Hidden: not confirmed for 12 months")
    RESTRICTED = "restricted", _("Put out of use at the person’s request")


class Visibility(models.TextChoices):
    """To whom the owner lets the CV be shown (d.lgs. 276/2003, articles 8–10)."""

    NOBODY = "nobody", _("Nobody yet")
    GROUP = "group", _("My group only")
    SECTORS = "sectors", _("Companies of the sectors I choose")
    ONE_BY_ONE = "one_by_one", _("One by one, after my yes")


class Reading(models.TextChoices):
    """How the data of a CV was read from its file."""

    READ = "read", _("Read from the data in the file")
    HEADINGS = "read-by-headings", _("Read from the text: to be checked")
    INCOMPLETE = "incomplete", _("To be completed by hand")
    SCAN = "scan", _("Scan: to be completed by hand")
    COMPLETED = "completed", _("Completed by a person")


#: What a person still has to write by hand.
TO_COMPLETE = (Reading.INCOMPLETE, Reading.SCAN)


class Origin(models.TextChoices):
    """How a CV reached the bank."""

    OWNER = "owner", _("Left by its owner")
    CURATOR = "curator", _("Added by the curator")
    IMPORT = "import", _("Brought in with others")


class NoticeWay(models.TextChoices):
    """How the notice of the first contact was given (Codice privacy, article 111-bis)."""

    PAGE = "page", _("On the page where the CV was left")
    MAIL = "mail", _("By e-mail")
    VOICE = "voice", _("By voice, with the sheet read out")
    PAPER = "paper", _("On paper")


class DocumentState(models.TextChoices):
    """What a file is for its CV: the one that counts, an earlier one, or one to compare."""

    CURRENT = "current", _("The one that counts")
    EARLIER = "earlier", _("Earlier")
    PROPOSED = "proposed", _("To compare: perhaps the same person")


class ViewManner(models.TextChoices):
    """How somebody saw a CV."""

    LIST = "list", _("In the results of a search")
    CARD = "card", _("Its card")
    FILE = "file", _("Its file")


#: Sections of ATECO, the classification of economic activities, for «chosen sectors».
SECTORS = [
    ("A", _("Agriculture, forestry, fishing")),
    ("B", _("Mining and quarrying")),
    ("C", _("Manufacturing")),
    ("D", _("Electricity and gas")),
    ("E", _("Water, sewerage, waste")),
    ("F", _("Construction")),
    ("G", _("Shops and wholesale, repair of vehicles")),
    ("H", _("Transport and storage")),
    ("I", _("Hotels, bars, restaurants")),
    ("J", _("Publishing, broadcasting, telecommunications, software")),
    ("K", _("Banks and insurance")),
    ("L", _("Real estate")),
    ("M", _("Professional, scientific, technical activities")),
    ("N", _("Services to companies, rental, travel agencies")),
    ("O", _("Public administration")),
    ("P", _("Education")),
    ("Q", _("Health and social work")),
    ("R", _("Arts, sport, entertainment")),
    ("S", _("Other services, repairs, associations")),
    ("T", _("Families as employers")),
]
