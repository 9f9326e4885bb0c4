"""What a text of the walk-in world may not hold: anything that says who somebody is.

The detector errs on the side of seeing too much, and nothing refused is written anywhere. A
name alone may be a mistake of the detector («via Garibaldi», a firm): whoever writes says so,
and how often that happens is counted, without the word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mestieri.engines.discretion import find_names, find_personal_data
from mestieri.kernel.models import Centre
from mestieri.reception.models import NameCorrection
from mestieri.reception.models.advice import LONGEST_QUESTION, CorrectionReason

NAME = "name"

#: Why each thing is refused, by the kind that the detector gives it.
REASONS: dict[str, str | Promise] = {
    NAME: gettext_lazy("This looks like a person's name."),
    "email": gettext_lazy("This is an e-mail address."),
    "url": gettext_lazy("This is an address of the web, which may name somebody."),
    "tax_code": gettext_lazy("This is a tax code."),
    "iban": gettext_lazy("This is a bank account."),
    "telephone": gettext_lazy("This is a telephone number."),
}


@dataclass(frozen=True)
class Mark:
    """Something that may not be written, and where it is.

    Attributes:
        kind: as the detector names it; `name` for names.
        start, end: place in the text.
        words: what is written there.
    """

    kind: str
    start: int
    end: int
    words: str

    @property
    def reason(self) -> str:
        return str(REASONS[self.kind])

    @property
    def is_a_name(self) -> bool:
        return self.kind == NAME

    @property
    def reach(self) -> str:
        """Under which a correction stands: the same words, however written."""
        return " ".join(self.words.casefold().split())


class TextRefused(Exception):
    """A text that was not written, with the sentence and the places.

    Attributes:
        sentence: what is wrong and what to do.
        marks: what the text holds that it may not; empty when it is too long or empty.
    """

    def __init__(self, sentence: str, marks: Iterable[Mark] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.marks = list(marks)


#: Words somebody says are not a person's name → what they are.
Corrections = Mapping[str, CorrectionReason]


def marks_in(text: str) -> list[Mark]:
    """Everything in a text that may say who somebody is, in its order."""
    found = [
        Mark(finding.kind, finding.start, finding.end, text[finding.start : finding.end])
        for finding in find_personal_data(text)
    ]
    taken = [(mark.start, mark.end) for mark in found]
    found += [
        Mark(NAME, finding.start, finding.end, text[finding.start : finding.end])
        for finding in find_names(text)
        if all(finding.end <= start or finding.start >= end for start, end in taken)
    ]
    return sorted(found, key=lambda mark: mark.start)


def clean_text(text: str, corrections: Corrections | None = None) -> str:
    """A text without what may not be kept, spaces at its ends removed.

    Args:
        text: as it was typed, any Unicode.
        corrections: names that somebody says are not a person's; nothing else can be excused.

    Raises:
        TextRefused: too long, or it holds personal data: nothing may be written.
    """
    text = text.replace("\x00", " ").replace("\r\n", "\n").strip()
    if len(text) > LONGEST_QUESTION:
        raise TextRefused(
            _(
                "This is %(length)s characters long and at most %(most)s can be kept: shorten it "
                "by %(excess)s. Nothing was saved, and your text is still here."
            )
            % {
                "length": len(text),
                "most": LONGEST_QUESTION,
                "excess": len(text) - LONGEST_QUESTION,
            }
        )
    excused = corrections or {}
    marks = [m for m in marks_in(text) if not (m.is_a_name and m.reach in excused)]
    if marks:
        raise TextRefused(
            _("Nothing was saved: take away what says who somebody is. It is marked below."), marks
        )
    return text


def count_corrections(centre: Centre, text: str, corrections: Corrections) -> None:
    """Count the corrections that a text really needed; call it when the text is written."""
    needed = {mark.reach for mark in marks_in(text) if mark.is_a_name}
    month = timezone.localdate().replace(day=1)
    for reach, reason in corrections.items():
        if reach not in needed:
            continue
        row, _new = NameCorrection.objects.get_or_create(centre=centre, month=month, reason=reason)
        NameCorrection.objects.filter(pk=row.pk).update(times=F("times") + 1)
