"""`packgen stats`: tables for people that fit their screen, all of it for programs."""

import json


def test_every_line_fits_eighty_columns(bundled, run):
    told = run("stats")
    assert told.exit_code == 0
    assert max(map(len, told.stdout.splitlines())) <= 80
    for title in ("Questions by marks", "Marks by objective", "Kinds", "Facts", "Gaps"):
        assert f"\n{title}\n" in told.stdout


def test_programs_read_json(bundled, run):
    found = json.loads(run("stats", "--json", "--topic", "1.1.5").stdout)
    (topic,) = found["topics"]
    assert topic["topic"] == "1.1.5"
    assert topic["questions"] == sum(topic["kinds"].values()) == sum(topic["bands"])
    assert found["marks"] == topic["marks"]


def test_an_unknown_topic_is_told_like_everywhere(bundled, run):
    assert run("stats", "--topic", "9.9").exit_code == 1
