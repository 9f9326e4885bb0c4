"""Reading ESCO: occupations, ISCO groups, skills and what each occupation asks for.

Tables are recognised by their columns, in any order and any language; newer versions
prevail over older ones, which only add what is missing.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from mestieri.engines.occupations.esco_files import NotEsco, Table, Version, find_tables

OCCUPATION_URI = re.compile(r"^http://data\.europa\.eu/esco/occupation/[0-9a-f-]{36}$")
SKILL_URI = re.compile(r"^http://data\.europa\.eu/esco/skill/[\w.-]{1,60}$")
GROUP_URI = re.compile(r"^http://data\.europa\.eu/esco/isco/C(\d{1,4})$")
UNIT_GROUP = re.compile(r"^\d{4}$")
OCCUPATION_CODE = re.compile(r"^[\d.]{0,20}$")

MOST_ROWS = 2_000_000
MOST_REFUSED_TOLD = 200
LONGEST_NAME = 500  # characters

Progress = Callable[[Iterable[Table], str, int | None], Iterable[Table]]


@dataclass(slots=True)
class OccupationRecord:
    """An occupation. `names` are other names; texts are by language."""

    uri: str
    version: Version = ()
    code: str = ""
    group: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class SkillRecord:
    """A skill (`kind` is ESCO's word: `skill/competence` or `knowledge`)."""

    uri: str
    version: Version = ()
    kind: str = ""
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class EscoData:
    """Everything that was read.

    Attributes:
        groups: ISCO-08 code → language → name.
        occupations, skills: by address.
        relations: (occupation, skill) → whether the skill is essential.
        newest: newest version among the tables of occupations.
        read: rows read.
        duplicates: rows that say of a thing what another row of the same table said.
        refused: `{"row": "table, line N", "reason": sentence}`; at most 200 are told.
        refused_count: how many were refused in all.
        causes: reason → how many rows were refused for it.
    """

    groups: dict[str, dict[str, str]] = field(default_factory=dict)
    occupations: dict[str, OccupationRecord] = field(default_factory=dict)
    skills: dict[str, SkillRecord] = field(default_factory=dict)
    relations: dict[tuple[str, str], bool] = field(default_factory=dict)
    newest: Version = ()
    read: int = 0
    duplicates: int = 0
    refused: list[dict[str, str]] = field(default_factory=list)
    refused_count: int = 0
    causes: dict[str, int] = field(default_factory=dict)

    def refuse(self, row: str, reason: str) -> None:
        self.refused_count += 1
        if reason in self.causes or len(self.causes) < MOST_REFUSED_TOLD:
            self.causes[reason] = self.causes.get(reason, 0) + 1
        if len(self.refused) < MOST_REFUSED_TOLD:
            self.refused.append({"row": row, "reason": reason})


class _RowRefused(ValueError):
    """Why a row is not taken, a sentence."""


RowReader = Callable[[EscoData, Table, dict[str, str]], str]


def read_esco(paths: list[Path], progress: Progress | None = None) -> EscoData:
    """Read official ESCO downloads and the label tables derived from them.

    Args:
        paths: zips, `.csv`, `.csv.gz`, or folders of them, in any order.
        progress: wraps the tables while they are read (tables, description, how many).

    Raises:
        NotEsco: nothing of ESCO is there, or a file is damaged or hostile.
    """
    tables = find_tables(paths)
    known = [(reader, table) for table in tables if (reader := _reader_of(table)) is not None]
    if not known:
        raise NotEsco(
            "There is no ESCO table here: give the zips of the official download "
            "(classification and relations, in CSV)."
        )
    newest = max(table.version for _reader, table in known)
    data = EscoData(newest=max((t.version for r, t in known if r in _OF_OCCUPATIONS), default=()))
    # A table whose name tells no version is taken to be as new as the newest.
    known.sort(key=lambda pair: pair[1].version or newest)
    readers = {table.name: reader for reader, table in known}
    ordered = [table for _reader, table in known]
    wrapped = progress(ordered, "Reading ESCO", len(ordered)) if progress else ordered
    for table in wrapped:
        _read_table(data, table, readers[table.name], newest)
    return data


def _read_table(data: EscoData, table: Table, reader: RowReader, newest: Version) -> None:
    if not table.version and newest:
        table = dataclasses.replace(table, version=newest)
    seen: set[str] = set()
    for line, row in enumerate(table.rows(), start=2):
        data.read += 1
        if data.read > MOST_ROWS:
            raise NotEsco(f"There are more than {MOST_ROWS:,} rows: this is not ESCO.")
        try:
            identity = reader(data, table, row)
        except _RowRefused as refusal:
            data.refuse(f"{table.name}, line {line}", str(refusal))
            continue
        if identity in seen:
            data.duplicates += 1
        seen.add(identity)


def _reader_of(table: Table) -> RowReader | None:
    """Who reads a table, by its columns; None for tables that are not needed."""
    columns = set(table.columns)
    if {"occupationUri", "relationType", "skillUri"} <= columns:
        return _read_relation
    if "conceptUri" not in columns or "broaderConceptUri" in columns:
        return None
    if "iscoGroup" in columns and any(column.startswith("label_") for column in columns):
        return _read_labels
    if {"iscoGroup", "preferredLabel"} <= columns and table.language:
        return _read_occupation
    if {"skillType", "preferredLabel"} <= columns and table.language:
        return _read_skill
    is_group = {
        "code",
        "preferredLabel",
        "conceptType",
    } <= columns and "hiddenLabels" not in columns
    return _read_group if is_group and table.language else None


def _read_occupation(data: EscoData, table: Table, row: dict[str, str]) -> str:
    label = _name(row["preferredLabel"])
    if not label:
        raise _RowRefused("It has no name.")
    record = _occupation(data, table, row)
    record.labels[table.language] = label
    if names := _names(row.get("altLabels", ""), label):
        record.names[table.language] = names
    if description := row.get("description", "").strip():
        record.descriptions[table.language] = description
    return record.uri


def _read_labels(data: EscoData, table: Table, row: dict[str, str]) -> str:
    """A row of the table with one column a language."""
    labels = {
        column.removeprefix("label_"): _name(row[column])
        for column in table.columns
        if column.startswith("label_") and len(column) == len("label_xx")
    }
    if not any(labels.values()):
        raise _RowRefused("It has no name.")
    record = _occupation(data, table, row)
    for language, label in labels.items():
        if label:
            record.labels[language] = label
            if names := _names(row.get(f"alt_{language}", ""), label):
                record.names[language] = names
    return record.uri


def _occupation(data: EscoData, table: Table, row: dict[str, str]) -> OccupationRecord:
    uri = row["conceptUri"].strip()
    if not OCCUPATION_URI.match(uri):
        raise _RowRefused("Its address is not that of an ESCO occupation.")
    group, code = row["iscoGroup"].strip().removeprefix("C"), row.get("code", "").strip()
    if not UNIT_GROUP.match(group):
        raise _RowRefused("Its ISCO-08 unit group is not a number of four digits.")
    if not OCCUPATION_CODE.match(code):
        raise _RowRefused("Its code is not one of ESCO.")
    record = data.occupations.setdefault(uri, OccupationRecord(uri))
    record.version, record.group, record.code = table.version, group, code or record.code
    return record


def _read_skill(data: EscoData, table: Table, row: dict[str, str]) -> str:
    uri, label = row["conceptUri"].strip(), _name(row["preferredLabel"])
    if not SKILL_URI.match(uri):
        raise _RowRefused("Its address is not that of an ESCO skill.")
    if not label:
        raise _RowRefused("It has no name.")
    record = data.skills.setdefault(uri, SkillRecord(uri))
    record.version, record.kind = table.version, row["skillType"].strip()[:20]
    record.labels[table.language] = label
    return uri


def _read_group(data: EscoData, table: Table, row: dict[str, str]) -> str:
    """An ISCO group. Its code is read in its address: spreadsheets lose leading zeros."""
    if row["conceptType"] == "SkillGroup":
        return row["conceptUri"]
    found, label = GROUP_URI.match(row["conceptUri"].strip()), _name(row["preferredLabel"])
    if not found or not label:
        raise _RowRefused("It is not an ISCO-08 group with a name.")
    data.groups.setdefault(found.group(1), {})[table.language] = label
    return found.group(1)


def _read_relation(data: EscoData, table: Table, row: dict[str, str]) -> str:
    occupation, skill = row["occupationUri"].strip(), row["skillUri"].strip()
    if not OCCUPATION_URI.match(occupation) or not SKILL_URI.match(skill):
        raise _RowRefused("It does not join an ESCO occupation and an ESCO skill.")
    if row["relationType"] not in ("essential", "optional"):
        raise _RowRefused("The relation is neither essential nor optional.")
    data.relations[occupation, skill] = row["relationType"] == "essential"
    return f"{occupation} {skill}"


_OF_OCCUPATIONS = (_read_occupation, _read_labels)


def _name(text: str) -> str:
    return " ".join(text.split())[:LONGEST_NAME]


def _names(text: str, label: str) -> list[str]:
    """Other names, each once, without the preferred one; one a line, or parted by `|`."""
    names = (_name(name) for name in re.split(r"[\n|]", text))
    return [name for name in dict.fromkeys(names) if name and name != label]
