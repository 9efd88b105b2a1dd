"""What there is in banks, for whoever looks whether things name each other rightly."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct

from packgen.model.item import Kind, Rubric, Stimulus, Topic
from packgen.model.pool import Located


class Known(Struct, frozen=True):
    """All that an item may name.  `broken` are ids that were given but have errors of their own."""

    kinds: Mapping[str, Kind]
    topics: Mapping[str, Located[Topic]]
    stimuli: Mapping[str, Located[Stimulus]]
    rubrics: Mapping[str, Located[Rubric]]
    items: Collection[str]
    broken: Collection[str]
    boards: frozenset[str]
