"""Public posts that carry no authority.

`@credentialless` marks a POST anyone may send: it looks at no cookie, so a forged post
from another site could do nothing that the sender could not do alone, and no CSRF cookie
is needed on the walk-in pages. It must still come from our own page, and not too often.
A test lists every use.
"""

from __future__ import annotations

import functools
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mestieri.kernel.middleware import NoSession

View = Callable[..., HttpResponse]

#: Every view that wears the decorator, by its dotted name: what the test reads.
credentialless_views: set[str] = set()


class RateLimit:
    """At most `posts` in `seconds` for the whole process: nobody is told apart.

    Counting by address would mean keeping addresses; the bound protects the database, not
    one person from another.
    """

    def __init__(self, posts: int, seconds: float) -> None:
        self.posts = posts
        self.seconds = seconds
        self._moments: deque[float] = deque()
        self._lock = threading.Lock()

    def allows(self) -> bool:
        """Whether one more is allowed; it is counted if so."""
        now = time.monotonic()
        with self._lock:
            self._forget_before(now - self.seconds)
            if len(self._moments) >= self.posts:
                return False
            self._moments.append(now)
            return True

    def has_room(self) -> bool:
        """Whether one more would be allowed; nothing is counted."""
        with self._lock:
            self._forget_before(time.monotonic() - self.seconds)
            return len(self._moments) < self.posts

    def _forget_before(self, moment: float) -> None:
        while self._moments and self._moments[0] <= moment:
            self._moments.popleft()


def comes_from_our_own_page(request: HttpRequest) -> bool:
    """Whether the browser says that the post was sent by a page of this very site."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc == request.get_host()


def _too_many(request: HttpRequest, seconds: float) -> HttpResponse:
    response = render(request, "kernel/too_many.html", status=429)
    response.headers["Retry-After"] = str(int(seconds))
    return response


def credentialless(*, posts: int, seconds: float) -> Callable[[View], View]:
    """Accept a POST without cookies, from our own pages, at most `posts` in `seconds`."""

    def decorate(view: View) -> View:
        limit = RateLimit(posts, seconds)
        credentialless_views.add(f"{view.__module__}.{view.__qualname__}")

        @csrf_exempt
        @require_POST
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not comes_from_our_own_page(request):
                return HttpResponse(_("This can only be sent from our own pages."), status=403)
            request.COOKIES = {}
            request.session = NoSession()
            request.user = AnonymousUser()
            return view(request, *args, **kwargs) if limit.allows() else _too_many(request, seconds)

        guarded.rate_limit = limit  # type: ignore[attr-defined]
        return guarded

    return decorate
