"""What an address of the site shows, so that a project sheet keeps it under its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import get_language

from mestieri.guidance.models import TextKind
from mestieri.guidance.project_sheet import (
    LONGEST_ADDRESS,
    LONGEST_LINE,
    KeptResource,
    safe_address,
)
from mestieri.guidance.queries import shown
from mestieri.guidance.shipped import guide_from, questionnaire_from
from mestieri.kernel.models import Centre
from mestieri.library.queries.directory import published_entries
from mestieri.library.queries.occupations import occupation_by_key
from mestieri.library.queries.opportunities import live_opportunities
from mestieri.library.queries.resources import live_resource


def kept_at(centre: Centre, typed: str, *, host: str) -> KeptResource | None:
    """What an address is, under its name; None if it is no address. At most two queries.

    Args:
        typed: a path of the site, or a web address; one of `host` becomes a path.
    """
    address = safe_address(typed[: LONGEST_ADDRESS + 1])
    if not address or len(address) > LONGEST_ADDRESS:
        return None
    parts = urlsplit(address)
    if parts.netloc == host:
        address = parts.path or "/"
    if not address.startswith("/"):
        return KeptResource(f"{parts.netloc}{parts.path}".rstrip("/")[:LONGEST_LINE], address)
    path = address.partition("?")[0].partition("#")[0]
    return KeptResource((_title(centre, path) or path)[:LONGEST_LINE], address)


def _title(centre: Centre, path: str) -> str:
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    title = _TITLES.get(match.url_name or "")
    if title is None or match.kwargs.get("centre_slug") != centre.slug:
        return ""
    return title(centre, match.kwargs)


def _resource(centre: Centre, names: Mapping[str, Any]) -> str:
    found = live_resource(centre, names["pk"])
    return found.title if found else ""


def _entry(centre: Centre, names: Mapping[str, Any]) -> str:
    found = published_entries(centre).filter(pk=names["pk"]).first()
    return f"{found.organisation}: {found.service}" if found else ""


def _opportunity(centre: Centre, names: Mapping[str, Any]) -> str:
    found = live_opportunities(centre, timezone.localdate()).filter(pk=names["pk"]).first()
    return found.title if found else ""


def _occupation(centre: Centre, names: Mapping[str, Any]) -> str:
    found = occupation_by_key(names["key"])
    return found.label(get_language() or "it").capitalize() if found else ""


def _questionnaire(centre: Centre, names: Mapping[str, Any]) -> str:
    text = shown.text_of(centre, TextKind.QUESTIONNAIRE, names["code"])
    return questionnaire_from(text).title if text else ""


def _guide(centre: Centre, names: Mapping[str, Any]) -> str:
    text = shown.text_of(centre, TextKind.GUIDE, names["code"])
    return guide_from(text).title if text else ""


#: Name of an address → how what it shows is called.
_TITLES: dict[str, Callable[[Centre, Mapping[str, Any]], str]] = {
    "resource": _resource,
    "directory-entry": _entry,
    "opportunity": _opportunity,
    "occupation": _occupation,
    "questionnaire": _questionnaire,
    "guide": _guide,
    "guide-step": _guide,
}
