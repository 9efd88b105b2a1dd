"""Whole packs, from the public doors to the printed page: the proofs on a few seeds each."""

import pytest
from proofs import PROOFS

# One or two of each, chosen to be short and to have layouts of every sort among them; `make proof` runs many.
SEEDS = {
    "bundled-pages": (0, 1),
    "random-pages": (0,),
    "all-kinds": (13, 14),
    "profiles": (0, 7, 14),
    "secrets": (1, 6),
    "versions": (0,),
    "the-same-bytes": (0,),
    "pictures": (4, 7),
}


@pytest.mark.parametrize(("name", "seed"), [(name, seed) for name, seeds in SEEDS.items() for seed in seeds])
def test_nothing_is_wrong_with(name, seed, tmp_path):
    assert list(PROOFS[name](tmp_path, seed)) == []
