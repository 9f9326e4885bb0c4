"""What the CV bank does for requests of companies: the message of `kernel.cv_bank`."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.engines.europass import write_pdf
from mestieri.kernel import cv_bank
from mestieri.kernel.cv_bank import BackToWork, PersonCard, WhyNot
from mestieri.kernel.exchange import Subject
from mestieri.kernel.models import Account, Centre
from mestieri.talents import changes
from mestieri.talents.models import CV, CVListItem, Family, IndexDefinition
from mestieri.talents.queries.indexes import place_name
from mestieri.talents.redaction import for_company
from mestieri.talents.sectors import sector_of
from mestieri.talents.services import persons, states
from mestieri.talents.services.erasing import NOWHERE
from mestieri.talents.services.views import note_views
from mestieri.talents.vocabulary import CVState, ViewManner, Visibility

#: Parameter of the address of the search that carries a request.
REQUEST = "richiesta"


def _of(centre: Centre, keys: Collection[str]) -> QuerySet[CV]:
    """CVs of a centre by their keys; what is no key is nobody's."""
    known = [key for key in keys if _is_key(key)]
    return CV.objects.filter(centre=centre, key__in=known).select_related("member")


def _is_key(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def why_not(cv: CV, ateco: str) -> WhyNot | None:
    """Why a CV may not be presented to a company of a trade; None where its owner is asked."""
    if not cv.is_presentable:
        return WhyNot.HIDDEN
    if cv.visibility == Visibility.GROUP:
        return WhyNot.GROUP
    if cv.visibility == Visibility.SECTORS and sector_of(ateco) not in cv.sectors:
        return WhyNot.SECTOR
    return None


class TalentsBank:
    """The bank as requests see it; see `kernel.cv_bank.CVBank`."""

    def cards(self, centre: Centre, keys: Collection[str]) -> Mapping[str, PersonCard]:
        """Who owns some CVs."""
        return {str(cv.key): _card(cv) for cv in _of(centre, keys)}

    def why_not(self, centre: Centre, keys: Collection[str], ateco: str) -> Mapping[str, WhyNot]:
        """Which may not be presented, and why."""
        found = {str(cv.key): why_not(cv, ateco) for cv in _of(centre, keys)}
        told = {key: found.get(key, WhyNot.GONE) for key in keys}
        return {key: reason for key, reason in told.items() if reason is not None}

    def hold(self, centre: Centre, keys: Collection[str]) -> None:
        """Held in the order of their numbers, so that two who hold never wait for each other."""
        rows = CV.objects.filter(pk__in=_of(centre, keys).values("pk")).order_by("pk")
        list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))

    def company_copy(self, centre: Centre, key: str) -> bytes:
        """The CV without what a company does not read.

        Raises:
            ValidationError: it is not in the bank any more.
        """
        cv = _of(centre, [key]).first()
        if cv is None:
            raise ValidationError(WhyNot.GONE.label)
        return write_pdf(for_company(cv.candidate))

    def note_look(self, centre: Centre, key: str, account: Account, why: str) -> None:
        """Somebody of the staff looked at what a company would read."""
        numbers = list(_of(centre, [key]).values_list("pk", flat=True))
        note_views(numbers, account, ViewManner.CARD, why)

    def back_to_work(self, centre: Centre, key: str, account: Account | None) -> bool:
        """Its owner was hired by a company that a request presented them to."""
        cv = _of(centre, [key]).first()
        return cv is not None and found_work(cv, BackToWork.PRESENTED, account=account)

    def not_back_to_work(self, centre: Centre, key: str, account: Account | None) -> bool:
        """It was a mistake: the CV can be found again."""
        cv = _of(centre, [key]).first()
        return cv is not None and take_work_back(cv, account=account)


def _card(cv: CV) -> PersonCard:
    member = cv.member
    name = member.name or _("CV number %(number)d") % {"number": cv.pk}
    language = "en" if member.language == "en" else "it"
    return PersonCard(str(cv.key), name, member.given_name, member.email, language)


@transaction.atomic
def found_work(cv: CV, how: BackToWork, *, account: Account | None = None) -> bool:
    """The owner of a CV works again: it leaves searches and lists, and the group counts one.

    Args:
        how: through a company we presented them to, or as they, or somebody of us, said.
        account: who of the staff wrote it.

    Returns:
        Whether it was news; told twice, one person is counted once.
    """
    held = states.locked(cv)
    if held.employed_on is not None or held.state in (CVState.DRAFT, CVState.RESTRICTED):
        return False
    held.employed_on = timezone.localdate()
    CVListItem.objects.filter(cv=held).delete()
    # First: who leaves a shortlist leaves it because they work, not because the CV is hidden.
    cv_bank.announce_work(held.centre, str(held.key), how)
    if held.state == CVState.ACTIVE:
        states.pass_to(held, CVState.HIDDEN, "employed", account=account)
    else:
        held.save()
        states.note(held, "employed", account=account)
    cv.refresh_from_db()
    return True


@transaction.atomic
def take_work_back(cv: CV, *, account: Account | None = None) -> bool:
    """It was a mistake that somebody works again; a CV hidden by it can be found again."""
    held = states.locked(cv)
    if held.employed_on is None:
        return False
    held.employed_on = None
    if held.state == CVState.HIDDEN:
        states.pass_to(held, CVState.ACTIVE, "not_employed", account=account)
    else:
        held.save()
        states.note(held, "not_employed", account=account)
    cv.refresh_from_db()
    return True


@transaction.atomic
def work_was_a_mistake(cv: CV, *, account: Account) -> None:
    """Somebody of the staff wrote that a person works, and was wrong: the count goes too."""
    day = cv.employed_on
    if day is not None and take_work_back(cv, account=account):
        cv_bank.announce_mistake(cv.centre, day)


def search_address(centre: Centre, request: int, families: str, wanted: cv_bank.Wanted) -> str:
    """The search that carries a request, with its families and indexes chosen."""
    codes = families.split()
    rows = Family.objects.filter(centre=centre, code__in=codes, retired_on__isnull=True)
    chosen = [("f", str(pk)) for pk in rows.values_list("pk", flat=True)] if codes else []
    if wanted:
        known = IndexDefinition.objects.filter(centre=centre, code__in=wanted)
        chosen += [
            (f"i{one.pk}{name}", value)
            for one in known.filter(retired_on__isnull=True)
            for name, value in parameters_of(wanted[one.code])
        ]
    query = urlencode([(REQUEST, str(request)), *chosen])
    return f"{reverse('talents-search', args=[centre.slug])}?{query}"


def parameters_of(wanted: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is asked of an index, as the address of the search says it: end of a name, value.

    The inverse of what `forms.searching` reads; what it does not know is left out.
    """
    ends = {"from": "-da", "to": "-a", "by": "-entro", "km": "-km", "level": "-livello"}
    said = [(end, str(wanted[name])) for name, end in ends.items() if wanted.get(name) is not None]
    if "is" in wanted:
        said.append(("", "1" if wanted["is"] else "0"))
    said += [("", str(one)) for one in (*wanted.get("any", ()), *wanted.get("all", ()))]
    if wanted.get("number") is not None:
        said.append(("-lingua", str(wanted["number"])))
    if wanted.get("istat"):
        said.append(("-dove", place_name(int(wanted["istat"]))))
    return said


def keys_of(subject: Subject) -> list[str]:
    """Keys of the CVs of a person, also of one that the ledger knows by its key alone."""
    key, _at, domain = subject.email.partition("@")
    if domain == NOWHERE:
        return [key] if _is_key(key) else []
    return [str(one) for one in persons.cvs_of(subject).values_list("key", flat=True)]


def tell_of_changes(numbers: Sequence[int]) -> None:
    """Requests drop, before anything is sent, who may not be presented any more."""
    shown = CV.objects.presentable().exclude(visibility=Visibility.GROUP)
    told = CV.objects.filter(pk__in=numbers).exclude(pk__in=shown.values("pk"))
    cv_bank.announce_hidden([str(key) for key in told.values_list("key", flat=True)])


def tell_of_end(numbers: Sequence[int]) -> None:
    """Requests keep numbers, not persons."""
    keys = CV.objects.filter(pk__in=numbers).values_list("key", flat=True)
    cv_bank.announce_gone([str(key) for key in keys])


def offer() -> None:
    """Let requests ask the bank; called once, when Django starts."""
    cv_bank.offer_bank(TalentsBank(), search_address, keys_of)
    changes.when_cvs_change(tell_of_changes)
    changes.when_cvs_go(tell_of_end)
