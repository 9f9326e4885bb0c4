"""The pieces of which every page is made; `/banco/componenti/` shows them all."""

from __future__ import annotations

import datetime
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import NoReverseMatch, translate_url
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from mestieri.kernel.charts import in_digits
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Centre
from mestieri.kernel.vocabulary import Purpose, Weekday
from mestieri.reception import queries as reception
from mestieri.reception.queries import DutyNow
from mestieri.www import editorial_queries as queries
from mestieri.www.editorial_queries import EditorialLink
from mestieri.www.purposes import PURPOSE_FACES, PurposeFace

register = template.Library()


@register.simple_tag
def icon(name: str, extra_class: str = "") -> SafeString:
    """Draw an icon of Bootstrap Italia; it is decoration, so screen readers skip it.

    Args:
        name: sprite name, such as `it-search`.
        extra_class: CSS classes besides `icon`.
    """
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        extra_class,
        static("svg/sprites.svg"),
        name,
    )


@register.simple_tag
def purpose_faces() -> list[PurposeFace]:
    """The four needs with their slug, icon and explanation, in the charter's order."""
    return list(PURPOSE_FACES.values())


@register.simple_tag
def purpose_face(purpose: str) -> PurposeFace:
    """The face of one need."""
    return PURPOSE_FACES[Purpose(purpose)]


@register.simple_tag(takes_context=True)
def other_languages(context: dict[str, Any]) -> list[dict[str, str]]:
    """The same page in the other languages: code, own name and address."""
    request = context["request"]
    names = {"it": "Italiano", "en": "English"}
    return [
        {"code": code, "name": names.get(code, code), "address": _translated(request, code)}
        for code, _label in settings.LANGUAGES
        if code != context.get("language")
    ]


def _translated(request: Any, code: str) -> str:
    try:
        return translate_url(request.get_full_path(), code)
    except NoReverseMatch:
        return f"/{code}/"


@register.filter
def in_language(mapping: dict[str, Any], language: str) -> Any:
    """Value of a language → value mapping, else the Italian one, else the English one."""
    return mapping.get(language) or mapping.get("it") or mapping.get("en") or ""


@register.simple_tag
def editorial_links(centre: Centre) -> list[EditorialLink]:
    """Editorial pages of a centre that ask to be in the footer, in the active language."""
    return queries.footer_pages(centre, get_language() or settings.LANGUAGE_CODE)


@register.simple_tag
def on_duty_now(centre: Centre) -> list[DutyNow]:
    """Who can be asked in a centre at this moment."""
    return reception.on_duty(centre, timezone.localtime())


@register.simple_tag
def weekday_name(weekday: int) -> str:
    """Name of a day of the week, 0 for Monday."""
    return str(Weekday(weekday).label)


@register.filter
def digits(number: float) -> str:
    """A number as the reader's language writes it: 1.234 or 1,234."""
    return in_digits(number)


@register.filter
def in_words(day: datetime.date | None, pattern: str) -> str:
    """A date in words, as the language writes it; see `kernel.dates`."""
    return day_in_words(day, pattern)
