"""The group defines its indexes. What the law forbids is refused with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account
from mestieri.kernel.services import audit
from mestieri.talents.models import IndexChoice, IndexDefinition, IndexType
from mestieri.talents.models.indexes import MOST_CHOICES, MOST_LANGUAGES, READINGS, SLOTS
from mestieri.talents.services.discretion import refuse_forbidden
from mestieri.talents.services.indexes.values import read_again


@transaction.atomic
def save_index(
    definition: IndexDefinition, choices: Sequence[str] = (), *, account: Account | None
) -> IndexDefinition:
    """Make an index, or give it another name, words or values; what CVs say stays.

    Args:
        choices: names of new values of the list, added after those it has.

    Raises:
        ValidationError: the name or a value is forbidden, taken or empty; too many values;
            the type changes while CVs say something for it; all columns are taken.
    """
    held = IndexDefinition.objects.filter(pk=definition.pk).first()
    refuse_forbidden(definition.name, "name")
    refuse_forbidden(definition.words, "words")
    _check_type(definition, held)
    if held is None:
        definition.slot = _free_slot(definition)
        definition.place = IndexDefinition.objects.filter(centre=definition.centre).count()
        definition.code = slugify(definition.name)[:60] or "indice"
    definition.full_clean(exclude=["centre"])
    definition.save()
    _add_choices(definition, choices)
    audit.record(
        "talents.index_saved",
        centre=definition.centre,
        account=account,
        subject=definition,
        name=definition.name,
        was=held.name if held else "",
    )
    read_again(definition)
    return definition


def _check_type(definition: IndexDefinition, held: IndexDefinition | None) -> None:
    if definition.read_from not in READINGS.get(definition.type, frozenset()):
        raise ValidationError({"read_from": _("This kind of index is not read there.")})
    if held is not None and held.type != definition.type and held.values.exists():
        raise ValidationError(
            {"type": _("CVs already say something for it: make a new index, then retire this.")}
        )


def _free_slot(definition: IndexDefinition) -> int:
    taken = set(
        IndexDefinition.objects.select_for_update(no_key=True)
        .filter(centre=definition.centre, slot__isnull=False)
        .values_list("slot", flat=True)
    )
    free = next((slot for slot in range(SLOTS) if slot not in taken), None)
    if free is None:
        raise ValidationError(
            _("%(most)d indexes are in use, which is as many as there can be: retire one first.")
            % {"most": SLOTS}
        )
    return free


def _add_choices(definition: IndexDefinition, names: Sequence[str]) -> None:
    if not definition.has_choices:
        return
    held = list(definition.choices.all())
    most = MOST_LANGUAGES if definition.type == IndexType.LANGUAGE else MOST_CHOICES
    taken = {choice.name.casefold() for choice in held}
    number = max((choice.number for choice in held), default=-1)
    for name in dict.fromkeys(name.strip()[:80] for name in names):
        if not name or name.casefold() in taken:
            continue
        refuse_forbidden(name, "choices")
        number += 1
        if number >= most:
            raise ValidationError(
                {"choices": _("A list holds %(most)d values at most.") % {"most": most}}
            )
        IndexChoice.objects.create(definition=definition, number=number, name=name)


@transaction.atomic
def change_choice(
    choice: IndexChoice, *, account: Account | None, retired: bool | None = None
) -> None:
    """Give a value of a list another name or other words, or put it away; CVs keep it.

    Raises:
        ValidationError: the name is empty or forbidden, or a word is forbidden.
    """
    refuse_forbidden(choice.name, "name")
    refuse_forbidden(choice.words, "words")
    if retired is not None:
        choice.retired_on = timezone.localdate() if retired else None
    choice.full_clean(exclude=["definition"])
    choice.save()
    definition = choice.definition
    audit.record(
        "talents.index_saved",
        centre=definition.centre,
        account=account,
        subject=definition,
        name=definition.name,
        value=choice.name,
    )
    read_again(definition)


@transaction.atomic
def retire_index(definition: IndexDefinition, *, account: Account | None) -> None:
    """Put an index away: nobody searches by it; what CVs say stays and can come back."""
    definition.retired_on, definition.slot = timezone.localdate(), None
    definition.save(update_fields=["retired_on", "slot"])
    audit.record(
        "talents.index_retired",
        centre=definition.centre,
        account=account,
        subject=definition,
        name=definition.name,
    )
    read_again(definition)


@transaction.atomic
def bring_back(definition: IndexDefinition, *, account: Account | None) -> None:
    """Search by a retired index again, with what CVs said.

    Raises:
        ValidationError: all columns are taken, or its name is.
    """
    definition.slot, definition.retired_on = _free_slot(definition), None
    definition.full_clean(exclude=["centre"])
    definition.save(update_fields=["retired_on", "slot"])
    audit.record(
        "talents.index_saved",
        centre=definition.centre,
        account=account,
        subject=definition,
        name=definition.name,
        back=True,
    )
    read_again(definition)
