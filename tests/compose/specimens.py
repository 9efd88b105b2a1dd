"""The bundled layouts, and forms of every response and marking, with a canary in every field that marks."""

from __future__ import annotations

from pathlib import Path

from msgspec import structs

from packgen.load.layout import load_layout
from packgen.model.document import Blank, ListBlock, Paragraph, RichText, Strong, Text
from packgen.model.form import (
    Form,
    MarkedPart,
    PaperPart,
    PaperQuestion,
    PaperStimulus,
    Question,
    QuestionScheme,
)
from packgen.model.layout import Layout
from packgen.model.marking import (
    ContentGroup,
    EitherOf,
    Key,
    KeyEntry,
    LadderLevel,
    LevelsOfResponse,
    MarkedAlternative,
    Marking,
    MarkingPoints,
)
from packgen.model.response import (
    Alternative,
    Annotated,
    AnswerLines,
    Aspect,
    Blanks,
    Card,
    Cards,
    Either,
    Extended,
    Graph,
    GraphEvent,
    Grid,
    MapBranch,
    Matched,
    MindMap,
    Number,
    Option,
    Ordered,
    Ranked,
    Response,
    Selected,
    Slot,
    Timeline,
    Verdicts,
    Written,
)

LAYOUTS = Path(__file__).parents[2] / "layouts"
NAMES = ("worksheet", "exam", "mark-scheme", "exam-mark-scheme", "source-booklet")
CANARY = "CANARY"


def layout(name: str, **changes: object) -> Layout:
    """A bundled layout with other values for some fields; what is given for a mapping is added to it."""
    found, problems = load_layout(name, [LAYOUTS])
    assert found is not None, problems
    for field, value in changes.items():
        new = {**getattr(found, field), **value} if isinstance(value, dict) else value
        found = structs.replace(found, **{field: new})
    return found


def said(text: str) -> RichText:
    return (Paragraph((Text(text),)),)


def single(
    item: str,
    stem: str,
    response: Response,
    marking: Marking,
    marks: int,
    *,
    spag: int = 0,
    stimuli: tuple[str, ...] = (),
    aos: dict[str, int] | None = None,
) -> Question:
    """An undivided question."""
    part = PaperPart((), said(stem), response, marks, spag, stimuli)
    scheme = MarkedPart((), marking, aos or {"AO1": marks}, marks, spag, said(f"{CANARY} target"), SPAG if spag else ())
    paper = PaperQuestion(item, "kind", "1.1", stimuli, (), (part,), marks, spag)
    return Question(paper, QuestionScheme(item, (scheme,), (f"{CANARY}-fact",)))


def level(number: int, low: int, high: int) -> LadderLevel:
    return LadderLevel(number, low, high, said(f"{CANARY} verdict {number}."), said(f"{CANARY} descriptor."))


SPAG = (level(3, 4, 4), level(2, 2, 3), level(1, 1, 1))
LADDER = LevelsOfResponse(
    "l4x16",
    (level(4, 13, 16), level(3, 9, 12), level(2, 5, 8), level(1, 1, 4)),
    (
        ContentGroup(said(f"{CANARY} for"), (said(f"{CANARY} as General Secretary he controlled appointments"),)),
        ContentGroup(said(f"{CANARY} against"), (said(f"{CANARY} his rivals underrated him"),)),
    ),
    (said(f"{CANARY} cap"),),
    said(f"{CANARY} guidance"),
)
POINTS = MarkingPoints(
    (said(f"{CANARY} point 1"), said(f"{CANARY} point 2")),
    said(f"{CANARY} rule"),
    (said(f"{CANARY} accept"),),
    (said(f"{CANARY} reject"),),
)
CHOICE = Selected(tuple(Option(id, said(text)) for id, text in (("c", "Rykov"), ("a", "Trotsky"), ("b", "Bukharin"))))


def choice_key(*ids: str) -> Key:
    """A key that names options by id, its letters as in the bank's order: wrong for a shuffled form."""
    entry = KeyEntry("", said(f"{CANARY} answer"), (said(f"{CANARY} accept"),), (said(f"{CANARY} reject"),))
    return Key((entry,), f"{CANARY} short", (), ids)


def multiple_choice(item: str = "mc") -> Question:
    return single(item, "Who led the Red Army?", CHOICE, choice_key("a"), 1)


def describe_two(item: str = "describe") -> Question:
    spaces = (AnswerLines(6, 6, 6, "1"), AnswerLines(6, 6, 6, "2"))
    return single(item, "Describe two ways in which the post helped Stalin.", Written(spaces), POINTS, 4)


def essay(item: str = "essay", *, stimuli: tuple[str, ...] = (), stem: str = "How far do you agree?") -> Question:
    space = Extended(AnswerLines(80, 68, 92), 50.0)
    return single(item, stem, space, LADDER, 16, spag=4, stimuli=stimuli, aos={"AO1": 8, "AO2": 8})


EVENTS = (
    (1922.25, "April 1922", ""),
    (1922.97, "", "Lenin begins to dictate his Testament"),
    (1924.05, "", "Lenin dies"),
    (1925.05, "January 1925", ""),
    (1926.8, "October 1926", ""),
    (1927.87, "", "Trotsky and Zinoviev are expelled"),
    (1929.1, "", "Trotsky is deported from the USSR"),
    (1929.88, "November 1929", ""),
)


def slots(*events: tuple[float | None, str, str]) -> tuple[Slot, ...]:
    return tuple(Slot(at, date, said(event) if event else ()) for at, date, event in events)


def timeline(item: str = "timeline") -> Question:
    response = Timeline("fill", 1922.0, 1930.0, slots(*EVENTS))
    entries = tuple(KeyEntry(f"Box {n}", said(f"{CANARY} {n}")) for n in (1, 2, 3))
    return single(item, "Write the missing date or event in each box.", response, Key(entries, f"{CANARY} short"), 8)


def table(item: str = "table") -> Question:
    grid = Grid(("Factor", "How it helped"), (40.0, 0.0), ((said("Offices"), ()), ((), ())), 18.0)
    return single(item, "Fill in the table.", grid, POINTS, 6)


def structured(item: str = "parts", stimuli: tuple[str, ...] = ("s1",)) -> Question:
    """Parts (a), (b)(i) and (b)(ii); (b)(ii) uses the source and doesn't name it."""
    lines = Written((AnswerLines(4, 4, 4),))
    parts = (
        PaperPart(("a",), said("Name one of Stalin's allies."), lines, 1),
        PaperPart(("b",), said("This part is about the source."), None, 0),
        PaperPart(("b", "i"), said("Who wrote Source A?"), lines, 1, 0, stimuli),
        PaperPart(("b", "ii"), said("Explain why it was written."), lines, 4, 0, stimuli),
    )
    marked = tuple(
        MarkedPart(part.path, POINTS if part.response else None, {"AO1": part.marks}, part.marks, 0) for part in parts
    )
    paper = PaperQuestion(item, "structured", "1.1", stimuli, said("Answer all parts."), parts, 6, 0)
    return Question(paper, QuestionScheme(item, marked))


def either(
    item: str = "either", choose: int = 1, stems: tuple[str, ...] = ("Why did Trotsky lose?", "Why did Stalin win?")
):
    """A choice of essays that share one answer space, 16 + 4 marks an answer."""
    labels = "abcdefgh"[: len(stems)]
    options = tuple(Alternative(label, said(stem)) for label, stem in zip(labels, stems, strict=True))
    response = Either(options, AnswerLines(40, 30, 50), 45.0, choose)
    marking = EitherOf(tuple(MarkedAlternative(label, LADDER, said(f"{CANARY} target {label}")) for label in labels))
    aos = {"AO1": 8 * choose, "AO2": 8 * choose}
    made = single(item, "", response, marking, 16 * choose, spag=4 * choose, aos=aos)
    (part,) = made.paper.parts
    return structs.replace(made, paper=structs.replace(made.paper, parts=(structs.replace(part, stem=()),)))


def stimulus(id: str, label: str, credit: str = "") -> PaperStimulus:
    text = said("Stalin is too rude, and this fault cannot be borne in a General Secretary.")
    return PaperStimulus(id, "source", label, (Text("From a letter dictated in January 1923."),), text, credit=credit)


SOURCES = (stimulus("s1", "Source A", "Public domain"), stimulus("s2", "Interpretation B"))


def bulleted(text: str, *bullets: str) -> RichText:
    return (*said(text), ListBlock(tuple(said(bullet) for bullet in bullets)))


def form(*questions: Question, version: str = "", stimuli: tuple[PaperStimulus, ...] = SOURCES) -> Form:
    return Form(version, questions, stimuli, {"s1": f"{CANARY} note\n\n{CANARY} authenticity"})


def sheet(item: str = "sheet") -> Question:
    """Worksheet responses, each a part: an odd one out, pairs, gaps, statements, an order."""
    reasoned = structs.replace(CHOICE, reason=AnswerLines(2, 2, 2))
    odd = Key((KeyEntry("", said(CANARY)), KeyEntry("Reason", said(CANARY))), CANARY, (), ("a",))
    key = Key((KeyEntry("1", said(f"{CANARY} 1"), (said(CANARY),)), KeyEntry("2", said(f"{CANARY} 2"))), f"{CANARY} 1")
    texts = tuple(said(text) for text in ("One", "Two", "Three"))
    gapped = (Paragraph((Text("Lenin died in "), Blank(1), Text(" after "), Strong((Blank(2),)), Text("."))),)
    events = tuple(GraphEvent(1922.0 + n, f"192{n}", text) for n, text in enumerate(texts))
    asked: tuple[tuple[Response, Key], ...] = (
        (reasoned, odd),
        (Matched(texts[:2], texts), key),
        (Blanks(gapped, texts), key),
        (Verdicts(texts[:2]), key),
        (Ordered(texts[:2]), key),
        (Cards(tuple(map(Card, texts)), texts[:2], said("Because"), 2), key),
        (Ranked(texts * 3, (AnswerLines(4, 4, 4),)), key),
        (Graph(events, 1921.0, 1930.0, -5, 5), key),
        (MindMap(texts[0], (MapBranch(texts[0], texts), *(MapBranch(()) for _ in range(4)))), key),
        (Timeline("scale", 1922.0, 1930.0, (), texts, 15.0), key),
        (Annotated("s1", (Aspect("Origin", texts[0]), Aspect("Purpose"), Aspect("Context"))), key),
        (Number(AnswerLines(3, 3, 3), "cm²"), key),
        (Number(None, "£", before=True), key),
    )
    letters = "abcdefghijklm"
    parts = tuple(
        PaperPart((c,), said(f"Do {c}."), response, 2) for c, (response, _) in zip(letters, asked, strict=True)
    )
    marked = tuple(MarkedPart((c,), key, {"AO1": 2}, 2, 0) for c, (_, key) in zip(letters, asked, strict=True))
    paper = PaperQuestion(item, "structured", "1.1", (), (), parts, 26, 0)
    return Question(paper, QuestionScheme(item, marked))


def everything(version: str = "") -> Form:
    """Every response and every marking."""
    return form(
        multiple_choice(),
        timeline(),
        describe_two(),
        table(),
        structured(),
        either(),
        essay("essay", stimuli=("s1", "s2"), stem="How far do you agree with Interpretation B?"),
        sheet(),
        version=version,
    )
