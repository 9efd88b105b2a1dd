"""What recall is worth by how long ago something was learnt: one point, two, three."""

from __future__ import annotations

from collections.abc import Sequence

from packgen.model.form import PaperQuestion
from packgen.model.layout import Choosing

MOST = 3


def points(question: PaperQuestion, choosing: Choosing, topics: Sequence[str]) -> int:
    """1 for last lesson to 3 for last term: by the tag that the layout groups by, else by the topic's place among
    several `topics` asked for; 0 where neither tells."""
    value = dict(question.tags).get(choosing.group_by, "") if choosing.group_by else ""
    if value in choosing.groups:
        return min(MOST, choosing.groups.index(value) + 1)
    if len(topics) < 2:
        return 0
    places = [
        n for n, topic in enumerate(topics, 1) if question.topic == topic or question.topic.startswith(f"{topic}.")
    ]
    return min(MOST, places[0]) if places else 0
