"""Whole packs, from the public doors to the printed page: the proofs on a few seeds each."""

import pytest
from proofs import PROOFS
from workshop import papers, sheets

# A few of each; `make proof` runs them all.
SEEDS = {
    "bundled-pages": range(2),
    "random-pages": range(1),
    "all-kinds": range(0, len(papers()), 2),
    "profiles": range(0, 15, 7),
    "secrets": range(2),
    "versions": range(0, len(papers()), 3),
    "the-same-bytes": range(1),
    "pictures": range(0, len(sheets()), 4),
}


@pytest.mark.parametrize(("name", "seed"), [(name, seed) for name, seeds in SEEDS.items() for seed in seeds])
def test_nothing_is_wrong_with(name, seed, tmp_path):
    assert list(PROOFS[name](tmp_path, seed)) == []
