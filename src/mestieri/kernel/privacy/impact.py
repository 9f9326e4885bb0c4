"""Draft of the impact assessment (DPIA, GDPR art. 35.7), made from what each column declares.

A model that comes, a column that is closed or left in the clear: the draft says so the same
day. What no declaration can know (how likely, how grave, who was asked) stays a blank line for
a person; a draft with blanks is not an assessment yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mestieri.kernel.encryption.fields import BlindIndexField
from mestieri.kernel.models import Centre
from mestieri.kernel.privacy.classification import Classification, World, classification_of
from mestieri.kernel.privacy.register import world_label
from mestieri.kernel.privacy.third_party import every_model
from mestieri.kernel.retention import retention_rules


@dataclass(frozen=True)
class Table:
    """A table of words: its heads, then its rows, as long as the heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Blank:
    """Something that only a person can write.

    Attributes:
        code: stable name, by which the answer is kept.
        question: what is to be written.
        answer: what was written; empty while it is blank.
    """

    code: str
    question: str
    answer: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the draft.

    Attributes:
        code: stable name, such as `risks`.
        title: its heading.
        lead: what it is about.
        lines: what follows from the declarations.
        table: the same, where it is many things.
        blanks: what a person must write, with what was written.
    """

    code: str
    title: str
    lead: str
    lines: tuple[str, ...] = ()
    table: Table | None = None
    blanks: tuple[Blank, ...] = ()


@dataclass(frozen=True)
class _Kind:
    """A kind of data: a model and what its columns declare."""

    model: type[models.Model]
    declared: Classification

    @property
    def name(self) -> str:
        words = str(self.model._meta.verbose_name_plural)
        return words[:1].upper() + words[1:]

    def told(self, names: Iterable[str]) -> list[str]:
        """Columns without their blind indexes: digests that say nothing more."""
        get_field = self.model._meta.get_field
        return [name for name in names if not isinstance(get_field(name), BlindIndexField)]

    def words(self, names: Iterable[str]) -> str:
        """Columns by what people call them, in alphabetical order."""
        fields = [self.model._meta.get_field(name) for name in self.told(names)]
        shown = {str(getattr(field, "verbose_name", field.name)) for field in fields}
        return ", ".join(sorted(shown)) or "–"


def impact_assessment(
    centre: Centre, every: Iterable[type[models.Model]] | None = None
) -> list[Section]:
    """The draft for a centre, section by section, with the answers of the centre.

    Args:
        every: the models to look at; every model of the installation, if not said.
    """
    kinds = list(_kinds(every_model() if every is None else every))
    persons = [kind for kind in kinds if kind.declared.holds_persons]
    answers = dict(centre.impact_answers.values_list("question", "text"))
    sections = [
        _whether(persons),
        _description(centre, persons),
        _without_persons(kinds),
        _necessity(persons),
        _risks(kinds, persons),
        _measures(persons),
        _still_to_do(),
    ]
    return [_with_answers(section, answers) for section in sections]


def _with_answers(section: Section, answers: Mapping[str, str]) -> Section:
    told = tuple(replace(one, answer=answers.get(one.code, "")) for one in section.blanks)
    return replace(section, blanks=told)


def blanks_in(sections: Iterable[Section]) -> int:
    """How many things a person must still write."""
    return sum(not blank.answer for section in sections for blank in section.blanks)


def _kinds(every: Iterable[type[models.Model]]) -> Iterator[_Kind]:
    found = [_Kind(model, declared) for model in every if (declared := classification_of(model))]
    yield from sorted(found, key=lambda kind: (kind.declared.world.value, kind.model._meta.label))


def _whether(persons: list[_Kind]) -> Section:
    special = [kind for kind in persons if kind.declared.special]
    count = ngettext(
        "%(n)d kind of data is about identified persons or the staff.",
        "%(n)d kinds of data are about identified persons or the staff.",
        len(persons),
    ) % {"n": len(persons)}
    told = (
        _("Special kinds of data (articles 9 and 10): %(names)s.")
        % {
            "names": "; ".join(
                f"{kind.name}: {kind.words(kind.declared.special)}" for kind in special
            )
        }
        if special
        else _("No column is declared to hold special kinds of data (articles 9 and 10).")
    )
    return Section(
        "whether",
        _("Is an assessment needed?"),
        _("Article 35.1 and 35.3, and the list of the supervisory authority."),
        (
            count,
            told,
            _("Nobody is scored, ranked or refused by a machine: there is no such column or page."),
        ),
        blanks=(
            Blank(
                "compulsory",
                _(
                    "Is the assessment compulsory here, and why? Decision of the controller, "
                    "with date."
                ),
            ),
        ),
    )


def _description(centre: Centre, persons: list[_Kind]) -> Section:
    rows = tuple(
        (
            kind.name,
            world_label(kind.declared.world),
            str(kind.declared.purpose),
            kind.words(kind.declared.person),
        )
        for kind in persons
    )
    return Section(
        "description",
        _("What is done with data about people"),
        _("Systematic description (article 35.7.a). Controller: %(controller)s.")
        % {"controller": centre.managing_body or centre.name},
        table=Table((_("What"), _("World"), _("Why"), _("Data about people")), rows),
        blanks=(
            Blank("people-concerned", _("How many people are concerned, and since when.")),
            Blank(
                "recipients",
                _("Who else receives the data: processors, joint controllers, hosting, e-mail."),
            ),
            Blank(
                "machines",
                _("Where the machines are; transfers outside the European Union, if any."),
            ),
        ),
    )


def _without_persons(kinds: list[_Kind]) -> Section:
    walk_in = [kind for kind in kinds if kind.declared.world is World.WALK_IN]
    coarse = [kind for kind in walk_in if kind.declared.coarse]
    count = ngettext(
        "%(n)d kind of data of the walk-in world knows no person: no key leads from it to one.",
        "%(n)d kinds of data of the walk-in world know no person: no key leads from them to one.",
        len(walk_in),
    ) % {"n": len(walk_in)}
    told = tuple(f"{kind.name}: {kind.words(kind.declared.coarse)}." for kind in coarse)
    return Section(
        "walk-in",
        _("What is counted without knowing anybody"),
        _("It is no processing of personal data as long as nobody can be worked out from it."),
        (count, _("What an anonymous count may say, each “not said” by default:"), *told),
    )


def _necessity(persons: list[_Kind]) -> Section:
    rows = tuple(
        (
            kind.name,
            kind.declared.basis.value if kind.declared.basis else "–",
            str(kind.declared.retention),
        )
        for kind in persons
    )
    return Section(
        "necessity",
        _("Is it necessary, and in proportion?"),
        _("Article 35.7.b. Each kind of data has one purpose, one legal basis, one time."),
        table=Table((_("What"), _("Legal basis"), _("How long")), rows),
        blanks=(
            Blank(
                "less-data", _("Could the same be done with less data? Answer for each line above.")
            ),
            Blank(
                "legal-acts", _("The law or act on which each “art. 6.1.e” and “art. 6.1.c” rests.")
            ),
            Blank(
                "information",
                _("How people are told (articles 13 and 14), and how they use their rights."),
            ),
        ),
    )


def _risks(kinds: list[_Kind], persons: list[_Kind]) -> Section:
    open_columns = _listed(persons, "in_the_clear")
    closed = _listed(kinds, "encrypted")
    coarse = _listed(kinds, "coarse")
    rows = (
        (
            _("Somebody reads a stolen database"),
            _("In the clear: %(names)s.") % {"names": open_columns},
            _("Closed, with keys outside it: %(names)s.") % {"names": closed},
        ),
        (
            _("Somebody of the staff looks without a reason"),
            _("Whoever holds a role sees what the role opens."),
            _("Roles with an authorisation date, a second factor, a log of acts, centres apart."),
        ),
        (
            _("Somebody is recognised in a small count"),
            _("Optional answers: %(names)s.") % {"names": coarse},
            _("Counts under five are hidden, with what would give them away."),
        ),
        (
            _("Data stay longer than they should"),
            _("Times that nobody applies are words."),
            ngettext(
                "%(n)d rule deletes every night; a test compares it with the register.",
                "%(n)d rules delete every night; a test compares them with the register.",
                len(retention_rules()),
            )
            % {"n": len(retention_rules())},
        ),
        (
            _("Data are lost or altered"),
            _("A broken disk, a mistake, a theft of the machine."),
            _("Closed copies made while serving, put back whole or not at all."),
        ),
        (
            _("A name is written where it should not be"),
            _("Free texts: questions, notes, pages."),
            _("A detector of personal data before saving; texts end after some months."),
        ),
    )
    return Section(
        "risks",
        _("Risks for people"),
        _("Article 35.7.c. What may go wrong, what makes it so here, what the program does."),
        table=Table((_("What may go wrong"), _("Here"), _("What the program does")), rows),
        blanks=(
            Blank(
                "likelihood",
                _(
                    "For each line: how likely, how grave for the person (low, medium, high), "
                    "and why."
                ),
            ),
            Blank(
                "local-risks",
                _("Risks of this place that no program knows: rooms, screens in view, paper."),
            ),
        ),
    )


def _listed(kinds: list[_Kind], group: str) -> str:
    said = [
        f"{kind.name} ({kind.words(names)})"
        for kind in kinds
        if (names := getattr(kind.declared, group))
    ]
    return "; ".join(said) or _("nothing")


def _measures(persons: list[_Kind]) -> Section:
    closed = sum(len(kind.told(kind.declared.encrypted)) for kind in persons)
    return Section(
        "measures",
        _("Measures"),
        _("Article 35.7.d. What the program does by itself; the rest is the centre’s."),
        (
            ngettext(
                "%(n)d column about people is closed, with a key outside the database.",
                "%(n)d columns about people are closed, with a key outside the database.",
                closed,
            )
            % {"n": closed},
            _("Every page asks who is reading; a foreign thing is not found, rather than refused."),
            _("No cookie, no other site, no address of the network on public pages."),
            _("Links sent by e-mail do one thing once, and expire whatever the clock does."),
            _("Copies are closed with a key kept on paper, apart from the machine."),
            _("`mestieri doctor` says what is not in order, and what to do."),
        ),
        blanks=(
            Blank(
                "upkeep",
                _(
                    "Who looks after the machine, updates, copies and keys, and who stands in "
                    "for them."
                ),
            ),
            Blank(
                "training",
                _("Training of the staff; what to do after a breach (articles 33 and 34)."),
            ),
        ),
    )


def _still_to_do() -> Section:
    return Section(
        "people",
        _("What only people can say"),
        _("Without this the page is a draft."),
        blanks=(
            Blank("dpo-opinion", _("Opinion of the data protection officer (article 35.2).")),
            Blank(
                "views",
                _("Views of the people concerned, or why they were not asked (article 35.9)."),
            ),
            Blank(
                "remaining-risk",
                _("Risk that remains, and whether the authority must be asked first (article 36)."),
            ),
            Blank("decision", _("Decision and signature of the controller, with date.")),
            Blank("next-review", _("When it will be looked at again (article 35.11).")),
        ),
    )
