"""Exams in the manner of two boards, held against the house style's numbers (mm on the page)."""

import itertools
import re

import pytest
from printed import MM, faults, file, frames, pack, pages, rules, text, words, written
from reading import texts

from packgen.model.request import Request
from packgen.pipeline.making import make

CLOSE = 0.15
PAPER = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
LAYOUTS = ("exam-aqa", "exam-edexcel")


def exam(layout, seed=1, paper=""):
    return file(pack(layout, seed, paper), "t-exam.pdf")


@pytest.mark.parametrize("paper", PAPER)
def test_the_thin_frame_keeps_its_distance_from_the_papers_edges(paper):
    width, height = PAPER[paper]
    for page in pages(exam("exam-aqa", paper=paper))[1:]:
        assert frames(page) == [pytest.approx((13.8, 18.9, width - 19.8, height - 27), abs=CLOSE)]


@pytest.mark.parametrize("paper", PAPER)
def test_the_rounded_frame_changes_sides_and_the_text_with_it(paper):
    width, height = PAPER[paper]
    for n, page in enumerate(pages(exam("exam-edexcel", paper=paper)), 1):
        left, right = (17, 12) if n % 2 else (12, 17)
        assert frames(page) == [pytest.approx((left, 12.9, width - right, height - 16.9), abs=CLOSE)]
        (shape,) = (c for c in page.curves if c["height"] > page.height / 2)
        assert (shape["linewidth"], shape["stroking_color"]) == (2, 0.502)
        if n > 1:
            assert all(left + 4 - CLOSE <= x1 and x2 <= width - right - 4 + CLOSE for x1, x2, _ in rules(page, 150))


@pytest.mark.parametrize(("layout", "pitch"), [("exam-aqa", 9.1), ("exam-edexcel", 9.9)])
def test_answer_rules_keep_their_pitch_and_stay_clear_of_the_frame(layout, pitch):
    found = 0
    for page in pages(exam(layout))[1:]:
        ys = [y for _, _, y in rules(page, 140)]
        steps = [b - a for a, b in itertools.pairwise(ys) if b - a < pitch + 0.5]
        assert steps == pytest.approx([pitch] * len(steps), abs=0.05)
        assert not ys or ys[-1] <= frames(page)[0][3] - 3.2 + CLOSE
        found += len(steps)
    assert found > 20


def test_answer_rules_are_hairs_or_round_dots():
    def looks(layout, width):
        found = [line for page in pages(exam(layout))[1:] for line in page.lines if line["width"] > width * MM]
        return {(line["linewidth"], *((line["dash"] or ((),))[0])) for line in found}

    assert looks("exam-aqa", 146) == {(0.5,)}
    assert looks("exam-edexcel", 172) == {(1.2, 0, 2.8)}


def test_numbers_stand_in_cells_parts_behind_a_dot():
    data = exam("exam-aqa")
    cells = [r for page in pages(data)[1:] for r in page.rects if abs(r["height"] / MM - 5.2) < 0.05]
    assert {round(r["width"] / MM, 1) for r in cells} == {6.0, 12.0}
    assert min(r["x0"] / MM for r in cells) == pytest.approx(16.6, abs=CLOSE)
    assert re.search(r"\b0 ?[1-9] ?\. ?1\b", text(data))
    assert not re.search(r"^\([a-z]\) [A-Z]", text(data), re.MULTILINE)


@pytest.mark.parametrize(
    ("layout", "form", "right"), [("exam-aqa", r"\[\d+ marks?\]", 187.4), ("exam-edexcel", r"\(\d+\)", 194)]
)
def test_marks_end_a_line_of_their_own(layout, form, right):
    found = 0
    for n, page in enumerate(pages(exam(layout)), 1):
        edge = right - 5 if layout == "exam-edexcel" and n % 2 == 0 else right
        lines = words(page)
        for word, _, end, y in lines:
            if n > 1 and re.fullmatch(form, word.replace("\u00a0", " ")) and end > 150:
                assert end == pytest.approx(edge, abs=CLOSE)
                assert not [other for other, start, _, at in lines if abs(at - y) < 1 and other != word and start > 40]
                found += 1
    assert found >= len(pack(layout).pack.manifest.items)


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_that_is_read_leaves_the_frame(layout, paper):
    for page in pages(exam(layout, 2, paper))[1:]:
        left, top, right, bottom = frames(page)[0]
        for word, x1, x2, y in words(page):
            if top < y < bottom:
                assert left < x1 < x2 < right, word


def test_words_stand_three_times_along_the_spine():
    for n, page in enumerate(pages(exam("exam-edexcel"))[1:], 2):
        turned = [char for char in page.chars if not char["upright"]]
        assert len(turned) == 3 * len("Leave this margin clear")
        left, _, right, _ = frames(page)[0]
        assert all(c["x1"] / MM < left if n % 2 else c["x0"] / MM > right for c in turned)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_totals_add_up_to_the_cover(layout, seed):
    data, forms = exam(layout, seed), pack(layout, seed).pack.manifest.versions[0]
    total = int(re.findall(r"/ (\d+)\n", pages(data)[0].extract_text() + "\n")[-1])
    printed = text(data).replace("\u00a0", " ")
    if layout == "exam-edexcel":
        each = {int(q): int(n) for q, n in re.findall(r"\(Total for Question (\d+) = (\d+) marks?\)", printed)}
        assert sorted(each) == list(range(1, len(forms.items) + 1))
        assert sum(each.values()) == total == int(re.findall(r"Total for the paper = (\d+) marks", printed)[0])
    else:
        brackets = [
            eval(n.replace(" marks", "").replace(" mark", "")) for n in re.findall(r"\[(\d+ marks?)\]", printed)
        ]
        assert sum(brackets) + sum(map(int, re.findall(r"\+ (\d+) SPaG", printed))) <= total
        assert re.search(rf"Total / {total}", printed)


def test_sources_stand_in_a_booklet_and_are_asked_for_on_the_cover():
    for layout in LAYOUTS:
        made = pack(layout)
        assert "source booklet" in pages(file(made, "t-exam.pdf"))[0].extract_text()
        assert "Source A" in text(file(made, "t-sources.pdf"))
        without = pack(layout, kinds=("describe-two", "structured"))
        if not any(f.path.endswith("t-sources.pdf") for f in without.pack.files):
            assert "source booklet" not in pages(file(without, "t-exam.pdf"))[0].extract_text()


def test_turn_over_stands_on_right_hand_pages_that_are_not_the_last():
    for layout in LAYOUTS:
        every = pages(exam(layout))
        for n, page in enumerate(every, 1):
            assert ("Turn over" in page.extract_text()) == (n % 2 == 1 and n < len(every))


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_file_is_accessible(layout, paper):
    for each in pack(layout, 3, paper).pack.files:
        if each.path.endswith(".pdf"):
            assert faults(each.data) == [], each.path


def test_no_boards_name_is_printed():
    for layout in LAYOUTS:
        for each in pack(layout).pack.files:
            if each.path.endswith(".pdf"):
                assert not re.search("aqa|edexcel|pearson", "".join(texts(each.data)), re.IGNORECASE)


SECTIONS = """
    - {id: a, kind: short-answer, topic: "1", tags: {part: B}, marks: 1, stem: Who ground?, scheme: {points: [A]}}
    - {id: b, kind: short-answer, topic: "1", tags: {part: A}, marks: 2, stem: Who built?, scheme: {points: [A, B]}}
    - {id: c, kind: short-answer, topic: "1", tags: {part: B}, marks: 3, stem: Who owned?, scheme: {points: [A, B, C]}}
"""


def test_sections_stand_together_with_their_totals(tmp_path):
    home = tmp_path / "layouts" / "sections"
    home.mkdir(parents=True)
    (home / "layout.yaml").write_text("extends: exam-edexcel\npurpose: Sections\nitems: {group_by: part}\n")
    (tmp_path / "packgen.toml").write_text('layouts = ["layouts", "bundled"]\nbanks = ["questionbank"]\n')
    made = make(Request(layout="sections", items=("a", "b", "c"), title="t"), written(tmp_path, SECTIONS))
    printed = text(file(made, "t-exam.pdf"))
    order = [printed.index(words) for words in ("Section A", "Who built", "Section B", "Who ground", "Who owned")]
    assert order == sorted(order)
    assert "(Total for Section A = 2 marks)" in printed
    assert "(Total for Section B = 4 marks)" in printed
    assert "Total for the paper = 6 marks" in printed


def test_extra_pages_follow_the_last_question(tmp_path):
    home = tmp_path / "layouts" / "roomy"
    home.mkdir(parents=True)
    (home / "layout.yaml").write_text("extends: exam-aqa\npurpose: Roomy\noptions: {extra_pages: 1}\n")
    (tmp_path / "packgen.toml").write_text('layouts = ["layouts", "bundled"]\nbanks = ["questionbank"]\n')
    made = make(Request(layout="roomy", items=("a",), title="t"), written(tmp_path, SECTIONS))
    data = file(made, "t-exam.pdf")
    last = pages(data)[-1]
    assert "More room for answers" in last.extract_text()
    assert len(rules(last, 140)) > 20
    assert rules(last, 140)[-1][2] < frames(last)[0][3]
    assert faults(data) == []


def test_the_scheme_calls_parts_what_the_paper_calls_them():
    scheme = text(file(pack("exam-aqa"), "t-mark-scheme.pdf"))
    printed = text(exam("exam-aqa")).replace(" ", "")
    named = {f"{int(n)}.{part}" for n, part in re.findall(r"^(\d\d)\.(\d)", printed, re.MULTILINE)}
    assert len(named) > 1
    assert named <= set(re.findall(r"^(\d+\.\d) ", scheme, re.MULTILINE))
