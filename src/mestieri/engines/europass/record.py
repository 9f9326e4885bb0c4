"""What is read of a CV: employment, education, languages, skills, certificates, driving
licence, summary, contacts. There is no place in it for anything else.

Short fields are plain text on one line. Long fields (`summary`, `description`) are HTML made
of the few tags of `html.TAGS`. Dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

CEFR_SKILLS = ("listening", "reading", "spoken_interaction", "spoken_production", "writing")
"""The five columns of the self-assessment grid."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A word and, where the file gives one, its code in an official list."""

    code: str = ""
    label: str = ""

    def __bool__(self) -> bool:
        return bool(self.code or self.label)

    def __str__(self) -> str:
        return self.label or self.code


@dataclass(frozen=True, slots=True)
class Period:
    """When something began and ended; `ongoing` if it lasts."""

    start: str = ""
    end: str = ""
    ongoing: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach the person.

    Args:
        kind: `email`, `telephone`, `web`, `social`, `messaging` or `fax`.
        value: number, address or user name as written.
        use: `mobile`, `home`, `linkedin`…, as the file says.
    """

    kind: str
    value: str
    use: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the person lives; `country` holds an ISO 3166-1 alpha-2 code in capitals."""

    line: str = ""
    city: str = ""
    postal_code: str = ""
    country: Coded = Coded()


@dataclass(frozen=True, slots=True)
class Employment:
    """One job.

    Args:
        occupation: ESCO URI (2020 and later) or ISCO code, as it stands in the file.
        sector: NACE section or the file's own words.
    """

    position: str = ""
    occupation: str = ""
    employer: str = ""
    city: str = ""
    country: Coded = Coded()
    sector: Coded = Coded()
    period: Period = Period()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Education:
    """One course of study; `level` holds the EQF level where the file gives it."""

    title: str = ""
    organisation: str = ""
    city: str = ""
    country: Coded = Coded()
    level: Coded = Coded()
    field: Coded = Coded()
    period: Period = Period()
    grade: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A language, mother tongue or with CEFR levels (`A1` … `C2`, empty if not given).

    Args:
        language: ISO 639-1 code (639-2 where there is none) and the word of the file.
    """

    language: Coded = Coded()
    mother_tongue: bool = False
    listening: str = ""
    reading: str = ""
    spoken_interaction: str = ""
    spoken_production: str = ""
    writing: str = ""


@dataclass(frozen=True, slots=True)
class Skill:
    """What the person can do.

    Args:
        kind: `communication`, `organisational`, `management`, `job-related`, `digital`,
            `artistic` or `other`.
        level: as the file says (digital competence: `A`, `B`, `C`).
    """

    kind: str
    name: str = ""
    level: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate; `subject` is the language or skill that it proves, if any."""

    title: str = ""
    issuer: str = ""
    date: str = ""
    level: str = ""
    subject: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """The person's CV, as far as it is read. `locale` is the language of the document."""

    given_name: str = ""
    family_name: str = ""
    headline: str = ""
    summary: str = ""
    contacts: tuple[Contact, ...] = ()
    addresses: tuple[Address, ...] = ()
    employment: tuple[Employment, ...] = ()
    education: tuple[Education, ...] = ()
    languages: tuple[Language, ...] = ()
    skills: tuple[Skill, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    driving_licences: tuple[str, ...] = ()
    locale: str = ""

    @property
    def name(self) -> str:
        """Given and family name in one line."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def holds_data(self) -> bool:
        """Whether anything at all was read."""
        return any(getattr(self, part) for part in self.__slots__ if part != "locale")

    def as_dict(self) -> dict[str, Any]:
        """The record as JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Candidate:
        """The record of `as_dict`, also after it has been JSON.

        Raises:
            TypeError, KeyError: the values are not those of a record.
        """
        lists = {name: tuple(make(item) for item in values[name]) for name, make in _PARTS.items()}
        return cls(**{**values, **lists, "driving_licences": tuple(values["driving_licences"])})


def _address(values: Mapping[str, Any]) -> Address:
    return Address(**{**values, "country": Coded(**values["country"])})


def _employment(values: Mapping[str, Any]) -> Employment:
    coded = {name: Coded(**values[name]) for name in ("country", "sector")}
    return Employment(**{**values, **coded, "period": Period(**values["period"])})


def _education(values: Mapping[str, Any]) -> Education:
    coded = {name: Coded(**values[name]) for name in ("country", "level", "field")}
    return Education(**{**values, **coded, "period": Period(**values["period"])})


def _language(values: Mapping[str, Any]) -> Language:
    return Language(**{**values, "language": Coded(**values["language"])})


_PARTS: dict[str, Any] = {
    "contacts": lambda values: Contact(**values),
    "addresses": _address,
    "employment": _employment,
    "education": _education,
    "languages": _language,
    "skills": lambda values: Skill(**values),
    "certificates": lambda values: Certificate(**values),
}
