"""Papers solved by somebody with the paper in one hand and the key in the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from page_facts import CHOSEN
from questions import Event, Prompt, questions
from reading import Element, Paper, letters
from workshop import BUNDLED, Finished, raw

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Part:
    """A part of a question on a paper with its innermost label, what its author wrote and how it is printed."""

    number: str
    label: str
    item: str
    written: dict[str, Any]
    prompt: Prompt


def unsolved(pack: Finished, bank: Path = BUNDLED) -> list[str]:
    """Everything that a pupil with the key would find wrong."""
    found: list[str] = []
    for version in pack.versions:
        rows = [row for row in pack.key() if row["Version"] == version]
        table = key_table(pack.scheme(version)) if pack.manifest.request.mark_scheme else []
        each = list(parts(pack, version, bank))
        if rows and not len(rows) == len(each) == len(table):
            found.append(
                f"version {version}: {len(each)} parts, {len(rows)} rows in key.csv, {len(table)} in the scheme"
            )
            continue
        for part, row, printed in zip(each, rows, table, strict=False):
            name = f"version {version} question {part.number} {part.label} ({part.item})"
            if (row["Question"], row["Item"]) != (part.number, part.item) or not row["Part"].endswith(part.label):
                found.append(f"{name}: key.csv says {row}")
            if part.written["kind"] == "multiple-choice":
                found += (f"{name}: {fact}" for fact in _choice(part, row["Answer"], printed))
            elif part.written.get("mode") == "jumbled":
                found += (f"{name}: {fact}" for fact in _jumbled(part, row["Answer"], printed, pack.scheme(version)))
    return found


def parts(pack: Finished, version: str, bank: Path = BUNDLED) -> Iterator[Part]:
    """Every part with marks of a version's paper, in order, paired with what its author wrote."""
    record = next(v for v in pack.manifest.versions if v.version == version)
    for question, item in zip(questions(pack.paper(version)), record.items, strict=True):
        written = list(_leaves(raw(bank).items[item]))
        printed = [prompt for prompt in question.prompts() if any(e.what == "marks" for e in prompt.events)]
        # What is printed of a choice below its first question belongs to the same answer.
        for leaf, prompt in zip(written, printed[: len(written)] if is_choice(written) else printed, strict=True):
            labels = [e.text for e in prompt.events if e.what == "part"]
            yield Part(question.number, "" if is_choice(written) else "".join(labels[-1:]), item, leaf, prompt)


def is_choice(written: list[dict[str, Any]]) -> bool:
    """True if all that an item asks is one choice of questions."""
    return [leaf["kind"] for leaf in written] == ["choice"]


def choices(prompt: Prompt) -> dict[str, str]:
    """What is lettered below a prompt, letter to text: read in order, and looked up by its place beside the letter."""
    out: dict[str, list[str]] = {}
    mark: Event | None = None
    for event in prompt.answer:
        if event.text == LETTERS[len(out)]:
            mark = event
            out[event.text] = []
        elif mark is not None and _beside(mark, event):
            out[mark.text].append(event.text)
    return {letter: " ".join(words) for letter, words in out.items()}


def _beside(mark: Event, event: Event) -> bool:
    """True if `event` stands to the right of its letter, not above it, in the same list or table."""
    same = all(mark.element.inside(role) is event.element.inside(role) for role in ("L", "Table"))
    return same and event.page == mark.page and event.x0 > mark.x0 and event.bottom > mark.top - 4


def key_table(scheme: Paper) -> list[str]:
    """The answers in the key of a scheme, in order: the table with the columns Question, Item, Answer and Marks."""
    for table in (e for e in scheme.tree.walk() if e.role == "Table"):
        rows = [[scheme.words(cell) for cell in row.kids if isinstance(cell, Element)] for row in _rows(table)]
        if rows and rows[0] == ["Question", "Item", "Answer", "Marks"]:
            return [row[2] for row in rows[1:] if row[0] != "Total"]
    return []


def _rows(table: Element) -> list[Element]:
    return [e for e in table.walk() if e.role == "TR"]


def _leaves(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The parts of an item that have marks."""
    kind = item.get("kind", "")  # a part that only holds parts needs none
    if kind in CHOSEN:
        yield {"kind": "choice"}
        return
    if kind == "research-factors":
        yield from [{"kind": "task"}] * 3
    elif "parts" not in item:
        yield item
    for part in item.get("parts", ()):
        yield from _leaves(part)


def _choice(part: Part, answer: str, printed: str) -> Iterator[str]:
    shown = choices(part.prompt)
    options = [o if isinstance(o, str) else o["text"] for o in part.written["options"]]
    if any("$" in option for option in options):
        return  # a formula is drawn, not written
    ids = ["" if isinstance(o, str) else o.get("id", "") for o in part.written["options"]]
    if sorted(map(letters, shown.values())) != sorted(map(letters, options)):
        yield f"printed options are {shown}"
        return
    if "".join(shown) != LETTERS[: len(shown)]:
        yield f"letters are {''.join(shown)}"
    named = part.written["key"]
    keys = [named] if isinstance(named, str) else named
    right = {letters(options[ids.index(k) if k in ids else "abcdefghij".index(k.lower())]) for k in keys}
    pointed = {letters(shown[letter]) for letter in answer.split() if letter in shown}
    if pointed != right:
        yield f"key.csv says {answer}, which is {[shown.get(letter) for letter in answer.split()]}"
    if printed != answer:
        yield f"the scheme's key says {printed!r}, key.csv {answer!r}"


def _jumbled(part: Part, answer: str, printed: str, scheme: Paper) -> Iterator[str]:
    shown = choices(part.prompt)
    wanted = [e["event"] for e in part.written["events"] if e.get("blank") != "none"]
    if sorted(map(letters, shown.values())) != sorted(map(letters, wanted)):
        yield f"printed events are {shown}"
        return
    solved = [letters(shown[letter]) for letter in answer.split() if letter in shown]
    if solved != [letters(event) for event in wanted]:
        yield f"key.csv says {answer} of {shown}"
    if answer.split() == sorted(answer.split()):
        yield "the events stand in order already"
    if printed != answer:
        yield f"the scheme's key says {printed!r}, key.csv {answer!r}"
    flat = letters(scheme.text)
    for letter, event in shown.items():
        if letters(letter + event) not in flat:
            yield f"the scheme does not say {letter}: {event}"


def one_paper_all_versions(pack: Finished, bank: Path = BUNDLED) -> list[str]:
    """What differs between versions though it should not: totals, kinds, pages, lines; and what fails to differ."""
    found: list[str] = []
    records = pack.manifest.versions
    first = records[0]
    known = raw(bank).items
    for record in records[1:]:
        if record.marks != first.marks:
            found.append(f"version {record.version} has {record.marks} marks, A has {first.marks}")
        if [known[id]["kind"] for id in record.items] != [known[id]["kind"] for id in first.items]:
            found.append(f"version {record.version} has another sequence of kinds")
        if sorted(record.items) != sorted(first.items):
            found.append(f"version {record.version} has other items")
        if {id: sum(n) for id, n in record.lines.items()} != {id: sum(n) for id, n in first.lines.items()}:
            found.append(f"version {record.version} has other answer lines")
        for file in ("paper", "sources"):
            counts = [len(pack.read[p].pages) for v in (first, record) if (p := pack.path(file, v.version))]
            if counts and (len(counts) != 2 or counts[0] != counts[1]):
                found.append(f"{file}: version {record.version} has {counts[1:]} pages, A has {counts[:1]}")
    for record in records:
        for question, item in zip(questions(pack.paper(record.version)), record.items, strict=True):
            printed = [len(rules) for rules in question.spaces().values()]
            if printed != [n for n in record.lines.get(item, ()) if n]:
                found.append(f"{record.version} {item}: {printed} lines printed, {record.lines.get(item)} recorded")
    return found


def jumbles(pack: Finished, bank: Path = BUNDLED) -> dict[str, list[tuple[str, ...]]]:
    """The printed order of every jumbled timeline's events, by item, one a version."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for version in pack.versions:
        for part in parts(pack, version, bank):
            if part.written.get("mode") == "jumbled":
                shown = choices(part.prompt)
                out.setdefault(part.item, []).append(tuple(letters(shown[letter]) for letter in sorted(shown)))
    return out


def answers(pack: Finished, version: str) -> list[str]:
    """The key letters of a version's single-letter answers, in print order."""
    rows = (row for row in pack.key() if row["Version"] == version)
    return [row["Answer"] for row in rows if re.fullmatch("[A-J]", row["Answer"])]
