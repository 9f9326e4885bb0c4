"""What the reception offers to the other rooms: its figure and its pages of the Banco."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext_lazy as _

from mestieri.kernel.acts import name_acts
from mestieri.kernel.exchange import DeskEntry, Indicator, offer_desk_entry, offer_indicator
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.reception import queries

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
}


def visits_counted(centre: Centre, first_day: datetime.date, last_day: datetime.date) -> int:
    """Value of the indicator `reception.visits`."""
    return queries.visits_between(centre, first_day, last_day).count()


def offer() -> None:
    """Register everything; called once when Django starts."""
    name_acts(ACTS)
    offer_indicator(Indicator("reception.visits", _("Visits today"), _("visits"), visits_counted))
    for label, explanation, url_name, right, icon in (
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
