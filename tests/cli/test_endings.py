"""How a run ends: exit codes, a console that lacks letters, a bug, Ctrl-C, shell completion."""

import ast
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import pytest

from packgen import registry
from packgen.cli.terminal import group


def program(*args, env=None, **options):
    return subprocess.run(
        [sys.executable, "-m", "packgen", *args],
        capture_output=True,
        env={**os.environ, **(env or {})},
        check=False,
        timeout=60,
        **options,
    )


def test_help_lists_every_command_without_importing_any(run):
    listed = run("--help").stdout
    for name in registry.names("cli"):
        command = registry.get("cli", name)
        assert isinstance(command, click.Command)
        assert command.name == name
        module = Path(group.ROOM, f"{name}.py").read_text(encoding="utf-8")
        line = ast.get_docstring(ast.parse(module)).splitlines()[0]
        assert f"{name} " in listed
        assert line[:30] in listed


def test_importing_the_group_imports_nothing_heavy():
    code = (
        "import sys, packgen.cli.terminal.group as g\n"
        "try: g.packgen(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'msgspec', 'yaml', 'reportlab', 'jinja2', 'markdown_it', 'PIL', 'packgen.model'} & set(sys.modules)\n"
        "sys.exit(repr(heavy) if heavy else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["--version", "--help", "make --help", "check --help", "new --help"])
def test_help_and_version_end_with_0(run, name):
    assert run(*name.split()).exit_code == 0


def test_an_unknown_command_is_wrong_usage(run):
    result = run("mak")
    assert result.exit_code == 2


def test_a_bug_gives_a_log_and_no_traceback(folder, run, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("packgen.load.rows.holdings", lambda pool: 1 / 0)
    result = run("topics")
    assert result.exit_code == 70
    (log,) = tmp_path.glob("packgen-*.log")
    assert str(log) in result.stderr
    assert "ZeroDivisionError" in log.read_text()


def test_ctrl_c_is_130_and_leaves_nothing(folder, run, monkeypatch):
    from packgen.write.pdf import Writer

    write, files = Writer.write, []

    def interrupted(self, printable):
        files.append(printable)
        if len(files) == 3:
            raise KeyboardInterrupt
        return write(self, printable)

    monkeypatch.setattr(Writer, "write", interrupted)
    result = run("make", "--seed", 1, "--versions", 2)
    assert result.exit_code == 130
    assert not (folder / "output").exists()


def test_ctrl_c_before_the_command_line_is_loaded_has_no_traceback():
    code = (
        "import builtins, sys\n"
        "real = builtins.__import__\n"
        "def interrupted(name, *rest):\n"
        "    if name == 'click': raise KeyboardInterrupt\n"
        "    return real(name, *rest)\n"
        "builtins.__import__ = interrupted\n"
        "from packgen.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stderr.split()) == (130, [b"interrupted"])


def test_a_console_without_cyrillic_does_not_crash(folder):
    file = folder / "questionbank" / "rivers.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("What is a tributary?", "Сталин?"), encoding="utf-8")
    done = program("list", env={"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert b"??????" in done.stdout


def test_a_reader_that_stops_reading_is_no_bug(folder):
    code = f'"{sys.executable}" -m packgen kinds | head -c 1'
    done = subprocess.run(["sh", "-c", code], capture_output=True, cwd=folder, check=False)
    assert b"bug" not in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_is_no_bug(folder):
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "packgen", "kinds"], stdout=full, stderr=subprocess.PIPE, cwd=folder, check=False
        )
    assert done.returncode == 1
    assert b"error[disk-full]" in done.stderr


def test_whatever_is_registered_for_the_end_is_done_and_what_was_said_arrives(folder):
    code = (
        "import atexit, sys\n"
        "atexit.register(print, 'the end')\n"
        "sys.argv = ['packgen', 'list', '--topic', 'nope']\n"
        "from packgen.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=folder, check=False)
    assert done.stdout.endswith(b"the end" + os.linesep.encode())
    assert done.returncode == 1


def test_completion_offers_ids_topics_and_kinds(folder):
    def offered(words, n):
        env = {"_PACKGEN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(n)}
        done = subprocess.run(
            [sys.executable, "-c", "from packgen.__main__ import main; import sys; sys.argv[0]='packgen'; main()"],
            capture_output=True,
            text=True,
            cwd=folder,
            env={**os.environ, **env},
            check=False,
        )
        return [line.partition(",")[2] for line in done.stdout.splitlines()]

    assert offered("packgen show tri", 2) == ["tributary"]
    assert offered("packgen make --topic r.", 3) == ["r.1", "r.2"]
    assert "describe-two" in offered("packgen new desc", 2)
    assert "make" in offered("packgen m", 1)
    assert "worksheet" in offered("packgen make --layout w", 3)
    assert offered("packgen list --board ed", 3) == ["edexcel"]


def test_colours_only_on_a_terminal(folder, run):
    assert "\x1b[" not in run("make", "--topic", "9").stderr
