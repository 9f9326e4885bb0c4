"""How staff sign in: allauth, without public sign-up; permissions only for Wagtail's desk."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by a director, never by the person at the door."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class PermissionBackend(ModelBackend):
    """Django's permissions (which Wagtail asks for), without signing anybody in."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        return None
