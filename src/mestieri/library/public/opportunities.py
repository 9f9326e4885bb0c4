"""The board of opportunities for citizens: the list, one opportunity, the feed."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.kernel.access import public_centre_page
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Centre
from mestieri.library.models import KeepingState
from mestieri.library.public.directory import filter_context
from mestieri.library.queries import opportunities as queries
from mestieri.library.queries.directory import asked_of

OPPORTUNITIES_A_PAGE = 20
FEED_ITEMS = 50
GONE = 410


@public_centre_page
def board(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What one can still take part in, the nearest deadline first."""
    today = timezone.localdate()
    asked = asked_of(request.GET, queries.FILTERS)
    found = queries.narrowed(queries.live_opportunities(centre, today), asked)
    page = Paginator(found, OPPORTUNITIES_A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "page": page,
        "sheets": queries.opportunity_sheets(page.object_list, today),
        **filter_context(asked, queries.filters_of_board(centre, asked), queries.WORDS),
    }
    return render(request, "library/opportunities.html", context)


@public_centre_page
def opportunity(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """One opportunity; past its deadline the page only says that it is over."""
    found = get_object_or_404(
        queries.opportunities_of_centre(centre).exclude(state=KeepingState.DRAFT), pk=pk
    )
    today = timezone.localdate()
    is_live = found.is_live(today)
    context = {
        "opportunity": found,
        "sheet": queries.opportunity_sheet(found, today),
        "is_live": is_live,
        "entry_is_public": found.entry is not None and found.entry.state == KeepingState.PUBLISHED,
    }
    return render(request, "library/opportunity.html", context, status=200 if is_live else GONE)


@public_centre_page
def feed(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The board as RSS, for whoever wants to be told."""
    made = Rss201rev2Feed(
        title=_("Opportunities · %(centre)s") % {"centre": centre.name},
        link=request.build_absolute_uri(reverse("opportunities", args=[centre.slug])),
        description=_("Courses, notices, job offers and stages, each with its deadline."),
        language=get_language(),
        feed_url=request.build_absolute_uri(),
    )
    latest = queries.live_opportunities(centre, timezone.localdate()).order_by("-id")
    for one in latest[:FEED_ITEMS]:
        address = reverse("opportunity", args=[centre.slug, one.pk])
        made.add_item(
            title=one.title,
            link=request.build_absolute_uri(address),
            description=f"{one.provider}. {_deadline(one.deadline)} {one.description}".strip(),
            pubdate=_morning(one.assured_on),
            unique_id=f"{centre.slug}-{one.pk}",
            unique_id_is_permalink=False,
            categories=[one.get_kind_display()],
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/rss+xml")


def _deadline(day: datetime.date) -> str:
    return str(_("Deadline: %(day)s.") % {"day": day_in_words(day)})


def _morning(day: datetime.date) -> Any:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(9)))
