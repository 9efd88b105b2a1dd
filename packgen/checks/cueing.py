"""Questions that give away the answers of others."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from packgen.checks.language import content, holds, words
from packgen.checks.rule import Bank, Check, Found, on_papers
from packgen.checks.walk import Asked, prompt
from packgen.model.document import plain_text

SHARE = 0.5
LEAST_SHARED = 2
SHORTEST_KEY = 4
SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+|\n\s*\n")


class _Clue(Struct, frozen=True):
    """A text that pupils read, and its words."""

    asked: Asked
    field: str
    words: tuple[str, ...]
    known: frozenset[str]


def _run(bank: Bank) -> Iterator[Found]:
    clues = [clue for question in bank.asked for clue in _clues(question)]
    by_word: dict[str, list[int]] = defaultdict(list)
    for n, clue in enumerate(clues):
        for word in clue.known:
            by_word[word].append(n)
    told: set[tuple[str, str]] = set()
    for question, answer in _keys(bank):
        key = words(answer)
        about = frozenset(content(question.item.stem)).difference(key)
        needed = max(LEAST_SHARED, math.ceil(SHARE * len(about)))
        if len(about) < needed:
            continue
        for n in _near(by_word, key, about, needed):
            clue = clues[n]
            one, other = clue.asked.whole, question.whole
            pair = (one.value.id, other.value.id)
            if one is other or pair in told or not holds(clue.words, key) or len(about & clue.known) < needed:
                continue
            if other.value.id in one.value.enemies or one.value.id in other.value.enemies:
                continue
            told.add(pair)
            message = f'this gives away "{answer}", the answer of {other.value.id} ({other.place})'
            hint = f'word it differently, or write "enemies: [{other.value.id}]" so that they never meet'
            yield Found(message, hint, clue.asked.at(clue.field), (clue.asked.item, one.value, other.value))


def _clues(question: Asked) -> Iterator[_Clue]:
    """The sentences of a question, all texts of one option or event together."""
    together: dict[str, list[str]] = {}
    for field, text in prompt(question.item):
        step = field.split(".")
        where = ".".join(step[:2]) if len(step) > 1 and step[1].isdigit() else step[0]
        together.setdefault(where, []).append(text)
    for field, texts in together.items():
        for sentence in SENTENCE_ENDS.split(" ".join(texts)):
            said = words(sentence)
            if len(said) > LEAST_SHARED:
                yield _Clue(question, field, said, frozenset(said))


def _keys(bank: Bank) -> Iterator[tuple[Asked, str]]:
    """The right answers that another question could give away."""
    for question in bank.asked:
        yield from ((question, answer) for answer in question.item.scheme.answers if _tells(answer))
    for choice in bank.choices:
        for option in choice.response.options:
            text = plain_text(option.text)
            if option.id in choice.key.options and _tells(text):
                yield choice.asked, text


def _tells(answer: str) -> bool:
    """Whether an answer, met elsewhere, is a clue: "Kamenev" and "January 1924" are, "true" and "3" are not."""
    said = content(answer)
    return bool(said) and max(map(len, said)) >= SHORTEST_KEY and said not in (("true",), ("false",))


def _near(by_word: Mapping[str, list[int]], key: tuple[str, ...], about: frozenset[str], needed: int) -> Iterator[int]:
    """Texts that may hold all of `key` and `needed` of the words `about`.

    Such a text has the rarest word of the key; it also has one of the rarest words of the question, as it lacks only
    so many.  Whichever leaves fewer texts to look at is taken.
    """
    by_key = min((by_word.get(word, []) for word in key), key=len)
    rarest = sorted((by_word.get(word, []) for word in about), key=len)[: len(about) - needed + 1]
    if len(by_key) <= sum(map(len, rarest)):
        yield from by_key
    else:
        yield from dict.fromkeys(n for texts in rarest for n in texts)


def _bank(stem: str) -> str:
    return f"""\
items:
  - id: right-leader
    kind: short-answer
    stem: Which leader of the Right met Kamenev in secret?
    marks: 1
    scheme: {{answers: [Bukharin]}}
  - id: meeting-year
    kind: short-answer
    stem: {stem}
    marks: 1
    scheme: {{answers: ["1928"]}}
"""


CHECK = Check(
    name="cueing",
    what="A question whose text has the answer of another together with most of that question's own words.",
    why="On one paper, the one is answered by reading the other.",
    finds=_bank("In which year did Bukharin, a leader of the Right, meet Kamenev in secret?"),
    passes=_bank("In which year did Bukharin first meet Kamenev?"),
    run=_run,
    papers=on_papers(_run),
)
