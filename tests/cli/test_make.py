"""`packgen make`: what it writes, what it says, what it refuses."""

import json
import os

import pytest

from packgen.write import manifest


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_worksheet_its_scheme_and_its_record(folder, run):
    result = run("make", "--title", "Rivers quiz", "--seed", 7)
    assert (result.exit_code, result.stderr) == (0, "")
    names = sorted(files(folder / "output"))
    assert names == [
        "rivers-quiz/pack.json",
        "rivers-quiz/pupils/rivers-quiz-worksheet.pdf",
        "rivers-quiz/teachers/rivers-quiz-key.csv",
        "rivers-quiz/teachers/rivers-quiz-mark-scheme.pdf",
    ]
    printed = [line.split("  ")[0].replace(os.sep, "/") for line in result.stdout.splitlines()]
    assert sorted(printed[:-1]) == [f"output/{name}" for name in names]
    assert result.stdout.splitlines()[-1] == "12 marks in 6 questions, seed 7"


def test_the_same_seed_gives_the_same_bytes(folder, run):
    run("make", "--seed", 7, "-o", "one", "--versions", 2)
    run("make", "--seed", 7, "-o", "two", "--versions", 2)
    assert files(folder / "one") == files(folder / "two")


def test_without_a_seed_one_is_drawn_said_and_recorded(folder, run):
    result = run("make", "--count", 3, "--title", "t")
    seed = manifest.read(folder / "output" / "t").seed
    assert f"add --seed {seed} " in result.stderr
    again = run("make", "--count", 3, "--title", "t", "--seed", seed)
    assert again.exit_code == 0, "the recorded seed makes the same request"


def test_the_folders_own_seed_board_and_layout_count(folder, run):
    (folder / "packgen.toml").write_text('seed = 5\nout = "papers"\nschool = "Hill Road"\npaper = "letter"\n')
    assert run("make", "--title", "t").exit_code == 0
    record = manifest.read(folder / "papers" / "t")
    assert record.seed == 5
    assert record.settings == {"school": "Hill Road", "paper": "letter"}


def test_json_on_stdout_is_the_whole_of_stdout(folder, run):
    result = run("make", "--title", "t", "--seed", 1, "--json")
    said = json.loads(result.stdout)
    assert (said["slug"], said["seed"], said["marks"]) == ("t", 1, 12)
    assert {file["path"].rpartition(".")[2] for file in said["files"]} == {"pdf", "csv"}


def test_a_dry_run_says_what_it_would_choose_and_writes_nothing(folder, run):
    result = run("make", "--kind", "describe-two", "--kind", "multiple-choice", "--seed", 1, "--dry-run")
    assert result.exit_code == 0
    rows = [line.split() for line in result.stdout.splitlines()]
    assert [row[2] for row in rows[:2]] == ["describe-two", "multiple-choice"], "in the order asked for"
    assert not (folder / "output").exists()
    said = json.loads(run("make", "--item", "tributary", "--seed", 1, "--dry-run", "--json").stdout)
    assert said["questions"] == [{"id": "tributary", "kind": "short-answer", "topic": "r.1", "marks": 1}]


def test_pupils_pages_only(folder, run):
    run("make", "--title", "t", "--seed", 1, "--no-mark-scheme")
    assert sorted(files(folder / "output" / "t")) == ["pack.json", "pupils/t-worksheet.pdf"]


def test_tags_and_topics_narrow_the_choice(folder, run):
    assert "river-mouth" in run("make", "--tag", "skill=terms", "--seed", 1, "--dry-run").stdout
    assert "flood-diary" in run("make", "--topic", "r.2", "--seed", 1, "--dry-run").stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--topic", "r.2", "--marks", "40"], "asked for 40 marks on r.2; the bank has 4"),
        (["--topic", "7"], 'there is no topic "7"'),
        (["--kind", "describ-two"], "did you mean describe-two"),
        (["--item", "tributry"], "did you mean tributary?"),
        (["--tag", "skil=terms"], 'no item has a tag "skil"'),
        (["--layout", "worksheat"], "worksheat"),
        (["--board", "nobody"], "nobody"),
        (["--count", "9"], "asked for 9 items; the bank has 6"),
    ],
)
def test_what_cannot_be_met_is_said_and_nothing_is_written(folder, run, args, said):
    result = run("make", "--seed", 1, *args)
    assert result.exit_code == 1
    assert said in result.stderr
    assert result.stdout == ""
    assert not (folder / "output").exists()


@pytest.mark.parametrize(
    "args",
    [["--tag", "terms"], ["--marks", "0"], ["--marks", "x"], ["--date", "1.12.2026"], ["--paper", "b4"], ["--nope"]],
)
def test_wrong_usage_is_2(folder, run, args):
    result = run("make", *args)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_an_existing_pack_of_another_request_needs_force(folder, run):
    run("make", "--title", "t", "--seed", 1)
    before = files(folder / "output")
    result = run("make", "--title", "t", "--seed", 2)
    assert result.exit_code == 1
    assert "error[pack-exists]" in result.stderr
    assert "--force" in result.stderr
    assert files(folder / "output") == before
    assert run("make", "--title", "t", "--seed", 2, "--force").exit_code == 0
    assert files(folder / "output") != before


def test_all_that_is_asked_wrongly_is_said_in_one_run(folder, run):
    result = run("make", "--topic", "9", "--kind", "nope", "--item", "zzz", "--seed", 1)
    assert [line.split(":")[0] for line in result.stderr.splitlines() if line.startswith("error")] == [
        "error[unknown-topic]",
        "error[unknown-kind]",
        "error[unknown-item]",
    ]


def test_a_folder_with_a_space_and_a_title_in_cyrillic(folder, run, tmp_path):
    out = tmp_path / "My packs"
    assert run("make", "--title", "Реки", "--seed", 1, "-o", out).exit_code == 0
    (pack,) = out.iterdir()
    assert pack.name.isascii()


def test_everything_wrong_with_a_request_is_said_in_one_run(folder, run):
    result = run("make", "--layout", "exams", "--topic", "9", "--kind", "nothing", "--item", "nobody", "--board", "x")
    assert result.exit_code == 1
    for rule in ("unknown-layout", "unknown-topic", "unknown-kind", "unknown-item", "unknown-board"):
        assert f"error[{rule}]" in result.stderr


def test_what_the_bank_lacks_is_said_before_what_is_in_the_way(folder, run):
    run("make", "--title", "t", "--seed", 1)
    assert "too-few-marks" in run("make", "--title", "t", "--marks", 500).stderr


def test_the_board_of_the_marks_is_told(folder, run):
    assert "12 marks in 6 questions, seed 1" in run("make", "--seed", 1, "--title", "a").stdout
    assert " for edexcel, seed 1" in run("make", "--seed", 1, "--title", "b", "--board", "edexcel").stdout
    (folder / "packgen.toml").write_text('board = "aqa"\n')
    assert " for aqa; nothing was written" in run("make", "--seed", 1, "--dry-run").stdout
    (folder / "packgen.toml").write_text('board = "aqua"\n')
    wrong = run("make", "--seed", 1)
    assert (wrong.exit_code, "packgen.toml:1: error[unknown-board]" in wrong.stderr) == (1, True)


def test_marks_of_several_boards_are_told(bundled, run):
    said = run("make", "--item", "how-far-own-strengths", "--item", "mc-testament-1924", "--dry-run").stdout
    assert "(marks as in aqa and school); nothing" in said


def test_a_dry_run_prints_plain_text(folder, run):
    assert "infer from [flood-diary]" in run("make", "--item", "flood-diary-inference", "--dry-run").stdout


def test_a_title_that_fits_no_page_is_wrong_usage(folder, run):
    result = run("make", "--title", "x" * 3000)
    assert result.exit_code == 2
    assert "3000 characters" in result.stderr


def test_each_file_says_how_it_is_printed(folder, run):
    said = run("make", "--layout", "exam", "--seed", 1, "--title", "t", "--booklet", "--json")
    prints = {os.path.basename(file["path"]): file.get("print") for file in json.loads(said.stdout)["files"]}
    assert (prints["t-exam-booklet.pdf"]["paper"], prints["t-exam-booklet.pdf"]["sides"]) == ("A3", "duplex")
    line = next(line for line in run("remake", "output/t").stdout.splitlines() if "t-exam.pdf" in line)
    assert line.endswith(prints["t-exam.pdf"]["text"])


@pytest.mark.parametrize("written", ["4,6,2,3d,7,8", "04, 6, 2, 3(d), 7, 8", "4,6,2,3.4,7,8", "4,6,2,3 D,7,8"])
def test_questions_keep_the_numbers_of_their_papers(folder, run, written):
    result = run("make", "--title", "t", "--seed", 1, "--numbers", written)
    assert result.exit_code == 0, result.stderr
    assert manifest.read(folder / "output" / "t").request.numbers == ("4", "6", "2", "3d", "7", "8")


@pytest.mark.parametrize("written", ["", "4,,6", "0", "a", "4;6", "3.27", "1000", "-1"])
def test_what_is_no_question_number_is_wrong_usage(folder, run, written):
    result = run("make", "--title", "t", "--numbers", written)
    assert result.exit_code == 2
    assert "is no question number" in result.stderr


def test_too_few_numbers_are_refused_in_plain_words(folder, run):
    result = run("make", "--title", "t", "--seed", 1, "--numbers", "4,6")
    assert result.exit_code == 1
    assert "2 question numbers are given (4, 6) for 6 questions" in result.stderr


@pytest.mark.parametrize(("asked", "up"), [(["--two-up"], "copies"), (["--two-up", "pages"], "pages"), ([], "")])
def test_two_pages_to_a_sheet_and_mono_are_recorded(folder, run, asked, up):
    assert run("make", "--title", "t", "--seed", 1, *asked, "--mono").exit_code == 0
    request = manifest.read(folder / "output" / "t").request
    assert (request.two_up, request.mono) == (up, True)
