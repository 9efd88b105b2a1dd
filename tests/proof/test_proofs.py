"""Whole packs, from the public doors to the printed page: the proofs on a few seeds each."""

import pytest
from proofs import PROOFS
from workshop import papers, sheets

SEEDS = {
    "bundled-pages": range(5),
    "random-pages": range(2),
    "all-kinds": range(len(papers())),
    "profiles": range(0, 30, 7),
    "secrets": range(4),
    "versions": range(len(papers())),
    "the-same-bytes": range(1),
    "pictures": range(len(sheets())),
}


@pytest.mark.parametrize(("name", "seed"), [(name, seed) for name, seeds in SEEDS.items() for seed in seeds])
def test_nothing_is_wrong_with(name, seed, tmp_path):
    assert list(PROOFS[name](tmp_path, seed)) == []
