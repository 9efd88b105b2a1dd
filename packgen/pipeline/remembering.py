"""What is written into the class memory when a pack has been made."""

from __future__ import annotations

import datetime

from packgen.model.manifest import Manifest
from packgen.model.request import Request
from packgen.pipeline.narrowing import subject_of
from packgen.pipeline.workplace import Workplace


def remember(request: Request, place: Workplace, manifest: Manifest, today: datetime.date | None = None) -> None:
    """That the items of a pack were printed for the request's class; nothing without one or with the memory off."""
    if not request.for_class or not manifest.items:
        return
    from packgen.load.memory import open_memory

    memory = open_memory(place.settings.memory)
    if memory is None:
        return
    pool = place.pool
    items = [(id, subject_of(pool, pool.items[id].bank)) for id in manifest.items if id in pool.items]
    memory.remember(request.for_class, manifest.slug, items, today or datetime.date.today())
