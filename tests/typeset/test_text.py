from __future__ import annotations

from house import MM, STYLES, at, baseline, document, drawn, galley, para, reading, typesetter, worksheet
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from packgen.model.document import Blank, Emphasis, LineBreak, Paragraph, Reference, Strong, Sub, Super, Text
from packgen.model.galley import Glyphs, Line

RIGHT = 194 * MM


def glyphs(found):
    return [op for _, _, op, _ in drawn(found) if isinstance(op, Glyphs)]


def lines(found):
    """The text of each line, by baseline."""
    rows = {}
    for _, y, op, _ in drawn(found):
        if isinstance(op, Glyphs):
            rows.setdefault(round(y, 2), []).append(op.text)
    return ["".join(parts) for _, parts in sorted(rows.items())]


def ends(setter, found):
    return [setter._desk.end(op) for op in glyphs(found)]


def paragraph(*inlines):
    return Paragraph(tuple(Text(i) if isinstance(i, str) else i for i in inlines))


def test_words_of_one_face_are_one_run():
    found = galley(paragraph("One two ", Strong((Text("three four"),)), " five."))
    assert [(op.face, op.text) for op in glyphs(found)] == [
        ("SourceSansPro-Regular", "One two "),
        ("SourceSansPro-Bold", "three four"),
        ("SourceSansPro-Regular", " five."),
    ]


def test_each_character_is_drawn_by_a_face_that_has_it():
    found = galley(paragraph("Сталин, ", Emphasis((Text("Правда"),)), ", α"))
    assert [(op.face, op.text) for op in glyphs(found)][:2] == [
        ("SourceSansPro-Regular", "Сталин, "),
        ("FiraSans-Italic", "Правда"),
    ]


def test_emphasis_turns_back_inside_italics_and_is_bold_without_them():
    nested = paragraph(Emphasis((Text("a"), Emphasis((Text("b"),)))))
    assert [op.face for op in glyphs(galley(nested))] == ["SourceSansPro-Italic", "SourceSansPro-Regular"]
    plain = galley(paragraph(Emphasis((Text("a"),))), layout=worksheet(italics=False))
    assert [op.face for op in glyphs(plain)] == ["SourceSansPro-Bold"]


def test_sub_and_superscripts_are_smaller_and_shifted():
    found = galley(paragraph("H", Sub((Text("2"),)), "O m", Super((Text("2"),))))
    line = baseline(found, "H")
    low, high = [(y, op.size) for _, y, op, _ in drawn(found) if isinstance(op, Glyphs) and op.text == "2"]
    assert low[0] > line > high[0]
    assert low[1] == high[1] == 8.5


def test_lines_end_with_a_space_for_who_copies_or_listens():
    found = galley(para("word " * 40))
    assert [line.endswith(" ") for line in lines(found)] == [True] * (len(lines(found)) - 1) + [False]


def test_no_line_ends_at_a_no_break_space():
    found = galley(para("aaaa " * 17 + "Source\u00a0C"))
    assert any("Source C" in line for line in lines(found))


def test_no_break_spaces_are_drawn_as_spaces():
    assert lines(galley(para("20\u00a0mm 5\u202f%"))) == ["20 mm 5 %"]


def test_a_forced_end():
    assert lines(galley(paragraph("One ", LineBreak(), " two"))) == ["One ", "two"]
    assert reading(galley(paragraph("One", LineBreak(), LineBreak(), "two"))) == "One two"


def test_addresses_end_lines_after_slashes():
    found = galley(para("See https://www.example.org/" + "history/stalin/" * 8 + "index.html"))
    assert len(lines(found)) == 2
    assert lines(found)[0].endswith("/")
    assert "https://www" in lines(found)[0]


def test_hyphens_may_end_lines_but_ranges_may_not():
    words = para("a " * 3 + "1922-29 well-known " * 30)
    for line in lines(galley(words)):
        assert not line.endswith("1922-")


def test_a_word_too_long_is_divided_between_characters():
    setter = typesetter()
    (found,) = setter.set(document(para("x" * 400)))
    assert "".join(lines(found)) == "x" * 400
    assert max(ends(setter, found)) <= RIGHT + 0.01


def test_a_soft_hyphen_is_left_out():
    assert lines(galley(para("un\u00adbroken"))) == ["unbroken"]


def test_accents_typed_apart_are_put_together():
    assert lines(galley(para("Cafe\u0301"))) == ["Caf\u00e9"]


def test_an_empty_paragraph_is_nothing():
    found = galley(para(""), para("   "), para("x"))
    assert (len(found.atoms), len(found.tags)) == (1, 1)


def test_a_language_is_a_span():
    found = galley(paragraph("In ", Text("Правда", lang="ru"), " he wrote."))
    assert [(tag.role, tag.parent, tag.lang) for tag in found.tags] == [("P", -1, ""), ("Span", 0, "ru")]
    assert reading(found) == "In Правда he wrote."


def test_a_gap_is_a_rule_with_a_number():
    found = galley(paragraph("Stalin became ", Blank(3), "."))
    rule = next(op for _, _, op, _ in drawn(found) if isinstance(op, Line))
    assert round(rule.x2 - rule.x1, 2) == round(36 * MM, 2)
    assert round(rule.y1 - baseline(found, "Stalin"), 2) == round(1 * MM, 2)
    number = next(op for op in glyphs(found) if op.text == "3 ")
    assert (number.size, number.x, number.face) == (8.5, rule.x1, "SourceSansPro-Bold")
    assert reading(found) == "Stalin became 3 ."


def test_lines_with_gaps_stand_wider_apart():
    found = galley(paragraph("word " * 20, Blank(1), " word" * 20))
    ys = sorted({round(y, 3) for _, y, op, _ in drawn(found) if isinstance(op, Glyphs)})
    assert round(ys[1] - ys[0], 2) == round(9.2 * MM, 2)


def test_letter_and_word_spacing_reach_the_page():
    spaced = replace(STYLES["body"], letter_spacing=0.041, word_spacing=0.1)
    layout = worksheet(styles={**STYLES, "body": spaced})
    (op,) = glyphs(galley(para("One two"), layout=layout))
    assert (round(op.spacing, 3), round(op.word_spacing, 3)) == (0.492, 1.2)
    narrow = galley(para("word " * 17), layout=layout)
    assert len(lines(narrow)) == 2
    assert len(lines(galley(para("word " * 17)))) == 1


def test_alignment():
    found = galley(para("(Total)", "total"))
    setter = typesetter()
    assert round(setter._desk.end(glyphs(found)[0]), 2) == round(RIGHT, 2)
    assert at(galley(para("(Total)")), "(Total)") == 16 * MM


def test_a_style_caps_the_line_length():
    setter = typesetter()
    (found,) = setter.set(document(para("word " * 60, "small")))
    assert max(ends(setter, found)) <= (16 + 150) * MM + 0.01


def test_a_reference_nobody_resolved_is_seen():
    assert lines(galley(paragraph("See ", Reference("src-1"), "."))) == ["See src-1."]


def test_a_long_paragraph_may_be_divided_but_not_at_two_lines_from_its_ends():
    found = galley(para("word " * 200))
    heights = [round((atom.head.height - 0.66 * 12) / 15) + 1 for atom in found.atoms]
    assert heights[0] == heights[-1] == 2
    assert set(heights[1:-1]) == {1}
    assert len(galley(para("word " * 45)).atoms) == 1


def test_what_no_font_has_is_an_error_that_names_it_once():
    setter = typesetter()
    setter.set(document(para("a \u2603 b \u2603"), para("\u2603")))
    (problem,) = setter.diagnostics
    assert (problem.severity, problem.rule) == ("error", "missing-glyph")
    assert "U+2603" in problem.message
    assert "A test" in problem.message


def test_a_style_the_layout_lacks_is_told_once():
    setter = typesetter()
    setter.set(document(para("a", "nonesuch"), para("b", "nonesuch")))
    assert [(p.severity, p.rule) for p in setter.diagnostics] == [("warning", "unknown-style")]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=400))
def test_any_text_can_be_set_and_stays_in_its_column(text):
    setter = typesetter()
    (found,) = setter.set(document(para(text)))
    assert all(end <= RIGHT + 0.01 for end in ends(setter, found))


@given(st.lists(st.text("abcdefghij,.'", min_size=1, max_size=14), min_size=1, max_size=120))
def test_every_word_is_set_once_and_in_order(words):
    assert reading(galley(para(" ".join(words)))).split() == words
