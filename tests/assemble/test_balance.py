"""Key letters over a form."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from packgen.assemble.balance import balanced
from packgen.assemble.letters import letter
from packgen.model.document import Paragraph, Text
from packgen.model.draw import Draw
from packgen.model.form import MarkedPart, PaperPart, PaperQuestion, Question, QuestionScheme
from packgen.model.marking import Key, KeyEntry
from packgen.model.response import Option, Selected


def choice(n: int, key: int, options: int = 4, movable: tuple[bool, ...] | None = None) -> Question:
    """A question whose key stands at place `key` of `options`, all of which may move unless said otherwise."""
    texts = [(Paragraph((Text(f"option {m}"),)),) for m in range(options)]
    listed = tuple(Option(f"o{m}", text) for m, text in enumerate(texts))
    may = (True,) * options if movable is None else movable
    paper = PaperPart((), (), Selected(listed, 1, may), 1)
    marking = Key((KeyEntry("", texts[key]),), letter(key), options=(f"o{key}",))
    return Question(
        PaperQuestion(f"q{n}", "multiple-choice", "1", (), (), (paper,), 1, 0),
        QuestionScheme(f"q{n}", (MarkedPart((), marking, {}, 1, 0),)),
    )


def letters(questions: tuple[Question, ...]) -> list[str]:
    """The letter of each key, read from the options, not from the scheme."""
    out = []
    for question in questions:
        ids = [option.id for option in question.paper.parts[0].response.options]
        out.append(letter(ids.index(question.scheme.parts[0].marking.options[0])))
    return out


def longest_run(keys: list[str]) -> int:
    return max((len(list(run)) for _, run in groupby(keys)), default=0)


@given(st.lists(st.integers(0, 3), max_size=24), st.integers(0, 10**6))
def test_free_options_give_even_letters_and_short_runs(keys, seed):
    questions = [choice(n, key) for n, key in enumerate(keys)]
    out = balanced(questions, Draw(seed, "A"))
    counts = Counter(letters(out))
    spread = [counts[name] for name in "ABCD"]
    assert max(spread) - min(spread) <= 1
    assert longest_run(letters(out)) <= 3
    assert [q.scheme.parts[0].marking.short for q in out] == letters(out)
    for before, after in zip(questions, out, strict=True):
        old, new = before.paper.parts[0].response.options, after.paper.parts[0].response.options
        assert sorted(o.id for o in old) == sorted(o.id for o in new)


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=14), st.integers(0, 99))
def test_options_in_a_fixed_order_stay(questions, seed):
    made = [choice(n, key, movable=() if fixed else None) for n, (key, fixed) in enumerate(questions)]
    out = balanced(made, Draw(seed, "A"))
    for (_, fixed), before, after in zip(questions, made, out, strict=True):
        if fixed:
            assert before == after


def test_an_option_pinned_last_stays_last():
    made = [choice(n, 0, movable=(True, True, True, False)) for n in range(9)]
    for question in balanced(made, Draw(3, "B")):
        assert question.paper.parts[0].response.options[3].id == "o3"


def test_fair_letters_are_left_alone():
    made = [choice(n, n % 4) for n in range(8)]
    assert balanced(made, Draw(1, "A")) == tuple(made)


def test_letters_even_out_through_a_third():
    two = [choice(0, 0, movable=(True, True, False)), choice(1, 0, movable=(True, True, False))]
    out = balanced([*two, choice(2, 1, movable=(False, True, True))], Draw(5, "A"))
    assert sorted(letters(out)) == ["A", "B", "C"]


def test_each_letter_is_equally_likely_at_each_place():
    seen: Counter[str] = Counter()
    for seed in range(3000):
        keys = [Draw(seed, "A", f"q{n}").random("options").randrange(4) for n in range(3)]
        seen[letters(balanced([choice(n, key) for n, key in enumerate(keys)], Draw(seed, "A")))[0]] += 1
    assert sum((seen[name] - 750) ** 2 / 750 for name in "ABCD") < 16.3  # chi-square, 3 df, p = 0.001
