"""Reading ESCO's files into a classification, and keeping it in compact form."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from mestieri.engines.occupations import ClassificationProblem, read_classification, store
from tests.engines.occupations.trades import small_classification

OCCUPATION = "http://data.europa.eu/esco/occupation/00000000-0000-4000-8000-000000000001"
OTHER = "http://data.europa.eu/esco/occupation/00000000-0000-4000-8000-000000000002"


def newest(folder: Path) -> Path:
    """A download of two zips' worth of one occupation, as CSV files in a folder."""
    home = folder / "v9.2"
    home.mkdir()
    (home / "occupations_en.csv").write_text(
        "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,code\n"
        f'Occupation,{OCCUPATION},0110,tester,"trial person\nproof maker",0110.1\n',
        encoding="utf8",
    )
    (home / "ISCOGroups_en.csv").write_text(
        "conceptType,conceptUri,code,preferredLabel\n"
        "ISCOGroup,http://data.europa.eu/esco/isco/C0110,110,Officers\n",
        encoding="utf8",
    )
    (home / "skills_en.csv").write_text(
        "conceptUri,skillType,preferredLabel\nhttp://x/skill/1,knowledge,tests\n",
        encoding="utf8",
    )
    (home / "occupationSkillRelations.csv").write_text(
        "occupationUri,relationType,skillType,skillUri\n"
        f"{OCCUPATION},essential,knowledge,http://x/skill/1\n"
        f"{OCCUPATION},optional,knowledge,http://x/skill/2\n",
        encoding="utf8",
    )
    return home


def older(folder: Path) -> Path:
    home = folder / "v8.0"
    home.mkdir()
    text = (
        "conceptUri,iscoGroup,preferredLabel,altLabels\n"
        f"{OCCUPATION},0110,collaudatore/collaudatrice,provatore\n"
        f"{OTHER},0110,mestiere ritirato,\n"
    )
    (home / "occupations_it.csv.gz").write_bytes(gzip.compress(text.encode()))
    return home


def test_an_older_version_lends_its_languages_but_not_its_retired_occupations(
    tmp_path: Path,
) -> None:
    read = read_classification([newest(tmp_path), older(tmp_path)])
    (occupation,) = read.occupations
    assert read.version == "ESCO 9.2"
    assert list(occupation.labels["en"]) == ["tester", "trial person", "proof maker"]
    assert list(occupation.labels["it"]) == ["collaudatore/collaudatrice", "provatore"]
    assert (occupation.isco, occupation.code) == ("0110", "0110.1")


def test_groups_keep_the_zeros_that_spreadsheets_strip(tmp_path: Path) -> None:
    (group,) = read_classification([newest(tmp_path)]).groups
    assert group.code == "0110"


def test_only_essential_skills_are_kept(tmp_path: Path) -> None:
    read = read_classification([newest(tmp_path)])
    assert read.essential_skills[OCCUPATION] == {"http://x/skill/1"}
    assert read.skill_label("http://x/skill/1", "it") == "tests"
    assert read.skill_label("http://x/skill/2", "it") == "http://x/skill/2"


def test_a_wide_table_of_labels_is_read(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_text(
        "conceptUri,code,iscoGroup,label_it,alt_it,label_fr,alt_fr\n"
        f"{OCCUPATION},1.1,0110,prova,provetta|provino,essai,\n",
        encoding="utf8",
    )
    (occupation,) = read_classification([file]).occupations
    assert list(occupation.labels["it"]) == ["prova", "provetta", "provino"]
    assert occupation.label("fr") == "essai"
    assert occupation.label("de") == "essai"


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"PK\x03\x04broken"])
def test_what_is_not_esco_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    for name in ("something.csv", "something.zip", "something.csv.gz"):
        file = tmp_path / name
        file.write_bytes(content)
        with pytest.raises(ClassificationProblem, match="something"):
            read_classification([file])


def test_a_missing_path_and_an_empty_zip_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ClassificationProblem):
        read_classification([tmp_path / "nowhere"])
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    with pytest.raises(ClassificationProblem):
        read_classification([tmp_path / "empty.zip"])
    with pytest.raises(ClassificationProblem):
        read_classification([])


def test_the_compact_form_gives_the_same_classification_back(tmp_path: Path) -> None:
    trades = small_classification()
    store.write(trades, tmp_path / "deep" / "trades.jsonl.xz")
    again = store.read(tmp_path / "deep" / "trades.jsonl.xz")
    assert again.occupations == trades.occupations
    assert again.groups == trades.groups
    assert again.skill_labels == trades.skill_labels
    assert {uri: skills for uri, skills in again.essential_skills.items() if skills} == (
        trades.essential_skills
    )
    assert store.to_bytes(again) == store.to_bytes(trades)


def test_a_damaged_or_missing_store_is_refused_with_a_sentence(tmp_path: Path) -> None:
    whole = store.to_bytes(small_classification())
    for broken in (b"", whole[: len(whole) // 2], b"not xz"):
        with pytest.raises(ClassificationProblem, match="damaged"):
            store.from_bytes(broken)
    with pytest.raises(ClassificationProblem, match="cannot be read"):
        store.read(tmp_path / "nothing")
