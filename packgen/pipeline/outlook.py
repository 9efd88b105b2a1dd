"""What a blueprint would give: a paper, its sums, and how many papers there could be."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from msgspec import Struct

from packgen.assemble.brief import Brief
from packgen.assemble.counting import Papers, papers
from packgen.kinds.shape import tariff_of
from packgen.load.layout import load_layout
from packgen.model.chosen import Chosen
from packgen.model.draw import Draw
from packgen.model.request import Request
from packgen.pipeline.workplace import Workplace, choose


class Outlook(Struct, frozen=True):
    """What would be chosen, marks by topic and by objective, minutes of work, how many papers there are."""

    chosen: Chosen
    marks: int
    topics: dict[str, int]
    objectives: dict[str, int]
    minutes: float
    papers: Papers


def outlook(request: Request, place: Workplace) -> Outlook:
    """As `choose`, with sums of the first version; raises `PackgenError` where it does."""
    chosen = choose(request, place)
    layout, _ = load_layout(request.layout, [Path(folder) for folder in place.settings.layouts])
    brief = Brief(place.pool, request, layout.items.most_marks if layout else 0)
    topics: Counter[str] = Counter()
    objectives: Counter[str] = Counter()
    marks, minutes = 0, 0.0
    ids = chosen.forms[0] if chosen.forms else [item.value.id for item in chosen.items]
    for id in ids:
        item = place.pool.items[id].value
        tariff = tariff_of(item, place.pool.kinds, brief.blueprint.board)
        if tariff is None:
            continue
        marks += tariff.marks + tariff.spag
        topics[item.topic] += tariff.marks + tariff.spag
        objectives.update(tariff.aos)
        if tariff.spag:
            objectives["SPaG"] += tariff.spag
        minutes += item.minutes or place.pool.kinds[item.kind].minutes_per_mark * tariff.marks
    number = papers(brief.problem(), Draw(request.seed, "").random("count"))
    return Outlook(chosen, marks, dict(sorted(topics.items())), dict(sorted(objectives.items())), minutes, number)
