"""One form for bank files: the same values, the same comments, and a second run changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.load.formatting import formatted, in_form
from packgen.load.yaml import read_yaml

BANK = Path(__file__).parents[2] / "questionbank"
MESSY = """\
# What this file is about.
schema:   1
items:
- id: one   # the first
  kind:    short-answer
  checked: 2024-01-02
  stem: "Who said 'no'?"


  # before the marks
  marks: 1
  scheme: {answers: [no,   0x1F, 12:30, 1_000, ~],
     accept: ['yes', "no"]}


-   id: two
    stem: |
      # no comment
        Indented.

      End.
    note: >-
      folded
      text
# the end
"""


def value(text: str) -> object:
    node, problems = read_yaml(text.encode(), "x", keep=False)
    assert node is not None
    assert problems == ()
    return node.value


def test_a_messy_file_comes_into_form_with_all_that_it_says() -> None:
    out = in_form(MESSY)
    assert out is not None
    assert value(out) == value(MESSY)
    assert in_form(out) == out
    for kept in ("# What this file is about.", "# the first", "# before the marks", "# the end", "0x1F", "12:30"):
        assert kept in out
    assert "schema: 1\n" in out
    assert "  - id: two\n" in out
    assert "\n\n\n" not in out


def test_line_ends_of_windows_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(MESSY.replace("\n", "\r\n").encode("utf-8-sig"))
    before, after, problems = formatted(path)
    assert problems == ()
    assert before is not None
    assert after.count("\n") == after.count("\r\n") > 0
    assert value(after) == value(MESSY)


@pytest.mark.parametrize("path", sorted(BANK.rglob("*.yaml"))[::6], ids=lambda path: path.stem)
def test_the_bundled_bank_keeps_its_values(path: Path) -> None:
    text = path.read_text("utf-8")
    out = in_form(text)
    assert out is None or value(out) == value(text)


SCALARS = st.text(st.sampled_from("ab #:-'\"|>&*!%@`{}[],?~0.é\n"), max_size=12)


@given(
    st.lists(st.dictionaries(st.sampled_from("abcd"), SCALARS | st.lists(SCALARS, max_size=3), min_size=1), max_size=3)
)
def test_no_value_is_ever_changed(entries: list[dict[str, object]]) -> None:
    import json

    text = "schema: 1  # top\nitems:\n"
    for entry in entries:
        text += "- # entry\n"
        for name, one in entry.items():
            text += f"     {name}:   {json.dumps(one, ensure_ascii=False)}   # {name}\n"
    out = in_form(text)
    if out is not None:
        assert value(out) == value(text)
        assert out.count("#") >= text.count("# ")
        assert in_form(out) == out
