"""Families, indexes and searched rows follow each CV, in the transaction that changes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction

from mestieri.talents.models import CV
from mestieri.talents.services.families.proposing import propose_for, proposer_of
from mestieri.talents.services.indexes.values import read_all
from mestieri.talents.services.search import rows

#: CVs whose words are written again in one night under a new key, in slices.
A_NIGHT, A_SLICE = 20_000, 500


@transaction.atomic
def follow(numbers: Sequence[int]) -> None:
    """Some CVs are new, or say or allow something else: propose, read, make searchable."""
    by_centre: dict[int, list[CV]] = defaultdict(list)
    for cv in rows.held(numbers):
        by_centre[cv.centre_id].append(cv)
    for cvs in by_centre.values():
        propose_for(cvs, proposer_of(cvs[0].centre))
        read_all(cvs)
        rows.refresh_words(cvs)
    rows.refresh(numbers)


@transaction.atomic
def forget(numbers: Sequence[int]) -> None:
    """Some CVs are about to be erased: nothing that is searched outlives them."""
    rows.remove(list(numbers))


def catch_up() -> int:
    """Write under the new key the words of CVs that are under an old one; how many."""
    done = 0
    while done < A_NIGHT and (numbers := rows.behind(A_SLICE)):
        with transaction.atomic():
            rows.refresh_words(rows.held(numbers))
            rows.refresh(numbers)
        done += len(numbers)
    return done
