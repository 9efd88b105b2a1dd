"""Bank folders to an item pool, and everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from msgspec import structs

from packgen.diagnostics import Diagnostic, Place, error, has_errors
from packgen.load import verdicts
from packgen.load.digest import digest
from packgen.load.files import BankFiles, Entry
from packgen.load.items import ItemReader, convert_entry
from packgen.load.kinds import OWN_RUBRICS, load_kinds
from packgen.load.known import Known
from packgen.load.pictures import locate
from packgen.load.walk import shown
from packgen.model.item import Item, Kind, Rubric, Stimulus, Topic
from packgen.model.note import Note
from packgen.model.pool import ItemPool, Located

T = TypeVar("T")

MAX_PER_FILE = 100


def load_pool(roots: Sequence[Path], kind_folders: Sequence[Path] = ()) -> tuple[ItemPool, tuple[Diagnostic, ...]]:
    """Everything in the bank folders `roots`, and all that is wrong with them, sorted by place.

    A root may hold several banks, each a folder with its own bank.yaml; ids are unique over all of them.
    What has errors is left out and named in the pool's `broken`.
    """
    kinds, problems = load_kinds(kind_folders)
    files = BankFiles()
    for root in roots:
        files.read(root)
    loading = _Loading(files, kinds)
    pool = loading.pool()
    return pool, in_order((*problems, *files.problems, *loading.problems))


class _Loading:
    """One run of `load_pool`, from entries to a pool."""

    def __init__(self, files: BankFiles, kinds: dict[str, Kind]) -> None:
        self.files = files
        self.kinds = kinds
        self.problems: list[Diagnostic] = []
        self.broken: dict[str, None] = dict.fromkeys(files.broken)

    def pool(self) -> ItemPool:
        """The pool; `problems` then holds what is wrong with its entries."""
        topics: dict[str, Located[Topic]] = self._read("topics", lambda entry: convert_entry(entry, Topic))
        rubrics: dict[str, Located[Rubric]] = self._read("rubrics", lambda entry: convert_entry(entry, Rubric))
        stimuli: dict[str, Located[Stimulus]] = self._read("stimuli", lambda entry: convert_entry(entry, Stimulus))
        notes: dict[str, Located[Note]] = self._read("notes", lambda entry: convert_entry(entry, Note))
        reader = ItemReader(self.kinds)
        items: dict[str, Located[Item]] = self._read("items", reader.read)
        own = own_rubrics()
        known = Known(
            kinds=self.kinds,
            topics=topics,
            stimuli=stimuli,
            rubrics={**own, **rubrics},
            items=frozenset(items),
            broken=frozenset(self.broken),
            boards=frozenset(row.board for kind in self.kinds.values() for row in kind.rows),
        )
        verdict = _verdict(known, items, notes)
        # A picture may have gone without a word of the bank having changed.
        right = not self.broken and verdicts.is_right(verdict)
        if not right or any(problem for found in stimuli.values() for problem in picture_faults(found)):
            before = len(self.problems)
            known, items, notes = self._looked_through(known, own, items, notes)
            for found in reader.slipped:
                from packgen.load.cross import item_faults

                self.problems.extend(item_faults(found, known))
            if not self.broken and len(self.problems) == before:
                verdicts.keep_right(verdict)
        return ItemPool(
            banks=tuple(self.files.banks.values()),
            items=dict(sorted(items.items())),
            stimuli=known.stimuli,
            rubrics=known.rubrics,
            topics=topics,
            kinds=self.kinds,
            broken=tuple(sorted(self.broken)),
            notes=notes,
        )

    def _looked_through(
        self,
        known: Known,
        own: Mapping[str, Located[Rubric]],
        items: dict[str, Located[Item]],
        notes: dict[str, Located[Note]],
    ) -> tuple[Known, dict[str, Located[Item]], dict[str, Located[Note]]]:
        """What is left of it all when everything with an error between things is left out."""
        from packgen.load.cross import item_faults, note_faults, rubric_faults, stimulus_faults, topic_fault

        for topic in known.topics.values():
            self.problems.extend(topic_fault(topic, known.topics))
        given = {id: rubric for id, rubric in known.rubrics.items() if rubric is not own.get(id)}
        rubrics = {**own, **self._sound(given, rubric_faults)}
        known = structs.replace(known, rubrics=rubrics, broken=frozenset(self.broken))
        stimuli = self._sound(known.stimuli, lambda found: (*stimulus_faults(found, known), *picture_faults(found)))
        whole = structs.replace(known, stimuli=stimuli, broken=frozenset(self.broken))
        items = self._sound(items, lambda found: item_faults(found, whole))
        return whole, items, self._sound(notes, lambda found: note_faults(found, whole))

    def _read(
        self, key: str, read: Callable[[Entry], tuple[Located[T] | None, tuple[Diagnostic, ...]]]
    ) -> dict[str, Located[T]]:
        """The entries under `key` by id; the second of two with one id is an error that names both places."""
        out: dict[str, Located[T]] = {}
        places: dict[str, Place] = {}
        for entry in self.files.entries[key]:
            found, problems = read(entry)
            self.problems.extend(problems)
            name = entry.name()
            here = entry.at("id")
            first = places.setdefault(name, here)
            if first is not here:
                self.problems.append(duplicate_id(key, name, first, here))
                self.broken[str(here)] = None
            elif found is None:
                self.broken[name] = None
            else:
                out[name] = found
        return out

    def _sound(
        self, given: Mapping[str, Located[T]], faults: Callable[[Located[T]], Iterable[Diagnostic]]
    ) -> dict[str, Located[T]]:
        """Those of `given` that have no errors."""
        out: dict[str, Located[T]] = {}
        for name, found in given.items():
            problems = tuple(faults(found))
            self.problems.extend(problems)
            if has_errors(problems):
                self.broken[name] = None
            else:
                out[name] = found
        return out


def _verdict(known: Known, items: Mapping[str, Located[Item]], notes: Mapping[str, Located[Note]]) -> str:
    """The name of the verdict on all that is checked against one another."""
    groups: tuple[Mapping[str, Located[Any]], ...] = (known.topics, known.rubrics, known.stimuli, items, notes)
    return verdicts.name_of(
        "bank", (digest(dict(known.kinds)), *(found.digest for group in groups for found in group.values()))
    )


def duplicate_id(key: str, name: str, first: Place, here: Place) -> Diagnostic:
    """The second of two entries under `key` with one id."""
    letter = "put a letter before the numbers of one bank's tree: r1.1"
    hint = letter if key == "topics" else "give one of them an id of its own"
    return error("duplicate-id", f"the id {name} is used twice, first at {first}", hint, here)


def own_rubrics() -> dict[str, Located[Rubric]]:
    """The generic ladders that packgen's own kinds name; a bank's rubric of the same id takes the place of one."""
    return dict(_own_rubrics(shown(OWN_RUBRICS)))


@lru_cache(maxsize=2)
def _own_rubrics(named: str) -> dict[str, Located[Rubric]]:
    """The same, read once a process; `named` is their folder as places name it."""
    files = BankFiles()
    files.read_rubrics(OWN_RUBRICS)
    found = [convert_entry(entry, Rubric)[0] for entry in files.entries["rubrics"]]
    return {one.value.id: one for one in found if one is not None}


def picture_faults(found: Located[Stimulus]) -> Iterable[Diagnostic]:
    """A picture that is not there, or not inside the bank; its content is read when it is checked or printed."""
    picture = found.value.picture
    if picture is not None:
        path = locate(Path(found.bank), picture.file)
        if isinstance(path, Diagnostic):
            yield structs.replace(path, place=found.at("picture.file"))


def in_order(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """`problems` by place and rule, each once; of a file with very many, the first `MAX_PER_FILE`."""
    by_file: dict[str, list[Diagnostic]] = {}
    for problem in dict.fromkeys(problems):
        by_file.setdefault(problem.place.path if problem.place else "", []).append(problem)
    out: list[Diagnostic] = []
    for path, here in sorted(by_file.items()):
        here.sort(key=lambda problem: (problem.place.line if problem.place else 0, problem.rule, problem.message))
        out.extend(here[:MAX_PER_FILE])
        if len(here) > MAX_PER_FILE:
            more = f"and {len(here) - MAX_PER_FILE} more problems in this file"
            out.append(error("more-problems", more, "mend the first ones and check again", Place(path)))
    return tuple(out)
