"""Queries on a command line: terms that begin with a hyphen are no options, and the shell's quotes mark a phrase."""

from __future__ import annotations

import re
from typing import Any

import click

MARK = "\x1f"
_TERM = re.compile(r"-[^-]")
_SYNTAX = re.compile(r"[:()\"“”„«»]|^-|\b(or|and|not)\b", re.IGNORECASE)
_ONE_VALUE = re.compile(r"-?(tag|author|used|fact):[^\s\"“]*\s[^:()\"“”]*")


class QueryCommand(click.Command):
    """A command whose arguments are a query; `-used:90d` among them is a term and no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Hide the hyphen of terms from the parser of options."""
        options = {
            name: param for param in self.get_params(ctx) for name in param.opts if isinstance(param, click.Option)
        }
        out: list[str] = []
        takes_value = False
        for arg in args:
            hidden = not takes_value and _TERM.match(arg) and arg not in options
            option: Any = options.get(arg)
            takes_value = option is not None and not option.is_flag
            out.append(MARK + arg if hidden else arg)
        return super().parse_args(ctx, out)


def joined(words: tuple[str, ...]) -> str:
    """The query that `words`, arguments as the shell gives them, are together.

    An argument with spaces and no signs of a query is a phrase that stood in quotes.
    """
    out = []
    for word in (word.removeprefix(MARK) for word in words):
        if _ONE_VALUE.fullmatch(word) and not re.search(r"\b(or|and|not)\b", word):
            field, _, value = word.partition(":")
            name, equals, rest = value.rpartition("=") if field.endswith("tag") else ("", "", value)
            out.append(f'{field}:{name}{equals}"{rest}"')
        elif re.search(r"\s", word.strip()) and not _SYNTAX.search(word):
            out.append(f'"{word}"')
        else:
            out.append(word)
    return " ".join(out)
