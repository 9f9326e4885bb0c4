"""What one owes, week by week, and one's own calendar of it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.demand.models import CallFeed, CampaignCompany
from mestieri.demand.queries.owed import baskets, owed
from mestieri.demand.services import campaigns, feeds, leads
from mestieri.demand.staff.common import do
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right


@staff_page(Right.CALL_COMPANIES)
def mine(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Open things, of one's own or (`?di=tutti`) of everybody, in weekly baskets."""
    of_all = request.GET.get("di") == "tutti"
    things = owed(centre, None if of_all else request.user, with_unowned=True)
    context = {
        "of_all": of_all,
        "baskets": baskets(things, timezone.localdate()),
        "today": timezone.localdate(),
        "has_feed": CallFeed.objects.filter(centre=centre, account=request.user).exists(),
    }
    return render(request, "demand/mine.html", context)


@staff_page(Right.CALL_COMPANIES)
@require_POST
def target_act(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """They answered, ten days were silent, or the number was found."""
    found = CampaignCompany.objects.filter(campaign__centre=centre)
    target = get_object_or_404(found.select_related("company"), pk=pk)
    back = reverse("demand-mine", args=[centre.slug])
    act = request.POST.get("act")
    if act == "number":
        return do(
            request,
            lambda: campaigns.give_number_back(target, account=request.user),
            done=_("“%(name)s” can be called again.") % {"name": target.company},
            back=back,
        )
    has_answered = act == "answered"
    done = (
        _("“%(name)s” is among your call-backs of today.")
        if has_answered
        else _("“%(name)s”: no answer. It is closed, and asked for no more.")
    )
    return do(
        request,
        lambda: leads.close_waiting(target, has_answered, account=request.user),
        done=done % {"name": target.company},
        back=back,
    )


@staff_page(Right.CALL_COMPANIES)
@require_POST
def feed(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Make the address of one's calendar, shown once; or revoke it."""
    if request.POST.get("act") == "revoke":
        feeds.revoke_feed(centre, request.user)
        messages.success(request, _("The address of your calendar works no more."))
        return redirect("demand-mine", centre.slug)
    token = feeds.make_feed(centre, request.user)
    path = reverse("demand-feed-ics", args=[centre.slug, token])
    address = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
    context = {
        "address": address,
        "parent_url": reverse("demand-mine", args=[centre.slug]),
        "parent_label": _("What I owe"),
    }
    return render(request, "demand/feed.html", context)
