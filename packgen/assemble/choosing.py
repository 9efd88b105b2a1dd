"""Choosing for a whole pack: by the flags of a request alone, or by its blueprint."""

from __future__ import annotations

from packgen.assemble.eligible import named, request_problems, suited
from packgen.assemble.select import select
from packgen.diagnostics import PackgenError
from packgen.model.chosen import Chosen
from packgen.model.layout import UNGROUPED, Choosing
from packgen.model.pool import ItemPool
from packgen.model.request import Request


def choose(pool: ItemPool, request: Request, wanted: Choosing = UNGROUPED) -> Chosen:
    """What `request` would print; `wanted` is what its layout asks of questions.

    Raises `PackgenError` with everything that is wrong with the request, or with what the bank is short of.
    """
    own = request.mode != "shuffle" and request.versions > 1
    chosen = None
    if request.blueprint is None:
        chosen = Chosen(select(suited(pool, request, wanted.most_marks), request, wanted.count))
        if not own:
            return chosen
    # The engine is many modules, which most packs have no need of.
    from packgen.assemble.designed import as_designed, by_blueprint

    if chosen is not None:
        request = as_designed(pool, request, chosen)
    _, unfound = named(pool, request)
    problems = [*request_problems(pool, request), *unfound]
    if problems:
        raise PackgenError(problems)
    return by_blueprint(pool, request, wanted, own=own)
