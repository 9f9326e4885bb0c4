"""The folder of the installation and its secret: clear sentences, nothing half-written."""

import os
import stat

import pytest

from mestieri.config.environment import (
    UnusableDataFolder,
    data_folder,
    ensure_writable,
    read_or_make_secret,
)


def test_the_folder_comes_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("MESTIERI_DATA", str(tmp_path))
    assert data_folder() == tmp_path


def test_a_folder_that_cannot_be_made_is_refused_with_its_name(tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(UnusableDataFolder, match="cannot be used"):
        ensure_writable(file / "inside")


def test_checking_leaves_nothing_behind(tmp_path):
    ensure_writable(tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path):
    path = tmp_path / "secret-key"
    secret = read_or_make_secret(path)
    assert read_or_make_secret(path) == secret
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


def test_a_secret_that_is_too_short_is_refused(tmp_path):
    path = tmp_path / "secret-key"
    path.write_text("short")
    with pytest.raises(UnusableDataFolder, match="too short"):
        read_or_make_secret(path)
