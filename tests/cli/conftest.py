"""The command line as a person meets it: a folder with a small bank, commands, what they print."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from packgen.cli.terminal.group import packgen

STARTER = Path(__file__).parents[2] / "packgen" / "cli" / "starter"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the starter bank, made the current one."""
    shutil.copytree(STARTER, tmp_path / "school")
    monkeypatch.chdir(tmp_path / "school")
    return tmp_path / "school"


@pytest.fixture
def run():
    """Run a command line in this process; the result has `exit_code`, `stdout` and `stderr`."""

    def run(*args):
        result = CliRunner().invoke(packgen, [str(arg) for arg in args])
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def bundled(tmp_path, monkeypatch):
    """An empty folder, made the current one: commands use the bundled bank."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    return tmp_path / "empty"
