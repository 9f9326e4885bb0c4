"""Is this CV here already? The same file, or perhaps the same person; never by name alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mestieri.kernel.encryption.fields import BlindIndexField
from mestieri.kernel.models import Centre
from mestieri.talents.models import CV, CVDocument, Member
from mestieri.talents.people import same_name
from mestieri.talents.vocabulary import CVState


@dataclass(frozen=True)
class Traces:
    """By what a CV may be known again.

    Attributes:
        content: SHA-256 of the file, in hexadecimal.
        email, phone: as `people` writes them; empty where there is none.
        name: given and family name.
    """

    content: str
    email: str = ""
    phone: str = ""
    name: str = ""


@dataclass
class Known:
    """What of a centre may be the same as some CVs that come.

    Attributes:
        contents: SHA-256 → number of the CV that has the file.
        emails: address → number of the CV.
        phones: number → (number of the CV, name of its owner), several for a shared telephone.
    """

    contents: dict[str, int] = field(default_factory=dict)
    emails: dict[str, int] = field(default_factory=dict)
    phones: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def same_file(self, traces: Traces) -> int | None:
        """Number of the CV that has this very file."""
        return self.contents.get(traces.content)

    def same_person(self, traces: Traces) -> int | None:
        """Number of a CV that may be of the same person: e-mail, or telephone and name."""
        if traces.email in self.emails:
            return self.emails[traces.email]
        for number, name in self.phones.get(traces.phone, []):
            if same_name(name, traces.name):
                return number
        return None

    def add(self, number: int, traces: Traces) -> None:
        """Remember a CV, so that what comes after it is compared with it too."""
        self.contents.setdefault(traces.content, number)
        if traces.email:
            self.emails.setdefault(traces.email, number)
        if traces.phone:
            self.phones.setdefault(traces.phone, []).append((number, traces.name))


def known_in(centre: Centre, coming: Iterable[Traces]) -> Known:
    """What of a centre may be the same as CVs that come: three questions, however many."""
    listed = list(coming)
    known = Known()
    contents = _digests(CVDocument, "content_index", {one.content for one in listed})
    documents = CVDocument.objects.filter(centre=centre, content_index__in=contents)
    documents = documents.exclude(cv__state=CVState.DRAFT)  # of what nobody has left yet
    for digest, number in documents.order_by("pk").values_list("content_index", "cv_id"):
        known.contents.setdefault(contents[digest], number)
    emails = _digests(Member, "email_index", {one.email for one in listed})
    cvs = CV.objects.filter(centre=centre).exclude(state=CVState.DRAFT).order_by("pk")
    by_email = cvs.filter(member__email_index__in=emails)
    for digest, number in by_email.values_list("member__email_index", "pk"):
        known.emails.setdefault(emails[digest], number)
    phones = _digests(Member, "phone_index", {one.phone for one in listed})
    by_phone = cvs.filter(member__phone_index__in=phones).select_related("member")
    for cv in by_phone.only("pk", "member__given_name", "member__family_name", "member__phone"):
        known.phones.setdefault(cv.member.phone, []).append((cv.pk, cv.member.name))
    return known


def _digests(model: type[CVDocument | Member], name: str, values: set[str]) -> Mapping[str, str]:
    """What stands in a blind index for each value that is not empty, back to the value."""
    index = model._meta.get_field(name)
    assert isinstance(index, BlindIndexField)
    return {digest: value for value in values if value for digest in index.candidates(value)}
