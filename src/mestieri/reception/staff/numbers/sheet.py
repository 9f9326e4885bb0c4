"""All the figures of a period, in the order in which a director reads them."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from mestieri.kernel.charts import MOST_MARKS, Bar, bars, columns, stacked
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Centre
from mestieri.kernel.vocabulary import Mode, Purpose
from mestieri.reception.models import Outcome
from mestieri.reception.queries.modes import Uses, uses_between
from mestieri.reception.queries.numbers import (
    AdviceNumbers,
    Period,
    Step,
    VisitNumbers,
    advice_numbers,
    visit_numbers,
)
from mestieri.reception.queries.numbers.advice import AreaAdvice
from mestieri.reception.queries.referrals import DestinationFigures, destination_figures
from mestieri.reception.staff.numbers.figure import Cell, Figure, signed, told_of

MOST_BARS = 12


def named_slot(starts: datetime.date, step: Step) -> str:
    """What a stretch is called under its column and in its table."""
    patterns = {Step.DAY: "j M y", Step.WEEK: "j M y", Step.MONTH: "M Y", Step.YEAR: "Y"}
    return day_in_words(starts, patterns[step])


def figures_of(centre: Centre, period: Period) -> tuple[VisitNumbers, list[Figure]]:
    """What the page shows of a period: the visits, and every figure that has something to say.

    Seven queries, however long the period and however many the visits.
    """
    visits = visit_numbers(centre, period)
    advice = advice_numbers(centre, period)
    counted = visits.total.visits - visits.from_archive
    destinations = destination_figures(centre, period.first, period.last)
    made: list[Figure | None] = []
    if visits.total.visits:
        made += [_by_time(visits), _by_need(visits), _by_half_hour(visits), _by_point(visits)]
    made += [
        _by_mode(
            uses_between(centre, period.first, period.last, counted, {Mode.ADVICE: advice.advised})
        ),
        _times(advice),
        _topics(advice),
        _referrals(destinations),
        _outcomes(destinations),
    ]
    return visits, [figure for figure in made if figure is not None]


def _needs() -> list[str]:
    return [str(purpose.label) for purpose in Purpose]


def _by_time(numbers: VisitNumbers) -> Figure:
    period = numbers.period
    names = [named_slot(stretch.starts, period.step) for stretch in numbers.stretches]
    drawn = [
        Bar(name, stretch.visits, stretch.before)
        for name, stretch in zip(names, numbers.stretches, strict=True)
    ]
    is_compared = any(stretch.before is not None for stretch in numbers.stretches)
    rows: list[list[Cell]] = [
        [
            name + (" *" if stretch.from_archive else ""),
            stretch.visits,
            *stretch.by_purpose,
            *_beside(stretch.visits, stretch.before, is_compared),
        ]
        for name, stretch in zip(names, numbers.stretches, strict=True)
    ]
    notes = []
    if period.by_whole_months:
        notes.append(_("Months are counted whole; the one going on, up to today."))
    elif is_compared:
        notes.append(_("The year before is 52 weeks earlier, so that weekdays match."))
    if numbers.from_archive:
        notes.append(
            _(
                "* Monthly totals of the centre's own archive, from before visits were counted "
                "here: %(visits)s visits. They are never added to visits counted in the same month."
            )
            % {"visits": numbers.from_archive}
        )
    return Figure(
        key="nel-tempo",
        title=_("Visits over time"),
        svg=columns(drawn) if len(drawn) > 1 else "",
        told=told_of(drawn),
        legend=_("Column: visits. Line: a year before.")
        if is_compared and len(drawn) <= MOST_MARKS
        else _("Column: visits."),
        heads=[
            _("Week from") if period.step == Step.WEEK else _("When"),
            _("Visits"),
            *_needs(),
            *_beside_heads(is_compared),
        ],
        rows=rows,
        notes=notes,
        days=[stretch.starts for stretch in numbers.stretches],
    )


def _beside(visits: int, before: int | None, is_compared: bool) -> list[Cell]:
    """Two cells beside a count: a year before, and the difference; none where none compare."""
    if not is_compared:
        return []
    change = round(100 * (visits - before) / before) if before else None
    return [before, signed(change)]


def _beside_heads(is_compared: bool) -> list[str]:
    return [_("A year before"), _("Difference")] if is_compared else []


def _by_need(numbers: VisitNumbers) -> Figure:
    drawn = [
        Bar(str(purpose.label), counted.visits, counted.before)
        for purpose, counted in numbers.by_purpose
    ]
    total = numbers.total
    is_compared = total.before is not None
    rows: list[list[Cell]] = [
        [
            str(purpose.label),
            counted.visits,
            f"{counted.share}%",
            *_beside(counted.visits, counted.before, is_compared),
        ]
        for purpose, counted in numbers.by_purpose
    ]
    if numbers.unsorted:
        nothing: list[Cell] = [None, None] if is_compared else []
        rows.append([_("Need not known (archive)"), numbers.unsorted, None, *nothing])
    rows.append(
        [_("In all"), total.visits, "100%", *_beside(total.visits, total.before, is_compared)]
    )
    return Figure(
        key="esigenze",
        title=_("By need"),
        svg=bars(drawn),
        told=told_of(drawn),
        legend=_("Bar: visits. Line: a year before.") if is_compared else "",
        heads=[_("Need"), _("Visits"), "%", *_beside_heads(is_compared)],
        rows=rows,
    )


def _by_half_hour(numbers: VisitNumbers) -> Figure | None:
    if not numbers.by_half_hour:
        return None
    drawn = [Bar(f"{row.starts:%H:%M}", row.visits) for row in numbers.by_half_hour]
    return Figure(
        key="mezz-ore",
        title=_("By half hour"),
        svg=columns(drawn),
        told=told_of(drawn),
        legend=_("Column: visits that began in the half hour, all days together."),
        heads=[_("From"), _("Visits"), *_needs()],
        rows=[[f"{row.starts:%H:%M}", row.visits, *row.by_purpose] for row in numbers.by_half_hour],
    )


def _by_point(numbers: VisitNumbers) -> Figure | None:
    if not numbers.by_point:
        return None
    drawn = [Bar(row.point, row.visits) for row in numbers.by_point]
    return Figure(
        key="punti",
        title=_("By point"),
        svg=bars(drawn) if len(drawn) > 1 else "",
        told=told_of(drawn),
        heads=[_("Point"), _("Visits"), "%", *_needs()],
        rows=[
            [row.point, row.visits, f"{row.share}%", *row.by_purpose] for row in numbers.by_point
        ],
    )


def _by_mode(uses: Uses) -> Figure | None:
    if not uses.advice:
        return None
    drawn = [
        Bar(str(mode.label), number)
        for mode in (Mode.ADVICE, Mode.SELF)
        if (number := uses.of(mode)) is not None
    ]
    notes = [
        _(
            "Derived, never asked: whoever took a number and reached an adviser, and all the "
            "others. Meetings count heads, not visits, and are never added to these."
        )
    ]
    if uses.without_a_visit:
        notes.append(
            _("More numbers than visits, by %(numbers)s: people advised whom nobody counted.")
            % {"numbers": uses.without_a_visit}
        )
    heads: list[list[Cell]] = [[_("In a meeting (heads)"), uses.meeting]]
    return Figure(
        key="modi",
        title=_("How the centre is used"),
        svg=bars(drawn),
        told=told_of(drawn),
        heads=[_("Mode"), _("Visits")],
        rows=[[bar.label, bar.value] for bar in drawn] + (heads if uses.meeting else []),
        notes=notes,
    )


def _times(advice: AdviceNumbers) -> Figure | None:
    if not advice.areas:
        return None
    drawn = [
        Bar(row.area, row.waiting.median, row.waiting.nine_in_ten)
        for row in advice.areas
        if row.waiting.median is not None
    ]
    return Figure(
        key="attese",
        title=_("Waiting and advice"),
        svg=bars(drawn) if drawn else "",
        told=told_of(drawn),
        legend=_("Bar: minutes of waiting, half waited less. Line: nine in ten waited less."),
        heads=[
            _("Area"), _("Numbers"), _("Reached advice"), _("Waiting: half, minutes"),
            _("Waiting: nine in ten"), _("Talk: half, minutes"), _("Talk: nine in ten"),
        ],
        rows=[_times_row(row) for row in advice.areas],
        notes=[
            _(
                "Nobody is asked: minutes come from when a number was taken, called, sat down and "
                "was done. Time on hold is left out, and so is what the night closed. “Nine in "
                "ten” needs at least ten talks."
            ),
            _("Who sat down at once, without a number, is left out of the waiting."),
        ],
    )  # fmt: skip


def _times_row(row: AreaAdvice) -> list[Cell]:
    return [
        row.area,
        row.numbers,
        row.advised,
        row.waiting.median,
        row.waiting.nine_in_ten,
        row.talk.median,
        row.talk.nine_in_ten,
    ]


def _topics(advice: AdviceNumbers) -> Figure | None:
    if not advice.topics:
        return None
    drawn = [Bar(topic, talks) for topic, talks in advice.topics]
    return Figure(
        key="argomenti",
        title=_("What advice was about"),
        svg=bars(drawn[:MOST_BARS]),
        told=told_of(drawn),
        heads=[_("Topic"), _("Talks")],
        rows=[[topic, talks] for topic, talks in advice.topics],
        notes=[_("A talk may have several topics: they do not add up to the talks.")],
    )


def _name(row: DestinationFigures) -> str:
    return f"{row.referrals.organisation} – {row.referrals.service}"


def _referrals(destinations: list[DestinationFigures]) -> Figure | None:
    if not destinations:
        return None
    most = sorted(destinations, key=lambda row: -row.referrals.referrals)[:MOST_BARS]
    shown = [row for row in destinations if row in most]
    drawn = [Bar(_name(row), row.referrals.referrals) for row in shown]
    notes = [_("In alphabetical order: the charter puts nobody first.")]
    if len(destinations) > MOST_BARS:
        notes.append(_("The chart has the services named most often; the table has them all."))
    return Figure(
        key="rinvii",
        title=_("Where people were sent on to"),
        svg=bars(drawn),
        told=told_of(drawn),
        heads=[_("Service"), _("Slips"), _("of which printed by oneself")],
        rows=[[_name(row), row.referrals.referrals, row.referrals.alone] for row in destinations],
        notes=notes,
    )


def _outcomes(destinations: list[DestinationFigures]) -> Figure | None:
    answered = [row for row in destinations if row.outcomes.answers]
    if not answered:
        return None
    drawn = [
        (_name(row), (row.outcomes.served, row.outcomes.in_vain, row.outcomes.not_gone))
        for row in answered
    ]
    asked = sum(row.referrals.referrals for row in destinations)
    answers = sum(row.outcomes.answers for row in destinations)
    labels = [str(outcome.label) for outcome in Outcome]
    return Figure(
        key="esiti",
        title=_("Whether it helped"),
        svg=stacked(drawn[:MOST_BARS], labels),
        told=_("For each service, how many answered: %(outcomes)s. The table has every number.")
        % {"outcomes": ", ".join(labels)},
        heads=[_("Service"), _("Answers"), *labels],
        rows=[[name, sum(numbers), *numbers] for name, numbers in drawn],
        notes=[
            _(
                "%(answers)s answers for %(slips)s slips: who answers is not who does not, so "
                "these are answers and not shares of everybody. Outcomes belong to the month of "
                "their slip and are counted by whole months."
            )
            % {"answers": answers, "slips": asked}
        ],
    )
