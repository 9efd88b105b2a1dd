"""The words of one paragraph: typography, mentions of stimuli, languages, and where each line stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packgen.diagnostics import Place, error
from packgen.markup.typography import Typographer, by_script
from packgen.model.document import Inline, Reference, Text

if TYPE_CHECKING:
    from packgen.markup.reader import Reader

_MENTION = re.compile(r"@([^\W_][\w.-]*)")
_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_BEFORE_MENTION = frozenset("([{–—-/\"'“‘«")


class Words:
    """Builds a run of inlines from the text of one paragraph, in reading order.

    `line` counts from 0 at the text's first line; `lang` is "" for the document's language.
    """

    def __init__(self, reader: Reader, place: Place | None, line: int, lang: str) -> None:
        self.reader = reader
        self.place = place
        self.line = line
        self.lang = lang
        self.out: list[Inline] = []
        self._pending: list[str] = []
        self._set = Typographer(lang or reader.lang)

    def add(self, text: str) -> None:
        """Authored text; a newline in it is a space that begins the next line of the file."""
        self._pending.append(text)

    def literal(self, text: str) -> None:
        """Text that is printed as it stands."""
        self.flush()
        self._set.skip(text)
        self._text(text)

    def node(self, node: Inline) -> None:
        """An inline of another kind."""
        self.flush()
        self.out.append(node)

    def done(self) -> tuple[Inline, ...]:
        """The inlines since the start, or since the last call."""
        self.flush()
        out, self.out = tuple(self.out), []
        return out

    def report(self, rule: str, message: str, hint: str) -> None:
        """An error at the line that has been reached."""
        self.reader.report(error(rule, message, hint, below(self.place, self.line)))

    def flush(self) -> None:
        """Sets the text that has been added so far."""
        text = "".join(self._pending)
        self._pending.clear()
        end = 0
        for match in _MENTION.finditer(text) if "@" in text else ():
            before = text[match.start() - 1] if match.start() else self._set.before
            if before and not before.isspace() and before not in _BEFORE_MENTION:
                continue
            target = match[1].rstrip(".-")
            self._plain(text[end : match.start()])
            end = match.start() + 1 + len(target)
            if _ID.fullmatch(target):
                self.out.append(Reference(target))
                self._set.skip("x")
                continue
            message = f"@{target} looks like the mention of a stimulus, but is not an id"
            hint = "ids are small letters, digits, hyphens and full stops; write \\@ for a plain @"
            self.report("bad-mention", message, hint)
            self._plain("@" + target)
        self._plain(text[end:])

    def _plain(self, text: str) -> None:
        if text:
            self._text(self._set.set(text))
            self.line += text.count("\n")

    def _text(self, text: str) -> None:
        for piece in (Text(text, self.lang),) if self.lang else by_script(text, self.reader.lang):
            last = self.out[-1] if self.out else None
            if isinstance(last, Text) and last.lang == piece.lang:
                self.out[-1] = Text(last.text + piece.text, piece.lang)
            else:
                self.out.append(piece)


def below(place: Place | None, lines: int) -> Place | None:
    """The place so many lines further down; a place without a line stays as it is."""
    return Place(place.path, place.line + lines) if place and place.line else place
