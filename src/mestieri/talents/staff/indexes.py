"""The curator's pages of the indexes, and what one CV says for them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import do, form_page
from mestieri.talents.forms.families import FamilyChoiceForm
from mestieri.talents.forms.indexes import IndexForm, ValueForm
from mestieri.talents.models import CV, IndexChoice, IndexDefinition, IndexValue, ValueOrigin
from mestieri.talents.queries import families as family_queries
from mestieri.talents.queries import indexes as queries
from mestieri.talents.services.families import deciding
from mestieri.talents.services.indexes import definitions
from mestieri.talents.services.indexes.starter import take_starter_indexes
from mestieri.talents.services.indexes.values import correct_value
from mestieri.talents.services.views import note_views
from mestieri.talents.staff.card import writable_cv_or_404
from mestieri.talents.vocabulary import ViewManner


@staff_page(Right.KEEP_CVS)
def indexes(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The indexes of the group."""
    rows = queries.indexes_with_counts(centre)
    context = {
        "in_use": [row for row in rows if row.retired_on is None],
        "put_away": [row for row in rows if row.retired_on is not None],
    }
    return render(request, "talents/indexes/indexes.html", context)


def _home(centre: Centre) -> str:
    return reverse("talents-indexes", args=[centre.slug])


@staff_page(Right.KEEP_CVS)
@require_POST
def start(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Take the starter set."""
    take_starter_indexes(centre, account=request.user)
    messages.success(request, _("The indexes are there: change them as the group decides."))
    return redirect(_home(centre))


@staff_page(Right.KEEP_CVS)
def add(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Define an index."""
    return _form(request, centre, IndexDefinition(centre=centre), _("New index"))


@staff_page(Right.KEEP_CVS)
def change(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Change an index; what CVs say stays."""
    row = get_object_or_404(IndexDefinition, centre=centre, pk=pk, retired_on__isnull=True)
    return _form(request, centre, row, str(row), choices=list(row.choices.all()))


def _form(
    request: HttpRequest,
    centre: Centre,
    row: IndexDefinition,
    heading: str,
    choices: list[IndexChoice] | None = None,
) -> HttpResponse:
    return form_page(
        request,
        IndexForm(request.POST or None, instance=row),
        lambda form: definitions.save_index(form.instance, form.new_choices, account=request.user),
        heading=heading,
        lead=_(
            "Age, sex, origin, family, health, opinions and whatever the law forbids cannot be an "
            "index: the page says why."
        ),
        back=_home(centre),
        done=_("Saved. What the CVs say is being read again."),
        parent_label=_("Indexes"),
        template="talents/indexes/index_form.html",
        choices=choices or [],
        definition=row,
    )


@staff_page(Right.KEEP_CVS)
@require_POST
def change_choice(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Give a value of a list another name or other words, or put it away and back."""
    choice = get_object_or_404(
        IndexChoice.objects.select_related("definition__centre"),
        definition__centre=centre,
        definition__retired_on__isnull=True,
        pk=pk,
    )
    retired = {"away": True, "back": False}.get(request.POST.get("what", ""))
    if retired is None:
        choice.name = request.POST.get("name", "").strip()
        choice.words = request.POST.get("words", "").strip()
    return do(
        request,
        lambda: definitions.change_choice(choice, account=request.user, retired=retired),
        done=_("Saved. What the CVs say is being read again."),
        back=reverse("talents-index", args=[centre.slug, choice.definition_id]),
    )


@staff_page(Right.KEEP_CVS)
@require_POST
def retire(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Put an index away, or search by it again."""
    row = get_object_or_404(IndexDefinition, centre=centre, pk=pk)
    is_back = row.retired_on is not None
    act = definitions.bring_back if is_back else definitions.retire_index
    return do(
        request,
        lambda: act(row, account=request.user),
        done=_("It is in use again, with what the CVs said.")
        if is_back
        else _("It has been put away; what the CVs say is kept."),
        back=_home(centre),
    )


@staff_page(Right.KEEP_CVS)
def sort(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """One CV: its families and what it says for each index, to be confirmed or corrected."""
    cv = writable_cv_or_404(centre, pk)
    note_views([cv.pk], request.user, ViewManner.CARD)
    return _sort_page(request, centre, cv)


def _sort_page(
    request: HttpRequest, centre: Centre, cv: CV, form: ValueForm | None = None
) -> HttpResponse:
    rows = queries.indexes_in_use(centre)
    values = {value.definition_id: value for value in cv.index_values.all()}
    lines = [
        (
            row,
            queries.said_by(values[row.pk], row) if row.pk in values else None,
            form
            if form is not None and form.definition.pk == row.pk
            else _value_form(row, values.get(row.pk)),
        )
        for row in rows
    ]
    context = {
        "cv": cv,
        "families": cv.families.filter(set_aside_by__isnull=True).select_related("family__macro"),
        "others": list(family_queries.families_in_use(centre)),
        "lines": lines,
        "wrong": form.definition.pk if form is not None else 0,
    }
    status = 422 if form is not None else 200
    return render(request, "talents/indexes/sort.html", context, status=status)


def _value_form(row: IndexDefinition, value: IndexValue | None) -> ValueForm:
    return ValueForm(
        definition=row, code=value.code if value else None, prefix=f"i{row.pk}", auto_id="id_%s"
    )


@staff_page(Right.KEEP_CVS)
@require_POST
def correct(request: HttpRequest, centre: Centre, pk: int, index: int) -> HttpResponse:
    """Write what a CV says for an index; an index that was put away meanwhile says so."""
    cv = writable_cv_or_404(centre, pk)
    row = get_object_or_404(
        IndexDefinition.objects.prefetch_related("choices"), centre=centre, pk=index
    )
    value = cv.index_values.filter(definition=row).first()
    form = ValueForm(
        request.POST, definition=row, code=value.code if value else None, prefix=f"i{row.pk}"
    )
    if not form.is_valid():
        return _sort_page(request, centre, cv, form)
    try:
        correct_value(cv, row, form.code, origin=ValueOrigin.CURATOR, account=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("“%(name)s” has been written.") % {"name": row})
    return redirect("talents-sort", centre.slug, cv.pk)


@staff_page(Right.KEEP_CVS)
@require_POST
def add_family(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Put a CV into one more family."""
    cv = writable_cv_or_404(centre, pk)
    form = FamilyChoiceForm(request.POST, centre=centre)
    if not form.is_valid():
        messages.error(request, _("Choose a family."))
        return redirect("talents-sort", centre.slug, cv.pk)
    family = form.cleaned_data["family"]
    return do(
        request,
        lambda: deciding.add_family(
            cv, family, account=request.user, as_main=request.POST.get("main") == "1"
        ),
        done=_("It is in “%(family)s” now.") % {"family": family},
        back=reverse("talents-sort", args=[centre.slug, cv.pk]),
    )
