"""One CV, as the curator keeps it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.kernel.access import staff_page
from mestieri.kernel.cv_bank import BackToWork
from mestieri.kernel.models import Centre
from mestieri.kernel.models.rights import ViewReason
from mestieri.kernel.printing.squares import qr_square
from mestieri.kernel.roles import Right
from mestieri.kernel.services.contacts import note_view
from mestieri.kernel.staff.sheet import form_page
from mestieri.talents.forms.keeping import (
    ContactsForm,
    FileForm,
    NoticeForm,
    VisibilityForm,
)
from mestieri.talents.forms.record import RecordForms
from mestieri.talents.models import CV
from mestieri.talents.queries.keeping import current_document
from mestieri.talents.services import documents, files, keeping, owners
from mestieri.talents.services.erasing import erase_for_good
from mestieri.talents.services.presenting import found_work, work_was_a_mistake
from mestieri.talents.services.views import note_views
from mestieri.talents.vocabulary import (
    AgeStatement,
    CVState,
    NoticeWay,
    Origin,
    ViewManner,
    Visibility,
)


def cv_or_404(centre: Centre, pk: int) -> CV:
    """A CV of the centre; one that its owner is still leaving is nobody else's."""
    rows = CV.objects.exclude(state=CVState.DRAFT).select_related("member", "centre", "notice_by")
    return get_object_or_404(rows, centre=centre, pk=pk)


def writable_cv_or_404(centre: Centre, pk: int) -> CV:
    """A CV in which the staff may write: not one that is out of use at its owner's request."""
    cv = cv_or_404(centre, pk)
    if cv.state == CVState.RESTRICTED:
        raise Http404
    return cv


@staff_page(Right.KEEP_CVS)
def card(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """What a CV says, where it stands, what is to be done; without contacts."""
    cv = cv_or_404(centre, pk)
    note_views([cv.pk], request.user, ViewManner.CARD)
    return render(request, "talents/card.html", card_context(cv))


def card_context(cv: CV, **more: Any) -> dict[str, Any]:
    """What the page of a CV shows."""
    return {
        "cv": cv,
        "record": cv.candidate,
        "document": current_document(cv),
        "passages": cv.passages.select_related("made_by")[:20],
        "contacts": None,
        "is_writable": cv.state != CVState.RESTRICTED,
        **more,
    }


@staff_page(Right.KEEP_CVS)
@require_POST
def contacts(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Show how to reach the person; the look is written down."""
    cv = cv_or_404(centre, pk)
    note_view(centre, request.user, ViewReason.CONTACT, cv.member)
    return render(request, "talents/card.html", card_context(cv, contacts=cv.member))


@staff_page(Right.KEEP_CVS)
def change_contacts(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Write another e-mail or telephone; what is there is not shown without a look."""
    cv = writable_cv_or_404(centre, pk)
    initial = {"language": cv.member.language}
    return form_page(
        request,
        ContactsForm(request.POST or None, initial=initial),
        lambda form: keeping.change_contacts(cv.member, **form.cleaned_data, account=request.user),
        heading=_("How to reach the person"),
        lead=_("What you write here takes the place of what is there."),
        back=address_of(cv),
        done=_("Saved."),
        parent_label=str(cv.member),
    )


def address_of(cv: CV) -> str:
    """The page of a CV at the Banco."""
    return reverse("talents-cv", args=[cv.centre.slug, cv.pk])


@staff_page(Right.KEEP_CVS)
def file(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """The PDF, as an attachment: its owner's, or set by us from XML or JSON."""
    cv = cv_or_404(centre, pk)
    document = current_document(cv)
    if document is None:
        raise Http404
    try:
        content = documents.as_pdf(cv, document)
    except files.FileIsGone:
        raise Http404 from None
    note_views([cv.pk], request.user, ViewManner.FILE)
    return attachment(content, "application/pdf", f"cv-{cv.pk}.pdf")


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to be kept, never opened inside our own pages, kept by no cache."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


@staff_page(Right.KEEP_CVS)
def notice(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """The first contact: the notice read out or handed over, and the age."""
    cv = writable_cv_or_404(centre, pk)
    form = NoticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if said["age"] == "younger":
            messages.warning(request, too_young())
            return redirect("talents-erase", centre.slug, cv.pk)
        try:
            keeping.state_age(
                cv.member,
                AgeStatement(said["age"]),
                responsible_act=said["responsible_act"],
                responsible_act_on=said["responsible_act_on"],
            )
            keeping.give_notice(cv, NoticeWay(said["way"]), account=request.user)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Written down: the CV may be presented now."))
            return redirect(address_of(cv))
    words = {"centre": centre.name}
    context = {"cv": cv, "form": form, "notice": owners.notice_text() % words}
    return render(request, "talents/notice.html", context)


def too_young() -> str:
    """Why a CV is not taken."""
    return _(
        "We cannot keep the CV of somebody younger than 16: erase it. The guidance desk and the "
        "school can help, without a CV."
    )


@staff_page(Right.KEEP_CVS)
def correct(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Correct, or write by hand, what was read."""
    cv = writable_cv_or_404(centre, pk)
    forms = RecordForms(cv.candidate, request.POST or None)
    if request.method == "POST" and forms.is_valid():
        keeping.correct(cv, forms.corrected(), account=request.user)
        messages.success(request, _("Saved."))
        return redirect(address_of(cv))
    return render(request, "talents/correct.html", {"cv": cv, "forms": forms})


@staff_page(Right.KEEP_CVS)
def visibility(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Write down who may see the CV, at its owner's word."""
    cv = writable_cv_or_404(centre, pk)
    initial = {"visibility": cv.visibility, "sectors": cv.sectors}
    return form_page(
        request,
        VisibilityForm(request.POST or None, initial=initial),
        lambda form: keeping.choose_visibility(
            cv,
            Visibility(form.cleaned_data["visibility"]),
            form.cleaned_data["sectors"],
            account=request.user,
        ),
        heading=_("Who may see it?"),
        lead=_("Only the person chooses: write what they told you."),
        back=address_of(cv),
        done=_("Saved."),
        parent_label=str(cv.member),
    )


@staff_page(Right.KEEP_CVS)
@require_POST
def link(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """The link to the owner's page: by mail, or shown once to be printed."""
    cv = writable_cv_or_404(centre, pk)
    by_mail = request.POST.get("come") == "posta"
    try:
        issued = owners.give_link(cv, account=request.user, by_mail=by_mail)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(address_of(cv))
    if by_mail:
        messages.success(request, _("The link left."))
        return redirect(address_of(cv))
    context = {"cv": cv, "address": issued.address, "square": qr_square(issued.address)}
    return render(request, "talents/link.html", context)


@staff_page(Right.KEEP_CVS)
def replace_file(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """A newer file for somebody who is there."""
    cv = writable_cv_or_404(centre, pk)

    def save(form: FileForm) -> None:
        brought = form.cleaned_data["file"]
        content = brought.read()
        outcome = documents.read_one(content)
        documents.replace(
            cv, brought.name, content, outcome, origin=Origin.CURATOR, account=request.user
        )

    return form_page(
        request,
        FileForm(request.POST or None, request.FILES or None),
        save,
        heading=_("A newer CV"),
        back=address_of(cv),
        done=_("The newer CV counts from now on; the one before is kept for a year."),
        parent_label=str(cv.member),
        template="talents/file_form.html",
    )


@staff_page(Right.KEEP_CVS)
@require_POST
def work(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """The person found work, in whatever way; or that was a mistake."""
    cv = writable_cv_or_404(centre, pk)
    if request.POST.get("errore"):
        work_was_a_mistake(cv, account=request.user)
        messages.success(request, _("Taken back: the CV is as it was."))
    elif found_work(cv, BackToWork.TOLD_BY_STAFF, account=request.user):
        messages.success(
            request, _("Well done! It is counted among those back to work; the CV is hidden.")
        )
    return redirect(address_of(cv))


@staff_page(Right.KEEP_CVS)
def erase_one(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Erase a CV and all that is known of its owner, after one question."""
    cv = cv_or_404(centre, pk)
    if request.method == "POST":
        erase_for_good(cv, by=request.user)
        messages.success(request, _("Erased: the file, what was read, the contacts."))
        return redirect("talents", centre.slug)
    return render(request, "talents/erase.html", {"cv": cv})
