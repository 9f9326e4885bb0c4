"""A year of people sent on from a demo centre, and what some of them said of it."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator

from mestieri.kernel.models import Centre, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.vocabulary import Purpose
from mestieri.library.models import DirectoryEntry
from mestieri.library.queries.directory import published_entries
from mestieri.library.slip_words import SLIP_LANGUAGES
from mestieri.reception.models import Outcome
from mestieri.reception.services.referral_history import PastReferral, record_past_referrals

SEED = 20090604
DAYS = 365
MOST_A_DAY = 9
#: Italian first, then the languages most heard at the demo centre.
LANGUAGE_WEIGHTS = (60, 6, 7, 5, 6, 7, 4, 5, 3, 4, 3)
#: It helped, went to no avail, did not go; four in ten say nothing.
OUTCOME_WEIGHTS = (36, 14, 10, 40)
PRINTED_ALONE = 0.15


def load_referrals(slug: str, today: datetime.date) -> int:
    """Load the referrals of the last year of one demo centre.

    Returns:
        How many were written; none if its directory is empty.
    """
    centre = Centre.objects.get(slug=slug)
    services = list(published_entries(centre).order_by("pk"))
    if not services:
        return 0
    topics = list(Term.objects.filter(vocabulary=Vocabulary.THEME).order_by("position", "pk"))
    return record_past_referrals(centre, _past(services, topics, today))


def _past(
    services: list[DirectoryEntry], topics: list[Term], today: datetime.date
) -> Iterator[PastReferral]:
    """Unevenly, as life is: some services are named every day, others once a month."""
    chance = random.Random(SEED)  # noqa: S311
    weights = [1 / (1 + rank) for rank in range(len(services))]
    chance.shuffle(weights)
    for days_ago in range(DAYS, 0, -1):
        day = today - datetime.timedelta(days=days_ago)
        if day.weekday() == 6 or day.month == 8:
            continue
        for _time in range(chance.randrange(MOST_A_DAY)):
            yield PastReferral(
                day=day,
                destination=chance.choices(services, weights)[0],
                language=chance.choices(SLIP_LANGUAGES, LANGUAGE_WEIGHTS)[0],
                topic=chance.choice([None, *topics]),
                purpose=chance.choice([None, *Purpose]),
                is_alone=chance.random() < PRINTED_ALONE,
                outcome=chance.choices([*Outcome, None], OUTCOME_WEIGHTS)[0],
            )
