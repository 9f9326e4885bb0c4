"""The documentalist's one list, worked through without leaving it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import form_page
from mestieri.kernel.work import somebody_works
from mestieri.library.forms.resources import LinkSettingsForm
from mestieri.library.models import (
    DirectoryEntry,
    LibrarySettings,
    Revision,
    SearchPhrase,
    StockMovement,
)
from mestieri.library.queries import worklist as queries
from mestieri.library.services import directory, holdings, links, resources
from mestieri.library.services.searches import answer_phrase, take_phrase
from mestieri.library.staff.resources import (
    day_of,
    holding_or_404,
    resource_or_404,
    revision_of_resource,
)


@staff_page(Right.MANAGE_LIBRARY)
def work(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Everything that waits, and what was just done."""
    context = {
        "work": queries.work_list(centre),
        "just_done": queries.just_done(centre, request.user),
    }
    return render(request, "library/work/list.html", context)


def _done(
    request: HttpRequest,
    centre: Centre,
    act: Callable[[], object],
    *,
    done: str,
    row: str,
) -> HttpResponse:
    """Let a service do one thing; say it in the row with HTMX, else on the list again.

    Args:
        act: returns what undoes it, if something does.
        done: what is said.
        row: identity of the row in the page.
    """
    undo, refusal = None, ""
    try:
        undo = act()
    except ValidationError as error:
        refusal = " ".join(error.messages)
    if not request.htmx:
        (messages.error if refusal else messages.success)(request, refusal or done)
        return redirect(_back(request, centre))
    context = {
        "row": row,
        "done": done,
        "refusal": refusal,
        "undo_url": _undo_url(centre, undo),
        "up_to_date": queries.up_to_date(centre),
    }
    return render(request, "library/work/done.html", context)


def _undo_url(centre: Centre, undo: object) -> str:
    if isinstance(undo, Revision) and undo.changes:
        return reverse("library-undo", args=[centre.slug, undo.pk])
    if isinstance(undo, StockMovement):
        return reverse("library-undo-stock", args=[centre.slug, undo.pk])
    return ""


def _back(request: HttpRequest, centre: Centre) -> str:
    """The page one came from: the list, or the page of the resource."""
    page = request.POST.get("pagina", "")
    if page.isascii() and page.isdigit():
        return reverse("library-resource", args=[centre.slug, int(page)])
    return reverse("library-work", args=[centre.slug])


@staff_page(Right.MANAGE_LIBRARY)
@require_POST
def act_on_resource(request: HttpRequest, centre: Centre, pk: int, action: str) -> HttpResponse:
    """Verify, replace the link, retire."""
    found = resource_or_404(centre, pk)
    said = request.POST
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "verifica": (
            lambda: resources.verify_resource(
                found, account=request.user, review_by=day_of(said.get("review_by", ""))
            ),
            _("“%(title)s” is verified.") % {"title": found.title},
        ),
        "link": (
            lambda: resources.replace_link(found, said.get("url", ""), account=request.user),
            _("“%(title)s” has its new link.") % {"title": found.title},
        ),
        "ritira": (
            lambda: resources.retire_resource(found, said.get("reason", ""), account=request.user),
            _("“%(title)s” is retired.") % {"title": found.title},
        ),
    }
    if action not in acts:
        raise Http404
    act, done = acts[action]
    return _done(request, centre, act, done=done, row=f"risorsa-{found.pk}")


@staff_page(Right.MANAGE_LIBRARY)
@require_POST
def act_on_holding(request: HttpRequest, centre: Centre, pk: int, action: str) -> HttpResponse:
    """Bring or take brochures; say that a copy is missing, or was found."""
    holding = holding_or_404(centre, pk)
    title = {"title": holding.resource.title}
    number = request.POST.get("change", "")
    change = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 0
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "porta": (
            lambda: holdings.move_stock(holding, change, account=request.user),
            _("“%(title)s”: the copies have been added.") % title,
        ),
        "togli": (
            lambda: holdings.move_stock(holding, -change, account=request.user),
            _("“%(title)s”: the copies have been taken away.") % title,
        ),
        "manca": (
            lambda: holdings.report_missing(holding, True, account=request.user),
            _("“%(title)s” is reported missing.") % title,
        ),
        "trovata": (
            lambda: holdings.report_missing(holding, False, account=request.user),
            _("“%(title)s” is in its place again.") % title,
        ),
    }
    if action not in acts:
        raise Http404
    act, done = acts[action]
    return _done(request, centre, act, done=done, row=f"posto-{holding.pk}")


@staff_page(Right.MANAGE_LIBRARY)
@require_POST
def phrase_answer(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """See to a search, say that nothing is to be added for it, or make a resource on it."""
    phrase = get_object_or_404(SearchPhrase, centre=centre, pk=pk)
    if request.POST.get("azione") == "crea":
        asked = urlencode({"titolo": phrase.words.capitalize(), "ricerca": phrase.pk})
        return redirect(f"{reverse('library-resource-add', args=[centre.slug])}?{asked}")
    if request.POST.get("azione") == "prendi":
        return _done(
            request,
            centre,
            lambda: take_phrase(phrase),
            done=_("You see to “%(words)s”: the poster says so.") % {"words": phrase.words},
            row=f"ricerca-{phrase.pk}",
        )
    return _done(
        request,
        centre,
        lambda: answer_phrase(phrase),
        done=_("“%(words)s” leaves the list.") % {"words": phrase.words},
        row=f"ricerca-{phrase.pk}",
    )


@staff_page(Right.MANAGE_LIBRARY)
@require_POST
def entry_checked(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """A service of the directory was checked today; its own page undoes it."""
    entry = get_object_or_404(DirectoryEntry, centre=centre, pk=pk)

    def act() -> None:
        directory.verify_entry(entry, today=timezone.localdate(), account=request.user)

    done = _("“%(name)s”: checked today.") % {"name": entry}
    return _done(request, centre, act, done=done, row=f"indirizzo-{entry.pk}")


@staff_page(Right.MANAGE_LIBRARY)
@require_POST
def undo(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Put back what a revision changed."""
    revision, found = revision_of_resource(centre, pk)

    def act() -> None:
        resources.undo_revision(revision, found, account=request.user)

    done = _("“%(title)s” is as it was before.") % {"title": found.title}
    return _done(request, centre, act, done=done, row=f"risorsa-{found.pk}")


@staff_page(Right.MANAGE_LIBRARY)
@require_POST
def undo_stock(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Undo a movement of stock by its opposite."""
    movements = StockMovement.objects.select_related("holding__resource")
    movement = get_object_or_404(movements, holding__resource__centre=centre, pk=pk)

    def act() -> None:
        holdings.undo_movement(movement, account=request.user)

    return _done(
        request, centre, act, done=_("The movement has been undone."),
        row=f"posto-{movement.holding_id}",
    )  # fmt: skip


@staff_page(Right.MANAGE_LIBRARY)
def link_checks(request: HttpRequest, centre: Centre) -> HttpResponse:
    """How the links are, and a look at all of them now."""
    if request.method == "POST":
        links.ask_for_a_check(centre)
        messages.success(request, _("The links are being looked at, a few at a time."))
        return redirect("library-links", centre.slug)
    context = {
        "progress": queries.link_progress(centre),
        "troubles": queries.link_troubles(centre),
        "somebody_works": somebody_works(),
    }
    template = "library/work/progress.html" if request.htmx else "library/work/links.html"
    return render(request, template, context)


@staff_page(Right.MANAGE_CENTRE)
def link_settings(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Which internal servers the link checker may ask."""
    choices = LibrarySettings.objects.filter(centre=centre).first() or LibrarySettings(
        centre=centre
    )
    return form_page(
        request,
        LinkSettingsForm(request.POST or None, instance=choices),
        lambda form: links.save_link_settings(form.instance, account=request.user),
        heading=_("Internal servers"),
        back=reverse("library-links", args=[centre.slug]),
        done=_("Saved."),
        parent_label=_("Links"),
    )
