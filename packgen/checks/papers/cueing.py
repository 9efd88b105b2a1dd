"""Questions that give away the answers of others."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from packgen.checks.language import content, words
from packgen.checks.rule import Bank, Check, Found, on_papers
from packgen.checks.walk import Asked
from packgen.model.document import plain_text

SHARE = 0.5
LEAST_SHARED = 2
SHORTEST_KEY = 4
SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+|\n\s*\n")


Phrase = tuple[str, ...]


class _Clue(Struct, frozen=True):
    """A text that pupils read, and its words."""

    asked: Asked
    field: str
    words: Phrase
    known: frozenset[str]


def _run(bank: Bank) -> Iterator[Found]:
    questions: dict[Phrase, list[tuple[Asked, str]]] = defaultdict(list)
    for question, answer in _keys(bank):
        questions[words(answer)].append((question, answer))
    told: set[tuple[str, str]] = set()
    for key, clues in _said(bank, questions).items():
        near = _Near(clues)
        for question, answer in questions[key]:
            for clue in near.those(frozenset(content(question.item.stem)).difference(key)):
                one, other = clue.asked.whole, question.whole
                pair = (one.value.id, other.value.id)
                if one is other or pair in told:
                    continue
                if other.value.id in one.value.enemies or one.value.id in other.value.enemies:
                    continue
                told.add(pair)
                message = f'this gives away "{answer}", the answer of {other.value.id} ({other.place})'
                hint = f'word it differently, or write "enemies: [{other.value.id}]" so that they never meet'
                yield Found(message, hint, clue.asked.at(clue.field), (clue.asked.item, one.value, other.value))


def _said(bank: Bank, keys: Iterable[Phrase]) -> dict[Phrase, list[_Clue]]:
    """The texts that have all words of a key side by side, by key: every text is gone through once."""
    by_start: dict[Phrase, list[Phrase]] = defaultdict(list)
    for key in keys:
        by_start[key[:2]].append(key)
    found: dict[Phrase, list[_Clue]] = defaultdict(list)
    for question in bank.asked:
        for clue in _clues(question):
            here: dict[Phrase, None] = {}
            for n in range(len(clue.words)):
                starts = (clue.words[n : n + 1], clue.words[n : n + 2])
                for key in (key for start in starts for key in by_start.get(start, ())):
                    if clue.words[n : n + len(key)] == key:
                        here[key] = None
            for key in here:
                found[key].append(clue)
    return found


class _Near:
    """Texts that have one key, found by the words that they share with a question."""

    def __init__(self, clues: Sequence[_Clue]) -> None:
        self._clues = clues
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for n, clue in enumerate(clues):
            for word in clue.known:
                self._by_word[word].append(n)

    def those(self, about: frozenset[str]) -> Iterator[_Clue]:
        """The texts that have at least half of the words `about`.

        A text may lack only so many of them: it has at least one of the rarest that are one more than those.
        """
        needed = max(LEAST_SHARED, math.ceil(SHARE * len(about)))
        rarest = sorted((self._by_word.get(word, []) for word in sorted(about)), key=len)[: len(about) - needed + 1]
        for n in dict.fromkeys(n for texts in rarest for n in texts):
            if len(about & self._clues[n].known) >= needed:
                yield self._clues[n]


def _clues(question: Asked) -> Iterator[_Clue]:
    """The sentences of a question, all texts of one option or event together."""
    together: dict[str, list[str]] = {}
    for field, text in question.prompt:
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
