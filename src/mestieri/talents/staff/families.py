"""The curator's pages of the families: what there is, what waits, what was done."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import do, form_page
from mestieri.talents.forms.families import (
    MOST_PARTS,
    FamilyChoiceForm,
    FamilyForm,
    MacroChoiceForm,
    MacroFamilyForm,
    SplitForm,
)
from mestieri.talents.models import CVFamily, Family, FamilyChange, FamilySample, MacroFamily
from mestieri.talents.numbers import number_in
from mestieri.talents.queries import families as queries
from mestieri.talents.services.families import deciding, taxonomy
from mestieri.talents.services.families.starter import take_starter_families
from mestieri.talents.services.families.taxonomy import FamilyPart
from mestieri.talents.vocabulary import CVState

ROWS_A_PAGE = 50


@staff_page(Right.KEEP_CVS)
def families(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Macro-families and families, with how many CVs each holds."""
    lines = queries.overview(centre)
    context = {
        "lines": lines,
        "proposed": sum(one.proposed for line in lines for one in line.families),
        "confirmed": sum(one.confirmed for line in lines for one in line.families),
        "without": queries.without_family(centre),
        "last": taxonomy.latest_undoable(centre),
    }
    return render(request, "talents/families/families.html", context)


@staff_page(Right.KEEP_CVS)
@require_POST
def start(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Take the starter set."""
    made = take_starter_families(centre, account=request.user)
    messages.success(
        request,
        ngettext("%(made)d family is there.", "%(made)d families are there.", made)
        % {"made": made},
    )
    return redirect("talents-families", centre.slug)


def _home(centre: Centre) -> str:
    return reverse("talents-families", args=[centre.slug])


def _page(family: Family) -> str:
    return reverse("talents-family", args=[family.centre.slug, family.pk])


def _family(centre: Centre, pk: int) -> Family:
    return get_object_or_404(queries.families_in_use(centre).select_related("centre"), pk=pk)


@staff_page(Right.KEEP_CVS)
def add_macro(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Make a macro-family."""
    form = MacroFamilyForm(request.POST or None, instance=MacroFamily(centre=centre))
    return form_page(
        request,
        form,
        lambda form: taxonomy.save_macro_family(form.instance, account=request.user),
        heading=_("New macro-family"),
        back=_home(centre),
        done=_("It is there."),
        parent_label=_("Families"),
    )


@staff_page(Right.KEEP_CVS)
def change_macro(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Give a macro-family another name."""
    macro = get_object_or_404(MacroFamily, centre=centre, pk=pk, retired_on__isnull=True)
    return form_page(
        request,
        MacroFamilyForm(request.POST or None, instance=macro),
        lambda form: taxonomy.save_macro_family(form.instance, account=request.user),
        heading=str(macro),
        back=_home(centre),
        done=_("It has another name; its CVs are where they were."),
        parent_label=_("Families"),
    )


@staff_page(Right.KEEP_CVS)
@require_POST
def retire_macro(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Put away a macro-family without families."""
    macro = get_object_or_404(MacroFamily, centre=centre, pk=pk, retired_on__isnull=True)
    return do(
        request,
        lambda: taxonomy.retire_macro_family(macro, account=request.user),
        done=_("It has been put away."),
        back=_home(centre),
    )


@staff_page(Right.KEEP_CVS)
def add_family(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Make a family under a macro-family."""
    macro = get_object_or_404(MacroFamily, centre=centre, pk=pk, retired_on__isnull=True)
    form = FamilyForm(request.POST or None, instance=Family(centre=centre, macro=macro))

    def save(form: FamilyForm) -> None:
        said = form.cleaned_data
        part = FamilyPart(said["name"], said["words"], said["isco"])
        taxonomy.create_family(macro, part, account=request.user)

    return form_page(
        request,
        form,
        save,
        heading=_("New family in “%(macro)s”") % {"macro": macro},
        back=_home(centre),
        done=_("It is there."),
        parent_label=_("Families"),
    )


@staff_page(Right.KEEP_CVS)
def family(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """One family: its CVs with the words that put them there, and what can be done with it."""
    row = _family(centre, pk)
    page = Paginator(queries.rows_of(row), ROWS_A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "family": row,
        "page": page,
        "query": "",
        "others": list(queries.families_in_use(centre).exclude(pk=row.pk)),
    }
    return render(request, "talents/families/family.html", context)


@staff_page(Right.KEEP_CVS)
def change_family(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Change name, words and codes of a family."""
    row = _family(centre, pk)
    return form_page(
        request,
        FamilyForm(request.POST or None, instance=row),
        lambda form: taxonomy.change_family(form.instance, account=request.user),
        heading=_("Change “%(name)s”") % {"name": row},
        back=_page(row),
        done=_("It has been changed; its CVs are where they were."),
        parent_label=str(row),
    )


@staff_page(Right.KEEP_CVS)
def move(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Put a family under another macro-family."""
    row = _family(centre, pk)
    return form_page(
        request,
        MacroChoiceForm(request.POST or None, centre=centre, initial={"macro": row.macro_id}),
        lambda form: taxonomy.move_family(row, form.cleaned_data["macro"], account=request.user),
        heading=_("Move “%(name)s”") % {"name": row},
        lead=_("Its CVs go with it."),
        back=_page(row),
        done=_("It has been moved, with its CVs."),
        parent_label=str(row),
    )


@staff_page(Right.KEEP_CVS)
def merge(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Put everything of a family into another."""
    row = _family(centre, pk)
    form = FamilyChoiceForm(request.POST or None, centre=centre, without=row)
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["family"]
        return do(
            request,
            lambda: taxonomy.merge_families(row, into, account=request.user),
            done=_("They are one family now. You can take it back from the history."),
            back=_page(into),
        )
    context = {
        "form": form,
        "heading": _("Merge “%(name)s” with another family") % {"name": row},
        "lead": _("Its CVs, words and codes go into the other; no CV is lost."),
        "submit_label": _("Merge"),
        "back_url": _page(row),
        "parent_url": _page(row),
        "parent_label": str(row),
    }
    return render(request, "banco/form_page.html", context)


@staff_page(Right.KEEP_CVS)
def split(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Make some families out of one."""
    row = _family(centre, pk)

    def save(form: SplitForm) -> None:
        said = form.cleaned_data
        parts = [
            FamilyPart(said[f"name_{number}"], said[f"words_{number}"])
            for number in range(1, MOST_PARTS + 1)
            if said[f"name_{number}"].strip()
        ]
        taxonomy.split_family(row, parts, account=request.user)

    return form_page(
        request,
        SplitForm(request.POST or None),
        save,
        heading=_("Split “%(name)s”") % {"name": row},
        lead=_(
            "Each CV goes, as a proposal, to the family whose words its job title holds; those "
            "that none speaks for stay where they are."
        ),
        back=_home(centre),
        done=_("It has been split. You can take it back from the history."),
        submit_label=_("Split"),
        parent_label=_("Families"),
    )


@staff_page(Right.KEEP_CVS)
@require_POST
def retire(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Put away a family that no CV is in."""
    row = _family(centre, pk)
    try:
        taxonomy.retire_family(row, account=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(_page(row))
    messages.success(request, _("It has been put away."))
    return redirect(_home(centre))


@staff_page(Right.KEEP_CVS)
def history(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What was done with the families; the latest can be taken back."""
    context = {
        "changes": queries.history(centre),
        "last": taxonomy.latest_undoable(centre),
    }
    return render(request, "talents/families/history.html", context)


@staff_page(Right.KEEP_CVS)
@require_POST
def undo(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Take back the latest change."""
    change = get_object_or_404(FamilyChange, centre=centre, pk=pk)
    return do(
        request,
        lambda: taxonomy.undo_change(change, account=request.user),
        done=_("It has been taken back: families and CVs stand as before."),
        back=reverse("talents-family-history", args=[centre.slug]),
    )


@staff_page(Right.KEEP_CVS)
@require_POST
def decide(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Confirm a proposal, correct it, or take the CV out of the family."""
    row = get_object_or_404(
        CVFamily.objects.exclude(cv__state__in=(CVState.DRAFT, CVState.RESTRICTED)).select_related(
            "cv", "family__centre"
        ),
        pk=pk,
        cv__centre=centre,
    )
    what = request.POST.get("what", "")
    if what == "confirm":
        return do(
            request,
            lambda: deciding.confirm([row], centre, account=request.user),
            done=_("Confirmed."),
            back=_back(request, row),
        )
    if what == "out":
        return do(
            request,
            lambda: deciding.take_out(row, account=request.user),
            done=_("It is no longer in this family."),
            back=_back(request, row),
        )
    number = number_in(request.POST.get("family", ""))
    if number is None:
        messages.error(request, _("Choose a family."))
        return redirect(_back(request, row))
    other = _family(centre, number)
    return do(
        request,
        lambda: deciding.correct(row, other, account=request.user),
        done=_("It is in “%(family)s” now.") % {"family": other},
        back=_back(request, row),
    )


def _back(request: HttpRequest, row: CVFamily) -> str:
    """The page from which the button was pressed."""
    centre = row.family.centre
    if request.POST.get("from") == "cv":
        return reverse("talents-sort", args=[centre.slug, row.cv_id])
    return reverse("talents-family", args=[centre.slug, row.family_id])


@staff_page(Right.KEEP_CVS)
@require_POST
def draw(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Draw a sample of what waits, of one family or of all."""
    number = number_in(request.POST.get("family", ""))
    row = _family(centre, number) if number is not None else None
    try:
        drawn = deciding.draw_sample(centre, row, account=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(_home(centre))
    return redirect("talents-sample", centre.slug, drawn.pk)


@staff_page(Right.KEEP_CVS)
def sample(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Look at the sample; then confirm the rest together."""
    drawn = get_object_or_404(FamilySample.objects.select_related("family"), centre=centre, pk=pk)
    looks = queries.looks_of(drawn)
    if request.method == "POST":
        if drawn.used_at is not None:
            raise Http404
        said = {
            look.pk: request.POST[f"look_{look.pk}"] == "right"
            for look in looks
            if f"look_{look.pk}" in request.POST
        }
        deciding.note_looks(drawn, said)
        try:
            change = deciding.confirm_after_sample(drawn, account=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("talents-sample", centre.slug, pk)
        count = change.detail["cvs"]
        messages.success(
            request,
            ngettext(
                "%(count)d proposal has been confirmed.",
                "%(count)d proposals have been confirmed.",
                count,
            )
            % {"count": count},
        )
        return redirect(_home(centre))
    context = {
        "sample": drawn,
        "looks": looks,
        "waiting": deciding.open_proposals(centre, drawn.family).count(),
    }
    return render(request, "talents/families/sample.html", context)
