"""What is said of a resource, whoever says it: a form, a spreadsheet, the demo."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum import isbn as isbn_numbers
from stdnum import issn as issn_numbers
from stdnum.exceptions import ValidationError as WrongNumber

from mestieri.engines.find import words_of
from mestieri.library.models import Resource
from mestieri.library.services.addresses import internal_refusal
from mestieri.library.vocabulary import (
    REVIEW_MONTHS,
    Facet,
    ResourceKind,
    ResourceState,
)

FIRST_YEAR = 1450  # nobody printed before
LONGEST_SORT_TITLE = 120
ARTICLES = frozenset(
    ("il", "lo", "la", "i", "gli", "le", "l", "un", "uno", "una", "the", "a", "an")
)

Facets = Mapping[Facet, frozenset[str]]


@dataclass(frozen=True)
class HoldingData:
    """Where a resource stands. `site` is the name of a site of the centre, or empty."""

    shelf_mark: str = ""
    site: str = ""
    copies: int = 1
    stock: int | None = None
    threshold: int | None = None


@dataclass(frozen=True)
class ResourceData:
    """What is said of a resource.

    Attributes:
        facets: needs, themes, sectors, audiences, moments and languages, by their codes.
        occupations: keys (UUID) of the professions it is about.
        review_by: None for the usual time of its kind after `verified_on`, or after today.
        holding: where it stands; None if it is only digital.
    """

    kind: ResourceKind
    title: str
    reference: str = ""
    authors: str = ""
    publisher: str = ""
    year: int | None = None
    issue: str = ""
    published_on: datetime.date | None = None
    isbn: str = ""
    issn: str = ""
    summary: str = ""
    url: str = ""
    minutes: int | None = None
    transcript: str = ""
    verified_on: datetime.date | None = None
    review_by: datetime.date | None = None
    facets: Facets = field(default_factory=dict)
    occupations: tuple[str, ...] = ()
    holding: HoldingData | None = None


#: Fields that a resource takes from `ResourceData` as they are.
PLAIN_FIELDS = (
    "kind", "title", "reference", "authors", "publisher", "year", "issue", "published_on",
    "isbn", "issn", "summary", "url", "minutes", "transcript", "verified_on",
)  # fmt: skip


def apply(data: ResourceData, resource: Resource) -> Resource:
    """Write data on a resource in memory; nothing is saved."""
    for name in PLAIN_FIELDS:
        setattr(resource, name, getattr(data, name))
    if data.review_by is not None:
        resource.review_by = data.review_by
    elif resource.review_by is None:
        resource.review_by = usual_review(data.kind, data.verified_on)
    return resource


def usual_review(kind: ResourceKind, since: datetime.date | None = None) -> datetime.date:
    """The day by which a resource of a kind is looked at again.

    Args:
        since: when it was last verified; today if it never was.
    """
    start = since or timezone.localdate()
    return start + relativedelta(months=REVIEW_MONTHS[ResourceKind(kind)])


def sort_title(title: str) -> str:
    """The title as it is put in order: folded, without its article."""
    words = words_of(title)
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(words)[:LONGEST_SORT_TITLE]


def tidy(resource: Resource) -> None:
    """Bring a resource in order before it is saved.

    Raises:
        ValidationError: with a sentence for each field that is not right.
    """
    wrong: dict[str, list[str]] = {}
    resource.title = " ".join(resource.title.split())
    resource.sort_title = sort_title(resource.title)
    if resource.review_by is None and resource.kind in ResourceKind.values:
        resource.review_by = usual_review(ResourceKind(resource.kind), resource.verified_on)
    _tidy_number(resource, "isbn", wrong)
    _tidy_number(resource, "issn", wrong)
    _check_rules(resource, wrong)
    try:
        resource.clean_fields(exclude=[*wrong, "centre", "sort_title"])
    except ValidationError as error:
        wrong.update({name: _sentences(errors) for name, errors in error.error_dict.items()})
    if wrong:
        raise ValidationError(wrong)  # type: ignore[arg-type]


def _sentences(errors: list[ValidationError]) -> list[str]:
    return [sentence for error in errors for sentence in error.messages]


def _tidy_number(resource: Resource, name: str, wrong: dict[str, list[str]]) -> None:
    """An ISBN or ISSN in its own writing, checked by its last digit."""
    text = getattr(resource, name).strip()
    if not text:
        setattr(resource, name, "")
        return
    numbers = isbn_numbers if name == "isbn" else issn_numbers
    try:
        setattr(resource, name, numbers.format(numbers.validate(text)))
    except WrongNumber:
        wrong[name] = [
            _("“%(number)s” is not a valid %(name)s: check its digits.")
            % {"number": text[:30], "name": name.upper()}
        ]


def _check_rules(resource: Resource, wrong: dict[str, list[str]]) -> None:
    latest = timezone.localdate().year + 1
    if resource.year is not None and not FIRST_YEAR <= resource.year <= latest:
        wrong["year"] = [_("The year is between %(first)s and %(last)s.")
                         % {"first": FIRST_YEAR, "last": latest}]  # fmt: skip
    if resource.verified_on is not None and resource.verified_on > timezone.localdate():
        wrong["verified_on"] = [_("It cannot have been verified in the future.")]
    is_live_film = (
        resource.kind == ResourceKind.AUDIOVISUAL and resource.state == ResourceState.LIVE
    )
    if is_live_film and not resource.transcript.strip():
        wrong["transcript"] = [
            _("A video or an audio needs its transcript before everybody sees it.")
        ]
    if resource.kind == ResourceKind.WEBSITE and not resource.url:
        wrong["url"] = [_("A website needs its address.")]
    if resource.state != ResourceState.RETIRED:
        refusal = internal_refusal(resource.url, resource.centre_id)
        if refusal:
            wrong["url"] = [refusal]
