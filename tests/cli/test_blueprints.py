"""Blueprints on the command line."""

import json

import pytest

from packgen.load.bundled import bundled_bank

SHIPPED = sorted(path.stem for path in (bundled_bank() / "blueprints").glob("*.yaml"))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_blueprint_that_comes_with_packgen_can_be_filled(bundled, run, name):
    result = run("make", name, "--seed", 1, "--dry-run", "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["questions"]


def test_blueprints_are_listed(bundled, run):
    result = run("blueprints")
    assert [line.split()[0] for line in result.stdout.splitlines()[1:]] == SHIPPED
    assert result.stderr == ""


def test_a_pack_by_a_blueprint_is_made_and_made_again(folder, run):
    (folder / "blueprints").mkdir()
    (folder / "blueprints" / "ours.yaml").write_text(
        "schema: 1\npurpose: Ours\ntitle: Our test\nlayout: exam\nversions: 2\n"
        "sections:\n  - {title: A, slots: [{count: 1}]}\n  - {title: B, slots: [{count: 2}]}\n"
    )
    result = run("make", "ours", "--seed", 4)
    assert result.exit_code == 0, result.stderr
    record = json.loads((folder / "output" / "our-test" / "pack.json").read_text())
    assert record["request"]["blueprint"]["name"] == "ours"
    assert record["sections"] == [["A", 1], ["B", 2]]
    again = run("remake", "output/our-test/pack.json")
    assert again.exit_code == 0, again.stderr
    assert "every file has the recorded bytes" in again.stderr


def test_an_unknown_blueprint_and_a_wrong_one(folder, run):
    result = run("make", "no-such-plan")
    assert result.exit_code == 1
    assert "there is no blueprint no-such-plan" in result.stderr
    (folder / "mine.yaml").write_text("schema: 1\npurpose: Mine\nslots: [{kinds: [no-such-kind]}]\n")
    result = run("make", "mine.yaml")
    assert result.exit_code == 1
    assert result.stderr.startswith("mine.yaml:3: error[unknown-kind]")


def test_versions_with_questions_of_their_own_come_with_a_certificate(bundled, run):
    result = run("make", "end-of-unit", "--seed", 2, "--out", "out", "--title", "Test", "--json")
    assert result.exit_code == 0, result.stderr
    record = json.loads((bundled / "out" / "test" / "pack.json").read_text())
    assert len(record["forms"]) == 2
    assert not set(record["forms"][0]) & set(record["forms"][1])
    (page,) = [file for file in record["files"] if file["path"] == "teachers/test-fairness.pdf"]
    assert page["pages"] == 1
    figures = json.loads((bundled / "out" / "test" / "teachers" / "test-fairness.json").read_text())
    assert {each["marks"] for each in figures["versions"]} == {40}
    assert len({each["pages"] for each in figures["versions"]}) == 1
    again = run("remake", "out/test/pack.json")
    assert "every file has the recorded bytes" in again.stderr


def test_a_plan_shows_a_paper_its_sums_and_how_many_there_are(bundled, run):
    result = run("plan", "edexcel-style-mock", "--seed", 3)
    assert result.exit_code == 0, result.stderr
    assert "40 marks in 4 questions" in result.stdout
    assert "AO3 4" in result.stdout
    assert "such papers" in result.stdout
    found = json.loads(run("plan", "edexcel-style-mock", "--seed", 3, "--json").stdout)
    assert sum(found["topics"].values()) == 40
    assert sum(found["objectives"].values()) == 40
    assert not list(bundled.iterdir())


@pytest.mark.parametrize("name", ["retrieval-quiz", "one-page-worksheet"])
def test_what_is_to_fit_one_page_does(bundled, run, name):
    result = run("make", name, "--seed", 6, "--out", "out", "--title", "Test", "--no-mark-scheme")
    assert result.exit_code == 0
    assert result.stderr == ""
    (file,) = json.loads((bundled / "out" / "test" / "pack.json").read_text())["files"]
    assert file["pages"] == 1


def test_a_dry_run_shows_the_first_of_versions_with_their_own_questions(bundled, run):
    result = run("make", "end-of-unit", "--seed", 2, "--dry-run")
    assert "40 marks in 15 questions" in result.stdout
    assert "version A of 2 with questions of their own; nothing was written" in result.stdout
    assert len(json.loads(run("make", "end-of-unit", "--seed", 2, "--dry-run", "--json").stdout)["forms"]) == 2
