from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.diagnostics import Place
from packgen.markup.reader import Reader
from packgen.markup.tokens import Walk
from packgen.model.document import (
    Cell,
    Emphasis,
    Figure,
    LineBreak,
    ListBlock,
    Paragraph,
    Picture,
    Reference,
    RuleLine,
    Strong,
    Sub,
    Super,
    Table,
    Text,
    plain_text,
)

PLACE = Place("bank/items.yaml", 10)


def read(md, **options):
    reader = Reader(**options)
    blocks = reader.blocks(md, PLACE)
    assert reader.diagnostics == ()
    return blocks


def faults(md, **options):
    reader = Reader(**options)
    reader.blocks(md, PLACE)
    return [(d.rule, d.place.line) for d in reader.diagnostics]


def para(*inlines):
    return Paragraph(tuple(Text(i) if isinstance(i, str) else i for i in inlines))


def test_plain_text_is_one_paragraph():
    assert read("Who was\nLenin?\n") == (para("Who was Lenin?"),)
    assert read("") == read(" \n ") == ()


def test_blank_lines_part_paragraphs():
    assert read("One.\n\nTwo.\n  \n\nThree.") == (para("One."), para("Two."), para("Three."))


def test_emphasis_and_scripts():
    assert read("**A** *b* H~2~O m^2^") == (
        para(Strong((Text("A"),)), " ", Emphasis((Text("b"),)), " H", Sub((Text("2"),)), "O m", Super((Text("2"),))),
    )


@pytest.mark.parametrize("md", ["about ~50 and ~60", "a ^ b ^ c", "x~~y~~", "2^", "~"])
def test_marks_that_close_nothing_are_characters(md):
    assert plain_text(read(md)) == md


def test_lists():
    (bullets,) = read("- one\n- **two**")
    assert bullets == ListBlock(((para("one"),), (para(Strong((Text("two"),))),)))
    (numbers,) = read("3. three\n4. four\n\n   more")
    assert numbers == ListBlock(((para("three"),), (para("four"), para("more"))), ordered=True, start=3)


@pytest.mark.parametrize("md", ["1924. Lenin dies", "1924.", "12.", "7)", "So:\n1924. He dies"])
def test_a_year_or_a_bare_number_is_no_list(md):
    assert plain_text(read(md)) == md.replace("\n", " ")


def test_tables():
    (table,) = read("| Who | Votes |\n|---|---:|\n| A | 12 |\n| B | 3 |")
    assert isinstance(table, Table)
    assert [column.align for column in table.columns] == ["left", "right"]
    assert table.header[1] == Cell((para("Votes"),), header=True)
    assert [[plain_text(cell.blocks) for cell in row] for row in table.rows] == [["A", "12"], ["B", "3"]]


def test_line_breaks_and_rules():
    assert read("one  \ntwo") == (para("one", LineBreak(), "two"),)
    assert read("one\n\n***\n\ntwo")[1] == RuleLine()


def test_mentions():
    assert read("See @source-a.") == (para("See ", Reference("source-a"), "."),)
    assert read("*@s1.b's*") == (para(Emphasis((Reference("s1.b"), Text("’s")))),)
    assert read("(@a) \\@b c@d.e @ 5") == (para("(", Reference("a"), ") @b c@d.e @ 5"),)


def test_an_escaped_character_is_printed_as_it_stands():
    assert read(r"\*a\* \'b\' \<c>") == (para("*a* 'b' <c>"),)


def test_languages():
    assert read("[Правда]{lang=uk} Мир") == (para(Text("Правда", "uk"), " ", Text("Мир", "ru")),)
    assert read("*[Le *Monde*]{lang=fr}*")[0].inlines[0].children[0] == Text("Le ", "fr")
    reader = Reader()
    assert reader.inlines("Bonjour @a", lang="fr") == (Text("Bonjour ", "fr"), Reference("a"))
    assert reader.inlines("Hello", lang="en-GB") == (Text("Hello"),)


def test_quotes_across_markup():
    assert plain_text(read("'*Pravda*' and \"**So**\"")) == "‘Pravda’ and “So”"


def test_pictures():
    found = {"map.png": Picture("/bank/map.png", "00"), "my map.png": Picture("/bank/my map.png", "01")}
    options = {"pictures": lambda path: found.get(path, f"there is no file {path}")}
    assert read('Look.\n\n![A map](map.png "The *front*")', **options)[1] == Figure(
        found["map.png"], "A map", (Text("The *front*"),)
    )
    assert read("![A map](<my map.png>)", **options)[0].content == found["my map.png"]
    assert faults("![A map](gone.png)", **options) == [("picture", 10)]
    assert faults("![](map.png)", **options) == [("no-alt-text", 10)]
    assert faults("Text ![A map](map.png)", **options) == [("picture-in-text", 10)]
    assert faults("![A map](my map.png)", **options) == [("bad-picture", 10)]
    assert faults("![A map](map.png)") == [("no-pictures", 10)]


@pytest.mark.parametrize(
    ("md", "rule"),
    [
        ("# Head", "heading"),
        ("Head\n---", "heading"),
        ("> said", "quotation"),
        ("`x`", "code"),
        ("```\nx\n```", "code"),
        ("    x", "code"),
        ("<b>x</b>", "html"),
        ("<div>\nx\n</div>", "html"),
        ("[x](http://y.z)", "link"),
        ("@Bad", "bad-mention"),
        ("@a..b", "bad-mention"),
        ("| x | y |\n| 1 | 2 |", "table"),
        ("| x | y |\n|---|\n| 1 | 2 |", "table"),
    ],
)
def test_what_cannot_be_printed_is_an_error_and_keeps_its_words(md, rule):
    reader = Reader()
    words = plain_text(reader.blocks(f"First.\n\n{md}", PLACE))
    assert {(d.rule, d.place.line, d.severity) for d in reader.diagnostics} == {(rule, 12, "error")}
    assert all(d.hint for d in reader.diagnostics)
    assert any(word in words for word in ("Head", "said", "x", "Bad", "a..b"))


def test_a_row_with_more_cells_than_its_head_is_told_at_its_line():
    assert faults("| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 |\n| 1 |") == [("table", 13)]
    for fine in (
        "- | a | b |\n  |---|---|\n  | 1 \\| 2 | 3 |",
        "a | b\n---|---\n1 | 2",
        "|x| + |y| = 3 || 4",
        "\\| a \\| b \\|",
    ):
        assert faults(fine) == []


def test_an_address_in_angle_brackets_is_plain_text():
    assert plain_text(read("<http://a.b/c>")) == "http://a.b/c"


def test_a_line_is_counted_inside_a_paragraph():
    assert faults("one\ntwo @Bad\n*three* `four`") == [("bad-mention", 11), ("code", 12)]
    assert faults("one\n\n\ntwo\nthree @Bad") == [("bad-mention", 14)]


def test_a_problem_is_told_once():
    reader = Reader()
    for _ in range(3):
        reader.blocks("`x`", PLACE)
    assert len(reader.diagnostics) == 1


def test_inlines_are_one_paragraph():
    reader = Reader()
    assert reader.inlines("one") == (Text("one"),)
    assert reader.inlines("one\n\n- two", PLACE) == (Text("one two"),)
    assert [d.rule for d in reader.diagnostics] == ["one-paragraph"]


def test_a_text_without_end_is_an_error():
    assert faults("a" * 20_001) == [("text-too-long", 10)]


@given(st.text(alphabet="ab1. \n-'\"@#>+*|=)(:!&;2", max_size=30))
def test_the_quick_way_reads_as_the_parser_does(text):
    quick, slow = Reader(), Reader()
    assert quick.blocks(text, PLACE) == Walk(slow, PLACE, "").blocks(text)
    assert quick.diagnostics == slow.diagnostics


@given(st.text(max_size=60) | st.text(alphabet="[]()!*_`~^<>{}lang=ru@\\|-#\n a1.", max_size=60))
def test_no_text_ever_raises(text):
    Reader(pictures=lambda path: "no").blocks(text, PLACE)


@pytest.mark.parametrize(
    "piece", ["[", "![", "*a ", "~a", "`", "<a ", "> ", "- ", "\\", "[](", "[a]{lang=r", "1-", "@a"]
)
def test_hostile_repetition_ends(piece):
    read = Reader()
    assert read.blocks(piece * (6_000 // len(piece)), PLACE) or read.diagnostics
