"""Bank files in one form: layout is set anew, every value and every comment stays.

ruamel.yaml reads and writes the file with its comments; every scalar is text to it, as it is to packgen.  What it wrote
is then read by packgen's own reader: where a value, a comment or a second run differs, the file is left as it was.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path
from typing import Any, Final

from packgen.diagnostics import Diagnostic, Place, error
from packgen.load.editing import read_text
from packgen.load.walk import shown
from packgen.load.yaml import read_yaml

WIDTH: Final = 120
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_NOTHING = re.compile("(?:~|null|Null|NULL|)$")
_TRAILING = re.compile("[ \t]+$", re.MULTILINE)
_BLANKS = re.compile(r"\n{3,}")


def formatted(path: Path) -> tuple[str | None, str, tuple[Diagnostic, ...]]:
    """The text of a file as it is, and in packgen's form; None and what is wrong where it can't be formatted.

    Files with CRLF line ends keep them.
    """
    text, problems = read_text(path)
    if text is None:
        return None, "", problems
    ends = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    if not plain.strip() or _values(plain) is None:
        return text, text, ()
    out = in_form(plain)
    if out is None:
        hint = "nothing was changed; write the lists and comments of this file one below the other"
        return None, "", (error("not-formatted", "its comments could not be kept", hint, Place(shown(path))),)
    return text, out.replace("\n", ends), ()


def in_form(text: str) -> str | None:
    """`text` in packgen's form; None where that would change a value, lose a comment or not be the last word."""
    out = _written(text)
    if out is None or _values(out) != _values(text) or _comments(out) != _comments(text) or _written(out) != out:
        return None
    return out


def _written(text: str) -> str | None:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError
    from ruamel.yaml.resolver import VersionedResolver

    class AllText(VersionedResolver):
        """Takes no scalar for a number, a date or true; only what is empty for nothing."""

        @property
        def versioned_resolver(self) -> Any:
            return {first: [("tag:yaml.org,2002:null", _NOTHING)] for first in ("", "~", "n", "N")}

    yaml = YAML()
    yaml.Resolver = AllText
    yaml.preserve_quotes = True
    yaml.width = WIDTH
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    try:
        stream = io.StringIO()
        yaml.dump(yaml.load(text), stream)
    except (YAMLError, AssertionError, AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError):
        return None
    written = stream.getvalue().lstrip("\n").rstrip() + "\n"
    tidy = _BLANKS.sub("\n\n", _TRAILING.sub("", written))
    return tidy if _values(tidy) == _values(written) else written


def _values(text: str) -> Any:
    """What packgen's reader makes of a text."""
    node, problems = read_yaml(text.encode(), "", keep=False)
    return None if node is None or problems else node.value


def _comments(text: str) -> Counter[str]:
    """The ends of lines that begin with `#`: the comments, and what looks like one inside a text."""
    found = (_COMMENT.search(line) for line in text.splitlines())
    return Counter(one[0].strip() for one in found if one)
