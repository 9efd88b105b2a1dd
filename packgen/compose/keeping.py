"""What of a mark scheme stays on one page: short markings whole, long ones with their first table."""

from __future__ import annotations

from collections.abc import Sequence

from packgen.compose.words import estimated_lines
from packgen.model.document import Block, Columns, Group, ListBlock, Table, plain_text

MEASURE = 150.0
SHORT_MARKING = 30


def kept(opening: Sequence[Block], marks: Sequence[Block]) -> tuple[Block, ...]:
    """What opens a part, kept with all of its marking if that is short, else with it up to its first table."""
    if sum(map(lines_of, marks)) <= SHORT_MARKING:
        return (Group((*opening, *marks)),)
    table = next((n for n, block in enumerate(marks) if isinstance(block, Table)), -1)
    cut = table + 1 if table >= 0 and lines_of(marks[table]) <= SHORT_MARKING else 0
    return (Group((*opening, *marks[:cut])), *marks[cut:])


def lines_of(block: Block) -> int:
    """About how many lines of small type a block takes, the padding of a table's row counted as one."""
    if isinstance(block, Table):
        return sum(1 + max((sum(map(lines_of, cell.blocks)) for cell in row), default=1) for row in block.rows)
    if isinstance(block, ListBlock):
        return sum(sum(map(lines_of, item)) for item in block.items)
    if isinstance(block, Group):
        return sum(map(lines_of, block.children))
    if isinstance(block, Columns):
        return max((sum(map(lines_of, column)) for column in block.columns), default=0)
    return estimated_lines(plain_text((block,)), MEASURE)
