from __future__ import annotations

import pytest

from packgen.load import cache
from packgen.load.yaml import read_yaml, read_yaml_files

TEXT = b"items:\n  - id: a\n    stem: >-\n      Why?\n    key: b\n  - {id: b, n: 0}\nnone: ~\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PACKGEN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_kept_comes_back(folder):
    name = cache.name_of("1", b"x")
    assert cache.load("shelf", name) is None
    cache.keep("shelf", name, b"content")
    assert cache.load("shelf", name) == b"content"
    assert cache.load("other", name) is None


def test_names_tell_parts_apart():
    assert len({cache.name_of("ab", "c"), cache.name_of("a", "bc"), cache.name_of("abc"), cache.name_of()}) == 4


@pytest.mark.parametrize("damage", [b"", b"x", b"0123456789abcdef", b"0123456789abcdefcontent"])
def test_a_damaged_file_counts_as_none(folder, damage):
    cache.keep("shelf", "name", b"content")
    (path,) = files(folder)
    path.write_bytes(damage)
    assert cache.load("shelf", "name") is None


def test_without_a_folder_nothing_is_kept(monkeypatch):
    monkeypatch.setenv("PACKGEN_CACHE", "")
    cache.keep("shelf", "name", b"content")
    assert cache.folder() is None
    assert cache.load("shelf", "name") is None


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("PACKGEN_CACHE", str(tmp_path / "file"))
    cache.keep("shelf", "name", b"content")
    assert cache.load("shelf", "name") is None


def test_a_document_from_the_cache_is_what_the_parser_gives(folder):
    parsed, _ = read_yaml(TEXT, "a.yaml")
    kept, problems = read_yaml(TEXT, "b.yaml")
    assert len(files(folder)) == 1
    assert parsed is not None
    assert kept is not None
    assert kept.value == parsed.value
    assert kept.lines() == parsed.lines()
    assert [entry.line("n") for entry in kept.child("items").entries()] == [2, 6]
    assert problems == ()


def test_other_bytes_are_another_document(folder):
    read_yaml(TEXT, "a.yaml")
    found, _ = read_yaml(TEXT.replace(b"Why", b"How"), "a.yaml")
    assert found is not None
    assert found.value["items"][0]["stem"] == "How?"


@pytest.mark.parametrize("text", [b"a: &x 1\nb: *x\n", b"a: [1\n", b"", b"a: 1\na: 2\n"])
def test_what_has_problems_is_not_kept(folder, text):
    first = read_yaml(text, "a.yaml")[1]
    assert files(folder) == []
    assert read_yaml(text, "a.yaml")[1] == first


def test_files_that_go_together_are_kept_together(folder):
    given = [(b"a: 1\n", "a.yaml"), (b"b:\n  - x\n", "b.yaml")]
    parsed = read_yaml_files(given)
    assert len(files(folder)) == 1
    for read in (parsed, read_yaml_files(given)):
        assert [(node.value, node.lines()) for node, _ in read if node] == [
            ({"a": "1"}, {"": 1, "a": 1}),
            ({"b": ["x"]}, {"": 1, "b": 1, "b.0": 2}),
        ]
    other = read_yaml_files([given[0], (b"b: [", "b.yaml")])
    assert other[0] == parsed[0]
    assert [problem.rule for problem in other[1][1]] == ["yaml-syntax"]
    assert read_yaml_files([]) == []
