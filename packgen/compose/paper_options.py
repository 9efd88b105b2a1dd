"""What a layout may choose about a paper."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

CoverBlock = Literal["title", "occasion", "candidate-lines", "candidate-boxes", "must-have", "rule", "notes"]


class PaperOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The options of a layout whose view is "paper".

    `sources`: what the pipeline does with a source out of sight of a later question.  `lines_per_mark` and `lines_most`
    cap answer lines (0 = as the question asks).  `short_choices` sets options of a few words in that many columns.
    `cover_blocks` are the parts of the cover from its top down, `cover_groups` the groups of notes on it: `name`
    has the strings `name_head` and `name`.  Where all questions of a group are worth the same, `marks_tags: uneven`
    says so in its head alone.  `lines_least` are the lines that a space for two marks keeps however it is capped.
    `extra_pages` are pages of lines at the end.  With `closing_prompts`, those of the string of that name follow the
    questions, each with lines to write on.
    """

    sources: Literal["repeat", "insert", "booklet"] = "repeat"
    title: bool = True
    name_line: bool = True
    cover: bool = False
    cover_blocks: tuple[CoverBlock, ...] = ("title", "occasion", "candidate-lines", "rule", "notes")
    cover_groups: tuple[str, ...] = ()
    candidate_lines: bool = True
    marker_grid: bool = True
    opening_line: bool = False
    plan_box: bool = True
    lines_per_mark: float = 0.0
    lines_most: int = 0
    lines_least: int = 3
    short_choices: int = 1
    timeline_scale: bool = False
    part_numbers: Literal["letters", "decimal"] = "letters"
    marks_tags: Literal["all", "uneven"] = "all"
    question_totals: bool = False
    undivided_totals: bool = False
    spag_totals: bool = False
    group_totals: bool = False
    paper_total: bool = False
    end_of_questions: bool = False
    extra_pages: int = 0
    closing_prompts: bool = False
