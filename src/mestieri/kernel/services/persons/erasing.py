"""Erase a person everywhere, so that a power cut leaves nothing half done.

First the ledger says that it is going to happen. Then, in one transaction, every room erases
its files and rows, and the words are taken out of everything else, the queue included. Then
what lies outside the transaction: the memory, what a restore kept aside, the pages of the
database that were freed. At last the ledger says that it is done. What was cut short is taken
up again by the next erasure, by the worker, and by a restore: the ledger names nobody, so the
address is found again by its digest.
"""

from __future__ import annotations

import contextlib
import datetime
import logging
import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from mestieri.kernel import exchange
from mestieri.kernel.exchange import Subject
from mestieri.kernel.models import Account, Centre, Erasure
from mestieri.kernel.personal_words import is_said
from mestieri.kernel.privacy import classification_of
from mestieri.kernel.privacy.third_party import every_model
from mestieri.kernel.services import audit
from mestieri.kernel.services.backup.after import Restored
from mestieri.kernel.services.backup.aside import forget_what_was_kept_aside
from mestieri.kernel.services.persons.ledger import Entry, Ledger
from mestieri.kernel.services.persons.looking import account_of, look_up, why_not, words_of
from mestieri.kernel.services.persons.mentions import Words, all_addresses, mentions, take_out

REGULAR = "mestieri.kernel.services.persons.erasing.finish_interrupted"
#: An erasure that ended this long before a copy was made is in the copy, whatever the clocks.
CLOCKS_DIFFER = datetime.timedelta(hours=1)
logger = logging.getLogger(__name__)
#: A database larger than this is not written anew at every erasure: freed pages are
#: overwritten as they are freed.
MOST_BYTES_WRITTEN_ANEW = 256 * 1024 * 1024


def erase(subject: Subject, *, by: Account | None = None) -> Erasure:
    """Erase a person everywhere within the subject's scope; it cannot be undone.

    Args:
        subject: the person, see `looking.subject_of`.
        by: who of the staff does it; None for the command line.

    Returns:
        What is left: how many rows of what kind went.

    Raises:
        ValidationError: nothing is held, or this person cannot be erased (`looking.why_not`).
        LedgerDamaged: the ledger of erasures is not as it was written; nothing is erased.
    """
    finish_interrupted()
    found = look_up(subject)
    if refusal := why_not(found, by):
        raise ValidationError(refusal)
    if found.is_nothing:
        raise ValidationError(_("We hold nothing of this person."))
    code = str(uuid.uuid4())
    Ledger().begin(code, subject.email, subject.centre)
    words = words_of(subject)
    try:
        made = _erase_rows(subject, code, words, by)
    except Exception:
        Ledger().abandon(code)  # rolled back: it must not stop the next one
        raise
    _erase_the_rest()
    Ledger().finish(code)
    return made


@transaction.atomic
def _erase_rows(subject: Subject, code: str, words: Words, by: Account | None) -> Erasure:
    """Files and rows; what is left is counts."""
    _forget_authors(subject)
    counts = {offered.code: offered.erase(subject) for offered in exchange.personal_data()}
    counts["queue"] = _erase_from_the_queue(words)
    counts["mentions"] = sum(take_out(mention) for mention in mentions(words, subject.centre))
    made, _is_new = Erasure.objects.get_or_create(
        code=code,
        defaults={
            "centre": subject.centre,
            "account": by,
            "counts": {code: count for code, count in counts.items() if count},
        },
    )
    audit.record("kernel.erase_person", centre=subject.centre, account=by, subject=made)
    exchange.announce_change("erasure")  # every host makes its index again
    return made


def _forget_authors(subject: Subject) -> None:
    """Empty the keys by which rows name their author and the database does not empty itself."""
    account = account_of(subject)
    if account is None or subject.centre is not None:
        return
    for model in every_model():
        declared = classification_of(model)
        for name in declared.staff_author if declared else ():
            field: Any = model._meta.get_field(name)
            if field.null:
                model._default_manager.filter(**{name: account.pk}).update(**{name: None})


def _erase_the_rest() -> None:
    """What no transaction holds; each step can be repeated."""
    if connection.in_atomic_block:
        return
    cache.clear()
    exchange.announce_erasure()
    forget_what_was_kept_aside()
    _scrub()


def _erase_from_the_queue(words: Words) -> int:
    """Tasks hold numbers and codes alone; what failed may quote more in its account."""
    from django_q.models import OrmQ, Task

    speaking = [row for row in OrmQ.objects.all() if _speaks(words, [row.task])]
    speaking += [
        task
        for task in Task.objects.all()
        if _speaks(words, [task.args, task.kwargs, task.result, task.name])
    ]
    for row in speaking:
        row.delete()
    return len(speaking)


def _speaks(words: Words, said: Iterable[Any]) -> bool:
    return is_said([str(one) for one in said], (words.email, *words.names))


def _scrub() -> None:
    """Overwrite what was freed. A database that is busy does it at the next erasure."""
    if connection.in_atomic_block:
        return
    with contextlib.suppress(DatabaseError), connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            tables = sorted({model._meta.db_table for model in _models_with_persons()})
            quoted = ", ".join(connection.ops.quote_name(table) for table in tables)
            cursor.execute(f"VACUUM {quoted}")
            return
        if Path(connection.settings_dict["NAME"]).stat().st_size <= MOST_BYTES_WRITTEN_ANEW:
            cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _models_with_persons() -> list[Any]:
    return [
        model
        for model in every_model()
        if (declared := classification_of(model)) is not None and declared.holds_persons
    ]


def finish_interrupted() -> int:
    """Take up again what was cut short; how many erasures were finished. Can be repeated."""
    ledger = Ledger()
    finished = []
    for entry in ledger.unfinished():
        try:
            if _erase_again(ledger, [entry]).unplaced:
                logger.warning("The centre of the erasure %s is there no more.", entry.code)
        except Exception:  # one that cannot be finished stops no other
            logger.exception("The erasure %s could not be finished.", entry.code)
        else:
            finished.append(entry.code)
    if finished:
        _erase_the_rest()
    for code in finished:
        ledger.finish(code)
    return len(finished)


@dataclass(frozen=True)
class Replayed:
    """What a replay did.

    Attributes:
        erased: how many people were erased again.
        unplaced: codes of erasures whose centre is not here: nothing was done for them.
    """

    erased: int
    unplaced: list[str]


def replay(made_at: datetime.datetime, folder: Path) -> Replayed:
    """Erase from a restored copy whoever was erased since it was made.

    Args:
        made_at: when the copy was made.
        folder: where the ledger is.

    Raises:
        LedgerDamaged: the ledger is not as it was written.
    """
    ledger = Ledger(folder)
    since = made_at - CLOCKS_DIFFER
    wanted = [
        entry
        for entry in ledger.entries()
        if entry.finished_at is None or entry.finished_at >= since
    ]
    done = _erase_again(ledger, wanted) if wanted else Replayed(0, [])
    if done.erased:
        _scrub()
    return done


def after_a_restore(restored: Restored) -> list[str]:
    """Called on every restored copy before it takes its place: it brings nobody back."""
    told = os.environ.get("MESTIERI_ERASURES")
    done = replay(restored.made_at, Path(told) if told else restored.live_data / "erasures")
    said = [f"Erased again, because they were erased after the copy: {done.erased}."]
    if done.unplaced:
        said.append(
            "Erasures of a centre that is not in this copy, so that there was nothing to erase: "
            f"{', '.join(done.unplaced)}. If that centre comes back, erase them again."
        )
    return said if done.erased or done.unplaced else []


def _erase_again(ledger: Ledger, entries: list[Entry]) -> Replayed:
    """Find by their digests those who are there, and erase them."""
    known = {ledger.digest_of(address): address for address in _addresses()}
    centres = {str(centre.code): centre for centre in Centre.objects.all()}
    placed = [entry for entry in entries if not entry.centre or entry.centre in centres]
    erased = 0
    for entry in placed:
        if email := known.get(entry.digest):
            subject = Subject(email, centres.get(entry.centre))
            _erase_rows(subject, entry.code, words_of(subject), None)
            erased += 1
    return Replayed(erased, [entry.code for entry in entries if entry not in placed])


def _addresses() -> set[str]:
    outside = {address for offered in exchange.personal_data() for address in offered.addresses()}
    return all_addresses() | {address.lower() for address in outside}
