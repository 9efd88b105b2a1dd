"""pack.json: read back as written, and refused where it was not written by packgen."""

import json

import pytest
from msgspec import to_builtins

from packgen.diagnostics import PackgenError, Place
from packgen.model.manifest import FileRecord, Manifest, VersionRecord
from packgen.model.request import Request
from packgen.write.manifest import decode, encode, read

GOOD = Manifest(
    slug="end-of-unit",
    request=Request(title="End of unit", seed=7),
    made_with={"packgen": "0.1.0"},
    items=("one", "two"),
    used=(),
    versions=(VersionRecord("", ("one", "two"), marks=2),),
    files=(FileRecord("pupils/end-of-unit-worksheet.pdf", "00", 1),),
)


def test_a_manifest_comes_back_as_it_was():
    assert decode(encode(GOOD), Place("pack.json")) == GOOD


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", "../../evil"),
        ("slug", "/tmp/evil"),
        ("slug", ".."),
        ("slug", ""),
        ("slug", "a\n"),
        ("items", ["one", "one"]),
        ("request.versions", 10**9),
        ("request.versions", 0),
        ("request.marks", 10**30),
        ("request.count", -1),
        ("request.seed", -1),
        ("request.seed", 2**70),
        ("request.minutes", -7),
        ("request.title", "x" * 5000),
        ("request.title", "a\x00b"),
        ("request.paper", "wallpaper"),
        ("settings.school", "x" * 5000),
        ("settings.paper", "wallpaper"),
        ("files.0.path", "../../../etc/passwd"),
        ("files.0.path", "/etc/passwd"),
        ("files.0.path", "C:/windows"),
    ],
)
def test_a_record_that_packgen_can_not_have_written_is_refused(field, value):
    record = to_builtins(GOOD)
    inner = record
    *way, last = field.split(".")
    for step in way:
        inner = inner[int(step)] if step.isdecimal() else inner[step]
    inner[last] = value
    with pytest.raises(PackgenError) as caught:
        decode(json.dumps(record).encode(), Place("pack.json"))
    (found,) = caught.value.diagnostics
    assert found.rule == "not-a-pack"
    assert found.hint


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"a":' * 100_000])
def test_broken_json_is_refused(data):
    with pytest.raises(PackgenError):
        decode(data, Place("pack.json"))


def test_a_path_that_is_not_there_is_named_plainly(tmp_path):
    with pytest.raises(PackgenError) as caught:
        read(tmp_path / "nowhere")
    assert caught.value.diagnostics[0].message == "there is no such file or folder"
