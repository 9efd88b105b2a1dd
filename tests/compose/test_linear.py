"""One column: nothing side by side, wide tables as lists, no word lost and none added."""

from msgspec import structs
from specimens import layout

from packgen.compose.linear import linear
from packgen.model.document import (
    BlankSpace,
    Cell,
    Choice,
    Choices,
    Column,
    Columns,
    Document,
    Entry,
    Group,
    Heading,
    LineBreak,
    ListBlock,
    Panel,
    Panels,
    Paragraph,
    Prompt,
    Section,
    Skip,
    Strong,
    Table,
    Text,
    WriteIn,
    WriteInField,
    plain_text,
)


def words(text):
    return (Paragraph((Text(text),)),)


def laid(*blocks, **changes):
    sheet = structs.replace(layout("worksheet"), **{"one_column": True, "most_columns": 3, **changes})
    document = Document("t", "en", "pupils", (Section("body", blocks),), {})
    return linear(document, sheet).sections[0].blocks


def table(columns, rows, height=0.0):
    header = tuple(Cell(words(f"head {n}"), header=True) for n in range(columns))
    return Table((Column(),) * columns, header, rows, least_height=height)


def test_a_layout_that_asks_for_nothing_leaves_a_document_alone():
    document = Document("t", "en", "pupils", (Section("body", words("x")),), {})
    assert linear(document, layout("worksheet")) is document


def test_columns_stand_below_one_another_and_a_label_stays_beside_its_words():
    hung = Columns((6.0, 0.0), (words("A"), words("event")))
    assert laid(hung) == (hung,)
    flat = laid(Columns((0.0, 0.0), (words("left"), words("right"))))
    assert plain_text(flat) == "left right"
    assert not any(isinstance(block, Columns) for block in flat)


def test_each_field_has_a_row_of_its_own():
    rows = laid(WriteIn((WriteInField("Name", 0.5), WriteInField("Class", 1.0, 0.6))))
    assert [row.fields for row in rows] == [(WriteInField("Name", 1.0),), (WriteInField("Class", 1.0),)]


def test_options_stand_below_one_another():
    (choices,) = laid(Choices((Choice("A", words("a")), Choice("B", words("b"))), columns=2))
    assert choices.columns == 1


def test_a_table_of_three_columns_stays_and_one_of_four_becomes_a_list_for_each_row():
    row = tuple(Cell(words(f"cell {n}")) for n in range(4))
    (kept,) = laid(table(3, (row[:3],)))
    assert isinstance(kept, Table)
    (group,) = laid(table(4, (row,)))
    title, items = group.children
    assert plain_text((title,)) == "head 0: cell 0"
    assert isinstance(items, ListBlock)
    assert [plain_text(item) for item in items.items] == [f"head {n}: cell {n}" for n in (1, 2, 3)]


def test_cells_to_write_in_become_boxes_with_their_columns_head():
    row = (Cell(words("Factor")), *(Cell(()) for _ in range(3)))
    (group,) = laid(table(4, (row,), 24.0), writing=1.5)
    boxes = [block for block in group.children if isinstance(block, BlankSpace)]
    assert [(box.label, box.height) for box in boxes] == [(f"head {n}", 36.0) for n in (1, 2, 3)]
    assert boxes[0].name == "head 1, Factor"


def test_boxes_to_write_in_grow_with_the_pitch_but_never_past_a_page():
    small, large = laid(BlankSpace(40.0, "Plan", "plan"), BlankSpace(140.0, "Plan", "plan"), writing=1.65)
    assert small.height == 66.0
    assert large.height == 150.0


def test_a_group_of_several_tables_may_be_parted_and_its_tables_not():
    one = Group((table(2, ()),))
    (both,) = laid(Group((table(1, ()), one)))
    assert not both.keep
    assert both.children[1].keep


def test_numbers_are_words_where_they_have_a_line():
    look = structs.replace(layout("worksheet").question, number="own-line")
    (prompt,) = laid(Prompt("3", "(a)", words("Why?")), question=look)
    assert (prompt.number, prompt.part) == ("Question 3", "(a)")


def test_an_entrys_label_stands_on_a_line_above_its_words_and_nearer_than_the_entry_before():
    dates = tuple(Entry(words(f"Event {n}."), (Text(f"192{n}"),)) for n in range(3))
    heading, *entries = laid(Panels((Panel(Heading(2, (Text("Timeline"),)), dates, 60.0, axis=20.0),), 4))
    assert isinstance(heading, Heading)
    groups = [block for block in entries if isinstance(block, Group)]
    assert [block for block in entries if not isinstance(block, Group)] == [Skip(2.0)] * 2
    for n, group in enumerate(groups):
        (paragraph,) = group.children
        assert paragraph == Paragraph((Strong((Text(f"192{n}"),)), LineBreak(), Text(f"Event {n}.")))
