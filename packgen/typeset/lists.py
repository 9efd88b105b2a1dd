"""Lists and lettered options: a label and what hangs beside it."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from packgen.model.document import Choice, Choices, ListBlock
from packgen.model.galley import ARTIFACT, Atom, Disc, Glyphs, Outline, Piece, Rect, Run, Tag
from packgen.typeset.desk import Desk, Look
from packgen.typeset.geometry import MM, Strip
from packgen.typeset.pieces import OUTSIDE, Setting, lowered, piled, renumbered, solid, together

BULLET_RADIUS: Final = 0.5 * MM
BULLET_AT: Final = 1.1 * MM
BULLET_UP: Final = 0.37  # of the cap height: the middle of small letters
INDENT: Final = 4.25 * MM
AFTER_LABEL: Final = 1.5 * MM
FEW_ITEMS: Final = 4
LONE_ITEM: Final = 100  # the price of a page that ends with the first item of a list or before the last one
BETWEEN_ITEMS: Final = 3.0  # points, more than a line
AFTER_BOX: Final = 2.8 * MM  # the least between a box and its letter, and between boxes
CHOICE_PITCH: Final = 7.2 * MM
BELOW_CHOICES: Final = 9.6 * MM  # the least from the last option to the baseline below
BESIDE: Final = 4 * MM  # the least between an option and the box beside it
LETTER_AT: Final = 7 * MM
TEXT_AT: Final = 13 * MM


def set_list(desk: Desk, block: ListBlock, strip: Strip) -> Setting:
    """Items below one another, each with its label at the first baseline; a page may end between items."""
    look = desk.look(block.style, strip)
    labels = [f"{block.start + n}." if block.ordered else block.mark for n in range(len(block.items))]
    indent = max([INDENT * look.grown, *(desk.width(label, look) + AFTER_LABEL for label in labels)])
    inner = strip.part(strip.x + indent, strip.right, style="" if block.style == "body" else block.style)
    tags: list[Tag] = [Tag("L", OUTSIDE, numbering="Decimal" if block.ordered else "Disc")]
    atoms: list[Atom] = []
    starts: list[int] = []
    for label, blocks in zip(labels, block.items, strict=True):
        starts.append(len(atoms))
        item = len(tags)
        body = renumbered(desk.flow(blocks, inner), item + 3, item + 2)
        tags += [Tag("LI", 0), Tag("Lbl", item), Tag("LBody", item), *body.tags]
        atoms += _labelled(desk, label, look, strip.x, item + 1, body.atoms)
    if len(starts) >= FEW_ITEMS:
        for n in (starts[1], starts[-1]):
            atoms[n] = replace(atoms[n], penalty=max(atoms[n].penalty, LONE_ITEM))
    if atoms:
        before = max(look.style.before, look.lead_in + BETWEEN_ITEMS)
        atoms[0] = replace(atoms[0], before=max(atoms[0].before, before))
        atoms[-1] = replace(atoms[-1], after=max(atoms[-1].after, look.style.after))
    return Setting(tuple(tags), tuple(atoms))


def _labelled(desk: Desk, label: str, look: Look, x: float, tag: int, atoms: tuple[Atom, ...]) -> tuple[Atom, ...]:
    """An item's atoms with its label, or a dot if that is empty, on the first baseline."""
    before = look.lead_in + BETWEEN_ITEMS
    first = atoms[0] if atoms else Atom(Piece(look.cap, ()))
    baseline = first_baseline(first.head, look.cap)
    at, radius = BULLET_AT * look.grown, BULLET_RADIUS * look.grown
    dot = Disc(x + at, baseline - BULLET_UP * look.cap, radius, look.hand.colour)
    run = Run(tag, desk.label(f"{label} ", look, x, baseline) if label else (dot,))
    head = Piece(first.head.height, (run, *first.head.runs))
    return (replace(first, head=head, before=max(before, first.before)), *atoms[1:])


def first_baseline(piece: Piece, otherwise: float) -> float:
    """The y of the topmost baseline of a piece's text, or `otherwise` if it has none."""
    return next(iter(baselines(piece, otherwise)), otherwise)


def baselines(piece: Piece, cap: float) -> list[float]:
    """The y of each line of a piece's text, from the top; what is raised or lowered in a line counts as part of it."""
    words = [op for run in piece.runs if run.tag != ARTIFACT for op in run.ops if isinstance(op, Glyphs | Outline)]
    lines: list[list[Glyphs | Outline]] = []
    for op in sorted(words, key=lambda op: op.y):
        if lines and op.y <= lines[-1][0].y + cap:
            lines[-1].append(op)
        else:
            lines.append([op])
    return [max(line, key=lambda op: op.size if isinstance(op, Glyphs) else 0.0).y for line in lines]


def set_choices(desk: Desk, block: Choices, strip: Strip) -> Setting:
    """Options as a list, cut only if no page can hold it: a box to tick, a letter, the text; read across in columns.

    They stand below one another where one of them would not fit a line of its column.
    """
    look = desk.look("body", strip)
    bold = desk.look("body", strip, bold=True)
    columns = max(1, min(block.columns, len(block.options)))
    wide = strip.width / columns
    tick = block.box * MM * look.grown
    letter_at = max(LETTER_AT * look.grown, tick + AFTER_BOX)
    letters = max((desk.width(option.letter, bold) for option in block.options), default=0.0)
    text_at = max(letter_at + (TEXT_AT - LETTER_AT) * look.grown, letter_at + letters + 4.0)
    between = max(max(CHOICE_PITCH * look.grown, tick + AFTER_BOX) - look.cap, look.lead_in + BETWEEN_ITEMS)
    counted = all(option.letter.isdigit() for option in block.options)
    tags: list[Tag] = [Tag("L", OUTSIDE, numbering="Decimal" if counted else "UpperAlpha")]
    rows: list[Atom] = []
    for start in range(0, len(block.options), columns):
        height, runs = 0.0, []
        side: list[tuple[int, float, Choice, Piece, float]] = []
        for n, option in enumerate(block.options[start : start + columns]):
            x = strip.x + n * wide
            item = len(tags)
            right = x + wide - (BESIDE if n < columns - 1 else 0.0)
            body = renumbered(desk.flow(option.blocks, strip.part(x + text_at, right)), item + 3, item + 2)
            tags += [Tag("LI", 0), Tag("Lbl", item), Tag("LBody", item), *body.tags]
            text = solid(body.atoms).head if body.atoms else Piece(look.cap, ())
            if columns > 1 and len(baselines(text, look.cap)) > 1:
                return set_choices(desk, replace(block, columns=1), strip)
            side.append((item, x, option, text, first_baseline(text, look.cap)))
        # Options side by side stand on one line, the tallest of their formulas' too.
        baseline = max(low for *_, low in side)
        for item, x, option, text, low in side:
            box = Rect(x, baseline - look.cap / 2 - tick / 2, tick, tick, desk.layout.hair)
            runs.append(Run(ARTIFACT, (box,)))
            runs.append(Run(item + 1, desk.label(f"{option.letter} ", bold, x + letter_at, baseline)))
            runs.extend(lowered(text, baseline - low))
            height = max(height, text.height + baseline - low)
        rows.append(Atom(Piece(height, tuple(runs)), before=between, after=between))
    if not rows:
        return Setting()
    # The piece begins at the first tick box's top edge, not at its caps.
    above = max(0.0, (tick - look.cap) / 2)
    top = Piece(rows[0].head.height + above, together(lowered(rows[0].head, above)))
    rows[0] = replace(rows[0], head=top, before=desk.layout.question.stem_to_space)
    rows[-1] = replace(rows[-1], after=max(between, BELOW_CHOICES * look.grown - look.cap))
    out = piled(rows)
    fits = not strip.height or out.head.height <= strip.height
    return Setting(tuple(tags), (out,) if fits else tuple(rows))
