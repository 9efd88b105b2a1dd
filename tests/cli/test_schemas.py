"""`schemas` and the comment lines by which editors find them."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from packgen.load.schema import schema_files

DOCS = Path(__file__).parents[2] / "docs"
LINE = re.compile(r"^#(?: yaml-language-server: \$schema=|:schema )(\S+)$", re.MULTILINE)


def schema_of(file):
    """The schema that the comment at the top of `file` leads to."""
    first = LINE.match(file.read_text(encoding="utf-8"))
    return json.loads((file.parent / first[1]).read_text(encoding="utf-8"))


def test_the_published_schemas_are_those_of_the_loaders():
    published = {path.name: path.read_bytes() for path in (DOCS / "schemas").iterdir()}
    assert published == schema_files(), "packgen schemas docs/schemas writes them"


def test_every_file_of_init_names_a_schema_that_it_fits(tmp_path, run):
    run("init", tmp_path / "My bank")
    files = sorted((tmp_path / "My bank").rglob("*.yaml"))
    assert len(files) == 4
    for file in files:
        jsonschema.validate(yaml.safe_load(file.read_text(encoding="utf-8")), schema_of(file))
    assert schema_of(tmp_path / "My bank" / "packgen.toml")["title"] == "packgen.toml"


def test_an_editor_would_find_a_slip(tmp_path, run):
    run("init", tmp_path / "bank")
    file = tmp_path / "bank" / "questionbank" / "rivers.yaml"
    text = file.read_text(encoding="utf-8").replace("    marks: 1", "    mark: 1", 1)
    with pytest.raises(jsonschema.ValidationError, match="mark"):
        jsonschema.validate(yaml.safe_load(text), schema_of(file))


def test_schemas_know_the_schools_own_kinds(folder, run):
    kind = (
        "schema: 1\nkind: correct-it\nshape: written\nname: Correct it\npurpose: A false statement to put right.\n"
        "rows: [{board: school, marks: 2, spaces: [{lines: 3}]}]\n"
    )
    (folder / "kinds").mkdir()
    (folder / "kinds" / "correct-it.yaml").write_text(kind, encoding="utf-8")
    assert run("schemas").exit_code == 0
    text = run("new", "correct-it").stdout
    (folder / "questionbank" / "new.yaml").write_text(text, encoding="utf-8")
    schema = schema_of(folder / "questionbank" / "new.yaml")
    jsonschema.validate(yaml.safe_load(text), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(text.replace("topic:", "topik:")), schema)


def test_the_documented_lines_lead_to_published_schemas():
    for page in ("reference/bank-format.md", "reference/layouts.md"):
        named = re.findall(r"schemas/([a-z-]+\.json)", (DOCS / page).read_text(encoding="utf-8"))
        assert named
        assert {*named} <= {*schema_files()}


def test_a_file_in_the_way_stays(folder, run):
    (folder / "schemas").write_text("mine")
    result = run("schemas")
    assert (result.exit_code, "error[in-the-way]" in result.stderr) == (1, True)
    assert (folder / "schemas").read_text() == "mine"
