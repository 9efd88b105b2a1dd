"""Waivers that waive nothing."""

from __future__ import annotations

from packgen.checks.rule import Check

# What it finds depends on what all others found: see `checks.run`.
CHECK = Check(
    name="unused-waiver",
    what="A waiver of a rule that finds nothing there, of a rule that there is not, or of an error.",
    why="What was mended or mistyped must not hide the next finding.",
    finds="""\
items:
  - id: lenin-death
    kind: short-answer
    stem: In which year did Lenin die?
    marks: 1
    waive: {near-duplicate: the other one was deleted}
    scheme: {answers: ["1924"]}
""",
    passes="""\
items:
  - id: triumvirate
    kind: multiple-choice
    stem: Which of these was not a member of the Triumvirate?
    options: [Bukharin, Stalin, Zinoviev]
    key: a
    waive: {negative-stem-without-emphasis: pupils are to spot it themselves}
""",
)
