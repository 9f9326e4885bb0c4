"""Messages and call scripts: a draft is written, then put in use; what is in use never changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mestieri.demand.discretion import refuse_persons
from mestieri.demand.models import CallScript, CallScriptVersion, Message, MessageVersion
from mestieri.demand.script_checks import faults_of
from mestieri.demand.vocabulary import StepKind, VersionState
from mestieri.kernel.models import Account
from mestieri.kernel.services import audit

MOST_STEPS, MOST_ANSWERS = 40, 6
LONGEST = {"code": 20, "title": 80, "text": 1200, "label": 80}

#: What may stand in a message for what is known only when it is written.
PLACES = ("{azienda}", "{centro}")


@transaction.atomic
def save_message(
    message: Message, subject: str, text: str, *, account: Account | None
) -> MessageVersion:
    """Write the draft of a message's next version, or the message itself when it is new.

    Raises:
        ValidationError: a rule of the models is broken, or the text names a person.
    """
    message.full_clean()
    message.save()
    text = refuse_persons("text", text)
    draft = message.versions.filter(state=VersionState.DRAFT).first() or MessageVersion(
        message=message, number=_next_number(message)
    )
    draft.subject, draft.text, draft.made_by = subject.strip(), text, account
    draft.full_clean()
    draft.save()
    return draft


@transaction.atomic
def save_script(
    script: CallScript, steps: Sequence[dict[str, Any]], *, account: Account | None
) -> CallScriptVersion:
    """Write the draft of a script's next version. It may still have faults: it is a draft.

    Whoever is calling goes on with the version of the moment when the call began.

    Raises:
        ValidationError: a step is too long, or there are too many.
    """
    script.full_clean()
    script.save()
    tidy = tidied(steps)
    draft = script.versions.filter(state=VersionState.DRAFT).first() or CallScriptVersion(
        script=script, number=_next_number(script)
    )
    draft.steps, draft.made_by = tidy, account
    draft.save()
    return draft


def tidied(steps: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Steps as they are kept: known keys, no blanks at the ends, nothing too long.

    Raises:
        ValidationError: with a sentence that says which step.
    """
    if len(steps) > MOST_STEPS:
        raise ValidationError(_("A script has at most %(most)s steps.") % {"most": MOST_STEPS})
    kept: list[dict[str, Any]] = []
    for step in steps:
        one = {name: str(step.get(name, "")).strip() for name in ("code", "kind", "title", "text")}
        if one["kind"] not in StepKind.values:
            raise ValidationError(_("Say of each step what it does."))
        answers = [
            {"label": str(answer["label"]).strip(), "to": str(answer["to"]).strip()}
            for answer in step.get("answers", ())
            if str(answer.get("label", "")).strip() or str(answer.get("to", "")).strip()
        ]
        if any(len(one[name]) > LONGEST[name] for name in ("code", "title", "text")) or any(
            len(answer["label"]) > LONGEST["label"] for answer in answers
        ):
            raise ValidationError(_("“%(title)s” is too long.") % {"title": one["title"][:40]})
        if any(not answer["label"] for answer in answers):
            raise ValidationError(
                _("An answer of “%(title)s” has no words.") % {"title": one["title"]}
            )
        kept.append({**one, "answers": answers[:MOST_ANSWERS]})
    return kept


def _next_number(owner: Message | CallScript) -> int:
    last = owner.versions.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


@transaction.atomic
def publish(version: MessageVersion | CallScriptVersion, *, account: Account | None) -> None:
    """Put a draft in use, in the place of the version in use until now.

    Raises:
        ValidationError: it is no draft any more, or the script cannot be followed to its end.
    """
    model = type(version)
    version = model._default_manager.select_for_update(of=("self",)).get(pk=version.pk)
    if version.state != VersionState.DRAFT:
        raise ValidationError(_("This version is in use already, or was replaced."))
    if isinstance(version, CallScriptVersion):
        if faults := faults_of(version.steps):
            raise ValidationError(faults)
        owner, same = version.script, CallScriptVersion.objects.filter(script=version.script)
        centre = owner.centre
    else:
        same = MessageVersion.objects.filter(message=version.message)  # type: ignore[assignment]
        centre = version.message.centre
    same.filter(state=VersionState.PUBLISHED).update(state=VersionState.RETIRED)
    version.state = VersionState.PUBLISHED
    version.save(update_fields=["state", "made_at"])
    audit.record(
        "demand.publish_words",
        centre=centre,
        account=account,
        subject=version,
        version=version.number,
    )


def filled_in(text: str, *, company: str, centre: str) -> str:
    """A message with the names in its places."""
    return text.replace("{azienda}", company).replace("{centro}", centre)
