"""Keep the resources: add, correct, verify, retire. Every real change leaves a revision."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel import exchange
from mestieri.kernel.models import Account, Centre
from mestieri.library.models import (
    Holding,
    Occupation,
    Resource,
    ResourceFacet,
    ResourceOccupation,
    ResourceWord,
    Revision,
)
from mestieri.library.queries.occupations import OCCUPATION_ADDRESS
from mestieri.library.services import revisions
from mestieri.library.services.resource_data import (
    Facets,
    HoldingData,
    ResourceData,
    apply,
    tidy,
    usual_review,
)
from mestieri.library.stems import catalogue_stems
from mestieri.library.vocabulary import Facet, ResourceKind, ResourceState

RESOURCE = "resource"  # kind of the searchable
ROWS_AT_ONCE = 500
MOST_WORDS = 80  # words of its own by which one resource is found in the catalogue
MOST_TRADE_WORDS = 40  # and names of its professions

#: What was done to a resource, when it is more than a change of its words.
RETIRED, RESTORED, PUBLISHED, VERIFIED, UNDONE = (
    "retired", "restored", "published", "verified", "undone",
)  # fmt: skip


def create_resource(
    data: ResourceData, *, centre: Centre, account: Account | None, state: str = ResourceState.LIVE
) -> Resource:
    """Add one resource. See `create_resources`."""
    return create_resources([data], centre=centre, account=account, state=state)[0]


@transaction.atomic
def create_resources(
    every: Sequence[ResourceData],
    *,
    centre: Centre,
    account: Account | None,
    state: str = ResourceState.LIVE,
) -> list[Resource]:
    """Add resources of a centre, all or none, in a few statements however many they are.

    Args:
        every: what is said of each.
        account: who adds them; None for the command line.
        state: in which state they begin.

    Returns:
        The resources, in the same order.

    Raises:
        ValidationError: something said is not right, or an inventory number is taken.
    """
    made = [apply(data, Resource(centre=centre, state=state)) for data in every]
    for resource in made:
        tidy(resource)
    _refuse_taken_references(centre, [r.reference for r in made if r.reference])
    Resource.objects.bulk_create(made, batch_size=ROWS_AT_ONCE)
    pairs = list(zip(made, every, strict=True))
    _create_sides(pairs, centre)
    Revision.objects.bulk_create(
        [
            Revision(
                centre=centre, subject_kind=RESOURCE, subject_key=str(resource.pk),
                made_by=account, act=revisions.CREATED,
            )
            for resource in made
        ],
        batch_size=ROWS_AT_ONCE,
    )  # fmt: skip
    if made:
        exchange.announce_change(RESOURCE, str(made[0].pk) if len(made) == 1 else "")
    return made


def _create_sides(pairs: list[tuple[Resource, ResourceData]], centre: Centre) -> None:
    facets = [row for resource, data in pairs for row in _facet_rows(resource, data.facets)]
    ResourceFacet.objects.bulk_create(facets, batch_size=ROWS_AT_ONCE)
    sites = dict(centre.sites.values_list("name", "pk"))
    holdings = [
        _holding_row(resource, data.holding, sites) for resource, data in pairs if data.holding
    ]
    Holding.objects.bulk_create(holdings, batch_size=ROWS_AT_ONCE)
    known = _occupations_by_key({key for _resource, data in pairs for key in data.occupations})
    links, words = [], []
    for resource, data in pairs:
        about = [known[key] for key in dict.fromkeys(data.occupations) if key in known]
        links += [ResourceOccupation(resource=resource, occupation=one) for one in about]
        words += _word_rows(resource, about)
    ResourceOccupation.objects.bulk_create(links, batch_size=ROWS_AT_ONCE)
    ResourceWord.objects.bulk_create(words, batch_size=ROWS_AT_ONCE)


def _occupations_by_key(keys: set[str]) -> dict[str, Occupation]:
    if not keys:
        return {}
    rows = Occupation.objects.filter(uri__in=[OCCUPATION_ADDRESS + key for key in keys])
    return {row.key: row for row in rows}


def _facet_rows(resource: Resource, facets: Facets) -> list[ResourceFacet]:
    return [
        ResourceFacet(resource=resource, facet=facet, value=value)
        for facet, values in facets.items()
        for value in sorted(values)
    ]


def _word_rows(resource: Resource, about: Iterable[Occupation]) -> list[ResourceWord]:
    """Its own words, and the names in both genders of the professions it is about."""
    own = catalogue_stems(
        f"{resource.title} {resource.authors} {resource.publisher} {resource.summary}"
    )
    names = [
        name
        for one in about
        for name in (one.labels.get("it", ""), *one.everyday_names.get("it", ()))
    ]
    trades = catalogue_stems(" ".join(names))
    stems = dict.fromkeys([*own[:MOST_WORDS], *trades[:MOST_TRADE_WORDS]])
    return [ResourceWord(resource=resource, stem=stem) for stem in stems]


def _holding_row(resource: Resource, data: HoldingData, sites: Mapping[str, int]) -> Holding:
    return Holding(
        resource=resource,
        site_id=sites.get(data.site),
        shelf_mark=data.shelf_mark,
        copies=data.copies,
        stock=data.stock,
        threshold=data.threshold,
    )


def _refuse_taken_references(centre: Centre, references: list[str]) -> None:
    taken = set(known_references(centre, references)) if references else set()
    twice = {reference for reference in references if references.count(reference) > 1}
    if taken | twice:
        first = sorted(taken | twice)[0]
        raise ValidationError(
            {"reference": _("Another resource has the inventory number %(it)s.") % {"it": first}}
        )


def known_references(centre: Centre, references: Iterable[str]) -> dict[str, int]:
    """Inventory numbers that are already there → the resource that has each."""
    wanted = sorted(set(references))
    known: dict[str, int] = {}
    for start in range(0, len(wanted), ROWS_AT_ONCE):
        rows = Resource.objects.filter(
            centre=centre, reference__in=wanted[start : start + ROWS_AT_ONCE]
        )
        known.update(rows.values_list("reference", "pk"))
    return known


def snapshot(resource: Resource) -> revisions.Snapshot:
    """The content of a resource with its sides and places, to be compared."""
    if resource.pk is None:
        return {}
    sides: dict[str, list[str]] = {facet.value: [] for facet in Facet}
    for row in ResourceFacet.objects.filter(resource=resource):
        sides[row.facet].append(row.value)
    sides["holdings"] = [
        f"{holding} × {holding.copies}"
        + (f", {holding.missing_since}" if holding.missing_since else "")
        for holding in Holding.objects.filter(resource=resource).select_related("site", "shelf")
    ]
    sides["occupations"] = [
        str(row.occupation)
        for row in ResourceOccupation.objects.filter(resource=resource).select_related("occupation")
    ]
    content = revisions.snapshot(resource, sides)
    del content["sort_title"], content["created_at"]
    return content


@transaction.atomic
def save_resource(
    resource: Resource,
    *,
    facets: Facets | None = None,
    occupations: Iterable[Occupation] | None = None,
    account: Account | None,
    act: str = "",
    reason: str = "",
) -> Revision | None:
    """Save a new or changed resource.

    Args:
        facets: all its sides; None leaves them as they are.
        occupations: all its professions; None leaves them as they are.
        act: what is done, when it is more than a change.
        reason: why.

    Returns:
        The revision; None when nothing changed.

    Raises:
        ValidationError: something is not right.
    """
    before = snapshot(resource)
    tidy(resource)
    resource.validate_constraints()
    resource.save()
    if facets is not None:
        ResourceFacet.objects.filter(resource=resource).delete()
        ResourceFacet.objects.bulk_create(_facet_rows(resource, facets))
    if occupations is not None:
        resource.occupations.set(occupations)
    after = snapshot(resource)
    written = revisions.record(resource, before, after, account=account, act=act, reason=reason)
    if written is not None:
        ResourceWord.objects.filter(resource=resource).delete()
        ResourceWord.objects.bulk_create(_word_rows(resource, resource.occupations.all()))
        exchange.announce_change(RESOURCE, str(resource.pk))
    return written


def update_resource(resource: Resource, data: ResourceData, *, account: Account | None) -> bool:
    """Bring a resource up to date with what is said of it; its places stay.

    A `review_by` that is not said stays as it was, and so do the sides that are not said.

    Returns:
        Whether something really changed.

    Raises:
        ValidationError: something said is not right.
    """
    kept = {
        facet: frozenset(row.value for row in resource.facets.all() if row.facet == facet)
        for facet in Facet
    }
    apply(data, resource)
    return save_resource(resource, facets={**kept, **data.facets}, account=account) is not None


def retire_resource(resource: Resource, reason: str, *, account: Account | None) -> Revision | None:
    """Take a resource away from the public, saying why; nothing is deleted.

    Raises:
        ValidationError: no reason is given, or it is retired already.
    """
    if resource.state == ResourceState.RETIRED:
        raise ValidationError(_("It is already retired."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is retired.")})
    resource.state = ResourceState.RETIRED
    resource.retired_reason, resource.retired_on = reason.strip(), timezone.localdate()
    return save_resource(resource, account=account, act=RETIRED, reason=reason.strip())


def publish_resource(resource: Resource, *, account: Account | None) -> Revision | None:
    """Offer a draft to everybody, or a retired resource again.

    Raises:
        ValidationError: it is live already, or a film has no transcript.
    """
    if resource.state == ResourceState.LIVE:
        raise ValidationError(_("It is already live."))
    act = RESTORED if resource.state == ResourceState.RETIRED else PUBLISHED
    resource.state, resource.retired_reason, resource.retired_on = ResourceState.LIVE, "", None
    return save_resource(resource, account=account, act=act)


def verify_resource(
    resource: Resource, *, account: Account | None, review_by: datetime.date | None = None
) -> Revision | None:
    """Say that a resource was looked at today and is right.

    Args:
        review_by: when to look again; the usual time of its kind if it is None.

    Raises:
        ValidationError: the date has passed already.
    """
    today = timezone.localdate()
    if review_by is not None and review_by <= today:
        raise ValidationError({"review_by": _("Choose a day to come.")})
    resource.verified_on = today
    resource.review_by = review_by or usual_review(ResourceKind(resource.kind), today)
    return save_resource(resource, account=account, act=VERIFIED)


def replace_link(resource: Resource, url: str, *, account: Account | None) -> Revision | None:
    """Give a resource another address on the web; what was found at the old one is forgotten.

    Raises:
        ValidationError: it is not an address, or it is the same.
    """
    if url.strip() == resource.url:
        raise ValidationError({"url": _("It is the same address as before.")})
    resource.url = url.strip()
    if not resource.url:
        raise ValidationError({"url": _("Write the new address.")})
    return save_resource(resource, account=account)


@transaction.atomic
def duplicate_resource(resource: Resource, *, account: Account | None) -> Resource:
    """A draft with the same words and sides; without inventory number, file and places."""
    copy = Resource(
        centre=resource.centre,
        state=ResourceState.DRAFT,
        **{
            name: getattr(resource, name)
            for name in ("kind", "authors", "publisher", "year", "issue", "published_on", "isbn",
                         "issn", "summary", "url", "minutes", "transcript")
        },
        title=_("%(title)s (copy)") % {"title": resource.title[:230]},
    )  # fmt: skip
    facets: dict[Facet, frozenset[str]] = {}
    for row in resource.facets.all():
        facet = Facet(row.facet)
        facets[facet] = facets.get(facet, frozenset()) | {row.value}
    save_resource(
        copy, facets=facets, occupations=list(resource.occupations.all()), account=account
    )
    return copy


@transaction.atomic
def undo_revision(revision: Revision, resource: Resource, *, account: Account | None) -> None:
    """Put back what a revision changed in the columns of a resource.

    Raises:
        ValidationError: somebody changed it again meanwhile, or it changed something that
            cannot be put back like this.
    """
    now = snapshot(resource)
    fields = {field.name: field for field in resource._meta.concrete_fields}
    if not revision.changes or any(
        name not in fields or now.get(name) != after
        for name, (_before, after) in revision.changes.items()
    ):
        raise ValidationError(_("It has been changed again meanwhile: open it to correct it."))
    for name, (before, _after) in revision.changes.items():
        value: Any = fields[name].to_python(before)
        setattr(resource, name, value)
    save_resource(resource, account=account, act=UNDONE)


@transaction.atomic
def remove_resources(centre: Centre, pks: Iterable[int]) -> int:
    """Take away for good resources that an import brought by mistake, with their places.

    Returns:
        How many were there.
    """
    wanted = sorted(set(pks))
    removed = 0
    for start in range(0, len(wanted), ROWS_AT_ONCE):
        some = wanted[start : start + ROWS_AT_ONCE]
        removed += (
            Resource.objects.filter(centre=centre, pk__in=some)
            .delete()[1]
            .get(Resource._meta.label, 0)
        )
        Revision.objects.filter(
            centre=centre, subject_kind=RESOURCE, subject_key__in=[str(pk) for pk in some]
        ).delete()
    if removed:
        exchange.announce_change(RESOURCE)
    return removed
