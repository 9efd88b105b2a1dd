"""The files of a run's presses, written one after another with the fonts that they share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from packgen.model.manifest import FileRecord
from packgen.pipeline.ink import LABELS
from packgen.pipeline.press import FontKey, Job, Press
from packgen.typeset.faces import Subsets
from packgen.write.pack import Store
from packgen.write.pdf import Writer


def printed(presses: Sequence[Press], store: Store, several: bool) -> list[FileRecord]:
    """Every PDF file of `presses`, put into `store`; each audience's fonts hold its own characters and no others.

    Where there are `several` versions the fonts also hold all that may name one, a question or an option, so that
    a version has the same bytes however many there are.
    """
    writers: dict[FontKey, Writer] = {}
    records = []
    for press in presses:
        for job in press.jobs:
            if job.fonts not in writers:
                writers[job.fonts] = Writer(_frozen(press, job, several))
            digest = store.put(job.path, _parts(press, job, writers[job.fonts]))
            records.append(FileRecord(job.path, digest, job.pages))
    return records


def _parts(press: Press, job: Job, writer: Writer) -> Iterable[bytes]:
    """A file's bytes as they are made."""
    if len(job.documents) > 1:
        return writer.merged(press.printables(job), job.title)
    (printable,) = press.printables(job)
    return (writer.write(printable),)


def _frozen(press: Press, job: Job, several: bool) -> Subsets:
    """The fonts of a file and of those that share them, cut to what they draw."""
    ink = press.ink[job.fonts]
    characters = {face: set(found) for face, found in ink.characters.items()}
    for face in ink.furniture_faces if several else ():
        characters[face].update(c for c in LABELS if ord(c) in job.faces.advances(face))
    return job.faces.freeze(characters)
