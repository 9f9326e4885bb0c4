"""The real ESCO, where it is: reads ../shared/data/esco, which is not part of the product."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from mestieri.library.models import Occupation, OccupationGroup, OccupationSkill, Skill
from mestieri.library.services.esco import import_esco
from tests import factories

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "esco"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not DATA.is_dir(), reason="reads ../shared/data/esco (the real ESCO), which is absent here"
    ),
]


def test_the_real_esco_is_imported_and_its_sheets_are_found(client: Client):
    report = import_esco([DATA / "v1.1.1-official", DATA / "derived", DATA / "v1.1-it-iscogroups"])
    assert Occupation.objects.count() == 3_007
    assert Skill.objects.count() == 13_896
    assert OccupationGroup.objects.count() == 619
    # The official relations name one occupation that the official classification retired.
    assert OccupationSkill.objects.count() + report.refused_count == 123_855
    assert Occupation.objects.filter(labels__has_key="it").count() == 2_939
    assert OccupationGroup.objects.get(code="0110").label("it") == "Ufficiali delle forze armate"
    centre = factories.CentreFactory()
    for words, title in (
        ("saldatore", "saldatore / saldatrice"),
        ("infermiera", "infermiere generalista / infermiera generalista"),
        ("cuoca", "cuoco / cuoca"),
        ("welder", "saldatore / saldatrice"),
    ):
        hit = client.get(f"/it/{centre.slug}/cerca/", {"q": words}).context["answer"].hits[0]
        assert hit.title == title
        assert client.get(hit.url).status_code == 200
