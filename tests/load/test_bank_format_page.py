"""The examples of the bank format's page, written down as it says, are a bank without faults."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import indent

from packgen.diagnostics import Diagnostic
from packgen.load.check import check_bank
from packgen.load.kinds import load_kinds
from packgen.load.pool import load_pool
from packgen.markup.reader import Reader
from packgen.model.item import Defaults, Item, Kind, Row, SchemeText, Stimulus, Topic
from packgen.model.note import Note
from packgen.model.pool import ItemPool

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "bank-format.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def load_page(root: Path) -> tuple[ItemPool, tuple[Diagnostic, ...]]:
    """The bank of all examples: those that begin with a file's name, and the items in a file of their own."""
    items = []
    for block in BLOCKS:
        named = re.match(r"# (\S+\.yaml)\n", block)
        if named:
            path = root / "tudors" / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block, encoding="utf-8")
        else:
            items.append(indent(block, "  "))
    (root / "tudors" / "examples.yaml").write_text("schema: 1\nitems:\n" + "\n".join(items), encoding="utf-8")
    return load_pool([root / "tudors"], [root / "kinds"])


def test_the_examples_make_a_bank_without_faults(tmp_path: Path) -> None:
    (tmp_path / "tudors").mkdir()
    pool, problems = load_page(tmp_path)
    assert [str(p) for p in (*problems, *check_bank(pool, Reader))] == []
    kinds, _ = load_kinds(())
    shown = {found.value.kind for found in pool.items.values()}
    assert {kinds[name].shape for name in shown if name in kinds} == {kind.shape for kind in kinds.values()}
    assert "correct-it" in shown


def test_every_field_is_on_the_page() -> None:
    for cls in (Item, SchemeText, Stimulus, Topic, Note, Defaults, Kind, Row):
        missing = [name for name in cls.__struct_encode_fields__ if f"`{name}`" not in PAGE]
        assert missing == [], cls.__name__
