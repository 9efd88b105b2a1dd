"""Schemes that say a thing twice, or say that it is right and wrong."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from packgen.checks.language import folded, words
from packgen.checks.rule import Bank, Check, Found


def _run(bank: Bank) -> Iterator[Found]:
    for question in bank.asked:
        scheme = question.item.scheme
        right = [
            (f"scheme.{name}.{n}", text)
            for name, given in (("answers", scheme.answers), ("accept", scheme.accept))
            for n, text in enumerate(given)
        ]
        points = [(f"scheme.points.{n}", text) for n, text in enumerate(scheme.points)]
        points += [
            (f"scheme.indicative.{m}.points.{n}", text)
            for m, group in enumerate(scheme.indicative)
            for n, text in enumerate(group.points)
        ]
        for texts in (right, points):
            seen: set[tuple[str, ...]] = set()
            for field, text in texts:
                # "the Triumvirate" beside "Triumvirate" may stand there for programs that compare letter by letter.
                same = words(text)
                if same and same in seen:
                    said = shorten(text, 60, placeholder=" ...")
                    yield question.found(field, f'the scheme says "{said}" twice', "delete it once")
                seen.add(same)
        accepted = {folded(text) for _, text in right}
        for n, text in enumerate(scheme.reject):
            if folded(text) in accepted:
                message = f'"{text}" is both right and to be rejected'
                yield question.found(f"scheme.reject.{n}", message, "decide which")


def _bank(accept: str) -> str:
    return f"""\
items:
  - id: lenin-death
    kind: short-answer
    stem: In which month did Lenin die?
    marks: 1
    scheme: {{answers: [January 1924], accept: [{accept}]}}
"""


CHECK = Check(
    name="repeated-in-scheme",
    what="A scheme that has an answer or a point twice, or accepts what it rejects.",
    why="Markers count points; a point that counts twice is a mark too many.",
    finds=_bank("january 1924"),
    passes=_bank("January"),
    run=_run,
)
