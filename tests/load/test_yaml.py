"""YAML becomes plain values with lines, and nothing hostile gets through or raises."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from packgen.load import yaml_builder
from packgen.load.nodes import FLAWED, Node
from packgen.load.yaml import read_bytes, read_yaml


def read(text: str | bytes) -> tuple[Node | None, list[tuple[str, int]]]:
    data = text.encode() if isinstance(text, str) else text
    node, problems = read_yaml(data, "bank.yaml")
    assert all(p.message and p.place and p.place.path == "bank.yaml" for p in problems)
    return node, [(p.rule, p.place.line if p.place else 0) for p in problems]


@pytest.fixture(params=[True, False], ids=["libyaml", "pure Python"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.param:
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)


@pytest.mark.usefixtures("either_parser")
def test_scalars_stay_text_as_written() -> None:
    node, problems = read("a: no\nb: 12:30\nc: 2026-12-01\nd: 1e3\ne: '~'\nf: ~\ng:\nh: null\ni: ''\nj: 0o17\n")
    assert problems == []
    assert node is not None
    assert node.value == {
        "a": "no", "b": "12:30", "c": "2026-12-01", "d": "1e3", "e": "~", "f": None, "g": None, "h": None, "i": "",
        "j": "0o17",
    }  # fmt: skip


@pytest.mark.usefixtures("either_parser")
def test_every_field_knows_its_line_and_a_block_of_text_its_first() -> None:
    node, _ = read("items:\n  - id: x\n    stem: |\n      one\n      two\n    options:\n      - a\n      - text: b\n")
    assert node is not None
    assert node.lines() == {
        "": 1, "items": 1, "items.0": 2, "items.0.id": 2, "items.0.stem": 4, "items.0.options": 6,
        "items.0.options.0": 7, "items.0.options.1": 8, "items.0.options.1.text": 8,
    }  # fmt: skip
    assert node.line("items.0.options.1.reason") == 8
    assert node.line("elsewhere") == 1


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_byte_order_mark_and_any_line_ends_are_accepted(newline: str) -> None:
    node, problems = read(b"\xef\xbb\xbf" + f"a: |{newline}  x{newline}  y{newline}b: c{newline}".encode())
    assert problems == []
    assert node is not None
    assert node.value == {"a": "x\ny\n", "b": "c"}
    assert node.line("b") == 4


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3),
        ("a: &x 1\n", "anchor", 1),
        ("a: 1\nb: *x\n", "alias", 2),
        ("a: 1\n<<: {b: 2}\n", "merge-key", 2),
        ("a: !!python/object/apply:os.system [rm]\n", "tag", 1),
        ("a: 1\nb: !secret x\n", "tag", 2),
        ("a: 1\n---\nb: 2\n", "several-documents", 2),
        ("[" * 100_000, "too-deep", 1),
        ("{a: " * 30 + "}" * 30, "too-deep", 1),
        ("- " * 30 + "x", "too-deep", 1),
        ("a: 1\nb: x\x00y\n", "control-character", 2),
        ("a: x\x1b[31m\n", "control-character", 1),
        ("a: x\u2028y\n", "control-character", 1),
        ("? [a, b]\n: c\n", "complex-key", 1),
        ("a: 1\n\tb: 2\n", "yaml-syntax", 2),
        ("a: 1\nstem: Lenin: a life: in brief\n", "yaml-syntax", 2),
        ('a: 1\nstem: "Peace, he said\nb: 2\n', "yaml-syntax", 2),
        ('a: 1\nstem: "Peace", he said\n', "yaml-syntax", 2),
        ("a: **bold** words\n", "yaml-syntax", 1),
        ("a: @stalin\n", "yaml-syntax", 1),
        ("a: [b, c\nd: e\n", "yaml-syntax", 1),
        ("a: 1\nb\nc: 2\n", "yaml-syntax", 2),
        ("%YAML 9.9\n---\na: 1\n", "yaml-syntax", 1),
    ],
)
def test_bad_yaml_is_one_located_message(text: str, rule: str, line: int) -> None:
    started = time.perf_counter()
    _, problems = read(text)
    assert (rule, line) in problems
    assert time.perf_counter() - started < 2


def test_every_message_has_a_hint_in_words_without_the_parsers_jargon() -> None:
    for text in ("a: b: c", "a: 'x' y", "a: [1", "a:\n  - b\n c: d", 'a: "\\q"', "a: `x`", "a: | b"):
        _, problems = read_yaml(text.encode(), "x.yaml")
        assert len(problems) == 1
        assert problems[0].hint
        said = problems[0].message + problems[0].hint
        assert not any(word in said for word in ("scalar", "token", "flow", "simple key", "collection")), said


def test_what_was_refused_stays_refused_in_the_value() -> None:
    node, problems = read("items:\n  - {id: a, stem: *x}\n  - {id: b}\n  - {id: c, id: d}\n")
    assert [rule for rule, _ in problems] == ["alias", "duplicate-key"]
    assert node is not None
    assert node.value == {"items": [{"id": "a", "stem": FLAWED}, {"id": "b"}, {"id": FLAWED}]}


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"a: 1\nb: caf\xe9\n", 2), (b"\xff\xfea\x00:\x00", 1), ("a: 1".encode("utf-16"), 1), (b"\xed\xa0\x80", 1)],
)
def test_what_is_not_utf8_says_how_to_save_it(data: bytes, line: int) -> None:
    node, problems = read_yaml(data, "x.yaml")
    assert node is None
    assert [(p.rule, p.place.line) for p in problems if p.place] == [("not-utf8", line)]
    assert "UTF-8" in problems[0].hint


def test_a_large_file_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("it was read"))
    data, problems = read_bytes(path, "big.yaml")
    assert data is None
    assert [p.rule for p in problems] == ["file-too-large"]
    assert "50.0 MB" in problems[0].message


def test_a_folder_or_nothing_in_place_of_a_file_is_a_message(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.yaml"):
        data, problems = read_bytes(path, "x")
        assert data is None
        assert [p.rule for p in problems] == ["not-a-file"]


def test_very_many_values_or_problems_end_the_reading() -> None:
    _, problems = read("[" + "a," * (yaml_builder.MAX_NODES + 10) + "]")
    assert problems == [("too-much", 1)]
    _, problems = read("".join(f"- &a{n} x\n" for n in range(1000)))
    assert len(problems) <= yaml_builder.MAX_PROBLEMS + 1


def test_an_empty_file_has_no_value_and_no_problem() -> None:
    assert read("") == (None, [])
    assert read("# only a comment\n") == (None, [])


ODD = st.text(st.sampled_from("ab:-[]{},&*!|>'\"%@`#?<~ \n\t\r0.é\x00\u2028"), max_size=60)


@given(ODD)
def test_any_text_is_read_or_reported_and_never_raises(text: str) -> None:
    node, problems = read_yaml(text.encode("utf-8", "surrogatepass"), "x.yaml")
    assert all(p.place is not None and p.place.line <= len(text) + 2 for p in problems)
    if node is not None:
        assert all(line >= 1 for line in node.lines().values())


@given(ODD)
def test_the_quick_way_reads_as_the_plain_one(text: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PACKGEN_CACHE", "")
        quick = read_yaml(text.encode(), "bank.yaml")
        patched.setattr(yaml_builder.Builder, "_placed", lambda self, event, top: False)
        assert read_yaml(text.encode(), "bank.yaml") == quick


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_reported(data: bytes) -> None:
    node, problems = read_yaml(data, "x.yaml")
    # A file of comments is as good as empty.
    assert node is not None or problems or all(line.startswith(b"#") for line in data.split())
    assert all(problem.place is not None and problem.place.path == "x.yaml" for problem in problems)


@given(
    st.recursive(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyz", min_size=1), inner, max_size=4),
        max_leaves=12,
    )
)
def test_what_another_program_writes_is_read_as_it_was(value: object) -> None:
    node, problems = read_yaml(yaml.safe_dump(value, default_style='"').encode(), "x.yaml")
    assert problems == ()
    assert node is not None
    assert node.value == value
