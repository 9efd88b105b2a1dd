"""The examples of the rules as banks on disk."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from packgen.checks.run import run_checks
from packgen.diagnostics import Diagnostic
from packgen.load.check import check_bank
from packgen.load.pool import load_pool
from packgen.markup.reader import Reader
from packgen.model.pool import ItemPool

TODAY = datetime.date(2026, 11, 26)
BANK = "schema: 1\nsubject: History\nyear: 10\n"
TOPICS = """\
schema: 1
topics:
  - {id: "1", title: The Soviet Union, from: 1917, to: 1941}
  - {id: "1.1", title: The struggle for power}
"""


def load(folder: Path, text: str) -> tuple[ItemPool, Sequence[Diagnostic]]:
    """The bank that an example stands for, and what is wrong with it for others than checks."""
    (folder / "images").mkdir(parents=True, exist_ok=True)
    Image.new("L", (8, 8), 255).save(folder / "images" / "plan.png")
    for name, content in (
        ("bank", BANK),
        ("topics", TOPICS),
        ("example", f'schema: 1\ndefaults: {{topic: "1.1"}}\n{text}'),
    ):
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    (folder / "facts.md").write_text("# Facts\n\n7. Lenin dies.\n19. Trotsky is exiled.\n41. The Right.\n")
    (folder / "words.txt").write_text("Kamenev Zinoviev Bukharin Rykov Tomsky Trotsky Politburo\n", encoding="utf-8")
    pool, problems = load_pool([folder])
    return pool, (*problems, *check_bank(pool, Reader))


def rules(folder: Path, text: str) -> set[str]:
    """The rules that find something in an example."""
    pool, problems = load(folder, text)
    assert [str(problem) for problem in problems] == []
    return {found.rule for found in run_checks(pool, today=TODAY)}
