"""The typesetter's desk: styles resolved to faces, measured words, what was set before, what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar, cast

from msgspec import Struct

from packgen.diagnostics import Diagnostic, error, warning
from packgen.model.document import Block, RichText
from packgen.model.drawing import Align
from packgen.model.galley import Atom, Glyphs, Outline
from packgen.model.layout import Layout, Style
from packgen.typeset.faces import Faces
from packgen.typeset.geometry import MM, Strip
from packgen.typeset.pieces import Setting, rebased

USUAL = 12.0  # points

SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"), " ")

T = TypeVar("T")

# Settings that are kept: those of a long paper many times over, not those of a school.
MOST: Final = 5_000
FEWER: Final = 4_000


class Hand(Struct, frozen=True):
    """One way of writing characters: a family's style, size and rise in points, spacing in points, language."""

    family: str
    bold: bool
    italic: bool
    semibold: bool
    size: float
    rise: float
    spacing: float
    word_spacing: float
    colour: str
    lang: str


class Fragment(Struct, frozen=True):
    """Characters of one face and hand, `width` points wide."""

    hand: Hand
    face: str
    text: str
    width: float


class Look(Struct, frozen=True):
    """A style made ready: its plain hand and, in points, the cap height and leading."""

    style: Style
    hand: Hand
    cap: float
    leading: float
    align: Align

    def measure(self, width: float) -> float:
        """The line length in a strip of `width` points."""
        return min(width, self.style.measure * MM) if self.style.measure else width

    @property
    def grown(self) -> float:
        """How much larger what stands beside the text must be than beside usual body text: never smaller."""
        return max(1.0, self.hand.size / USUAL)

    @property
    def lead_in(self) -> float:
        """From one line's baseline to the next line's caps."""
        return self.leading - self.cap


class Desk:
    """What the setters of all blocks share.  `flow` sets blocks below one another; the typesetter supplies it."""

    def __init__(self, layout: Layout, faces: Faces, flow: Callable[[Desk, RichText, Strip], Setting]) -> None:
        self.layout = layout
        self.faces = faces
        self.where = ""
        self.problems: list[Diagnostic] = []
        self._flow = flow
        self._hands: dict[Hand, Hand] = {}
        self._words: dict[Hand, dict[str, tuple[Fragment, ...]]] = {}
        self._kept: dict[tuple[object, ...], object] = {}
        self._looks: dict[tuple[str, bool, Align | None], Look] = {}
        # By the identity of a setting or block, which stands beside what was made of it and so stays what it is.
        self._rebased: dict[tuple[int, int], tuple[Setting, tuple[Atom, ...]]] = {}
        self._same: dict[tuple[object, ...], tuple[object, object]] = {}
        self._told: set[tuple[str, str]] = set()

    # --- blocks ---------------------------------------------------------------------

    def flow(self, blocks: RichText, strip: Strip) -> Setting:
        """Blocks below one another."""
        return self.same(blocks, ("flow", strip), lambda: self._flow(self, blocks, strip))

    def once(self, block: Block, strip: Strip, make: Callable[[], Setting]) -> Setting:
        """The block's setting in that strip, made the first time it is asked for."""
        return self.same(block, (strip,), lambda: self.kept((block, strip), make))

    def rebased(self, setting: Setting, offset: int) -> tuple[Atom, ...]:
        """The setting's atoms with their tags counted from `offset`, made the first time they are asked for."""
        key = (id(setting), offset)
        found = self._rebased.get(key)
        if found is None:
            if len(self._rebased) >= FEWER:
                self._rebased.clear()
            found = self._rebased[key] = (setting, tuple([rebased(atom, offset) for atom in setting.atoms]))
        return found[1]

    def same(self, block: object, where: tuple[object, ...], make: Callable[[], T]) -> T:
        """What `make` gives for that very block, made the first time it is asked for; `where` is all else it needs."""
        key = (id(block), *where)
        found = self._same.get(key)
        if found is None:
            if len(self._same) >= FEWER:
                self._same.clear()
            found = self._same[key] = (block, make())
        return cast("T", found[1])

    def kept(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """What `make` gives, made the first time it is asked for; `key` is all that it depends on."""
        # What is made is never None; a key is hashed whole each time, which takes long for large blocks.
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            found = self._kept[key] = make()
        return cast("T", found)

    # --- styles ---------------------------------------------------------------------

    def has_style(self, name: str) -> bool:
        """True if the layout has a style of that name."""
        return name in self.layout.styles

    def look(self, name: str, strip: Strip | None = None, bold: bool = False) -> Look:
        """The style of that name, as text of it stands in `strip`; body text for a name the layout lacks."""
        align: Align | None = None
        if strip is not None:
            if name == "body" and strip.style:
                name = strip.style
            bold, align = bold or strip.bold, strip.align
        key = (name, bold, align)
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = self._make_look(name, bold, align)
        return found

    def _make_look(self, name: str, bold: bool, align: Align | None) -> Look:
        style = self.layout.styles.get(name)
        if style is None:
            style = self.layout.styles.get("body", Style())
            if name != "body":
                self.tell(
                    warning(
                        "unknown-style",
                        f'the layout "{self.layout.name}" has no style "{name}"; body text stands in for it',
                        f'add "{name}" to the layout\'s styles',
                    )
                )
        hand = Hand(
            family=style.family,
            bold=style.bold or bold,
            italic=style.italic,
            semibold=style.semibold and not bold,
            size=style.size,
            rise=0.0,
            spacing=style.letter_spacing * style.size,
            word_spacing=style.word_spacing * style.size,
            colour=style.colour,
            lang="",
        )
        hand = self.hand(hand)
        cap = self.faces.cap_height(self.fragments("H", hand)[0].face) * style.size
        return Look(style, hand, cap, style.leading, align or style.align)

    def hand(self, hand: Hand) -> Hand:
        """The one object that stands for equal hands."""
        return self._hands.setdefault(hand, hand)

    # --- words ----------------------------------------------------------------------

    def fragments(self, text: str, hand: Hand) -> tuple[Fragment, ...]:
        """`text`, without break opportunities, in the faces that have its characters; spaces become plain ones."""
        words = self._words.get(hand)
        if words is None:
            words = self._words[hand] = {}
        found = words.get(text)
        if found is None:
            found = words[text] = self._measure(text, hand)
        return found

    def _measure(self, text: str, hand: Hand) -> tuple[Fragment, ...]:
        plain = text.translate(SPACES)
        whole = self.faces.first_alone(hand.family, hand.bold, hand.italic, plain, hand.semibold)
        runs = ((whole, plain),) if whole else self._parted(hand, plain)
        return tuple(
            Fragment(hand, face, part, self.faces.width(face, part, hand.size, hand.spacing, hand.word_spacing))
            for face, part in runs
        )

    def _parted(self, hand: Hand, plain: str) -> tuple[tuple[str, str], ...]:
        for character in self.faces.missing(hand.family, plain):
            self._missing(character)
        return self.faces.split(hand.family, hand.bold, hand.italic, plain, hand.semibold)

    def _missing(self, character: str) -> None:
        shown = f"\u201c{character}\u201d (U+{ord(character):04X})" if character.isprintable() else ""
        self.tell(
            error(
                "missing-glyph",
                f"{self.where or 'the page'} has a character that no font has: {shown or f'U+{ord(character):04X}'}",
                "write it with other characters, or name a font that has it in packgen.toml",
            )
        )

    def label(self, text: str, look: Look, x: float, y: float, align: Align = "left") -> tuple[Glyphs, ...]:
        """One unbroken line with its baseline at `y`: it starts, is centred, or ends at `x`."""
        fragments = self.fragments(text, look.hand)
        if align != "left":
            width = sum(f.width for f in fragments)
            x -= width if align == "right" else width / 2
        out: list[Glyphs] = []
        for f in fragments:
            out.append(glyphs(f, f.text, x, y))
            x += f.width
        return tuple(out)

    def width(self, text: str, look: Look) -> float:
        """The width of one unbroken line in points."""
        return sum([f.width for f in self.fragments(text, look.hand)])

    def end(self, op: Glyphs | Outline) -> float:
        """The x at which a run of characters ends, spaces at its end left out, or the outline of a formula's sign."""
        if isinstance(op, Outline):
            return op.x + max((x for contour in op.contours for x in contour[::2]), default=0.0)
        return op.x + self.faces.width(op.face, op.text.rstrip(), op.size, op.spacing, op.word_spacing)

    # --- messages -------------------------------------------------------------------

    def tell(self, problem: Diagnostic) -> None:
        """Keep a diagnostic, unless the same thing was said before."""
        key = (problem.rule, problem.message)
        if key not in self._told:
            self._told.add(key)
            self.problems.append(problem)


def glyphs(fragment: Fragment, text: str, x: float, baseline: float) -> Glyphs:
    """`text` in the fragment's face and hand, from `x`."""
    hand = fragment.hand
    y = baseline - hand.rise
    return Glyphs(x, y, fragment.face, hand.size, text, hand.colour, hand.spacing, hand.word_spacing)
