"""Campaigns at the Banco."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from mestieri.demand.forms.calling import CampaignForm
from mestieri.demand.models import Campaign
from mestieri.demand.queries import campaigns as queries
from mestieri.demand.services import campaigns as services
from mestieri.demand.staff.common import do
from mestieri.demand.vocabulary import CampaignState, TargetState
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right

ROWS_A_PAGE = 50


def _list(centre: Centre) -> str:
    return reverse("demand-campaigns", args=[centre.slug])


def campaign_or_404(centre: Centre, pk: int) -> Campaign:
    found = get_object_or_404(queries.campaigns_of_centre(centre), pk=pk)
    found.centre = centre
    return found


@staff_page(Right.RUN_CAMPAIGNS)
def campaigns(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Campaigns, the latest first."""
    found = [(one, queries.filter_in_words(one)) for one in queries.campaigns_of_centre(centre)]
    return render(request, "demand/campaigns.html", {"campaigns": found})


@staff_page(Right.RUN_CAMPAIGNS)
def add_campaign(request: HttpRequest, centre: Centre) -> HttpResponse:
    return _form(request, centre, Campaign(centre=centre), _("A new campaign"))


@staff_page(Right.RUN_CAMPAIGNS)
def change_campaign(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = campaign_or_404(centre, pk)
    return _form(request, centre, found, _("Change “%(name)s”") % {"name": found})


def _form(request: HttpRequest, centre: Centre, row: Campaign, heading: str) -> HttpResponse:
    back = reverse("demand-campaign", args=[centre.slug, row.pk]) if row.pk else _list(centre)
    form = CampaignForm(request.POST or None, instance=row, centre=centre)
    if request.method == "POST" and form.is_valid():
        try:
            added = services.save_campaign(form.instance, account=request.user)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(
                request,
                ngettext(
                    "%(added)s company came on the list.",
                    "%(added)s companies came on the list.",
                    added,
                )
                % {"added": added},
            )
            return redirect("demand-campaign", centre.slug, form.instance.pk)
    context = {
        "form": form,
        "heading": heading,
        "submit_label": _("Save and make the list"),
        "lead": _("The filter makes the list. Who must not be called is never on it."),
        "back_url": back,
        "parent_url": back,
        "parent_label": _("Campaigns"),
    }
    return render(request, "banco/form_page.html", context)


@staff_page(Right.RUN_CAMPAIGNS)
def campaign(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """How far a campaign is, what came of it, and its list."""
    found = campaign_or_404(centre, pk)
    state = request.GET.get("stato", "")
    rows = Paginator(queries.targets_of(found, state), ROWS_A_PAGE)
    context = {
        "campaign": found,
        "asks_for": queries.filter_in_words(found),
        "figures": queries.figures_of(found, timezone.localdate()),
        "passages": [
            (one.value, VERBS[one])
            for one in CampaignState
            if one in services.PASSAGES[found.state]
        ],
        "page": rows.get_page(request.GET.get("pagina")),
        "state": state,
        "states": TargetState.choices,
        "query": f"stato={state}",
        "parent_url": _list(centre),
        "parent_label": _("Campaigns"),
    }
    return render(request, "demand/campaign.html", context)


@staff_page(Right.RUN_CAMPAIGNS)
@require_POST
def campaign_act(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Start, pause, close, reopen."""
    found = campaign_or_404(centre, pk)
    state = request.POST.get("state", "")
    wanted = CampaignState(state if state in CampaignState.values else found.state)
    return do(
        request,
        lambda: services.pass_to(found, wanted, account=request.user),
        done=_("The campaign is %(state)s.") % {"state": wanted.label},
        back=reverse("demand-campaign", args=[centre.slug, pk]),
    )


#: What a button says that passes a campaign to a state.
VERBS = {
    CampaignState.RUNNING: gettext_lazy("Start"),
    CampaignState.PAUSED: gettext_lazy("Pause"),
    CampaignState.CLOSED: gettext_lazy("Close"),
    CampaignState.DRAFT: "",
}
