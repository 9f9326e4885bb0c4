"""Who may open a page: three decorators, and every view wears exactly one.

Login is required by default (a middleware); a public page says so with `public_page`. A
staff page names the right it needs; what is not yours is 404, never 403, so that its
existence is not told.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from mestieri.kernel import queries
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """Open a page to everybody, without login."""
    public = login_not_required(view)
    public.face = "public"  # type: ignore[attr-defined]
    return public


def public_centre_page(view: View) -> View:
    """Open a page of one centre to everybody; the view receives the centre."""

    @functools.wraps(view)
    def with_centre(
        request: HttpRequest, centre_slug: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        centre = get_object_or_404(Centre, slug=centre_slug)
        request.centre = centre  # type: ignore[attr-defined]
        return view(request, centre, *args, **kwargs)

    return public_page(with_centre)


def staff_page(right: Right | None = None) -> Callable[[View], View]:
    """Open a page of the Banco to who holds `right` in the centre of the address.

    With no right, any role in the centre is enough.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(
            request: HttpRequest, centre_slug: str, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            centre = queries.centre_of_account(request.user, centre_slug, right)
            if centre is None:
                raise Http404
            if second_factor_is_missing(request):
                return ask_for_second_factor(request)
            request.centre = centre  # type: ignore[attr-defined]
            return view(request, centre, *args, **kwargs)

        guarded.face = "banco"  # type: ignore[attr-defined]
        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return decorate


def second_factor_is_missing(request: HttpRequest) -> bool:
    """Whether this installation wants a second factor that the account has not set up."""
    return settings.REQUIRE_TOTP and not is_mfa_enabled(request.user)


def ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    """Send the person to set up the second factor, saying why."""
    messages.info(
        request, _("Before you go on, add a second factor: a code from an app on your telephone.")
    )
    return redirect("mfa_activate_totp")
