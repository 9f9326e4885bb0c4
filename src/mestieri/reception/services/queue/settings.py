"""How a centre runs its queue: the night's reset, the letters of its areas."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account, Area, Centre
from mestieri.kernel.services import audit
from mestieri.reception.models import AdviceSetting, AreaLetter


def setting_of(centre: Centre) -> AdviceSetting:
    """The setting of a centre; one with the defaults, not kept, where none was saved."""
    return AdviceSetting.objects.filter(centre=centre).first() or AdviceSetting(centre=centre)


@transaction.atomic
def save_setting(setting: AdviceSetting, *, account: Account | None) -> AdviceSetting:
    """Keep how a centre runs its queue and its answers from afar.

    Raises:
        ValidationError: it breaks a rule of its model.
    """
    setting.full_clean()
    setting.save()
    audit.record("reception.change_queue", centre=setting.centre, account=account, subject=setting)
    return setting


@transaction.atomic
def save_letter(area: Area, letter: str, *, account: Account | None) -> AreaLetter:
    """Give an area the letter of its numbers; numbers already given keep theirs.

    Raises:
        ValidationError: it is not one capital letter, or another area has it.
    """
    kept = AreaLetter.objects.filter(area=area).first()
    row = kept or AreaLetter(area=area, centre_id=area.centre_id)
    row.letter = letter.strip().upper()
    others = AreaLetter.objects.filter(centre_id=area.centre_id, letter=row.letter)
    if others.exclude(pk=row.pk).exists():
        raise ValidationError(
            _("The letter %(letter)s belongs to another area.") % {"letter": row.letter}
        )
    row.full_clean()
    row.save()
    audit.record(
        "reception.change_letter",
        centre=area.centre,
        account=account,
        subject=row,
        name=f"{area.name}: {row.letter}",
    )
    return row
