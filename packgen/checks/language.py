"""Words as checks compare them: without markup, capitals and the small words that every text has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a about after against all also an and any are as at be because been before between both but by can could did
        do does during each for from had has have he her him his how i if in into is it its many more most much not
        of off on one or other out over she so some than that the their them then there these they this those to
        under up was we were what when where which who whom whose why will with would you your
        """,
    )
)
_COUNTED = "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
NUMBERS = {word: n for n, word in enumerate(re.findall(r"\w+", _COUNTED))}

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’-][^\W\d_][^\W_]*)*|\d+[^\W\d_]*")
_MARKUP = re.compile(r"[*_`\\]+")
_FIGURES = re.compile(r"(?<=\d),(?=\d{3}\b)")


@lru_cache(maxsize=100_000)
def words(text: str) -> tuple[str, ...]:
    """The words and figures of a text in small letters, in their order; "1,000" is one."""
    plain = _FIGURES.sub("", _MARKUP.sub("", text)).replace("’", "'").casefold()
    return tuple(word.removesuffix("'s") for word in _WORD.findall(plain))


def content(text: str) -> tuple[str, ...]:
    """The words of a text that are not function words."""
    return tuple(word for word in words(text) if word not in FUNCTION_WORDS)


def folded(text: str) -> str:
    """A text by which two options are one: without capitals, punctuation, articles; numbers in figures."""
    return " ".join(str(NUMBERS.get(word, word)) for word in words(text) if word not in ("a", "an", "the"))


def holds(text: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether the words of `phrase` stand side by side in the words of `text`."""
    size = len(phrase)
    return any(text[n] == phrase[0] and tuple(text[n : n + size]) == tuple(phrase) for n in range(len(text) - size + 1))
