"""Cards to cut out: a table to record the sorting in, pages of cards with cut lines, and pages of their backs."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from packgen.compose.room import LETTER_WIDTH
from packgen.compose.wording import Wording
from packgen.compose.words import MM_PER_POINT, estimated_lines, estimated_width, one_run
from packgen.model.document import (
    Block,
    Cell,
    Column,
    Figure,
    Group,
    PageBreak,
    Paragraph,
    RichText,
    Strong,
    Table,
    Text,
    plain_text,
)
from packgen.model.drawing import Dot, Drawing, Shape, Stroke, Words
from packgen.model.layout import Layout, Style, Template
from packgen.model.response import Card, Cards

WIDTH, HEIGHT = 89.0, 60.0
ACROSS, MOST_DOWN = 2, 4
PADDING = 7.0
OVER_ACROSS, OVER_DOWN = 5.5, 3.5
DASH = (3.0, 3.0)
USUAL = 15.0
CAP = 0.66
LINE = 8.47
TO_ID = 8.0
ABOVE_PROMPT = 4.0
RECORD = 18.0
RING, RINGS_APART = 0.7, 0.9


class Room(Struct, frozen=True):
    """The page that cards stand on: its frame in mm, the styles of their words, how large handwriting is.

    `across` is how many stand side by side: fewer, larger ones in large print.
    """

    width: float
    height: float
    text: Style
    small: Style
    across: int = ACROSS
    writing: float = 1.0

    @property
    def grow(self) -> float:
        """How much larger than usual their words are."""
        return max(1.0, self.text.size / USUAL)

    @property
    def card_width(self) -> float:
        """How wide a card is: the house's measure, or its share of a narrower frame or of a whole row."""
        share = self.width / self.across
        return share if self.across == 1 else min(WIDTH, share)


def room_for(layout: Layout) -> Room:
    """The room that a layout's pages have for cards."""
    width, height = layout.size()
    template = layout.templates.get("body", Template())
    return Room(
        width=width - template.left - template.right,
        height=height - template.top - template.bottom,
        text=layout.styles.get("card", Style(size=USUAL, leading=19.0)),
        small=layout.styles.get("small", Style(size=10.0, leading=13.0)),
        across=1 if layout.one_column else ACROSS,
        writing=layout.writing,
    )


def blocks(response: Cards, room: Room, wording: Wording) -> tuple[Block, ...]:
    """The record, then pages of cards; where cards have backs each page of them is a sheet's front."""
    use = Paragraph((Text(wording.say("cards_use")), Text(" "), Text(wording.say("cards_record"))), "small")
    out: list[Block] = [Group((use, _record(response.categories)), keep=room.across > 1)]
    height = max(_height(card, response, room) for card in response.cards)
    rows = max(1, min(MOST_DOWN, int((room.height - 2 * OVER_DOWN + 0.01) // height)))
    on_page = rows * room.across
    backed = any(card.back for card in response.cards)
    for start in range(0, len(response.cards), on_page):
        cards = response.cards[start : start + on_page]
        if backed:
            out.append(PageBreak("right"))
        out.append(_front(cards, start + 1, height, response, room, wording))
        if backed:
            out += [PageBreak(), _back(cards, height, room, wording)]
    return tuple(out)


def _record(categories: Sequence[RichText]) -> Table:
    """A column for each heading, to write the numbers of cards in."""
    header = tuple(Cell((Paragraph((Strong(one_run(text)),)),), header=True) for text in categories)
    columns = tuple(Column() for _ in categories)
    return Table(columns, header, (tuple(Cell(()) for _ in categories),), boxed=True, least_height=RECORD, indent=True)


# --- measures ----------------------------------------------------------------------


def _size(style: Style) -> float:
    """The size that text of a style seems to have where its letters are spaced."""
    return style.size * (1 + style.letter_spacing / LETTER_WIDTH)


def _text_height(text: RichText, style: Style, width: float) -> float:
    """From the caps of the first line to the last baseline."""
    lines = sum(estimated_lines(plain_text((block,)), width, _size(style), bold=style.semibold) for block in text)
    return (style.size * CAP + (max(1, lines) - 1) * style.leading) * MM_PER_POINT


def _foot(response: Cards, room: Room) -> float:
    """From the top of the prompt's caps, or of the number, to the card's lower edge."""
    if not response.lines:
        return PADDING + room.small.size * CAP * MM_PER_POINT
    inner = room.card_width - 2 * PADDING
    prompt = _text_height(response.prompt, room.small, inner) if response.prompt else 0.0
    return PADDING + response.lines * LINE * room.writing + prompt


def _height(card: Card, response: Cards, room: Room) -> float:
    """How high a card must be for its words, at least the house's measure."""
    inner = room.card_width - 2 * PADDING
    needed = PADDING + _text_height(card.text, room.text, inner) + ABOVE_PROMPT + _foot(response, room)
    back = 2 * PADDING + _text_height(card.back, room.text, inner) if card.back else 0.0
    return min(max(HEIGHT * (room.grow if room.across == 1 else 1.0), needed, back), room.height - 2 * OVER_DOWN)


# --- drawings ----------------------------------------------------------------------


def _front(cards: Sequence[Card], first: int, height: float, response: Cards, room: Room, wording: Wording) -> Figure:
    rows = -(-len(cards) // room.across)
    wide, tall = room.card_width * room.across, rows * height + 2 * OVER_DOWN
    shapes: list[Shape] = _cut_lines(rows, height, room)
    for n, card in enumerate(cards):
        x, y = n % room.across * room.card_width, OVER_DOWN + n // room.across * height
        shapes += _card(card, first + n, x, y, height, response, room)
    alt = wording.count("cards_alt", len(cards))
    return Figure(Drawing(wide, tall, tuple(shapes), alt), alt)


def _cut_lines(rows: int, height: float, room: Room) -> list[Shape]:
    """Dashed lines that run past the cards, with scissors at the upper left end."""
    wide, tall = room.card_width * room.across, rows * height
    shapes: list[Shape] = []
    for n in range(rows + 1):
        y = OVER_DOWN + n * height
        shapes.append(Stroke(-OVER_ACROSS, y, wide + OVER_ACROSS, y, dash=DASH))
    for n in range(room.across + 1):
        x = n * room.card_width
        shapes.append(Stroke(x, 0.0, x, tall + 2 * OVER_DOWN, dash=DASH))
    tip, y = -1.2, OVER_DOWN - 1.8
    for side in (-1, 1):
        shapes.append(Dot(-OVER_ACROSS + RING + 0.3, y + side * RINGS_APART, RING, filled=False))
        shapes.append(Stroke(-OVER_ACROSS + 2 * RING + 0.2, y + side * 0.5, tip, y - side * 0.7, 0.9))
    return shapes


def _card(card: Card, number: int, x: float, y: float, height: float, response: Cards, room: Room) -> list[Shape]:
    inner = room.card_width - 2 * PADDING
    left, foot = x + PADDING, y + height - PADDING
    cap = room.text.size * CAP * MM_PER_POINT
    shapes: list[Shape] = [Words(left, y + PADDING + cap, inner, one_run(card.text), "card")]
    pitch = LINE * room.writing
    if response.lines:
        prompt = y + height - _foot(response, room) + room.small.size * CAP * MM_PER_POINT
        if response.prompt:
            shapes.append(Words(left, prompt, inner, one_run(response.prompt), "small"))
        id_width = max(TO_ID, estimated_width(str(number), room.small.size, bold=True) + 4.0)
        for n in range(response.lines):
            at = foot - (response.lines - 1 - n) * pitch
            end = left + inner - (id_width if n == response.lines - 1 else 0.0)
            shapes.append(Stroke(left, at, end, at))
    shapes.append(Words(left, foot, inner, (Text(str(number)),), "small-bold", "right"))
    return shapes


def _back(cards: Sequence[Card], height: float, room: Room, wording: Wording) -> Figure:
    """The backs, each column where the other one is on the front, so that they meet on paper printed on both sides."""
    rows = -(-len(cards) // room.across)
    inner = room.card_width - 2 * PADDING
    cap = room.text.size * CAP * MM_PER_POINT
    shapes: list[Shape] = []
    for n, card in enumerate(cards):
        column = room.across - 1 - n % room.across
        tall = _text_height(card.back, room.text, inner) if card.back else 0.0
        x = column * room.card_width + PADDING
        y = OVER_DOWN + n // room.across * height + (height - tall) / 2 + cap
        if card.back:
            shapes.append(Words(x, y, inner, one_run(card.back), "card", "centre"))
    alt = wording.count("cards_back_alt", len(cards))
    return Figure(Drawing(room.card_width * room.across, rows * height + 2 * OVER_DOWN, tuple(shapes), alt), alt)
