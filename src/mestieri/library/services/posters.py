"""The poster «Che cosa manca»: prepared every week, edited in a minute, published."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account, Centre
from mestieri.kernel.services.audit import record
from mestieri.kernel.vocabulary import CentreStatus
from mestieri.library.models import MissingPoster
from mestieri.library.queries.posters import count_for_poster, monday_of
from mestieri.library.services.searches import may_be_of_somebody

SENTENCES = ("introduction", "done", "call")


def prepare_posters() -> None:
    """Make or count again this week's poster of every open centre.

    Called every night; a poster that was published stays as it is. Idempotent.
    """
    today = timezone.localdate()
    for centre in Centre.objects.filter(status=CentreStatus.OPEN):
        prepare_poster(centre, today)


@transaction.atomic
def prepare_poster(centre: Centre, today: datetime.date) -> MissingPoster:
    """This week's poster, with the counts of today unless it is published already."""
    poster, is_new = MissingPoster.objects.select_for_update().get_or_create(
        centre=centre,
        week=monday_of(today),
        defaults={"since": today, "prepared_at": timezone.now()},
    )
    if is_new:
        _take_over_sentences(poster)
    if poster.published_on is not None:
        return poster
    counted = count_for_poster(centre, today)
    poster.since, poster.additions = counted.since, counted.additions
    poster.asked = [list(line) for line in counted.asked]
    poster.in_vain = [list(line) for line in counted.in_vain]
    poster.answered, poster.unowned = counted.answered, counted.unowned
    poster.prepared_at = timezone.now()
    poster.save()
    return poster


def _take_over_sentences(poster: MissingPoster) -> None:
    """Begin with what was written last week, and with what was left out then."""
    before = MissingPoster.objects.filter(centre=poster.centre, week__lt=poster.week).first()
    if before is not None:
        poster.introduction, poster.call = before.introduction, before.call
        poster.left_out = before.left_out


@transaction.atomic
def write_poster(
    poster: MissingPoster, *, left_out: list[str], account: Account | None
) -> MissingPoster:
    """Keep the sentences and what is left out.

    Raises:
        ValidationError: a sentence may name a person, or is too long.
    """
    refused = {
        name: _("This may say who somebody is. The poster hangs on the door: name an office.")
        for name in SENTENCES
        if may_be_of_somebody(getattr(poster, name))
    }
    if refused:
        raise ValidationError(refused)
    poster.left_out = sorted(set(left_out))
    poster.edited_by = account
    poster.full_clean()
    poster.save()
    return poster


@transaction.atomic
def publish_poster(poster: MissingPoster, *, account: Account | None) -> MissingPoster:
    """Let the public read it; from then on its counts do not move."""
    poster.published_on = timezone.localdate()
    poster.save(update_fields=["published_on"])
    record(
        "library.publish_poster", centre=poster.centre, account=account, subject=poster,
        week=poster.week.isoformat(),
    )  # fmt: skip
    return poster


@transaction.atomic
def withdraw_poster(poster: MissingPoster, *, account: Account | None) -> MissingPoster:
    """Take it from the public page; the counts follow again from tonight."""
    poster.published_on = None
    poster.save(update_fields=["published_on"])
    record(
        "library.withdraw_poster", centre=poster.centre, account=account, subject=poster,
        week=poster.week.isoformat(),
    )  # fmt: skip
    return poster
