"""Blocks below one another: what stays together, and how far apart things stand."""

from __future__ import annotations

from typing import Final, assert_never

from msgspec.structs import replace

from packgen.diagnostics import Diagnostic, warning
from packgen.model.document import (
    Annotation,
    AnswerSpace,
    Bank,
    BlankSpace,
    Block,
    Box,
    Choices,
    Columns,
    Figure,
    Group,
    Heading,
    ListBlock,
    PageBreak,
    Pairs,
    Panels,
    Paragraph,
    Prompt,
    Question,
    RichText,
    RuleLine,
    Skip,
    Source,
    Table,
    WriteIn,
)
from packgen.model.galley import Atom, Piece, Tag
from packgen.typeset.answers import set_answer, set_blank_space, set_box, set_write_in
from packgen.typeset.desk import Desk
from packgen.typeset.divided import divided
from packgen.typeset.figures import set_figure
from packgen.typeset.geometry import MM, SLACK, Strip
from packgen.typeset.heading import set_columns, set_heading, set_rule
from packgen.typeset.lists import set_choices, set_list
from packgen.typeset.pieces import EMPTY, OUTSIDE, Setting, merged, piled, settled, shifted, stacked, wrapped
from packgen.typeset.prompt import set_prompt, stem_x
from packgen.typeset.source import set_source
from packgen.typeset.spacing import belongs, first_of, gap, last_of
from packgen.typeset.tables import SPACE, set_table
from packgen.typeset.text import paragraph, set_lines

KEEP: Final = 10_000  # the price of a page's end between a source and its question, or inside a kept group
LONGER: Final = "longer-than-a-page"
"""The rule by which words are told that no page holds."""
INSIDE: Final = 8  # and inside a question: less than that of a cut answer space, more than that between questions
LEAST_LINES: Final = 3  # answer lines that stay with what they answer


def flow(desk: Desk, blocks: RichText, strip: Strip) -> Setting:
    """Blocks below one another, those that belong together merged into one atom where a page can hold it."""
    runner = _Flow(desk, strip, None)
    runner.add(blocks)
    return runner.setting()


def section(desk: Desk, blocks: RichText, strip: Strip) -> Setting:
    """As `flow`, for a whole section: its tags stand in `parts` alone, and its atoms count theirs from a base."""
    runner = _Flow(desk, strip, None)
    runner.add(blocks)
    atoms: list[Atom] = []
    places: list[int] = []
    for atom in runner.atoms:
        places.append(len(atoms))
        parts = divided(atom, strip.height) if atom.item else (atom,)
        if len(parts) > 1:
            desk.tell(_cut(atom))
        atoms.extend(parts)
    outline = tuple([(level, title, places[at]) for level, title, at in runner.outline])
    return Setting((), tuple(atoms), outline, tuple(runner.parts))


def _cut(atom: Atom) -> Diagnostic:
    message = f"{atom.label} (item {atom.item}) has more words than a page has room for: a page ends inside them"
    return warning(LONGER, message, "shorten them, divide the question, or make a source of them")


class _Flow:
    """A flow being filled.

    `question` is the one whose blocks these are, `spaces` the answer spaces it has had, `needed` the stimuli
    that its next prompt is to have in sight, `hang` the x of the stem that words and options stand below.
    """

    def __init__(self, desk: Desk, strip: Strip, question: Question | None) -> None:
        self.desk = desk
        self.strip = strip
        self.question = question
        self.count = 0
        self.parts: list[tuple[int, tuple[Tag, ...]]] = []
        self.atoms: list[Atom] = []
        self.outline: list[tuple[int, str, int]] = []
        self.above: Block | None = None
        self.skip = 0.0
        self.force: PageBreak | None = None
        self.spaces = 0
        self.needed = question.uses if question else ()
        self.hang: float | None = None

    def setting(self) -> Setting:
        tags = tuple([tag for base, part in self.parts for tag in shifted(part, base)])
        return Setting(tags, tuple([settled(atom) for atom in self.atoms]), tuple(self.outline))

    def add(self, blocks: RichText) -> None:
        for n, block in enumerate(blocks):
            if isinstance(block, Skip):
                self.skip += block.height * MM
            elif isinstance(block, PageBreak):
                self.force = block
            elif self._closes(block, last=n == len(blocks) - 1):
                self._close(block)
            else:
                self._join(block, self._set(block))

    # --- one block ------------------------------------------------------------------

    def _set(self, block: Block) -> Setting:
        desk, strip = self.desk, self.strip
        match block:
            case Group():
                return self._group(block)
            case Question():
                return desk.once(block, strip, lambda: self._question(block))
            case AnswerSpace():
                setting = desk.once(block, strip, lambda: set_answer(desk, block, strip))
                return self._space(setting)
            case Prompt():
                setting = desk.once(block, strip, lambda: set_prompt(desk, block, strip))
                needed = dict.fromkeys((*self.needed, *block.uses))
                self.needed, self.hang = (), stem_x(desk, block, strip)
                atoms = tuple(replace(a, uses=tuple(needed), part=block.path) for a in setting.atoms)
                return replace(setting, atoms=atoms)
            case Panels():
                from packgen.typeset.panels import set_panels

                left = self._left(block, 0.0)
                return desk.kept((block, strip, left), lambda: set_panels(desk, block, strip, left))
            case Table(fill=True):
                room = replace(strip, height=self._left(block, SPACE) + SPACE)
                return desk.once(block, room, lambda: set_table(desk, block, room))
            case Choices() | Bank() | Pairs() | ListBlock() | Paragraph() | WriteIn(indent=True) if (
                self.hang is not None
            ):
                below = replace(strip, x=self.hang)
                return desk.once(block, below, lambda: set_block(desk, block, below))
            case _:
                return desk.once(block, strip, lambda: set_block(desk, block, strip))

    def _left(self, block: Block, before: float) -> float:
        """What is left of the page for a block that wants so much white above it; 0 inside a box."""
        if not self.strip.height or self.force is not None or not self.atoms:
            return self.strip.height
        used = 0.0
        for n, atom in enumerate(self.atoms):
            above = max(self.atoms[n - 1].after, atom.before) if n and not atom.force else 0.0
            used = (0.0 if atom.force else used + above) + atom.head.height
        after, white = gap(
            self.desk, self.strip, self.above, block, self.atoms[-1], Atom(Piece(0.0, ()), before=before)
        )
        left = self.strip.height - used - max(after, white) - self.skip
        return left if left > 0 else self.strip.height

    def _space(self, setting: Setting) -> Setting:
        self.spaces += 1
        return replace(
            setting,
            atoms=tuple(replace(a, fluid=a.fluid and replace(a.fluid, space=self.spaces - 1)) for a in setting.atoms),
        )

    def _group(self, group: Group) -> Setting:
        if self.question is not None:
            found = self._grouped(group)
        else:
            before = (self.strip, self.spaces, self.needed, self.hang)
            key = ("group", group, *before)
            found = self.desk.same(group, before, lambda: self.desk.kept(key, lambda: self._grouped(group)))
        setting, self.spaces, self.needed, self.hang = found
        return setting

    def _grouped(self, group: Group) -> tuple[Setting, int, tuple[str, ...], float | None]:
        """A group's setting, and what it leaves of spaces, sources needed and the stem above."""
        inner = _Flow(self.desk, self.strip, self.question)
        inner.spaces, inner.needed, inner.hang = self.spaces, self.needed, self.hang
        inner.add(group.children)
        if group.keep:
            inner.keep()
        return inner.setting(), inner.spaces, inner.needed, inner.hang

    def keep(self) -> None:
        """Merge all atoms as far as answer lines and the page's height let them; price what is left between."""
        piles: list[list[Atom]] = []
        index: list[int] = []
        height = 0.0
        for atom in self.atoms:
            if piles and not atom.force and self._mergeable(piles[-1][-1], atom, height):
                height += max(piles[-1][-1].after, atom.before) + atom.head.height
                piles[-1].append(atom)
            else:
                piles.append([replace(atom, penalty=KEEP) if piles else atom])
                height = _tall(atom)
            index.append(len(piles) - 1)
        self.atoms = [piled(pile) for pile in piles]
        self.outline = [(level, title, index[at]) for level, title, at in self.outline]

    def _question(self, question: Question) -> Setting:
        desk, strip = self.desk, self.strip
        where, desk.where = desk.where, f"{question.label} (item {question.item})" if question.item else question.label
        look = desk.layout.question
        right = min(strip.right, strip.from_right(look.right))
        inner = _Flow(desk, replace(strip, x=min(strip.from_left(look.text_x), right - 1.0), right=right), question)
        inner.add(question.children)
        desk.where = where
        setting = wrapped(Tag("Sect", OUTSIDE, title=question.label), inner.setting())
        atoms = tuple(
            replace(
                atom,
                item=question.item,
                label=question.label,
                opens=not n,
                penalty=max(atom.penalty, INSIDE) if n else atom.penalty,
            )
            for n, atom in enumerate(setting.atoms)
        )
        outline = setting.outline
        if atoms and question.label and not any(at == 0 for _, _, at in outline):
            outline = ((2, question.label, 0), *outline)
        return Setting(setting.tags, atoms, outline)

    # --- a question's last words ------------------------------------------------------

    def _closes(self, block: Block, last: bool) -> bool:
        """True for words that end a question and so must stay with its last answer lines."""
        return (
            last
            and self.question is not None
            and isinstance(block, Paragraph)
            and isinstance(self.above, AnswerSpace)
            and bool(self.atoms)
            and self.atoms[-1].tail is None
            and not (self.skip or self.force)
        )

    def _close(self, block: Block) -> None:
        setting = self._set(block)
        if not setting.atoms:
            return
        above = self.atoms[-1]
        offset = self._part(setting) - above.base
        atoms = [settled(atom, offset) for atom in setting.atoms]
        first, piece = atoms[0], atoms[0].head
        for atom in atoms[1:]:
            piece = stacked(piece, atom.before, atom.head)
        tail = stacked(Piece(max(above.after, first.before), ()), 0.0, piece)
        self.atoms[-1] = replace(above, tail=tail, after=atoms[-1].after)
        self.above = block

    # --- joining ----------------------------------------------------------------------

    def _join(self, block: Block, setting: Setting) -> None:
        if not setting.atoms:
            return
        atoms = self.desk.rebased(setting, self._part(setting))
        first = atoms[0]
        merge = False
        if self.force is not None:
            first = replace(first, force=self.force.side)
        elif self.atoms:
            first, merge = self._spaced(block, first)
        self.force, self.skip = None, 0.0
        at = len(self.atoms)
        if merge:
            at -= 1
            self.atoms[-1] = merged(self.atoms[-1], first)
        else:
            self.atoms.append(first)
        self.atoms.extend(atoms[1:])
        if setting.outline:
            self.outline.extend([(level, title, at + n) for level, title, n in setting.outline])
        self.above = last_of(block)

    def _part(self, setting: Setting) -> int:
        """Take up the tags of a block that joins; the number of its first."""
        base = self.count
        self.parts.append((base, setting.tags))
        self.count += len(setting.tags)
        return base

    def _spaced(self, block: Block, first: Atom) -> tuple[Atom, bool]:
        """`first` with its distance to what stands above it, and whether the two are to be merged."""
        above, upper = self.above, self.atoms[-1]
        below = first_of(block)
        # The same two blocks meet in many versions.
        where = (id(above), upper.after, first.before, self.strip)
        after, before, one, _ = self.desk.same(below, where, lambda: self._met(above, below, upper, first))
        if self.skip:
            after, before = 0.0, max(after, before) + self.skip
        self.atoms[-1] = upper = replace(upper, after=after)
        first = replace(first, before=before)
        # A question may end in its prompt: it is answered elsewhere, and what follows is another question.
        ended = isinstance(block, Question) and isinstance(above, Prompt | Bank | Choices)
        if ended or not one or (isinstance(above, Source) and self.question is None):
            return first, False
        merge = not isinstance(above, Source) and self._mergeable(upper, first, _tall(upper))
        return (first, True) if merge else (replace(first, penalty=KEEP), False)

    def _met(self, above: Block | None, below: Block, upper: Atom, first: Atom) -> tuple[float, float, bool, object]:
        """The white space between two blocks, and whether no page should end there; `above` stays with it."""
        return (*gap(self.desk, self.strip, above, below, upper, first), belongs(above, below), above)

    def _mergeable(self, upper: Atom, lower: Atom, height: float) -> bool:
        """`height` is that of all which `upper` ends."""
        if upper.fluid is not None or upper.tail is not None:
            return False
        height += max(upper.after, lower.before) + lower.head.height
        if lower.fluid is not None:
            cuttable = lower.fluid.n >= 2 * LEAST_LINES
            height += (LEAST_LINES if cuttable else lower.fluid.n) * lower.fluid.pitch
        return not self.strip.height or height <= self.strip.height - SLACK


def set_block(desk: Desk, block: Block, strip: Strip) -> Setting:
    """A block that is the same wherever it stands.  What few papers have is loaded when it is met."""
    match block:
        case Paragraph():
            look = desk.look(block.style, strip)
            return paragraph(set_lines(desk, block.inlines, look, strip.x, strip.width), look)
        case Heading():
            return set_heading(desk, block, strip)
        case ListBlock():
            return set_list(desk, block, strip)
        case Table():
            return set_table(desk, block, strip)
        case Figure():
            return set_figure(desk, block, strip)
        case Source():
            return set_source(desk, block, strip)
        case BlankSpace():
            return set_blank_space(desk, block, strip)
        case Annotation():
            from packgen.typeset.annotation import set_annotation

            return set_annotation(desk, block, strip)
        case Choices():
            return set_choices(desk, block, strip)
        case Bank():
            from packgen.typeset.choosing import set_bank

            return set_bank(desk, block, strip)
        case Pairs():
            from packgen.typeset.choosing import set_pairs

            return set_pairs(desk, block, strip)
        case Box():
            return set_box(desk, block, strip)
        case Columns():
            return set_columns(desk, block, strip)
        case Panels():
            from packgen.typeset.panels import set_panels

            return set_panels(desk, block, strip, strip.height)
        case WriteIn():
            return set_write_in(desk, block, strip)
        case RuleLine():
            return set_rule(desk, block, strip)
        case AnswerSpace():
            return set_answer(desk, block, strip)
        case Prompt():
            return set_prompt(desk, block, strip)
        case Question() | Group():
            return flow(desk, (block,), strip)
        case Skip() | PageBreak():
            return EMPTY
        case _:
            assert_never(block)


def _tall(atom: Atom) -> float:
    """How tall an atom is where it opens a page."""
    return atom.head.height + (atom.carry.height if atom.carry else 0.0)
