"""Descriptions of pictures that say what pupils are to find out."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.checks.language import content, holds, words
from packgen.checks.rule import Bank, Check, Found
from packgen.checks.walk import Asked

SHARE = 0.6
LEAST_WORDS = 4


def _run(bank: Bank) -> Iterator[Found]:
    for question in bank.asked:
        for id in question.stimuli:
            located = bank.pool.stimuli.get(id)
            # What a chart or a map shows, its description must say: the answer is read off either.
            if located is None or located.value.picture is None or located.value.type == "figure":
                continue
            alt = located.value.picture.alt
            told = next((answer for answer in _answers(question) if _tells(alt, answer)), None)
            if told is not None:
                message = f'the alt text tells the answer of {question.item.id}: "{told}"'
                hint = "describe what is to be seen, and leave it to pupils what it means"
                yield Found(message, hint, located.at("picture.alt"), (located.value, question.item, *question.around))


def _answers(question: Asked) -> Iterator[str]:
    scheme = question.item.scheme
    yield from scheme.answers
    yield from scheme.points
    for group in scheme.indicative:
        yield from group.points


def _tells(alt: str, answer: str) -> bool:
    point = content(answer.partition(":")[0])
    if len(point) < LEAST_WORDS:
        return bool(point) and holds(words(alt), words(answer))
    return len(set(point).intersection(content(alt))) >= SHARE * len(set(point))


def _bank(alt: str) -> str:
    return f"""\
stimuli:
  - id: poster
    provenance: A poster of 1924, drawn for this page.
    picture: {{file: images/plan.png, alt: "{alt}"}}
items:
  - id: poster-inference
    kind: source-inference
    stem: Give two things you can infer from @poster about Stalin's image.
    stimuli: [poster]
    scheme:
      points: ["Stalin wanted to appear as Lenin's pupil: he stands behind.", "He was plain: he wears a coat."]
"""


CHECK = Check(
    name="alt-gives-answer",
    what="Alt text of a source that says the answer, or most words of a point, of a question about it.",
    why="Those who hear the picture described must infer from it what the others infer from seeing it.",
    finds=_bank("Stalin in a coat behind Lenin, appearing as the pupil of Lenin that he wanted to be."),
    passes=_bank("Lenin at a desk, writing. Behind his chair stands Stalin in a grey coat."),
    run=_run,
)
