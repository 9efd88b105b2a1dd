"""`packgen remake`: the same bytes, or what has changed since."""

import json

import pytest


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def made(folder, run):
    """A pack of two versions in `output/t`."""
    assert run("make", "--title", "t", "--seed", 3, "--versions", 2, "--date", "2026-12-01").exit_code == 0
    return folder / "output" / "t"


def bank(folder, old, new):
    file = folder / "questionbank" / "rivers.yaml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))


def test_the_same_bytes(folder, made, run):
    before = files(made)
    result = run("remake", "output/t/pack.json")
    assert result.exit_code == 0
    assert result.stderr == "every file has the recorded bytes\n"
    assert files(made) == before
    assert run("remake", made, "-o", "elsewhere").exit_code == 0
    assert files(folder / "elsewhere" / "t") == before


def test_it_does_not_choose_again(folder, made, run):
    more = "  - {{id: more-{n}, kind: short-answer, topic: r.1, stem: Why {n}?, marks: 1, scheme: {{answers: [y]}}}}\n"
    text = "schema: 1\nitems:\n" + "\n".join(more.format(n=n) for n in range(20))
    (folder / "questionbank" / "more.yaml").write_text(text)
    before = files(made)
    assert run("remake", made).exit_code == 0
    assert files(made) == before


def test_what_has_changed_is_told_where_it_stands(folder, made, run):
    bank(folder, "What is a tributary?", "What are tributaries?")
    assert "rivers.yaml:37: error[bank-changed]" in run("remake", made).stderr


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("What is a tributary?", "What are tributaries?", "item tributary has been changed"),
        ("id: tributary", "id: tributaries", "item tributary is no longer in the bank"),
        ("id: tributary\n", "id: tributary\n    status: retired\n", "item tributary has been retired"),
    ],
)
def test_what_has_changed_is_said_and_stops_it(folder, made, run, old, new, said):
    before = files(made)
    bank(folder, old, new)
    result = run("remake", made)
    assert result.exit_code == 1
    assert said in result.stderr
    assert "--accept-changes" in result.stderr
    assert files(made) == before
    accepted = run("remake", made, "--accept-changes")
    assert accepted.exit_code == 0, accepted.stderr
    assert said in accepted.stderr


def test_a_changed_source_is_a_change(folder, made, run):
    file = folder / "questionbank" / "sources.yaml"
    file.write_text(file.read_text().replace("at midnight", "at noon"))
    assert "stimulus flood-diary has been changed" in run("remake", made).stderr


def test_other_versions_are_said_and_it_goes_on(folder, made, run):
    record = json.loads((made / "pack.json").read_text())
    record["made_with"]["reportlab"] = "3.0"
    (made / "pack.json").write_text(json.dumps(record))
    result = run("remake", made)
    assert result.exit_code == 0
    assert "reportlab 3.0 (now " in result.stderr


def test_the_settings_of_then_are_kept(folder, made, run):
    (folder / "packgen.toml").write_text('school = "Another School"\npaper = "letter"\n')
    before = files(made)
    assert run("remake", made, "-o", "again").exit_code == 0
    assert files(folder / "again" / "t") == before


def test_an_edited_file_is_not_overwritten(folder, made, run):
    (made / "pupils" / "t-worksheet-A.pdf").write_bytes(b"my notes")
    result = run("remake", made)
    assert (result.exit_code, "error[pack-changed]" in result.stderr) == (1, True)
    assert run("remake", made, "--force").exit_code == 0


def test_the_record_names_no_place_and_no_time_but_the_requests(folder, made):
    text = (made / "pack.json").read_text()
    assert str(folder) not in text
    assert json.loads(text)["request"]["date"] == "2026-12-01"
    assert [version["version"] for version in json.loads(text)["versions"]] == ["A", "B"]


@pytest.mark.parametrize("path", ["nowhere/pack.json", "questionbank", "questionbank/rivers.yaml"])
def test_what_is_no_pack_is_said(folder, run, path):
    result = run("remake", path)
    assert (result.exit_code, "error[" in result.stderr) == (1, True)
