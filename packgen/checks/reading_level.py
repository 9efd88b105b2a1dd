"""Sources that are much harder to read than the class can manage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.checks.walk import found

LEAST_WORDS = 50
MARGIN = 4

_SENTENCE = re.compile(r"[.!?…](?=['’\"”)]*(?:\s|$))|\n\s*\n|\n\s*[-*] ")
_WORD = re.compile(r"[\w'’-]+")


def school_year(text: str) -> float | None:
    """The school year (England's) of pupils who read `text` with ease, by the Automated Readability Index.

    ARI = 4.71 characters per word + 0.5 words per sentence - 21.43 gives an American grade, a year less than
    England's.  None for a text too short to measure.
    """
    words = _WORD.findall(text)
    if len(words) < LEAST_WORDS:
        return None
    sentences = max(1, len(_SENTENCE.findall(text.rstrip() + ".")))
    letters = sum(character.isalnum() for word in words for character in word)
    grade: float = 4.71 * letters / len(words) + 0.5 * len(words) / sentences - 21.43
    return grade + 1


def _run(bank: Bank) -> Iterator[Found]:
    years = {each.root: each.year for each in bank.pool.banks}
    for located in bank.pool.stimuli.values():
        year = years.get(located.bank)
        level = school_year(located.value.text) if year is not None and bank.english(located) else None
        if year is not None and level is not None and level > year + MARGIN:
            message = f"this text reads like one for Year {round(level)}; the bank is for Year {year}"
            yield found(located, "text", message, "shorten its sentences, explain hard words, or adapt it and say so")


def _bank(text: str) -> str:
    return f"""\
stimuli:
  - id: speech
    provenance: Adapted from a speech of 1924.
    text: >-
      {text}
items:
  - id: useful
    kind: source-utility
    stem: How useful is @speech to a historian of the party?
    stimuli: [speech]
    scheme: {{indicative: [{{points: [one, two, three, four]}}]}}
"""


CHECK = Check(
    name="reading-level",
    what=f"A source of {LEAST_WORDS} words or more that reads like one for pupils over {MARGIN} years older than the "
    "`year` that bank.yaml gives, by the Automated Readability Index (letters a word, words a sentence).",
    why="A question on a source becomes a question of reading.",
    finds=_bank(
        "Notwithstanding considerable disagreement concerning industrialisation, representatives unanimously "
        "acknowledged that organisational discipline constituted the indispensable prerequisite of revolutionary "
        "transformation, and consequently denounced oppositional tendencies whose representatives persistently "
        "misinterpreted fundamental theoretical propositions concerning international developments, agricultural "
        "requisitioning, bureaucratic degeneration, administrative centralisation and the collective responsibility of "
        "leadership, thereby endangering the accomplishments of preceding generations of conscientious participants."
    ),
    passes=_bank(
        "Comrades, we have lost our leader. He taught us to keep the party as one. We swear to do so. He taught us to "
        "stand by the workers and the peasants. We swear to do this too. There are some who want to break our ranks. "
        "They quarrel in the papers. They say that the party is not free. We answer them that a party which fights "
        "itself can't fight its foes. Let us close our ranks and go on with his work."
    ),
    run=_run,
)
