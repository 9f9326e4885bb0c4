"""A calendar of call-backs, opened by its secret address.

It names companies and days, never a person, a number or a word of what was said.
"""

from __future__ import annotations

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from mestieri.demand.models import CampaignCompany
from mestieri.demand.services.feeds import feed_of
from mestieri.demand.vocabulary import TargetState
from mestieri.kernel.access import public_centre_page
from mestieri.kernel.models import Centre
from mestieri.kernel.queries import rights_of_account
from mestieri.kernel.roles import Right

A_CALL = datetime.timedelta(minutes=15)
MOST = 300


@public_centre_page
def call_backs(request: HttpRequest, centre: Centre, token: str) -> HttpResponse:
    """The call-backs of whoever holds the address, while they may call."""
    feed = feed_of(centre, token)
    if feed is None or not feed.account.is_active:
        raise Http404
    if Right.CALL_COMPANIES not in rights_of_account(feed.account, centre):
        raise Http404
    rows = CampaignCompany.objects.filter(
        campaign__centre=centre, owner=feed.account, state=TargetState.CALL_BACK,
        company__do_not_call=False,
    )  # fmt: skip
    with translation.override(feed.account.language):
        calendar = _calendar(centre, list(rows.select_related("company").order_by("due_on")[:MOST]))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _calendar(centre: Centre, rows: list[CampaignCompany]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Mestieri//demand//IT")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Call-backs – %(centre)s") % {"centre": centre.name})
    for row in rows:
        calendar.add_component(_event(centre, row))
    return calendar


def _event(centre: Centre, row: CampaignCompany) -> Event:
    event = Event()
    event.add("uid", f"call-back-{row.pk}@{centre.slug}.mestieri")
    event.add("dtstamp", timezone.now())
    event.add("summary", _("Call back: %(company)s") % {"company": row.company})
    if row.due_time is None:
        event.add("dtstart", row.due_on)
    else:
        starts = timezone.make_aware(datetime.datetime.combine(row.due_on, row.due_time))
        event.add("dtstart", starts.astimezone(datetime.UTC))
        event.add("dtend", (starts + A_CALL).astimezone(datetime.UTC))
    return event
