"""The pages of the project sheet, the same for citizens and at an adviser's desk.

Every page of an open sheet is the answer to a post that carries a ticket; nothing stands in an
address, a cookie or a session. What a page is about is in `Face`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.engines.codewords import UnreadableCode
from mestieri.guidance.queries.kept import kept_at
from mestieri.guidance.reflections import QUESTIONS
from mestieri.guidance.services.sheets import keeping
from mestieri.guidance.services.sheets.keeping import OpenSheet
from mestieri.guidance.services.sheets.tickets import Opening, ticket_of
from mestieri.guidance.services.sheets.wrong_codes import network_of
from mestieri.guidance.sheet_form import TypedSheet, typed_of
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import qr_square

SECONDS_TO_WAIT, SECONDS_TO_WAIT_LONG = 5, 600
BARE = "guidance/project/bare.html"
LONGEST_WORDS = 200  # characters that are shown again


@dataclass(frozen=True)
class Face:
    """Where the pages stand.

    Attributes:
        base: template around them.
        start, open, sheet: names of their addresses.
        is_desk: at an adviser's desk, where nothing is printed, taken away or begun.
    """

    base: str
    start: str
    open: str
    sheet: str
    is_desk: bool = False


PUBLIC = Face("guidance/project/public.html", "project", "project-open", "project-sheet")
DESK = Face(
    "guidance/project/desk.html", "project-desk", "project-desk-open", "project-desk-sheet", True
)


def page(
    request: HttpRequest, face: Face, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page that no browser keeps and no search engine lists."""
    response = render(
        request,
        f"guidance/project/{template}.html",
        {"face": face, "base": face.base, **context},
        status=status,
    )
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def connection_of(request: HttpRequest) -> str:
    """Where a post comes from, to bound wrong codes; empty where a proxy does not say it.

    Behind a proxy only the last address that the proxy itself added can be believed.
    """
    if settings.HTTPS:
        return network_of(request.headers.get("X-Forwarded-For", "").rpartition(",")[2])
    return network_of(request.META.get("REMOTE_ADDR", ""))


def nonce_from(request: HttpRequest) -> bytes:
    """What marks the page on which the words were typed."""
    try:
        nonce = bytes.fromhex(request.POST.get("page", ""))
    except ValueError:
        nonce = b""
    return nonce if len(nonce) == keeping.NONCE_BYTES else keeping.new_nonce()


def start_page(
    request: HttpRequest,
    face: Face,
    centre: Centre,
    *,
    keep: str = "",
    refusal: str = "",
    words: str = "",
    status: int = 200,
) -> HttpResponse:
    """What a project sheet is; begin one, or open one's own."""
    kept = kept_at(centre, keep, host=request.get_host()) if keep else None
    context = {
        "keep": kept,
        "nonce": keeping.new_nonce().hex(),
        "refusal": refusal,
        "words": words[:LONGEST_WORDS],
    }
    return page(request, face, "start", context, status)


def moment_page(
    request: HttpRequest, face: Face, sentence: str, *, is_soon: bool = True
) -> HttpResponse:
    """Everything is as it was: the same post can be sent again in a moment.

    Citizens get a page that asks the database nothing and is made in a few milliseconds: whoever
    sends a thousand posts must not slow down the others with the answers.

    Args:
        is_soon: it sends itself again after some seconds, where there is JavaScript.
    """
    again = [
        (name, value)
        for name in request.POST
        if name != "csrfmiddlewaretoken"
        for value in request.POST.getlist(name)
    ]
    context = {"sentence": sentence, "again": again, "action": request.path, "is_soon": is_soon}
    if face.is_desk:
        response = page(request, face, "moment", context, 429)
    else:
        around = {"face": face, "base": BARE, "language": get_language()}
        text = render_to_string("guidance/project/moment.html", {**around, **context})
        response = _private(HttpResponse(text, status=429))
    response.headers["Retry-After"] = str(SECONDS_TO_WAIT if is_soon else SECONDS_TO_WAIT_LONG)
    return response


def locked_page(
    request: HttpRequest, face: Face, sentence: str, *, words: str = "", status: int = 200
) -> HttpResponse:
    """The sheet is closed by now: the words open it again, and what was typed is still here."""
    left_out = {"csrfmiddlewaretoken", "ticket", "do", "words", "page"}
    typed = [
        (name, value)
        for name in request.POST
        if name not in left_out
        for value in request.POST.getlist(name)
    ]
    context = {
        "sentence": sentence,
        "typed": typed,
        "words": words[:LONGEST_WORDS],
        "nonce": keeping.new_nonce().hex(),
    }
    return page(request, face, "locked", context, status)


def code_page(
    request: HttpRequest, centre: Centre, words: tuple[str, ...], opening: Opening,
    *, keep: str = "", is_change: bool = False,
) -> HttpResponse:  # fmt: skip
    """The four words, shown once, to be copied or printed."""
    address = f"{site_of(request)}{reverse(PUBLIC.start, args=[centre.slug])}"
    context = {
        "words": words,
        "ticket": ticket_of(opening),
        "keep": keep,
        "address": address.partition("://")[2],
        # Our own drawing of words that we chose. What follows «#» no browser ever sends.
        "square": mark_safe(qr_square(f"{address}#{'-'.join(words)}")),  # noqa: S308
        "is_change": is_change,
    }
    return page(request, PUBLIC, "code", context)


def site_of(request: HttpRequest) -> str:
    """The address that the public knows, or the one asked for now."""
    return settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/")


def sheet_page(
    request: HttpRequest,
    face: Face,
    opened: OpenSheet,
    *,
    typed: TypedSheet | None = None,
    said: str = "",
    alert: str = "",
    focus: str = "",
    removed: str = "",
    other: OpenSheet | None = None,
    status: int = 200,
) -> HttpResponse:
    """The open sheet, every line in its field.

    Args:
        typed: what stands in the fields, if it is not what is kept.
        said: what was just done.
        alert: what was not done, and why.
        focus: name of what one goes on with.
        removed: what «undo» would put back.
        other: what another page saved meanwhile.
    """
    typed = typed or typed_of(opened.sheet)
    context = {
        "ticket": ticket_of(opened.opening),
        "revision": opened.revision,
        "first_goal": next(iter(opened.sheet.goals), ""),
        "about": opened.sheet.about,
        "typed": typed,
        "wrong": typed.problem_of,
        "problems": typed.problems,
        "questions": [
            (code, question, typed.answers.get(code, "")) for code, question in QUESTIONS.items()
        ],
        "answered": sum(1 for answer in typed.answers.values() if answer),
        "said": said,
        "alert": alert,
        "focus": focus,
        "removed": removed,
        "other": other.sheet if other else None,
    }
    return page(request, face, "sheet", context, status)


def in_words(error: UnreadableCode) -> str:
    """What is wrong with words that are no code, and what to do."""
    if not error.unknown:
        sentence = _("A code has four words: you wrote %(count)s. Write all four, with spaces.")
        return sentence % {"count": error.count}
    if error.offered:
        sentence = _("“%(word)s” is none of our words. Did you mean: %(offered)s?")
        return sentence % {"word": error.unknown, "offered": ", ".join(error.offered)}
    sentence = _("“%(word)s” is none of our words. Check how it is written.")
    return sentence % {"word": error.unknown}
