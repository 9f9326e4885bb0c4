"""Load the demo centres through the services, as a person would, only faster."""

from __future__ import annotations

import datetime
import random
import uuid
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from mestieri.cli.demonstration.sheets import (
    CENTRES,
    LANTERNA,
    TUSCOLO,
    WEEKDAYS,
    CentreSheet,
    PageSheet,
)
from mestieri.kernel.models import (
    Account,
    Area,
    Centre,
    OpeningHours,
    Partner,
    Point,
    Service,
    Site,
    SpaceItem,
)
from mestieri.kernel.services import accounts, centres
from mestieri.kernel.services.sheet import save as save_row
from mestieri.kernel.vocabulary import AgeBand, CentreStatus, FirstTime, Purpose, ResidenceZone
from mestieri.reception.cubes import Quarter
from mestieri.reception.models import Desk, Duty
from mestieri.reception.services.desks import save_desk, save_duty
from mestieri.reception.services.devices import choose_questions
from mestieri.reception.services.history import CountedVisits, record_history
from mestieri.reception.services.monthly_totals import import_monthly_totals
from mestieri.reception.services.publishing import publish_quarter
from mestieri.reception.services.tally import save_sheet
from mestieri.reception.services.visits import NOTHING_SAID, Said
from mestieri.www.services import publish_page

SEED = 20090615
#: Sign-in of the demo staff; the demo never requires a second factor and says so.
PASSWORD = "porta aperta 2009"  # noqa: S105

LANTERNA_VISITS = 100_400
LANTERNA_FIRST_MONTH = datetime.date(2002, 1, 1)
LANTERNA_MONTHS = 173
#: Long enough to hold the last quarter that is over, whatever the day.
TUSCOLO_DAYS = 190
AUDIENCES = ("giovani", "adulti", "studenti", "insegnanti", "genitori", "occupati", "in-cerca")
#: How many of a hundred visits say something of themselves at the Tuscolo's door.
WHO_SAY_SOMETHING = 22


@transaction.atomic
def load_centre(sheet: CentreSheet) -> Centre:
    """Create one demo centre with its places, areas, turns, pages and staff."""
    centre = centres.create_centre(
        sheet.slug,
        sheet.name,
        list(sheet.kinds),
        theme=sheet.theme,
        managing_body=sheet.managing_body,
        promise=sheet.promise,
        promise_en=sheet.promise_en,
        email=f"{sheet.slug}@example.org",
        phone="000 000 0000",
    )
    centres.change_status(centre, CentreStatus.OPEN, reason="Apertura", since=sheet.opened_on)
    site = _furnish(centre, sheet)
    _open_desks(centre, site, sheet)
    for page in sheet.pages:
        _write_page(centre, page)
    for role, mailbox, name in sheet.staff:
        account = accounts.create_account(f"{mailbox}@example.org", name, password=PASSWORD)
        accounts.assign_role(account, centre, role, authorised_on=timezone.localdate())
    if sheet.suspended:
        centres.change_status(centre, CentreStatus.SUSPENDED, **sheet.suspended)
    return centre


def _furnish(centre: Centre, sheet: CentreSheet) -> Site:
    site = Site(centre=centre, **sheet.site)
    save_row(site, centre, None)
    _name_points(centre, site, sheet)
    areas = {}
    for position, area_sheet in enumerate(sheet.areas):
        area = Area(
            centre=centre, name=area_sheet.name, name_en=area_sheet.name_en, position=position
        )
        save_row(area, centre, None)
        centres.assign_purposes(area, list(area_sheet.purposes))
        areas[area.name] = area
    for when in sheet.opening:
        weekday, opens, closes = parse_stretch(when)
        save_row(OpeningHours(site=site, weekday=weekday, opens=opens, closes=closes), centre, None)
    for name, nature in sheet.partners:
        save_row(Partner(centre=centre, name=name, nature=nature), centre, None)
    for kind, name, area_name, quantity in sheet.space:
        item = SpaceItem(
            site=site, kind=kind, name=name, area=areas.get(area_name), quantity=quantity
        )
        save_row(item, centre, None)
    if sheet.experiment:
        starts_on = timezone.localdate() - datetime.timedelta(days=30)
        save_row(
            Service(centre=centre, is_experimental=True, starts_on=starts_on, **sheet.experiment),
            centre,
            None,
        )
    return site


def _name_points(centre: Centre, site: Site, sheet: CentreSheet) -> None:
    first = centre.points.get()
    for position, name in enumerate(sheet.points):
        point = first if position == 0 else Point(centre=centre)
        point.name, point.site, point.position = name, site, position
        save_row(point, centre, None)


def parse_stretch(when: str) -> tuple[int, datetime.time, datetime.time]:
    """Read «mar 10:00-13:00» as weekday, start and end."""
    day, hours = when.split()
    starts, ends = hours.split("-")
    return WEEKDAYS[day], datetime.time.fromisoformat(starts), datetime.time.fromisoformat(ends)


def _open_desks(centre: Centre, site: Site, sheet: CentreSheet) -> None:
    point = centre.points.order_by("position", "id").first()
    desks: dict[str, Desk] = {}
    for duty in sheet.duties:
        if duty.desk not in desks:
            area = centre.areas.get(name=duty.area)
            desk = Desk(centre=centre, point=point, area=area, name=duty.desk, position=len(desks))
            save_desk(desk, account=None)
            desks[duty.desk] = desk
        weekday, starts, ends = parse_stretch(duty.when)
        partner = centre.partners.filter(name=duty.partner).first()
        turn = Duty(
            desk=desks[duty.desk],
            partner=partner,
            weekday=weekday,
            starts=starts,
            ends=ends,
            languages=duty.languages,
            valid_from=sheet.opened_on,
        )
        save_duty(turn, account=None)


def _write_page(centre: Centre, page: PageSheet) -> None:
    publish_page(
        centre, "it", slug=page.slug, title=page.title, introduction=page.introduction,
        body=page.body, is_in_footer=True,
    )  # fmt: skip
    publish_page(
        centre, "en", slug=page.slug, title=page.title_en, introduction=page.introduction_en,
        body=page.body_en, is_in_footer=True,
    )  # fmt: skip


def lanterna_history() -> Iterator[CountedVisits]:
    """100,400 visits over 173 months, on opening days and hours, unevenly as life is."""
    chance = random.Random(SEED)  # noqa: S311
    months = [_month(LANTERNA_FIRST_MONTH, offset) for offset in range(LANTERNA_MONTHS)]
    weights = [0.4 if month.month == 8 else 0.8 + 0.4 * chance.random() for month in months]
    for month, visits in zip(months, _shared(LANTERNA_VISITS, weights), strict=True):
        days = [
            day for offset in range(28)
            if (day := month + datetime.timedelta(days=offset)).weekday() in (1, 2, 3)
        ]  # fmt: skip
        cells: dict[tuple[datetime.date, int, Purpose], int] = {}
        for _visit in range(visits):
            cell = (
                chance.choice(days),
                chance.randrange(20, 26),
                chance.choices(list(Purpose), weights=(45, 25, 25, 5))[0],
            )
            cells[cell] = cells.get(cell, 0) + 1
        for (day, half_hour, purpose), number in sorted(cells.items()):
            yield CountedVisits(day, half_hour, purpose, number)


def tuscolo_history(today: datetime.date) -> Iterator[CountedVisits]:
    """Visits of the last half year before today; some say something of themselves."""
    chance = random.Random(SEED + 1)  # noqa: S311
    for offset in range(TUSCOLO_DAYS, 0, -1):
        day = today - datetime.timedelta(days=offset)
        if day.weekday() == 6:
            continue
        for half_hour in (*range(20, 26), *range(30, 38)):
            for purpose, usual in zip(Purpose, (1.4, 0.7, 0.8, 0.6), strict=True):
                for _visit in range(int(usual * 2 * chance.random() + 0.4)):
                    yield CountedVisits(day, half_hour, purpose, 1, _said(chance))


def _said(chance: random.Random) -> Said:
    """What a visit says: mostly nothing, never everything."""
    if chance.randrange(100) >= WHO_SAY_SOMETHING:
        return NOTHING_SAID
    asked = chance.randrange(4)
    return Said(
        audience=chance.choice(AUDIENCES) if asked == 0 else "",
        age_band=chance.choices(AgeBand.values, weights=(2, 10, 9, 8, 3))[0] if asked == 1 else "",
        first_time=chance.choices(FirstTime.values, weights=(5, 4))[0] if asked == 2 else "",
        residence_zone=chance.choices(ResidenceZone.values, weights=(12, 4, 1))[0]
        if asked == 3
        else "",
    )


def publish_last_quarter(slug: str, today: datetime.date) -> None:
    """The tables of who came, as the direction would have prepared them."""
    centre = Centre.objects.get(slug=slug)
    publish_quarter(centre, Quarter.of(today).previous, account=None, today=today)


def _month(first: datetime.date, offset: int) -> datetime.date:
    months = first.year * 12 + first.month - 1 + offset
    return datetime.date(months // 12, months % 12 + 1, 1)


def _shared(total: int, weights: list[float]) -> list[int]:
    """Share a total by weights into whole numbers that add up to it (largest remainder)."""
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [int(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: exact[i] - shares[i], reverse=True)
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares


def load_visits(slug: str, today: datetime.date) -> int:
    """Load the counted past of one demo centre.

    Returns:
        How many visits were written.
    """
    point = Point.objects.filter(centre__slug=slug).order_by("position", "id").first()
    if point is None:
        return 0
    history = lanterna_history() if slug == LANTERNA.slug else tuscolo_history(today)
    return record_history(point, history, seed=f"{SEED}-{slug}")


def load_other_counts(today: datetime.date) -> None:
    """What an open centre has besides taps: a question at the door, a sheet, older totals."""
    centre = Centre.objects.get(slug=TUSCOLO.slug)
    choose_questions(centre, ["age_band", "residence_zone"], account=None)
    point = centre.points.order_by("position", "id").first()
    chance = random.Random(SEED + 2)  # noqa: S311
    days = (today - datetime.timedelta(days=back) for back in range(1, 4))
    day = next(day for day in days if day.weekday() in range(1, 6))  # open Tuesday to Saturday
    marks = {(half_hour, purpose): chance.randrange(3) for half_hour in (20, 21, 22, 30, 31)
             for purpose in Purpose}  # fmt: skip
    save_sheet(uuid.UUID(int=SEED, version=4), point, day, marks, account=None)
    import_monthly_totals(
        centre,
        [{"month": month, "visits": visits} for month, visits in tuscolo_archive(centre, today)],
        source="Relazioni annuali",
        account=None,
    )


def tuscolo_archive(centre: Centre, today: datetime.date) -> Iterator[tuple[str, str]]:
    """Totals of the months from the opening to those counted here."""
    chance = random.Random(SEED + 3)  # noqa: S311
    month = (centre.opened_on or today).replace(day=1)
    counted_since = (today - datetime.timedelta(days=TUSCOLO_DAYS)).replace(day=1)
    while month < counted_since:
        usual = 0.4 if month.month == 8 else 0.8 + 0.4 * chance.random()
        yield f"{month:%Y-%m}", str(int(520 * usual))
        month = _month(month, 1)


def is_loaded() -> bool:
    """Whether all the demo centres are already there."""
    slugs = [sheet.slug for sheet in CENTRES]
    return Centre.objects.filter(slug__in=slugs).count() == len(slugs)


def create_installation_keeper() -> Account:
    """The account that looks after the whole demo installation (Wagtail's settings)."""
    return Account.objects.create_superuser(
        "installazione@example.org", PASSWORD, name="Installazione dimostrativa"
    )
