"""Words that no dictionary has."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from packgen.checks.rule import Bank, Check, Found
from packgen.checks.walk import Text
from packgen.load.own_words import FILE, own_words

LANGUAGES = frozenset(("de", "en", "es", "fr", "it", "nl", "pt"))
"""Those that the library has a dictionary for and that are written in Latin letters."""
SHORTEST = 3
OFTEN = 3

# Left out: formulas, pictures and their paths, words of another language, addresses, mentions, what is escaped.
NOT_WORDS = re.compile(
    r"\$[^$\n]+\$|!\[[^\]]*\]\([^)]*\)|\[[^\]]*\]\{[^}]*\}|https?://\S+|@[\w.-]+|\\.|\S+[@_/]\S+|[a-z0-9-]+\.[a-z]{2,4}\b"
)
WORD = re.compile(r"(?<![\w'’-])[^\W\d_]+(?:['’][^\W\d_]+)*(?![\w@])")
# The dictionary is American: British spellings are looked up in its own.
BRITISH = (
    *(("is", "iz"), ("ys", "yz"), ("our", "or"), ("ogue", "og"), ("ence", "ense"), ("amme", "am"), ("ll", "l")),
    *(("re", "er"), ("ae", "e"), ("oe", "e"), ("tre", "ter"), ("aught", "aft"), ("wards", "ward"), ("mould", "mold")),
    *(("l", "ll"), ("cheque", "check"), ("grey", "gray"), ("tyre", "tire"), ("plough", "plow"), ("sceptic", "skeptic")),
)
ENDINGS = ("'s", "ly", "ism", "ist", "ists")
OWN_ENDINGS = ("s", "'")


def can_look() -> bool:
    """Whether the library is installed."""
    return find_spec("spellchecker") is not None


def _run(bank: Bank) -> Iterator[Found]:
    if not can_look():
        return
    groups: dict[tuple[str, str], list[Text]] = defaultdict(list)
    for text in bank.texts:
        lang = getattr(text.owner.value, "lang", "") or bank.languages.get(text.owner.bank, "en")
        groups[text.owner.bank, lang.partition("-")[0].casefold()].append(text)
    for (root, lang), texts in groups.items():
        if lang in LANGUAGES:
            yield from _unknown(texts, _Dictionary(lang, own_words(Path(root)) if root else frozenset()))


def _unknown(texts: Iterable[Text], dictionary: _Dictionary) -> Iterator[Found]:
    """Each unknown word of `texts` once, where it stands first."""
    first: dict[str, Text] = {}
    times: Counter[str] = Counter()
    for text in texts:
        for word in WORD.findall(NOT_WORDS.sub(" ", text.text)):
            first.setdefault(word, text)
            times[word] += 1
    names = frozenset(word.casefold() for word in times if word[0].isupper() and times[word] >= OFTEN)
    for word, text in first.items():
        if len(word) < SHORTEST or word.isupper() or dictionary.has(word):
            continue
        name = word[0].isupper()
        # A name is not known to dictionaries; only one that looks like another is told.
        near = dictionary.near(word, names) if name else dictionary.near(word)
        if name and (not near or times[word] >= OFTEN):
            continue
        again = f" ({times[word]} times)" if times[word] > 1 else ""
        hint = f"did you mean {near}? " if near else ""
        yield text.found(
            f'"{word}" is in no dictionary{again}', f"{hint}If it is right, add it to {FILE} beside bank.yaml"
        )


class _Dictionary:
    """The words of a language and those that a bank calls right."""

    def __init__(self, lang: str, own: frozenset[str]) -> None:
        self._spell, self._own, self._english = _library(lang), own, lang == "en"

    def has(self, word: str) -> bool:
        plain = word.casefold().replace("’", "'")
        return any(self._known(form) for form in self._forms(plain))

    def near(self, word: str, names: frozenset[str] = frozenset()) -> str:
        """The commonest known word one letter away, or with `names` one of those or of the bank's own."""
        plain = word.casefold().replace("’", "'")
        edits = self._spell.edit_distance_1(plain)
        if names:
            found = sorted((names | self._own).intersection(edits) - {plain})
            return found[0].capitalize() if found else ""
        known = [*self._own.intersection(edits), *self._spell.known(edits)]
        return max(known, key=lambda each: (self._spell[each], each), default="")

    def _known(self, word: str) -> bool:
        own = word in self._own or any(word.removesuffix(ending) in self._own for ending in OWN_ENDINGS)
        return own or bool(self._spell.known([word]))

    def _forms(self, word: str) -> Iterator[str]:
        yield word
        if not self._english:
            return
        for british, american in BRITISH:
            for found in re.finditer(british, word):
                yield word[: found.start()] + american + word[found.end() :]
        for ending in ENDINGS:
            stem = word.removesuffix(ending)
            if stem != word and len(stem) >= SHORTEST:
                yield stem
                yield from (stem.replace(british, american) for british, american in BRITISH if british in stem)


@lru_cache(maxsize=8)
def _library(lang: str) -> Any:
    from spellchecker import SpellChecker

    return SpellChecker(language=lang, distance=1)


def _bank(word: str) -> str:
    return f"""\
items:
  - id: delegates
    kind: short-answer
    stem: Who chose the {word} of the congress?
    marks: 1
    scheme: {{answers: [party secretaries]}}
"""


CHECK = Check(
    name="spelling",
    what="A word that neither the dictionary nor the bank's words.txt has; a name one letter from one used often. "
    'Looked at where `pip install "packgen[spell]"` has been done.',
    why="A slip in print is copied thirty times.",
    finds=_bank("delegatse"),
    passes=_bank("delegates"),
    run=_run,
)
