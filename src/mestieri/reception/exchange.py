"""What the reception offers to the other rooms: its figure and its pages of the Banco."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext_lazy as _

from mestieri.kernel.acts import name_acts
from mestieri.kernel.exchange import (
    DeskEntry,
    Indicator,
    ModeCount,
    offer_desk_entry,
    offer_indicator,
    offer_mode_count,
)
from mestieri.kernel.models import Centre
from mestieri.kernel.retention import offer_retention_rule
from mestieri.kernel.roles import Right
from mestieri.kernel.slips import SlipSeen, offer_slip_reader
from mestieri.kernel.vocabulary import Mode
from mestieri.reception import queries
from mestieri.reception.models import Outcome
from mestieri.reception.queries import referrals
from mestieri.reception.services.outcomes import look_at_code
from mestieri.reception.services.retention import RULES

ROOM = "reception"

ACTS = {
    "reception.add_desk": _("Added an advice desk"),
    "reception.change_desk": _("Changed an advice desk"),
    "reception.remove_desk": _("Removed an advice desk"),
    "reception.add_duty": _("Added a turn"),
    "reception.change_duty": _("Changed a turn"),
    "reception.remove_duty": _("Removed a turn"),
    "reception.publish_quarter": _("Published the tables of a quarter"),
    "reception.pair_device": _("Paired a tablet"),
    "reception.revoke_device": _("Closed the access of a tablet"),
    "reception.choose_questions": _("Chose what may be asked after a tap"),
    "reception.type_sheet": _("Typed in a sheet of paper"),
    "reception.correct_sheet": _("Corrected a sheet of paper"),
    "reception.withdraw_sheet": _("Took a sheet of paper back"),
    "reception.import_history": _("Brought in monthly totals of the past"),
    "reception.take_back_history": _("Took monthly totals of the past back"),
    "reception.change_queue": _("Changed the rules of the queue"),
    "reception.change_letter": _("Changed the letter of an area"),
    "reception.open_desk": _("Opened a desk for the day"),
    "reception.close_desk": _("Closed a desk"),
    "reception.answer_from_afar": _("Answered a question from afar"),
}


def tickets_advised(centre: Centre, first_day: datetime.date, last_day: datetime.date) -> int:
    """Value of `reception.advice` and of `Mode.ADVICE`: numbers that reached advice, each once."""
    return queries.tickets_advised(centre, first_day, last_day).count()


def referrals_counted(centre: Centre, first_day: datetime.date, last_day: datetime.date) -> int:
    """Value of the indicator `reception.referrals`; by service: `queries.referrals`."""
    return referrals.referrals_between(centre, first_day, last_day).count()


def answers_counted(centre: Centre, first_day: datetime.date, last_day: datetime.date) -> int:
    """Value of `reception.outcomes`: answers to the slips of the months of the stretch."""
    return referrals.answers_between(centre, first_day, last_day)


def helped_counted(centre: Centre, first_day: datetime.date, last_day: datetime.date) -> int:
    """Value of `reception.outcomes_served`: how many of those answers say that it helped."""
    return referrals.answers_between(centre, first_day, last_day, Outcome.SERVED)


def slip_seen(centre: Centre, typed: str) -> SlipSeen | None:
    """What a slip's code leads to, while its answer is waited for; it spends nothing."""
    seen = look_at_code(centre, typed)
    if seen.destination is None:
        return None
    first = seen.answers_from
    return SlipSeen(
        f"{seen.destination.organisation}: {seen.destination.service}",
        first - datetime.timedelta(days=1) if first else None,
    )


def offer() -> None:
    """Register everything; called once when Django starts."""
    for rule in RULES:
        offer_retention_rule(rule)
    offer_slip_reader(slip_seen)
    name_acts(ACTS)
    offer_indicator(
        Indicator("reception.visits", _("Visits today"), _("visits"), queries.visits_counted)
    )
    for indicator in (
        Indicator("reception.advice", _("Advised today"), _("numbers"), tickets_advised),
        Indicator("reception.referrals", _("Referrals today"), _("referrals"), referrals_counted),
        Indicator(
            "reception.outcomes", _("Answers on this month's slips"), _("answers"), answers_counted
        ),
        Indicator(
            "reception.outcomes_served",
            _("It helped, of this month's slips"),
            _("answers"),
            helped_counted,
        ),
    ):
        offer_indicator(indicator)
    offer_mode_count(ModeCount(Mode.ADVICE, _("numbers"), tickets_advised))
    for label, explanation, url_name, right, icon in (
        (
            _("Queue"),
            _("Give a number, call it, see who waits where."),
            "reception-queue",
            Right.RUN_QUEUE,
            "it-list",
        ),
        (
            _("Advice"),
            _("Open your desk, call who comes next, note what was asked."),
            "reception-advice",
            Right.ADVISE,
            "it-comment",
        ),
        (
            _("Questions from afar"),
            _("Who wrote without a name and waits for an answer."),
            "reception-afar",
            Right.ADVISE,
            "it-mail",
        ),
        (
            _("Count who comes in"),
            _("One tap a visit: only the need, never the name."),
            "reception-counter",
            Right.COUNT_VISITS,
            "it-plus-circle",
        ),
        (
            _("The day"),
            _("Today's visits by need and by half hour."),
            "reception-day",
            Right.SEE_DAY,
            "it-clock",
        ),
        (
            _("Send on"),
            _("Find the right service, print the slip: where, when, what to bring."),
            "reception-refer-to",
            Right.REFER,
            "it-print",
        ),
        (
            _("Referrals and outcomes"),
            _("How many were sent on to each service, and whether it helped."),
            "reception-referrals",
            Right.REFER,
            "it-chart-line",
        ),
        (
            _("Sheets of paper"),
            _("Type in the visits marked by hand, print an empty sheet."),
            "reception-sheets",
            Right.COUNT_VISITS,
            "it-pencil",
        ),
        (
            _("History"),
            _("Visits month by month since the centre opened; bring in the totals of the past."),
            "reception-history",
            Right.KEEP_HISTORY,
            "it-calendar",
        ),
        (
            _("The numbers"),
            _("Visits, waiting, advice and referrals of any period, on screen and on paper."),
            "reception-figures",
            Right.SEE_FIGURES,
            "it-chart-line",
        ),
        (
            _("Desks and turns"),
            _("Who is on duty, when, in which languages: what the public site says."),
            "reception-desks",
            Right.MANAGE_DESKS,
            "it-calendar",
        ),
        (
            _("Tablets"),
            _("Pair the tablet at the door, or close its access."),
            "reception-devices",
            Right.MANAGE_DEVICES,
            "it-key",
        ),
    ):
        offer_desk_entry(DeskEntry(ROOM, label, explanation, url_name, right, icon))
