"""Pieces of the finding page."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mestieri.www.answering import Asked, highlight

register = template.Library()


@register.simple_tag
def marked(text: str, words: str, marks: list[str], language: str) -> SafeString:
    """A text with the words of the question marked, and those that made it an answer."""
    return highlight(text, [*marks, words], language)


@register.simple_tag
def bidi(words: str) -> SafeString:
    """Somebody's words inside a sentence of ours, each in its own direction."""
    return format_html("<bdi>{}</bdi>", words)


@register.simple_tag
def query_with(asked: Asked, **changes: Any) -> SafeString:
    """The address's query with some sides changed."""
    return format_html("{}", asked.query(**{name: str(value) for name, value in changes.items()}))
