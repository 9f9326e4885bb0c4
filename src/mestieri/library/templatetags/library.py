"""Words of the documentation in templates."""

from __future__ import annotations

from urllib.parse import urlsplit

from django import template
from django.utils import timezone

from mestieri.kernel.models import Centre
from mestieri.library.acts import act_name
from mestieri.library.models import Holding, Occupation, Opportunity, Resource
from mestieri.library.places import place_line
from mestieri.library.queries.opportunities import opportunities_of_occupation
from mestieri.library.queries.resources import resources_of_occupation
from mestieri.library.queries.worklist import link_reason

register = template.Library()


@register.filter
def place(holding: Holding) -> str:
    """Where a resource stands, in words."""
    return place_line(holding)


@register.simple_tag
def resources_about(occupation: Occupation, centre: Centre) -> list[Resource]:
    """What a centre has about a profession."""
    return resources_of_occupation(centre, occupation)


@register.simple_tag
def opportunities_about(occupation: Occupation, centre: Centre) -> list[Opportunity]:
    """What one can still take part in at a centre and names a profession."""
    return opportunities_of_occupation(centre, occupation, timezone.localdate())


@register.filter
def host(url: str) -> str:
    """The host of a link: what people recognise of it."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


@register.filter
def why_not(detail: str) -> str:
    """Why a link does not work, in words."""
    return link_reason(detail)


@register.filter
def act_words(act: str) -> str:
    """What was done, in words."""
    return act_name(act)
