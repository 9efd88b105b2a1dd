"""Which words are told as misspelt, and which are left alone."""

from __future__ import annotations

import example_banks
import pytest

from packgen.checks import spelling
from packgen.checks.run import run_checks
from packgen.model.config import RuleChoice

ITEM = """\
items:
  - id: q
    kind: short-answer
    stem: "{stem}"
    marks: 1
    scheme: {{answers: [one]}}
"""


def told(folder, stem: str) -> list[str]:
    pool, _ = example_banks.load(folder, ITEM.format(stem=stem))
    return [found.message for found in run_checks(pool, RuleChoice(select=("spelling",)))]


@pytest.mark.parametrize(
    ("stem", "word"),
    [
        ("Who recieved the letter?", "recieved"),
        ("Who led the goverment?", "goverment"),
        ("It was the begining.", "begining"),
        ("Industrialistion was fast; industrialistion was hard.", "industrialistion"),
        ("Zinoviev met Zinoviev and Zinoviev met Zinovev.", "Zinovev"),
    ],
)
def test_a_slip_is_told(tmp_path, stem, word):
    (message,) = told(tmp_path, stem)
    assert f'"{word}" is in no dictionary' in message


@pytest.mark.parametrize(
    "stem",
    [
        "The defence and the centre were organised and analysed in colour; a traveller's catalogue was cancelled.",
        "Industrialisation and factionalism; Leninism and the Leninists.",
        "Kamenev's friends and the Rykovs stood by Tomsky, whom words.txt names.",
        "Ordzhonikidze was there: a name that is like no other.",
        "Sources: https://example.org/recieved and mail to a@recieved.org.",
        "[Правда]{lang=ru} was read, and [Zeitung]{lang=de} too.",
        "The NKVD, the ОГПУ and CO~2~ in 1933rd place.",
    ],
)
def test_what_is_right_or_a_name_is_left_alone(tmp_path, stem):
    assert told(tmp_path, stem) == []


def test_other_languages_have_dictionaries_of_their_own(tmp_path):
    german = ITEM.format(stem="Wer war der Verfasser des Briefes?") + "    lang: de\n"
    pool, _ = example_banks.load(tmp_path, german)
    found = run_checks(pool, RuleChoice(select=("spelling",)))
    assert not any("Verfasser" in one.message or '"der"' in one.message for one in found)


def test_a_word_is_told_once_with_how_often_it_stands_there(tmp_path):
    (message,) = told(tmp_path, "The goverment fell, and no goverment came.")
    assert message.endswith("(2 times)")


def test_without_the_library_nothing_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(spelling, "can_look", lambda: False)
    assert told(tmp_path, "Who recieved it?") == []
