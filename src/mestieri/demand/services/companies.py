"""Keep companies: add, correct, say what became of them, merge two that are one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.demand.discretion import refuse_persons
from mestieri.demand.identity import (
    clean_ateco,
    clean_company_phone,
    clean_tax_code,
    find_municipality,
    name_key,
    section_of,
)
from mestieri.demand.models import CallLock, CampaignCompany, Company, CompanyChange, FormerName
from mestieri.demand.vocabulary import CompanyState, TargetState
from mestieri.kernel.models import Account
from mestieri.kernel.services import audit

#: Columns whose changes are history.
TOLD = (
    "legal_name", "tax_code", "ateco", "size", "municipality", "address", "phone", "email",
    "website", "families", "best_time", "note", "source",
)  # fmt: skip
#: Columns that follow from those.
DERIVED = ("name_key", "section", "istat")
#: What a merge takes from the other record where the kept one says nothing.
FILLED = ("tax_code", "ateco", "section", "size", "municipality", "istat", "address", "phone",
          "email", "website", "families", "best_time", "note")  # fmt: skip
CREATED, CHANGED, MERGED, OPTED_OUT = "created", "changed", "merged", "opted_out"


def set_right(company: Company) -> None:
    """Write its number, trade, telephone and place as they are kept. Nothing is saved.

    Raises:
        ValidationError: with a sentence for each column that is not right.
    """
    wrong: dict[str, Any] = {}
    company.legal_name = " ".join(company.legal_name.split())
    company.name_key = name_key(company.legal_name)
    for name, clean in (
        ("tax_code", clean_tax_code),
        ("ateco", clean_ateco),
        ("phone", clean_company_phone),
    ):
        try:
            setattr(company, name, clean(getattr(company, name)))
        except ValidationError as error:
            wrong[name] = error
    if not wrong.get("ateco"):
        company.section = section_of(company.ateco)
    place = find_municipality(company.municipality)
    company.istat = place.istat if place else ""
    company.municipality = place.name if place else company.municipality.strip()
    excused = (company.legal_name, company.municipality, company.address)
    for name in ("note", "best_time", "families"):
        try:
            setattr(company, name, refuse_persons(name, getattr(company, name), excused))
        except ValidationError as error:
            wrong.update(error.error_dict)
    if wrong:
        raise ValidationError(wrong)


def alike(company: Company) -> list[Company]:
    """Records that may be the same company: same number, or same name in the same place."""
    same = Q(name_key=company.name_key)
    if company.istat:
        same &= Q(istat=company.istat) | Q(istat="")
    elif company.municipality:
        same &= Q(municipality__iexact=company.municipality) | Q(municipality="")
    if company.tax_code:
        same &= Q(tax_code__in=("", company.tax_code))
        same |= Q(tax_code=company.tax_code)
    found = Company.objects.filter(same, centre_id=company.centre_id)
    return list(found.exclude(pk=company.pk).exclude(state=CompanyState.MERGED)[:5])


@transaction.atomic
def save_company(
    company: Company, *, account: Account | None, even_if_alike: bool = False
) -> CompanyChange | None:
    """Add or correct a company. A name that changes is kept as a former one.

    Args:
        even_if_alike: somebody looked at the records that resemble it, and it is another.

    Returns:
        What changed, or None where nothing did.

    Raises:
        ValidationError: it breaks a rule of its model, or is probably there already.
    """
    before = Company.objects.filter(pk=company.pk).first() if company.pk else None
    set_right(company)
    company.full_clean()
    if before is None and not even_if_alike and (found := alike(company)):
        raise ValidationError(
            _("It may be there already: %(names)s.")
            % {"names": ", ".join(f"{one} ({one.municipality or '–'})" for one in found)},
            code="alike",
        )
    changes = _changes(before, company)
    if before is not None and not changes:
        return None
    # Never the whole row: who asked meanwhile not to be called would be called again.
    company.save(update_fields=[*TOLD, *DERIVED] if before is not None else None)
    if before is not None and "legal_name" in changes:
        FormerName.objects.get_or_create(company=company, name=before.legal_name)
    return CompanyChange.objects.create(
        company=company,
        made_by=account,
        act=CREATED if before is None else CHANGED,
        changes=changes if before is not None else {},
    )


def _changes(before: Company | None, after: Company) -> dict[str, list[str]]:
    """Column → its words before and after, where they differ."""
    if before is None:
        return {}
    return {
        name: [str(getattr(before, name)), str(getattr(after, name))]
        for name in TOLD
        if getattr(before, name) != getattr(after, name)
    }


@transaction.atomic
def change_state(
    company: Company, state: CompanyState, reason: str, *, account: Account | None
) -> None:
    """Say that a company moved away, closed down, or works again.

    Raises:
        ValidationError: it was merged, it is so already, or the reason is missing.
    """
    company = Company.objects.select_for_update(of=("self",)).get(pk=company.pk)
    if CompanyState.MERGED in (company.state, state):
        raise ValidationError(_("A merged record stays as it is: look at the one it went into."))
    if company.state == state:
        raise ValidationError(_("It is so already."))
    reason = refuse_persons("reason", reason, (company.legal_name, company.municipality))
    if not reason:
        raise ValidationError({"reason": _("Say how you know.")})
    before, company.state = company.state, state
    company.save(update_fields=["state"])
    CompanyChange.objects.create(
        company=company,
        made_by=account,
        act=state.lower(),
        reason=reason,
        changes={"state": [before, state.value]},
    )


@transaction.atomic
def opt_out(company: Company, *, account: Account | None) -> None:
    """It asks not to be called: nobody calls it any more, in any campaign, for ever.

    There is no service that takes it back: only the company can, by asking in writing, and then
    the direction adds it anew as a fact of its history.
    """
    company = Company.objects.select_for_update(of=("self",)).get(pk=company.pk)
    if company.do_not_call:
        return
    company.do_not_call, company.do_not_call_on = True, timezone.localdate()
    company.save(update_fields=["do_not_call", "do_not_call_on"])
    exclude_from_campaigns(company)
    CompanyChange.objects.create(company=company, made_by=account, act=OPTED_OUT)
    audit.record("demand.opt_out", centre=company.centre, account=account, subject=company)


def exclude_from_campaigns(company: Company) -> None:
    """Take a company out of every campaign that would still call it."""
    today = timezone.localdate()
    CampaignCompany.objects.filter(company=company).exclude(
        state__in=(TargetState.DONE, TargetState.EXCLUDED)
    ).update(state=TargetState.EXCLUDED, owner=None, since=today)
    company.letters.filter(state="PREPARED").update(state="DROPPED", owner=None)


@transaction.atomic
def merge(kept: Company, other: Company, *, account: Account | None) -> Company:
    """Make one of two records of the same company; whatever hung on the other hangs on the kept.

    Its name becomes a former name, its contacts, calls, signals, messages and requests come
    along, and a "do not call" of either holds.

    Raises:
        ValidationError: the same record twice, another centre's, or one is merged already.
    """
    rows = Company.objects.select_for_update(of=("self",)).filter(pk__in=(kept.pk, other.pk))
    found = {row.pk: row for row in rows.order_by("pk")}
    if len(found) < 2 or kept.centre_id != other.centre_id:
        raise ValidationError(_("Choose two different companies of this centre."))
    kept, other = found[kept.pk], found[other.pk]
    if CompanyState.MERGED in (kept.state, other.state):
        raise ValidationError(_("One of them has already been merged."))
    # A lock that ran out holds nobody: it goes when the next caller comes, or now.
    CallLock.objects.filter(company__in=(kept, other), expires_at__lte=timezone.now()).delete()
    if hasattr(other, "call_lock") or hasattr(kept, "call_lock"):
        raise ValidationError(_("Somebody is calling one of them at this moment: wait a little."))
    moved = _move_what_hangs_on(kept, other)
    other.state, other.merged_into = CompanyState.MERGED, kept
    other.save(update_fields=["state", "merged_into"])
    filled = _fill(kept, other)
    kept.save()
    if other.name_key != kept.name_key or other.legal_name != kept.legal_name:
        FormerName.objects.get_or_create(company=kept, name=other.legal_name)
    if kept.do_not_call:
        exclude_from_campaigns(kept)
    CompanyChange.objects.create(
        company=kept,
        made_by=account,
        act=MERGED,
        reason=other.legal_name[:200],
        changes={**filled, "moved": ["", ", ".join(f"{n} {k}" for k, n in moved.items() if n)]},
    )
    audit.record("demand.merge", centre=kept.centre, account=account, subject=kept, other=other.pk)
    return kept


def _move_what_hangs_on(kept: Company, other: Company) -> dict[str, int]:
    """Every row of the other becomes the kept one's; how many of each kind."""
    campaigns = kept.targets.values("campaign_id")
    for target in other.targets.filter(campaign_id__in=campaigns):
        target.calls.update(target=kept.targets.get(campaign_id=target.campaign_id))
        target.delete()
    moved = {
        name: getattr(other, name).update(company=kept)
        for name in ("contacts", "calls", "signals", "letters", "requests", "targets", "changes")
    }
    for name in other.former_names.exclude(name__in=kept.former_names.values("name")):
        FormerName.objects.create(company=kept, name=name.name)
    other.former_names.all().delete()
    Company.objects.filter(merged_into=other).update(merged_into=kept)
    return moved


def _fill(kept: Company, other: Company) -> dict[str, list[str]]:
    """What the kept record did not say and the other does; "do not call" of either holds."""
    filled = {}
    for name in FILLED:
        if not getattr(kept, name) and getattr(other, name):
            setattr(kept, name, getattr(other, name))
            if name in TOLD:
                filled[name] = ["", str(getattr(other, name))]
    days = [day for day in (kept.last_called_on, other.last_called_on) if day]
    kept.last_called_on = max(days) if days else None
    if other.do_not_call and not kept.do_not_call:
        kept.do_not_call, kept.do_not_call_on = True, other.do_not_call_on
    return filled
