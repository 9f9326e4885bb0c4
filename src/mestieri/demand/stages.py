"""How far somebody is whom we chose for a request, and what may follow what.

Each stage says whether it is closed and whether the person works: who works leaves every other
shortlist that is open.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PresentationState(models.TextChoices):
    """Where a presentation (*presentazione*) stands."""

    PROPOSED = "PROPOSED", _("chosen, to be asked")
    ASKED = "ASKED", _("asked, no answer yet")
    CONSENTED = "CONSENTED", _("said yes")
    DECLINED_BY_PERSON = "DECLINED_BY_PERSON", _("said no")
    LEFT_OUT = "LEFT_OUT", _("left out before sending")
    SENT = "SENT", _("presented, no outcome yet")
    INTERVIEW = "INTERVIEW", _("interview")
    HIRED = "HIRED", _("hired")
    NOT_CHOSEN = "NOT_CHOSEN", _("not chosen")
    NO_REPLY = "NO_REPLY", _("the company did not answer")


_P = PresentationState
#: Before anything was sent: the person may still change their mind.
UNSENT = (_P.PROPOSED, _P.ASKED, _P.CONSENTED, _P.DECLINED_BY_PERSON)
#: Who would still be sent.
WAITING = (_P.PROPOSED, _P.ASKED, _P.CONSENTED)
#: What the company has seen.
PRESENTED = (_P.SENT, _P.INTERVIEW, _P.HIRED, _P.NOT_CHOSEN, _P.NO_REPLY)
#: What may be said of somebody who was presented, in the order of the page.
OUTCOMES = (_P.INTERVIEW, _P.HIRED, _P.NOT_CHOSEN, _P.NO_REPLY)
#: Somebody has to ask the company how it went.
OWED = (_P.SENT, _P.INTERVIEW)
CLOSED = (_P.DECLINED_BY_PERSON, _P.LEFT_OUT, _P.HIRED, _P.NOT_CHOSEN, _P.NO_REPLY)
EMPLOYED = (_P.HIRED,)

_AFTER_SENDING = frozenset({_P.SENT, *OUTCOMES})
#: State → the states that may follow it.
PASSAGES: dict[str, frozenset[str]] = {
    "": frozenset({_P.PROPOSED}),
    _P.PROPOSED: frozenset({_P.ASKED, _P.CONSENTED, _P.DECLINED_BY_PERSON, _P.LEFT_OUT}),
    # Back to PROPOSED when the letter did not leave.
    _P.ASKED: frozenset({_P.PROPOSED, _P.CONSENTED, _P.DECLINED_BY_PERSON, _P.LEFT_OUT}),
    _P.CONSENTED: frozenset({_P.DECLINED_BY_PERSON, _P.SENT, _P.LEFT_OUT}),
    _P.DECLINED_BY_PERSON: frozenset({_P.CONSENTED, _P.LEFT_OUT}),
    _P.LEFT_OUT: frozenset({_P.PROPOSED}),
    # Back to CONSENTED when the message to the company did not leave; any outcome may be mended.
    _P.SENT: _AFTER_SENDING - {_P.SENT} | {_P.CONSENTED},
    **{one: _AFTER_SENDING - {one} for one in OUTCOMES},
}


class LeftOut(models.TextChoices):
    """Why somebody was left out before anything was sent."""

    NOT_LEFT = "", ""
    GONE = "gone", _("the CV was erased")
    HIDDEN = "hidden", _("the CV was hidden")
    GROUP = "group", _("the person shows the CV to our group only")
    SECTOR = "sector", _("the person chose companies of other sectors")
    WORK = "work", _("found work meanwhile")
    TAKEN_OUT = "taken_out", _("taken out by who chose")


class AnswerWay(models.TextChoices):
    """How somebody was asked, or answered."""

    NONE = "", ""
    MAIL = "mail", _("by e-mail")
    PAGE = "page", _("on their own page")
    PERSON = "person", _("in person")
    PHONE = "phone", _("by telephone")


class TitleKind(models.TextChoices):
    """By what right a centre may bring companies and workers together (d.lgs. 276/2003)."""

    MUNICIPALITY = "municipality", _("municipality, single or associated")
    SCHOOL = "school", _("upper secondary school")
    UNIVERSITY = "university", _("university or university foundation")
    CHAMBER = "chamber", _("chamber of commerce")
    SOCIAL_PARTNER = "social_partner", _("association of employers or of workers")
    PATRONATO = "patronato", _("patronato")
    BILATERAL = "bilateral", _("bilateral body")
    NON_PROFIT = "non_profit", _("non-profit association for the protection of work")
    WEBSITE = "website", _("who runs a website, under article 6")
    AGENCY = "agency", _("authorised agency, article 4")
    ACCREDITED = "accredited", _("accredited by the Region, article 7")


class WorkWay(models.TextChoices):
    """How somebody found work."""

    PRESENTED = "presented", _("through one of our presentations")
    OWNER = "owner", _("by themselves, and told us")
    STAFF = "staff", _("in another way, as somebody of us heard")
