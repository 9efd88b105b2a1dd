"""Bank folders become a pool; what is broken is located, left out, and hurts nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from banks import BANK, ITEM, PARTS, STIMULI, TOPICS, good, items, load, rules, write
from hypothesis import given
from hypothesis import strategies as st

from packgen.diagnostics import has_errors
from packgen.load.bundled import bundled_bank
from packgen.load.pool import load_pool


def test_the_bundled_bank_is_without_faults() -> None:
    pool, problems = load_pool([bundled_bank()])
    assert [str(p) for p in problems] == []
    assert len(pool.items) >= 40
    assert pool.broken == ()
    assert {item.value.kind for item in pool.items.values()} <= set(pool.kinds)


def test_an_item_knows_its_place_its_lines_and_its_bank(tmp_path: Path) -> None:
    pool, problems = load(tmp_path, items=ITEM)
    assert problems == ()
    found = pool.items["who"]
    assert found.value.topic == "1.1"
    assert found.value.lang == "en-GB"
    assert found.bank == str(tmp_path)
    assert found.place.line == 4
    assert found.at("stem").line == 6
    assert found.at("scheme.answers.0").line == 8
    assert pool.banks[0].subject == "History"


def test_an_item_wins_over_its_files_defaults_and_tags_merge(tmp_path: Path) -> None:
    text = """\
    schema: 1
    lang: cy
    defaults: {topic: "1", tags: {skill: recall, unit: russia}, author: A, boards: [aqa]}
    items:
      - {id: a, kind: short-answer, stem: Who?, marks: 1, scheme: {answers: [He]}, tags: {skill: cause}, author: B}
      - {id: b, kind: short-answer, stem: Who?, marks: 1, scheme: {answers: [He]}, topic: "2", lang: ru}
    """
    pool, problems = load(tmp_path, items=text)
    assert problems == ()
    a, b = pool.items["a"].value, pool.items["b"].value
    assert (a.topic, a.tags, a.author, a.lang, a.boards) == (
        "1",
        {"skill": "cause", "unit": "russia"},
        "B",
        "cy",
        ("aqa",),
    )
    assert (b.topic, b.tags, b.author, b.lang) == ("2", {"skill": "recall", "unit": "russia"}, "A", "ru")


def test_the_digest_follows_the_content_not_the_layout_of_the_file(tmp_path: Path) -> None:
    def digest(folder: str, text: str) -> str:
        return load(tmp_path / folder, items=text)[0].items["who"].digest

    first = digest("a", ITEM)
    turned = """\
    schema: 1
    items:
      - stem: "Who was General Secretary?"   # as before
        id: who
        scheme:
          answers: ["Stalin"]
        topic: '1.1'
        kind: short-answer
        marks: 1
    """
    assert digest("b", turned) == first
    assert digest("c", ITEM.replace("Who was", "Who became")) != first
    assert digest("d", ITEM.replace('"1.1"', '"1"')) != first


def test_several_banks_under_one_root_keep_their_own_language(tmp_path: Path) -> None:
    write(tmp_path / "history", items=items(good("a")))
    write(
        tmp_path / "russian",
        bank="schema: 1\nsubject: Russian\nlang: ru\n",
        topics="schema: 1\ntopics: [{id: ru, title: Words}]\n",
        stimuli="schema: 1\nstimuli: []\n",
        items=items(good("b")).replace('"1.1"', "ru"),
    )
    pool, problems = load_pool([tmp_path])
    assert problems == ()
    assert [bank.subject for bank in pool.banks] == ["History", "Russian"]
    assert pool.items["b"].value.lang == "ru"
    assert pool.items["b"].bank == str(tmp_path / "russian")


# --- one broken thing at a time -------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "rule", "line"),
    [
        ("- {id: x, kind: short-answer, stem: Who?, answers: []}", "unknown-field", 4),
        ("- {id: x, kind: short-answer}", "missing-field", 4),
        ("- {id: x, stem: Who?}", "missing-field", 4),
        ("- {kind: short-answer, stem: Who?}", "missing-field", 4),
        ("- id: x\n  kind: shrot-answer\n  stem: Who?", "unknown-kind", 5),
        ("- id: X Y\n  kind: short-answer\n  stem: Who?", "bad-form", 4),
        ("- id: x\n  kind: short-answer\n  stem: Who?\n  topic: '9'", "unknown-topic", 7),
        ("- id: x\n  kind: short-answer\n  stem: Who?\n  marks: many", "wrong-type", 7),
        ("- id: x\n  kind: short-answer\n  stem: Who?\n  marks: 0", "out-of-range", 7),
        ("- id: x\n  kind: short-answer\n  stem: Who?\n  checked: 1/2/26", "wrong-type", 7),
        ("- id: x\n  kind: short-answer\n  stem: Who?\n  status: finished", "bad-choice", 7),
        ("- id: x\n  kind: short-answer\n  stem: Who?\n  facility: 1.2", "out-of-range", 7),
        ("- id: x\n  kind: short-answer\n  stem: Who?\n  facility: nan", "out-of-range", 7),
        ("- id: x\n  kind: short-answer\n  stem: Who?\n  boards: [aqua]", "unknown-board", 7),
        ("- id: x\n  kind: short-answer\n  stem: ' '\n  marks: 1\n  scheme: {answers: [a]}", "empty-stem", 6),
        ("- id: x\n  kind: source-utility\n  stem: Useful?\n  marks: 8\n  stimuli: [leter]", "unknown-stimulus", 8),
        ("- id: x\n  kind: source-utility\n  stem: Useful?\n  marks: 8\n  stimuli: [view]", "stimulus-type", 8),
        ("- id: x\n  kind: source-utility\n  stem: Useful?\n  marks: 8", "stimuli-count", 4),
        ("- id: x\n  kind: source-utility\n  stem: Useful?\n  stimuli: [letter, letter]", "duplicate-stimulus", 7),
        ("- id: x\n  kind: explain-why\n  stem: Why?\n  marks: 13", "tariff-mismatch", 7),
        ("- id: x\n  kind: short-answer\n  stem: Who?\n  marks: 2\n  aos: {AO1: 3}", "aos-mismatch", 8),
        ("- id: x\n  kind: short-answer\n  stem: Who?\n  marks: 2\n  scheme: {rubric: none}", "unknown-rubric", 8),
        ("- id: x\n  kind: short-answer\n  stem: Who?\n  lines: {lines: 3, least: 4}", "bad-range", 7),
        ("- just words", "wrong-type", 4),
        ("- id: x\n  kind: short-answer\n  stem: &a Who?", "anchor", 6),
    ],
)
def test_a_broken_item_is_located_and_the_others_load(tmp_path: Path, item: str, rule: str, line: int) -> None:
    text = items(item + "\n" + good("fine"))
    pool, problems = load(tmp_path, items=text)
    assert (rule, f"items.yaml:{line}") in rules(problems)
    assert all(p.hint for p in problems)
    assert list(pool.items) == ["fine"]
    assert len(pool.broken) == 1


def test_all_errors_come_in_one_run_in_the_order_of_the_files(tmp_path: Path) -> None:
    text = items(
        """\
        - id: a
          kind: short-answer
          stme: Who?
          marks: 300
        - id: b
          kind: nothing
          stem: Who?
          marks: x
        """
    )
    _, problems = load(tmp_path, items=text, stimuli=STIMULI + "  - {id: letter, text: again}\n")
    assert rules(problems) == [
        ("missing-field", "items.yaml:4"),
        ("unknown-field", "items.yaml:6"),
        ("out-of-range", "items.yaml:7"),
        ("unknown-kind", "items.yaml:9"),
        ("wrong-type", "items.yaml:11"),
        ("duplicate-id", "stimuli.yaml:12"),
    ]
    assert problems[1].hint.startswith("did you mean stem")


def test_what_a_slip_does_not_hide_is_said_in_the_same_run(tmp_path: Path) -> None:
    text = items(
        """\
        - id: a
          kind: source-utility
          stem: Useful?
          marks: 8
          colour: red
          checked: soon
          stimuli: [nowhere]
          topic: "9"
          scheem: {indicative: [{points: [one]}]}
        - id: b
          kind: structured
          stem: Parts
          parts:
            - {kind: short-answer, stem: "", marks: 1, scheme: {answers: [x]}, note: {}}
            - {kind: short-answer, stem: B, marks: 1, id: own, scheme: {rubric: none}}
        """
    )
    pool, problems = load(tmp_path, items=text)
    assert rules(problems) == [
        ("unknown-field", "items.yaml:8"),
        ("wrong-type", "items.yaml:9"),
        ("unknown-stimulus", "items.yaml:10"),
        ("unknown-topic", "items.yaml:11"),
        ("unknown-field", "items.yaml:12"),
        ("empty-stem", "items.yaml:17"),
        ("wrong-type", "items.yaml:17"),
        ("no-mark-scheme", "items.yaml:18"),
        ("unknown-field", "items.yaml:18"),
        ("unknown-rubric", "items.yaml:18"),
    ]
    assert not pool.items
    assert pool.broken == ("a", "b")


def test_an_item_is_not_its_own_enemy(tmp_path: Path) -> None:
    _, problems = load(tmp_path, items=items(good("a").replace("marks:", "enemies: [a], marks:")))
    assert [p.rule for p in problems] == ["own-enemy"]


def test_a_duplicate_id_names_both_places(tmp_path: Path) -> None:
    pool, problems = load(tmp_path, items=items(good("a")), more=items(good("a")))
    assert rules(problems) == [("duplicate-id", "more.yaml:4")]
    assert "items.yaml:4" in problems[0].message
    assert list(pool.items) == ["a"]
    assert len(pool.broken) == 1


def test_a_wrong_default_is_said_once_and_breaks_only_what_relies_on_it(tmp_path: Path) -> None:
    text = """\
    schema: 1
    defaults: {topic: "1.1", tier: Highest, colour: red}
    items:
      - {id: a, kind: short-answer, stem: Who?, marks: 1, scheme: {answers: [He]}}
      - {id: b, kind: short-answer, stem: Who?, marks: 1, scheme: {answers: [He]}, tier: core}
      - {id: c, kind: short-answer, stem: Who?, marks: 1, scheme: {answers: [He]}}
    """
    pool, problems = load(tmp_path, items=text)
    assert rules(problems) == [("bad-choice", "items.yaml:2"), ("unknown-field", "items.yaml:2")]
    assert list(pool.items) == ["b"]


def test_what_names_something_broken_says_to_mend_that_first(tmp_path: Path) -> None:
    use = "- {id: x, kind: source-utility, stem: Useful?, marks: 8, stimuli: [letter], boards: [aqa]}\n"
    _, problems = load(tmp_path, items=items(use), stimuli=STIMULI.replace("text: He", "txt: He"))
    assert ("broken-stimulus", "items.yaml:4") in rules(problems)
    assert "unknown-stimulus" not in [p.rule for p in problems]


@pytest.mark.parametrize(
    ("stimulus", "rule"),
    [
        ("{id: x}", "empty-stimulus"),
        ("{id: x, picture: {file: none.png, alt: A map}}", "no-picture"),
        ("{id: x, picture: {file: ../outside.png, alt: A map}}", "picture-outside"),
        ("{id: x, picture: {file: /etc/passwd, alt: A map}}", "picture-outside"),
        ("{id: x, picture: {file: 'C:\\map.png', alt: A map}}", "picture-outside"),
        ("{id: x, picture: {file: 'https://example.org/a.png', alt: A map}}", "picture-outside"),
        ("{id: x, picture: {file: none.png, alt: ''}}", "no-alt-text"),
        ("{id: x, text: words, topic: '7'}", "unknown-topic"),
        ("{id: x, text: words, type: cartoon}", "bad-choice"),
    ],
)
def test_a_broken_stimulus(tmp_path: Path, stimulus: str, rule: str) -> None:
    pool, problems = load(tmp_path, stimuli=f"schema: 1\nstimuli:\n  - {stimulus}\n")
    assert (rule, "stimuli.yaml:3") in rules(problems)
    assert pool.stimuli == {}


@pytest.mark.parametrize(
    ("levels", "rule"),
    [
        ("[]", "no-levels"),
        ("[{level: 1, marks: 1-3, verdict: a}, {level: 2, marks: 5-6, verdict: b}]", "ladder-bands"),
        ("[{level: 1, marks: 1-3, verdict: a}, {level: 2, marks: 3-6, verdict: b}]", "ladder-bands"),
        ("[{level: 1, marks: 3-1, verdict: a}]", "ladder-bands"),
        ("[{level: 1, marks: 1, verdict: a}, {level: 1, marks: 2, verdict: b}]", "duplicate-level"),
        ("[{level: 0, marks: 0, verdict: a}]", "out-of-range"),
        ("[{level: 1, marks: 0, verdict: a}, {level: 2, marks: 1-2, verdict: a}]", "zero-level"),
        ("[{level: 1, marks: some, verdict: a}]", "bad-form"),
    ],
)
def test_a_broken_ladder(tmp_path: Path, levels: str, rule: str) -> None:
    pool, problems = load(tmp_path, rubrics=f"schema: 1\nrubrics:\n  - {{id: mine, name: Mine, levels: {levels}}}\n")
    assert rule in [p.rule for p in problems]
    assert "mine" not in pool.rubrics


def test_a_ladder_must_reach_the_marks_of_the_question(tmp_path: Path) -> None:
    rubric = "schema: 1\nrubrics:\n  - {id: mine, name: M, levels: [{level: 1, marks: 1-3, verdict: a}]}\n"
    use = "- {id: x, kind: short-answer, stem: Who?, marks: 4, scheme: {rubric: mine, points: [a]}}\n"
    _, problems = load(tmp_path, rubrics=rubric, items=items(use))
    assert rules(problems) == [("ladder-mismatch", "items.yaml:4")]
    pool, problems = load(tmp_path, rubrics=rubric, items=items(use.replace("marks: 4", "marks: 3")))
    assert problems == ()
    assert list(pool.items) == ["x"]


def test_a_banks_rubric_takes_the_place_of_packgens_own(tmp_path: Path) -> None:
    own = "schema: 1\nrubrics:\n  - {id: utility-l4x8, name: Ours, levels: [{level: 1, marks: 1-8, verdict: a}]}\n"
    pool, problems = load(tmp_path, rubrics=own)
    assert problems == ()
    assert pool.rubrics["utility-l4x8"].value.name == "Ours"


def test_a_topic_without_the_one_above_it_is_a_warning(tmp_path: Path) -> None:
    _, problems = load(tmp_path, topics='schema: 1\ntopics:\n  - {id: "3.1.4", title: T}\n')
    assert rules(problems) == [("no-parent-topic", "topics.yaml:3")]
    assert not has_errors(problems)


# --- many and anything ----------------------------------------------------------------


NOISE = ("", "\n", "  ", "- ", ": ", "x", "{", "]", "'", "0", "~", "&a ", "*a", "\x00", "é")
SOUND = BANK, TOPICS, STIMULI, ITEM, items(PARTS)


@given(st.data())
def test_a_mutated_bank_never_raises(tmp_path: Path, data: st.DataObject) -> None:
    names = ("bank", "topics", "stimuli", "items", "parts")
    files = dict(zip(names, SOUND, strict=True))
    name = data.draw(st.sampled_from(names))
    text = files[name]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        upto = data.draw(st.integers(at, min(len(text), at + 12)))
        new = data.draw(st.sampled_from(NOISE))
        text = text[:at] + new + text[upto:]
    pool, problems = load(tmp_path, **{**files, name: text})
    assert all(str(problem) for problem in problems)
    if text == files[name]:
        assert not has_errors(problems)
    assert all(found.value.id == id for id, found in pool.items.items())
