"""Signals and messages to send: each open one has somebody who owes the next step."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.demand.discretion import refuse_discrimination, refuse_persons
from mestieri.demand.identity import name_key
from mestieri.demand.models import (
    Call,
    CampaignCompany,
    Company,
    InfoLetter,
    MessageVersion,
    Request,
    Signal,
)
from mestieri.demand.services import contacts
from mestieri.demand.services.companies import save_company
from mestieri.demand.services.requests.writing import ask as ask
from mestieri.demand.services.words import filled_in
from mestieri.demand.vocabulary import (
    CompanyState,
    LetterState,
    SignalState,
    TargetState,
    VersionState,
)
from mestieri.demand.working_days import working_day
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.services import letters
from mestieri.kernel.services.letters import Letter

SIGNAL_LASTS = datetime.timedelta(days=60)
DAYS_FOR_A_SIGNAL, DAYS_FOR_A_LETTER = 5, 1
DAYS_TO_WAIT_FOR_AN_ANSWER = 10


# Signals -----------------------------------------------------------------------------------


@transaction.atomic
def save_signal(signal: Signal, *, account: Account | None) -> None:
    """Note a signal, or correct it; a new one is owed by who noted it within five working days.

    Raises:
        ValidationError: it names a person, asks what nobody may ask, or breaks a rule of its
            model.
    """
    excused = (signal.company_name, signal.where_seen)
    for name in ("words", "where_seen"):
        setattr(signal, name, refuse_persons(name, getattr(signal, name), excused))
        refuse_discrimination(name, getattr(signal, name))
    today = timezone.localdate()
    if signal.pk is None:
        signal.noted_by, signal.owner = account, account
        signal.since, signal.due_on = today, working_day(today, DAYS_FOR_A_SIGNAL)
        signal.company = signal.company or _known_company(signal.centre, signal.company_name)
    signal.full_clean()
    signal.save()


def _known_company(centre: Centre, name: str) -> Company | None:
    """The only company that may be meant by a name."""
    found = Company.objects.filter(centre=centre, name_key=name_key(name))
    rows = list(found.exclude(state=CompanyState.MERGED)[:2])
    return rows[0] if len(rows) == 1 else None


def note_signal(
    company: Company, words: str, *, where: str, account: Account, call: Call | None = None
) -> Signal:
    """A signal of a company that is known already.

    Raises:
        ValidationError: it names a person.
    """
    today = timezone.localdate()
    signal = Signal(
        centre=company.centre,
        company=company,
        company_name=company.legal_name,
        words=words,
        where_seen=where,
        seen_on=today,
        expires_on=today + SIGNAL_LASTS,
        call=call,
    )
    save_signal(signal, account=account)
    return signal


@transaction.atomic
def signal_to_request(signal: Signal, *, account: Account) -> Request:
    """Make a request of a signal in one step; a company that was not known is added.

    Raises:
        ValidationError: it is not open any more.
    """
    signal = Signal.objects.select_for_update(of=("self",)).get(pk=signal.pk)
    if signal.state != SignalState.OPEN:
        raise ValidationError(_("This signal is not open any more."))
    company = signal.company
    if company is None:
        company = Company(
            centre=signal.centre,
            legal_name=signal.company_name,
            source=_("Signal: %(where)s") % {"where": signal.where_seen},
        )
        save_company(company, account=account, even_if_alike=True)
    request = ask(company, signal.words, account=account)
    signal.company, signal.request, signal.state = company, request, SignalState.REQUEST
    signal.owner, signal.since = None, timezone.localdate()
    signal.save()
    return request


@transaction.atomic
def drop_signal(signal: Signal, *, account: Account | None) -> None:
    """It led to nothing.

    Raises:
        ValidationError: it is not open any more.
    """
    dropped = Signal.objects.filter(pk=signal.pk, state=SignalState.OPEN).update(
        state=SignalState.DROPPED, owner=None, since=timezone.localdate()
    )
    if not dropped:
        raise ValidationError(_("This signal is not open any more."))


def expire_signals(today: datetime.date | None = None) -> int:
    """Close what is past its day; done every night. How many."""
    today = today or timezone.localdate()
    return Signal.objects.filter(state=SignalState.OPEN, expires_on__lt=today).update(
        state=SignalState.EXPIRED, owner=None, since=today
    )


# Messages to send ---------------------------------------------------------------------------


def prepare_letter(call: Call, send_to: str, *, account: Account) -> InfoLetter:
    """Prepare the campaign's message for a company; a person reads it and sends it.

    Raises:
        ValidationError: the address is none.
    """
    send_to = send_to.strip().lower()
    if send_to:
        try:
            validate_email(send_to)
        except ValidationError as error:
            raise ValidationError({"send_to": error}) from None
    message = call.campaign.message_id if call.campaign is not None else None
    version = MessageVersion.objects.filter(message=message, state=VersionState.PUBLISHED).first()
    names = {"company": call.company.legal_name, "centre": call.centre.name}
    return InfoLetter.objects.create(
        centre=call.centre,
        company=call.company,
        call=call,
        send_to=send_to or call.company.email,
        subject=filled_in(version.subject, **names) if version else call.centre.name,
        text=filled_in(version.text, **names) if version else "",
        owner=account,
        prepared_on=call.day,
        due_on=working_day(call.day, DAYS_FOR_A_LETTER),
    )


def send_letter(letter: InfoLetter, *, account: Account) -> None:
    """Send a prepared message, by the hand of who presses the button; after that it is closed.

    It is marked as sent before it leaves: nothing stays locked while the mail server is slow,
    and of two who press at once one sends it.

    Raises:
        ValidationError: no address, no text, sent already, not to be written to, or the mail
            does not leave: then nothing is changed.
    """
    sending = _marked_as_sent(letter, account)
    has_left = False
    try:
        has_left = letters.send(Letter(sending.subject, sending.text), sending.send_to)
    finally:
        if not has_left:
            _put_back(letter)
    if not has_left:
        raise ValidationError(_("The message does not leave at this moment. Try again later."))
    contacts.touch(sending.company, sending.send_to)
    if sending.call is not None:
        CampaignCompany.objects.filter(calls=sending.call, state=TargetState.WAITING).update(
            owner=account, due_on=sending.due_on, since=sending.sent_on
        )


@transaction.atomic
def _marked_as_sent(letter: InfoLetter, account: Account) -> InfoLetter:
    sending = InfoLetter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if sending.state != LetterState.PREPARED:
        raise ValidationError(_("It has been sent, or was left out, already."))
    if sending.company.do_not_call:
        raise ValidationError(_("This company asked not to be contacted."))
    if not sending.send_to or not sending.text.strip():
        raise ValidationError(_("Write the address and the text first."))
    today = timezone.localdate()
    sending.state, sending.sent_on, sending.owner = LetterState.SENT, today, account
    sending.due_on = working_day(today, DAYS_TO_WAIT_FOR_AN_ANSWER)
    sending.save(update_fields=["state", "sent_on", "owner", "due_on"])
    return sending


def _put_back(letter: InfoLetter) -> None:
    """It did not leave: it stands where it stood, unless its company asked not to be contacted."""
    marked = InfoLetter.objects.filter(pk=letter.pk, state=LetterState.SENT)
    marked.filter(company__do_not_call=True).update(
        state=LetterState.DROPPED, sent_on=None, owner=None
    )
    marked.update(
        state=LetterState.PREPARED, sent_on=None, owner=letter.owner_id, due_on=letter.due_on
    )


@transaction.atomic
def save_letter(letter: InfoLetter, *, account: Account) -> None:
    """Correct a prepared message.

    Raises:
        ValidationError: it is closed already, or breaks a rule of its model.
    """
    held = InfoLetter.objects.select_for_update(of=("self",)).filter(pk=letter.pk)
    if not held.filter(state=LetterState.PREPARED).exists():
        raise ValidationError(_("It has been sent, or was left out, already."))
    letter.send_to = letter.send_to.strip().lower()
    letter.owner = letter.owner or account
    letter.full_clean()
    # Never its state: the row was read before somebody, or a second press, sent it.
    letter.save(update_fields=["send_to", "send_to_index", "subject", "text", "owner"])


@transaction.atomic
def drop_letter(letter: InfoLetter) -> None:
    """Leave a prepared message out.

    Raises:
        ValidationError: it is closed already.
    """
    dropped = InfoLetter.objects.filter(pk=letter.pk, state=LetterState.PREPARED).update(
        state=LetterState.DROPPED, owner=None
    )
    if not dropped:
        raise ValidationError(_("It has been sent, or was left out, already."))


@transaction.atomic
def close_waiting(target: CampaignCompany, has_answered: bool, *, account: Account) -> None:
    """After what was sent: they answered and are to be called, or ten working days were silent.

    Raises:
        ValidationError: it does not wait any more.
    """
    today = timezone.localdate()
    waiting = CampaignCompany.objects.filter(
        pk=target.pk, state=TargetState.WAITING, company__do_not_call=False
    )
    if has_answered:
        closed = waiting.update(
            state=TargetState.CALL_BACK, owner=account, due_on=today, since=today
        )
    else:
        closed = waiting.update(state=TargetState.DONE, owner=None, since=today)
    if not closed:
        raise ValidationError(_("It does not wait for an answer any more."))
    InfoLetter.objects.filter(
        call__target=target, state=LetterState.SENT, answered_on__isnull=True
    ).update(answered_on=today if has_answered else None, owner=None)
