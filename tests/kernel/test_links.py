"""Magic links: one action on one thing, once, whatever robots, clocks and people do."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mestieri.kernel import counting
from mestieri.kernel.models import Centre, ClockMark, MagicLink
from mestieri.kernel.services import clock, links, proposals
from mestieri.kernel.services.links import Issued, LinkIsOver
from tests import factories

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}
DAY = datetime.timedelta(days=1)
OFFICE = "ufficio@example.org"


@pytest.fixture
def centre() -> Centre:
    return factories.CentreFactory(slug="tuscolo")


def invited(centre: Centre) -> Issued:
    """A link to propose a service, sent to an office."""
    _proposal, issued = proposals.invite(
        centre,
        "directory_entry",
        organisation="Ente inventato",
        email=OFFICE,
        account=None,
    )
    return issued


def token_of(issued: Issued) -> str:
    return issued.address.rstrip("/").rpartition("/")[2]


def again_path(centre: Centre, token: str) -> str:
    return reverse("link-again", args=[centre.slug, token])


def age(link: MagicLink, by: datetime.timedelta) -> None:
    """Make a link as old as if it had been issued that long ago."""
    link.refresh_from_db()
    link.issued_at -= by
    link.expires_at -= by
    link.save()


def test_only_the_digest_of_a_token_is_kept(centre: Centre) -> None:
    issued = invited(centre)
    token = token_of(issued)
    kept = {str(value) for row in MagicLink.objects.values() for value in row.values()}
    assert not any(token in value for value in kept)
    assert issued.link.digest == links.digest_of(token)
    assert token in mail.outbox[0].body
    assert mail.outbox[0].to == [OFFICE]


def test_a_link_works_once_and_says_so_the_second_time(centre: Centre) -> None:
    token = token_of(invited(centre))
    links.consume(token, proposals.PROPOSE, centre=centre)
    with pytest.raises(LinkIsOver) as second:
        links.consume(token, proposals.PROPOSE, centre=centre)
    assert second.value.standing.ending == "used"
    assert second.value.standing.sentence
    assert not second.value.standing.can_be_reissued


def test_a_robot_that_follows_the_link_spends_nothing(client: Client, centre: Centre) -> None:
    issued = invited(centre)
    path = reverse("proposal", args=[centre.slug, token_of(issued)])
    for method in (client.get, client.head, client.options):
        method(path)
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert not answer.cookies
    assert links.look(token_of(issued), proposals.PROPOSE, centre=centre).is_good


def test_a_link_is_good_for_its_own_action_and_centre_alone(centre: Centre) -> None:
    token = token_of(invited(centre))
    elsewhere = factories.CentreFactory()
    assert links.look(token, "another", centre=centre).link is None
    assert links.look(token, proposals.PROPOSE, centre=elsewhere).link is None
    assert links.look("x" * 5000, proposals.PROPOSE, centre=centre).link is None
    with pytest.raises(LinkIsOver):
        links.consume(token, "another", centre=centre)
    assert links.look(token, proposals.PROPOSE, centre=centre).is_good


def test_an_expired_link_offers_a_new_one_to_the_same_address(
    client: Client, centre: Centre
) -> None:
    issued = invited(centre)
    token = token_of(issued)
    age(issued.link, proposals.LIFETIME)
    page = client.get(reverse("proposal", args=[centre.slug, token]))
    assert page.status_code == 410
    assert again_path(centre, token) in page.text
    assert OFFICE not in page.text
    mail.outbox.clear()
    answer = client.post(again_path(centre, token), headers=OURS)
    assert answer.status_code == 200
    assert OFFICE not in answer.text
    (message,) = mail.outbox
    assert message.to == [OFFICE]
    newest = MagicLink.objects.get(ended_at=None)
    assert token not in message.body
    assert newest.digest != issued.link.digest
    assert newest.subject_key == issued.link.subject_key


def test_one_is_not_flooded_with_new_links(client: Client, centre: Centre) -> None:
    issued = invited(centre)
    age(issued.link, proposals.LIFETIME)
    mail.outbox.clear()
    for _time in range(4):
        client.post(again_path(centre, token_of(issued)), headers=OURS)
    assert len(mail.outbox) == 1
    assert MagicLink.objects.filter(ended_at=None).count() == 1


def test_after_a_while_a_lost_message_can_be_sent_again(centre: Centre) -> None:
    issued = invited(centre)
    age(issued.link, proposals.LIFETIME)
    second = links.reissue(token_of(issued), centre=centre)
    age(second.link, links.PATIENCE)
    third = links.reissue(token_of(issued), centre=centre)
    good = MagicLink.objects.get(ended_at=None)
    assert good == third.link
    assert links.look(token_of(second), centre=centre).ending == "replaced"


def test_what_was_used_or_withdrawn_is_not_issued_again(centre: Centre) -> None:
    used = invited(centre)
    age(used.link, proposals.LIFETIME)
    newer = links.reissue(token_of(used), centre=centre)
    links.consume(token_of(newer), proposals.PROPOSE, centre=centre)
    for issued in (used, newer):
        with pytest.raises(LinkIsOver):
            links.reissue(token_of(issued), centre=centre)
    with pytest.raises(LinkIsOver):
        links.reissue("nobody-issued-this", centre=centre)


def test_a_good_link_is_not_replaced_by_who_only_asks(centre: Centre) -> None:
    token = token_of(invited(centre))
    with pytest.raises(LinkIsOver):
        links.reissue(token, centre=centre)
    assert links.look(token, centre=centre).is_good


def test_a_link_shown_instead_of_sent_cannot_be_issued_by_who_holds_it(centre: Centre) -> None:
    issued = links.issue(
        proposals.PROPOSE,
        centre=centre,
        subject_kind=proposals.SUBJECT_KIND,
        subject_key=invited(centre).link.subject_key,
    )
    age(issued.link, proposals.LIFETIME)
    assert not links.look(token_of(issued), centre=centre).can_be_reissued


def test_an_expired_link_does_not_come_back_with_a_clock_set_back(centre: Centre) -> None:
    issued = invited(centre)
    token = token_of(issued)
    later = timezone.now() + proposals.LIFETIME + DAY
    assert links.look(token, proposals.PROPOSE, centre=centre, now=later).ending == "expired"
    links.close_expired(later)
    # The clock goes back to the day on which the link was issued.
    standing = links.look(token, proposals.PROPOSE, centre=centre, now=timezone.now())
    assert standing.ending == "expired"
    with pytest.raises(LinkIsOver):
        links.consume(token, proposals.PROPOSE, centre=centre, now=timezone.now())


def test_a_used_link_stays_used_with_a_clock_set_back(centre: Centre) -> None:
    token = token_of(invited(centre))
    links.consume(token, proposals.PROPOSE, centre=centre)
    with pytest.raises(LinkIsOver):
        links.consume(
            token,
            proposals.PROPOSE,
            centre=centre,
            now=timezone.now() - datetime.timedelta(hours=3),
        )


def test_a_link_from_the_future_is_not_good(centre: Centre) -> None:
    token = token_of(invited(centre))
    before = timezone.now() - DAY
    assert not links.look(token, proposals.PROPOSE, centre=centre, now=before).is_good
    nearly = timezone.now() - datetime.timedelta(minutes=2)
    assert links.look(token, proposals.PROPOSE, centre=centre, now=nearly).is_good


def test_a_link_that_cannot_leave_is_not_counted_as_sent(
    centre: Centre, settings: pytest.FixtureRequest
) -> None:
    issued = invited(centre)
    age(issued.link, proposals.LIFETIME)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(ValidationError):
        links.reissue(token_of(issued), centre=centre)
    assert links.look(token_of(issued), centre=centre).ending == "expired"
    assert MagicLink.objects.count() == 1


@pytest.mark.parametrize(
    "robot",
    [
        "facebookexternalhit/1.1", "Slackbot-LinkExpanding 1.0", "WhatsApp/2.23",
        "TelegramBot (like TwitterBot)", "Mozilla/5.0 (compatible; Microsoft SafeLinks)",
        "Mimecast", "Googlebot/2.1",
    ],
)  # fmt: skip
def test_who_previews_or_scans_a_link_spends_nothing_not_even_by_posting(
    client: Client, centre: Centre, robot: str
) -> None:
    issued = invited(centre)
    token = token_of(issued)
    path = reverse("proposal", args=[centre.slug, token])
    for method in (client.head, client.get):
        assert method(path, headers={"User-Agent": robot}).status_code == 200
    for place in (path, reverse("proposal-send", args=[centre.slug, token])):
        client.post(place, {"anything": "x"}, headers={"User-Agent": robot})
    client.post(again_path(centre, token), headers={"User-Agent": robot})
    assert links.look(token, proposals.PROPOSE, centre=centre).is_good
    assert MagicLink.objects.count() == 1


def set_the_clock_back(by: datetime.timedelta) -> None:
    """The installation has seen a moment that the machine's clock has yet to reach."""
    ClockMark.objects.update_or_create(pk=1, defaults={"seen_at": timezone.now() + by})


def test_a_link_that_nobody_looked_at_does_not_come_back_either(centre: Centre) -> None:
    issued = invited(centre)
    token = token_of(issued)
    set_the_clock_back(proposals.LIFETIME + DAY)  # a worker was alive when it expired
    assert links.look(token, proposals.PROPOSE, centre=centre).ending == "expired"
    with pytest.raises(LinkIsOver):
        links.consume(token, proposals.PROPOSE, centre=centre)
    again = links.reissue(token, centre=centre)
    assert links.look(token_of(again), proposals.PROPOSE, centre=centre).is_good


def test_who_was_told_that_a_link_expired_has_it_written_down(
    client: Client, centre: Centre
) -> None:
    issued = invited(centre)
    age(issued.link, proposals.LIFETIME)
    client.get(reverse("proposal", args=[centre.slug, token_of(issued)]))
    issued.link.refresh_from_db()
    assert issued.link.ended_at is None  # a GET writes nothing
    for buffer in counting.buffers:
        buffer.flush()
    issued.link.refresh_from_db()
    assert issued.link.ending == "expired"


def test_the_latest_moment_seen_never_goes_back() -> None:
    clock.note()
    set_the_clock_back(DAY)
    ahead = clock.latest_seen()
    assert clock.note() == ahead
    assert clock.latest_seen() == ahead
    behind = clock.is_set_back()
    assert behind is not None
    assert DAY - datetime.timedelta(minutes=1) < behind <= DAY


def test_a_clock_that_had_been_set_forward_is_believed_again_when_somebody_says_so(
    centre: Centre,
) -> None:
    set_the_clock_back(400 * DAY)
    assert clock.accept() is not None
    assert clock.is_set_back() is None
    assert clock.accept() is None
    assert links.look(token_of(invited(centre)), centre=centre).is_good


def test_clocks_of_two_hosts_may_differ_a_little() -> None:
    set_the_clock_back(datetime.timedelta(minutes=2))
    assert clock.is_set_back() is None
