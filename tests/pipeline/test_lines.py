"""Answer lines and pages are decided once for a pack."""

from __future__ import annotations

from pathlib import Path

import pytest
from workplaces import a_bank

from packgen.load.bundled import bundled_bank
from packgen.model.request import Request
from packgen.pipeline.making import make
from packgen.pipeline.workplace import open_workplace


def made(tmp_path: Path, **wishes: object):
    return make(Request(**wishes), open_workplace(tmp_path))  # the bundled bank: an empty folder has none


def test_every_version_has_the_same_lines_and_pages(tmp_path):
    assert bundled_bank().is_dir()
    record = made(tmp_path, topics=("1.1",), marks=60, layout="exam", versions=4, seed=3).pack.manifest
    lines = [dict(version.lines) for version in record.versions]
    assert lines[0]
    assert all(each == lines[0] for each in lines)
    papers = [file.pages for file in record.files if file.path.startswith("pupils/")]
    assert len(papers) == 4
    assert len(set(papers)) == 1


def test_how_many_versions_follow_changes_no_version(tmp_path):
    few = made(tmp_path, topics=("1.1",), marks=40, layout="exam", versions=3, seed=7, title="t").pack.files
    more = {
        f.path: f
        for f in made(tmp_path, topics=("1.1",), marks=40, layout="exam", versions=6, seed=7, title="t").pack.files
    }
    three = [
        dict(v.lines) for v in made(tmp_path, topics=("1.1",), marks=40, versions=3, seed=7).pack.manifest.versions
    ]
    six = [dict(v.lines) for v in made(tmp_path, topics=("1.1",), marks=40, versions=6, seed=7).pack.manifest.versions]
    assert three == six[:3]
    assert {f.path for f in few} <= set(more)


def test_a_worksheet_gives_its_spare_room_to_its_lines(tmp_path):
    wishes = {"kinds": ("how-far-do-you-agree",), "seed": 7}
    (plain,) = made(tmp_path, layout="worksheet", **wishes).pack.manifest.versions
    (notes,) = [
        n
        for path, n in make(Request(**wishes), open_workplace(tmp_path), explain=True).notes.items()
        if "pupils" in path
    ]
    assert notes[-1].used > 0.9
    assert all(sum(counts) >= 12 for counts in dict(plain.lines).values())


ESSAY = (
    'schema: 1\nitems:\n  - {id: q0, kind: essay, topic: "1", boards: [school], marks: 20,'
    " stem: To what extent did mills decide it?, scheme: {indicative: [{heading: A, points: [x]}]}}\n"
)


@pytest.mark.parametrize(("questions", "lines", "told"), [(4, 12, False), (6, 8, False), (7, 11, True)])
def test_a_worksheet_that_runs_over_two_sides_has_fewer_lines_before_it_says_so(tmp_path, questions, lines, told):
    head, _, item = ESSAY.partition("  - ")
    bank = head + "".join(f"  - {item.replace('q0', f'q{n}').replace('it?', f'{n}?')}" for n in range(questions))
    made = make(
        Request(layout="worksheet", count=questions, versions=2, seed=1), a_bank(tmp_path, {"essays.yaml": bank})
    )
    assert {count for each in made.pack.manifest.versions for counts in each.lines.values() for count in counts} == {
        lines
    }
    assert ("too-long" in {each.rule for each in made.diagnostics}) == told
    papers = [file.pages for file in made.pack.manifest.files if "worksheet" in file.path]
    assert (max(papers) > 2) == told


def test_pages_are_explained_in_words(tmp_path):
    found = make(Request(topics=("1.1",), marks=40, layout="exam", seed=7), open_workplace(tmp_path), explain=True)
    notes = next(n for path, n in found.notes.items() if path.startswith("pupils/"))
    assert [note.page for note in notes] == list(range(1, len(notes) + 1))
    assert all(0 <= note.used <= 1 and note.reason for note in notes)
    assert "the document ends here" in notes[-1].reason
