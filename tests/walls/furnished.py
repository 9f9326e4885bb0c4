"""A centre with some of everything, and every page that can be read in it.

What a new page shows comes by itself: its line in `EXAMPLES` makes the things it names, its
line in the table of addresses makes it visited.
"""

from __future__ import annotations

import datetime
import itertools
import uuid
from collections.abc import Iterator
from urllib.parse import parse_qs, urljoin, urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve
from django.utils import timezone, translation

from mestieri.kernel.middleware import is_staff_address
from mestieri.kernel.models import Account, Centre, Service, Site
from mestieri.kernel.models.places import OpeningHours
from mestieri.kernel.roles import Role
from mestieri.kernel.services import centres
from mestieri.kernel.services.vocabularies import load_starter_terms
from mestieri.kernel.vocabulary import CentreKind, CentreStatus, Purpose
from mestieri.library.models import Occupation, OccupationSkill, SearchPhrase, SearchTally, Skill
from mestieri.library.services.searches import digest_of
from mestieri.www.purposes import PURPOSE_BY_SLUG
from mestieri.www.services import publish_page
from tests import factories
from tests.walls.examples import EXAMPLES
from tests.walls.page_checks import Document
from tests.walls.paths import EVERYBODYS, IN_A_CENTRE, path_of
from tests.walls.things import occupation

ALL_DAY = {"starts": datetime.time(0), "ends": datetime.time(23, 59, 59)}
QUESTIONS = ("", "saldatore", "qzxv", "saldatroe", "<b>\"'&</b>")
counter = itertools.count()


def furnish(slug: str = "tuscolo") -> Centre:
    """An open centre with two of everything."""
    load_starter_terms()
    centre = centres.create_centre(
        slug,
        slug.capitalize(),
        [CentreKind.CITTA_MESTIERI, CentreKind.TAVOLI],
        managing_body="Alleanza di prova",
        promise="Aperto a tutte e tutti.",
        promise_en="Open to everyone.",
        email=f"{slug}@example.org",
        phone="000 000 0000",
    )
    opened = datetime.date(2020, 1, 1)
    centres.change_status(centre, CentreStatus.OPEN, reason="Apertura", since=opened)
    for title in ("Chi siamo", "Che cosa facciamo"):
        write_pages(centre, title)
    furnish_more(centre)
    furnish_more(centre)
    return centre


def furnish_more(centre: Centre) -> None:
    """One more of everything that an address names, and of what their pages show."""
    for make in EXAMPLES.values():
        make(centre)
    site, area = Site.objects.filter(centre=centre).first(), factories.AreaFactory(centre=centre)
    desk = factories.DeskFactory(centre=centre)
    for weekday in range(7):
        # In the small hours: whether it is open now must not depend on how much there is.
        opens = datetime.time(0, 5 * site.opening_hours.filter(weekday=weekday).count())
        closes = opens.replace(minute=opens.minute + 4)
        OpeningHours.objects.create(site=site, weekday=weekday, opens=opens, closes=closes)
        factories.DutyFactory(desk=desk, weekday=weekday, languages="it fr", **ALL_DAY)
    for purpose in Purpose:
        factories.VisitFactory(centre=centre, purpose=purpose)
    centres.assign_purposes(area, list(Purpose)[:1])
    factories.account_with_role(Role.RECEPTIONIST, centre)
    Service.objects.create(
        centre=centre,
        area=area,
        name=f"Job Café {next(counter)}",
        is_experimental=True,
        hypothesis="Chi viene torna con una compagnia",
        starts_on=datetime.date(2020, 1, 1),
    )
    enlarge_library(centre)
    count_searches(centre)


def write_pages(centre: Centre, title: str) -> None:
    """One editorial page in both languages."""
    for language, _name in settings.LANGUAGES:
        publish_page(
            centre,
            language,
            slug=title.lower().replace(" ", "-"),
            title=title,
            introduction="Una porta sola.",
            body='<p>Nove <b>organizzazioni</b>.</p><ul><li>Una</li></ul><p><a href="https://example.org/">Altrove</a></p>',
            is_in_footer=True,
        )


def enlarge_library(centre: Centre) -> None:
    """One more occupation near the welder, with a skill in common."""
    welder = occupation(centre)
    number = next(counter)
    near = Occupation.objects.create(
        uri=f"http://data.europa.eu/esco/occupation/{uuid.uuid4()}",
        group=welder.group,
        labels={"it": f"saldatore/saldatrice di prova {number}", "en": f"test welder {number}"},
    )
    skill = Skill.objects.create(
        uri=f"http://data.europa.eu/esco/skill/{uuid.uuid4()}",
        labels={"it": f"saldare {number}", "en": f"weld {number}"},
    )
    for one in (welder, near):
        OccupationSkill.objects.create(occupation=one, skill=skill, is_essential=True)


def count_searches(centre: Centre) -> None:
    """One more phrase that several asked, and one more day of searches."""
    number = next(counter)
    today = timezone.localdate()
    SearchPhrase.objects.create(
        centre=centre,
        month=today.replace(day=1),
        language="it",
        digest=digest_of(f"saldare bene {number}"),
        words=f"saldare bene {number}",
        times=7,
        without_answer=3,
    )
    SearchTally.objects.create(
        centre=centre, day=today - datetime.timedelta(days=number), language="it", searches=9
    )


def keeper_of_everything(centre: Centre) -> Account:
    """An account with every role, who reads every page of the Banco."""
    account = factories.AccountFactory()
    for role in Role:
        factories.RoleAssignmentFactory(account=account, centre=centre, role=role)
    return account


def public_paths(centre: Centre) -> list[str]:
    """The public pages, in each language: every address, every need, several questions.

    The same path stands here once; pages that only links know come with `crawl`.
    """
    paths: dict[str, None] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for name in EVERYBODYS:
                paths[path_of(name, centre)] = None
            purpose = path_of("purpose", centre)
            first = next(iter(PURPOSE_BY_SLUG))
            paths.update({purpose.replace(first, slug): None for slug in PURPOSE_BY_SLUG})
            finding = path_of("find", centre)
            paths.update({f"{finding}?q={words}": None for words in QUESTIONS if words})
        paths[f"/tablet/?lang={language}"] = None
    return list(paths)


def banco_paths(centre: Centre) -> dict[str, str]:
    """Every page of the Banco, by the name of its address."""
    found = {}
    for name in IN_A_CENTRE:
        try:
            found[name] = path_of(name, centre)
        except NoReverseMatch:  # pragma: no cover: the table of addresses says so better
            continue
    return found


def is_html(response: HttpResponse) -> bool:
    """Whether an answer is a page to read (a redirect, or a refused method, has no body)."""
    kind = response.headers.get("Content-Type", "")
    return kind.startswith("text/html") and bool(response.content)


MOST_FILTERS = 2


def crawl(client: Client, paths: list[str]) -> Iterator[tuple[str, HttpResponse]]:
    """Each page once, with those that its links lead to on the public site.

    The filters of a list multiply without end: each of them, and each two of them, is
    followed once, whatever their values.
    """
    waiting, seen = list(paths), {shape_of(path) for path in paths}
    while waiting:
        path = waiting.pop(0)
        response = client.get(path)
        yield path, response
        for link in links_of(path, response):
            shape = shape_of(link)
            if shape not in seen and len(shape[1]) <= MOST_FILTERS and not is_staff_address(link):
                seen.add(shape)
                waiting.append(link)


def shape_of(path: str) -> tuple[str, frozenset[str]]:
    """A page and the names of what is asked of it."""
    parts = urlsplit(path)
    return parts.path, frozenset(parse_qs(parts.query, keep_blank_values=True))


def kind_of_page(path: str) -> tuple[str, str, frozenset[str]]:
    """Pages alike: the same language, the same address whatever the thing, the same filters."""
    page, asked = shape_of(path)
    try:
        name = resolve(page).view_name
    except Resolver404:
        name = page
    return page.split("/")[1], name, asked


def links_of(path: str, response: HttpResponse) -> list[str]:
    """Where a page or a redirect leads on this site, files of the interface left out."""
    if response.status_code in (301, 302):
        targets = [response.url]
    elif is_html(response):
        targets = Document(response.text).values_of("a", "href")
    else:
        return []
    whole = [urlsplit(urljoin(f"http://testserver{path}", target)) for target in targets]
    return [
        parts._replace(scheme="", netloc="", fragment="").geturl()
        for parts in whole
        if parts.netloc == "testserver" and not parts.path.startswith("/static/")
    ]
