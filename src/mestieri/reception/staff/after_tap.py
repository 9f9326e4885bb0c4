"""After a tap at the desk: ten seconds to take it back, a minute to say something more.

What was just counted travels in the address, sealed with its moment: nothing about it stays
in the session, and the server's own clock says when it is too late.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from mestieri.kernel.models import Centre, Point
from mestieri.kernel.vocabulary import AgeBand, FirstTime, Purpose, ResidenceZone
from mestieri.reception import queries
from mestieri.reception.services import visits
from mestieri.reception.services.visits import Said

SALT = "mestieri.reception.just-counted"


@dataclass(frozen=True)
class JustCounted:
    """A tap that was counted a moment ago, and what may still be done about it."""

    sealed: str
    tap: uuid.UUID
    purpose: Purpose
    can_be_taken_back: bool
    questions: list[queries.DoorQuestion]


def seal(tap: uuid.UUID, purpose: Purpose, point: Point) -> str:
    """A tap and its moment, so that only this server can have written them."""
    return signing.dumps([str(tap), purpose.value, point.pk], salt=SALT)


def unseal(sealed: str, point: Point | None, seconds: int) -> tuple[uuid.UUID, Purpose] | None:
    """The tap that was sealed at this point no more than some seconds ago, else None."""
    try:
        tap, purpose, point_id = signing.loads(sealed, salt=SALT, max_age=seconds)
    except signing.BadSignature:
        return None
    return (uuid.UUID(tap), Purpose(purpose)) if point and point.pk == point_id else None


def offered(request: HttpRequest, centre: Centre, point: Point | None) -> JustCounted | None:
    """What the page offers about the tap that the address names; None when it is over."""
    sealed = request.GET.get("just", "")
    known = unseal(sealed, point, visits.AMEND_SECONDS) if sealed else None
    if known is None:
        return None
    return JustCounted(
        sealed,
        *known,
        can_be_taken_back=unseal(sealed, point, visits.UNDO_SECONDS) is not None,
        questions=queries.offered_after_a_tap(centre),
    )


def act(request: HttpRequest, point: Point | None) -> dict[str, str]:
    """Do what the form asks, and say it; the query of the page to show next."""
    here = {"point": str(point.pk) if point else ""}
    takes_back = request.POST["after"] == "take_back"
    seconds = visits.UNDO_SECONDS if takes_back else visits.AMEND_SECONDS
    known = unseal(request.POST.get("just", ""), point, seconds)
    if known is None or point is None:
        messages.error(request, _("Too much time has gone by: the visit stays as it was counted."))
    elif takes_back:
        visits.take_back(point=point, tap=known[0])
        messages.success(request, _("Taken back: it does not count."))
    elif visits.amend(point=point, tap=known[0], said=said_in(request)):
        messages.success(request, _("Written down, without a name."))
    return here


def said_in(request: HttpRequest) -> Said:
    """What the form says; a word that is none of ours is as if it were not said."""

    def one_of(words: list[str], name: str) -> str:
        return said if (said := request.POST.get(name, "")) in words else ""

    return Said(
        audience=request.POST.get("audience", ""),
        age_band=one_of(AgeBand.values, "age_band"),
        first_time=one_of(FirstTime.values, "first_time"),
        residence_zone=one_of(ResidenceZone.values, "residence_zone"),
    )
