"""What the curator of the job center has done with the CVs: families, indexes, a search, a list."""

from __future__ import annotations

from mestieri.kernel.models import Account, Centre
from mestieri.talents import changes
from mestieri.talents.index_codes import mask_of
from mestieri.talents.models import CV, CVFamily, Family, IndexDefinition, ValueOrigin
from mestieri.talents.services.families import deciding, taxonomy
from mestieri.talents.services.families.taxonomy import FamilyPart
from mestieri.talents.services.indexes.values import correct_value
from mestieri.talents.services.search import keeping

CURATOR = "curatela@example.org"
CONFIRMED = 24
FULL_TIME, SHIFTS = 0, 3


def sort_cvs(slug: str) -> None:
    """Half of the proposals confirmed, one corrected, a family split, a search and a list kept."""
    centre = Centre.objects.get(slug=slug)
    curator = Account.objects.get(email=CURATOR)
    cvs = list(CV.objects.filter(centre=centre).order_by("pk"))
    changes.announce([cv.pk for cv in cvs])
    waiting = list(deciding.open_proposals(centre).select_related("family").order_by("pk"))
    deciding.confirm(waiting[:CONFIRMED], centre, account=curator)
    _correct_one(centre, waiting[CONFIRMED:], curator)
    _split_the_warehouse(centre, curator)
    hours = IndexDefinition.objects.get(centre=centre, code="orario")
    for number, cv in enumerate(cvs[:20]):
        chosen = [FULL_TIME] if number % 3 else [FULL_TIME, SHIFTS]
        correct_value(cv, hours, mask_of(chosen), origin=ValueOrigin.CURATOR, account=curator)
    town = IndexDefinition.objects.get(centre=centre, code="zona")
    query = f"i{town.pk}-dove=Rho&i{town.pk}-km=10"
    keeping.save_search(centre, "Vicino a Rho", query, account=curator)
    chosen_cvs = [cv.pk for cv in cvs[:3]]
    keeping.put_in_list(centre, "Da richiamare a settembre", chosen_cvs, account=curator)


def _correct_one(centre: Centre, waiting: list[CVFamily], curator: Account) -> None:
    other = Family.objects.get(centre=centre, code="servizi-vari")
    wrong = next((row for row in waiting if row.family_id != other.pk), None)
    if wrong is not None:
        deciding.correct(wrong, other, account=curator)


def _split_the_warehouse(centre: Centre, curator: Account) -> None:
    warehouse = Family.objects.get(centre=centre, code="magazzino")
    taxonomy.split_family(
        warehouse, [FamilyPart("Carrelli elevatori", "mulettista, carrellista")], account=curator
    )
