from __future__ import annotations

import datetime

import pytest
from blocks import all_strings, every, words
from msgspec import structs
from specimens import (
    CANARY,
    POINTS,
    describe_two,
    essay,
    everything,
    form,
    layout,
    multiple_choice,
    said,
    single,
    structured,
    table,
    timeline,
)

from packgen import registry
from packgen.compose.view import Meta, SourcePlan, View
from packgen.diagnostics import PackgenError
from packgen.model.document import (
    AnswerSpace,
    BlankSpace,
    Choices,
    Group,
    Heading,
    ListBlock,
    Prompt,
    Question,
    Source,
    Table,
    WriteIn,
)
from packgen.model.response import Grid

META = Meta(title="Stalin", subject="History", unit="The USSR", date=datetime.date(2026, 12, 1), minutes=75)
NO_PLAN = SourcePlan()


def paper(made, name="worksheet", plan=NO_PLAN, meta=META, **changes):
    sheet = layout(name, **changes)
    view = registry.get("compose", sheet.view)
    assert isinstance(view, View)
    return view.make(made, sheet, meta, plan)


def questions(document):
    return list(every(document, Question))


def prompts(document):
    return list(every(document, Prompt))


def test_questions_stand_in_the_forms_order_and_are_numbered_from_one():
    document = paper(form(describe_two("b"), multiple_choice("a"), essay("c")))
    assert [q.item for q in questions(document)] == ["b", "a", "c"]
    assert [p.number for p in prompts(document)] == ["1", "2", "3"]
    assert [q.label for q in questions(document)] == ["Question 1", "Question 2", "Question 3"]


def test_marks_tags_are_singular_plural_and_with_spag():
    document = paper(form(multiple_choice(), describe_two(), essay()))
    tags = [p.marks.replace("\u00a0", " ") for p in prompts(document)]
    assert tags == ["[1 mark]", "[4 marks]", "[16 marks + 4 SPaG]"]


@pytest.mark.parametrize("name", ["worksheet", "exam"])
@pytest.mark.parametrize("insert", [False, True])
def test_no_pupils_document_holds_a_word_of_the_scheme(name, insert):
    assert CANARY not in all_strings(paper(everything("A"), name, SourcePlan(insert=insert)))


def test_the_source_booklet_holds_no_word_of_the_scheme_either():
    assert CANARY not in all_strings(paper(everything("A"), "source-booklet", SourcePlan(insert=True)))


def test_parts_are_labelled_by_what_is_new_in_their_path():
    document = paper(form(structured()))
    assert [p.part for p in prompts(document)] == ["", "(a)", "(b)", "", ""]
    assert [p.subpart for p in prompts(document)] == ["", "", "", "(i)", "(ii)"]
    assert [p.number for p in prompts(document)] == ["1", "", "", "", ""]
    assert [p.marks.replace("\u00a0", " ") for p in prompts(document)] == ["", "[1 mark]", "", "[1 mark]", "[4 marks]"]


def test_a_source_stands_once_directly_above_the_first_part_that_uses_it():
    (question,) = questions(paper(form(structured())))
    names = [type(block).__name__ for block in question.children]
    at = names.index("Source")
    assert names.count("Source") == 1
    assert question.children[at + 1].subpart == "(i)"


def test_every_part_needs_its_own_sources_in_sight():
    (question,) = questions(paper(form(structured())))
    assert question.uses == ()
    assert [p.uses for p in prompts(question)] == [(), (), (), ("s1",), ("s1",)]
    assert [p.path for p in prompts(question)] == ["", "(a)", "(b)", "(b)(i)", "(b)(ii)"]


def test_a_part_that_does_not_name_its_source_is_told_to_study_it():
    (question,) = questions(paper(form(structured())))
    last = prompts(question)[-1]
    assert words(last.stem) == "Study Source A. Explain why it was written."
    assert "Study" not in words(prompts(question)[-2].stem)


def test_what_a_lead_in_names_its_parts_need_not():
    made = structured()
    parts = (made.paper.parts[0], structs.replace(made.paper.parts[1], uses=("s1",)), *made.paper.parts[2:])
    paper_question = structs.replace(made.paper, parts=parts, lead=said("Study Source A."))
    stems = [words(p.stem) for p in prompts(paper(form(structs.replace(made, paper=paper_question))))]
    assert stems[2:] == ["This part is about the source.", "Who wrote Source A?", "Explain why it was written."]


def test_a_part_about_one_of_several_sources_is_told_which():
    made = structured()
    lead = said("Study Source A and Source B.")
    parts = tuple(structs.replace(part, uses=("s2",) if n == 0 else ()) for n, part in enumerate(made.paper.parts[:2]))
    question = structs.replace(made.paper, parts=(*parts, made.paper.parts[-1]), lead=lead, stimuli=("s1", "s2"))
    stems = [words(p.stem) for p in prompts(paper(form(structs.replace(made, paper=question))))]
    assert stems[-1].startswith("Study Source A.")


def test_a_later_question_names_the_source_that_stands_above_an_earlier_one():
    document = paper(form(essay("one", stimuli=("s1",)), essay("two", stimuli=("s1",))))
    first, second = questions(document)
    assert [s.stimulus for s in every(first, Source)] == ["s1"]
    assert not list(every(second, Source))
    assert "Study" not in words(prompts(first)[0].stem)
    assert words(prompts(second)[0].stem).startswith("Study Source A.")


def test_a_stem_that_names_its_source_is_left_alone():
    stem = "How far do you agree with Source\u00a0A?"
    document = paper(form(essay("one", stimuli=("s1",)), essay("two", stimuli=("s1",), stem=stem)))
    assert words(prompts(document)[1].stem) == "How far do you agree with Source A?"


def test_a_repeated_source_stands_above_both_questions():
    made = form(essay("one", stimuli=("s1",)), essay("two", stimuli=("s1",)))
    document = paper(made, plan=SourcePlan(repeats=frozenset({("two", "s1", "")})))
    assert [[s.stimulus for s in every(q, Source)] for q in questions(document)] == [["s1"], ["s1"]]


def test_a_source_is_repeated_above_the_part_that_cannot_see_it():
    document = paper(form(structured()), plan=SourcePlan(repeats=frozenset({("parts", "s1", "(b)(ii)")})))
    (question,) = questions(document)
    below = [question.children[n + 1].subpart for n, b in enumerate(question.children) if isinstance(b, Source)]
    assert below == ["(i)", "(ii)"]
    assert words(prompts(question)[-1].stem) == "Explain why it was written."


def test_with_an_insert_no_source_stands_in_the_paper_and_none_must_be_in_sight():
    document = paper(everything(), plan=SourcePlan(insert=True))
    assert not list(every(document, Source))
    assert all(q.uses == () for q in questions(document))
    assert "Study Source A." in words(document)


def test_a_worksheet_has_a_title_and_a_name_line():
    document = paper(form(multiple_choice()))
    assert [words(h) for h in every(document, Heading) if h.level == 1] == ["Stalin"]
    (line,) = every(document, WriteIn)
    assert [field.label for field in line.fields] == ["Name", "Class", "Date"]


def test_a_worksheet_caps_lines_that_an_exam_prints_in_full():
    made = form(describe_two(), essay())
    handout = [space.lines for space in every(paper(made), AnswerSpace)]
    exam = [space.lines for space in every(paper(made, "exam"), AnswerSpace)]
    assert handout == [3, 3, 12]
    assert exam == [6, 6, 80]


def test_short_labels_are_put_in_brackets():
    assert [s.label for s in every(paper(form(describe_two())), AnswerSpace)] == ["(1)", "(2)"]


def test_a_planning_box_is_for_exams():
    assert not list(every(paper(form(essay())), BlankSpace))
    assert [box.height for box in every(paper(form(essay()), "exam"), BlankSpace)] == [50.0]


def test_options_are_lettered_in_print_order():
    (choices,) = every(paper(form(multiple_choice())), Choices)
    assert [(o.letter, words(o.blocks)) for o in choices.options] == [
        ("A", "Rykov"),
        ("B", "Trotsky"),
        ("C", "Bukharin"),
    ]


def test_a_cover_states_the_total_with_spag_and_the_grid_adds_up_to_it():
    made = everything("A")
    document = paper(made, "exam", SourcePlan(insert=True))
    cover = next(section for section in document.sections if section.template == "cover")
    total = made.pupil().total()
    assert f"The total for this paper is {total} ." in words(cover).replace("  ", " ")
    (grid,) = [t for t in every(cover, Table) if t.boxed]
    marks = [int(words(row[1]).removeprefix("/ ")) for row in grid.rows]
    assert sum(marks[:-1]) == marks[-1] == total
    assert "Time allowed: 1 hour 15 minutes" in words(cover)
    assert "Tuesday 1 December 2026" in words(cover)


@pytest.mark.parametrize("insert", [False, True])
def test_the_cover_asks_for_a_source_booklet_only_where_there_is_one(insert):
    cover = paper(everything(), "exam", SourcePlan(insert=insert)).sections[0]
    assert ("source booklet" in words(list(every(cover, ListBlock)))) is insert


@pytest.mark.parametrize("paper_size", ["a4", "letter", "a5"])
def test_a_markers_grid_of_forty_questions_holds_them_all(paper_size):
    made = form(*(multiple_choice(f"q{n}") for n in range(40)))
    cover = paper(made, "exam", paper=paper_size).sections[0]
    (grid,) = every(cover, Table)
    cells = [words(cell) for row in grid.rows for cell in row]
    assert {str(n) for n in range(1, 41)} <= set(cells)
    assert all(len(row) == len(grid.columns) for row in grid.rows)


def test_a_question_of_several_parts_closes_with_its_total():
    text = words(paper(form(structured(), multiple_choice()), "exam"))
    assert "(Total for Question 1 = 6 marks)" in text
    assert "Total for Question 2" not in text
    assert text.rstrip().endswith("END OF QUESTIONS")


def test_a_cover_without_subject_date_or_time_leaves_them_out():
    cover = paper(form(multiple_choice()), "exam", meta=Meta(title="Quiz")).sections[0]
    assert [words(h) for h in every(cover, Heading)] == ["Quiz"]
    assert "Time allowed" not in words(cover)


def test_an_unknown_option_is_a_message_that_names_the_layout():
    with pytest.raises(PackgenError) as caught:
        paper(form(timeline()), options={"name_lime": True})
    (problem,) = caught.value.diagnostics
    assert problem.rule == "layout-option"
    assert "name_lime" in problem.message
    assert problem.place is not None
    assert problem.place.path.endswith("layout.yaml")


def test_an_option_of_the_wrong_sort_is_a_message():
    with pytest.raises(PackgenError) as caught:
        paper(form(timeline()), options={"cover": "perhaps"})
    assert "cover" in caught.value.diagnostics[0].message


def test_fields_are_plain_strings_and_say_the_version_only_where_there_is_one():
    assert paper(form(multiple_choice(), version="B")).fields["version"] == "Version B"
    assert paper(form(multiple_choice())).fields["version"] == ""


def test_on_narrow_paper_the_markers_grid_stands_below_the_notes():
    cover = paper(everything(), "exam", paper="a5").sections[0]
    assert isinstance(cover.blocks[-1], Group)
    assert next(iter(every(cover.blocks[-1], Table))).total
    fields = [row.fields for row in every(cover, WriteIn)]
    assert all(len(row) == 1 for row in fields)
    assert all(field.start * 116 + field.cells * field.cell_w <= 116 for row in fields for field in row)


def test_a_table_to_write_in_stays_on_one_page_if_it_is_not_too_tall():
    (kept,) = [block for block in every(paper(form(table())), Group) if list(every(block, Table))]
    assert kept.keep
    tall = single("tall", "Fill in.", Grid(("Factor",), (0.0,), (((),),) * 20, 24.0), POINTS, 6)
    assert [block.keep for block in every(paper(form(tall)), Group)] == [False]
