"""Files printed by several processes, and how far a run is."""

import io
import os
import sys

import pytest
from workplaces import a_source_set

from packgen.cli.terminal import progress as progresses
from packgen.diagnostics import PackgenError, error
from packgen.model.request import Request
from packgen.pipeline.making import make
from packgen.pipeline.workplace import open_workplace
from packgen.write.pack import staged
from packgen.write.pdf import Writer

WISHES = {"marks": 12, "layout": "exam", "seed": 5, "title": "t", "versions": 6}
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes that print are forked")


def kept(place, out, jobs, told=None, **wishes):
    request = Request(**{**WISHES, **wishes})
    with staged("t", request, out) as stage:
        made = make(request, place, store=stage, jobs=jobs, progress=told)
        paths = stage.keep(made.pack.manifest)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


@forks
@pytest.mark.parametrize("merged", [False, True])
def test_how_many_print_changes_no_byte(tmp_path, merged):
    place = open_workplace(tmp_path)
    one, three = (kept(place, tmp_path / str(jobs), jobs, merged=merged) for jobs in (1, 3))
    assert one == three
    assert len(one) > 2


@forks
def test_what_fails_in_another_process_fails_here_and_leaves_nothing(tmp_path, monkeypatch):
    def broken(self, printable):
        raise PackgenError([error("bad-picture", "this picture cannot be read", "save it again")])

    monkeypatch.setattr(Writer, "write", broken)
    with pytest.raises(PackgenError) as caught:
        kept(a_source_set(tmp_path, 2), tmp_path / "out", 2, marks=None, count=2, versions=4)
    assert [(found.rule, found.hint) for found in caught.value.diagnostics] == [("bad-picture", "save it again")]
    assert not (tmp_path / "out").exists()


def test_a_run_says_how_many_of_its_documents_are_done(tmp_path):
    told = []
    kept(open_workplace(tmp_path), tmp_path / "out", 1, lambda done, total: told.append((done, total)))
    done = [each for each, _ in told]
    assert done == sorted(done)
    assert told[-1] == (12, 12)  # six papers and their schemes; a booklet of sources was not wanted after all
    assert all(each <= total for each, total in told)


def test_progress_is_a_line_on_a_terminal_and_goes_away(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    clock = iter([0.0, 0.5, 2.0, 2.1, 4.0])
    monkeypatch.setattr(progresses.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(sys, "stderr", Terminal())
    with progresses.Progress() as progress:
        for done in (1, 4, 5, 8):
            progress.told()(done, 16)
    said = sys.stderr.getvalue().replace("\r\033[K", "|")
    assert said == "|4 of 16 documents, about 6 s left|8 of 16 documents, about 4 s left|"


def test_nothing_is_said_where_nobody_looks_on(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert progresses.Progress().told() is None
