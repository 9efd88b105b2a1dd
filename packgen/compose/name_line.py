"""The row that pupils write their name, class and date on."""

from __future__ import annotations

from packgen.compose.wording import Wording
from packgen.model.document import WriteIn, WriteInField
from packgen.model.layout import Layout, Template

ENDS = (("name", 0.56), ("class", 0.76), ("date_to_fill", 1.0))
NARROW = 100.0  # mm: no room for a class
NARROW_ENDS = (("name", 0.66), ("date_to_fill", 1.0))


def name_line(wording: Wording, layout: Layout) -> WriteIn:
    """Rules, each after its word; name and date alone on a narrow page."""
    body = layout.templates.get("body", Template())
    narrow = layout.size()[0] - body.left - body.right < NARROW and not layout.one_column
    ends = NARROW_ENDS if narrow else ENDS
    return WriteIn(tuple(WriteInField(wording.say(key), end) for key, end in ends), "name-line")
