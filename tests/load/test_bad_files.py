"""Files from other machines, broken ones and files out of nowhere: located messages, nothing lost, no traceback."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest
from banks import ITEM, rules, write
from hypothesis import given
from hypothesis import strategies as st
from test_index import ITEMS, MORE

from packgen.load import yaml as reading
from packgen.load.index.door import open_pool
from packgen.load.pool import load_pool
from packgen.load.rows import rows

_folders = itertools.count()


def both(root: Path):
    """The pool and the problems of a bank, which must be the same through its index."""
    pool, problems = load_pool([root])
    indexed, told = open_pool([root], large=1)
    assert told == problems
    assert indexed.broken == pool.broken
    assert dict(indexed.items) == dict(pool.items)
    assert rows(indexed) == rows(pool)
    assert all(problem.place is not None and problem.message for problem in problems)
    return pool, problems


@pytest.mark.parametrize(
    ("data", "stem"),
    [
        (ITEM.replace("\n", "\r\n").encode(), "Who was General Secretary?"),
        (ITEM.encode("utf-8-sig"), "Who was General Secretary?"),
        (ITEM.replace("Who was", "“Who” was ‘the’").encode(), "“Who” was ‘the’ General Secretary?"),
        (ITEM.replace("Who", "🎉 من Who").encode(), "🎉 من Who was General Secretary?"),
        (ITEM.replace("Who", "Who " + "very " * 2000).encode(), "Who " + "very " * 2000 + "was General Secretary?"),
    ],
    ids=["crlf", "bom", "smart quotes", "emoji and Arabic", "ten thousand characters"],
)
def test_what_other_editors_write_is_read_as_it_was_meant(tmp_path: Path, data: bytes, stem: str) -> None:
    (write(tmp_path / "bank") / "items.yaml").write_bytes(data)
    pool, problems = both(tmp_path / "bank")
    assert problems == ()
    assert " ".join(pool.items["who"].value.stem.split()) == " ".join(stem.split())


@pytest.mark.parametrize(
    ("data", "rule", "line"),
    [
        (ITEM.replace("Who", "Who – who").encode("cp1252"), "not-utf8", 6),
        (ITEM.encode("utf-16"), "not-utf8", 1),
        (ITEM.replace("    kind", "\tkind").encode(), "yaml-syntax", 5),
        (ITEM.replace("Who", "Who\x00").encode(), "control-character", 6),
        (ITEM.replace("    marks: 1\n", "    marks: 1\n    marks: 2\n").encode(), "duplicate-key", 8),
        (ITEM.encode() + b"items: []\n", "duplicate-key", 9),
        (ITEM.replace("stem: Who", "stem: “Who").replace("?", "”: ?").encode(), "yaml-syntax", 6),
    ],
    ids=["cp1252", "utf-16", "tab", "NUL", "twice", "heading twice", "smart quotes around a colon"],
)
def test_what_can_not_be_read_is_told_with_its_line(tmp_path: Path, data: bytes, rule: str, line: int) -> None:
    (write(tmp_path / "bank", more=MORE) / "items.yaml").write_bytes(data)
    pool, problems = both(tmp_path / "bank")
    assert (rule, f"items.yaml:{line}") in rules(problems)
    assert "who" in pool.items or "who" in pool.broken or any("items.yaml" in name for name in pool.broken)


def test_links_that_lead_round_in_circles_are_told(tmp_path: Path) -> None:
    root = write(tmp_path / "bank", items=ITEM)
    try:
        os.symlink(root, root / "loop")
        os.symlink("self.yaml", root / "self.yaml")
    except OSError:
        pytest.skip("this system makes no links")
    pool, problems = both(root)
    assert "who" in pool.items
    assert "broken-link" in [problem.rule for problem in problems]


def test_a_file_that_changes_while_it_is_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path / "bank", items=ITEM)
    real, times = Path.read_bytes, itertools.count()

    def halfway(path: Path) -> bytes:
        data = real(path)
        return data[: len(data) // 2] if path.name == "items.yaml" and next(times) == 0 else data

    monkeypatch.setattr(Path, "read_bytes", halfway)
    pool, problems = load_pool([root])
    assert problems == ()
    assert "who" in pool.items
    monkeypatch.setattr(Path, "read_bytes", lambda path: real(path)[:-1])
    _, problems = load_pool([root])
    assert {problem.rule for problem in problems} >= {"file-changing"}
    assert reading.TRIES == 3


BYTES = [
    *ITEMS.encode().splitlines(True),
    *MORE.encode().splitlines(True),
    b"\r\n",
    b"\t",
    b"\xff",
    b"\x00",
    b"items:\n",
]
MUTATED = st.lists(
    st.one_of(
        st.sampled_from(BYTES), st.binary(max_size=6), st.text(max_size=4).map(lambda t: t.encode("utf-8", "ignore"))
    ),
    max_size=14,
).map(b"".join)


@given(MUTATED, st.binary(max_size=40), st.integers(0, 400), st.binary(max_size=3))
def test_no_file_at_all_stops_the_loader(
    tmp_path_factory: pytest.TempPathFactory, lines: bytes, noise: bytes, at: int, put: bytes
) -> None:
    root = write(tmp_path_factory.getbasetemp() / f"mutated-{next(_folders)}", items=ITEM)
    (root / "lines.yaml").write_bytes(b"schema: 1\n" + lines)
    (root / "noise.yaml").write_bytes(noise)
    given_ = ITEMS.encode()
    (root / "changed.yaml").write_bytes(given_[:at] + put + given_[at + 2 :])
    pool, _ = both(root)
    assert "who" in pool.items or "who" in pool.broken
