"""What the owner of a CV reads of the requests for which it was chosen: their part, all of it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.demand.models import Presentation
from mestieri.demand.services.presenting.asking import page_address
from mestieri.demand.stages import UNSENT, PresentationState
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.for_persons import Presented

MOST_SHOWN = 50


def presented_of(cv_key: str) -> list[Presented]:
    """Where a CV was chosen and presented, the latest first; one question."""
    rows = Presentation.objects.filter(cv_key=cv_key).select_related(
        "request__company", "shortlist__centre", "shortlist__made_by", "letter", "asked_by"
    )
    return [_told(row) for row in rows.order_by("-pk")[:MOST_SHOWN]]


def _told(row: Presentation) -> Presented:
    may_answer = row.state in UNSENT
    return Presented(
        timezone.localdate(row.letter.written_at)
        if row.letter
        else timezone.localdate(row.shortlist.made_at),
        str(row.request.company),
        row.request.words,
        _in_words(row),
        row.since,
        page_address(row) if may_answer else "",
        tuple(_sentences(row)),
    )


def _in_words(row: Presentation) -> str:
    """How it stands, said to the person."""
    return {
        PresentationState.PROPOSED: _("Somebody of us would like to present you: do you want it?"),
        PresentationState.ASKED: _("We asked you whether we may present you"),
        PresentationState.CONSENTED: _("You said yes: it has not been sent yet"),
        PresentationState.DECLINED_BY_PERSON: _("You said no: the company knows nothing of it"),
        PresentationState.LEFT_OUT: _("Nothing of yours was sent"),
        PresentationState.SENT: _("Sent: we wait for the company"),
        PresentationState.INTERVIEW: _("The company wants to meet you"),
        PresentationState.HIRED: _("Hired: well done!"),
        PresentationState.NOT_CHOSEN: _("The company chose somebody else"),
        PresentationState.NO_REPLY: _("The company did not answer"),
    }[PresentationState(row.state)]


def _sentences(row: Presentation) -> list[str]:
    """Who chose and why, out of which search, who asked, what was answered, what was sent."""
    shortlist = row.shortlist
    by = shortlist.made_by.name if shortlist.made_by else _("somebody of the group")
    said = [
        _("Chosen by %(who)s on %(day)s: %(why)s")
        % {
            "who": by,
            "day": day_in_words(timezone.localdate(shortlist.made_at)),
            "why": shortlist.reason,
        }
    ]
    if shortlist.asked:
        said.append(
            _("Out of the search: %(asked)s (%(found)s found)")
            % {"asked": shortlist.asked, "found": shortlist.found or 0}
        )
    if row.asked_on:
        said.append(_("Asked on %(day)s") % {"day": day_in_words(row.asked_on)})
    if row.answered_on:
        said.append(_("Answered on %(day)s") % {"day": day_in_words(row.answered_on)})
    if row.letter is not None:
        said.append(_("What was sent: your CV without photo, date of birth, address and contacts."))
    return said
