"""The rules that concern a whole paper, on the versions that a request would print."""

from __future__ import annotations

import example_banks
import pytest

from packgen.assemble.forms import forms
from packgen.checks.run import checks, run_on_papers
from packgen.diagnostics import Diagnostic
from packgen.model.chosen import Chosen
from packgen.model.config import RuleChoice
from packgen.model.request import Request

CHECKS = {check.name: check for check in checks()}
WAIVED = CHECKS["cueing"].finds.replace("    marks: 1\n", "    marks: 1\n    waive: {cueing: read together}\n", 1)
NAMED_BY_HAND = """\
stimuli:
  - {id: letter, provenance: A letter of 1923., text: Comrades!}
items:
  - id: letter-useful
    kind: source-utility
    stem: How useful is Source C to a historian of the party?
    stimuli: [letter]
    scheme: {indicative: [{points: [one, two, three, four]}]}
"""


def on_paper(folder, text: str, *items: str, versions: int = 1, **wanted) -> tuple[Diagnostic, ...]:
    pool, _ = example_banks.load(folder, text)
    chosen = Chosen(tuple(pool.items[id] for id in items or pool.items))
    made, _ = forms(pool, Request(versions=versions, seed=1), chosen)
    return run_on_papers(pool, made, RuleChoice(**wanted))


@pytest.mark.parametrize("name", ["cueing", "near-duplicate", "key-letter-skew"])
def test_a_paper_is_told_of_what_stands_on_it(tmp_path, name):
    (found,) = on_paper(tmp_path, CHECKS[name].finds)
    assert (found.rule, found.severity) == (name, "warning")


def test_what_stands_elsewhere_in_the_bank_is_no_matter(tmp_path):
    assert not on_paper(tmp_path, CHECKS["cueing"].finds, "right-leader")


def test_versions_with_the_same_items_say_it_once(tmp_path):
    assert len(on_paper(tmp_path, CHECKS["cueing"].finds, versions=3)) == 1


def test_a_label_that_leads_nowhere_is_told_with_those_that_are_there(tmp_path):
    (found,) = on_paper(tmp_path, NAMED_BY_HAND)
    assert '"Source C" leads nowhere in this paper, which has Source A' in found.message


def test_a_label_that_the_source_brings_along_leads_somewhere(tmp_path):
    assert not on_paper(tmp_path, NAMED_BY_HAND.replace("{id: letter,", "{id: letter, label: Source C,"))


def test_papers_hear_waivers_and_settings(tmp_path):
    assert not on_paper(tmp_path, WAIVED)
    assert not on_paper(tmp_path, CHECKS["cueing"].finds, ignore=("cue*",))
