"""«Chi entra»: tables by what people liked to say at the door, published by quarter."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mestieri.kernel.access import staff_page
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Centre, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.queries import rights_of_account
from mestieri.kernel.roles import Right
from mestieri.kernel.vocabulary import AgeBand, FirstTime, Purpose, ResidenceZone
from mestieri.reception.cubes import Quarter
from mestieri.reception.models import Attribute, PublishedTable, TableState
from mestieri.reception.queries.numbers.published import published_tables, quarters_to_publish
from mestieri.reception.services.publishing import NOT_SAID, publish_quarter
from mestieri.reception.staff.numbers.figure import Cell, Figure

WORDS = {
    Attribute.AGE_BAND: AgeBand,
    Attribute.FIRST_TIME: FirstTime,
    Attribute.RESIDENCE_ZONE: ResidenceZone,
}
#: How a stored sign is read.
READ = {"<": "<5", "*": "·"}


@require_GET
@staff_page(Right.SEE_FIGURES)
def who(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The published tables, and the quarters that may still be for who keeps the centre."""
    published = published_tables(centre)
    audiences = {
        term.code: str(term) for term in Term.objects.filter(vocabulary=Vocabulary.AUDIENCE)
    }
    to_publish = quarters_to_publish(
        centre, {quarter for quarter, _t in published}, timezone.localdate()
    )
    return render(
        request,
        "reception/who.html",
        {
            "published": [
                (quarter, [figure_of(table, quarter, audiences) for table in tables])
                for quarter, tables in published
            ],
            "to_publish": to_publish
            if Right.MANAGE_CENTRE in rights_of_account(request.user, centre)
            else [],
        },
    )


@staff_page(Right.MANAGE_CENTRE)
@require_POST
def publish(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Publish the quarter of the form, and say what came of it."""
    try:
        quarter = Quarter.named(request.POST.get("quarter", ""))
        publish_quarter(centre, quarter, account=request.user, today=timezone.localdate())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    except ValueError:
        messages.error(request, _("Choose a quarter from the list."))
    else:
        messages.success(request, _("The tables of the quarter are ready, and stay as they are."))
    return redirect("reception-who", centre_slug=centre.slug)


def figure_of(table: PublishedTable, quarter: Quarter, audiences: dict[str, str]) -> Figure:
    """A published table as it is read."""
    attribute = Attribute(table.attribute)
    key = f"{attribute.value}-{quarter.name}"
    if table.state != TableState.SHOWN:
        sentence = {
            TableState.WITHHELD: _(
                "Too few visits to show this table without giving anybody away."
            ),
            TableState.NOTHING_SAID: _("Nobody said it, or it was not asked."),
        }
        return Figure(
            key=key,
            title=str(attribute.label),
            heads=[],
            rows=[],
            notes=[sentence[TableState(table.state)]],
            quarter=in_words(quarter),
        )
    stored = table.rows
    words = audiences if attribute == Attribute.AUDIENCE else dict(WORDS[attribute].choices)
    names = [*(_name(code, words) for code in stored["categories"]), _("In all")]
    needs = [str(Purpose(purpose).label) for purpose in stored["purposes"]]
    rows: list[list[Cell]] = [
        [name, *(READ.get(cell, cell) for cell in cells)]
        for name, cells in zip(names, stored["cells"], strict=True)
    ]
    left_out = [str(Purpose(purpose).label) for purpose in stored["left_out"]]
    notes = [_("Left out, because too few: %(needs)s.") % {"needs": ", ".join(left_out)}]
    return Figure(
        key=key,
        title=str(attribute.label),
        heads=[str(attribute.label), *needs, _("In all")],
        rows=rows,
        notes=notes if left_out else [],
        quarter=in_words(quarter),
    )


def in_words(quarter: Quarter) -> str:
    """A quarter as it is read: luglio–settembre 2026."""
    first, last = quarter.first_day, quarter.last_day
    return f"{day_in_words(first, 'F')}–{day_in_words(last, 'F Y')}"


def _name(code: str, words: dict[str, str]) -> str:
    return _("Not said") if code == NOT_SAID else str(words.get(code, code))
