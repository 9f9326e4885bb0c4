"""Pages on which somebody writes about themselves, and of which nothing is kept.

`@transient` marks a view that takes in what a person writes, gives back a page or a file made
of it, and forgets: no model, no session, no cookie, no cache, no file, no log. What has to go
from one page to the next travels in the page itself. It is a public post
(`@credentialless`), and besides

- its answer is `no-store` and no search engine lists it;
- a file that comes with it is read in memory, never through a temporary file;
- what breaks in it says which kind of fault and where, never with which words: the message
  of an exception may quote what somebody wrote, and messages end in the log;
- whoever comes to its address without a post is led to the page where one begins.

A test lists every use (`tests/walls/test_transient.py`).
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import TracebackType
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from mestieri.kernel.credentialless import credentialless

View = Callable[..., HttpResponse]

#: Bytes of the largest post, with its files.
LARGEST_POST = 20_500_000
#: What Django turns into an answer by itself; none of them quotes what was written.
_ANSWERS = (Http404, PermissionDenied, SuspiciousOperation)

#: Every view that wears the decorator, by its dotted name: what the test reads.
transient_views: set[str] = set()


class TransientFailure(Exception):
    """Something went wrong while words of a person were at hand: said without them."""


class InMemoryUpload(MemoryFileUploadHandler):
    """Keeps a file in memory, whatever its size up to the bound; of a larger one, nothing."""

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, *_rest: Any
    ) -> None:
        self.activated = content_length <= LARGEST_POST


def was_too_large(request: HttpRequest) -> bool:
    """Whether a file came that was larger than the bound, and so was not kept."""
    request.FILES  # noqa: B018 - reading the post is what decides
    return any(
        isinstance(handler, InMemoryUpload) and handler.__dict__.get("activated") is False
        for handler in request.upload_handlers
    )


def transient(*, begins: str, posts: int, seconds: float) -> Callable[[View], View]:
    """Take in what a person writes, and keep nothing of it.

    Args:
        begins: name of the address where one begins; it takes the parameters of the view.
        posts, seconds: as of `credentialless`.
    """

    def decorate(view: View) -> View:
        transient_views.add(f"{view.__module__}.{view.__qualname__}")

        @functools.wraps(view)
        def in_memory(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request.upload_handlers = [InMemoryUpload(request)]
            request.sensitive_post_parameters = "__ALL__"  # type: ignore[attr-defined]
            try:
                return forgotten(view(request, *args, **kwargs))
            except _ANSWERS:
                raise
            except Exception as error:
                failure = _without_words(error)
            raise failure

        post_only = credentialless(posts=posts, seconds=seconds)(in_memory)

        @functools.wraps(post_only)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                slug = request.resolver_match.kwargs if request.resolver_match else {}
                return forgotten(redirect(begins, **slug))
            return forgotten(post_only(request, *args, **kwargs))

        return guarded

    return decorate


def forgotten(response: HttpResponse) -> HttpResponse:
    """An answer that no cache keeps and no search engine lists."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _without_words(error: Exception) -> TransientFailure:
    """The kind of a fault and the lines that led to it; its message stays here."""
    lines: list[str] = []
    step: TracebackType | None = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        lines.append(f"{code.co_filename}:{step.tb_lineno} {code.co_name}")
        step = step.tb_next
    return TransientFailure(f"{type(error).__name__} at {' < '.join(reversed(lines))}")
