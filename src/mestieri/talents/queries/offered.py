"""How a centre sorts its CVs, as the rooms that ask for people read it."""

from __future__ import annotations

from mestieri.kernel.cv_families import OfferedFamily, OfferedIndex, Sorting
from mestieri.kernel.models import Centre
from mestieri.talents.models import Family, IndexDefinition
from mestieri.talents.queries.indexes import indexes_in_use


def offered_sorting(centre: Centre) -> Sorting:
    """Families, put away or not, and the indexes in use; three questions."""
    families = Family.objects.filter(centre=centre).select_related("macro")
    return Sorting(
        families=tuple(
            OfferedFamily(one.code, one.name, one.macro.name, one.retired_on is None)
            for one in families
        ),
        indexes=tuple(_index(one) for one in indexes_in_use(centre)),
    )


def _index(definition: IndexDefinition) -> OfferedIndex:
    values = tuple(
        (choice.number, choice.name)
        for choice in definition.choices.all()
        if choice.retired_on is None
    )
    return OfferedIndex(definition.code, definition.name, definition.type, definition.unit, values)
