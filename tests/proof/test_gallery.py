"""The gallery: one item of every kind on the page.  `make proof` prints it in every layout and every profile."""

import pytest
from gallery import BANK, faults, few, gallery, missing_kinds, printed
from workshop import codes, papers

from packgen.load.check import check_bank
from packgen.markup.reader import Reader


def test_the_gallery_has_every_kind_and_no_mistake():
    assert missing_kinds() == set()
    assert [str(problem) for problem in (*gallery().bank_problems, *check_bank(gallery().pool, Reader))] == []
    assert BANK.is_dir()


def test_every_layout_and_every_profile_has_its_turn():
    assert {layout for layout, _, _ in few()} == set(papers())
    assert {profile for _, profiles, _ in few() for profile in profiles} == set(codes())


@pytest.mark.parametrize(("layout", "profiles", "share"), few())
def test_every_kind_prints_without_a_fault(layout, profiles, share):
    pack = printed(layout, profiles, share, len(few()))
    assert list(faults(pack, layout, profiles)) == []
