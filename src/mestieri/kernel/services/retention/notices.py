"""Tell the owner of a row that it is about to go, and keep it with one click.

The message carries a magic link; its page says what would go and has one button. Whoever
follows the link, robots included, changes nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import (
    Account,
    Centre,
    MagicLink,
    RetentionNotice,
    RoleAssignment,
)
from mestieri.kernel.models.links import LinkEnding
from mestieri.kernel.models.retention import NoticeWay
from mestieri.kernel.retention import Notice, Owner, retention_rule, retention_rules, start_of
from mestieri.kernel.roles import Role
from mestieri.kernel.services import audit, clock, letters, links
from mestieri.kernel.services.letters import Letter
from mestieri.kernel.services.links import LinkAction, LinkIsOver, Standing
from mestieri.kernel.work import do_later

RENEW = "renew"
DAYS_OF_A_NOTICE = 30
MONTHS_WITHOUT_USE = 24
#: A mail server may take seconds for each message; a task lasts 60.
LETTERS_A_TASK = 20
REGULAR = "mestieri.kernel.services.retention.notices.send_some"
ACCOUNTS_UNUSED = "kernel.accounts_unused"


def send_notices(today: datetime.date, limit: int | None = None) -> int:
    """Write to the owners of what is about to go; who was told is not written to again.

    Where no message leaves, nobody counts as told: what is theirs stays, and somebody of the
    staff tells them (`telling`).

    Args:
        limit: at most so many; None for all.

    Returns:
        How many owners were tried today for the first time, whether or not a message left.
    """
    tried = 0
    for rule in retention_rules():
        if rule.notice is None:
            continue
        left = None if limit is None else limit - tried
        rows = rule.notice.rows(today).filter(~_tried(rule.code, start_of(today)))
        for row in list(rows.order_by("pk")[:left]):
            owner = rule.notice.owner(row)
            if owner is not None:
                _write_to(owner, rule.code, str(row.pk))
                tried += 1
    return tried


@transaction.atomic
def _write_to(owner: Owner, code: str, key: str) -> None:
    """Send the link and note what became of it; a link that did not leave opens nothing."""
    was_sent = bool(owner.email) and letters.can_leave() and _send_link(owner, code, key)
    now = clock.note()
    told = {"told_at": now, "way": NoticeWay.MAIL} if was_sent else {"told_at": None, "way": ""}
    RetentionNotice.objects.update_or_create(
        rule=code,
        subject_key=key,
        defaults={"centre": owner.centre, "tried_at": now, "told_by": None, **told},
    )


def _send_link(owner: Owner, code: str, key: str) -> bool:
    issued = links.issue(
        RENEW, centre=owner.centre, subject_kind=code, subject_key=key, send_to=owner.email
    )
    if not issued.was_sent:
        links.withdraw(RENEW, code, key)
    return issued.was_sent


def send_some() -> None:
    """The daily task of the worker; what does not fit waits for another task."""
    if send_notices(timezone.localdate(), LETTERS_A_TASK) == LETTERS_A_TASK:
        do_later(REGULAR)


def what_is_renewed(standing: Standing) -> str:
    """What the link of a notice keeps, in words; empty when it is there no more."""
    found = _notice_and_row(standing.link)
    return found[0].what(found[1]) if found is not None else ""


@transaction.atomic
def renew(token: str, centre: Centre) -> str:
    """Keep what a notice was about for another whole span, and spend its link.

    Returns:
        What was kept, in words.

    Raises:
        LinkIsOver: the link is not good, or what it was about is there no more.
    """
    link = links.consume(token, RENEW, centre=centre)
    found = _notice_and_row(link)
    if found is None:
        raise LinkIsOver(Standing(None))
    notice, row = found
    notice.renew(row)
    forget(link.subject_kind, link.subject_key)
    audit.record("kernel.renew", centre=centre, account=None, subject=row)
    return notice.what(row)


def forget(code: str, key: str) -> None:
    """What was kept for another span is told about again when that ends."""
    RetentionNotice.objects.filter(rule=code, subject_key=key).delete()


def _notice_and_row(link: MagicLink | None) -> tuple[Notice, Model] | None:
    rule = retention_rule(link.subject_kind) if link is not None else None
    if link is None or rule is None or rule.notice is None:
        return None
    row = rule.notice.row(link.subject_key)
    return (rule.notice, row) if row is not None else None


def warned(code: str, before: datetime.datetime | None = None) -> Exists:
    """Whether the owner of a row was told, at least so long ago: for the questions of a rule.

    Told again is who had a link that was withdrawn since, as after a restore.
    """
    told = _notices(code).filter(told_at__isnull=False)
    withdrawn = MagicLink.objects.filter(
        action=RENEW,
        subject_kind=code,
        subject_key=OuterRef("subject_key"),
        ending=LinkEnding.WITHDRAWN,
        ended_at__gt=OuterRef("told_at"),
    )
    told = told.filter(~Exists(withdrawn))
    return Exists(told if before is None else told.filter(told_at__lt=before))


def _tried(code: str, since: datetime.datetime) -> Exists:
    return Exists(_notices(code).filter(tried_at__gte=since))


def _notices(code: str) -> QuerySet[RetentionNotice]:
    key = Cast(OuterRef("pk"), CharField())
    return RetentionNotice.objects.filter(rule=code, subject_key=key)


def _path(link: MagicLink, token: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return reverse("renewal", args=[link.centre.slug, token])


def _letter(link: MagicLink, address: str) -> Letter:
    found = _notice_and_row(link)
    assert found is not None
    notice, row = found
    return notice.letter(row, link.centre, address)


def register() -> None:
    """Let links to renew be issued; called once, when Django starts."""
    lifetime = datetime.timedelta(days=DAYS_OF_A_NOTICE)
    links.register_action(LinkAction(RENEW, lifetime, _path, _letter))


# Accounts that nobody uses ---------------------------------------------------------------


def unused(today: datetime.date) -> QuerySet[Account]:
    """Accounts with a role that nobody has used, or said to need, for a long time.

    Directors stay, because a centre keeps one; keepers of the installation stay too.
    """
    day = today - relativedelta(months=MONTHS_WITHOUT_USE)
    before = start_of(day)
    roles = RoleAssignment.objects.filter(account=OuterRef("pk"))
    return Account.objects.filter(
        Q(last_login__isnull=True) | Q(last_login__lt=before),
        Q(confirmed_on__isnull=True) | Q(confirmed_on__lt=day),
        Exists(roles),
        ~Exists(roles.filter(role=Role.DIRECTOR)),
        joined_at__lt=before,
        is_superuser=False,
    )


def unused_and_warned(today: datetime.date) -> QuerySet[Account]:
    """Those of them whose owner was told in time and said nothing."""
    told_before = start_of(today - datetime.timedelta(days=DAYS_OF_A_NOTICE - 1))
    return unused(today).filter(warned(ACCOUNTS_UNUSED, told_before))


def to_be_warned(today: datetime.date) -> QuerySet[Account]:
    """Those whose time is about to end, and who have not been told."""
    soon = today + datetime.timedelta(days=DAYS_OF_A_NOTICE)
    return unused(soon).filter(~warned(ACCOUNTS_UNUSED))


def _owner(account: Account) -> Owner | None:
    role = account.role_assignments.select_related("centre").order_by("-since", "-pk").first()
    return Owner(account.email, role.centre) if role is not None else None


def _accounts(keys: Collection[str]) -> dict[str, Model]:
    numbers = [key for key in keys if key.isdecimal()]
    return {str(account.pk): account for account in Account.objects.filter(pk__in=numbers)}


def _keep_account(account: Account) -> None:
    account.confirmed_on = timezone.localdate()
    account.save(update_fields=["confirmed_on"])


def _account_in_words(account: Account) -> str:
    return _("your account at the Banco (%(email)s)") % {"email": account.email}


def _letter_about_an_account(account: Account, centre: Centre, address: str) -> Letter:
    with translation.override(account.language):
        day = timezone.localdate() + datetime.timedelta(days=DAYS_OF_A_NOTICE)
        words = {
            "centre": centre.name,
            "address": address,
            "day": day_in_words(day),
            "name": account.name,
        }
        subject = _("%(centre)s: do you still need your account?") % words
        body = (
            _(
                "%(name)s, you have an account at %(centre)s that nobody has used for almost two "
                "years.\n\nDo you still need it? One click keeps it:\n%(address)s\n\n"
                "If you do not, there is nothing to do: on %(day)s it is deleted."
            )
            % words
        )
        return Letter(subject, body)


NOTICE_OF_ACCOUNTS = Notice(
    DAYS_OF_A_NOTICE,
    rows=to_be_warned,
    row=lambda key: _accounts([key]).get(key),
    owner=_owner,
    letter=_letter_about_an_account,
    what=_account_in_words,
    renew=_keep_account,
    some=_accounts,
)
