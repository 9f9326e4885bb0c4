"""How staff sign in: allauth, without public sign-up; permissions only for Wagtail's desk."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from mestieri.kernel.encryption.fields import ring
from mestieri.kernel.encryption.keys import is_sealed

#: Seconds for which a password just typed needs not be typed again.
PASSWORD_IS_FRESH = 300


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by a director, never by the person at the door."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has just signed in is not asked for the password again a moment later."""
        if _typed_the_password_just_now(context.request):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


def _typed_the_password_just_now(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return any(
        record["method"] == "password" and time.time() - record["at"] < PASSWORD_IS_FRESH
        for record in records
    )


class StaffSecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of the second factor are closed in the database: who reads it cannot sign in."""

    def encrypt(self, text: str) -> str:
        return ring().seal(text.encode())

    def decrypt(self, encrypted_text: str) -> str:
        if not is_sealed(encrypted_text):
            return encrypted_text  # until the next rotation closes it
        return ring().open(encrypted_text).decode()


class PermissionBackend(ModelBackend):
    """Django's permissions (which Wagtail asks for), without signing anybody in."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        return None
