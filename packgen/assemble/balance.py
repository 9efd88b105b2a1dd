"""Key letters over a whole form: as many As as Bs, and never four of a kind in a row.

Options have been shuffled item by item before.  Here as few keys as can be change places with another option of
their question, so that a paper whose letters are fair already stays as it was drawn.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct, structs

from packgen.assemble.letters import letter
from packgen.assemble.shared import Shared
from packgen.model.draw import Draw
from packgen.model.form import Question
from packgen.model.marking import Key
from packgen.model.response import Selected

LONGEST_RUN = 3


class _Choice(Struct):
    """A single-answer question in the form: where it stands, the place of its key, the places that it may take."""

    question: int
    part: int
    at: int
    places: tuple[int, ...]


def balanced(
    questions: Sequence[Question],
    draw: Draw,
    settled: Mapping[str, tuple[str, ...]] | None = None,
    shared: Shared | None = None,
) -> tuple[Question, ...]:
    """`questions` with key letters spread within 1 and no run over three, as near as fixed orders allow.

    `settled` are orders of options, by item and part ("id" or "id(a)"), that stay as they are.  What is `shared` with
    other versions is made once for all.
    """
    shared = shared or Shared()
    if settled is not None:
        questions = [_as_settled(question, settled) for question in questions]
    choices = [
        choice for n, question in enumerate(questions) for choice in _choices(n, question, settled or {}, shared)
    ]
    if _is_fair(choices):
        return tuple(questions)
    before = [choice.at for choice in choices]
    rng = draw.of("").random("key letters")
    _level(choices, rng)
    _break_runs(choices, rng)
    out = list(questions)
    for choice, old in zip(choices, before, strict=True):
        if choice.at != old:
            question, move = out[choice.question], (choice.part, old, choice.at)
            out[choice.question] = shared.made(question, ("moved", *move), partial(_moved, question, *move))
    return tuple(out)


def _name(question: Question, path: tuple[str, ...]) -> str:
    """What a part's options are recorded under."""
    return question.paper.item + "".join(f"({step})" for step in path)


def _as_settled(question: Question, settled: Mapping[str, tuple[str, ...]]) -> Question:
    """`question` with its options in their settled orders, where they are the same options still."""
    parts = list(question.paper.parts)
    marked = {part.path: part for part in question.scheme.parts}
    for m, part in enumerate(parts):
        order = settled.get(_name(question, part.path))
        if not isinstance(part.response, Selected) or order is None:
            continue
        by_id = {option.id: option for option in part.response.options}
        if sorted(by_id) != sorted(order):
            continue
        options = tuple(by_id[id] for id in order)
        parts[m] = structs.replace(part, response=structs.replace(part.response, options=options))
        scheme = marked[part.path]
        if isinstance(scheme.marking, Key):
            letters = " ".join(letter(n) for n, id in enumerate(order) if id in scheme.marking.options)
            marking = structs.replace(scheme.marking, short=letters)
            marked[part.path] = structs.replace(scheme, marking=marking)
    scheme_parts = tuple(marked[part.path] for part in question.scheme.parts)
    return Question(
        structs.replace(question.paper, parts=tuple(parts)), structs.replace(question.scheme, parts=scheme_parts)
    )


def _choices(n: int, question: Question, settled: Mapping[str, tuple[str, ...]], shared: Shared) -> Iterator[_Choice]:
    for name, m, at, movable in shared.made(question, ("movable",), partial(_movable, question)):
        yield _Choice(n, m, at, (at,) if at not in movable or name in settled else movable)


def _movable(question: Question) -> tuple[tuple[str, int, int, tuple[int, ...]], ...]:
    """The question's parts with one right option: name and index, where the key stands, which options may move."""
    marking = {part.path: part.marking for part in question.scheme.parts}
    out: list[tuple[str, int, int, tuple[int, ...]]] = []
    for m, part in enumerate(question.paper.parts):
        key, response = marking.get(part.path), part.response
        if not isinstance(response, Selected) or not isinstance(key, Key) or len(key.options) != 1:
            continue
        at = next((p for p, option in enumerate(response.options) if option.id == key.options[0]), None)
        if at is not None:
            movable = tuple(p for p, may in enumerate(response.movable) if may)
            out.append((_name(question, part.path), m, at, movable))
    return tuple(out)


def _is_fair(choices: Sequence[_Choice]) -> bool:
    """True if nothing is to be moved: no letter is used two times more than another, no run is too long."""
    counts = _counts(choices).values()
    return (not counts or max(counts) - min(counts) < 2) and not _excess([choice.at for choice in choices])


def _level(choices: Sequence[_Choice], rng: random.Random) -> None:
    """Move keys from the letter used most to one used at least two times less, through others if need be."""
    while not _is_fair(choices):
        counts = _counts(choices)
        letters = sorted(counts, key=lambda p: (-counts[p], rng.random()))
        path = next((path for start in letters if (path := _path(choices, counts, start, rng))), None)
        if path is None:
            return
        for choice, place in path:
            choice.at = place


def _path(
    choices: Sequence[_Choice], counts: dict[int, int], start: int, rng: random.Random
) -> list[tuple[_Choice, int]] | None:
    """The shortest chain of moves that takes one key away from letter `start` to a letter with two fewer."""
    came: dict[int, tuple[_Choice, int]] = {}
    ways = rng.sample(choices, len(choices))
    reached, queue = {start}, [start]
    while queue:
        here = queue.pop(0)
        for choice in ways:
            if choice.at != here:
                continue
            for place in rng.sample(choice.places, len(choice.places)):
                if place in reached:
                    continue
                reached.add(place)
                came[place] = (choice, here)
                queue.append(place)
        ends = [place for place in reached if counts[place] <= counts[start] - 2]
        if ends:
            return _steps(came, start, min(ends, key=lambda p: (counts[p], rng.random())))
    return None


def _steps(came: dict[int, tuple[_Choice, int]], start: int, end: int) -> list[tuple[_Choice, int]]:
    steps: list[tuple[_Choice, int]] = []
    while end != start:
        choice, before = came[end]
        steps.append((choice, end))
        end = before
    return steps


def _break_runs(choices: Sequence[_Choice], rng: random.Random) -> None:
    """Exchange the letters of two questions wherever that shortens a run that is too long."""
    letters = [choice.at for choice in choices]
    excess = _excess(letters)
    while excess:
        best: tuple[int, int] | None = None
        for i in rng.sample(_in_runs(letters), len(_in_runs(letters))):
            for j in rng.sample(range(len(choices)), len(choices)):
                if letters[j] == letters[i]:
                    continue
                if letters[j] not in choices[i].places or letters[i] not in choices[j].places:
                    continue
                letters[i], letters[j] = letters[j], letters[i]
                found = _excess(letters)
                letters[i], letters[j] = letters[j], letters[i]
                if found < excess:
                    best, excess = (i, j), found
        if best is None:
            return
        i, j = best
        letters[i], letters[j] = letters[j], letters[i]
        choices[i].at, choices[j].at = letters[i], letters[j]


def _counts(choices: Sequence[_Choice]) -> dict[int, int]:
    """How often each letter that could be a key is one."""
    counts = {place: 0 for choice in choices for place in choice.places}
    for choice in choices:
        counts[choice.at] += 1
    return counts


def _runs(letters: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of one letter that are too long, as (first, after the last)."""
    start = 0
    for n in range(1, len(letters) + 1):
        if n == len(letters) or letters[n] != letters[start]:
            if n - start > LONGEST_RUN:
                yield start, n
            start = n


def _excess(letters: Sequence[int]) -> int:
    return sum(end - start - LONGEST_RUN for start, end in _runs(letters))


def _in_runs(letters: Sequence[int]) -> list[int]:
    return [n for start, end in _runs(letters) for n in range(start, end)]


def _moved(question: Question, part: int, old: int, new: int) -> Question:
    """`question` with two options of a part in each other's place, and its key's letter to match."""
    paper, scheme = question.paper, question.scheme
    printed = paper.parts[part]
    assert isinstance(printed.response, Selected), "only choices are moved"
    options = list(printed.response.options)
    options[old], options[new] = options[new], options[old]
    response = structs.replace(printed.response, options=tuple(options))
    parts = list(paper.parts)
    parts[part] = structs.replace(printed, response=response)
    marked = tuple(
        structs.replace(m, marking=structs.replace(m.marking, short=letter(new)))
        if m.path == printed.path and isinstance(m.marking, Key)
        else m
        for m in scheme.parts
    )
    return Question(structs.replace(paper, parts=tuple(parts)), structs.replace(scheme, parts=marked))
