"""Models made by a test to be looked at by the walls, and forgotten after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import models
from django.test.utils import isolate_apps

from mestieri.kernel.privacy.classification import _classifications


class ThrowAway(models.Model):
    """A model in a registry of its own: it has no table, and no other test sees it."""

    class Meta:
        abstract = True
        app_label = "walls"


@pytest.fixture
def forget_throw_away_models() -> Iterator[None]:
    """Models made meanwhile live in their own registry; their classifications go too."""
    known = dict(_classifications)
    with isolate_apps("tests.walls"):
        yield
    _classifications.clear()
    _classifications.update(known)
