"""What a layout may choose about a paper."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class PaperOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The options of a layout whose view is "paper".

    `sources`: what the pipeline does with a source out of sight of a later question.  `lines_per_mark` and `lines_most`
    cap answer lines (0 = as the question asks).  `short_choices` sets options of a few words in that many columns.
    `cover_groups` are the groups of notes on the cover: `name` has the strings `name_head` and `name`.
    """

    sources: Literal["repeat", "insert"] = "repeat"
    title: bool = True
    name_line: bool = True
    cover: bool = False
    cover_groups: tuple[str, ...] = ()
    candidate_lines: bool = True
    marker_grid: bool = True
    opening_line: bool = False
    plan_box: bool = True
    lines_per_mark: float = 0.0
    lines_most: int = 0
    short_choices: int = 1
    timeline_scale: bool = False
    question_totals: bool = False
    end_of_questions: bool = False
