"""The page breaker's one door: first-fit as the bound, the optimal layout if there is a cheaper one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from packgen.model.galley import Galley
from packgen.paginate.first_fit import first_fit
from packgen.paginate.flow import Counts, Flow, Span, authored, compiled, too_tall
from packgen.paginate.optimal import optimal
from packgen.paginate.pages import built
from packgen.paginate.reel import Reel
from packgen.paginate.result import Frame, Pagination
from packgen.paginate.weights import SOURCES_TOGETHER, Weights


def paginate(
    galleys: Sequence[Galley],
    frames: Mapping[str, Frame],
    duplex: bool,
    weights: Weights = SOURCES_TOGETHER,
    counts: Counts = authored,
) -> Pagination:
    """Break a document into pages, at the least price by `weights`; each galley starts a page of its own.

    `frames` holds a frame for each template that `galleys` name.  In a `duplex` document page 1 is a
    right-hand page.  `counts` gives each space its answer lines.  Nothing is raised for what fits no page: see
    `Pagination.problems`.
    """
    flows = tuple([compiled(galley, n, frames, counts) for n, galley in enumerate(galleys)])
    return built(galleys, flows, broken(flows, duplex, weights)[1], frames, duplex)


@lru_cache(maxsize=256)
def broken(flows: tuple[Flow, ...], duplex: bool, weights: Weights) -> tuple[int, tuple[Span, ...]]:
    """The price and the pages of the cheapest layout; first-fit's where something fits no page.

    Versions of one paper often differ in nothing that the breaker reads: equal flows are broken once.
    """
    reel = Reel(flows)
    leaves = first_fit(reel, duplex)
    price = reel.price(leaves, weights, duplex)
    if not too_tall(flows):
        price, leaves = optimal(reel, weights, duplex, price) or (price, leaves)
    return price, reel.spans(leaves)
