"""A graph of time has the room that its page has."""

from __future__ import annotations

import pytest
from specimens import layout, said

from packgen.compose import living_graph
from packgen.compose.room import Room
from packgen.compose.wording import Wording
from packgen.model.document import Figure
from packgen.model.response import Graph, GraphEvent

EVENTS = tuple(GraphEvent(1922.0 + n, f"192{2 + n}", said(f"Event {n}")) for n in range(4))


@pytest.mark.parametrize("grow", [1.0, 1.6, 2.6])
def test_a_graph_is_no_taller_than_a_page_leaves_it(grow):
    graph = Graph(EVENTS, 1921.0, 1930.0, -5, 5, "Strong", "Weak")
    _, figure = living_graph.blocks(graph, Room(170.0, 190.0, grow), Wording(layout("worksheet")))
    assert isinstance(figure, Figure)
    assert figure.content.height <= 190.0 + 1e-6
