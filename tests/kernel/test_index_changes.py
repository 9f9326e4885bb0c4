"""Every change is read once, also one whose transaction ends after a later one's."""

from __future__ import annotations

import pytest

from mestieri.kernel import exchange
from mestieri.kernel.index_changes import Position, changes_between, present_position
from mestieri.kernel.models import IndexChange
from mestieri.kernel.services.index_changes import forget_old_changes

pytestmark = pytest.mark.django_db


def announce(*keys: str) -> None:
    for key in keys:
        exchange.announce_change("resource", key)


def test_what_changed_since_is_told_once():
    announce("1")
    before = present_position()
    announce("2", "3", "2")
    assert changes_between(before, present_position()) == [("resource", "2"), ("resource", "3")]
    assert changes_between(present_position(), present_position()) == []


def test_a_change_that_appears_late_is_not_missed():
    announce("1", "2", "3")
    second = IndexChange.objects.get(key="2")
    number = second.pk
    second.delete()
    before = present_position()
    assert number in before.missing
    IndexChange.objects.create(pk=number, kind="resource", key="late")
    assert changes_between(before, present_position()) == [("resource", "late")]


def test_a_position_is_read_as_it_was_written():
    announce("1", "2", "3")
    IndexChange.objects.filter(key="2").delete()
    assert Position.read(str(present_position())) == present_position()


def test_who_is_too_far_behind_is_told_so():
    announce("1", "2", "3", "4")
    first = Position(
        IndexChange.objects.order_by("id").values_list("id", flat=True)[0], frozenset()
    )
    assert forget_old_changes(kept=1) == 3
    assert changes_between(first, present_position()) is None
    assert changes_between(Position(10**9, frozenset()), present_position()) is None
