"""Each check: what it finds, and what it leaves alone."""

from __future__ import annotations

import random
from typing import Any

import pytest

from packgen.checks import walk
from packgen.checks.papers import near_duplicate
from packgen.checks.run import run_checks
from packgen.diagnostics import Place
from packgen.kinds.multiple_choice import ChoiceOption, MultipleChoiceItem
from packgen.kinds.structured import StructuredItem
from packgen.kinds.written import WrittenItem
from packgen.model.item import IndicativeGroup, Item, Kind, Level, Row, Rubric, SchemeText, Space, Stimulus
from packgen.model.pool import ItemPool, Located


def kind(name: str, shape: str, **row: Any) -> Kind:
    rows = (Row(**{"board": "school", "marks": 4, "spaces": (Space(lines=4),), **row}),)
    return Kind(kind=name, shape=shape, name=name, purpose="", rows=rows)


KINDS = {
    "choice": kind("choice", "multiple-choice", marks=1, spaces=()),
    "written": kind("written", "written"),
    "why": kind("why", "written", rubric="l4x12", marks=12),
    "structured": kind("structured", "structured"),
}
LADDER = Rubric(
    id="l4x12", name="", levels=tuple(Level(level=n, marks=f"{3 * n - 2}-{3 * n}", verdict="") for n in (1, 2, 3, 4))
)


def choice(id: str = "q", *options: str | ChoiceOption, **more: Any) -> MultipleChoiceItem:
    fields = {"topic": "1", "stem": f"Who was it, {id}?", "key": "a", "kind": "choice"}
    return MultipleChoiceItem(**{"id": id, "options": options or ("one", "two", "three"), **fields, **more})


def written(id: str = "q", **more: Any) -> WrittenItem:
    fields = {"topic": "1", "stem": f"Say something of {id}.", "kind": "written"}
    return WrittenItem(**{"id": id, "scheme": SchemeText(points=("one", "two")), **fields, **more})


def found(rule: str, *items: Item, stimuli: tuple[Stimulus, ...] = (), rubrics: tuple[Rubric, ...] = ()) -> list[Any]:
    def placed(value: Any, line: int) -> Located[Any]:
        return Located(value, Place("bank.yaml", line), "")

    pool = ItemPool(
        banks=(),
        items={item.id: placed(item, n) for n, item in enumerate(items, 1)},
        stimuli={one.id: placed(one, 100) for one in stimuli},
        rubrics={one.id: placed(one, 200) for one in rubrics},
        topics={},
        kinds=KINDS,
    )
    return [diagnostic for diagnostic in run_checks(pool) if diagnostic.rule == rule]


@pytest.mark.parametrize(
    ("options", "order", "warned"),
    [
        (("one", "two", "All of the above"), None, False),
        (("All of the above", "one", "two"), None, False),
        (("All of the above", "one", "two"), "fixed", True),
        (("one", "All of the above", "None of the above"), "fixed", False),
        (("one", "two", "All of the above are right"), None, True),
        (("one", "two", ChoiceOption(text="All of the above are right", pin="last")), None, False),
    ],
)
def test_all_or_none_not_last(options, order, warned):
    assert bool(found("all-or-none-not-last", choice("q", *options, order=order))) == warned


def test_longest_option_is_key():
    long = "Stalin, because he controlled appointments"
    assert found("longest-option-is-key", choice("q", long, "Trotsky", "Kamenev"))
    assert not found("longest-option-is-key", choice("q", long, "Trotsky", "Kamenev", key="b"))
    assert not found("longest-option-is-key", choice("q", long, "Trotsky, because he had led the army", "Kamenev"))


def test_key_letter_skew_looks_at_fixed_orders_only():
    years = ("1922", "1923", "1924", "1925")
    assert found("key-letter-skew", *(choice(f"q{n}", *years, key="c") for n in range(8)))
    assert not found("key-letter-skew", *(choice(f"q{n}", *years, key="abcd"[n % 4]) for n in range(8)))
    assert not found("key-letter-skew", *(choice(f"q{n}", "x", "y", "z", key="c") for n in range(8)))


@pytest.mark.parametrize(
    ("stem", "warned"),
    [
        ("Which of these was not a rival?", True),
        ("Which of these was **not** a rival?", False),
        ("Which of these was *not a rival*?", False),
        ("Which of these was NOT a rival?", False),
        ("All were rivals except one: who?", True),
        ("Who had at least two posts?", False),
        ("Who held not only one post?", False),
        ("True or false: Lenin wrote it.", False),
        ("Who said 'I will not serve'?", False),
        ("Who was a notable rival?", False),
    ],
)
def test_negative_stem_without_emphasis(stem, warned):
    assert bool(found("negative-stem-without-emphasis", choice(stem=stem))) == warned


def test_negative_words_matter_only_where_options_follow():
    assert not found("negative-stem-without-emphasis", written(stem="Explain why he did not resign."))


def test_indicative_too_thin():
    def why(*points: str) -> WrittenItem:
        return written(kind="why", scheme=SchemeText(indicative=(IndicativeGroup(points=points),)))

    assert found("indicative-too-thin", why("one", "two", "three"), rubrics=(LADDER,))
    assert not found("indicative-too-thin", why("one", "two", "three", "four"), rubrics=(LADDER,))
    assert not found("indicative-too-thin", written(), rubrics=(LADDER,))


def test_missing_provenance():
    bare = Stimulus(id="letter", text="...")
    assert found("missing-provenance", stimuli=(bare,))
    assert not found("missing-provenance", stimuli=(Stimulus(id="letter", text="...", provenance="A letter."),))
    assert not found("missing-provenance", stimuli=(Stimulus(id="map", type="figure"),))


def test_literal_source_label():
    letter = Stimulus(id="letter", text="...")
    named = Stimulus(id="letter", text="...", label="Source C")
    used = {"stem": "How useful is Source C?", "stimuli": ("letter",)}
    (problem,) = found("literal-source-label", written(**used), stimuli=(letter,))
    assert "@letter" in problem.hint
    assert not found("literal-source-label", written(**used), stimuli=(named,))
    assert not found("literal-source-label", written(stem="Explain why Source C matters."), stimuli=(letter,))
    assert not found("literal-source-label", written(stem="How useful is @letter?", stimuli=("letter",)))


def test_dangling_reference_in_stem_scheme_and_parts():
    stimuli = (Stimulus(id="letter", text="As in @speech."), Stimulus(id="poster", text="..."))
    ok = written("ok", stem="Use @letter.", stimuli=("letter",))
    stem = written("stem", stem="Use @poster.", stimuli=("letter",))
    scheme = written("scheme", scheme=SchemeText(points=("@poster shows it",)), stimuli=("letter",))
    part = written("whole.a", stem="Use @letter and @poster.")
    whole = StructuredItem(id="whole", kind="structured", topic="1", stem="", parts=(part,), stimuli=("letter",))
    problems = found("dangling-reference", ok, stem, scheme, whole, stimuli=stimuli)
    assert [problem.place.line for problem in problems] == [2, 3, 4, 100]
    assert {problem.severity for problem in problems} == {"error"}, "such an item can't be printed"
    assert "speech" in problems[-1].message


def test_a_part_may_mention_what_another_part_names():
    one, two = written("whole.a", stem="Use @letter."), written("whole.b", stem="Use it.", stimuli=("letter",))
    whole = StructuredItem(id="whole", kind="structured", topic="1", stem="", parts=(one, two))
    assert not found("dangling-reference", whole, stimuli=(Stimulus(id="letter"),))


def test_choices_are_lowered_once_for_all_checks(monkeypatch):
    lowered = []
    lower = walk.lower_nested
    monkeypatch.setattr(walk, "lower_nested", lambda item, *a, **k: lowered.append(item.id) or lower(item, *a, **k))
    found("longest-option-is-key", choice("a"), choice("b"))
    assert lowered == ["a", "b"]


def test_unused_stimulus_counts_parts_and_not_the_retired():
    stimuli = (Stimulus(id="letter"), Stimulus(id="speech"), Stimulus(id="poster"))
    part = written("whole.a", stimuli=("speech",))
    whole = StructuredItem(id="whole", kind="structured", topic="1", stem="", parts=(part,))
    retired = written("old", stimuli=("poster",), status="retired")
    problems = found("unused-stimulus", written(stimuli=("letter",)), whole, retired, stimuli=stimuli)
    assert ["poster" in problem.message for problem in problems] == [True]


def test_unused_rubric():
    own = Rubric(id="own", name="", levels=())
    lost = Rubric(id="lost", name="", levels=())
    item = written(scheme=SchemeText(rubric="own"))
    problems = found("unused-rubric", item, rubrics=(LADDER, own, lost))
    assert ["lost" in problem.message for problem in problems] == [True]


def test_missing_facts_where_most_have_them():
    with_facts = [written(f"q{n}", facts=("3",)) for n in range(3)]
    (problem,) = found("missing-facts", *with_facts, written("bare"))
    assert "bare" in problem.message
    assert not found("missing-facts", written("one"), written("two"))


def test_near_duplicate():
    one = written("one", stem="Describe two features of the Triumvirate.")
    two = written("two", stem="Describe two **features** of the Triumvirate in 1923.")
    (problem,) = found("near-duplicate", one, two)
    assert problem.place.line == 2
    assert "one" in problem.message
    assert not found("near-duplicate", one, written("two", stem="Describe two features of the Duumvirate of 1925."))
    assert not found("near-duplicate", one, written("two", stem=two.stem, enemies=("one",)))
    assert not found("near-duplicate", written("one", stem="How far?", statement="A"), written("two", stem="How far?"))


def test_of_a_large_bank_few_pairs_are_compared(monkeypatch):
    """Most of its stems are one template; all pairs would be two million."""
    words = [f"w{n}" for n in range(400)]
    rng = random.Random(1)
    items = [
        Located(
            written(f"q{n}", stem=f"Describe two features of the {' '.join(rng.sample(words, 4))} in Russia."),
            Place("bank.yaml", n),
            "",
        )
        for n in range(2_000)
    ]
    compared = []
    likeness = near_duplicate._likeness
    monkeypatch.setattr(near_duplicate, "_likeness", lambda *both: compared.append(both) or likeness(*both))
    assert len(list(near_duplicate.alike(items))) < 20
    assert len(compared) < 10 * len(items)


def test_retired_items_are_left_alone():
    assert not found("negative-stem-without-emphasis", choice(stem="Who was not there?", status="retired"))
