"""Posts that anybody may send: few, without cookies, from our own pages, not too often."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from mestieri.kernel.credentialless import RateLimit, credentialless, credentialless_views
from mestieri.kernel.models import Centre
from tests import factories
from tests.walls.paths import DEVICES, EVERYBODYS, ours, path_of, sign_in

#: Every use of the decorator: what it may do without knowing who sends it.
USES = {
    "mestieri.agenda.public.seats.book": "take a seat by nickname, or wait for one; get a code",
    "mestieri.agenda.public.seats.read": "read a seat with its code, give it up, take an offer",
    "mestieri.agenda.public.opinions.give": "count three answers after an event, once a code",
    "mestieri.reception.public.afar.send": "leave a question without a name, and get a code",
    "mestieri.reception.public.afar.read": "open a conversation with its code, write again",
    "mestieri.www.public_finding.outcome": "count an answer to «did you find it?», of nobody",
    "mestieri.reception.public.outcomes.answer": "count the answer of a slip's code, once",
    "mestieri.reception.public.outcomes.correct": "correct, once, the answer just given",
    "mestieri.reception.public.slips.print_slip": "count a slip that somebody prints alone",
    "mestieri.kernel.public.proposal_send": "what a single-use link lets an organisation propose",
    "mestieri.guidance.public.questionnaires.questionnaire_done": "count that somebody finished",
    "mestieri.guidance.public.guides.guide_done": "count that somebody came to the end",
    "mestieri.guidance.public.first_cv.step": "a page of a CV, given back and forgotten",
    "mestieri.guidance.public.first_cv.take_up": "an older CV, read in memory and forgotten",
    "mestieri.guidance.public.first_cv.take_away": "the CV as a file, made and forgotten",
    "mestieri.guidance.public.project.begin": "begin a closed sheet of nobody's, get its words",
    "mestieri.guidance.public.project.open_now": "open a closed sheet with its four words",
    "mestieri.guidance.public.project.sheet": "what the ticket in the form lets its owner do",
    "mestieri.kernel.public.renew": "keep, by a single-use link, what was about to go",
    "mestieri.talents.public.leaving.leave_send": "leave a CV that nobody finds before it is done",
    "mestieri.talents.public.leaving.ask_send": "have a link sent to the address that has a CV",
    "mestieri.talents.public.leaving.enter_now": "open, by a single-use link, the page of one CV",
    "mestieri.talents.public.owner.act": "what the word in the form lets the owner of a CV do",
    "mestieri.talents.public.owner.correct_send": "the same: correct what was read",
    "mestieri.talents.public.owner.new_file": "the same: a newer file",
    "mestieri.talents.public.owner.erase_now": "the same: erase everything",
    "mestieri.demand.presenting_public.answer": "say yes or no to one presentation, by one’s link",
    "mestieri.demand.public.asking.send": "ask for somebody as a company; a person checks it",
    "mestieri.demand.public.asking.read": "read, by a single-use link, how one request stands",
    "mestieri.kernel.public.link_again": "a new link, to the address that had the expired one",
}
#: Other posts that need no CSRF token: a device's own token travels in a header.
TOKEN_INSTEAD = set(DEVICES)
OURS = {"Sec-Fetch-Site": "same-origin"}
FROM_ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    {},
]


def limits() -> list[RateLimit]:
    """Rate limits of every use; a decorator outside copies what it finds inside."""
    found = [vars(layer).get("rate_limit") for a in ours() for layer in layers(a.view)]
    return list({id(limit): limit for limit in found if limit}.values())


def limit_of(name: str) -> RateLimit:
    """The rate limit of one address."""
    (view,) = (address.view for address in ours() if address.name == name)
    return next(vars(layer)["rate_limit"] for layer in layers(view) if "rate_limit" in vars(layer))


def layers(view: object) -> Iterator[object]:
    """A view and what it wraps."""
    while view is not None:
        yield view
        view = getattr(view, "__wrapped__", None)


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    """Each test starts with nothing sent, and leaves nothing behind."""
    for limit in limits():
        limit._moments.clear()
    yield
    for limit in limits():
        limit._moments.clear()


@pytest.fixture
def path(centre: Centre) -> str:
    return path_of("find-outcome", centre)


def test_the_uses_are_the_ones_that_were_thought_about() -> None:
    throw_away = {name for name in credentialless_views if name.startswith("tests.")}
    assert credentialless_views - throw_away == set(USES)


def test_no_other_address_of_ours_goes_without_the_csrf_token() -> None:
    exempt = {a.name for a in ours() if getattr(a.view, "csrf_exempt", False)}
    worn = {a.name for a in ours() if any("rate_limit" in vars(layer) for layer in layers(a.view))}
    assert len(worn) == len(USES)
    assert exempt == worn | TOKEN_INSTEAD
    assert worn <= set(EVERYBODYS)


def test_our_own_page_may_send_it_without_any_cookie(path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for headers in (OURS, {"Origin": "http://testserver"}):
        answer = client.post(path, {"helped": "yes"}, headers=headers)
        assert answer.status_code == 200
        assert not answer.cookies


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=str)
def test_another_site_may_not(path: str, headers: dict[str, str]) -> None:
    answer = Client().post(path, {"helped": "yes"}, headers=headers)
    assert answer.status_code == 403
    assert answer.text


def test_a_get_is_refused(client: Client, path: str) -> None:
    assert client.get(path).status_code == 405


def test_cookies_are_not_looked_at(client: Client, centre: Centre) -> None:
    sign_in(client, factories.AccountFactory())
    seen = []

    @credentialless(posts=1, seconds=60)
    def look(request: HttpRequest) -> HttpResponse:
        seen.append((dict(request.COOKIES), request.user.is_authenticated, request.session.load()))
        return HttpResponse()

    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    assert "mestieri_staff" in cookies
    look(RequestFactory().post("/", headers={**OURS, "Cookie": cookies}))
    assert seen == [({}, False, {})]


def test_too_many_at_once_are_told_to_wait(path: str) -> None:
    client = Client()
    limit = limit_of("find-outcome")
    statuses = [
        client.post(path, {"helped": "yes"}, headers=OURS).status_code
        for _time in range(limit.posts)
    ]
    assert set(statuses) == {200}
    answer = client.post(path, {"helped": "yes"}, headers=OURS)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) == limit.seconds
    assert answer.text


def test_what_another_site_sends_does_not_use_up_the_turns_of_ours(path: str) -> None:
    client = Client()
    limit = limit_of("find-outcome")
    for _time in range(limit.posts + 1):
        client.post(path, {"helped": "yes"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert client.post(path, {"helped": "yes"}, headers=OURS).status_code == 200


def test_after_a_while_one_may_send_again() -> None:
    limit = RateLimit(posts=2, seconds=60)
    assert [limit.allows() for _time in range(3)] == [True, True, False]
    limit._moments[0] -= 61
    assert limit.allows()
