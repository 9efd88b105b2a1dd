"""Atoms to pages: pure, no fonts, no PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from packgen.model.galley import Galley
from packgen.paginate.first_fit import first_fit
from packgen.paginate.flow import compiled
from packgen.paginate.pages import built
from packgen.paginate.result import Frame, Pagination

__all__ = ["Frame", "Pagination", "paginate"]


def paginate(galleys: Sequence[Galley], frames: Mapping[str, Frame], duplex: bool) -> Pagination:
    """Break a document into pages; each galley starts a page of its own.

    `frames` holds a frame for each template that `galleys` name.  In a `duplex` document page 1 is a
    right-hand page.  Nothing is raised for what fits no page: see `Pagination.problems`.
    """
    flows = [compiled(galley, n, frames) for n, galley in enumerate(galleys)]
    return built(galleys, flows, first_fit(flows, duplex), frames, duplex)
