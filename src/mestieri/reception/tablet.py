"""The tablet at the door: a page anybody may open, and two addresses for paired devices."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mestieri.kernel.access import public_page
from mestieri.kernel.vocabulary import Purpose
from mestieri.reception import queries
from mestieri.reception.access import device_page
from mestieri.reception.services import deliveries, devices, visits
from mestieri.reception.services.deliveries import Outcome

#: Where a browser keeps the page and its parts, to open them without a line.
OFF_LINE_CACHE = "mestieri-tablet"


@public_page
@require_GET
def shell(request: HttpRequest) -> HttpResponse:
    """The four buttons. Without a pairing token in the tablet they stay hidden.

    The centre is not known here: the token stands in the fragment of the link, which a
    browser never sends.
    """
    language = request.GET.get("lang", settings.LANGUAGE_CODE)
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    with translation.override(language):
        response = render(
            request,
            "reception/tablet.html",
            {
                "needs": needs(language),
                "languages": queries.tablet_languages(language),
                "sentences": sentences(),
                "cache": OFF_LINE_CACHE,
            },
        )
    response.headers["Content-Language"] = language
    return response


def needs(language: str) -> list[dict[str, str]]:
    """The four needs in the page's language, and under it in another one."""
    other = "en" if language == "it" else "it"
    with translation.override(other):
        beneath = {purpose: str(purpose.label) for purpose in Purpose}
    return [
        {
            "purpose": purpose.value,
            "label": str(purpose.label),
            "beneath": beneath[purpose],
            "beneath_language": other,
        }
        for purpose in Purpose
    ]


def sentences() -> dict[str, str]:
    """What the page says by itself, in the reader's language; `{number}` is filled there."""
    return {
        "unpaired": _(
            "This tablet is not paired yet. Ask the direction of the centre for a pairing "
            "link and open it here."
        ),
        "counted": _("Counted"),
        "waiting_one": _("1 waiting"),
        "waiting_many": _("{number} waiting"),
        "no_line": _("The connection is down. Keep tapping: nothing is lost."),
        "trouble": _("The count does not answer. The taps stay here and will be sent again."),
        "today": _("Visits today: {number}"),
        "kept": _("The taps stay here. They are counted when this browser is paired again."),
        "aside": _("Not counted from here: {number}"),
        "elsewhere": _(
            "They were made at another point: pair this tablet there again, or type them in at "
            "the desk, as a sheet of paper."
        ),
        "not_said": _("Not said"),
        "taken_back": _("Taken back: it does not count."),
    }


@public_page
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The script that opens the page when the line is down, where browsers allow one (HTTPS).

    It stands at the tablet's own address because a browser lets it rule no other.
    """
    response = render(
        request, "reception/tablet-worker.js", {"cache": OFF_LINE_CACHE}, "text/javascript"
    )
    response.headers["Cache-Control"] = "no-cache"
    return response


@device_page
@require_GET
def setting(request: HttpRequest, authorization: str) -> HttpResponse:
    """What the tablet shows: its centre, its point, whether it counts, the day's number."""
    device = devices.authenticate(authorization)
    if device is None:
        raise devices.UnknownDevice
    centre = device.centre
    try:
        visits.check_counting(device.point)
        refusal = ""
    except visits.VisitRefused as refused:
        refusal = refused.sentence
    english = translation.get_language() == "en" and centre.notice_en
    return JsonResponse(
        {
            "now": milliseconds(timezone.now()),
            "place": f"{centre.slug}/{device.point_id}",
            "centre": centre.name,
            "point": device.point.name,
            "theme": centre.theme,
            "counts": not refusal,
            "refusal": refusal,
            "notice": "" if centre.is_open else (centre.notice_en if english else centre.notice),
            "today": queries.visits_on(centre, timezone.localdate()),
            "questions": queries.questions_asked(centre),
        }
    )


@device_page
@require_POST
def count(request: HttpRequest, authorization: str) -> HttpResponse:
    """Some taps, one or 500: each counts once, when it happened, however often it is sent.

    What came of each stands in `outcomes`; a tap that is not settled stays in the tablet.
    """
    now = timezone.now()
    if not devices.digest_in(authorization):
        raise devices.UnknownDevice
    try:
        post = deliveries.read_post(read_body(request), now)
    except deliveries.TooMuch:
        check_known(authorization)
        return refuse("too_much", _("Too many taps at once: they are sent again in parts."), 413)
    except deliveries.UnreadablePost:
        check_known(authorization)
        return refuse("unreadable", _("This tap cannot be read: reload the page."), 400)
    outcomes = deliveries.deliver(authorization=authorization, post=post, now=now)
    all_new = all(outcome is Outcome.COUNTED for outcome in outcomes.values())
    return JsonResponse(
        {
            "now": milliseconds(now),
            "outcomes": {str(tap): outcome for tap, outcome in outcomes.items()},
            "sentences": {
                outcome: str(deliveries.SENTENCES[outcome])
                for outcome in set(outcomes.values()) & deliveries.SENTENCES.keys()
            },
        },
        status=201 if all_new else 200,
    )


def check_known(authorization: str) -> None:
    """Tell what is wrong with a post to a paired tablet only.

    A good post needs no such look: its token is checked by the statement that counts it.

    Raises:
        UnknownDevice: the token is wrong, expired or revoked.
    """
    if devices.authenticate(authorization) is None:
        raise devices.UnknownDevice


def read_body(request: HttpRequest) -> bytes:
    """The body of a post, looked at only if it is no longer than a post may be.

    Raises:
        TooMuch: it says that it is longer.
        UnreadablePost: it does not say how long it is, or broke off.
    """
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > deliveries.LONGEST_POST:
            raise deliveries.TooMuch
        return request.body
    except (ValueError, UnreadablePostError) as error:
        raise deliveries.UnreadablePost from error


def milliseconds(moment: datetime.datetime) -> int:
    """A moment as JavaScript counts it."""
    return int(moment.timestamp() * 1000)


def refuse(code: str, sentence: str, status: int) -> JsonResponse:
    """A post of which nothing was counted, and why."""
    return JsonResponse({"code": code, "sentence": sentence}, status=status)
