"""Pages of the Banco that see several rooms: the start page and the components."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from mestieri.kernel import queries as kernel
from mestieri.kernel.access import ask_for_second_factor, second_factor_is_missing, staff_page
from mestieri.kernel.forms import DeskLanguageForm
from mestieri.kernel.models import Centre
from mestieri.kernel.services.accounts import choose_language
from mestieri.www import component_samples, queries


def choose_centre(request: HttpRequest) -> HttpResponse:
    """The centres in which one works; with only one, go straight there."""
    if second_factor_is_missing(request):
        return ask_for_second_factor(request)
    centres = list(kernel.centres_of_account(request.user))
    if len(centres) == 1:
        return redirect("banco-centre", centre_slug=centres[0].slug)
    return render(request, "www/banco/choose_centre.html", {"centres": centres})


@staff_page()
def start(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The role's next actions and the figures of the day."""
    return render(request, "www/banco/start.html", queries.banco_start(request.user, centre))


def desk_language(request: HttpRequest) -> HttpResponse:
    """Choose the language in which the Banco speaks to this account."""
    if second_factor_is_missing(request):
        return ask_for_second_factor(request)
    form = DeskLanguageForm(request.POST or None, initial={"language": request.user.language})
    if request.method == "POST" and form.is_valid():
        choose_language(request.user, form.cleaned_data["language"])
        return redirect("banco")
    return render(
        request,
        "banco/form_page.html",
        {
            "form": form,
            "heading": _("Language of the desk"),
            "submit_label": _("Choose"),
            "back_url": reverse("banco"),
        },
    )


def components(request: HttpRequest) -> HttpResponse:
    """The living page of the interface's components."""
    return render(
        request,
        "www/banco/components.html",
        {"sections": component_samples.sections(), "sample": component_samples.sample()},
    )
