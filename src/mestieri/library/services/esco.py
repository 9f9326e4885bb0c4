"""Bring ESCO into the library: keyed on its addresses, all or nothing, as often as one likes."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.db import models, transaction

from mestieri.engines.occupations import EscoData, read_esco
from mestieri.engines.occupations.esco import OccupationRecord, SkillRecord
from mestieri.kernel import exchange
from mestieri.library.models import Occupation, OccupationGroup, OccupationSkill, Skill
from mestieri.library.services.starter import load_starter_occupations

ROWS_AT_ONCE = 2_000

Progress = Callable[[Iterable[Any], str, int | None], Iterable[Any]]


@dataclass
class Counts:
    """What became of the things of one kind."""

    created: int = 0
    unchanged: int = 0
    updated: int = 0
    removed: int = 0


@dataclass
class ImportReport:
    """What an import did.

    Attributes:
        read: rows read.
        duplicates: rows that repeat another of the same table.
        refused: rows not taken, with the reason; at most 200 are told.
        refused_count: how many rows were not taken.
        causes: reason → how many rows were not taken for it.
        kinds: what became of groups, occupations, skills, relations.
    """

    read: int = 0
    duplicates: int = 0
    refused: list[dict[str, str]] = field(default_factory=list)
    refused_count: int = 0
    causes: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, Counts] = field(default_factory=dict)

    def total(self, what: str) -> int:
        return sum(getattr(counts, what) for counts in self.kinds.values())

    @property
    def changed_something(self) -> bool:
        return any(self.total(what) for what in ("created", "updated", "removed"))

    def as_json(self) -> dict[str, Any]:
        """The contract of `mestieri import … --json`."""
        totals = {what: self.total(what) for what in ("created", "unchanged", "updated", "removed")}
        return {
            "read": self.read,
            **totals,
            "duplicates": self.duplicates,
            "refused": self.refused,
            "refused_count": self.refused_count,
            "refused_by_cause": [
                {"reason": reason, "rows": rows}
                for reason, rows in sorted(self.causes.items(), key=lambda cause: -cause[1])
            ],
            "kinds": {kind: asdict(counts) for kind, counts in self.kinds.items()},
        }


def import_esco(paths: list[Path], progress: Progress | None = None) -> ImportReport:
    """Import official ESCO downloads and label tables.

    Reading comes first, then one transaction writes everything or nothing, so that others
    wait for the database as short a time as possible. What is newer prevails; an older
    version only adds languages that are missing. Our summaries and everyday names stay.

    Args:
        paths: zips, CSV files or folders, in any order.
        progress: wraps what is gone through (things, description, how many).

    Raises:
        NotEsco: nothing of ESCO is there, or a file is damaged or hostile.
    """
    data = read_esco(paths, progress)
    track = progress or _in_silence
    with transaction.atomic():
        report = ImportReport(data.read, data.duplicates)
        _refuse_retired(data)
        groups = _write_groups(data, report)
        _refuse_without_group(data, groups)
        occupations = _write_occupations(data, groups, report, track)
        skills = _write_skills(data, report, track)
        _write_relations(data, occupations, skills, report, track)
        report.refused, report.refused_count = data.refused, data.refused_count
        report.causes = data.causes
        if report.changed_something:
            exchange.announce_change("occupation")
        load_starter_occupations()
    return report


def _in_silence(things: Iterable[Any], description: str, total: int | None) -> Iterable[Any]:
    return things


def _version_text(version: tuple[int, ...]) -> str:
    return ".".join(str(number) for number in version)


def _version_number(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def _refuse_retired(data: EscoData) -> None:
    """Leave out occupations that only an older version knows: the newer one retired them."""
    known = dict(Occupation.objects.values_list("uri", "source_version"))
    newest = max([data.newest, *map(_version_number, set(known.values()))])
    for uri, record in list(data.occupations.items()):
        if record.version < newest and uri not in known:
            data.refuse(uri, f"It is no longer in ESCO {_version_text(newest)}.")
            del data.occupations[uri]


def _write_groups(data: EscoData, report: ImportReport) -> dict[str, int]:
    """Write the ISCO groups; return code → primary key of all there are."""
    kept = OccupationGroup.objects.in_bulk(field_name="code")
    wanted = {
        code: OccupationGroup(code=code, labels={**_labels_of(kept.get(code)), **labels})
        for code, labels in data.groups.items()
    }
    report.kinds["groups"] = _upsert(OccupationGroup, kept, wanted, "code", ["labels"], _in_silence)
    return dict(OccupationGroup.objects.values_list("code", "pk"))


def _labels_of(row: Any) -> dict[str, Any]:
    return dict(row.labels) if row is not None else {}


def _refuse_without_group(data: EscoData, groups: dict[str, int]) -> None:
    for uri, record in list(data.occupations.items()):
        if record.group not in groups:
            data.refuse(uri, f"Its ISCO-08 group {record.group} is not known.")
            del data.occupations[uri]


def _write_occupations(
    data: EscoData, groups: dict[str, int], report: ImportReport, track: Progress
) -> dict[str, int]:
    """Write the occupations; return address → primary key."""
    kept = Occupation.objects.in_bulk(field_name="uri")
    wanted = {
        uri: _occupation(record, kept.get(uri), groups) for uri, record in data.occupations.items()
    }
    fields = ["code", "group", "labels", "alternative_labels", "descriptions", "source_version"]
    report.kinds["occupations"] = _upsert(Occupation, kept, wanted, "uri", fields, track)
    return dict(Occupation.objects.values_list("uri", "pk"))


def _occupation(
    record: OccupationRecord, kept: Occupation | None, groups: dict[str, int]
) -> Occupation:
    row = copy.copy(kept) if kept is not None else Occupation(uri=record.uri)
    is_older = record.version < _version_number(row.source_version)
    row.labels = _merged(row.labels, record.labels, is_older)
    row.alternative_labels = _merged(row.alternative_labels, record.names, is_older)
    row.descriptions = _merged(row.descriptions, record.descriptions, is_older)
    if not is_older:
        row.code = record.code or row.code
        row.group_id = groups[record.group]
        row.source_version = _version_text(record.version) or row.source_version
    return row


def _merged(kept: dict[str, Any], read: dict[str, Any], is_older: bool) -> dict[str, Any]:
    return {**read, **kept} if is_older else {**kept, **read}


def _write_skills(data: EscoData, report: ImportReport, track: Progress) -> dict[str, int]:
    """Write the skills; return address → primary key."""
    kept = Skill.objects.in_bulk(field_name="uri")
    wanted = {uri: _skill(record, kept.get(uri)) for uri, record in data.skills.items()}
    fields = ["kind", "labels", "source_version"]
    report.kinds["skills"] = _upsert(Skill, kept, wanted, "uri", fields, track)
    return dict(Skill.objects.values_list("uri", "pk"))


def _skill(record: SkillRecord, kept: Skill | None) -> Skill:
    row = copy.copy(kept) if kept is not None else Skill(uri=record.uri)
    is_older = record.version < _version_number(row.source_version)
    row.labels = _merged(row.labels, record.labels, is_older)
    if not is_older:
        row.kind = record.kind
        row.source_version = _version_text(record.version) or row.source_version
    return row


def _upsert(
    model: type[models.Model],
    kept: dict[str, Any],
    wanted: dict[str, Any],
    key: str,
    fields: list[str],
    track: Progress,
) -> Counts:
    """Write the rows that are new or differ in `fields`."""
    attributes = [model._meta.get_field(name).attname for name in fields]  # type: ignore[union-attr]
    new = [row for value, row in wanted.items() if value not in kept]
    changed = [
        row
        for value, row in wanted.items()
        if value in kept
        and any(getattr(row, name) != getattr(kept[value], name) for name in attributes)
    ]
    rows = new + changed
    for start in track(range(0, len(rows), ROWS_AT_ONCE), f"{model._meta.verbose_name}", None):
        chunk = rows[start : start + ROWS_AT_ONCE]
        for row in chunk:
            row.pk = None
        model._default_manager.bulk_create(
            chunk, update_conflicts=True, unique_fields=[key], update_fields=fields
        )
    return Counts(len(new), len(wanted) - len(rows), len(changed))


def _why_not(occupation: str, skill: str, occupations: dict[str, int]) -> str:
    """Why a relation is not taken.

    The official relations of ESCO 1.1.1 still name one occupation that its classification has
    retired (therapeutic radiographer, 67 relations), and no file says what replaces it.
    """
    if occupation not in occupations:
        return (
            f"The occupation {occupation} is in no classification that was given: the relations "
            "name it, but it has been retired or has no name."
        )
    return f"The skill {skill} is in no classification that was given."


def _write_relations(
    data: EscoData,
    occupations: dict[str, int],
    skills: dict[str, int],
    report: ImportReport,
    track: Progress,
) -> None:
    """Make the relations of the occupations that were read be those that were read."""
    wanted: dict[tuple[int, int], bool] = {}
    for (occupation, skill), is_essential in data.relations.items():
        if occupation in occupations and skill in skills:
            wanted[occupations[occupation], skills[skill]] = is_essential
        else:
            data.refuse(f"{occupation} – {skill}", _why_not(occupation, skill, occupations))
    concerned = {occupation for occupation, _skill in wanted}
    kept = {
        (occupation, skill): (row, is_essential)
        for row, occupation, skill, is_essential in OccupationSkill.objects.values_list(
            "pk", "occupation_id", "skill_id", "is_essential"
        )
        if occupation in concerned
    }
    gone = [row for pair, (row, _essential) in kept.items() if pair not in wanted]
    counts = report.kinds["relations"] = Counts(removed=len(gone))
    for start in range(0, len(gone), ROWS_AT_ONCE):
        OccupationSkill.objects.filter(pk__in=gone[start : start + ROWS_AT_ONCE]).delete()
    to_write = []
    for pair, is_essential in wanted.items():
        if pair not in kept:
            counts.created += 1
        elif kept[pair][1] != is_essential:
            counts.updated += 1
        else:
            counts.unchanged += 1
            continue
        to_write.append(pair)
    for start in track(range(0, len(to_write), ROWS_AT_ONCE), "skill of an occupation", None):
        OccupationSkill.objects.bulk_create(
            [
                OccupationSkill(occupation_id=occupation, skill_id=skill, is_essential=essential)
                for occupation, skill in to_write[start : start + ROWS_AT_ONCE]
                for essential in (wanted[occupation, skill],)
            ],
            update_conflicts=True,
            unique_fields=["occupation", "skill"],
            update_fields=["is_essential"],
        )
