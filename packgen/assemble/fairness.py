"""The figures of a fairness certificate, from the finished versions and not from what chose them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, islice

from packgen.kinds.shape import tariff_of
from packgen.kinds.wording import words_read
from packgen.model.fairness import Fairness, VersionFacts
from packgen.model.form import Form
from packgen.model.item import Item
from packgen.model.pool import ItemPool

MOST_PAIRS = 5_000


def fairness(forms: Sequence[Form], pool: ItemPool, mode: str, pages: Mapping[str, int], board: str) -> Fairness:
    """The versions `forms` side by side; `pages` of each version's paper."""
    facts = tuple(_facts(form, pool, pages.get(form.version, 0), board) for form in forms)
    ids = [frozenset(question.paper.item for question in form.questions) for form in forms]
    shared = frozenset.intersection(*ids)
    pairs = list(islice(combinations(ids, 2), MOST_PAIRS))
    common = [len(one & other) for one, other in pairs]
    uses = Counter(id for form in ids for id in form if id not in shared)
    items = [pool.items[id].value for id in sorted(frozenset.union(*ids))]
    return Fairness(
        mode=mode,
        versions=facts,
        shared=tuple(sorted(shared)),
        most_shared=max(common, default=0),
        mean_shared=sum(common) / len(common) if common else 0.0,
        most_uses=max(uses.values(), default=0),
        items=len(items),
        known=sum(item.facility is not None for item in items),
        measured=sum(item.facility is not None and item.measured_with > 0 for item in items),
    )


def _facts(form: Form, pool: ItemPool, pages: int, board: str) -> VersionFacts:
    aos: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    weighed: list[tuple[int, float]] = []
    words, minutes = 0, 0.0
    for question in form.questions:
        item = pool.items[question.paper.item].value
        worth = question.paper.marks + question.paper.spag
        topics[question.paper.topic] += worth
        for part in question.scheme.parts:
            aos.update(part.aos)
        if item.facility is not None:
            weighed.append((worth, item.facility))
        words += words_read(item)
        minutes += _minutes(item, pool, board)
    for stimulus in form.stimuli:
        source = pool.stimuli[stimulus.id].value
        words += len(source.text.split()) + len(source.provenance.split())
    total = sum(worth for worth, _ in weighed)
    return VersionFacts(
        version=form.version,
        questions=len(form.questions),
        marks=form.pupil().total(),
        facility=round(sum(worth * f for worth, f in weighed) / total, 4) if total else None,
        words=words,
        minutes=round(minutes, 1),
        pages=pages,
        aos=dict(sorted(aos.items())),
        topics=dict(sorted(topics.items())),
        kinds=dict(sorted(Counter(question.paper.kind for question in form.questions).items())),
    )


def _minutes(item: Item, pool: ItemPool, board: str) -> float:
    tariff = tariff_of(item, pool.kinds, board)
    return item.minutes or pool.kinds[item.kind].minutes_per_mark * (tariff.marks if tariff else 0)
