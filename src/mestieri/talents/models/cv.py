"""A CV: what was read, its files, its passages, who saw it."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.engines.europass import Candidate
from mestieri.kernel.encryption.fields import (
    BlindIndexField,
    EncryptedJSONField,
    EncryptedTextField,
)
from mestieri.kernel.fields import CodesField
from mestieri.kernel.privacy import Basis, World, classified
from mestieri.talents.models.member import Member
from mestieri.talents.vocabulary import (
    SECTORS,
    TO_COMPLETE,
    AgeStatement,
    CVState,
    DocumentState,
    NoticeWay,
    Origin,
    Reading,
    ViewManner,
    Visibility,
)

#: Months from the last confirmation: a letter asks, then nobody finds it, then it is erased.
MONTHS_TO_ASK, MONTHS_TO_HIDE, MONTHS_TO_ERASE = 11, 12, 13

#: State → the states that may follow it.
PASSAGES: dict[str, frozenset[str]] = {
    "": frozenset({CVState.DRAFT, CVState.ACTIVE}),
    CVState.DRAFT: frozenset({CVState.ACTIVE, CVState.RESTRICTED}),
    CVState.ACTIVE: frozenset({CVState.HIDDEN, CVState.EXPIRED, CVState.RESTRICTED}),
    CVState.HIDDEN: frozenset({CVState.ACTIVE, CVState.EXPIRED, CVState.RESTRICTED}),
    CVState.EXPIRED: frozenset({CVState.ACTIVE, CVState.RESTRICTED}),
    CVState.RESTRICTED: frozenset({CVState.DRAFT, CVState.ACTIVE, CVState.HIDDEN, CVState.EXPIRED}),
}


class CVQuerySet(models.QuerySet["CV"]):
    """Questions that every page of the bank asks."""

    def presentable(self) -> CVQuerySet:
        """What may be found and presented: active, told of the notice, of an age, not closed."""
        return self.filter(state=CVState.ACTIVE, notice_on__isnull=False).exclude(
            Q(visibility=Visibility.NOBODY) | Q(member__age=AgeStatement.UNKNOWN)
        )

    def awaiting_notice(self) -> CVQuerySet:
        """Whose owner has not had the notice of the first contact."""
        return self.filter(notice_on__isnull=True).exclude(state=CVState.DRAFT)


@classified(
    World.IDENTIFIED,
    purpose=_("Keep a person’s CV, sort it by hand and show it to whom the person allows."),
    retention=_("13 months after the last confirmation; one that is never finished, 7 days."),
    basis=Basis.CONTRACT,
    facts="id key centre state since origin received_on updated_at version access_key",
    person="member visibility sectors reading record document_language confirmed_on notice_on "
    "notice_way employed_on",
    encrypted="record",
    in_the_clear="sectors document_language",
    staff_author="notice_by",
)
class CV(models.Model):
    """The CV of a member, as it counts today.

    `record` is the Candidate of `engines.europass` as a dictionary, corrected by its owner or
    the curator; what was read from each file stays in its `CVDocument`. `version` grows with
    each change of `record`. `access_key` is what the owner's browsers must know: a new one
    signs them out. `employed_on`: its owner works again, and was counted.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    member = models.OneToOneField(Member, models.CASCADE, related_name="cv")
    state = models.CharField(
        _("state"), max_length=12, choices=CVState, default=CVState.ACTIVE, editable=False
    )
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    origin = models.CharField(_("how it came"), max_length=8, choices=Origin)
    visibility = models.CharField(
        _("who may see it"), max_length=12, choices=Visibility, default=Visibility.ONE_BY_ONE
    )
    sectors = CodesField(_("sectors"), codes=SECTORS, blank=True)
    reading = models.CharField(_("how it was read"), max_length=20, choices=Reading)
    record = EncryptedJSONField(_("what was read"), blank=True)
    document_language = models.CharField(_("language of the CV"), max_length=8, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    received_on = models.DateField(_("received on"))
    confirmed_on = models.DateField(_("confirmed on"))
    notice_on = models.DateField(_("notice given on"), null=True, blank=True)
    notice_way = models.CharField(
        _("how the notice was given"), max_length=8, choices=NoticeWay, blank=True
    )
    notice_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    employed_on = models.DateField(_("back to work since"), null=True, blank=True, editable=False)
    access_key = models.UUIDField(default=uuid.uuid4, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = CVQuerySet.as_manager()

    class Meta:
        verbose_name = _("CV")
        verbose_name_plural = _("CVs")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["centre", "state", "-confirmed_on", "id"], name="cv_by_state"),
            models.Index(fields=["centre", "notice_on"], name="cv_by_notice"),
            models.Index(fields=["state", "confirmed_on"], name="cv_by_confirmation"),
        ]
        constraints = [
            models.CheckConstraint(name="cv_state_is_known", condition=Q(state__in=CVState.values)),
            models.CheckConstraint(
                name="cv_visibility_is_known", condition=Q(visibility__in=Visibility.values)
            ),
            models.CheckConstraint(
                name="cv_reading_is_known", condition=Q(reading__in=Reading.values)
            ),
            models.CheckConstraint(
                name="cv_notice_has_a_way",
                condition=Q(notice_on__isnull=True, notice_way="")
                | Q(notice_on__isnull=False, notice_way__in=NoticeWay.values),
            ),
            models.CheckConstraint(
                name="cv_sectors_where_they_count",
                condition=~Q(visibility=Visibility.SECTORS) | ~Q(sectors=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def candidate(self) -> Candidate:
        """What was read, as the engine's record; an empty one where nothing was."""
        return Candidate.from_dict(self.record) if self.record else Candidate()

    @property
    def is_to_complete(self) -> bool:
        """Whether a person still has to write it by hand."""
        return self.reading in TO_COMPLETE

    @property
    def is_presentable(self) -> bool:
        """The same as `CVQuerySet.presentable`, of one CV."""
        return (
            self.state == CVState.ACTIVE
            and self.notice_on is not None
            and self.visibility != Visibility.NOBODY
            and self.member.age != AgeStatement.UNKNOWN
        )

    @property
    def hidden_from(self) -> datetime.date:
        """The day on which nobody finds it any more, unless it is confirmed."""
        return self.confirmed_on + relativedelta(months=MONTHS_TO_HIDE)

    @property
    def erased_from(self) -> datetime.date:
        """The day on which it is erased, unless it is confirmed."""
        return self.confirmed_on + relativedelta(months=MONTHS_TO_ERASE)


@classified(
    World.IDENTIFIED,
    purpose=_("Keep the file of a CV as its owner made it, and those it had before."),
    retention=_("As long as the CV; an earlier file 12 months."),
    basis=Basis.CONTRACT,
    facts="id centre state origin token size format received_on ended_on",
    person="cv file_key file_name content content_index reading dialect extract left_aside",
    encrypted="file_key file_name content content_index extract",
    in_the_clear="dialect left_aside",
)
class CVDocument(models.Model):
    """A file of a CV, closed on disk with a key of its own (`file_key`).

    `content` is the SHA-256 of the file, by whose blind index the same file is known again;
    `extract` what was read from it; `left_aside` the reasons why parts of it were
    not (never what those parts are called) and the codes of warnings.
    """

    cv = models.ForeignKey(CV, models.CASCADE, related_name="documents")
    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    state = models.CharField(
        max_length=8, choices=DocumentState, default=DocumentState.CURRENT, editable=False
    )
    origin = models.CharField(_("how it came"), max_length=8, choices=Origin)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_key = EncryptedTextField(blank=True)
    file_name = EncryptedTextField(_("file"), max_length=200, blank=True)
    size = models.PositiveIntegerField(_("bytes"))
    format = models.CharField(
        max_length=4, choices=[("pdf", "PDF"), ("xml", "XML"), ("json", "JSON")]
    )
    content = EncryptedTextField(blank=True)
    content_index = BlindIndexField(of="content")
    reading = models.CharField(_("how it was read"), max_length=20, choices=Reading)
    dialect = models.CharField(_("kind of file"), max_length=60, blank=True)
    extract = EncryptedJSONField(_("what was read"), blank=True)
    left_aside = models.JSONField(default=list, blank=True)
    received_on = models.DateField(_("received on"))
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("file of a CV")
        verbose_name_plural = _("files of CVs")
        ordering = ["-id"]
        indexes = [models.Index(fields=["centre", "state"], name="cv_document_by_state")]
        constraints = [
            models.CheckConstraint(
                name="cv_document_state_is_known", condition=Q(state__in=DocumentState.values)
            ),
            models.UniqueConstraint(
                name="cv_document_current_once",
                fields=["cv"],
                condition=Q(state=DocumentState.CURRENT),
            ),
            models.CheckConstraint(
                name="cv_document_earlier_has_a_day",
                condition=~Q(state=DocumentState.EARLIER) | Q(ended_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.token)


@classified(
    World.IDENTIFIED,
    purpose=_("Know what was done with a CV, when and by whom."),
    retention=_("As long as the CV."),
    basis=Basis.CONTRACT,
    facts="id old_state new_state made_at cause",
    person="cv reason",
    encrypted="reason",
    staff_author="made_by",
)
class CVPassage(models.Model):
    """A passage of a CV from a state to another, or a change; `cause` is a code of `acts.py`."""

    cv = models.ForeignKey(CV, models.CASCADE, related_name="passages")
    old_state = models.CharField(max_length=12, choices=CVState, blank=True)
    new_state = models.CharField(max_length=12, choices=CVState)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cause = models.CharField(max_length=40)
    reason = EncryptedTextField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("passage of a CV")
        verbose_name_plural = _("passages of CVs")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="cv_passage_state_is_known", condition=Q(new_state__in=CVState.values)
            )
        ]

    def __str__(self) -> str:
        return f"{self.old_state} → {self.new_state}"


@classified(
    World.IDENTIFIED,
    purpose=_("Tell owners who searched for what and saw their CV."),
    retention=_("12 months."),
    basis=Basis.LEGAL_OBLIGATION,
    facts="id viewed_on manner search_key",
    person="cv account asked",
    encrypted="asked",
)
class CVView(models.Model):
    """That somebody saw a CV on a day, once for each search and manner.

    `asked` is what the search looked for, in words; `search_key` a digest of it.
    """

    cv = models.ForeignKey(CV, models.CASCADE, related_name="views")
    account = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    viewed_on = models.DateField(_("when"))
    manner = models.CharField(_("how"), max_length=6, choices=ViewManner)
    asked = EncryptedTextField(_("what was searched"), blank=True)
    search_key = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("look at a CV")
        verbose_name_plural = _("looks at CVs")
        ordering = ["-id"]
        indexes = [models.Index(fields=["viewed_on"], name="cv_view_by_day")]
        constraints = [
            models.CheckConstraint(
                name="cv_view_manner_is_known", condition=Q(manner__in=ViewManner.values)
            ),
            models.UniqueConstraint(
                name="cv_view_once_a_day",
                fields=["cv", "account", "viewed_on", "manner", "search_key"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.viewed_on} {self.manner}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; one that is there is not written again."""
        if not self._state.adding:
            raise TypeError("A look at a CV is written once.")
        super().save(*args, **kwargs)
