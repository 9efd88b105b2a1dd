"""A kind of a school's own: one file in its folder, and it is listed, has a template and a page, and prints."""

KIND = """\
schema: 1
kind: why-flood
shape: written
name: Why does it flood?
purpose: Two causes of a flood.
command_words: [Why does]
target: Knowledge of causes.
example: Why does the river flood?
rows:
  - {board: school, marks: 6, aos: {AO1: 6}, spaces: [{lines: 14}], rubric: flood-6}
  - {board: aqa, marks: 6, aos: {AO1: 4, AO2: 2}, spaces: [{lines: 20}], rubric: flood-6, own_knowledge: Use a map.}
"""
RUBRIC = """\
schema: 1
rubrics:
  - id: flood-6
    name: Floods
    levels:
      - {level: 1, marks: 1-3, verdict: Names.}
      - {level: 2, marks: 4-6, verdict: Explains.}
"""


def test_one_file_is_enough(folder, run):
    (folder / "kinds").mkdir()
    (folder / "kinds" / "why-flood.yaml").write_text(KIND, encoding="utf-8")
    (folder / "questionbank" / "ladder.yaml").write_text(RUBRIC, encoding="utf-8")
    assert "why-flood" in run("kinds").stdout
    template = run("new", "why-flood").stdout
    (folder / "questionbank" / "own.yaml").write_text(
        template.replace("status: draft", "status: live"), encoding="utf-8"
    )
    assert run("check").stderr.startswith("0 errors")
    assert run("make", "--item", "why-flood-1", "--board", "aqa", "--seed", 1).exit_code == 0
    assert run("kinds", "--docs", folder / "pages").exit_code == 0
    page = (folder / "pages" / "why-flood.md").read_text(encoding="utf-8")
    assert "| aqa | 6 | AO1 4, AO2 2 |" in page


def test_a_folder_that_cannot_be_written_is_a_message(folder, run):
    (folder / "pages").write_text("mine")
    result = run("kinds", "--docs", folder / "pages" / "more")
    assert (result.exit_code, "not-written" in result.stderr) == (1, True)
