"""Small ESCO downloads made by the tests, in the shapes of the official ones."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

OCCUPATION = "http://data.europa.eu/esco/occupation/"
SKILL = "http://data.europa.eu/esco/skill/"
WELDER = OCCUPATION + "00000000-0000-4000-8000-000000000001"
PIPE_WELDER = OCCUPATION + "00000000-0000-4000-8000-000000000002"
SERGEANT = OCCUPATION + "00000000-0000-4000-8000-000000000003"
WELD = SKILL + "00000000-0000-4000-8000-00000000000a"
METALS = SKILL + "00000000-0000-4000-8000-00000000000b"

GROUPS = [("7212", "Welders and flame cutters"), ("0210", "Non-commissioned officers")]
OCCUPATIONS = [
    (WELDER, "7212", "welder", "welding operator\nwelder", "Joins metal.", "7212.3"),
    (PIPE_WELDER, "7212", "pipe welder", "", "Joins pipes.", "7212.3.3"),
    (SERGEANT, "0210", "sergeant", "", "Commands.", "0210.1"),
]
RELATIONS = [
    (WELDER, "essential", WELD),
    (WELDER, "optional", METALS),
    (PIPE_WELDER, "essential", WELD),
]


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(list(columns))
    writer.writerows(rows)
    return text.getvalue()


def occupations(rows: Iterable[tuple[str, ...]] = OCCUPATIONS) -> str:
    columns = ("conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels",
               "hiddenLabels", "description", "code")  # fmt: skip
    return table(columns, [("Occupation", *row[:4], "", *row[4:]) for row in rows])


def groups(rows: Iterable[tuple[str, str]] = GROUPS, *, lose_zeros: bool = False) -> str:
    columns = ("conceptType", "conceptUri", "code", "preferredLabel", "status")
    return table(
        columns,
        [
            ("ISCOGroup", f"http://data.europa.eu/esco/isco/C{code}",
             code.lstrip("0") if lose_zeros else code, label, "released")
            for code, label in rows
        ],
    )  # fmt: skip


def skills() -> str:
    columns = ("conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel",
               "altLabels", "hiddenLabels")  # fmt: skip
    kind = "KnowledgeSkillCompetence"
    return table(
        columns,
        [
            (kind, WELD, "skill/competence", "sector-specific", "weld metal", "", ""),
            (kind, METALS, "knowledge", "cross-sector", "types of metal", "", ""),
        ],
    )


def relations(rows: Iterable[tuple[str, str, str]] = RELATIONS) -> str:
    columns = ("occupationUri", "relationType", "skillType", "skillUri")
    return table(columns, [(o, r, "skill/competence", s) for o, r, s in rows])


def labels() -> str:
    columns = ("conceptUri", "code", "iscoGroup", "label_en", "alt_en", "label_it", "alt_it")
    return table(
        columns,
        [
            (WELDER, "7212.3", "7212", "welder", "",
             "saldatore/saldatrice", "saldatore edile|saldatrice edile"),
            (PIPE_WELDER, "7212.3.3", "7212", "pipe welder", "",
             "saldatore di tubi/saldatrice di tubi", ""),
        ],
    )  # fmt: skip


def zipped(path: Path, members: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def gzipped(path: Path, content: str) -> Path:
    path.write_bytes(gzip.compress(content.encode()))
    return path


def whole_download(folder: Path) -> list[Path]:
    """Classification, relations, Italian labels and ISCO groups, as the real ones are named."""
    italian = [("7212", "Saldatori"), ("0210", "Sottufficiali")]
    (folder / "ISCOGroups_it_v1.1.csv").write_text(groups(italian, lose_zeros=True))
    return [
        zipped(
            folder / "ESCO_v1.1.1_relations_csv.zip",
            {"occupationSkillRelations.csv": relations()},
        ),
        zipped(
            folder / "ESCO_v1.1.1_classification_en_csv.zip",
            {
                "occupations_en.csv": occupations(),
                "ISCOGroups_en.csv": groups(),
                "skills_en.csv": skills(),
                "conceptSchemes_en.csv": "conceptType,conceptSchemeUri\n",
            },
        ),
        gzipped(folder / "occupations_v1.1.1_multilingual_labels.csv.gz", labels()),
        folder / "ISCOGroups_it_v1.1.csv",
    ]
