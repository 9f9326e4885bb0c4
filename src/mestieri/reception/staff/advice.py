"""The adviser's pages: a desk today, who comes next, the talk and what answered it."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.library.slip_words import SLIP_LANGUAGES
from mestieri.reception import queries
from mestieri.reception.forms import AnswerForm, DeskOpeningForm, HandOverForm, corrections_in
from mestieri.reception.models import AdviceSession, Desk, Ticket
from mestieri.reception.models.advice import LONGEST_QUESTION, CorrectionReason
from mestieri.reception.services import advice as services
from mestieri.reception.services import discretion, queue, referrals
from mestieri.reception.staff.referrals import slip_address
from mestieri.reception.texts import pieces_of

QUESTIONS_A_PAGE = 25
#: By which the slips of one talk are printed again, from the browser that printed them.
SLIP_COOKIE = "mestieri_slip"
#: Until when a desk is open if nothing says otherwise.
USUAL_HOURS = datetime.timedelta(hours=3)
LAST_MINUTE = datetime.time(23, 59)


@require_GET
@staff_page(Right.ADVISE)
def advice(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Which desk is yours today, and the talks of the day."""
    now = timezone.localtime()
    opened = {one.desk.pk: one for one in queries.open_desks(centre, now)}
    desks = queries.desks_of_centre(centre).filter(is_active=True)
    context = {
        "desks": [(desk, opened.get(desk.pk)) for desk in desks],
        "sessions": queries.sessions_of_day(centre, now.date()),
        "owed": queries.answers_owed(centre),
    }
    return render(request, "reception/advice.html", context)


@require_GET
@staff_page(Right.ADVISE)
def desk(request: HttpRequest, centre: Centre, desk_id: int) -> HttpResponse:
    """One desk: who comes next, who is here, whom one may call besides."""
    context = desk_context(desk_or_404(centre, desk_id))
    response = render(request, "reception/advice_desk.html", {**context, "tap": uuid.uuid4()})
    add_never_cache_headers(response)
    return response


@require_GET
@staff_page(Right.ADVISE)
def desk_now(request: HttpRequest, centre: Centre, desk_id: int) -> HttpResponse:
    """The desk's queue by itself, asked again by its page every few seconds."""
    context = desk_context(desk_or_404(centre, desk_id))
    return render(request, "reception/partials/desk_now.html", context)


def desk_context(desk: Desk) -> dict[str, Any]:
    """What the page of a desk and its refreshed part show."""
    seen = queries.desk_queue(desk, timezone.localtime())
    talks = queries.talks_of(seen.here)
    return {
        "desk": desk,
        "seen": seen,
        "here": [(ticket, talks.get(ticket.pk)) for ticket in seen.here],
        "languages": queries.LANGUAGE_NAMES,
    }


def desk_or_404(centre: Centre, desk_id: int) -> Desk:
    return get_object_or_404(queries.desks_of_centre(centre), pk=desk_id, is_active=True)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.ADVISE)
def desk_open(request: HttpRequest, centre: Centre, desk_id: int) -> HttpResponse:
    """Open a desk today, or correct how it is open."""
    desk = desk_or_404(centre, desk_id)
    form = DeskOpeningForm(request.POST or None, centre=centre, initial=usual_opening(desk))
    if request.method == "POST" and form.is_valid():
        try:
            queue.open_desk(
                desk,
                languages=" ".join(form.cleaned_data["languages"]),
                until=form.cleaned_data["until"],
                partner=form.cleaned_data["partner"],
                account=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("“%(desk)s” is open.") % {"desk": desk.name})
            return redirect("reception-advice-desk", centre_slug=centre.slug, desk_id=desk.pk)
    return render(
        request,
        "reception/desk_form.html",
        {
            "form": form,
            "heading": _("Open “%(desk)s” today") % {"desk": desk.name},
            "submit_label": _("Open"),
            "back_url": reverse("reception-advice-desk", args=[centre.slug, desk.pk]),
            "parent_url": reverse("reception-advice", args=[centre.slug]),
            "parent_label": _("Advice"),
            "remove_url": "",
        },
    )


def usual_opening(desk: Desk) -> dict[str, Any]:
    """How the desk is open now, or how its turn of today says, or three hours in Italian."""
    now = timezone.localtime()
    opened = next((o for o in queries.open_desks(desk.centre, now) if o.desk.pk == desk.pk), None)
    if opened is not None:
        partner = opened.partner.pk if opened.partner else None
        return {"until": opened.until, "languages": list(opened.languages), "partner": partner}
    until = (now + USUAL_HOURS).replace(minute=0, second=0)
    same_day = until.date() == now.date()
    return {"until": until.time() if same_day else LAST_MINUTE, "languages": ["it"]}


@staff_page(Right.ADVISE)
@require_POST
def desk_close(request: HttpRequest, centre: Centre, desk_id: int) -> HttpResponse:
    """Close a desk for now."""
    desk = desk_or_404(centre, desk_id)
    queue.close_desk(desk, account=request.user)
    messages.success(
        request, _("“%(desk)s” is closed: the public site says so too.") % {"desk": desk.name}
    )
    return redirect("reception-advice", centre_slug=centre.slug)


@staff_page(Right.ADVISE)
@require_POST
def begin(request: HttpRequest, centre: Centre, desk_id: int, ticket_id: int) -> HttpResponse:
    """The person of a called number sits down; a second click goes to the same talk."""
    desk = desk_or_404(centre, desk_id)
    ticket = get_object_or_404(Ticket.objects.select_related("centre"), centre=centre, pk=ticket_id)
    try:
        session = services.begin(ticket, desk)
    except queue.QueueRefused as refused:
        begun = queries.talks_of([ticket]).get(ticket.pk)
        if ticket.state == "IN_ADVICE" and ticket.desk_id == desk.pk and begun is not None:
            return redirect("reception-session", centre_slug=centre.slug, session_id=begun)
        messages.error(request, refused.sentence)
        return redirect("reception-advice-desk", centre_slug=centre.slug, desk_id=desk.pk)
    return redirect("reception-session", centre_slug=centre.slug, session_id=session.pk)


@staff_page(Right.ADVISE)
@require_POST
def begin_at_once(request: HttpRequest, centre: Centre, desk_id: int) -> HttpResponse:
    """Somebody sits down without having waited."""
    desk = desk_or_404(centre, desk_id)
    language = request.POST.get("language", "it")
    try:
        session = services.begin_at_once(
            desk,
            language if language in queries.LANGUAGE_NAMES else "it",
            tap=uuid.UUID(request.POST.get("tap", "")),
        )
    except ValueError:
        messages.error(request, _("That tap could not be read: tap again."))
    except queue.QueueRefused as refused:
        messages.error(request, refused.sentence)
    else:
        return redirect("reception-session", centre_slug=centre.slug, session_id=session.pk)
    return redirect("reception-advice-desk", centre_slug=centre.slug, desk_id=desk.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.ADVISE)
def session(request: HttpRequest, centre: Centre, session_id: int) -> HttpResponse:
    """The talk: the question as it was said, and what answered it."""
    talk = session_or_404(centre, session_id)
    form = AnswerForm(request.POST or None, centre=centre, initial=kept(talk))
    refusal = None
    if request.method == "POST" and "look" not in request.POST and form.is_valid():
        try:
            write(request, talk, form)
        except discretion.TextRefused as refused:
            refusal = refused
        except services.AnswerRefused as refused:
            messages.error(request, refused.sentence)
        else:
            return after_writing(request, talk)
    status = 422 if refusal or is_wrong(request, form) else 200
    return render(
        request, "reception/session.html", talk_context(request, talk, form, refusal), status=status
    )


def session_or_404(centre: Centre, session_id: int) -> AdviceSession:
    sessions = AdviceSession.objects.select_related("area", "desk", "partner", "ticket", "centre")
    return get_object_or_404(sessions, centre=centre, pk=session_id)


def kept(talk: AdviceSession) -> dict[str, Any]:
    """What is noted already."""
    return {
        "text": talk.question,
        "topics": list(talk.topics.all()),
        "resources": list(talk.resources.all()),
        "destinations": list(talk.destinations.all()),
    }


def write(request: HttpRequest, talk: AdviceSession, form: AnswerForm) -> None:
    """Keep what the form says.

    Raises:
        TextRefused, AnswerRefused: as the service.
    """
    services.write(
        talk,
        question=form.cleaned_data["text"],
        topics=form.cleaned_data["topics"],
        resources=form.cleaned_data["resources"],
        destinations=form.cleaned_data["destinations"],
        corrections=corrections_in(request.POST),
    )


def after_writing(request: HttpRequest, talk: AdviceSession) -> HttpResponse:
    """End the talk if its button says so, and go back to the desk; else here again."""
    slug = talk.centre.slug
    if "finish" in request.POST:
        try:
            services.finish(talk)
        except queue.QueueRefused as refused:
            messages.error(
                request, _("The text is saved, but: %(why)s") % {"why": refused.sentence}
            )
            return redirect("reception-session", centre_slug=slug, session_id=talk.pk)
    messages.success(request, _("Saved."))
    if "hand-over" in request.POST:
        return redirect("reception-session-hand-over", centre_slug=slug, session_id=talk.pk)
    if "finish" in request.POST and talk.desk_id is not None:
        return redirect("reception-advice-desk", centre_slug=slug, desk_id=talk.desk_id)
    return redirect("reception-session", centre_slug=slug, session_id=talk.pk)


def is_wrong(request: HttpRequest, form: AnswerForm) -> bool:
    """Whether what was to be kept is not, because something in the form is no choice."""
    return request.method == "POST" and "look" not in request.POST and not form.is_valid()


def answer_context(
    request: HttpRequest,
    centre: Centre,
    form: AnswerForm,
    refusal: discretion.TextRefused | None,
) -> dict[str, Any]:
    """What the pages where one answers have in common."""
    text = form.data.get("text", "") if form.is_bound else form.initial.get("text", "")
    resource_words = request.POST.get("resource-words", "")
    destination_words = request.POST.get("destination-words", "")
    return {
        "form": form,
        "wrong_choices": is_wrong(request, form),
        "text": text,
        "refusal": refusal,
        "pieces": pieces_of(text, refusal.marks if refusal else []),
        "reasons": CorrectionReason.choices,
        "longest": LONGEST_QUESTION,
        "resource_words": resource_words,
        "destination_words": destination_words,
        "resources": queries.offered_resources(centre, resource_words, form.chosen("resources")),
        "destinations": queries.offered_destinations(
            centre, destination_words, form.chosen("destinations")
        ),
    }


def talk_context(
    request: HttpRequest,
    talk: AdviceSession,
    form: AnswerForm,
    refusal: discretion.TextRefused | None,
) -> dict[str, Any]:
    """What the page of a talk shows."""
    language = queries.LANGUAGE_NAMES.get(talk.language, talk.language)
    in_advice = talk.ticket is not None and talk.ticket.state == "IN_ADVICE"
    return {
        **answer_context(request, talk.centre, form, refusal),
        "talk": talk,
        "language_name": language,
        "is_going_on": in_advice and not talk.handed_over,
        "slip_tap": slip_tap(request.COOKIES.get(SLIP_COOKIE, "")) or uuid.uuid4(),
        "sent_on_to": form.initial["destinations"],
    }


@staff_page(Right.ADVISE)
@require_POST
def session_slip(
    request: HttpRequest, centre: Centre, session_id: int, entry_id: int
) -> HttpResponse:
    """Make the slip of a service noted in the talk; pressed again, it is printed again.

    The referral keeps no key to the talk. For as long as a slip may be printed again, only
    this browser knows by which tap it was made.
    """
    talk = session_or_404(centre, session_id)
    entry = get_object_or_404(talk.destinations, pk=entry_id)
    language = talk.language if talk.language in SLIP_LANGUAGES else "it"
    topic = talk.topics.order_by("position", "id").first()
    tap = slip_tap(request.POST.get("tap", ""))
    try:
        made = referrals.make_referral(
            centre=centre, destination=entry, language=language, topic=topic, tap=tap
        )
    except referrals.ReferralRefused as refused:
        messages.error(request, refused.sentence)
        return redirect("reception-session", centre_slug=centre.slug, session_id=talk.pk)
    response = redirect(slip_address(centre, made.slip_pass))
    if tap is not None:
        response.set_cookie(
            SLIP_COOKIE,
            str(tap),
            max_age=referrals.SECONDS_TO_PRINT,
            path=reverse("reception-session", args=[centre.slug, talk.pk]),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def slip_tap(words: str) -> uuid.UUID | None:
    """The tap that a form or a cookie names, if it is one."""
    try:
        return uuid.UUID(words)
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.ADVISE)
def hand_over(request: HttpRequest, centre: Centre, session_id: int) -> HttpResponse:
    """Give the number to a colleague, with the question, at the place of its arrival."""
    talk = session_or_404(centre, session_id)
    form = HandOverForm(request.POST or None, centre=centre, initial={"area": talk.area_id})
    if request.method == "POST" and form.is_valid():
        try:
            ticket = services.hand_over(
                talk, form.cleaned_data["area"], desk=form.cleaned_data["desk"]
            )
        except queue.QueueRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(
                request,
                _("%(number)s waits for a colleague, at its own place, with its question.")
                % {"number": ticket.code},
            )
            return redirect("reception-advice", centre_slug=centre.slug)
    return render(
        request,
        "reception/desk_form.html",
        {
            "form": form,
            "heading": _("Hand over to a colleague"),
            "submit_label": _("Hand over"),
            "back_url": reverse("reception-session", args=[centre.slug, talk.pk]),
            "parent_url": reverse("reception-session", args=[centre.slug, talk.pk]),
            "parent_label": _("Talk"),
            "remove_url": "",
        },
    )


@require_GET
@staff_page(Right.ADVISE)
def questions(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What people asked at the desks, in their words."""
    words = request.GET.get("q", "").replace("\x00", " ").strip()[:200]
    asked = queries.questions_asked_at_desks(centre, words)
    page = Paginator(asked, QUESTIONS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reception/questions.html", {"page": page, "words": words})
