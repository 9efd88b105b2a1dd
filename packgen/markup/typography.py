"""Typography of plain text: quotes, dashes, ellipses, no-break spaces, languages told by their script.

What an author types on a keyboard becomes what a printer would set; the words stay the same.
"""

from __future__ import annotations

import functools
import re

from packgen.model.document import Text

NO_BREAK = "\u00a0"

_QUOTES = {
    "de": "„“‚‘",
    "ru": "«»„“",
    "uk": "«»„“",
    "es": "«»“”",
    "it": "«»“”",
    "pl": "„”‚’",
    "cs": "„“‚‘",
}
_ENGLISH_QUOTES = "“”‘’"
_FRENCH = (f"«{NO_BREAK}", f"{NO_BREAK}»", "“", "”")

_OPENS_AFTER = frozenset("([{–—-/«„‚“‘¿¡\u00a0")
_DASHES = frozenset("–—-")
_APOSTROPHE_FIRST = re.compile(r"'(?:\d0s\b|(?:tis|twas|twere|twill|em|til|cause|bout|n)\b)", re.IGNORECASE)

_ELLIPSIS = re.compile(r"(?<!\.)\.\.\.(?=\.?(?!\.))")
_EM_DASH = re.compile(r"(?<!-)---(?!-)")
_EN_DASH = re.compile(r"(?<!-)--(?!-)")
_DASH_IN_SPACES = re.compile(r"(?<=\S) (?=[–—] )")
_NUMBER = r"\d+(?:[.,]\d+)*"
_RANGE = re.compile(rf"(?<![\w.,/:-])([£$€]?)({_NUMBER})(%?)-([£$€]?)({_NUMBER})(?![\w/:-]|[.,]\d)")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY_MONTH = re.compile(rf"(?<![\d.])(\d{{1,2}}(?:st|nd|rd|th)?) (?=(?:{_MONTHS})\b)")
_UNITS = (
    "mm|cm|m|km|km/h|mph|km²|m²|ha|g|kg|mg|t|l|ml|cl|s|ms|min|h|Hz|kHz|MHz|V|A|W|kW|MW|kWh|J|kJ|MJ|N|Pa|kPa|K|mol|cd"
    "|°C|°F|million|billion|trillion|tonnes|marks?|per cent"
)
_UNIT = re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?!\w))")
_NAMED = re.compile(
    r"\b((?:Sources?|Interpretations?|Extracts?|Figures?|Tables?|Questions?|Parts?|Levels?|Chapters?|Factors?|Options?"
    r"|Features?|Statements?|Sections?|Appendix|Volume|No\.|pp?\.)) (?=(?:[A-Z]|\d{1,4})\b(?!['’]\w))"
)
_TIGHT = str.maketrans({"\n": " ", "\t": " "})

_CYRILLIC = re.compile(r"[\u0400-\u052f]+(?:[ \u00a0-]+[\u0400-\u052f]+)*")
_CYRILLIC_LANGUAGES = frozenset(("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "tt"))


class Typographer:
    """Sets the text of one paragraph, piece by piece: a quote's side depends on what stands before it."""

    def __init__(self, lang: str = "en-GB") -> None:
        """`lang` (BCP 47) chooses the quotation marks."""
        primary = lang.partition("-")[0].lower()
        marks = _FRENCH if primary == "fr" else tuple(_QUOTES.get(primary, _ENGLISH_QUOTES))
        self._marks = marks
        self._open = {'"': 0, "'": 0}
        self.before = ""

    def set(self, text: str) -> str:
        """`text` as it is printed."""
        out = text.translate(_TIGHT)
        if "'" in out or '"' in out:
            out = self._curled(out)
        if "..." in out:
            out = _ELLIPSIS.sub("…", out)
        if "-" in out:
            out = _EN_DASH.sub("–", _EM_DASH.sub("—", out))
            out = _RANGE.sub(_dashed, out)
        if "–" in out or "—" in out:
            out = _DASH_IN_SPACES.sub(NO_BREAK, out)
        if " " in out:
            out = _NAMED.sub(rf"\1{NO_BREAK}", out)
            out = _DAY_MONTH.sub(rf"\1{NO_BREAK}", out)
            out = _UNIT.sub(NO_BREAK, out)
        self.skip(text)
        return out

    def skip(self, text: str) -> None:
        """Takes note of `text` that is printed as it stands."""
        if text:
            self.before = text[-1]

    def _curled(self, text: str) -> str:
        out: list[str] = []
        for n, char in enumerate(text):
            if char not in "\"'":
                out.append(char)
                continue
            before = text[n - 1] if n else self.before
            after = text[n + 1] if n + 1 < len(text) else ""
            out.append(self._quote(char, before, after, text[n : n + 8]))
        return "".join(out)

    def _quote(self, char: str, before: str, after: str, rest: str) -> str:
        opening, closing = self._marks[:2] if char == '"' else self._marks[2:]
        if char == "'" and before.isalnum() and after.isalpha():
            return "’"
        if before.isdigit() and not self._open[char]:
            return char
        starts = not before or before.isspace() or before in _OPENS_AFTER or before in "\"'"
        ends_here = before in _DASHES and self._open[char] and not after.isalnum()
        if (
            starts
            and not after.isspace()
            and not ends_here
            and not (before and before in "\"'" and not after.isalnum())
        ):
            if char == "'" and _APOSTROPHE_FIRST.match(rest):
                return "’"
            self._open[char] += 1
            return opening
        if not self._open[char]:
            return "’" if char == "'" else closing
        self._open[char] -= 1
        return closing


@functools.lru_cache(maxsize=2048)
def as_printed(text: str, lang: str = "en-GB") -> str:
    """A piece of plain text, complete in itself, as it is printed."""
    return Typographer(lang).set(text)


def _dashed(match: re.Match[str]) -> str:
    """A hyphen between rising numbers is a range; "1922-04" (a month), "3-2" (a score) and the like are not."""
    low, high = match[2].replace(",", ""), match[5].replace(",", "")
    if len(high) < len(low) and "." not in low + high:
        low = low[len(low) - len(high) :]
    rising = _size(low) < _size(high)
    return f"{match[1]}{match[2]}{match[3]}–{match[4]}{match[5]}" if rising else match[0]


def _size(number: str) -> tuple[float, ...]:
    return tuple(map(float, number.split("."))) if number.count(".") > 1 else (float(number),)


def by_script(text: str, lang: str) -> tuple[Text, ...]:
    """`text` in the document language `lang`, its Cyrillic words tagged as Russian (unless `lang` is written so).

    Another language in Cyrillic letters needs the author's own tag, `[Київ]{lang=uk}`.
    """
    if text.isascii() or lang.partition("-")[0].lower() in _CYRILLIC_LANGUAGES:
        return (Text(text),)
    out: list[Text] = []
    end = 0
    for match in _CYRILLIC.finditer(text):
        if match.start() > end:
            out.append(Text(text[end : match.start()]))
        out.append(Text(match.group(), "ru"))
        end = match.end()
    if end < len(text):
        out.append(Text(text[end:]))
    return tuple(out)
