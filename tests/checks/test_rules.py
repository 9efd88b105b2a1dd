"""Every rule documents itself, finds what its example shows, and passes what it says it passes."""

from __future__ import annotations

from pathlib import Path

import example_banks
import pytest

from packgen import registry
from packgen.checks.page import page, section
from packgen.checks.run import checks, is_wanted, names, unknown
from packgen.model.config import RuleChoice

CHECKS = {check.name: check for check in checks()}
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "checks.md"


def test_every_check_documents_itself_and_is_named_after_its_file():
    assert tuple(CHECKS) == names()
    for check in CHECKS.values():
        assert check.what.endswith("."), check.name
        assert check.why.endswith("."), check.name


def test_the_rules_that_look_at_papers_stand_in_their_folder():
    papers = {name for name, check in CHECKS.items() if check.papers}
    assert papers == set(registry.names("checks.papers"))


@pytest.mark.parametrize("name", CHECKS)
def test_an_example_is_found_by_its_own_rule_alone(tmp_path, name):
    assert example_banks.rules(tmp_path, CHECKS[name].finds) == {name}


@pytest.mark.parametrize("name", CHECKS)
def test_an_example_passes_every_rule(tmp_path, name):
    assert example_banks.rules(tmp_path, CHECKS[name].passes) == set()


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(CHECKS.values()), "packgen check --rules > docs/reference/checks.md"
    assert section(CHECKS["near-duplicate"]) in PAGE.read_text(encoding="utf-8")


def test_rules_are_selected_and_ignored_by_name_and_pattern():
    assert is_wanted("missing-facts", RuleChoice())
    assert is_wanted("missing-facts", RuleChoice(select=("missing-*",)))
    assert not is_wanted("near-duplicate", RuleChoice(select=("missing-*",)))
    assert not is_wanted("missing-facts", RuleChoice(select=("missing-*",), ignore=("*-facts",)))
    assert [check.name for check in checks(RuleChoice(select=("near-duplicate",)))] == ["near-duplicate"]


def test_a_pattern_that_fits_no_rule_is_told_with_the_nearest():
    assert list(unknown(["missing-*", "near-duplicat"])) == [("near-duplicat", "did you mean near-duplicate?")]
