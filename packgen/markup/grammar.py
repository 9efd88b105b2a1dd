"""The Markdown that authors may write: CommonMark with tables, formulas, sub/superscript and language runs.

HTML and link definitions: HTML is recognised so that it can be refused by name (nothing of it is ever
printed as markup); link definitions are not, because they would vanish from the page without a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_RAISED = {"~": "sub", "^": "super"}
_LANG = re.compile(r"\{lang=([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\}")


@cache
def parser(maths: bool = False) -> MarkdownIt:
    """The parser, with formulas between dollar signs or without; the same one for every reader, it keeps no state."""
    md = MarkdownIt("commonmark", {"html": True, "linkify": False, "typographer": False}).enable("table")
    md.disable(["reference", "text_join"])
    md.inline.ruler.before("link", "lang", _lang)
    md.inline.ruler.before("emphasis", "raised", _raised)
    if maths:
        from mdit_py_plugins.dollarmath import dollarmath_plugin

        # "$5 and $6" stay sums of money: no space inside the signs, no figure after the second.
        md.use(dollarmath_plugin, allow_space=False, allow_digits=False, allow_labels=False)
        md.inline.ruler.at("math_inline", _formula())
    return md


def _formula() -> Callable[[StateInline, bool], bool]:
    """The plugin's rule; where a text begins with a formula, that takes the text's last figure for one before it."""
    from mdit_py_plugins.dollarmath.index import math_inline_dollar

    inside = math_inline_dollar(allow_space=False, allow_digits=False)
    first = math_inline_dollar(allow_space=False, allow_digits=True)

    def rule(state: StateInline, silent: bool) -> bool:
        if state.pos:
            return inside(state, silent)
        found, end, state.pos = first(state, True), state.pos, 0
        return found and not state.src[end : end + 1].isdigit() and first(state, silent)

    return rule


def _raised(state: StateInline, silent: bool) -> bool:
    """`H~2~O` and `m^2^`: no spaces inside, the mark never doubled."""
    mark = state.src[state.pos]
    name = _RAISED.get(mark)
    if name is None:
        return False
    start = state.pos + 1
    end = start
    while end < state.posMax and not state.src[end].isspace() and state.src[end] != mark:
        end += 2 if state.src[end] == "\\" else 1
    if end >= state.posMax or end == start or state.src[end] != mark:
        return False
    if mark in (state.src[start - 2 : start - 1], state.src[end + 1 : end + 2]):
        return False
    _nested(state, silent, name, start, end, end + 1)
    return True


def _lang(state: StateInline, silent: bool) -> bool:
    """`[Правда]{lang=ru}`: a run in another language."""
    if state.src[state.pos] != "[":
        return False
    close = state.md.helpers.parseLinkLabel(state, state.pos, False)
    if close < 0:
        return False
    tag = _LANG.match(state.src, close + 1, state.posMax)
    if tag is None:
        return False
    _nested(state, silent, "lang", state.pos + 1, close, tag.end(), tag[1])
    return True


def _nested(state: StateInline, silent: bool, name: str, start: int, end: int, after: int, info: str = "") -> None:
    if not silent:
        limit = state.posMax
        state.push(f"{name}_open", "", 1).info = info
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.push(f"{name}_close", "", -1)
        state.posMax = limit
    state.pos = after
