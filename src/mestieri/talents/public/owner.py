"""The page of who owns a CV: what was read, who saw it, who may see it, what there is for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mestieri.engines.europass import write_pdf, write_xml
from mestieri.kernel.cv_bank import BackToWork
from mestieri.kernel.for_persons import find_things, presented
from mestieri.kernel.printing.squares import qr_square
from mestieri.talents.access import (
    UNPROCESSABLE,
    WORD,
    language_of,
    let_in,
    let_out,
    owner_act,
    owner_page,
)
from mestieri.talents.forms.keeping import AgeForm, ContactsForm, FileForm, VisibilityForm
from mestieri.talents.forms.record import RecordForms
from mestieri.talents.models import CV
from mestieri.talents.queries import owner as queries
from mestieri.talents.queries.keeping import current_document
from mestieri.talents.services import documents, files, keeping, owners
from mestieri.talents.services.erasing import erase, erase_for_good
from mestieri.talents.services.presenting import found_work
from mestieri.talents.staff.card import attachment, too_young
from mestieri.talents.vocabulary import AgeStatement, CVState, Origin, Visibility

MOST_THINGS = 12
#: What may be done with a CV that its owner is still leaving.
OF_A_DRAFT = frozenset({"finisci", "link", "esci"})


def context_of(request: HttpRequest, cv: CV, **more: Any) -> dict[str, Any]:
    """What every page of the owner has."""
    return {
        "cv": cv,
        "word_name": WORD,
        "word": owners.word_for(cv, request.stay.seconds),  # type: ignore[attr-defined]
        "is_open": owners.is_open_to_owner(cv),
        **more,
    }


@owner_page
def mine(request: HttpRequest, cv: CV) -> HttpResponse:
    """Everything about one's own CV; of a draft, the next step."""
    return _mine(request, cv)


def _mine(request: HttpRequest, cv: CV, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "record": cv.candidate,
        "document": current_document(cv),
        "visibility_form": VisibilityForm(
            initial={"visibility": cv.visibility, "sectors": cv.sectors}
        ),
        "age_form": AgeForm(initial=queries.age_said(cv.member)),
        "contacts_form": ContactsForm(initial=queries.contacts_of(cv.member)),
        "file_form": FileForm(),
        "views": queries.views_of(cv),
        "presented": presented(str(cv.key)),
        "refusal": "",
        **more,
    }
    page = "talents/owner/draft.html" if cv.state == CVState.DRAFT else "talents/owner/mine.html"
    return render(request, page, context_of(request, cv, **context), status=status)


@owner_act
def act(request: HttpRequest, cv: CV) -> HttpResponse:
    """Do one thing with one's own CV."""
    acts: dict[str, Callable[[HttpRequest, CV], HttpResponse]] = {
        "nascondi": _simply(keeping.hide),
        "mostra": _simply(keeping.show),
        "conferma": _simply(keeping.confirm),
        "lavoro": _found_work,
        "chi-lo-vede": _choose_visibility,
        "contatti": _change_contacts,
        "eta": _say_age,
        "finisci": _finish,
        "link": _paper_link,
        "esci": lambda _request, cv: let_out(redirect("cv-owner", cv.centre.slug), cv.centre),
        "esci-ovunque": _leave_everywhere,
    }
    wanted = acts.get(request.POST.get("azione", ""))
    named = request.POST.get("azione", "")
    if wanted is None or (not owners.is_open_to_owner(cv) and named != "esci"):
        raise Http404
    if cv.state == CVState.DRAFT and named not in OF_A_DRAFT:
        raise Http404  # a draft is shown to nobody before its owner has said age and choice
    try:
        return wanted(request, cv)
    except ValidationError as error:
        return _mine(request, cv, UNPROCESSABLE, refusal=" ".join(error.messages))


def _back(cv: CV) -> HttpResponse:
    return redirect("cv-owner", cv.centre.slug)


def _simply(service: Callable[[CV], None]) -> Callable[[HttpRequest, CV], HttpResponse]:
    def do(_request: HttpRequest, cv: CV) -> HttpResponse:
        service(cv)
        return _back(cv)

    return do


def _found_work(_request: HttpRequest, cv: CV) -> HttpResponse:
    found_work(cv, BackToWork.TOLD_BY_OWNER)
    return _back(cv)


def _choose_visibility(request: HttpRequest, cv: CV) -> HttpResponse:
    form = VisibilityForm(request.POST)
    if not form.is_valid():
        return _mine(request, cv, UNPROCESSABLE, visibility_form=form)
    said = form.cleaned_data
    try:
        keeping.choose_visibility(cv, Visibility(said["visibility"]), said["sectors"])
    except ValidationError as error:
        form.refuse(error)
        return _mine(request, cv, UNPROCESSABLE, visibility_form=form)
    return _back(cv)


def _change_contacts(request: HttpRequest, cv: CV) -> HttpResponse:
    form = ContactsForm(request.POST)
    if not form.is_valid():
        return _mine(request, cv, UNPROCESSABLE, contacts_form=form)
    is_another = keeping.change_contacts(cv.member, **form.cleaned_data)
    cv.refresh_from_db()  # another e-mail closed every browser; this one goes on
    answer = _back(cv)
    if is_another and cv.member.email:
        try:
            owners.give_link(cv)
        except ValidationError as error:
            answer = _mine(request, cv, UNPROCESSABLE, refusal=" ".join(error.messages))
    return let_in(answer, cv, request.stay.seconds)  # type: ignore[attr-defined]


def _say_age(request: HttpRequest, cv: CV) -> HttpResponse:
    """Who is younger than sixteen is told, and nothing of theirs stays."""
    form = AgeForm(request.POST)
    if not form.is_valid():
        return _mine(request, cv, UNPROCESSABLE, age_form=form)
    said = form.cleaned_data
    if said["age"] == "younger":
        return _gone(request, cv, too_young())
    try:
        keeping.state_age(
            cv.member,
            AgeStatement(said["age"]),
            responsible_act=said["responsible_act"],
            responsible_act_on=said["responsible_act_on"],
        )
    except ValidationError as error:
        form.refuse(error)
        return _mine(request, cv, UNPROCESSABLE, age_form=form)
    return _back(cv)


def _finish(request: HttpRequest, cv: CV) -> HttpResponse:
    """The draft is in the bank: the link leaves by mail, or is shown to be printed."""
    visibility, age = VisibilityForm(request.POST), AgeForm(request.POST)
    if not visibility.is_valid() or not age.is_valid():
        return _mine(request, cv, UNPROCESSABLE, visibility_form=visibility, age_form=age)
    if age.cleaned_data["age"] == "younger":
        return _gone(request, cv, too_young())
    try:
        keeping.finish_draft(
            cv,
            AgeStatement(age.cleaned_data["age"]),
            age.cleaned_data["responsible_act"],
            age.cleaned_data["responsible_act_on"],
            Visibility(visibility.cleaned_data["visibility"]),
            visibility.cleaned_data["sectors"],
        )
    except ValidationError as error:
        named = error.error_dict if hasattr(error, "error_dict") else {}
        (visibility if "sectors" in named else age).refuse(error)
        return _mine(request, cv, UNPROCESSABLE, visibility_form=visibility, age_form=age)
    if not cv.member.email:
        return _paper_link(request, cv)
    try:
        owners.give_link(cv)
    except ValidationError:
        return _paper_link(request, cv)
    return render(request, "talents/owner/done.html", context_of(request, cv))


def _paper_link(request: HttpRequest, cv: CV) -> HttpResponse:
    issued = owners.give_link(cv, by_mail=False)
    context = {"address": issued.address, "square": qr_square(issued.address)}
    return render(request, "talents/owner/link.html", context_of(request, cv, **context))


def _leave_everywhere(_request: HttpRequest, cv: CV) -> HttpResponse:
    owners.close_every_browser(cv)
    return let_out(redirect("cv-owner", cv.centre.slug), cv.centre)


@owner_page
def correct(request: HttpRequest, cv: CV) -> HttpResponse:
    """Look at each thing that was read, and correct it."""
    context = {"forms": RecordForms(cv.candidate)}
    return render(request, "talents/owner/correct.html", context_of(request, cv, **context))


@owner_act
def correct_send(request: HttpRequest, cv: CV) -> HttpResponse:
    """Keep what was corrected."""
    forms = RecordForms(cv.candidate, request.POST)
    if not forms.is_valid() or not owners.is_open_to_owner(cv):
        context = context_of(request, cv, forms=forms)
        return render(request, "talents/owner/correct.html", context, status=UNPROCESSABLE)
    keeping.correct(cv, forms.corrected())
    return _back(cv)


@owner_act
def new_file(request: HttpRequest, cv: CV) -> HttpResponse:
    """A newer CV takes the place of the one before."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid() or not owners.is_open_to_owner(cv):
        return _mine(request, cv, UNPROCESSABLE, file_form=form)
    file = form.cleaned_data["file"]
    content = file.read()
    try:
        outcome = documents.read_one(content)
    except ValidationError as error:
        form.add_error("file", error)
        return _mine(request, cv, UNPROCESSABLE, file_form=form)
    documents.replace(cv, file.name, content, outcome, origin=Origin.OWNER)
    return _back(cv)


@owner_page
def take_home(request: HttpRequest, cv: CV, form: str) -> HttpResponse:
    """One's own CV as a Europass PDF or XML made of what is here, or the file that was left."""
    if form == "xml":
        content, kind = write_xml(cv.candidate, language_of(cv)), "application/xml"
    elif form == "pdf":
        content, kind = write_pdf(cv.candidate, language_of(cv)), "application/pdf"
    else:
        document = current_document(cv)
        if form != "file" or document is None:
            raise Http404
        form = document.format
        kind = "application/octet-stream"
        try:
            content = files.content_of(document.token, document.file_key)
        except files.FileIsGone:
            raise Http404 from None
    return attachment(content, kind, f"cv.{form}")


@owner_page
def things(request: HttpRequest, cv: CV) -> HttpResponse:
    """«Che cosa c'è per me»: things put in order for a person, with the reason of each."""
    asked = request.GET.get("q", "").strip()[:200] or queries.words_of(cv)
    found = find_things(asked, language_of(cv), cv.centre, MOST_THINGS)
    context = context_of(request, cv, asked=asked, found=found)
    return render(request, "talents/owner/things.html", context)


@owner_page
def erase_ask(request: HttpRequest, cv: CV) -> HttpResponse:
    """One question before everything goes."""
    return render(request, "talents/owner/erase.html", context_of(request, cv))


@owner_act
def erase_now(request: HttpRequest, cv: CV) -> HttpResponse:
    """Everything of the person goes, at once."""
    return _gone(request, cv, _("It is done: your CV, the file, what was read and your contacts."))


def _gone(request: HttpRequest, cv: CV, sentence: str) -> HttpResponse:
    centre = cv.centre
    if cv.state == CVState.DRAFT:
        erase([cv], files_first=True)
    else:
        erase_for_good(cv)
    page = render(request, "talents/owner/gone.html", {"sentence": sentence, "centre": centre})
    return let_out(page, centre)
