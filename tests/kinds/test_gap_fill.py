from __future__ import annotations

import pytest
from authoring import findings, item, lowered
from hypothesis import given
from hypothesis import strategies as st

from packgen.kinds.gap_fill import alphabetical
from packgen.kinds.gaps import gaps_of, with_blanks, without_answers
from packgen.markup.reader import Reader
from packgen.model.document import Blank, ListBlock, Paragraph, Strong, Text, plain_text

TEXT = """\
In 1922 Stalin became General [[Secretary]]. Lenin warned in his [[Testament|Political Testament]].

He died in **[[1924]]**:

- [[Trotsky]] was away
- no one told [[Émile]]
"""


def gap_fill(text=TEXT, **fields):
    return item("gap-fill", text=text, **fields)


def response(question):
    return question.paper.parts[0].response


def key(question):
    return question.scheme.parts[0].marking


def blanks(value):
    if isinstance(value, Blank):
        return [value]
    if isinstance(value, tuple):
        return [blank for child in value for blank in blanks(child)]
    fields = getattr(value, "__struct_fields__", ())
    return [blank for name in fields for blank in blanks(getattr(value, name))]


def test_gaps_are_numbered_in_the_order_of_reading_and_all_equally_wide():
    made = response(lowered(gap_fill()))
    assert [blank.n for blank in blanks(made.text)] == [1, 2, 3, 4, 5]
    assert {blank.width for blank in blanks(made.text)} == {36.0}


def test_markdown_around_a_gap_is_read():
    made = response(lowered(gap_fill()))
    assert [type(block) for block in made.text] == [Paragraph, Paragraph, ListBlock]
    assert made.text[1].inlines == (Text("He died in "), Strong((Blank(3),)), Text(":"))
    assert plain_text(made.text[2].items[0]) == "... was away"


def test_the_bank_is_alphabetical_and_has_the_extras_and_every_answer():
    made = response(lowered(gap_fill(extras=["congress", "Zinoviev"])))
    assert [plain_text(words) for words in made.bank] == [
        "1924",
        "congress",
        "Émile",
        "Secretary",
        "Testament",
        "Trotsky",
        "Zinoviev",
    ]
    assert response(lowered(gap_fill(bank=False))).bank == ()


def test_an_answer_that_is_needed_twice_is_listed_twice():
    made = response(lowered(gap_fill("[[Stalin]] and [[Lenin]] and [[Stalin]]")))
    assert [plain_text(words) for words in made.bank] == ["Lenin", "Stalin", "Stalin"]


@given(st.lists(st.text("abcABCéßЖё ", min_size=1, max_size=6), max_size=8), st.randoms())
def test_the_order_of_the_bank_says_nothing_about_the_text(words, random):
    blocks = [Reader().blocks(word) for word in words]
    shuffled = list(blocks)
    random.shuffle(shuffled)
    assert sorted(blocks, key=alphabetical) == sorted(shuffled, key=alphabetical)


def test_the_key_has_a_row_for_each_gap():
    marking = key(lowered(gap_fill()))
    assert [(entry.label, plain_text(entry.answer)) for entry in marking.entries] == [
        ("1", "Secretary"),
        ("2", "Testament"),
        ("3", "1924"),
        ("4", "Trotsky"),
        ("5", "Émile"),
    ]
    assert [plain_text(text) for text in marking.entries[1].accept] == ["Political Testament"]
    assert marking.short.startswith("1\u00a0Secretary; 2\u00a0Testament")


def test_a_gap_is_worth_a_mark():
    assert lowered(gap_fill()).paper.marks == 5
    assert lowered(gap_fill(marks=10)).paper.marks == 10


def test_brackets_with_a_backslash_are_brackets():
    made = response(lowered(gap_fill("So \\[[sic]] he [[wrote]].")))
    assert plain_text(made.text) == "So [[sic]] he ...."
    assert [gap.answer for gap in gaps_of("So \\[[sic]] he [[wrote]].")] == ["wrote"]


def test_a_gap_may_stand_in_a_table_and_take_alternatives_there():
    text = "| Year | Event |\n| --- | --- |\n| [[1924|January 1924]] | Lenin dies |"
    made = response(lowered(gap_fill(text)))
    assert [blank.n for blank in blanks(made.text)] == [1]


@given(st.lists(st.tuples(st.text("ab *_\n", max_size=8), st.text("xyz", min_size=1, max_size=5)), max_size=6))
def test_nothing_of_an_answer_is_left_and_every_gap_becomes_one_blank(pieces):
    text = "".join(f"{before}[[{answer}]]" for before, answer in pieces)
    rest = without_answers(text)
    assert not set("xyz") & set(rest)
    assert rest.count("\n") == text.count("\n")
    assert len(blanks(with_blanks(Reader().blocks(rest)))) == len(gaps_of(text)) == len(pieces)


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        ("", {}, ("empty-text", "text")),
        ("No gap here.", {}, ("no-gaps", "text")),
        ("Lenin died in [[]].", {}, ("no-key", "text")),
        ("Lenin died in [[ | 1924]].", {}, ("no-key", "text")),
        ("Lenin died in [[1924.", {}, ("open-gap", "text")),
        ("Lenin died in 1924]].", {}, ("open-gap", "text")),
        ("Lenin [[died in [[1924]].", {}, ("open-gap", "text")),
        (f"Lenin [[{'x' * 41}]].", {}, ("long-answer", "text")),
        ("[[x]] " * 31, {"bank": False}, ("too-many-gaps", "text")),
        ("Lenin died in [[1924|1924]].", {}, ("duplicate-answer", "text")),
        ("Lenin died in [[1924]].", {"extras": ["1924"]}, ("right-extra", "extras.0")),
        ("Lenin died in [[1924|in 1924]].", {"extras": ["In 1924"]}, ("right-extra", "extras.0")),
        ("Lenin died in [[1924]].", {"extras": ["1925", "1925"]}, ("duplicate-extra", "extras.1")),
        ("Lenin died in [[1924]].", {"extras": [""]}, ("empty-extra", "extras.0")),
        ("Lenin died in [[1924]].", {"extras": ["1925"], "bank": False}, ("extras-without-bank", "extras")),
        ("Lenin died in [[1924]].", {"stem": "Fill [[this]]"}, ("gap-in-stem", "stem")),
    ],
)
def test_what_an_author_gets_wrong(text, fields, expected):
    assert findings(gap_fill(text, **fields)) == [expected]


def test_a_sound_item_has_no_findings():
    assert findings(gap_fill(extras=["congress", "Politburo"])) == []
    assert findings(gap_fill(bank=False)) == []
