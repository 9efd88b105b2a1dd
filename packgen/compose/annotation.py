"""A source with boxes for notes in its margins, or below one another where everything stands in one column."""

from __future__ import annotations

from collections.abc import Mapping

from packgen.compose.wording import Wording
from packgen.model.document import Annotation, BlankSpace, Block, Source, plain_text
from packgen.model.response import Annotated, Aspect

BOX = 40.0


def blocks(response: Annotated, sources: Mapping[str, Source], name: str, wording: Wording) -> tuple[Block, ...]:
    """The source of that id amid its boxes, or the boxes alone where `sources` has none of that id.

    `name` ("Question 2") tells a screen reader whose boxes they are.
    """
    boxes = tuple(_box(aspect, name, wording) for aspect in response.aspects)
    source = sources.get(response.stimulus)
    return boxes if source is None else (Annotation(source, boxes),)


def _box(aspect: Aspect, name: str, wording: Wording) -> BlankSpace:
    title = wording.printed(aspect.name)
    asked = plain_text(aspect.ask)
    label = f"{title}: {asked}" if asked else title
    return BlankSpace(BOX, label, wording.say("annotation_space", question=name, aspect=title))
