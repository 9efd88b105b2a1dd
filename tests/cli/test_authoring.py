"""`init`, `new`, `check`: from an empty folder to a bank of one's own."""

import re

import pytest

from packgen.cli.terminal.template import template
from packgen.load.kinds import load_kinds
from packgen.pipeline.workplace import open_workplace

KINDS = sorted(load_kinds([])[0])
COMMENTED = re.compile(r"^( *)# (?=[a-z_]+: )", re.MULTILINE)


def test_init_makes_a_bank_that_passes_check_and_prints(tmp_path, run, monkeypatch):
    assert run("init", tmp_path / "My bank").exit_code == 0
    monkeypatch.chdir(tmp_path / "My bank")
    checked = run("check")
    assert (checked.exit_code, checked.stderr) == (0, "0 errors, 0 warnings; 6 items without errors\n")
    assert run("make", "--seed", 1).exit_code == 0


@pytest.mark.parametrize("subject", ["maths", "science"])
def test_the_banks_of_other_subjects_pass_check_and_print(tmp_path, run, monkeypatch, subject):
    assert run("init", tmp_path / "bank", "--subject", subject).exit_code == 0
    monkeypatch.chdir(tmp_path / "bank")
    checked = run("check")
    assert (checked.exit_code, checked.stderr) == (0, "0 errors, 0 warnings; 20 items without errors\n")
    kinds = run("list", "--columns", "kind").stdout
    for kind in ("multiple-choice", "gap-fill", "matching-pairs", "chronological-order", "true-false", "short-answer"):
        assert kind in kinds
    assert "structured" in kinds
    assert "calculation" in kinds
    assert run("make", "--count", 20, "--seed", 1, "--layout", "worksheet").exit_code == 0


def test_init_leaves_a_full_folder_alone(tmp_path, run):
    (tmp_path / "packgen.toml").write_text('school = "ours"\n')
    refused = run("init", tmp_path)
    assert (refused.exit_code, "error[not-empty]" in refused.stderr) == (1, True)
    assert [p.name for p in tmp_path.iterdir()] == ["packgen.toml"]
    assert run("init", tmp_path, "--force").exit_code == 0
    assert (tmp_path / "packgen.toml").read_text() == 'school = "ours"\n'
    assert (tmp_path / "questionbank" / "rivers.yaml").is_file()


def test_init_does_not_write_over_a_file(tmp_path, run):
    (tmp_path / "bank").write_text("mine")
    assert run("init", tmp_path / "bank").exit_code == 1


def templates(folder, change=lambda text, kind: text):
    """Saves the template of every kind, its sources under ids of its own; each is made for the bank as it is now."""
    pool = open_workplace(folder).pool
    texts = {kind: change(template(pool, pool.kinds[kind]), kind) for kind in KINDS}
    for kind, text in texts.items():
        text = text.replace("my-source", f"source-of-{kind}")
        (folder / "questionbank" / f"new-{kind}.yaml").write_text(text, encoding="utf-8")
    return texts


def test_every_kinds_template_passes_check_as_it_is(folder, run):
    printed = run("new", "recall").stdout
    texts = templates(folder)
    assert all("# " in text for text in texts.values())
    assert printed == texts["recall"]
    assert run("check").stderr == f"0 errors, 0 warnings; {6 + len(KINDS)} items without errors\n"


def test_every_line_of_a_template_may_be_filled_in(folder, run):
    def filled_in(text, kind):
        return COMMENTED.sub(r"\1", text).replace(f"{kind}: ", f"# {kind}: ", 1)

    texts = templates(folder, filled_in)
    assert not [kind for kind, text in texts.items() if "# tags" in text]
    checked = run("check")
    assert "0 errors" in checked.stderr, checked.stderr
    assert f"{6 + len(KINDS)} items without errors" in checked.stderr, checked.stderr


def test_every_template_brings_the_sources_that_the_bank_lacks(folder, run):
    for name in ("sources", "rivers"):
        (folder / "questionbank" / f"{name}.yaml").unlink()
    texts = templates(folder)
    assert any("- id: my-source-2" in text for text in texts.values())
    assert run("check").stderr == f"0 errors, 0 warnings; {len(KINDS)} items without errors\n"


def test_every_kinds_template_prints_once_it_is_live(folder, run):
    templates(folder, lambda text, kind: text.replace("status: draft", "status: live"))
    result = run("make", *(word for kind in KINDS for word in ("--item", f"{kind}-1")), "--seed", 1)
    assert result.exit_code == 0, result.stderr
    assert f"in {len(KINDS)} questions" in result.output


def test_templates_that_are_saved_one_after_another_bring_sources_of_their_own(folder, run):
    kinds = ("interpretations-difference", "igcse-source-set", "alevel-extracts", "source-inference")
    for kind in kinds:
        (folder / "questionbank" / f"new-{kind}.yaml").write_text(run("new", kind).stdout, encoding="utf-8")
    assert run("check").stderr == f"0 errors, 0 warnings; {6 + len(kinds)} items without errors\n"


def test_a_template_has_an_id_that_no_broken_item_has(folder, run):
    (folder / "questionbank" / "broken.yaml").write_text("schema: 1\nitems: [{id: recall-1, kind: recall}]\n")
    assert "- id: recall-2\n" in run("new", "recall").stdout


def test_new_of_an_unknown_kind(folder, run):
    result = run("new", "describe-tow")
    assert (result.exit_code, "did you mean describe-two" in result.stderr) == (1, True)


def test_check_of_one_file_tells_only_of_it(folder, run):
    bank = folder / "questionbank"
    (bank / "one.yaml").write_text("schema: 1\nitems: [{id: one}]\n")
    (bank / "two.yaml").write_text("schema: 1\nitems: [{id: two}]\n")
    result = run("check", "questionbank/one.yaml")
    assert result.exit_code == 1
    assert "two.yaml" not in result.stderr
    assert run("check", "questionbank/rivers.yaml").exit_code == 0


def test_check_from_elsewhere(folder, run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for path in ("school", "school/questionbank", "school/packgen.toml", "school/questionbank/sources.yaml"):
        result = run("check", path)
        assert (result.exit_code, "0 errors" in result.stderr) == (0, True), result.stderr
    assert run("check", "nowhere").exit_code == 1


def test_check_of_a_layout(folder, run):
    own = folder / "layouts" / "plain"
    own.mkdir(parents=True)
    (own / "layout.yaml").write_text("schema: 1\nextends: worksheet\npurpos: Ours\n")
    for args in ([], ["layouts/plain"], ["layouts/plain/layout.yaml"]):
        result = run("check", *args)
        assert (result.exit_code, "purpos" in result.stderr) == (1, True)


def test_the_bundled_bank_has_no_errors(bundled, run):
    result = run("check")
    assert result.exit_code == 0, result.stderr


def test_a_bank_of_ones_own_goes_with_the_bundled_one(folder, run):
    (folder / "packgen.toml").write_text('banks = ["questionbank", "bundled"]\n')
    checked = run("check")
    assert (checked.exit_code, "0 errors" in checked.stderr) == (0, True), checked.stderr
