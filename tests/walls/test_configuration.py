"""The tests themselves are strict: random order, warnings as errors, both databases."""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import sys
import tomllib
import warnings
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.template import Context, Template

OF_THE_TESTS = {"DATABASE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"}
ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_warnings_are_errors() -> None:
    assert PROJECT["tool"]["pytest"]["ini_options"]["filterwarnings"][0] == "error"
    with pytest.raises(UserWarning, match="careful"):
        warnings.warn("careful", stacklevel=1)


def test_nothing_silences_a_warning_of_ours() -> None:
    silenced = PROJECT["tool"]["pytest"]["ini_options"]["filterwarnings"][1:]
    assert [line for line in silenced if "mestieri" in line or line == "ignore"] == []


def test_tests_run_in_random_order(request: pytest.FixtureRequest) -> None:
    assert importlib.metadata.version("pytest-randomly")
    assert "no:randomly" not in PROJECT["tool"]["pytest"]["ini_options"]["addopts"]
    assert request.config.pluginmanager.hasplugin("randomly")


def test_the_database_is_the_one_that_was_asked_for() -> None:
    asked = os.environ.get("MESTIERI_TEST_DATABASE", "sqlite")
    assert connection.vendor == asked


def test_an_undefined_variable_makes_a_template_fail() -> None:
    with pytest.raises(AssertionError, match="nowhere"):
        Template("{{ nowhere }}").render(Context())


@pytest.mark.django_db
def test_no_model_has_changed_without_its_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db
def test_every_migration_has_been_applied() -> None:
    call_command("migrate", "--check", verbosity=0)


def test_django_finds_nothing_to_complain_about() -> None:
    call_command("check", fail_level="WARNING")


def test_an_installation_in_production_passes_the_checks_of_deployment(tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if name not in OF_THE_TESTS},
        "DJANGO_SETTINGS_MODULE": "mestieri.config.settings",
        "MESTIERI_DATA": str(tmp_path),
        "MESTIERI_SECRET_KEY": "",
        "MESTIERI_HOSTS": "mestieri.example.org",
        "MESTIERI_HTTPS": "1",
        "MESTIERI_REQUIRE_TOTP": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_tests_stand_on_the_settings_of_the_product() -> None:
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE
    assert "csp.middleware.CSPMiddleware" in settings.MIDDLEWARE
    assert not settings.DEBUG
