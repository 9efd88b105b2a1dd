"""A seeded bank of made-up history questions, as a teacher's folder holds one: topics, sources, five hundred items."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

# What a paper of the benchmarks is asked for: twelve questions, three of them with a source.
KINDS = (
    *("multiple-choice",) * 3,
    *("short-answer",) * 2,
    *("source-inference",) * 2,
    *("describe-two",) * 2,
    "narrative-account",
    "source-utility",
    "explain-why",
)
SHARES = {
    "multiple-choice": 0.36,
    "short-answer": 0.2,
    "describe-two": 0.14,
    "source-inference": 0.08,
    "source-utility": 0.08,
    "narrative-account": 0.07,
    "explain-why": 0.07,
}
TOPICS = 12
UNITS = 20
SOURCES = 20
NAMES = 5000
TEXT = (
    "the new railways towns workers of coal cotton and iron mills masters wages that rose slowly after reform acts "
    "were passed by parliament because ministers feared unrest in northern districts where harvests had failed while "
    "merchants asked for cheaper corn against landowners who kept their tariffs until public meetings petitions "
    "newspapers leaders strikes schools chapels canals ports trade empire war peace taxes and votes changed how people "
    "lived worked prayed travelled read argued and remembered a century of growth hardship law and protest"
)
WORDS = TEXT.split()
SYLLABLES = "bar den fol gar hin kel lom mar nor pen quin ros sal tol var wen"


class _Author:
    """Writes sentences from one running stream of chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def words(self, least: int, most: int) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(least, most)))

    def name(self) -> str:
        return "".join(self.chance.choices(SYLLABLES.split(), k=3)).capitalize()

    def sentence(self, least: int, most: int) -> str:
        return self.words(least, most).capitalize() + "."

    def text(self, sentences: int) -> str:
        return " ".join(self.sentence(9, 17) for _ in range(sentences))


def write_bank(folder: Path, items: int = 500, seed: int = 1) -> None:
    """A folder with packgen.toml and a bank of `items` items and a tenth as many sources."""
    author = _Author(seed)
    bank = folder / "questionbank"
    bank.mkdir(parents=True, exist_ok=True)
    (folder / "packgen.toml").write_text('schema = 1\nschool = "Test School"\nboard = "school"\n', "utf-8")
    (bank / "bank.yaml").write_text("schema: 1\nsubject: History\nunit: Industry 1750-1900\nlang: en-GB\n", "utf-8")
    topics = [{"id": "1", "title": "Industry"}]
    topics += [{"id": f"1.{n}", "title": author.words(2, 4).capitalize()} for n in range(1, TOPICS + 1)]
    _write(bank / "topics.yaml", "topics", topics)
    stimuli = [_source(n, author) for n in range(max(2, items // 10))]
    _write(bank / "sources.yaml", "stimuli", stimuli)
    for kind, share in SHARES.items():
        made = [_item(kind, n, len(stimuli), author) for n in range(round(items * share))]
        _write(bank / f"{kind}.yaml", "items", made)


def write_large_bank(folder: Path, items: int = 100_000, files: int = 500, seed: int = 1) -> None:
    """A folder with packgen.toml and a bank of `items` items of all kinds mixed in `files` files, on 240 topics.

    Every file has its own sources; every item names someone who is named in few others.
    """
    author = _Author(seed)
    bank = folder / "questionbank"
    (bank / "items").mkdir(parents=True, exist_ok=True)
    (folder / "packgen.toml").write_text('schema = 1\nschool = "Test School"\nboard = "school"\n', "utf-8")
    (bank / "bank.yaml").write_text("schema: 1\nsubject: History\nunit: Industry 1750-1900\nlang: en-GB\n", "utf-8")
    units = [{"id": str(unit), "title": author.words(2, 4).capitalize()} for unit in range(1, UNITS + 1)]
    topics = [
        {"id": f"{unit['id']}.{n}", "title": author.words(2, 4).capitalize()}
        for unit in units
        for n in range(1, TOPICS + 1)
    ]
    _write(bank / "topics.yaml", "topics", [*units, *topics])
    names = sorted({author.name() for _ in range(NAMES)})
    share, left = divmod(items, files)
    for number in range(files):
        sources = [_source(number * SOURCES + n, author) for n in range(SOURCES)]
        made = []
        for n in range(share + (number < left)):
            kind = author.chance.choices(list(SHARES), list(SHARES.values()))[0]
            item = _item(kind, f"{number}-{n}", 1, author, source=author.chance.choice(sources)["id"])
            item["topic"] = author.chance.choice(topics)["id"]
            item["stem"] = f"{author.chance.choice(names)}: {item['stem']}"
            made.append(item)
        for source in sources:
            source["topic"] = author.chance.choice(topics)["id"]
        path = bank / "items" / f"{number:03}.yaml"
        _write(path, "stimuli", sources)
        _write(path, "items", made, more=True)


def _write(path: Path, key: str, entries: list[dict[str, Any]], more: bool = False) -> None:
    """Block style YAML as a teacher writes it; every text is quoted, long ones are folded.

    With `more` the entries are added to a file that is there.
    """
    lines = [f"{key}:"] if more else ["schema: 1", f"{key}:"]
    for entry in entries:
        lines += ["  - " + line if n == 0 else "    " + line for n, line in enumerate(_lines(entry))]
    with path.open("a" if more else "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def _lines(value: Any) -> list[str]:
    out: list[str] = []
    for name, inner in value.items():
        if isinstance(inner, dict):
            out += [f"{name}:", *("  " + line for line in _lines(inner))]
        elif isinstance(inner, list) and any(isinstance(each, dict) for each in inner):
            out.append(f"{name}:")
            for each in inner:
                out += [("  - " if n == 0 else "    ") + line for n, line in enumerate(_lines(each))]
        elif isinstance(inner, list):
            out += [f"{name}:", *(f"  - {json.dumps(each)}" for each in inner)]
        elif isinstance(inner, str) and len(inner) > 100:
            out += [f"{name}: >-", *("  " + line for line in _folded(inner))]
        else:
            out.append(f"{name}: {json.dumps(inner)}")
    return out


def _folded(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > 100:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _source(n: int, author: _Author) -> dict[str, Any]:
    return {
        "id": f"source-{n}",
        "provenance": author.text(1),
        "text": author.text(4),
        "licence": "CC0-1.0",
        "topic": f"1.{n % TOPICS + 1}",
    }


def _item(kind: str, n: int | str, sources: int, author: _Author, source: str = "") -> dict[str, Any]:
    source = source or f"source-{author.chance.randrange(sources)}"
    item: dict[str, Any] = {
        "id": f"{kind}-{n}",
        "kind": kind,
        "topic": f"1.{n % TOPICS + 1}" if isinstance(n, int) else "1.1",
        "boards": ["school"],
        "facility": round(author.chance.uniform(0.3, 0.9), 2),
        "tags": {"skill": author.chance.choice(["cause", "change", "recall"])},
    }
    points = [f"{author.words(4, 7).capitalize()}: {author.words(8, 14)}." for _ in range(3)]
    indicative = [
        {"heading": author.words(2, 4).capitalize(), "points": [author.sentence(12, 20) for _ in range(2)]}
        for _ in range(2)
    ]
    about = author.words(6, 12)
    match kind:
        case "multiple-choice":
            options = [author.words(3, 6).capitalize() for _ in range(4)]
            item |= {"stem": f"Which of these {about}?", "options": options, "key": author.chance.choice("abcd")}
        case "short-answer":
            item |= {"stem": f"Name one {about}.", "marks": 1, "scheme": {"answers": [author.words(2, 5)]}}
        case "describe-two":
            item |= {"stem": f"Describe two {about}.", "marks": 4, "scheme": {"points": points}}
        case "source-inference":
            item |= {"stem": f"Give two things you can infer from @{source} about {about}.", "stimuli": [source]}
            item |= {"marks": 4, "scheme": {"points": points}}
        case "source-utility":
            item |= {"stem": f"How useful is @{source} for an enquiry into {about}?", "stimuli": [source]}
            item |= {"marks": 8, "scheme": {"indicative": indicative}}
        case "narrative-account":
            item |= {"stem": f"Write a narrative account analysing {about}.", "marks": 8}
            item |= {"scheme": {"indicative": indicative}}
        case _:
            item |= {"stem": f"Explain why {about}.", "marks": 8, "scheme": {"indicative": indicative}}
            item |= {"bullets": [author.words(2, 4), author.words(2, 4)]}
    return item
