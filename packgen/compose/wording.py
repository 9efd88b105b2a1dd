"""A layout's fixed words.  Views hold none of their own: they ask for a string by its key.

A string may have places to fill (`{n} marks`), `**bold**`, and, where it is a list, one line an entry.  What is
filled in is never read as markup.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from packgen.compose.remembered import Remembered
from packgen.diagnostics import PackgenError, Place, error
from packgen.load.walk import shown
from packgen.markup.typography import as_printed, by_script
from packgen.model.document import Inline, Strong, Text
from packgen.model.layout import Layout

_PLACE = re.compile(r"\{([a-z_]+)\}")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
NO_BREAK = "\u00a0"
_MOST: Final = 2_000


def worded(layout: Layout) -> Wording:
    """The strings of that very `layout`, the same object whenever it is asked for."""
    return _WORDINGS.made((layout,), (), lambda: Wording(layout))


def layout_place(layout: Layout) -> Place:
    """Where `layout` is written, for messages."""
    return Place(shown(Path(layout.folder or layout.name) / "layout.yaml"))


def names_in(template: str) -> tuple[str, ...]:
    """The names that stand in braces in a string."""
    return tuple(_PLACE.findall(template))


def fill(template: str, values: Mapping[str, str], missing: Callable[[str], PackgenError]) -> str:
    """`template` with each `{name}` replaced once; what is filled in is not looked at again."""

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in values:
            raise missing(name)
        return values[name]

    return _PLACE.sub(value, template)


class Wording:
    """The strings of one layout.

    Where marks stand below the stem, without brackets, a string whose key ends in `_plain` goes before its own.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._said: dict[tuple[object, ...], str] = {}

    def say(self, key: str, **values: str | int) -> str:
        """The string of that key, filled in; raises `PackgenError` if the layout has none or a place has no value."""
        asked = (key, *values.items())
        found = self._said.get(asked)
        if found is None:
            if len(self._said) >= _MOST:
                self._said.clear()
            found = fill(self._string(key), _texts(values), lambda name: self._unfilled(key, name))
            self._said[asked] = found
        return found

    def has(self, key: str) -> bool:
        """True if the layout has a string of that key."""
        return key in self.layout.strings

    def count(self, key: str, n: int, **values: str | int) -> str:
        """As `say` with `{n}`; for 1 the string `key_one`, if the layout has one."""
        one = f"{key}_one"
        return self.say(one if n == 1 and one in self.layout.strings else key, n=n, **values)

    def rich(self, key: str, **values: str | int) -> tuple[Inline, ...]:
        """As `say`, with `**bold**` as inlines."""
        return self._bold(key, self._string(key).strip(), values)

    def entries(self, key: str, **values: str | int) -> tuple[tuple[Inline, ...], ...]:
        """A string of several lines, each as inlines; none if it is empty."""
        lines = (line.strip() for line in self._string(key).splitlines())
        return tuple(self._bold(key, line, values) for line in lines if line)

    def printed(self, text: str) -> str:
        """Plain text with the quotes, dashes and no-break spaces of print; its lines stay."""
        return "\n".join(as_printed(line, self.layout.lang) for line in text.split("\n"))

    def inlines(self, text: str) -> tuple[Text, ...]:
        """The same as inlines, words in another script tagged with their language."""
        return by_script(self.printed(text), self.layout.lang)

    def marks(self, marks: int, spag: int = 0) -> str:
        """A marks tag: "[1 mark]", "[4 marks]", "[16 marks + 4 SPaG]"; on a line of its own without brackets."""
        plain = self.layout.question.marks == "below"
        if spag:
            words = self.count("marks_plain_spag" if plain else "marks_spag", marks, spag=spag)
        else:
            words = self.count("marks_plain" if plain else "marks", marks)
        return words.replace(" ", NO_BREAK)

    def join(self, names: Sequence[str]) -> str:
        """ "A", "A and B", "A, B and C"."""
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])}{self.say('list_and')}{names[-1]}"

    def day(self, date: datetime.date) -> str:
        """A date in full, without a break between day and month."""
        weekday = self._name("weekdays", date.weekday(), 7)
        return self.say(
            "date", weekday=weekday, day=date.day, month=self._name("months", date.month - 1, 12), year=date.year
        )

    def duration(self, minutes: int) -> str:
        """ "45 minutes", "1 hour 15 minutes"."""
        hours, rest = divmod(minutes, 60)
        parts = [self.count("hours", hours)] if hours else []
        if rest or not hours:
            parts.append(self.count("minutes", rest))
        return " ".join(part.replace(" ", NO_BREAK) for part in parts)

    def _string(self, key: str) -> str:
        try:
            plain = f"{key}_plain" if self.layout.question.marks == "below" else key
            return self.printed(self.layout.strings[plain if plain in self.layout.strings else key])
        except KeyError:
            raise PackgenError(
                [
                    error(
                        "layout-string",
                        f'layout "{self.layout.name}" has no string "{key}"',
                        "add it under strings:, or extend the layout base, which has them all",
                        layout_place(self.layout),
                    )
                ]
            ) from None

    def _unfilled(self, key: str, name: str) -> PackgenError:
        message = f'string "{key}" of layout "{self.layout.name}" names {{{name}}}, which it is not given'
        hint = "see the reference of layouts for the places that each string may name"
        return PackgenError([error("layout-string", message, hint, layout_place(self.layout))])

    def _bold(self, key: str, template: str, values: Mapping[str, str | int]) -> tuple[Inline, ...]:
        out: list[Inline] = []
        for n, piece in enumerate(_BOLD.split(template)):
            if piece:
                text = Text(fill(piece, _texts(values), lambda name: self._unfilled(key, name)))
                out.append(Strong((text,)) if n % 2 else text)
        return tuple(out)

    def _name(self, key: str, n: int, of: int) -> str:
        names = self._string(key).split()
        if len(names) != of:
            message = f'string "{key}" of layout "{self.layout.name}" has {len(names)} names, not {of}'
            hint = "write them with a space between, Monday or January first"
            raise PackgenError([error("layout-string", message, hint, layout_place(self.layout))])
        return names[n]


def _texts(values: Mapping[str, str | int]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}


_WORDINGS = Remembered[Wording](16)
