"""Banks that nobody would write: seeded, of every shape, with stems, sources and spaces of every length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import yaml
from PIL import Image

from packgen.pipeline.workplace import Workplace, open_workplace

WORDS = [
    "a",
    "in",
    "of",
    "the",
    "and",
    "as",
    "it",
    "was",
    "by",
    "leader",
    "party",
    "congress",
    "delegate",
    "newspaper",
    "factory",
    "harvest",
    "letter",
    "speech",
    "winter",
    "vote",
    "province",
    "secretary",
    "committee",
    "rival",
    "ally",
    "policy",
    "industrialisation",
    "Leningrad",
    "Москва",
    "Сталин",
    "counter-revolutionary",
    "1917–41",
    "naïve",
    "£40",
    "50%",
    "Ω",
    "Antidisestablishmentarianism",
    "non-aggression",
]
BOARDS = ("aqa", "edexcel", "ocr", "school")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class Author:
    """Writes one bank; every stem and source has a word of its own."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.count = 0
        self.stimuli = [self._stimulus(n) for n in range(self.random.randint(4, 8))]

    def words(self, least: int, most: int) -> str:
        """A sentence of so many words, the last of them met nowhere else."""
        self.count += 1
        chosen = self.random.choices(WORDS, k=self.random.randint(least, most))
        text = " ".join([*chosen, f"q{self.count}x"])
        return text[0].upper() + text[1:]

    def text(self, most: int = 60) -> str:
        """Markdown of one or more paragraphs, perhaps with a list or a table."""
        if self.random.random() < 0.75:
            return self.words(1, self.random.choice([6, 15, most]))
        parts = [self.words(2, 20)]
        for _ in range(self.random.randint(1, 2)):
            parts.append(self.random.choice([self._list, self._table, lambda: self.words(5, most)])())
        if self.random.random() < 0.7:
            parts.append(self.words(2, 12))
        return "\n\n".join(parts)

    def _list(self) -> str:
        return "\n".join(f"- {self.words(1, 12)}" for _ in range(self.random.randint(2, 5)))

    def _table(self) -> str:
        columns = self.random.randint(2, 4)
        rows = [[self.words(1, 3) for _ in range(columns)] for _ in range(self.random.randint(2, 4))]
        rows.insert(1, ["---"] * columns)
        return "\n".join("| " + " | ".join(row) + " |" for row in rows)

    def _stimulus(self, n: int) -> dict[str, Any]:
        long = self.random.choice([25, 80, 180, 320])
        paragraphs = [self.words(long // 3, long // 2) for _ in range(self.random.randint(1, 2))]
        made: dict[str, Any] = {
            "id": f"s{n}",
            "type": self.random.choice(["source", "source", "interpretation", "extract", "figure"]),
            "provenance": self.words(4, 40),
            "text": "\n\n".join(paragraphs),
            "licence": "ours",
            "line_numbers": self.random.random() < 0.2,
        }
        if self.random.random() < 0.3:
            made["credit"] = self.words(2, 8)
        if self.random.random() < 0.3:
            made["picture"] = {"file": "chart.png", "alt": self.words(4, 9), "width": self.random.choice([40, 90, 140])}
        return made

    def scheme(self, points: int = 0) -> dict[str, Any]:
        if points:
            return {"points": [self.words(3, 20) for _ in range(points)]}
        groups = self.random.randint(1, 3)
        return {
            "indicative": [
                {"heading": self.words(1, 3), "points": [self.words(4, 30) for _ in range(self.random.randint(1, 6))]}
                for _ in range(groups)
            ],
            "guidance": self.words(3, 20),
        }

    def lines(self) -> Any:
        n = self.random.randint(1, 40)
        return n if self.random.random() < 0.7 else {"lines": n, "least": max(1, n - 4), "most": n + 4}

    def some_stimuli(self, least: int, most: int, *types: str) -> list[str]:
        found = [s["id"] for s in self.stimuli if not types or s["type"] in types]
        return self.random.sample(found, min(len(found), self.random.randint(least, most)))

    # --- kinds ------------------------------------------------------------------------

    def multiple_choice(self) -> dict[str, Any]:
        long = self.random.choice([1, 3, 25])
        count = self.random.randint(2, 8)
        return {"stem": self.text(30), "options": [self.words(1, long) for _ in range(count)], "key": "a"}

    def short_answer(self) -> dict[str, Any]:
        return {
            "stem": self.text(40),
            "marks": self.random.randint(1, 3),
            "lines": self.lines(),
            "stimuli": self.some_stimuli(0, 1) if self.random.random() < 0.3 else [],
            "scheme": {"answers": [self.words(1, 8) for _ in range(3)], "accept": [self.words(1, 8)]},
        }

    def describe_two(self) -> dict[str, Any]:
        return {"stem": self.text(), "boards": ["edexcel", "ocr", "school"], "marks": 4, "scheme": self.scheme(4)}

    def explain_why(self) -> dict[str, Any]:
        bullets = [self.words(1, 10) for _ in range(self.random.choice([0, 2]))]
        return {"stem": self.text(), "bullets": bullets, "boards": ["edexcel", "school"], "marks": 12} | self._levels()

    def how_far_do_you_agree(self) -> dict[str, Any]:
        if self.random.random() < 0.5:
            return {"stem": self.text(20), "statement": self.words(3, 40)} | self._levels()
        used = self.some_stimuli(1, 2) or ["s0"]
        return {"stem": f"How far do you agree with @{used[0]}? {self.words(2, 9)}", "stimuli": used} | self._levels()

    def source_utility(self) -> dict[str, Any]:
        used = self.some_stimuli(1, 4, "source", "figure", "extract")
        if not used:
            return self.how_far_do_you_agree() | {"kind": "how-far-do-you-agree"}
        named = " and ".join(f"@{id}" for id in used)
        return {"stem": f"How useful are {named}? {self.words(2, 20)}", "stimuli": used, "boards": ["school"]} | {
            "marks": self.random.choice([8, 12]),
            "lines": self.lines(),
            "scheme": self.scheme(),
        }

    def essay(self) -> dict[str, Any]:
        return {"stem": self.text(80), "boards": ["school"], "lines": self.lines()} | self._levels()

    def _levels(self) -> dict[str, Any]:
        return {"scheme": self.scheme()}

    def timeline(self) -> dict[str, Any]:
        start = self.random.randint(1905, 1940)
        months = sorted(self.random.sample(range(12 * self.random.choice([1, 6, 20])), self.random.randint(2, 12)))
        events = [
            {"date": f"{MONTHS[m % 12]} {start + m // 12}", "event": self.words(1, self.random.choice([4, 14]))}
            for m in months
        ]
        mode = self.random.choice(["create", "fill", "jumbled", "jumbled"])
        return {"stem": self.text(15), "mode": mode, "events": events, "marks": len(events)}

    def research_factors(self) -> dict[str, Any]:
        factors = [self.words(1, 3) for _ in range(self.random.randint(2, 9))]
        return {"stem": self.text(15), "factors": factors, "scheme": self.scheme()}

    # --- worksheet kinds ----------------------------------------------------------------

    def matching_pairs(self) -> dict[str, Any]:
        long = self.random.choice([2, 6, 18])
        pairs = [{"left": self.words(1, 4), "right": self.words(1, long)} for _ in range(self.random.randint(2, 12))]
        return {"stem": self.text(15), "pairs": pairs, "distractors": [self.words(1, long) for _ in range(2)]}

    def gap_fill(self) -> dict[str, Any]:
        pieces = [f"{self.words(2, 15)} [[{self.words(0, 1)}]]" for _ in range(self.random.randint(1, 14))]
        text = "\n\n".join(" ".join(pieces[n : n + 5]) for n in range(0, len(pieces), 5))
        bank = self.random.random() < 0.7
        return {"stem": self.text(15), "text": text, "bank": bank, "extras": [self.words(0, 1)] if bank else []}

    def true_false(self) -> dict[str, Any]:
        correct = self.random.random() < 0.6
        statements: list[dict[str, Any]] = [
            {"text": self.words(2, 25), "answer": n % 2 == 0} for n in range(self.random.randint(2, 12))
        ]
        for statement in statements:
            if correct and not statement["answer"]:
                statement["correction"] = self.words(2, 15)
        return {"stem": self.text(15), "statements": statements, "correct": correct}

    def odd_one_out(self) -> dict[str, Any]:
        entries: list[Any] = [self.words(1, self.random.choice([2, 12])) for _ in range(self.random.randint(3, 6))]
        entries[self.random.randrange(len(entries))] = {"text": self.words(1, 3), "odd": self.words(3, 15)}
        return {"stem": self.text(15), "entries": entries}

    def chronological_order(self) -> dict[str, Any]:
        return {
            "stem": self.text(15),
            "events": [{"event": self.words(2, 20)} for _ in range(self.random.randint(3, 12))],
        }

    def card_sort(self) -> dict[str, Any]:
        names = ["Office", "Ideas", "Allies"]
        cards: list[dict[str, Any]] = [
            {"text": self.words(1, 12)[-200:], "category": names[n % 3]} for n in range(self.random.randint(3, 14))
        ]
        if self.random.random() < 0.3:
            for card in cards:
                card["back"] = self.words(1, 3)
        made: dict[str, Any] = {"stem": self.text(15), "categories": names, "cards": cards}
        return made | ({"prompt": self.words(1, 4)} if self.random.random() < 0.6 else {})

    def diamond_nine(self) -> dict[str, Any]:
        statements = [self.words(1, 10)[-150:] for _ in range(9)]
        return {"stem": self.text(15), "statements": statements, "scheme": self.scheme(3), "lines": self.lines()}

    def living_graph(self) -> dict[str, Any]:
        year = self.random.randint(1905, 1940)
        events = [
            {"date": str(year + 2 * n), "event": self.words(1, 10), "value": n % 5}
            for n in range(self.random.randint(3, 10))
        ]
        return {"stem": self.text(15), "events": events, "top": "Strong", "bottom": "Weak"}

    def mind_map(self) -> dict[str, Any]:
        branches: list[dict[str, Any]] = [{"label": self.words(1, 2)[-40:]} for _ in range(self.random.randint(3, 6))]
        branches[0] |= {"points": [self.words(1, 6)[-90:]], "give": "all"}
        branches[1]["give"] = "label"
        return {"stem": self.text(15), "centre": self.words(1, 3)[-60:], "branches": branches}

    def source_annotation(self) -> dict[str, Any]:
        (used,) = self.some_stimuli(1, 1)
        names = self.random.sample(["Content", "Nature", "Origin", "Purpose", "Context"], self.random.randint(2, 5))
        aspects = [{"name": name, "points": [self.words(2, 9)]} for name in names]
        return {"stem": f"Make notes about @{used}. {self.words(1, 5)}", "stimuli": [used], "aspects": aspects}

    def structured(self) -> dict[str, Any]:
        used = self.some_stimuli(0, 2)
        makers = [self.multiple_choice, self.short_answer, self.describe_two, self.short_answer]
        makers += [self.gap_fill, self.true_false, self.chronological_order]
        parts = [self.part(self.random.choice(makers)) for _ in range(self.random.randint(2, 4))]
        if self.random.random() < 0.4:
            inner = [self.part(self.short_answer) for _ in range(self.random.randint(2, 3))]
            stem = self.words(2, 20) if self.random.random() < 0.7 else ""
            parts.insert(self.random.randrange(len(parts)), {"kind": "structured", "stem": stem, "parts": inner})
        made: dict[str, Any] = {"stem": self.words(3, 25) if self.random.random() < 0.7 else "", "parts": parts}
        return made | ({"stimuli": used} if used else {})

    def part(self, maker: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        made = {"kind": maker.__name__.replace("_", "-"), **maker()}
        return {name: value for name, value in made.items() if name != "stimuli" or value}


def a_random_bank(folder: Path, seed: int) -> Workplace:
    """A workplace with a bank of 30 to 60 items and a picture, seeded."""
    author = Author(seed)
    bank = folder / "questionbank"
    bank.mkdir(parents=True)
    picture = Image.effect_noise((author.random.randint(200, 900), author.random.randint(150, 900)), 80)
    picture.convert("L").quantize(8).convert("L").save(bank / "chart.png")
    makers = [
        author.multiple_choice,
        author.short_answer,
        author.describe_two,
        author.explain_why,
        author.how_far_do_you_agree,
        author.source_utility,
        author.essay,
        author.timeline,
        author.research_factors,
        author.structured,
        author.structured,
        author.matching_pairs,
        author.gap_fill,
        author.true_false,
        author.odd_one_out,
        author.chronological_order,
        author.card_sort,
        author.diamond_nine,
        author.living_graph,
        author.mind_map,
        author.source_annotation,
    ]
    items = []
    for n in range(author.random.randint(30, 60)):
        maker = author.random.choice(makers)
        items.append({"id": f"i{n}", "kind": maker.__name__.replace("_", "-"), "topic": "1"} | maker())
    sheets = {
        "bank.yaml": {"schema": 1, "subject": "History", "unit": "Proof", "lang": "en-GB"},
        "topics.yaml": {"schema": 1, "topics": [{"id": "1", "title": "Everything"}]},
        "stimuli.yaml": {"schema": 1, "stimuli": author.stimuli},
        "items.yaml": {"schema": 1, "items": items},
    }
    for name, sheet in sheets.items():
        (bank / name).write_text(yaml.safe_dump(sheet, allow_unicode=True, sort_keys=False), encoding="utf-8")
    place = open_workplace(folder)
    assert not place.pool.broken, place.bank_problems[:3]
    return place


def a_wish(seed: int, kinds: list[str], layouts: Sequence[str]) -> dict[str, Any]:
    """A request of any sort that a teacher might make."""
    random = Random(seed)
    how = random.choice(
        [
            {"marks": random.randint(8, 120)},
            {"count": random.randint(1, 25)},
            {"kinds": tuple(random.choices(kinds, k=random.randint(1, 6)))},
            {},
        ]
    )
    return {
        "seed": random.randrange(10**6),
        "layout": random.choice(layouts),
        "versions": random.choice([1, 1, 2, 3]),
        "paper": random.choice(["", "", "", "letter", "a3"]),
        "board": random.choice(["", "", *BOARDS]),
        **how,
    }
