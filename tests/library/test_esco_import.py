"""ESCO comes in whole or not at all, as often as one likes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from mestieri.engines.occupations import NotEsco, esco_files
from mestieri.kernel import exchange
from mestieri.library.models import Occupation, OccupationGroup, OccupationSkill, Skill
from mestieri.library.services.esco import import_esco
from mestieri.library.services.starter import load_starter_occupations
from tests.library import esco_files as made

pytestmark = pytest.mark.django_db
STARTERS = 122


def occupations_of_the_test() -> set[str]:
    return set(Occupation.objects.filter(source_version="1.1.1").values_list("uri", flat=True))


def test_official_files_in_any_order_become_one_library(tmp_path: Path):
    report = import_esco(made.whole_download(tmp_path)).as_json()
    assert report["refused"] == []
    assert report["kinds"]["occupations"]["created"] == 3
    assert report["kinds"]["skills"]["created"] == 2
    assert report["kinds"]["relations"]["created"] == 3
    welder = Occupation.objects.get(uri=made.WELDER)
    assert welder.labels == {"en": "welder", "it": "saldatore/saldatrice"}
    assert welder.alternative_labels == {
        "en": ["welding operator"],
        "it": ["saldatore edile", "saldatrice edile"],
    }
    assert (welder.code, welder.group.code, welder.source_version) == ("7212.3", "7212", "1.1.1")
    assert OccupationGroup.objects.get(code="0210").labels["it"] == "Sottufficiali"
    essential = OccupationSkill.objects.get(occupation=welder, is_essential=True)
    assert essential.skill.labels == {"en": "weld metal"}


def test_a_folder_is_enough(tmp_path: Path):
    made.whole_download(tmp_path)
    (tmp_path / "leggimi.txt").write_text("not a table")
    import_esco([tmp_path])
    assert occupations_of_the_test() == {made.WELDER, made.PIPE_WELDER, made.SERGEANT}


def test_a_second_run_changes_nothing_and_says_so(tmp_path: Path):
    paths = made.whole_download(tmp_path)
    import_esco(paths)
    change = exchange.latest_change()
    report = import_esco(list(reversed(paths))).as_json()
    assert (report["created"], report["updated"], report["removed"]) == (0, 0, 0)
    assert report["unchanged"] == 2 + 3 + 2 + 3
    assert exchange.latest_change() == change


def test_who_keeps_the_index_hears_of_an_import(tmp_path: Path):
    before = exchange.latest_change()
    import_esco(made.whole_download(tmp_path))
    assert exchange.latest_change() > before


def test_our_own_words_stay(tmp_path: Path):
    import_esco(made.whole_download(tmp_path))
    Occupation.objects.filter(uri=made.WELDER).update(summaries={"it": "Unisce metalli."})
    report = import_esco(made.whole_download(tmp_path)).as_json()
    assert report["kinds"]["occupations"]["unchanged"] == 3
    assert Occupation.objects.get(uri=made.WELDER).summaries == {"it": "Unisce metalli."}


def test_a_newer_version_prevails_and_an_older_one_only_adds(tmp_path: Path):
    import_esco(made.whole_download(tmp_path))
    old, new = tmp_path / "v1.0.3", tmp_path / "v1.2.0"
    old.mkdir()
    new.mkdir()
    (old / "occupations_fr.csv").write_text(
        made.occupations([(made.WELDER, "0210", "soudeur/soudeuse", "", "", "")])
    )
    (old / "occupations_en.csv").write_text(
        made.occupations(
            [
                (made.WELDER, "0210", "old welder", "", "", ""),
                (made.OCCUPATION + "0" * 36, "7212", "retired", "", "", ""),
            ]
        )
    )
    report = import_esco([old]).as_json()
    welder = Occupation.objects.get(uri=made.WELDER)
    assert (welder.labels["en"], welder.labels["fr"]) == ("welder", "soudeur/soudeuse")
    assert welder.group.code == "7212"
    assert "no longer" in report["refused"][0]["reason"]
    (new / "occupations_en.csv").write_text(
        made.occupations([(made.WELDER, "7212", "metal welder", "", "", "7212.4")])
    )
    import_esco([new])
    welder.refresh_from_db()
    assert (welder.labels["en"], welder.code) == ("metal welder", "7212.4")


def test_a_relation_that_is_gone_is_removed(tmp_path: Path):
    import_esco(made.whole_download(tmp_path))
    changed = [(made.WELDER, "essential", made.METALS), (made.PIPE_WELDER, "essential", made.WELD)]
    path = made.zipped(
        tmp_path / "r.zip", {"occupationSkillRelations.csv": made.relations(changed)}
    )
    report = import_esco([path]).as_json()["kinds"]["relations"]
    assert report == {"created": 0, "updated": 1, "unchanged": 1, "removed": 1}
    assert OccupationSkill.objects.filter(occupation__uri=made.WELDER).get().is_essential


def test_bad_rows_are_refused_with_a_reason_and_the_others_taken(tmp_path: Path):
    rows = [
        *made.OCCUPATIONS,
        made.OCCUPATIONS[0],
        ("http://example.org/1", "7212", "stranger", "", "", ""),
        (made.OCCUPATION + "1" * 36, "72", "no group", "", "", ""),
        (made.OCCUPATION + "2" * 36, "9999", "unknown group", "", "", ""),
        (made.OCCUPATION + "3" * 36, "7212", " ", "", "", ""),
    ]
    path = made.zipped(
        tmp_path / "ESCO_v1.1.1_x.zip",
        {"occupations_en.csv": made.occupations(rows), "ISCOGroups_en.csv": made.groups()},
    )
    report = import_esco([path]).as_json()
    assert report["duplicates"] == 1
    assert len(report["refused"]) == 4
    assert report["refused"][0]["row"].endswith("occupations_en.csv, line 6")
    assert occupations_of_the_test() == {made.WELDER, made.PIPE_WELDER, made.SERGEANT}


def not_a_zip(folder: Path) -> Path:
    (folder / "x.zip").write_bytes(b"this is not a zip")
    return folder / "x.zip"


def half_a_zip(folder: Path) -> Path:
    whole = made.whole_download(folder)[1]
    whole.write_bytes(whole.read_bytes()[:-30])
    return whole


def damaged_zip(folder: Path) -> Path:
    whole = made.whole_download(folder)[1]
    content = bytearray(whole.read_bytes())
    content[60:90] = bytes(30)
    whole.write_bytes(content)
    return whole


def bomb(folder: Path) -> Path:
    header = "conceptUri,iscoGroup,preferredLabel\n"
    return made.zipped(folder / "b.zip", {"occupations_en.csv": header + "0" * 30_000_000})


def something_else(folder: Path) -> Path:
    return made.zipped(folder / "e.zip", {"visits.csv": "day,purpose\n2020-01-01,WORK\n"})


def empty_folder(folder: Path) -> Path:
    return folder


def nowhere(folder: Path) -> Path:
    return folder / "nowhere"


def not_text(folder: Path) -> Path:
    header = b"conceptUri,iscoGroup,preferredLabel\n"
    return made.zipped(folder / "t.zip", {"occupations_en.csv": header + b"\xff\xfe\x00\x01,a,b\n"})


def endless_cell(folder: Path) -> Path:
    cell = "x" * 200_000
    (folder / "occupations_en.csv").write_text(f"conceptUri,iscoGroup,preferredLabel\n{cell}\n")
    return folder / "occupations_en.csv"


@pytest.mark.parametrize(
    "make",
    [
        not_a_zip, half_a_zip, damaged_zip, bomb, something_else, empty_folder, nowhere, not_text,
        endless_cell,
    ],
)  # fmt: skip
def test_what_is_not_esco_is_refused_in_a_sentence_and_nothing_is_written(tmp_path: Path, make):
    with pytest.raises(NotEsco) as refusal:
        import_esco([make(tmp_path)])
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)
    assert not Occupation.objects.exists()
    assert not Skill.objects.exists()


def test_a_gzip_that_never_ends_is_not_unpacked_whole(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(esco_files, "MOST_BYTES_OF_A_FILE", 100_000)
    header = "conceptUri,iscoGroup,preferredLabel\n"
    path = made.gzipped(tmp_path / "occupations_en.csv.gz", header + "a,b,c\n" * 100_000)
    with pytest.raises(NotEsco, match="unpacks to far more"):
        import_esco([path])


@pytest.mark.parametrize(
    "name", ["../../escape.csv", "/etc/escape.csv", "..\\escape.csv", "C:\\escape.csv"]
)
def test_a_zip_that_names_places_outside_itself_is_refused(tmp_path: Path, name: str):
    hostile = made.zipped(
        tmp_path / "ESCO_v1.1.1_classification_en_csv.zip",
        {"occupations_en.csv": made.occupations(), name: "never,extracted\n"},
    )
    with pytest.raises(NotEsco, match="names places outside itself"):
        import_esco([hostile])
    assert not list(tmp_path.parent.rglob("escape.csv"))


def test_refusals_are_grouped_by_their_cause(tmp_path: Path):
    paths = made.whole_download(tmp_path)
    gone = made.OCCUPATION + "00000000-0000-4000-8000-0000000000ff"
    rows = [*made.RELATIONS, (gone, "essential", made.WELD), (gone, "optional", made.METALS)]
    made.zipped(paths[0], {"occupationSkillRelations.csv": made.relations(rows)})
    report = import_esco(paths).as_json()
    assert [cause["rows"] for cause in report["refused_by_cause"]] == [2]
    assert gone in report["refused_by_cause"][0]["reason"]


def test_an_error_half_way_leaves_everything_as_it_was(tmp_path: Path):
    def breaks_at_skills(things, description, total):
        if description == str(Skill._meta.verbose_name):
            raise RuntimeError("the power went out")
        return things

    with pytest.raises(RuntimeError, match="power"):
        import_esco(made.whole_download(tmp_path), breaks_at_skills)
    assert not Occupation.objects.exists()
    assert exchange.latest_change() == 0


def test_an_encrypted_zip_is_refused(tmp_path: Path):
    path = made.whole_download(tmp_path)[1]
    content = bytearray(path.read_bytes())
    for position in range(len(content) - 4):
        if content[position : position + 4] == b"PK\x01\x02":
            content[position + 8] |= 1  # the flag of an encrypted member
        if content[position : position + 4] == b"PK\x03\x04":
            content[position + 6] |= 1
    path.write_bytes(content)
    assert zipfile.is_zipfile(io.BytesIO(content))
    with pytest.raises(NotEsco):
        import_esco([path])


def test_starters_are_enriched_and_keep_our_words(tmp_path: Path):
    load_starter_occupations()
    uri = Occupation.objects.get(labels__en="welder").uri
    rows = [(uri, "7212", "welder of ESCO", "", "Joins metal.", "7212.3")]
    path = made.zipped(
        tmp_path / "ESCO_v1.1.1_x.zip", {"occupations_en.csv": made.occupations(rows)}
    )
    report = import_esco([path]).as_json()["kinds"]["occupations"]
    assert report["updated"] == 1
    welder = Occupation.objects.get(uri=uri)
    assert welder.labels == {"it": "saldatore/saldatrice", "en": "welder of ESCO"}
    assert welder.summaries["it"]
    assert Occupation.objects.count() == STARTERS
