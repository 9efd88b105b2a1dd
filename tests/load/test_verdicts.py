"""A bank that was found right is not looked through again, and whatever changes is."""

from __future__ import annotations

import pytest
from banks import ITEM, STIMULI, write

from packgen.load import cross
from packgen.load.kinds import load_kinds
from packgen.load.pool import load_pool


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PACKGEN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def looked_at(monkeypatch):
    """The ids of the items that were checked against all the rest."""
    ids: list[str] = []
    faults = cross.item_faults
    monkeypatch.setattr(cross, "item_faults", lambda found, known: ids.append(found.value.id) or faults(found, known))
    return ids


def rules(root) -> list[str]:
    return [problem.rule for problem in load_pool([root])[1]]


def test_a_right_bank_is_looked_through_once_and_read_the_same(tmp_path, looked_at):
    root = write(tmp_path / "bank", items=ITEM)
    first, said = load_pool([root])
    assert not said
    assert looked_at == ["who"]
    again, said = load_pool([root])
    assert not said
    assert looked_at == ["who"]
    assert (again.items["who"].value, list(again.stimuli), list(again.rubrics)) == (
        first.items["who"].value,
        list(first.stimuli),
        list(first.rubrics),
    )


def test_what_is_wrong_is_told_in_every_run(tmp_path, looked_at):
    root = write(tmp_path / "bank", items=ITEM.replace('"1.1"', '"9"'))
    assert rules(root) == rules(root) == ["unknown-topic"]
    assert looked_at == ["who", "who"]


def test_a_warning_alone_is_told_in_every_run(tmp_path):
    root = write(tmp_path / "bank", items=ITEM + "    enemies: [who]\n")
    assert rules(root) == rules(root) == ["own-enemy"]


@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        ("items", '"1.1"', '"9"', "unknown-topic"),
        ("topics", '"1.1"', '"1.2"', "unknown-topic"),
        ("stimuli", "id: letter", "id: note", "unknown-stimulus"),
    ],
)
def test_a_change_anywhere_is_seen(tmp_path, name, old, new, rule):
    root = write(tmp_path / "bank", items=ITEM + "    stimuli: [letter]\n")
    before = rules(root)
    path = root / f"{name}.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert rule in rules(root)
    assert rule not in before


def test_a_picture_that_has_gone_is_missed(tmp_path):
    pictured = STIMULI + "  - {id: map, type: figure, picture: {file: map.png, alt: A map}}\n"
    root = write(tmp_path / "bank", items=ITEM, stimuli=pictured)
    (root / "map.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert rules(root) == []
    (root / "map.png").unlink()
    assert rules(root) == ["no-picture"]


def test_a_kind_of_a_school_is_looked_at_again_when_it_changes(tmp_path):
    own = tmp_path / "kinds"
    own.mkdir()
    file = own / "own.yaml"
    text = "schema: 1\nkind: own\nname: Own\n"
    text += "purpose: An own kind.\nexample: Why?\nshape: written\nrows: [{board: school, marks: 4, aos: {AO1: 4}}]\n"
    file.write_text(text, "utf-8")
    assert [problem.rule for problem in load_kinds([own])[1]] == []
    assert [problem.rule for problem in load_kinds([own])[1]] == []
    file.write_text(text.replace("AO1: 4", "AO1: 3"), "utf-8")
    assert [problem.rule for problem in load_kinds([own])[1]] == ["aos-mismatch"]
