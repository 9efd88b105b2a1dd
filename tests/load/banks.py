"""Small banks written to a folder, one broken thing at a time."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

from packgen.diagnostics import Diagnostic
from packgen.load.pool import load_pool
from packgen.model.pool import ItemPool

BANK = """\
schema: 1
subject: History
unit: Russia
lang: en-GB
"""

TOPICS = """\
schema: 1
topics:
  - {id: "1", title: Leaders}
  - {id: "1.1", title: Rivals}
  - {id: "2", title: Plans}
"""

STIMULI = """\
schema: 1
stimuli:
  - id: letter
    provenance: A letter of 1922.
    text: He has too much power.
  - id: chart
    type: figure
    text: A chart in words.
  - id: view
    type: interpretation
    text: A later view.
"""

ITEM = """\
schema: 1
defaults: {topic: "1.1"}
items:
  - id: who
    kind: short-answer
    stem: Who was General Secretary?
    marks: 1
    scheme: {answers: [Stalin]}
"""

PARTS = """\
- id: q
  kind: structured
  stem: Read the letter.
  stimuli: [letter]
  boards: [aqa]
  parts:
    - {kind: short-answer, stem: Who?, marks: 1, scheme: {answers: [He]}}
    - {kind: source-utility, stem: Useful?, marks: 8, scheme: {indicative: [{points: [a]}]}}
    - stem: And now
      parts:
        - {kind: short-answer, stem: When?, marks: 1, scheme: {answers: ["1922"]}}
        - {kind: short-answer, stem: Where?, marks: 2, scheme: {answers: [There]}}
"""


def items(text: str) -> str:
    """A file of items of topic 1.1."""
    return 'schema: 1\ndefaults: {topic: "1.1"}\nitems:\n' + indent(dedent(text), "  ")


def good(id: str) -> str:
    """A sound item."""
    return f"- {{id: {id}, kind: short-answer, stem: Who?, marks: 1, scheme: {{answers: [He]}}}}\n"


def write(root: Path, **files: str) -> Path:
    """A bank of the given files (`items` is items.yaml) beside a bank.yaml, topics and three stimuli."""
    for name, text in {"bank": BANK, "topics": TOPICS, "stimuli": STIMULI, **files}.items():
        path = root / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8", newline="")
    return root


def load(root: Path, **files: str) -> tuple[ItemPool, tuple[Diagnostic, ...]]:
    """The pool of such a bank."""
    return load_pool([write(root, **files)])


def rules(problems: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    """Each problem as its rule and its file's name with line."""
    return [(p.rule, f"{Path(p.place.path).name}:{p.place.line}" if p.place else "") for p in problems]
