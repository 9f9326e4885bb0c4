"""Every address of the installation, read from Django's own table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern, RoutePattern
from django.utils.regex_helper import normalize

#: Stands for the language prefix in routes.
LANGUAGE = "LANGUAGE/"
SAMPLES = {
    "IntConverter": "1",
    "UUIDConverter": "3f2b8f0e-0000-4000-8000-000000000000",
    "SlipLanguageConverter": "ar",
}


@dataclass(frozen=True)
class Address:
    """One leaf of Django's table of addresses.

    Attributes:
        name: with its namespaces, such as `wagtailadmin_pages:edit`; empty if it has none.
        route: the whole pattern as written.
        sample: a path that matches it, with made-up parameters.
        parameters: names of what it takes.
        view: what answers.
    """

    name: str
    route: str
    sample: str
    parameters: frozenset[str]
    view: Any

    @property
    def is_open(self) -> bool:
        """Whether the view asks for no login."""
        return getattr(self.view, "login_required", True) is False


def every_address() -> list[Address]:
    """All of them, in the order in which Django tries them."""
    return list(_walk(get_resolver(), "", "/", (), frozenset()))


def _walk(
    resolver: URLResolver,
    route: str,
    sample: str,
    namespaces: tuple[str, ...],
    parameters: frozenset[str],
) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        pattern = entry.pattern
        here = (
            route + _route(pattern),
            sample + _sample(pattern),
        )
        taken = parameters | _parameters(pattern)
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry, *here, inner, taken)
        elif isinstance(entry, URLPattern):
            name = ":".join((*namespaces, entry.name)) if entry.name else ""
            yield Address(name, *here, taken, entry.callback)


def _route(pattern: Any) -> str:
    return LANGUAGE if isinstance(pattern, LocalePrefixPattern) else str(pattern)


def _parameters(pattern: Any) -> frozenset[str]:
    if isinstance(pattern, RoutePattern):
        return frozenset(pattern.converters)
    if isinstance(pattern, RegexPattern):
        return frozenset(pattern.regex.groupindex)
    return frozenset()


def _sample(pattern: Any) -> str:
    """A path for one piece of the pattern, with `1` or `x` where it takes something."""
    if isinstance(pattern, LocalePrefixPattern):
        return pattern.language_prefix
    if isinstance(pattern, RoutePattern):
        text = str(pattern)
        for name, converter in pattern.converters.items():
            kind = type(converter).__name__
            for written in (f"<{name}>", *(f"<{known}:{name}>" for known in _converter_names())):
                text = text.replace(written, SAMPLES.get(kind, "x"))
        return text
    template, names = normalize(pattern.regex.pattern)[0]
    return template % dict.fromkeys(names, "1")


def _converter_names() -> list[str]:
    from django.urls.converters import get_converters

    return list(get_converters())
