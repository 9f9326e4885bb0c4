"""What every test of the CV bank may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def files_of_its_own(settings: Settings, tmp_path: Path) -> None:
    """No test finds the files that another one left."""
    settings.PRIVATE_FOLDER = tmp_path / "private"
