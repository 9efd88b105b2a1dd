"""What libyaml says about broken YAML, put into a teacher's words."""

from __future__ import annotations

from typing import Any, Final

from packgen.diagnostics import Diagnostic, Place, error

_QUOTES: Final = "put the text in quotes, or begin it on a new line after `|`"

# (part of libyaml's context, part of its problem): message, hint.  The first row that fits is used.
_WORDS: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("", "tab character", "a tab is used to indent", "indent with spaces"),
    ("", "mapping values are not allowed", "there is a second `:` here, or the line is indented too far", _QUOTES),
    ("quoted scalar", "end of stream", "a quotation mark is opened here and never closed", "close it"),
    ("quoted scalar", "document indicator", "a quotation mark is opened here and never closed", "close it"),
    ("scalar", "unknown escape", "a backslash means something special inside double quotes", "use single quotes"),
    ("scalar", "escape", "a backslash means something special inside double quotes", "use single quotes"),
    ("flow sequence", "", "the list that is opened here with [ has no ] or lacks a comma", "close it with ]"),
    ("flow mapping", "", "the mapping that is opened here with { has no } or lacks a comma", "close it with }"),
    ("simple key", "", "this line has no `name: value`", "check for a missing `:` or a wrong indentation"),
    ("an alias", "", "text that begins with * must stand in quotes", 'write "*Pravda* ..." or begin it after `|`'),
    ("an anchor", "", "text that begins with & must stand in quotes", _QUOTES),
    ("tag", "", "text that begins with ! must stand in quotes", _QUOTES),
    ("", "tag handle", "text that begins with ! must stand in quotes", _QUOTES),
    ("block scalar", "comment or", "text can't follow `|` or `>` on the same line", "begin the text on the next line"),
    ("block scalar", "", "the block of text is indented unevenly", "give all its lines the same indentation"),
    ("block mapping", "", "this line does not fit in here", "check its indentation and the quotation marks before it"),
    (
        "block collection",
        "",
        "this line does not fit in here",
        "check its indentation and the `-` around it",
    ),
    ("", "incompatible YAML document", "the file asks for another YAML version", "delete the %YAML line"),
)

# The messages of these contexts are about what was opened, so they stand at its beginning.
_OPENED: Final = ("quoted scalar", "flow sequence", "flow mapping", "simple key")


def syntax_problem(problem: Any, text: str, path: str) -> Diagnostic:
    """The `yaml.YAMLError` `problem`, met in `text` of the file `path`, as a located message with a hint."""
    context = str(getattr(problem, "context", None) or "")
    said = str(getattr(problem, "problem", None) or problem)
    mark = getattr(problem, "problem_mark", None)
    if any(name in context for name in _OPENED) and "escape" not in said:
        mark = getattr(problem, "context_mark", None) or mark
    place = Place(path, mark.line + 1) if mark is not None else Place(path)
    if "nesting depth" in said:  # newer versions of libyaml count for themselves
        hint = "check the brackets and the indentation"
        return error("too-deep", "lists and mappings are nested too deep", hint, place)
    if "cannot start any token" in said and mark is not None:
        return _bad_start(_character(text, mark), place)
    if "block" in context and _after_quote(text, mark):
        hint = "put the whole text in the other sort of quotes, or begin it on a new line after `|`"
        return error("yaml-syntax", "the text goes on after its closing quotation mark", hint, place)
    for in_context, in_problem, message, hint in _WORDS:
        if in_context in context and in_problem in said:
            return error("yaml-syntax", message, hint, place)
    return error("yaml-syntax", f"this is not valid YAML: {said}", "check indentation, quotes and brackets", place)


def _bad_start(character: str, place: Place) -> Diagnostic:
    if character == "\t":
        return error("yaml-syntax", "a tab is used to indent", "indent with spaces", place)
    return error("yaml-syntax", f"text that begins with {character} must stand in quotes", _QUOTES, place)


def _after_quote(text: str, mark: Any) -> bool:
    """Whether the place of a problem follows a quotation mark on its line, as after "Peace", he said."""
    row, column = _position(mark)
    lines = text.splitlines()
    return row < len(lines) and lines[row][:column].rstrip().endswith(("'", '"'))


def _character(text: str, mark: Any) -> str:
    row, column = _position(mark)
    lines = text.splitlines()
    return lines[row][column] if row < len(lines) and column < len(lines[row]) else "this character"


def _position(mark: Any) -> tuple[int, int]:
    return (int(mark.line), int(mark.column)) if mark is not None else (0, 0)
