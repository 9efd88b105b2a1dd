"""Tags that look like a mistyped other one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from packgen.checks.rule import Bank, Check, Found
from packgen.checks.walk import found

LEAST_LETTERS = 4


def _run(bank: Bank) -> Iterator[Found]:
    names: Counter[str] = Counter()
    values: dict[str, Counter[str]] = {}
    for located in bank.live:
        for name, given in located.value.tags.items():
            names[name] += 1
            values.setdefault(name, Counter()).update((given,) if isinstance(given, str) else given)
    strange = dict(_strange(names))
    near = {name: dict(_strange(counts)) for name, counts in values.items()}
    for located in bank.live:
        for name, given in located.value.tags.items():
            if name in strange:
                message = f"the tag `{name}` is used once; `{strange[name]}` is used often"
                yield found(located, f"tags.{name}", message, f"write {strange[name]}, if that is meant")
            for value in (given,) if isinstance(given, str) else given:
                if value in near[name]:
                    message = f"{name}: {value} is used once; {near[name][value]} is used often"
                    yield found(located, f"tags.{name}", message, f"write {near[name][value]}, if that is meant")


def _strange(counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """Words used once, each with a word used three times or more that is but one letter, a hyphen or a capital away."""
    often: dict[str, str] = {}
    for word in counts:
        if counts[word] >= 3:
            for form in _forms(word):
                often.setdefault(form, word)
    for word, times in counts.items():
        if times == 1 and not any(character.isdigit() for character in word):
            meant = next((often[form] for form in _forms(word) if form in often), None)
            if meant is not None:
                yield word, meant


def _forms(word: str) -> Iterator[str]:
    """`word` without capitals and hyphens, and that with any one letter left out."""
    plain = word.casefold().replace("-", "").replace("_", "").replace(" ", "")
    yield plain
    if len(plain) > LEAST_LETTERS:
        yield from (plain[:n] + plain[n + 1 :] for n in range(len(plain)))


def _bank(*values: str) -> str:
    rivals = ("Bukharin", "Zinoviev", "Trotsky", "Kamenev")
    return "items:\n" + "".join(
        f"  - {{id: q{n}, kind: short-answer, stem: Who had base {n}?, marks: 1, tags: {{skill: {value}}}, "
        f"scheme: {{answers: [{rival}]}}}}\n"
        for n, (value, rival) in enumerate(zip(values, rivals, strict=True), 1)
    )


CHECK = Check(
    name="lone-tag",
    what="A tag, or a value, that is used once and is a letter, a hyphen or a capital away from one used often.",
    why="A paper of `skill=recall` goes without the item that says `recal`.",
    finds=_bank("recall", "recall", "recall", "recal"),
    passes=_bank("recall", "recall", "recall", "cause"),
    run=_run,
)
