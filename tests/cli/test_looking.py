"""`list`, `show`, `topics`, `kinds`, `layouts`: what the bank holds."""

from packgen.cli.terminal import table


def test_list_has_a_line_for_each_question(folder, run):
    result = run("list")
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()] == [
        "abrasion",
        "flood-diary-inference",
        "meander-erosion",
        "river-mouth",
        "tributary",
        "waterfall-features",
    ]
    assert "Describe two features of a waterfall." in result.stdout


def test_list_prints_plain_text(folder, run):
    said = run("list", "flood").stdout
    assert "infer from [flood-diary] about the flood" in said
    file = folder / "questionbank" / "rivers.yaml"
    file.write_text(
        file.read_text().replace("stem: What is a tributary?", 'stem: "What is a *tributary* of a **river**, H~2~O?"')
        + "  - id: agree\n    kind: how-far-do-you-agree\n    topic: r\n    statement: Rivers *always* flood.\n"
        "    stem: How far do you agree?\n    scheme: {indicative: [{points: [No]}]}\n"
    )
    assert "What is a tributary of a river, H2O?" in run("list", "tributary").stdout
    assert "\u2018Rivers always flood.\u2019 How far do you agree?" in run("list", "always").stdout


def test_list_by_words_topic_kind_and_tag(folder, run):
    assert run("list", "MEANDER", "bank").stdout.split()[0] == "meander-erosion"
    assert run("list", "--topic", "r.2").stdout.split()[0] == "flood-diary-inference"
    assert run("list", "river", "--kind", "multiple-choice", "--tag", "skill=terms").stdout.split()[0] == "river-mouth"


def test_list_says_if_nothing_fits_or_a_name_is_wrong(folder, run):
    assert run("list", "volcano").stderr == "no question fits\n"
    wrong = run("list", "--kind", "describe-too")
    assert wrong.exit_code == 1
    assert "did you mean describe-two" in wrong.stderr


def test_list_shows_drafts_as_drafts(folder, run):
    file = folder / "questionbank" / "rivers.yaml"
    file.write_text(file.read_text().replace("    id: abrasion", "").replace("status: live", "status: draft"))
    assert run("list", "tributary").stdout.count("(draft)") == 1


def test_show_prints_stem_sources_options_and_scheme(folder, run):
    out = run("show", "flood-diary-inference").stdout
    assert "Source A (flood-diary): From the diary of a shopkeeper" in out
    assert "The water came over the bridge at midnight" in out
    assert "[4]" in out
    assert out.index("Mark scheme") < out.index("There was no warning")
    options = run("show", "meander-erosion").stdout
    assert "key: " in options
    assert "On the outside of the bend" in options


def test_show_says_where_the_question_stands(folder, run):
    assert "rivers.yaml:37" in run("show", "tributary").stdout


def test_show_of_a_draft_and_of_nothing(folder, run):
    file = folder / "questionbank" / "rivers.yaml"
    file.write_text(file.read_text().replace("status: live", "status: draft"))
    shown = run("show", "tributary")
    assert (shown.exit_code, "draft" in shown.stdout) == (0, True)
    assert run("show", "tributaries").exit_code == 1


def test_topics_count_the_live_questions_below_them(folder, run):
    assert run("topics").stdout.splitlines() == [
        "r  Rivers  (6)",
        "  r.1  How rivers shape the land  (5)",
        "  r.2  Floods  (1)",
    ]


def test_topics_stand_in_the_order_of_their_numbers(folder, run):
    file = folder / "questionbank" / "topics.yaml"
    file.write_text(file.read_text() + "  - {id: r.10, title: Deltas}\n")
    assert run("topics").stdout.splitlines()[-1] == "  r.10  Deltas  (0)"


def test_kinds_have_boards_and_marks(folder, run):
    lines = {line.split()[0]: line for line in run("kinds").stdout.splitlines()}
    assert "aqa 16+4 SPaG" in lines["how-far-do-you-agree"]
    assert "aqa 4" in lines["describe-two"]


def test_layouts_are_listed_with_their_purpose(folder, run):
    lines = [line.split()[:3] for line in run("layouts").stdout.splitlines()]
    assert ["worksheet", "pupils", "simplex"] in lines
    assert ["exam", "pupils", "duplex"] in lines


def test_a_layout_is_shown_with_its_options_strings_and_companions(folder, run):
    own = folder / "layouts" / "plain"
    own.mkdir(parents=True)
    (own / "layout.yaml").write_text(
        "schema: 1\nextends: exam\npurpose: Ours\noptions: {lines_most: 7}\nstrings: {kind: Mock}\n"
    )
    shown = run("layouts", "--show", "plain").stdout.splitlines()
    assert shown[0] == "plain: Ours"
    rows = [line.split() for line in shown]
    assert ["lines_most", "7", "0", "a", "whole", "number"] in rows
    assert ["part_numbers", "letters", "letters", "decimal,", "letters"] in rows
    assert ["kind", "Mock"] in rows
    assert ["made", "with", "it", "exam-mark-scheme,", "source-booklet"] in rows


def test_a_layout_that_is_not_there_is_told_with_one_that_is(folder, run):
    wrong = run("layouts", "--show", "worksheat")
    assert (wrong.exit_code, "did you mean worksheet?" in wrong.stderr) == (1, True)


def test_a_folders_own_layout_is_listed_and_used(folder, run):
    own = folder / "layouts" / "plain"
    own.mkdir(parents=True)
    (own / "layout.yaml").write_text("schema: 1\nextends: worksheet\npurpose: Ours\n")
    assert "Ours" in run("layouts").stdout
    assert run("make", "--layout", "plain", "--seed", 1).exit_code == 0


def test_the_last_column_fits_the_terminal(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(table.sys.stdout, "isatty", lambda: True, raising=False)
    table.show([("id", "a stem that is far too long for a line of forty"), ("longer-id", "short")])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 40
    assert lines[0].endswith("…")
