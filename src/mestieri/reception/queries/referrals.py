"""Questions about referrals: where one may be sent on to, how many were, whether it helped.

Every list of services is alphabetical, whoever asks: the charter forbids putting one
institution first, and the institution of who asks is no exception.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from mestieri.kernel.models import Centre, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.library.models import DirectoryEntry
from mestieri.library.queries import directory
from mestieri.reception.models import Outcome, OutcomeTally, Referral


def destinations(centre: Centre, asked: Mapping[str, str]) -> list[DirectoryEntry]:
    """Published services to which one may be sent on, in alphabetical order. Two queries.

    Args:
        asked: what narrows the list, by the names of `library.queries.directory`: words,
            need, district, kind of service, language, audience. Every word must stand in
            the organisation, the service, its description, its municipality or the words
            that describe it; case and accents do not count.
    """
    sides = {name: value for name, value in asked.items() if name != directory.WORDS}
    found = directory.narrowed(directory.published_entries(centre), sides)
    words = folded(asked.get(directory.WORDS, "")).split()
    rows = found.prefetch_related("terms")
    return sorted((entry for entry in rows if _says_all(entry, words)), key=neutral_order)


def _says_all(entry: DirectoryEntry, words: list[str]) -> bool:
    if not words:
        return True
    terms = (f"{term.label} {term.label_en}" for term in entry.terms.all())
    said = [entry.organisation, entry.service, entry.description, entry.municipality, *terms]
    text = folded(" ".join(said))
    return all(word in text for word in words)


def folded(text: str) -> str:
    """A text without accents and capitals, so that «Citta» finds «Città»."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def neutral_order(entry: DirectoryEntry) -> tuple[str, str, int]:
    """The declared order of every list of services: alphabetical, by organisation."""
    return folded(entry.organisation), folded(entry.service), entry.pk


def topics() -> QuerySet[Term]:
    """Themes that a referral may be about, in the order of their vocabulary."""
    return Term.objects.filter(vocabulary=Vocabulary.THEME, is_retired=False)


@dataclass(frozen=True)
class DestinationReferrals:
    """Slips given for one service.

    Attributes:
        destination_id: of the `library.DirectoryEntry`.
        organisation, service: its names, which are never translated.
        referrals: slips in all.
        alone: how many of them were printed without an adviser.
    """

    destination_id: int
    organisation: str
    service: str
    referrals: int
    alone: int


def referrals_between(
    centre: Centre, first_day: datetime.date, last_day: datetime.date
) -> QuerySet[Referral]:
    """Referrals of a stretch of days, both ends included."""
    return Referral.objects.filter(centre=centre, day__range=(first_day, last_day))


def referrals_by_destination(
    centre: Centre, first_day: datetime.date, last_day: datetime.date
) -> list[DestinationReferrals]:
    """How many slips were given for each service, both days included. One query.

    A count of slips by service has no person in it: a centre sees it whole. Crossed with
    language or need it may, so nothing here crosses it.

    Returns:
        Services with at least one referral, in alphabetical order.
    """
    rows = (
        referrals_between(centre, first_day, last_day)
        .order_by()
        .values("destination_id", "destination__organisation", "destination__service")
        .annotate(referrals=Count("pk"), alone=Count("pk", filter=Q(is_alone=True)))
    )
    counted = [
        DestinationReferrals(
            row["destination_id"],
            row["destination__organisation"],
            row["destination__service"],
            row["referrals"],
            row["alone"],
        )
        for row in rows
    ]
    return sorted(counted, key=_by_name)


@dataclass(frozen=True, kw_only=True)
class OutcomeCounts:
    """What came of some slips.

    Attributes:
        served: «it helped».
        in_vain: «went, to no avail».
        not_gone: «did not go».
    """

    served: int = 0
    in_vain: int = 0
    not_gone: int = 0

    @property
    def answers(self) -> int:
        """How many said how it went."""
        return self.served + self.in_vain + self.not_gone

    def share(self, outcome: Outcome | str) -> float | None:
        """Part of the answers that came to an outcome, 0–1; None when nobody answered."""
        times: int = getattr(self, Outcome(outcome).value)
        return times / self.answers if self.answers else None


@dataclass(frozen=True)
class DestinationOutcomes(OutcomeCounts):
    """What came of the slips given for one service, which `destination_id` names."""

    destination_id: int
    organisation: str
    service: str


def outcomes_by_destination(
    centre: Centre, first_day: datetime.date, last_day: datetime.date
) -> list[DestinationOutcomes]:
    """What came of the slips given in some months, service by service. One query.

    Args:
        first_day, last_day: any day of the first and of the last month: outcomes are
            counted by the month in which the slip was given, whole.

    Returns:
        Services with at least one answer, in alphabetical order.
    """
    rows = (
        outcomes_between(centre, first_day, last_day)
        .order_by()
        .values("destination_id", "destination__organisation", "destination__service", "outcome")
        .annotate(sum=Sum("times"))
    )
    times: dict[tuple[int, str, str], dict[str, int]] = defaultdict(dict)
    for row in rows:
        key = (
            row["destination_id"],
            row["destination__organisation"],
            row["destination__service"],
        )
        times[key][row["outcome"]] = row["sum"]
    counted = [DestinationOutcomes(*key, **by_outcome) for key, by_outcome in times.items()]
    return sorted((row for row in counted if row.answers), key=_by_name)


def outcomes_between(
    centre: Centre, first_day: datetime.date, last_day: datetime.date
) -> QuerySet[OutcomeTally]:
    """Counts of the months that hold any day of a stretch."""
    return OutcomeTally.objects.filter(
        centre=centre, month__range=(first_day.replace(day=1), last_day)
    )


def answers_between(
    centre: Centre,
    first_day: datetime.date,
    last_day: datetime.date,
    outcome: Outcome | None = None,
) -> int:
    """How many slips of some months came to an outcome, or to any. One query."""
    found = outcomes_between(centre, first_day, last_day)
    if outcome is not None:
        found = found.filter(outcome=outcome)
    return found.aggregate(sum=Sum("times"))["sum"] or 0


@dataclass(frozen=True)
class TopicOutcomes(OutcomeCounts):
    """What came of the slips about one topic, or about none in particular (None)."""

    topic: Term | None


def outcomes_by_topic(
    centre: Centre, first_day: datetime.date, last_day: datetime.date
) -> list[TopicOutcomes]:
    """What came of the slips given in some months, topic by topic. Two queries.

    Returns:
        Topics with at least one answer in the order of their vocabulary; no topic last.
    """
    rows = (
        outcomes_between(centre, first_day, last_day)
        .order_by()
        .values("topic_id", "outcome")
        .annotate(sum=Sum("times"))
    )
    times: dict[int | None, dict[str, int]] = defaultdict(dict)
    for row in rows:
        times[row["topic_id"]][row["outcome"]] = row["sum"]
    terms = list(Term.objects.filter(pk__in=[key for key in times if key is not None]))
    counted = [TopicOutcomes(term, **times[term.pk]) for term in terms]
    if None in times:
        counted.append(TopicOutcomes(None, **times[None]))
    return [row for row in counted if row.answers]


@dataclass(frozen=True)
class DestinationFigures:
    """Slips given for one service in some months, and what came of them."""

    referrals: DestinationReferrals
    outcomes: DestinationOutcomes


def destination_figures(
    centre: Centre, first_day: datetime.date, last_day: datetime.date
) -> list[DestinationFigures]:
    """Slips and outcomes side by side, in alphabetical order. Two queries.

    Services that only have answers (slips of a month, outside the days asked for) are left
    out: every row starts from the slips.
    """
    outcomes = {
        row.destination_id: row for row in outcomes_by_destination(centre, first_day, last_day)
    }
    return [
        DestinationFigures(
            row,
            outcomes.get(
                row.destination_id,
                DestinationOutcomes(row.destination_id, row.organisation, row.service),
            ),
        )
        for row in referrals_by_destination(centre, first_day, last_day)
    ]


def _by_name(row: DestinationReferrals | DestinationOutcomes) -> tuple[str, str, int]:
    return folded(row.organisation), folded(row.service), row.destination_id
