"""A family proposed for each CV: the group's dictionary first, then the occupation engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from mestieri.engines.europass import Candidate, Employment
from mestieri.engines.families import (
    Bridge,
    DictionaryProblem,
    Entry,
    FamilyProposal,
    Proposer,
    WordDictionary,
)
from mestieri.engines.families.words import read_entries
from mestieri.engines.occupations import load
from mestieri.kernel.models import Centre
from mestieri.talents.models import CV, CVFamily, Family, FamilyChange, FamilyState
from mestieri.talents.services.families.starter import (
    entries_of_no_family,
    take_starter_families,
)

#: Proposers by centre, with the number of the last change they know of.
_known: dict[int, tuple[int, CentreProposer]] = {}
_MOST_KNOWN = 20


@dataclass(frozen=True)
class CentreProposer:
    """The proposer of a centre, and its families by code."""

    proposer: Proposer
    family_of: dict[str, int]

    def propose(self, record: Candidate) -> list[tuple[int, str, FamilyProposal]]:
        """Families of a CV, the latest job's first: family, job title, proposal; each once."""
        found: dict[int, tuple[int, str, FamilyProposal]] = {}
        for title, occupation in job_titles(record):
            said = self.proposer.propose(title, occupation)
            number = self.family_of.get(said.family)
            if number is not None:
                found.setdefault(number, (number, title, said))
        return list(found.values())


def job_titles(record: Candidate) -> list[tuple[str, str]]:
    """Job titles of a CV with the occupation it gives, the latest first; else its headline."""
    jobs = [job for job in record.employment if job.position.strip()]
    # Sorting keeps the order of the CV where dates are missing or alike.
    jobs.sort(
        key=lambda job: (job.period.ongoing, job.period.end or job.period.start), reverse=True
    )
    titles = [(job.position.strip(), job.occupation) for job in jobs]
    return titles or ([(record.headline.strip(), "")] if record.headline.strip() else [])


def _how_late(job: Employment) -> tuple[bool, str]:
    return job.period.ongoing, job.period.end or job.period.start


def proposer_of(centre: Centre) -> CentreProposer:
    """The proposer of a centre as its families are now; the starter set if it has none."""
    take_starter_families(centre)
    last = FamilyChange.objects.filter(centre=centre).values_list("pk", flat=True).first() or 0
    known = _known.get(centre.pk)
    if known is not None and known[0] == last:
        return known[1]
    families = Family.objects.filter(centre=centre, retired_on__isnull=True)
    made = make_proposer(list(families))
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known[centre.pk] = (last, made)
    return made


def make_proposer(families: Sequence[Family]) -> CentreProposer:
    """A proposer for some families, in their order."""
    dictionary = WordDictionary(_without_quarrels([*entries_of(families), *entries_of_no_family()]))
    bridge = Bridge({family.code: family.isco_codes for family in families})
    numbers = {family.code: family.pk for family in families}
    return CentreProposer(Proposer(dictionary, bridge, load().linker), numbers)


def entries_of(families: Iterable[Family]) -> list[Entry]:
    """The entries that the families hold as text."""
    return [
        entry
        for family in families
        for entry in read_entries(f"{family.code}: {' '.join(family.words.split())}")
    ]


def _without_quarrels(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Of entries with the same words, the first: a family being filled must stop nobody."""
    kept: list[Entry] = []
    dictionary = WordDictionary(())
    for entry in entries:
        try:
            dictionary.add(entry)
        except DictionaryProblem:
            continue
        kept.append(entry)
    return kept


@transaction.atomic
def propose_families(numbers: Sequence[int]) -> None:
    """Propose families for CVs again. What a person decided stays as it is."""
    by_centre: dict[Centre, list[CV]] = defaultdict(list)
    for cv in CV.objects.filter(pk__in=numbers).select_related("centre"):
        by_centre[cv.centre].append(cv)
    for centre, cvs in by_centre.items():
        propose_for(cvs, proposer_of(centre))


def propose_for(cvs: Sequence[CV], proposer: CentreProposer) -> None:
    """Write the proposals of some CVs of one centre; their records are read once."""
    held: dict[int, list[CVFamily]] = defaultdict(list)
    for row in CVFamily.objects.filter(cv__in=cvs):
        held[row.cv_id].append(row)
    gone: list[int] = []
    new: list[CVFamily] = []
    for cv in cvs:
        decided = [row for row in held[cv.pk] if _is_decided(row)]
        gone += [row.pk for row in held[cv.pk] if not _is_decided(row)]
        new += _proposals(cv, decided, proposer)
    CVFamily.objects.filter(pk__in=gone).delete()
    CVFamily.objects.bulk_create(new)


def _is_decided(row: CVFamily) -> bool:
    return row.state == FamilyState.CONFIRMED or row.set_aside_by_id is not None


def _proposals(cv: CV, decided: Sequence[CVFamily], proposer: CentreProposer) -> Iterable[CVFamily]:
    """Proposed rows of a CV beside what was decided; the first is the main one if none is."""
    has_main = any(row.is_main for row in decided)
    taken = {row.family_id for row in decided}
    for number, title, said in proposer.propose(cv.candidate):
        if number in taken or said.source is None:
            continue
        yield CVFamily(
            cv=cv,
            family_id=number,
            is_main=not has_main,
            source=said.source,
            title=title[:300],
            words=said.words[:300],
            label=said.label[:200],
            isco=said.isco[:4],
        )
        has_main = True
