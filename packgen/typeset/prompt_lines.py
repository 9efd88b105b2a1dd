"""What is asked, everything on lines of its own: the number in words, the part, the stem, the marks."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from packgen.model.document import Prompt, Text
from packgen.model.galley import Atom, Tag
from packgen.typeset.desk import Desk, Look
from packgen.typeset.geometry import SLACK, Strip
from packgen.typeset.pieces import OUTSIDE, Setting, merged, renumbered
from packgen.typeset.text import paragraph, set_lines

BELOW_NUMBER: Final = 5.0  # points, more than a line
BELOW_PART: Final = 1.0
ABOVE_MARKS: Final = 3.0
KEPT: Final = 10_000  # the price of a page's end inside a prompt too tall for one page


def set_prompt_lines(desk: Desk, prompt: Prompt, strip: Strip) -> Setting:
    """One atom, or several where no page could hold it.  The number is a heading."""
    look = desk.layout.question
    body = desk.look("body", strip)
    inner = strip.part(strip.from_left(look.text_x), strip.from_right(look.stem_end))
    part = " ".join(filter(None, (prompt.part, prompt.subpart)))
    stem = desk.flow(prompt.stem, inner)
    rows = [
        (_line(desk, prompt.number, _style(desk, "number"), inner, "H2"), 0.0),
        (_line(desk, part, _style(desk, "part"), inner, "P"), BELOW_NUMBER),
        (stem, BELOW_PART if part else BELOW_NUMBER),
        (_line(desk, prompt.marks, _style(desk, "marks"), inner, "P"), ABOVE_MARKS),
    ]
    tags: list[Tag] = []
    atoms: list[Atom] = []
    for setting, gap in rows:
        placed = renumbered(setting, len(tags)).atoms
        tags += renumbered(setting, len(tags)).tags
        if placed and atoms:
            atoms[-1] = replace(atoms[-1], after=0.0)
            placed = (replace(placed[0], before=body.lead_in + gap), *placed[1:])
        atoms += placed
    if not atoms:
        return Setting()
    first = _style(desk, "number") if prompt.number else body
    atoms[0] = replace(atoms[0], before=max(0.0, look.gap_after - first.cap))
    atoms[-1] = replace(atoms[-1], after=look.stem_to_space)
    return Setting(tuple(tags), _kept(atoms, strip.height))


def _style(desk: Desk, name: str) -> Look:
    return desk.look(name) if desk.has_style(name) else desk.look("body", bold=True)


def _line(desk: Desk, text: str, look: Look, strip: Strip, role: str) -> Setting:
    if not text:
        return Setting()
    lines = set_lines(desk, (Text(text),), replace(look, align="left"), strip.x, strip.width)
    return replace(paragraph(lines, look, alone=True), tags=(Tag(role, OUTSIDE),))


def _kept(atoms: list[Atom], tallest: float) -> tuple[Atom, ...]:
    """One atom if a page of `tallest` points (0 = of any height) can hold it, else as few as pages need."""
    out = [atoms[0]]
    for atom in atoms[1:]:
        height = out[-1].head.height + max(out[-1].after, atom.before) + atom.head.height
        if not tallest or height <= tallest - SLACK:
            out[-1] = merged(out[-1], atom)
        else:
            out.append(replace(atom, penalty=KEPT))
    return tuple(out)
