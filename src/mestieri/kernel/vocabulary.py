"""The closed vocabularies of the house: words the code itself reasons about.

Open vocabularies, which a centre may extend, are rows of `Term`.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """The four reasons to come in (*esigenze*, RM-07)."""

    WORK = "WORK", _("Look for work")
    TRAINING = "TRAINING", _("Choose training")
    GUIDANCE = "GUIDANCE", _("Find my way")
    ENTERPRISE = "ENTERPRISE", _("Start a business")


class CentreKind(models.TextChoices):
    """What a centre is; the kinds combine."""

    CITTA_MESTIERI = "citta_mestieri", _("City of trades and professions")
    TAVOLI = "tavoli", _("District work tables")
    JOB_CENTER = "job_center", _("Job center run by workers")


class CentreStatus(models.TextChoices):
    """Service status of a centre (GE-17)."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Closed")


class Theme(models.TextChoices):
    """The look of a centre's pages: a workers' group must not look like the State."""

    ITALIA = "italia", _("Public body (Bootstrap Italia)")
    NEUTRAL = "neutral", _("Neutral, for groups that are not public bodies")


#: Languages spoken at desks and services: code and the language's own name.
SPOKEN_LANGUAGES: list[tuple[str, str]] = [
    ("it", "italiano"),
    ("en", "English"),
    ("fr", "français"),
    ("es", "español"),
    ("ro", "română"),
    ("ar", "العربية"),
    ("zh", "中文"),
    ("uk", "українська"),
    ("sq", "shqip"),
    ("bn", "বাংলা"),
    ("ur", "اردو"),
]


class Weekday(models.IntegerChoices):
    """Days of the week as `datetime.date.weekday()` counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Mode(models.TextChoices):
    """The three uses of a centre (*modalità d'uso*), derived and never asked."""

    SELF = "SELF", _("On one's own")
    ADVICE = "ADVICE", _("With an adviser")
    MEETING = "MEETING", _("In a meeting")


class Way(models.TextChoices):
    """What one can do with an answer: *leggi · chiedi · incontra · vai*."""

    READ = "leggi", _("Read")
    ASK = "chiedi", _("Ask")
    MEET = "incontra", _("Meet")
    GO = "vai", _("Go")


class AgeBand(models.TextChoices):
    """Coarse age of who comes in, if they like to say it."""

    UNDER_18 = "UNDER_18", _("under 18")
    FROM_18 = "FROM_18", _("18 to 24")
    FROM_25 = "FROM_25", _("25 to 34")
    FROM_35 = "FROM_35", _("35 to 54")
    FROM_55 = "FROM_55", _("55 and over")


class FirstTime(models.TextChoices):
    """Whether somebody is here for the first time, if they like to say it."""

    YES = "YES", _("First time")
    NO = "NO", _("Been here before")


class ResidenceZone(models.TextChoices):
    """Where who comes in lives, as coarse as it can be and still say something."""

    HERE = "HERE", _("In this municipality")
    NEAR = "NEAR", _("In this province")
    ELSEWHERE = "ELSEWHERE", _("Elsewhere")


class Sector(models.TextChoices):
    """Sectors of activity: the sections of ATECO 2007 (TO-18), in plain words."""

    A = "A", _("Farming, forestry and fishing")
    B = "B", _("Mines and quarries")
    C = "C", _("Manufacturing")
    D = "D", _("Electricity and gas")
    E = "E", _("Water, waste and reclaiming of land")
    F = "F", _("Building")
    G = "G", _("Trade and repair of vehicles")
    H = "H", _("Transport and storage")
    I = "I", _("Hotels and restaurants")  # noqa: E741 - the letter is ATECO's
    J = "J", _("Information and communication")
    K = "K", _("Banks and insurance")
    L = "L", _("Real estate")
    M = "M", _("Professions, science and technique")
    N = "N", _("Hire, travel agencies and services to companies")
    O = "O", _("Public administration and defence")  # noqa: E741 - the letter is ATECO's
    P = "P", _("School and training")
    Q = "Q", _("Health and social care")
    R = "R", _("Art, sport and entertainment")
    S = "S", _("Other services to people and associations")
    T = "T", _("Work in families")
    U = "U", _("International bodies")
