"""`packgen check`: which rules it tells of, for whom, and how it ends."""

import json

import pytest
import workplaces

from packgen.checks import spelling

ITEMS = """
    schema: 1
    items:
      - id: who
        kind: multiple-choice
        topic: "1"
        stem: Which of these was not there?
        options: [one, two, three]
        key: a
"""


@pytest.fixture
def bank(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    workplaces.a_bank(tmp_path, {"q.yaml": ITEMS})
    return tmp_path


def test_advice_does_not_fail_unless_it_is_asked_to(bank, run):
    told = run("check")
    assert "warning[negative-stem-without-emphasis]" in told.stderr
    assert "0 errors, 1 warning; 1 item without errors" in told.stderr
    assert told.exit_code == 0
    assert run("check", "--strict").exit_code == 1
    assert run("check", "--strict", "--ignore", "negative-*").exit_code == 0


def test_rules_are_chosen_on_the_line_and_in_the_settings(bank, run):
    assert "0 warnings" in run("check", "--select", "missing-*").stderr
    (bank / "packgen.toml").write_text('[check]\nignore = ["negative-*", "nothing-like-it"]\n')
    told = run("check").stderr
    assert "negative-stem" not in told
    assert "packgen.toml:2: warning[unknown-rule]: there is no rule nothing-like-it" in told


def test_a_rule_that_there_is_not_is_wrong_usage(bank, run):
    told = run("check", "--ignore", "negative-stem-without-emphasi")
    assert told.exit_code == 2
    assert "did you mean negative-stem-without-emphasis?" in told.stderr
    assert run("check", "--explain", "missing-*").exit_code == 2


def test_programs_read_json(bank, run):
    told = run("check", "--format", "json")
    (found,) = json.loads(told.stdout)["found"]
    assert found["rule"] == "negative-stem-without-emphasis"
    assert found["path"].endswith("q.yaml")
    assert found["line"] > 1
    assert told.stderr == ""


def test_pull_requests_read_workflow_commands(bank, run):
    (line,) = run("check", "--format", "github").stdout.splitlines()
    assert line.startswith("::warning file=")
    assert ",title=negative-stem-without-emphasis::" in line


def test_a_waiver_is_heard_and_told_when_it_is_idle(bank, run):
    path = bank / "questionbank" / "q.yaml"
    path.write_text(path.read_text() + "    waive: {negative-stem-without-emphasis: a riddle, near-duplicat: none}\n")
    told = run("check").stderr
    assert "negative-stem-without-emphasis]" not in told
    assert (
        "warning[unused-waiver]: there is no rule near-duplicat to waive\n  hint: did you mean near-duplicate?" in told
    )
    path.write_text(path.read_text().replace("not there", "**not** there"))
    assert "negative-stem-without-emphasis finds nothing here to waive" in run("check").stderr


def test_a_waiver_gives_a_reason(bank, run):
    path = bank / "questionbank" / "q.yaml"
    path.write_text(path.read_text() + '    waive: {negative-stem-without-emphasis: ""}\n')
    assert run("check").exit_code == 1


def test_rules_explain_themselves(run):
    assert "## near-duplicate" in run("check", "--explain", "near-duplicate").stdout
    assert "| [near-duplicate](#near-duplicate)" in run("check", "--rules").stdout


def test_it_is_said_that_spelling_was_not_looked_at(bank, run, monkeypatch):
    assert "spelling" not in run("check").stderr
    monkeypatch.setattr(spelling, "can_look", lambda: False)
    assert 'spelling was not looked at: pip install "packgen[spell]"\n' in run("check").stderr
