"""A centre's own questionnaires and guides: copied or begun, written, published, hidden."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.engines.declared import Fault, Faulty, parse, plain, written
from mestieri.engines.guides import read_guide
from mestieri.engines.questionnaires import read_questionnaire
from mestieri.guidance.faults import in_words
from mestieri.guidance.models import Edition, EditionState, TextKind
from mestieri.guidance.shipped import shipped_texts
from mestieri.kernel import exchange
from mestieri.kernel.models import Account, Centre, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.services.audit import record

LONGEST_TEXT = 200_000  # characters


@transaction.atomic
def adapt(centre: Centre, kind: TextKind, code: str, *, account: Account | None) -> Edition:
    """Begin the centre's own text from a shipped one; the one there is, where there is one.

    Raises:
        KeyError: no shipped text has this code.
    """
    text = shipped_texts(kind)[code]
    edition, is_new = Edition.objects.get_or_create(
        centre=centre, kind=kind, code=code, defaults={"draft": text, "edited_by": account}
    )
    if is_new:
        _note("guidance.begin", edition, account)
    return edition


@transaction.atomic
def begin(
    centre: Centre, kind: TextKind, code: str, text: str, *, account: Account | None
) -> Edition:
    """Begin a text that is not shipped.

    Raises:
        ValidationError: the code is taken, by a shipped text or by one of the centre.
    """
    if code in shipped_texts(kind):
        raise ValidationError({"code": _("There is already one with this code.")})
    edition = Edition(centre=centre, kind=kind, code=code, draft=text, edited_by=account)
    edition.full_clean()
    edition.save()
    _note("guidance.begin", edition, account)
    return edition


@transaction.atomic
def write(edition: Edition, text: str, *, account: Account | None) -> Edition:
    """Keep a draft, right or wrong: what is wrong is said beside it, and stops publishing.

    Raises:
        ValidationError: it is too long to be kept.
    """
    if len(text) > LONGEST_TEXT:
        raise ValidationError(
            {"draft": _("The text is too long: at most %(most)s characters.")
             % {"most": LONGEST_TEXT}}
        )  # fmt: skip
    edition.draft = text.replace("\r\n", "\n").replace("\x00", "")
    edition.edited_by = account
    edition.save(update_fields=["draft", "edited_by", "changed_on"])
    return edition


def check(kind: TextKind, text: str) -> None:
    """Raises Faulty with everything that is wrong with a text, line by line."""
    try:
        if kind == TextKind.GUIDE:
            read_guide(text, place_codes())
        else:
            read_questionnaire(text)
    except Faulty:
        raise
    except ValueError as error:  # a draft is kept right or wrong: its pages must still open
        raise Faulty([Fault(1, "unreadable")]) from error


def place_codes() -> tuple[str, ...]:
    """Codes of the kinds of services that a step may send to; retired ones are not shown."""
    words = Term.objects.filter(vocabulary=Vocabulary.REFERRAL_DESTINATION)
    return tuple(words.values_list("code", flat=True))


@transaction.atomic
def publish(edition: Edition, *, account: Account | None) -> Edition:
    """Let the public read the draft as it is now.

    Raises:
        ValidationError: it has faults; each is said with its line.
    """
    try:
        check(TextKind(edition.kind), edition.draft)
    except Faulty as error:
        raise ValidationError([in_words(fault) for fault in error.faults]) from error
    edition.published, edition.state = edition.draft, EditionState.PUBLISHED
    edition.published_on, edition.edited_by = timezone.localdate(), account
    edition.save()
    _announce(edition)
    _note("guidance.publish", edition, account)
    return edition


@transaction.atomic
def hide(edition: Edition, *, account: Account | None) -> Edition:
    """Take it from the public, and with it the shipped text whose place it has."""
    edition.state = EditionState.HIDDEN
    edition.save(update_fields=["state", "changed_on"])
    _announce(edition)
    _note("guidance.hide", edition, account)
    return edition


@transaction.atomic
def discard(edition: Edition, *, account: Account | None) -> None:
    """Throw the centre's text away; where one is shipped, the public reads that again."""
    _announce(edition)
    _note("guidance.discard", edition, account)
    edition.delete()


def _announce(edition: Edition) -> None:
    exchange.announce_change(edition.kind, search_key(edition))


def search_key(edition: Edition) -> str:
    """Key of a text in the search: of a shipped one its code, of a centre's own both."""
    if edition.code in shipped_texts(TextKind(edition.kind)):
        return edition.code
    return f"{edition.centre.slug}.{edition.code}"


def _note(action: str, edition: Edition, account: Account | None) -> None:
    record(
        action, centre=edition.centre, account=account, subject=edition, kind=edition.kind,
        code=edition.code,
    )  # fmt: skip


def new_text(kind: TextKind, title: str) -> str:
    """What a new text begins with: the smallest that may be published, to write over."""
    if kind == TextKind.GUIDE:
        today = timezone.localdate().isoformat()
        return written(
            {
                "titolo": title,
                "presentazione": "…",
                "bisogni": ["orientamento"],
                "passi": [
                    {"codice": "inizio", "titolo": "…", "testo": "…", "verificato": today,
                     "risposte": [{"poi": "fine"}]},
                    {"codice": "fine", "titolo": "…", "testo": "…", "verificato": today,
                     "fine": "sì"},
                ],
            }
        )  # fmt: skip
    example = plain(parse(shipped_texts(kind)["competenze-digitali"]))
    return written({**example, "titolo": title})
