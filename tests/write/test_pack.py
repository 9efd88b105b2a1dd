"""A pack appears whole or not at all, and never costs the teacher a file of their own."""

import errno
import os
from pathlib import Path

import pytest

from packgen.diagnostics import PackgenError
from packgen.model.manifest import FileRecord, Manifest, Used, VersionRecord
from packgen.model.request import Request
from packgen.write import manifest as record
from packgen.write import pack as packs
from packgen.write.pack import Pack, PackFile, save

PAPER = "pupils/test-worksheet.pdf"


def a_pack(text: bytes = b"paper", seed: int = 7, slug: str = "test") -> Pack:
    files = (PackFile(PAPER, text), PackFile("teachers/test-mark-scheme.pdf", b"scheme"))
    manifest = Manifest(
        slug=slug,
        request=Request(topics=("1.1",), seed=seed),
        made_with={"packgen": "1"},
        items=("a",),
        used=(Used("item", "a", "00"),),
        versions=(VersionRecord("", ("a",)),),
        files=tuple(FileRecord(f.path, record.sha256(f.data), 1) for f in files),
    )
    return Pack(manifest, files)


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def refusal(pack: Pack, out: Path, *, force: bool = False) -> str:
    before = tree(out) if out.is_dir() else {}
    with pytest.raises(PackgenError) as caught:
        save(pack, out, force=force)
    assert (tree(out) if out.is_dir() else {}) == before
    return caught.value.diagnostics[0].rule


def test_a_pack_stands_whole_with_its_record(tmp_path):
    paths = save(a_pack(), tmp_path / "out")
    assert [p.name for p in paths] == ["test-worksheet.pdf", "test-mark-scheme.pdf", "pack.json"]
    assert all(p.is_file() for p in paths)
    assert record.read(tmp_path / "out" / "test") == a_pack().manifest
    assert os.listdir(tmp_path / "out") == ["test"]


def test_the_same_request_replaces_its_pack(tmp_path):
    save(a_pack(b"old"), tmp_path)
    save(a_pack(b"new"), tmp_path)
    assert (tmp_path / "test" / PAPER).read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["test"]


def test_another_request_replaces_it_only_with_force(tmp_path):
    save(a_pack(), tmp_path)
    assert refusal(a_pack(seed=8), tmp_path) == "pack-exists"
    save(a_pack(b"eight", seed=8), tmp_path, force=True)
    assert (tmp_path / "test" / PAPER).read_bytes() == b"eight"


def test_an_edited_file_is_replaced_only_with_force(tmp_path):
    save(a_pack(), tmp_path)
    (tmp_path / "test" / PAPER).write_bytes(b"with my notes on it")
    assert refusal(a_pack(), tmp_path) == "pack-changed"
    save(a_pack(), tmp_path, force=True)
    assert (tmp_path / "test" / PAPER).read_bytes() == b"paper"


def test_the_teachers_own_files_in_the_folder_stay(tmp_path):
    save(a_pack(b"old"), tmp_path)
    (tmp_path / "test" / "marks.xlsx").write_bytes(b"my marks")
    (tmp_path / "test" / "pupils" / "seating.txt").write_bytes(b"my plan")
    save(a_pack(b"new", seed=8), tmp_path, force=True)
    assert tree(tmp_path / "test").items() >= {"marks.xlsx": b"my marks", "pupils/seating.txt": b"my plan"}.items()


def test_a_file_of_an_older_pack_goes_with_it(tmp_path):
    save(a_pack(), tmp_path)
    one = a_pack(seed=8)
    save(Pack(one.manifest, one.files[:1]), tmp_path, force=True)
    assert sorted(tree(tmp_path / "test")) == ["pack.json", PAPER]


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_that_is_not_a_pack_is_never_replaced(tmp_path, force):
    (tmp_path / "test").mkdir()
    (tmp_path / "test" / "thesis.docx").write_bytes(b"years of work")
    assert refusal(a_pack(), tmp_path, force=force) == "not-a-pack"


@pytest.mark.parametrize("force", [False, True])
def test_a_file_in_the_way_is_left_alone(tmp_path, force):
    (tmp_path / "test").write_bytes(b"a file")
    assert refusal(a_pack(), tmp_path, force=force) == "in-the-way"


def test_a_file_in_place_of_the_output_folder_is_left_alone(tmp_path):
    (tmp_path / "out").write_bytes(b"a file")
    assert refusal(a_pack(), tmp_path / "out") == "in-the-way"
    assert (tmp_path / "out").read_bytes() == b"a file"


@pytest.mark.parametrize(
    ("problem", "rule"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk-full"),
        (PermissionError(errno.EACCES, "Permission denied"), "in-use"),
        (OSError(errno.ENOTEMPTY, "Directory not empty"), "at-once"),
        (OSError(errno.EIO, "Input/output error"), "not-written"),
    ],
)
def test_a_failure_while_writing_leaves_the_old_pack(tmp_path, monkeypatch, problem, rule):
    save(a_pack(b"old"), tmp_path)

    def fail(_):
        raise problem

    monkeypatch.setattr(packs.os, "fsync", fail)
    assert refusal(a_pack(b"new"), tmp_path) == rule
    assert os.listdir(tmp_path) == ["test"]


def test_every_refusal_says_what_to_do(tmp_path, monkeypatch):
    for number in (errno.ENOSPC, errno.EACCES, errno.ENOTEMPTY, errno.EIO, errno.ENOENT):
        monkeypatch.setattr(packs.os, "fsync", lambda _, number=number: (_ for _ in ()).throw(OSError(number, "no")))
        with pytest.raises(PackgenError) as caught:
            save(a_pack(), tmp_path)
        assert caught.value.diagnostics[0].hint


def test_a_folder_that_may_not_even_be_looked_into_is_a_message(tmp_path, monkeypatch):
    def fail(self, *_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "stat", fail)
    with pytest.raises(PackgenError) as caught:
        packs.check_place("test", Request(), tmp_path / "private")
    assert caught.value.diagnostics[0].rule == "read-only"


def test_a_failed_swap_puts_the_old_pack_back(tmp_path, monkeypatch):
    save(a_pack(b"old"), tmp_path)
    rename = Path.rename

    def fail_on_the_new_one(self, target):
        if self.name.endswith("-new"):
            raise PermissionError(errno.EACCES, "open in a viewer")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_on_the_new_one)
    assert refusal(a_pack(b"new"), tmp_path) == "in-use"
    assert (tmp_path / "test" / PAPER).read_bytes() == b"old"


def test_a_run_cut_off_between_the_two_renames_is_repaired(tmp_path):
    save(a_pack(b"old"), tmp_path)
    (tmp_path / "test").rename(tmp_path / ".test.packgen-old")
    with pytest.raises(PackgenError):
        save(a_pack(b"new", seed=8), tmp_path)
    assert (tmp_path / "test" / PAPER).read_bytes() == b"old"


def test_a_newer_schema_is_one_clear_message(tmp_path):
    (tmp_path / "pack.json").write_text('{"schema": 2, "everything": "new"}')
    with pytest.raises(PackgenError, match="schema 2; this packgen reads schema 1"):
        record.read(tmp_path / "pack.json")


@pytest.mark.parametrize("text", ["", "[", "[]", "{}", '{"schema": 1}', "[" * 100_000, "\xff", '{"schema": "one"}'])
def test_what_is_no_pack_json_is_said_so(tmp_path, text):
    (tmp_path / "pack.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(PackgenError) as caught:
        record.read(tmp_path)
    assert caught.value.diagnostics[0].rule == "not-a-pack"
