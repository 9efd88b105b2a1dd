# ruff: noqa: E501
"""Items of every shape as authors get them wrong: each mistake is told, all in one run, at the line where it stands."""

from __future__ import annotations

import pytest
from banks import write

from packgen.kinds.shape import find_shape
from packgen.load.kinds import load_kinds
from packgen.load.pool import load_pool

# An id, its lines (a line with a mistake ends in "#" and the rules that it breaks), as they stand under an item.
ITEMS = """\
mc-two-keys | kind: multiple-choice | stem: Who? | options: [Lenin, Kirov] | key: [a, a]  # duplicate-key
mc-nested-key | kind: multiple-choice | stem: Who? | options: [Lenin, Kirov] | key: [[a]]  # wrong-type
mc-all-right | kind: multiple-choice | stem: Who? | options: [Lenin, Kirov] | key: [a, b]  # all-options-right
mc-mapping | kind: multiple-choice | stem: Who? | options: {a: Lenin, b: Kirov}  # wrong-type
mc-huge | kind: multiple-choice | stem: Who? | options: [x, y] | key: a | marks: 99999999999999999999  # out-of-range
mc-half | kind: multiple-choice | stem: Who? | options: [x, y] | key: a | marks: 1.5  # wrong-type
mc-minus | kind: multiple-choice | stem: Who? | options: [x, y] | key: a | marks: -1  # out-of-range
wr-blank | kind: short-answer | stem: Who? | scheme: {answers: [x], accept: [" "]}  # empty-entry
wr-blank-stem | kind: short-answer | stem: "  "  # empty-stem | scheme: {answers: [x]}
wr-list | kind: short-answer | stem: Who? | scheme: [x]  # wrong-type
wr-objectives | kind: explain-why | stem: Why? | marks: 12 | aos: {AO1: 5}  # aos-mismatch | scheme: {points: [x]}
wr-marks | kind: explain-why | stem: Why? | marks: 13  # tariff-mismatch | scheme: {points: [x]}
wr-bullets | kind: explain-why | stem: Why? | bullets: [a, b, c]  # bullets-count | scheme: {points: [x]}
wr-day | kind: recall | stem: Who? | checked: 1924-02-30  # wrong-type | scheme: {answers: [x]}
wr-status | kind: recall | stem: Who? | status: yes  # bad-choice | scheme: {answers: [x]}
wr-no-source | kind: source-critical | stem: How? | stimuli: []  # stimuli-count | scheme: {points: [x]}
tl-no-day | kind: timeline | stem: Do. | mode: fill | events: | - {date: 1924-02-30, event: a}  # unreadable-date | - {event: b}  # event-without-date
tl-bc | kind: timeline | stem: Do. | mode: fill | events: | - {date: 31 BC, event: a} | - {date: 44 BC, event: b}  # events-out-of-order
tl-one | kind: timeline | stem: Do. | mode: fill | events:  # too-few-events | - {date: "0", event: a}  # unreadable-date
gf-empty | kind: gap-fill | stem: Do. | text: A [[]] b.  # no-key | extras: ["", x]  # empty-extra
mp-half | kind: matching-pairs | stem: Do. | pairs:  # too-few-pairs | - {left: a}  # half-pair
tf-words | kind: true-false | stem: Do. | statements: | - {text: a, answer: yes}  # wrong-type | - {text: b, answer: true}
tf-none | kind: true-false | stem: Do. | statements: | - {text: a}  # no-key | - {text: b, answer: false}  # no-correction
oo-two | kind: odd-one-out | stem: Do. | entries:  # too-few-entries no-key | - a | - ""  # empty-entry
co-mixed | kind: chronological-order | stem: Do. | events: | - {event: a, date: 1924-02-30}  # unreadable-date | - b  # event-without-date | - b  # event-without-date duplicate-event
cs-one | kind: card-sort | stem: Do. | categories: [x]  # too-few-categories | cards:  # too-few-cards | - {text: a, category: z}  # unknown-category
cs-accept | kind: card-sort | stem: Do. | categories: [x, y] | cards: | - {text: a, category: x, accept: [q]}  # unknown-category | - {text: b, category: y}
dn-eight | kind: diamond-nine | stem: Do. | scheme: {points: [x]} | statements: [a, b, c, d, e, f, g, g]  # too-few-statements duplicate-statement
lg-turned | kind: living-graph | stem: Do. | low: 5 | high: -5  # bad-scale | events:  # too-few-events | - {date: "1924", event: a}  # no-key
mm-two | kind: mind-map | stem: Do. | centre: ""  # empty-centre | branches:  # too-few-branches | - {points: [x]}  # no-key
sa-one | kind: source-annotation | stem: On @letter. | stimuli: [letter] | aspects:  # too-few-aspects | - {name: ""}  # empty-aspect no-key
rf-one | kind: research-factors | stem: Do. | scheme: {points: [x]} | factors:  # factors-count | - ""  # empty-factor
st-one | kind: structured | stem: Do. | parts:  # too-few-parts | - {kind: recall, stem: ""}  # empty-stem no-mark-scheme
st-essays | kind: structured | stem: "" | choose: 1 | parts: | - {stem: a, kind: structured, parts: [{kind: recall, stem: c, scheme: {answers: [x]}}, {kind: recall, stem: d, scheme: {answers: [x]}}]}  # not-to-choose | - {kind: recall, stem: e, scheme: {answers: [x]}}
st-deep | kind: structured | stem: Do. | parts: | - {kind: recall, stem: a, scheme: {answers: [x]}} | - {stem: b, parts: [{stem: c, parts: []}]}  # parts-too-deep
st-values | kind: structured | stem: "{a} {c}"  # unknown-value | values: {a: [2], b: []}  # no-values | parts: | - {kind: calculation, stem: Do., answer: a * d}  # unknown-value | - {kind: recall, stem: "{e}", scheme: {answers: [x]}}  # unknown-value
st-sum | kind: structured | stem: Do. | marks: 7  # tariff-mismatch | parts: | - {kind: recall, stem: a, scheme: {answers: [x]}} | - {kind: recall, stem: b, scheme: {answers: [x]}}
nu-zero | kind: calculation | stem: "{a}" | values: {a: {from: 0, to: 5}} | answer: 1 / a  # no-answer
nu-empty | kind: calculation | stem: "{a}" | values: {a: {from: 9, to: 3}}  # no-values | answer: a
nu-still | kind: calculation | stem: "{a}" | values: {a: {from: 1, to: 3, step: 0}}  # wrong-type | answer: a
nu-endless | kind: calculation | stem: "{a}" | values: {a: [.inf]}  # wrong-type | answer: a
nu-explodes | kind: calculation | stem: Do. | answer: 9 ** 99999999  # no-answer
nu-code | kind: calculation | stem: Do. | answer: "__import__('os').getcwd()"  # bad-expression
nu-minus | kind: calculation | stem: Do. | answer: 5 | tolerance: -1  # bad-tolerance
no-kind | kind: explain-wy  # unknown-kind | stem: Why?
same-id | kind: recall | stem: Who? | scheme: {answers: [x]}
"""


def written() -> tuple[str, dict[int, set[str]]]:
    """The bank file, and the rules that each of its lines breaks."""
    lines, wrong = ["schema: 1", 'defaults: {topic: "1"}', "items:"], {}
    for row in ITEMS.splitlines():
        name, *fields = row.split(" | ")
        lines.append(f"  - id: {name}")
        for field in fields:
            text, _, rules = field.partition("  # ")
            lines.append(f"    {'  ' if text.startswith('- ') else ''}{text}")
            if rules:
                wrong[len(lines)] = set(rules.split())
    lines += ["  - id: same-id", "    kind: recall", "    stem: Who?", "    scheme: {answers: [x]}"]
    wrong[len(lines) - 3] = {"duplicate-id"}
    return "\n".join(lines) + "\n", wrong


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    text, _ = written()
    return [
        found
        for found in load_pool([write(tmp_path_factory.mktemp("bank"), items=text)])[1]
        if found.severity == "error"
    ]


def test_every_mistake_is_told_in_one_run_at_its_line_with_a_hint(told):
    found: dict[int, set[str]] = {}
    for problem in told:
        assert problem.place.line
        assert problem.hint, problem
        found.setdefault(problem.place.line, set()).add(problem.rule)
    assert found == written()[1]


def test_messages_are_a_teachers_words(told):
    for problem in told:
        assert not any(word in problem.message for word in ("None", "msgspec", "Struct", "tuple", "NoneType", "dict"))
        assert len(problem.message) < 200


def test_every_shape_is_here():
    kinds, _ = load_kinds([])
    asked = {row.split("kind: ")[1].split(" ")[0] for row in ITEMS.splitlines()}
    assert {kind.shape for kind in kinds.values()} == {kinds[name].shape for name in asked if name in kinds}
    assert all(find_shape(kind.shape) for kind in kinds.values())
