"""Bad files: a located message with a hint each, all in one run, exit code 1, nothing half-written."""

import pytest

GOOD = """\
schema: 1
items:
  - id: extra
    kind: short-answer
    topic: r.1
    stem: What is it?
    marks: 1
    scheme: {answers: [that]}
"""

PARTS = """\
schema: 1
items:
  - id: extra
    kind: structured
    topic: r.1
    stem: Look at the map.
    marks: 5
    parts:
      - {kind: short-answer, stem: Where is it?, marks: 1, scheme: {answers: [there]}}
      - {kind: short-answer, stem: What is it?, marks: 1, scheme: {answers: [that]}}
"""

CASES = {
    "wrong yaml": (GOOD + '    note: "never closed\n', "yaml-syntax"),
    "unknown field": (GOOD.replace("marks:", "mark:"), "unknown-field"),
    "missing stimulus": (GOOD + "    stimuli: [nowhere]\n", "unknown-stimulus"),
    "duplicate id": (GOOD.replace("extra", "tributary"), "duplicate-id"),
    "duplicate key": (GOOD + "    stem: Again?\n", "duplicate-key"),
    "unknown topic": (GOOD.replace("r.1", "r.8"), "unknown-topic"),
    "unknown kind": (GOOD.replace("short-answer", "short-anser"), "unknown-kind"),
    "anchor": (GOOD.replace("stem: What", "stem: &a What"), "anchor"),
    "brackets": ("[" * 100_000, "too-deep"),
    "large file": ("# " + "x" * 50_000_000, "file-too-large"),
    "newer schema": ("schema: 2\nitems: []\nnew-things: []\n", "newer-schema"),
    "image outside": (GOOD.replace("stem: What is it?", 'stem: "![a map](../../map.png)"'), "picture"),
    "character without a font": (GOOD.replace("What is it?", "What is \U00013000?"), "missing-glyph"),
    "not UTF-8": ("\udcff", "utf8"),
    "tariff": (PARTS, "tariff-mismatch"),
}


def content(case):
    return CASES[case][0].encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("case", CASES)
def test_check_tells_where_and_what(folder, run, case):
    (folder / "questionbank" / "extra.yaml").write_bytes(content(case))
    result = run("check")
    assert result.exit_code == 1
    (first, *_) = [line for line in result.stderr.splitlines() if "error[" in line]
    assert "questionbank/extra.yaml" in first.replace("\\", "/")
    assert CASES[case][1] in first
    assert "hint: " in result.stderr


def test_a_folder_in_place_of_a_file(folder, run):
    (folder / "questionbank" / "extra.yaml").mkdir()
    result = run("check")
    assert result.exit_code == 1
    assert "error[not-a-file]" in result.stderr


def test_all_errors_come_in_one_run(folder, run):
    for n, case in enumerate(["wrong yaml", "brackets", "newer schema", "not UTF-8"]):
        (folder / "questionbank" / f"extra-{n}.yaml").write_bytes(content(case))
    result = run("check")
    assert result.stderr.count("error[") == 4
    assert "4 errors" in result.stderr.splitlines()[-1]


def test_make_goes_on_without_broken_items_and_counts_them(folder, run):
    (folder / "questionbank" / "extra.yaml").write_text(CASES["unknown kind"][0])
    result = run("make", "--seed", 1)
    assert result.exit_code == 0
    assert "1 item has errors and is left out" in result.stderr


@pytest.mark.parametrize("case", ["wrong yaml", "brackets", "newer schema"])
def test_make_stops_at_a_file_that_cannot_be_read(folder, run, case):
    (folder / "questionbank" / "extra.yaml").write_text(CASES[case][0])
    result = run("make", "--seed", 1)
    assert result.exit_code == 1
    assert "extra.yaml" in result.stderr
    assert not (folder / "output").exists()
    assert run("topics").exit_code == 0, "looking at the rest is still possible"


def test_make_stops_at_a_broken_item_that_was_asked_for(folder, run):
    (folder / "questionbank" / "extra.yaml").write_text(CASES["missing stimulus"][0])
    result = run("make", "--item", "extra", "--seed", 1)
    assert result.exit_code == 1
    assert "extra has errors" in result.stderr
    assert "packgen check" in result.stderr


@pytest.mark.parametrize("case", ["character without a font", "image outside"])
def test_make_tells_what_cannot_be_printed_and_where(folder, run, case):
    (folder / "questionbank" / "extra.yaml").write_text(CASES[case][0], encoding="utf-8")
    result = run("make", "--item", "extra", "--seed", 1)
    assert result.exit_code == 1
    assert "extra.yaml:6: error[" in result.stderr
    assert not (folder / "output").exists()


@pytest.mark.parametrize("text", ['schol = "x"\n', "[", "paper = 4\n", 'banks = ["nowhere"]\n'])
def test_wrong_settings_stop_every_command(folder, run, text):
    (folder / "packgen.toml").write_text(text)
    for command in (["topics"], ["make", "--seed", "1"], ["check"], ["list"]):
        result = run(*command)
        assert result.exit_code == 1
        assert "packgen.toml" in result.stderr


def test_a_bank_with_nothing_in_it(folder, run):
    for file in (folder / "questionbank").glob("*.yaml"):
        file.unlink()
    result = run("make", "--seed", 1)
    assert result.exit_code == 1
    assert "error[" in result.stderr
