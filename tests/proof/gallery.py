"""The gallery bank, one item of every kind, in every layout and every profile."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

from page_facts import broken
from profile_facts import relaid
from solving import one_paper_all_versions, unsolved
from tags import misread
from workshop import Finished, codes, finished, papers, sheets

from packgen.load.kinds import load_kinds
from packgen.pipeline.workplace import Workplace, open_workplace

FOLDER = Path(__file__).parents[1] / "gallery"
BANK = FOLDER / "questionbank"
SHARES = 2
"""An exam's cover has room for some forty questions: a paper holds every second item."""


@cache
def gallery() -> Workplace:
    """The gallery bank with the bundled layouts."""
    return open_workplace(FOLDER)


def missing_kinds() -> set[str]:
    """The kinds of packgen's own that the gallery has no item of."""
    return set(load_kinds([])[0]) - {found.value.kind for found in gallery().pool.items.values()}


def combinations() -> tuple[tuple[str, str, int], ...]:
    """Every layout with every profile and every share of the items."""
    return tuple((layout, profile, share) for share in range(SHARES) for layout, profile in product(sheets(), codes()))


def few() -> tuple[tuple[str, tuple[str, ...], int], ...]:
    """A pack for each layout that has a mark scheme: every kind in one of them, every profile in one of them."""
    names = tuple(codes())
    return tuple((layout, names[n :: len(papers())], n) for n, layout in enumerate(papers()))


def printed(layout: str, profiles: tuple[str, ...], share: int, shares: int = SHARES, seed: int = 1) -> Finished:
    """A pack of a share of the gallery."""
    items = tuple(sorted(gallery().pool.items))[share::shares]
    return finished(gallery(), items=items, layout=layout, profiles=profiles, seed=seed)


def faults(pack: Finished, layout: str, profiles: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with the pages of a pack, its standard files and those of its profiles."""
    if layout in papers():
        yield from (*broken(pack, BANK), *unsolved(pack, BANK), *one_paper_all_versions(pack, BANK), *misread(pack))
    for profile in profiles:
        yield from (f"{profile}: {fact}" for fact in relaid(pack, codes()[profile]))


def gallery_pages(scratch: Path, seed: int) -> Iterator[str]:
    """Every kind in every layout and every profile: PDF/UA-1, whole spaces, totals."""
    layout, profile, share = combinations()[seed % len(combinations())]
    pack = printed(layout, (profile,), share, seed=seed)
    yield from (f"{layout}: {fact}" for fact in faults(pack, layout, (profile,)))
