"""Cases that a rule must tell from what it finds: mostly what it must leave alone."""

from __future__ import annotations

import example_banks
import pytest

from packgen.checks.run import run_checks
from packgen.model.config import RuleChoice

CHOICE = """\
items:
  - id: q
    kind: multiple-choice
    stem: "{stem}"
    options: [{options}]
    key: a
"""
SHORT = """\
items:
  - id: q
    kind: short-answer
    stem: "{stem}"
    marks: {marks}
    scheme: {{answers: [{answers}]}}
"""


def found(folder, rule: str, text: str) -> bool:
    pool, problems = example_banks.load(folder, text)
    assert [str(problem) for problem in problems] == []
    return bool(run_checks(pool, RuleChoice(select=(rule,)), example_banks.TODAY))


@pytest.mark.parametrize(
    ("rule", "stem", "options", "told"),
    [
        ("article-cue", "It was an", "army, office, enrolment", False),
        ("article-cue", "He wanted a", "union, one-party state, European war", False),
        ("article-cue", "It lasted an", "hour, week, month", True),
        ("article-cue", "It was a/an", "army, campaign, vote", False),
        ("article-cue", "What was the plan?", "army, campaign, vote", False),
        ("overlapping-ranges", "When?", "1921-24, 1925-28, 1929-32", False),
        ("overlapping-ranges", "When?", "1921-24, 1924-28, 1929-32", True),
        ("overlapping-ranges", "How many?", "under 10, 10-20, over 20", False),
        ("overlapping-ranges", "How many?", "under 10, 9-20, over 20", True),
        ("overlapping-ranges", "Who?", "Lenin, Stalin, Trotsky", False),
        ("absolute-words", "Why?", "He never resigned, He always agreed, He was ill", False),
        ("absolute-words", "Why?", "He was ill, He was away, He was never there", True),
        ("near-equal-options", "How many?", "3, 4, 5", False),
        ("near-equal-options", "How many?", "'1,000', '1000', '10'", True),
        ("joined-options", "Who?", "Zinoviev and Kamenev, Stalin, Trotsky", False),
        ("joined-options", "Who?", "Stalin, Zinoviev, Both Stalin and Zinoviev", True),
        ("key-repeats-stem", "What did the Right want?", "to keep NEP, to end NEP, to build fast", False),
        ("no-question-mark", "Lenin died in 1924. Who followed him.", "a, b, c", True),
        ("no-question-mark", "When Lenin died, Stalin was", "a, b, c", False),
        ("no-question-mark", "Which of these is right: he was", "a, b, c", False),
        ("unpaired-marks", "Was it (as he said) 'so'?", "a, b, c", False),
        ("unpaired-marks", "a) first, b) second: which?", "a, b, c", False),
        ("stray-space", "It cost 1 , 2 or 3 roubles?", "a, b, c", True),
        ("stray-space", "It cost .5 roubles, or 1.5?", "a, b, c", False),
        ("doubled-word", "What had had to be done?", "a, b, c", False),
    ],
)
def test_choices(tmp_path, rule, stem, options, told):
    assert found(tmp_path, rule, CHOICE.format(stem=stem, options=options)) == told


@pytest.mark.parametrize(
    ("rule", "stem", "marks", "answers", "told"),
    [
        ("command-and-marks", "Name two leaders.", 2, "A, B", False),
        ("command-and-marks", "Name two leaders.", 3, "A, B", True),
        ("command-and-marks", "Name the three leaders.", 3, "A, B", True),
        ("command-and-marks", "How far was it so?", 2, "A", True),
        ("answer-in-stem", "Was it Lenin or Stalin?", 1, "Lenin", False),
        ("answer-in-stem", "Which post did Lenin's friend Stalin hold?", 1, "Stalin", True),
        ("answers-in-one", "Who?", 1, "Lenin / Ulyanov", True),
        ("answers-in-one", "What?", 1, "socialism", False),
        ("date-outside-topic", "Who led 1,942 men and 1945 people for £1942 in 1924?", 1, "A", False),
        ("date-outside-topic", "Who led the army in 1942?", 1, "A", True),
        ("date-outside-topic", "What is 1917.50 or 1866%?", 1, "A", False),
        ("source-not-there", "What was the source of his power?", 1, "A", False),
        ("source-not-there", "Study the source. Who wrote it?", 1, "A", True),
        ("command-word", "How did he win?", 1, "A", False),
        ("command-word", "Explain why he won.", 1, "A", True),
    ],
)
def test_short_answers(tmp_path, rule, stem, marks, answers, told):
    assert found(tmp_path, rule, SHORT.format(stem=stem, marks=marks, answers=answers)) == told


def test_every_rule_leaves_the_bundled_bank_alone():
    """What a rule finds there is mended, or waived with a reason."""
    from packgen.load.bundled import bundled_bank
    from packgen.load.pool import load_pool

    pool, _ = load_pool([bundled_bank()])
    assert [str(one) for one in run_checks(pool, today=example_banks.TODAY)] == []
