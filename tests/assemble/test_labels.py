"""Labels of stimuli."""

from __future__ import annotations

from packgen.assemble.labels import label_stimuli
from packgen.assemble.letters import letter
from packgen.diagnostics import Place
from packgen.model.item import Stimulus
from packgen.model.pool import Located


def located(id: str, type: str = "source", label: str = "") -> Located[Stimulus]:
    return Located(Stimulus(id=id, type=type, label=label), Place("sources.yaml", 3), "")


def test_letters_run_for_each_type_and_figures_are_numbered():
    labels, problems = label_stimuli(
        [located("one"), located("view", "interpretation"), located("two"), located("map", "figure")]
    )
    assert labels == {"one": "Source A", "view": "Interpretation A", "two": "Source B", "map": "Figure 1"}
    assert problems == ()


def test_a_fixed_label_is_kept_and_its_letter_is_not_given_again():
    labels, _ = label_stimuli([located("one"), located("two"), located("three", label="Source B")])
    assert labels == {"one": "Source A", "two": "Source C", "three": "Source B"}


def test_two_fixed_labels_that_clash_are_told_apart():
    labels, problems = label_stimuli([located("one", label="Source C"), located("two", label="source C")])
    assert labels == {"one": "Source C", "two": "Source A"}
    assert [problem.rule for problem in problems] == ["label-clash"]


def test_letters_go_on_after_z():
    assert [letter(n) for n in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]
