"""The files of a run's presses, written one after another with the fonts that they share, or by several processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from msgspec import Struct

from packgen.model.manifest import FileRecord
from packgen.pipeline.ink import LABELS
from packgen.pipeline.press import FontKey, Job, Press
from packgen.typeset.faces import Subsets
from packgen.write.pack import Store
from packgen.write.pdf import Writer

Told = Callable[[int], None]
"""Told how many documents more are done."""

# Documents from which on a second process saves more than it costs, and those that each process takes at a time.
PAYS: Final = 150
SHARE: Final = 20


class _Work(Struct):
    """What is to be printed: every file with its press and its writer, and where it goes."""

    files: list[tuple[Press, Job, Writer]]
    store: Store

    def done(self, n: int) -> FileRecord:
        """Print file `n`."""
        press, job, writer = self.files[n]
        if len(job.documents) > 1:
            parts: Iterable[bytes] = writer.merged(press.printables(job), job.title)
        else:
            (printable,) = press.printables(job)
            parts = (writer.write(printable),)
        return FileRecord(job.path, self.store.put(job.path, parts), job.pages)


def printed(
    presses: Sequence[Press], store: Store, several: bool, jobs: int | None = None, told: Told | None = None
) -> list[FileRecord]:
    """Every PDF file of `presses`, put into `store`; each audience's fonts hold its own characters and no others.

    Where there are `several` versions the fonts also hold all that may name one, a question or an option, so that
    a version has the same bytes however many there are.  `jobs` processes print them, as many as pay by default; how
    many they are changes no byte.
    """
    writers: dict[FontKey, Writer] = {}
    files = []
    for press in presses:
        for job in press.jobs:
            if job.fonts not in writers:
                writers[job.fonts] = Writer(_frozen(press, job, several))
            files.append((press, job, writers[job.fonts]))
    work = _Work(files, store)
    hands = _hands(files, jobs)
    if hands > 1 and store.shared():
        return _by_many(work, hands, told or _untold)
    records = []
    for n, (_, job, _) in enumerate(files):
        records.append(work.done(n))
        (told or _untold)(len(job.documents))
    return records


def _untold(more: int) -> None:
    """Nobody is told."""


def _hands(files: Sequence[tuple[Press, Job, Writer]], jobs: int | None) -> int:
    """How many processes are to print `files`."""
    if not hasattr(os, "fork"):
        return 1
    if jobs is not None:
        return min(jobs, len(files))
    documents = sum(len(job.documents) for _, job, _ in files)
    if documents < PAYS or not sys.platform.startswith("linux"):
        return 1
    return min(len(os.sched_getaffinity(0)), documents * 2 // PAYS, len(files))


_work: _Work | None = None
"""What a process that was forked off finds to do."""


def _by_many(work: _Work, hands: int, told: Told) -> list[FileRecord]:
    """The files printed by `hands` processes, which are copies of this one and share all that it has made so far."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor, as_completed

    global _work
    _work = work
    count = len(work.files)
    share = max(1, min(SHARE, -(-count // (2 * hands))))
    found: dict[int, list[FileRecord]] = {}
    with ProcessPoolExecutor(hands, multiprocessing.get_context("fork")) as pool:
        waiting = {pool.submit(_share, start, min(start + share, count)): start for start in range(0, count, share)}
        try:
            for each in as_completed(waiting):
                start = waiting[each]
                found[start] = each.result()
                told(sum(len(job.documents) for _, job, _ in work.files[start : start + share]))
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
        finally:
            _work = None
    return [record for start in sorted(found) for record in found[start]]


def _share(start: int, stop: int) -> list[FileRecord]:
    assert _work is not None, "forked with its work"
    return [_work.done(n) for n in range(start, stop)]


def _frozen(press: Press, job: Job, several: bool) -> Subsets:
    """The fonts of a file and of those that share them, cut to what they draw."""
    ink = press.ink[job.fonts]
    characters = {face: set(found) for face, found in ink.characters.items()}
    for face in ink.furniture_faces if several else ():
        characters[face].update(c for c in LABELS if ord(c) in job.faces.advances(face))
    return job.faces.freeze(characters)
