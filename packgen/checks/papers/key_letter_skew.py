"""Keys that stand in one place too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from packgen.checks.rule import Bank, Check, Found
from packgen.diagnostics import Place
from packgen.kinds.labels import LETTERS
from packgen.model.form import Form
from packgen.model.marking import Key
from packgen.model.response import Selected

LEAST = 8
SHARE = 0.5


def _run(bank: Bank) -> Iterator[Found]:
    places: dict[str, Counter[int]] = {}
    for choice in bank.choices:
        if any(choice.response.movable):
            continue
        place = _place(choice.response, choice.key)
        if place is not None:
            places.setdefault(choice.asked.whole.place.path, Counter())[place] += 1
    for path, counts in places.items():
        for letter, times in _skewed(counts):
            message = f"{times} of {counts.total()} choices in a fixed order have the key {letter}"
            hint = "change distractors so that the right number or date is sometimes early, sometimes late"
            yield Found(message, hint, Place(path))


def _papers(bank: Bank, forms: Sequence[Form]) -> Iterator[Found]:
    where = next((located.place for located in bank.live), Place(""))
    for form in forms:
        counts: Counter[int] = Counter()
        for question in form.questions:
            marking = {part.path: part.marking for part in question.scheme.parts}
            for part in question.paper.parts:
                response, key = part.response, marking.get(part.path)
                place = _place(response, key) if isinstance(response, Selected) and isinstance(key, Key) else None
                if place is not None:
                    counts[place] += 1
        for letter, times in _skewed(counts):
            paper = f"version {form.version}" if form.version else "the paper"
            message = f"{times} of the {counts.total()} keys of {paper} are {letter}"
            yield Found(message, "choose other questions: these have options in a fixed order", where)


def _place(response: Selected, key: Key) -> int | None:
    """Where the one key of three or more options stands, from 0."""
    options = [option.id for option in response.options]
    one = len(options) >= 3 and len(key.options) == 1 and key.options[0] in options
    return options.index(key.options[0]) if one else None


def _skewed(counts: Counter[int]) -> Iterator[tuple[str, int]]:
    for place, times in counts.most_common(1):
        if counts.total() >= LEAST and times > SHARE * counts.total():
            yield LETTERS[place].upper(), times


def _years(keys: str) -> str:
    """A bank of choices between years, with these keys."""
    years = [f"[{year}, {year + 1}, {year + 2}, {year + 3}]" for year in range(1917, 1937, 2)]
    subjects = ("Lenin", "Trotsky", "Stalin", "Kamenev", "Zinoviev", "Bukharin", "Rykov", "Tomsky")
    verbs = ("leave", "join", "attack", "praise", "visit", "mourn", "betray", "defend")
    return "items:\n" + "".join(
        f"  - {{id: y{n}, kind: multiple-choice, stem: When did {subjects[n]} {verbs[n]} it?, "
        f"options: {years[n]}, key: {key}}}\n"
        for n, key in enumerate(keys)
    )


CHECK = Check(
    name="key-letter-skew",
    what=f"A file or a paper of {LEAST} or more choices, more than half of them with the same key letter.",
    why="Shuffling evens out letters, but numbers and dates stay in order; pupils soon learn to guess C.",
    finds=_years("cccccacb"),
    passes=_years("cabdcadb"),
    run=_run,
    papers=_papers,
)
