"""The calendar for other programs: iCal and RSS, without a link that knows who follows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mestieri.agenda.ical import calendar_file
from mestieri.agenda.public.calendar import public_event_or_404
from mestieri.agenda.queries import calendar as queries
from mestieri.agenda.services.telling import when_in_words
from mestieri.kernel.access import public_centre_page
from mestieri.kernel.models import Centre

ICAL = "text/calendar; charset=utf-8"


@public_centre_page
@require_GET
def calendar_ics(request: HttpRequest, centre: Centre) -> HttpResponse:
    """All that comes and the last two months, to subscribe to: the same for everybody."""
    events = queries.feed_events(centre, timezone.now())
    return HttpResponse(
        calendar_file(centre, events, request.build_absolute_uri), content_type=ICAL
    )


@public_centre_page
@require_GET
def event_ics(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """One event, for one's own calendar."""
    event = public_event_or_404(centre, pk)
    response = HttpResponse(
        calendar_file(centre, [event], request.build_absolute_uri), content_type=ICAL
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{centre.slug}-{pk}.ics"'
    return response


@public_centre_page
@require_GET
def rss(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What comes, for whoever wants to be told."""
    made = Rss201rev2Feed(
        title=_("Calendar · %(centre)s") % {"centre": centre.name},
        link=request.build_absolute_uri(reverse("calendar", args=[centre.slug])),
        description=_("Labs and meetings, free, by nickname."),
        language=get_language(),
        feed_url=request.build_absolute_uri(),
    )
    for event in queries.coming_events(centre, timezone.now()):
        called_off = _("Called off: %(reason)s") % {"reason": event.reason}
        made.add_item(
            title=event.title,
            link=request.build_absolute_uri(reverse("event", args=[centre.slug, event.pk])),
            description="\n".join(
                filter(
                    None,
                    [
                        called_off if event.is_cancelled else "",
                        f"{when_in_words(event)}, {queries.place_in_words(event)}",
                        event.summary,
                    ],
                )
            ),
            pubdate=event.published_at,
            unique_id=f"{event.uid}-{event.revision}",
            unique_id_is_permalink=False,
            categories=[event.get_kind_display()],
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/rss+xml")
