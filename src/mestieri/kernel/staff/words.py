"""The open vocabularies: words to choose from, shared by all the centres."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.kernel import queries
from mestieri.kernel.access import staff_page
from mestieri.kernel.forms import TermForm
from mestieri.kernel.models import Centre, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.roles import Right
from mestieri.kernel.services import vocabularies as service
from mestieri.kernel.staff.sheet import form_page


def _vocabulary_or_404(code: str) -> Vocabulary:
    vocabulary = service.vocabulary_named(code)
    if vocabulary is None:
        raise Http404
    return vocabulary


def _words(centre: Centre, vocabulary: str) -> str:
    return reverse("kernel-words", args=[centre.slug, vocabulary])


@staff_page(Right.MANAGE_VOCABULARIES)
def vocabularies(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Every vocabulary with how many words it offers."""
    context = {"vocabularies": queries.vocabularies_with_counts()}
    return render(request, "kernel/vocabularies.html", context)


@staff_page(Right.MANAGE_VOCABULARIES)
def words(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    """Words of one vocabulary, the retired ones too."""
    vocabulary = _vocabulary_or_404(code)
    context = {"vocabulary": vocabulary, "terms": Term.objects.filter(vocabulary=vocabulary)}
    return render(request, "kernel/words.html", context)


def _term_page(request: HttpRequest, centre: Centre, term: Term, **page: Any) -> HttpResponse:
    def save(form: TermForm) -> None:
        service.save_term(form.instance, centre=centre, account=request.user)

    return form_page(
        request,
        TermForm(request.POST or None, instance=term),
        save,
        back=_words(centre, term.vocabulary),
        parent_label=str(Vocabulary(term.vocabulary).label),
        lead=_("The words are shared by all the centres of this installation."),
        **page,
    )


@staff_page(Right.MANAGE_VOCABULARIES)
def add_term(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    term = Term(vocabulary=_vocabulary_or_404(code).value)
    return _term_page(
        request, centre, term, heading=_("New word"), done=_("The word has been added.")
    )


@staff_page(Right.MANAGE_VOCABULARIES)
def change_term(request: HttpRequest, centre: Centre, code: str, pk: int) -> HttpResponse:
    term = get_object_or_404(Term, pk=pk, vocabulary=_vocabulary_or_404(code))
    return _term_page(
        request, centre, term, heading=_("Change the word"), done=_("The word has been saved.")
    )


@staff_page(Right.MANAGE_VOCABULARIES)
@require_POST
def retire_term(request: HttpRequest, centre: Centre, code: str, pk: int) -> HttpResponse:
    """Hide a word from new choices, or offer it again; nothing is ever deleted."""
    term = get_object_or_404(Term, pk=pk, vocabulary=_vocabulary_or_404(code))
    retired = request.POST.get("retired") == "1"
    service.retire_term(term, retired, centre=centre, account=request.user)
    return redirect(_words(centre, code))
