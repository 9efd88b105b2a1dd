from __future__ import annotations

from itertools import pairwise

import pytest
from house import (
    LINES,
    MM,
    SOURCE,
    STYLES,
    at,
    baseline,
    document,
    drawn,
    galley,
    para,
    prompt,
    question,
    reading,
    roles,
    typesetter,
    worksheet,
)

from packgen.model.document import (
    Annotation,
    AnswerSpace,
    BlankSpace,
    Cell,
    Choice,
    Choices,
    Column,
    Columns,
    Figure,
    Group,
    Heading,
    ListBlock,
    PageBreak,
    Paragraph,
    RuleLine,
    Skip,
    Source,
    Super,
    Table,
    Text,
)
from packgen.model.drawing import Drawing, Frame
from packgen.model.galley import ARTIFACT, Glyphs, Line, Rect
from packgen.model.layout import QuestionLook, SourceLook
from packgen.typeset.flow import INSIDE, KEEP, LONGER


def test_a_number_stays_with_its_answer_lines():
    (atom,) = galley(question(prompt(), LINES)).atoms
    assert atom.fluid is not None
    assert (atom.fluid.n, atom.fluid.least, atom.fluid.most, atom.fluid.pitch) == (12, 10, 14, 24)
    assert (atom.item, atom.label, atom.opens) == ("item-1", "Question 1", True)


def test_help_parts_no_question_from_its_answer_lines():
    starters = Group((Paragraph((Text("Begin so:"),), "help"), ListBlock(((para("One reason"),),), style="help")))
    sheet = worksheet(styles={**STYLES, "help": STYLES["small"]})
    words = Paragraph((Text("Words: because"),), "help")
    (atom,) = galley(question(prompt(), starters, words, LINES), layout=sheet).atoms
    assert atom.fluid is not None
    assert atom.fluid.n == 12


def test_a_question_without_room_to_answer_is_not_joined_to_the_next():
    found = galley(question(prompt(marks="[25 marks]")), question(prompt("2"), LINES, number=2))
    assert [(atom.item, atom.label, atom.opens, atom.fluid is not None) for atom in found.atoms] == [
        ("item-1", "Question 1", True, False),
        ("item-2", "Question 2", True, True),
    ]


def test_answer_spaces_are_counted():
    found = galley(question(prompt(part="(a)"), LINES, prompt("", part="(b)"), LINES))
    assert [atom.fluid.space for atom in found.atoms] == [0, 1]
    assert [atom.penalty for atom in found.atoms] == [0, INSIDE]
    assert [atom.opens for atom in found.atoms] == [True, False]


def test_a_source_comes_first_and_is_kept_with_its_question_by_a_price():
    source, asked = galley(question(SOURCE, prompt(), LINES, uses=("s",))).atoms
    assert (source.shows, source.uses, source.opens) == (("s",), (), True)
    assert (asked.uses, asked.penalty, asked.opens) == (("s",), KEEP, False)


def test_a_later_part_needs_only_its_own_sources():
    blocks = (prompt(part="(a)"), LINES, prompt("", part="(b)", uses=("t",)), LINES)
    found = galley(question(*blocks, uses=("s",)))
    assert [atom.uses for atom in found.atoms] == [("s",), ("t",)]


def test_options_are_one_piece_with_their_stem():
    options = Choices(tuple(Choice(letter, (para(letter * 5),)) for letter in "ABCD"))
    (atom,) = galley(question(prompt(), options)).atoms
    assert atom.fluid is None


def test_a_lead_in_stays_with_its_first_part():
    found = galley(question(prompt("1", marks=""), prompt("", part="(a)"), LINES, prompt("", part="(b)"), LINES))
    assert len(found.atoms) == 2


def test_a_heading_stays_with_what_follows():
    assert len(galley(Heading(1, (Text("Head"),)), para("Text.")).atoms) == 1
    found = galley(Heading(1, (Text("Head"),)), question(prompt(), LINES))
    (atom,) = found.atoms
    assert (atom.label, atom.opens) == ("Question 1", True)
    assert found.outline == ((1, "Head", 0), (2, "Question 1", 0))


def test_what_would_fit_no_page_is_not_merged_but_priced():
    tall = Figure(Drawing(100, 240, (Frame(0, 0, 100, 240),)), "A tall box")
    stem, figure = galley(question(prompt(words="word " * 150), tall)).atoms
    assert figure.penalty == KEEP
    assert stem.opens


@pytest.mark.parametrize("own_line", [False, True])
def test_a_stem_that_no_page_holds_is_cut_between_its_lines(own_line):
    words = " ".join(f"w{n}" for n in range(2000))
    layout = worksheet(question=QuestionLook(number="own-line", marks="below") if own_line else QuestionLook())
    setter, room = typesetter(layout), 735.1
    (found,) = setter.set(document(question(prompt(words=words), LINES)))
    assert [each.rule for each in setter.diagnostics] == ([] if own_line else [LONGER])
    assert len(found.atoms) > 2
    assert all(atom.head.height <= room for atom in found.atoms)
    assert all(atom.penalty == KEEP for atom in found.atoms[1:])
    assert [atom.opens for atom in found.atoms] == [True, *[False] * (len(found.atoms) - 1)]
    read = [op.text for atom in found.atoms for run in atom.head.runs for op in run.ops if isinstance(op, Glyphs)]
    assert [word for word in " ".join(read).split() if word.startswith("w")] == words.split()
    lines = sorted({round(op.y, 2) for run in found.atoms[1].head.runs for op in run.ops if isinstance(op, Glyphs)})
    assert {round(b - a, 1) for a, b in pairwise(lines)} <= {15.0, *({18.0} if own_line else ())}
    assert 7 < lines[0] < 9


def test_a_kept_group_is_one_atom():
    group = Group((para("One."), para("Two."), ListBlock(((para("a"),), (para("b"),)))))
    assert len(galley(group).atoms) == 1
    assert len(galley(Group(group.children, keep=False)).atoms) == 3


def test_a_kept_group_with_answer_lines_is_kept_by_a_price():
    found = galley(Group((para("One."), LINES, para("Two."), LINES)))
    assert [atom.penalty for atom in found.atoms] == [0, KEEP]


def test_outline_entries_follow_their_atoms_into_a_group():
    found = galley(Group((para("One."), Heading(1, (Text("Head"),)), para("Two."))), para("Three."))
    assert found.outline == ((1, "Head", 0),)


def test_the_closing_words_of_a_question_stay_with_its_last_lines():
    (atom,) = galley(question(prompt(), LINES, Paragraph((Text("(Total = 4 marks)"),), "total"))).atoms
    assert atom.tail is not None
    assert atom.tail.height == pytest.approx(24)


def test_a_page_break_goes_to_what_follows():
    found = galley(para("One."), PageBreak("right"), Skip(5), para("Two."))
    assert [atom.force for atom in found.atoms] == ["", "right"]


def test_a_rule_stays_with_what_it_closes():
    assert len(galley(para("One."), RuleLine()).atoms) == 1


def test_options_stand_below_one_another_where_one_would_not_fit_a_line_of_its_column():
    seen = set()
    for length in range(1, 20):
        options = ("Yes", "word " * length, "No", "Both")
        choices = Choices(tuple(Choice("ABCD"[n], (para(text),)) for n, text in enumerate(options)), columns=2)
        (atom,) = galley(choices).atoms
        ops = [op for run in atom.head.runs for op in run.ops]
        columns = {round(op.x, 1) for op in ops if isinstance(op, Rect)}
        lines = {round(op.y, 1) for op in ops if isinstance(op, Glyphs)}
        seen.add((len(columns), len(lines)))
    assert seen == {(2, 2), (1, 4), (1, 5)}


def test_a_page_would_rather_not_end_after_the_first_item_or_before_the_last():
    for count, prices in ((3, [0, 0, 0]), (5, [0, 100, 0, 0, 100])):
        found = galley(ListBlock(tuple((para(f"Item {n}."),) for n in range(count))))
        assert [atom.penalty for atom in found.atoms] == prices


def test_a_lists_structure():
    found = galley(ListBlock(((para("a"), ListBlock(((para("b"),),), ordered=True)),)))
    assert roles(found) == [
        ("L", ""),
        ("LI", "L"),
        ("Lbl", "LI"),
        ("LBody", "LI"),
        ("P", "LBody"),
        ("L", "LBody"),
        ("LI", "L"),
        ("Lbl", "LI"),
        ("LBody", "LI"),
        ("P", "LBody"),
    ]
    assert [tag.numbering for tag in found.tags if tag.role == "L"] == ["Disc", "Decimal"]
    assert reading(found) == "a1. b"


def test_sources_stay_together_only_above_a_question():
    assert [atom.penalty for atom in galley(SOURCE, SOURCE).atoms] == [0, 0]
    assert [atom.penalty for atom in galley(question(SOURCE, SOURCE, prompt())).atoms] == [0, KEEP, KEEP]


def test_a_planning_box_stays_with_the_first_lines():
    (atom,) = galley(question(prompt(), BlankSpace(50, "Plan", "Space to plan"), LINES)).atoms
    assert atom.head.height > 50 * MM
    assert atom.fluid is not None


def test_the_line_for_an_answer_stays_with_its_working():
    answer = AnswerSpace(1, 1, 1, "Answer", "Answer", unit="cm", kept=True)
    found = galley(question(prompt(), AnswerSpace(4, 4, 4, "Working"), answer))
    assert [atom.penalty for atom in found.atoms] == [0, KEEP]
    end = next(
        run for run in found.atoms[1].head.runs if any("cm" in op.text for op in run.ops if isinstance(op, Glyphs))
    )
    (rule,) = (op for run in found.atoms[1].fluid.rule.runs for op in run.ops if isinstance(op, Line))
    assert rule.x2 < min(op.x for op in end.ops)


def test_columns_are_level_and_read_one_after_the_other():
    found = galley(Columns((0, 0), ((para("a"), para("b")), (para("c"),)), rule=True))
    assert len(found.atoms) == 1
    assert reading(found) == "abc"
    assert baseline(found, "a") == pytest.approx(baseline(found, "c"))
    assert at(found, "c") == pytest.approx((16 + 86 + 6) * MM)
    rule = next(op for _, _, op, _ in drawn(found) if isinstance(op, Line))
    assert rule.x1 == pytest.approx(105 * MM)


def test_answer_lines_in_a_column_stay_in_it():
    found = galley(Columns((0, 0), ((para("a"),), (AnswerSpace(2, 2, 2, "x"),))))
    (atom,) = found.atoms
    assert atom.fluid is None
    spans = [(op.x1, op.x2) for _, _, op, _ in drawn(found) if isinstance(op, Line)]
    assert spans == [(pytest.approx(108 * MM), pytest.approx(194 * MM))] * 2


def test_columns_too_wide_are_narrowed():
    found = galley(Columns((150, 150), ((para("a"),), (para("b"),))))
    assert at(found, "b") == pytest.approx((16 + 86 + 6) * MM)


def test_headings_never_skip_a_level():
    found = galley(Heading(2, (Text("A"),)), para("x"), Heading(4, (Text("B"),)), para("x"), Heading(1, (Text("C"),)))
    assert [tag.role for tag in found.tags if tag.role.startswith("H")] == ["H1", "H2", "H1"]


def test_a_blocks_setting_is_reused_and_renumbered():
    setter = typesetter()
    one = question(SOURCE, prompt("1", "First"), LINES, number=1)
    two = question(prompt("2", "Second"), LINES, number=2)
    (first,) = setter.set(document(one, two))
    (second,) = setter.set(document(two, one))
    (fresh,) = typesetter().set(document(two, one))
    assert second == fresh
    assert reading(first) != reading(second)


def test_every_run_names_a_tag_and_parents_come_first():
    found = galley(
        Heading(1, (Text("H"),)),
        question(SOURCE, prompt(), Choices((Choice("A", (para("x"),)), Choice("B", (para("y"),)))), number=1),
        question(prompt(part="(a)"), LINES, prompt("", part="(b)"), LINES, para("(Total)", "total"), number=2),
        Table((Column(),), (Cell((para("H"),)),), ((Cell((para("r"),)),),)),
    )
    assert all(tag.parent < n for n, tag in enumerate(found.tags))
    runs = [run.tag for atom in found.atoms for run in atom.head.runs]
    assert all(ARTIFACT <= tag < len(found.tags) for tag in runs)
    parents = {tag.parent for tag in found.tags}
    read = [tag for tag in runs if tag != ARTIFACT and tag not in parents]
    assert read == sorted(read)


def test_words_that_lead_to_a_list_stay_with_it():
    items = ((para("a"),), (para("b"),))
    found = galley(para("Think about:"), ListBlock(items), para("End."))
    assert len(found.atoms) == 3
    assert baseline(found, "End.") - baseline(found, "b") == pytest.approx(20)


def test_what_stands_right_of_a_heading():
    short = galley(Heading(1, (Text("Head"),), right=(Text("Right"),)))
    assert baseline(short, " ") == pytest.approx(baseline(short, "Head"))
    title = "Which leader was the party boss of Petrograd (Leningrad from 1924)"
    long = galley(Heading(1, (Text(title),), right=(Text("[1 mark and more words]"),), number="2"))
    last = max(y for _, y, op, _ in drawn(long) if isinstance(op, Glyphs) and op.size == 15)
    assert baseline(long, "[1 mark") == pytest.approx(last)
    assert long.atoms[0].head.height == pytest.approx(15 * 0.66 + 19)


def test_a_part_in_a_scheme_hangs_beside_its_heading():
    both = galley(Heading(3, (Text("Why?"),), "label", number="(b)", part="(i)"))
    inner = galley(Heading(3, (Text("Why?"),), "label", part="(ii)"))
    assert at(both, "(b)") == pytest.approx(16 * MM)
    assert at(both, "(i)") == at(inner, "(ii)") == pytest.approx(26 * MM)
    assert at(both, "Why?") == at(inner, "Why?") == pytest.approx(33 * MM)


def test_a_raised_figure_does_not_move_its_option():
    raised = Paragraph((Text("SO"), Super((Text("2"),))))
    options = (Choice("A", (para("HCl"),)), Choice("B", (raised,)))
    found = galley(question(prompt(), Choices(options, 2)))
    assert baseline(found, "A ") == baseline(found, "B ") == baseline(found, "HCl") == baseline(found, "SO")


def test_a_source_with_its_label_above_the_box_is_found_in_the_outline():
    above = worksheet(source=SourceLook(head="above"))
    found = galley(SOURCE, layout=above)
    assert [(level, title) for level, title, _ in found.outline] == [(2, "Source A")]
    assert ("H1", "Sect") in roles(found)
    assert galley(SOURCE).outline == ()


def test_an_odd_box_stands_below_a_short_source_between_its_sides():
    boxes = tuple(BlankSpace(35, name, name) for name in ("Content", "Nature", "Origin", "Purpose", "Context"))

    def rects(words, count):
        source = Source("s", "Source A", (), (para("word " * words),))
        found = galley(question(prompt(), Annotation(source, boxes[:count])))
        return sorted((op for _, _, op, _ in drawn(found) if isinstance(op, Rect)), key=lambda op: op.w)

    *sides, middle, below = rects(20, 5)
    assert (middle.x, middle.w) == (below.x, below.w)
    assert len({(side.x, side.w, side.h) for side in sides}) == 2
    wide = rects(120, 5)[-1]
    assert wide.w > middle.w + 2 * sides[0].w
