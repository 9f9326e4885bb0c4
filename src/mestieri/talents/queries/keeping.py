"""Questions of the curator: what waits, who is there, what a CV says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.models import Centre
from mestieri.talents.models import CV, CVDocument, CVQuerySet
from mestieri.talents.vocabulary import TO_COMPLETE, CVState, DocumentState

CVS_A_PAGE = 40


@dataclass(frozen=True)
class Waiting:
    """What waits for the curator, in numbers."""

    total: int
    presentable: int
    to_contact: int
    to_complete: int
    to_compare: int
    hidden: int


def waiting(centre: Centre) -> Waiting:
    """What waits in a centre: two questions."""
    cvs = CV.objects.filter(centre=centre).exclude(state=CVState.DRAFT)
    presentable = Q(pk__in=CV.objects.filter(centre=centre).presentable().values("pk"))
    told = cvs.aggregate(
        total=Count("pk"),
        presentable=Count("pk", filter=presentable),
        to_contact=Count("pk", filter=Q(notice_on__isnull=True)),
        to_complete=Count("pk", filter=Q(reading__in=TO_COMPLETE)),
        hidden=Count("pk", filter=~Q(state=CVState.ACTIVE)),
    )
    return Waiting(to_compare=pairs(centre).count(), **told)


#: Word of the address → (what the list is called, which CVs).
LISTS: dict[str, tuple[Any, Q]] = {
    "tutti": (_("All"), Q()),
    "da-completare": (_("To be completed by hand"), Q(reading__in=TO_COMPLETE)),
    "da-contattare": (_("First contact to be made"), Q(notice_on__isnull=True)),
    "nascosti": (_("Hidden or out of use"), ~Q(state=CVState.ACTIVE)),
}


def cvs_of(centre: Centre, which: str = "tutti") -> CVQuerySet:
    """CVs of a centre, the latest first."""
    rows = CV.objects.filter(centre=centre).exclude(state=CVState.DRAFT)
    return rows.filter(LISTS[which][1]).select_related("member").order_by("-received_on", "-pk")


def page_of(centre: Centre, which: str, number: str) -> Page[CV]:
    """A page of a list, names read."""
    return Paginator(cvs_of(centre, which), CVS_A_PAGE).get_page(number)


def pairs(centre: Centre) -> QuerySet[CVDocument]:
    """Files that came and perhaps are of somebody who is there: to compare side by side."""
    rows = CVDocument.objects.filter(centre=centre, state=DocumentState.PROPOSED)
    rows = rows.exclude(cv__state=CVState.RESTRICTED)
    return rows.select_related("cv__member").order_by("pk")


def current_document(cv: CV) -> CVDocument | None:
    """The file that counts."""
    return cv.documents.filter(state=DocumentState.CURRENT).first()
