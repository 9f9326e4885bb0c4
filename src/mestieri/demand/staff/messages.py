"""Messages for companies, in versions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.demand.forms.calling import MessageForm
from mestieri.demand.models import Message, MessageVersion
from mestieri.demand.services import words as services
from mestieri.demand.staff.common import do
from mestieri.demand.vocabulary import VersionState
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import form_page


def _list(centre: Centre) -> str:
    return reverse("demand-words", args=[centre.slug])


@staff_page(Right.RUN_CAMPAIGNS)
def add_message(request: HttpRequest, centre: Centre) -> HttpResponse:
    return form_page(
        request,
        MessageForm(request.POST or None, instance=Message(centre=centre)),
        lambda form: services.save_message(
            form.instance,
            form.cleaned_data["subject"],
            form.cleaned_data["text"],
            account=request.user,
        ),
        heading=_("A new message"),
        back=_list(centre),
        done=_("Kept as a draft: read it again, then put it in use."),
        parent_label=_("Scripts and messages"),
    )


@staff_page(Right.RUN_CAMPAIGNS)
def message(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """The next version to write, and the versions there were."""
    found = get_object_or_404(Message.objects.filter(centre=centre), pk=pk)
    found.centre = centre
    versions = list(found.versions.select_related("made_by"))
    latest = versions[0] if versions else MessageVersion(message=found)
    draft = next((one for one in versions if one.state == VersionState.DRAFT), None)
    form = MessageForm(
        request.POST or None,
        instance=found,
        initial={"subject": latest.subject, "text": latest.text},
    )
    return form_page(
        request,
        form,
        lambda form: services.save_message(
            form.instance,
            form.cleaned_data["subject"],
            form.cleaned_data["text"],
            account=request.user,
        ),
        heading=_("Message “%(name)s”") % {"name": found},
        back=reverse("demand-message", args=[centre.slug, pk]),
        done=_("Kept as a draft: what is in use does not change until you say so."),
        template="demand/message.html",
        parent_url=_list(centre),
        parent_label=_("Scripts and messages"),
        row=found,
        versions=versions,
        draft=draft,
    )


@staff_page(Right.RUN_CAMPAIGNS)
@require_POST
def use(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Put the draft in use."""
    drafts = MessageVersion.objects.filter(message__centre=centre, state=VersionState.DRAFT)
    draft = get_object_or_404(drafts, message=pk)
    return do(
        request,
        lambda: services.publish(draft, account=request.user),
        done=_("Version %(number)s is in use.") % {"number": draft.number},
        back=reverse("demand-message", args=[centre.slug, pk]),
    )
