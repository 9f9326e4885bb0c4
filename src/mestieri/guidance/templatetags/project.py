"""Filters of the project sheet."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def get(sentences: Mapping[str, str], field: str) -> str:
    """What is said of a field; empty if nothing is."""
    return sentences.get(field, "")
