"""Packs on disk: a pack's folder appears whole or not at all.

A pack is built in a hidden folder beside its place, file by file as they are made, flushed to the disk and renamed
into place.  When it replaces
an older one, the old folder is renamed aside first and removed only after the new one stands; a run that was
cut off between the two is repaired by the next.  Files in the folder that packgen did not write stay.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NoReturn, Protocol

from msgspec import Struct

from packgen.diagnostics import Diagnostic, PackgenError, Place, error
from packgen.load.walk import shown
from packgen.model.manifest import Manifest
from packgen.model.request import Request
from packgen.write import manifest as record

FLUSHERS = 8
SCRATCH = ".packgen-new"
LONGEST_RUN = 86_400.0
"""Seconds after which a scratch folder has nobody at work in it."""
FORCE_HINT = "add --force to replace it, or choose another --title or --out"


class PackFile(Struct, frozen=True):
    """A file of a pack: its path inside the pack's folder (with `/`) and its bytes."""

    path: str
    data: bytes


class Pack(Struct, frozen=True):
    """A finished pack; `files` hold everything but `pack.json`, which `manifest` becomes, if it is in memory."""

    manifest: Manifest
    files: tuple[PackFile, ...]

    @property
    def slug(self) -> str:
        """The name of the pack's folder."""
        return self.manifest.slug


class Store(Protocol):
    """Where the files of a pack go as they are made."""

    def put(self, path: str, parts: Iterable[bytes]) -> str:
        """Take a file, part by part; the sha256 of its bytes."""

    def shared(self) -> bool:
        """True if processes that are forked off may put files from now on."""


class Shelf:
    """A store in memory."""

    def __init__(self) -> None:
        self.files: list[PackFile] = []

    def put(self, path: str, parts: Iterable[bytes]) -> str:
        """Take a file, part by part; the sha256 of its bytes."""
        data = b"".join(parts)
        self.files.append(PackFile(path, data))
        return record.sha256(data)

    def shared(self) -> bool:
        """False: what another process puts here stays there."""
        return False


class Stage:
    """A pack that is being written: files are put one by one, and stand in their folder when all are kept."""

    def __init__(self, slug: str, request: Request, out: Path, force: bool) -> None:
        self._target, self._out, self._request, self._force = out / slug, out, request, force
        self._folder: Path | None = None
        self._opened_out = False
        self._folders: set[str] = set()

    def put(self, path: str, parts: Iterable[bytes]) -> str:
        """Write a file of the pack, part by part as they are made; the sha256 of its bytes."""
        digest = hashlib.sha256()
        # What makes the parts may fail in its own way: only writing is explained here.
        source = iter(parts)
        with self._explained():
            stream = self._opened(path)
        with stream:
            while (part := next(source, None)) is not None:
                digest.update(part)
                with self._explained():
                    stream.write(part)
        return digest.hexdigest()

    def shared(self) -> bool:
        """True: the hidden folder is there for whoever puts a file."""
        with self._explained():
            self._made()
        return True

    def keep(self, manifest: Manifest) -> tuple[Path, ...]:
        """Put `pack.json` and move the whole into place; the paths of all files, `pack.json` last."""
        self.put(record.NAME, (record.encode(manifest),))
        stage, target = self._made(), self._target
        with self._explained():
            _flush_all([os.path.join(folder, name) for folder, _, names in os.walk(stage) for name in names])
            for path in _foreign(target):
                _copy(target / path, stage / path)
            _flush_folders(stage)
            _may_replace(target, self._request, self._force)
            _swap(stage, target)
            _flush(self._out)
        return (*(target / file.path for file in manifest.files), target / record.NAME)

    def drop(self) -> None:
        """Remove all that was put, unless it was kept."""
        if self._folder is not None:
            _remove(self._folder)
        if self._opened_out:
            with contextlib.suppress(OSError):
                self._out.rmdir()  # unless there is something in it

    def _opened(self, path: str) -> BinaryIO:
        file = os.path.join(self._made(), path)
        folder = os.path.dirname(file)
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)
            self._folders.add(folder)
        return open(file, "xb")

    def _made(self) -> Path:
        """The hidden folder beside the pack's place, made when the first file is put."""
        if self._folder is None:
            self._opened_out = not self._out.exists()
            self._out.mkdir(parents=True, exist_ok=True)
            _repair(self._target)
            _may_replace(self._target, self._request, self._force)
            folder = _scratch(self._target)
            folder.mkdir()
            self._folder = folder
        return self._folder

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as problem:
            raise PackgenError([_explain(problem, self._target)]) from problem


def add(files: Sequence[PackFile], folder: Path) -> tuple[Path, ...]:
    """Write `files` into the pack's `folder`, each whole or not at all; they are not in its record."""
    written = []
    for file in files:
        path = folder / file.path
        aside = _scratch(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(file.data)
            _flush_all([aside])
            aside.replace(path)
        except OSError as problem:
            with contextlib.suppress(OSError):
                aside.unlink()
            raise PackgenError([_explain(problem, path)]) from problem
        written.append(path)
    return tuple(written)


@contextlib.contextmanager
def staged(slug: str, request: Request, out: Path, *, force: bool = False) -> Iterator[Stage]:
    """A stage for the folder `out/<slug>`; what was put and not kept at the end is removed.

    A folder that is there already is replaced only if its `pack.json` records the same request and none of its
    files has been changed since, or with `force`; one without a readable `pack.json` is never replaced.
    The stage raises `PackgenError` and leaves everything as it was if the pack can't be written.
    """
    stage = Stage(slug, request, out, force)
    try:
        yield stage
    finally:
        stage.drop()


def save(pack: Pack, out: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write a `pack` that is in memory as `staged` does, and return the paths of its files, `pack.json` last."""
    with staged(pack.slug, pack.manifest.request, out, force=force) as stage:
        for file in pack.files:
            stage.put(file.path, (file.data,))
        return stage.keep(pack.manifest)


def check_place(slug: str, request: Request, out: Path, *, force: bool = False) -> None:
    """Raise what a stage would raise about an existing `out/<slug>`, before any page is made."""
    try:
        _may_replace(out / slug, request, force)
    except OSError as problem:
        raise PackgenError([_explain(problem, out / slug)]) from problem


def _may_replace(target: Path, request: Request, force: bool) -> None:
    if not target.exists() and not target.is_symlink():
        return
    if target.is_symlink() or not target.is_dir():
        _refuse(target, "in-the-way", "there is a file with this name where the pack should go", "move it away")
    if not any(target.iterdir()):
        return
    if not (target / record.NAME).is_file():
        message = "this folder is not empty and holds no pack.json, so packgen did not make it"
        _refuse(target, "not-a-pack", message, "move it away, or choose another --title or --out; --force won't help")
    try:
        old = record.read(target)
    except PackgenError:
        if not force:
            _refuse(target, "pack-exists", "the pack.json in this folder can't be read", FORCE_HINT)
        return
    if force:
        return
    if old.request != request:
        _refuse(target, "pack-exists", "there is a pack here that was made by another request", FORCE_HINT)
    changed = [f.path for f in old.files if _changed(target / f.path, f.sha256)]
    if changed:
        message = f"these files have been changed since packgen wrote them: {', '.join(changed)}"
        _refuse(target, "pack-changed", message, FORCE_HINT)


def _refuse(target: Path, rule: str, message: str, hint: str) -> NoReturn:
    raise PackgenError([error(rule, message, hint, Place(shown(target)))])


def _changed(path: Path, digest: str) -> bool:
    return path.is_file() and record.sha256(path.read_bytes()) != digest


def _foreign(target: Path) -> list[PurePosixPath]:
    """The files below `target` that no pack of ours wrote, by path inside it."""
    if not (target / record.NAME).is_file():
        return []
    try:
        ours = {f.path for f in record.read(target).files} | {record.NAME}
    except PackgenError:
        ours = {record.NAME}
    found: list[PurePosixPath] = []
    for folder, folders, files in os.walk(target):
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        found.extend(PurePosixPath((here / name).relative_to(target).as_posix()) for name in (*files, *links))
    return sorted(path for path in found if str(path) not in ours)


def _scratch(target: Path) -> Path:
    """A hidden place beside `target` that nobody else uses."""
    return target.with_name(f".{target.name}.{os.urandom(4).hex()}{SCRATCH}")


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _copy(old: Path, new: Path) -> None:
    if new.exists():
        return
    import shutil

    new.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(old, new, follow_symlinks=False)


def _flush_all(paths: Sequence[str | Path]) -> None:
    """Make files durable, several at a time: a disk takes about as long for eight as for one."""
    waiting = list(paths)
    failed: list[OSError] = []

    def work() -> None:
        while waiting and not failed:
            try:
                with open(waiting.pop(), "rb+") as stream:
                    os.fsync(stream.fileno())
            except IndexError:
                return
            except OSError as problem:
                failed.append(problem)

    threads = [threading.Thread(target=work) for _ in range(min(FLUSHERS, len(waiting)) - 1)]
    for thread in threads:
        thread.start()
    work()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def _swap(stage: Path, target: Path) -> None:
    if not target.exists():
        stage.rename(target)
        return
    aside = _aside(target)
    target.rename(aside)
    try:
        stage.rename(target)
    except BaseException:
        aside.rename(target)
        raise
    _remove(aside)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.packgen-old")


def _repair(target: Path) -> None:
    """Finish or undo what a run that was cut off left behind; scratch folders go when no run can be at work in them."""
    for left in target.parent.glob(f".{target.name}.*{SCRATCH}"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > LONGEST_RUN:
                _remove(left)
    aside = _aside(target)
    if not aside.is_dir():
        return
    if target.exists():
        _remove(aside)
    else:
        aside.rename(target)


def _flush_folders(stage: Path) -> None:
    for folder, _, _ in os.walk(stage):
        _flush(Path(folder))


def _flush(folder: Path) -> None:
    """Make the names in `folder` durable, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _explain(problem: OSError, target: Path) -> Diagnostic:
    place = Place(shown(target))
    if problem.errno == errno.ENOSPC:
        return error("disk-full", "the disk is full; nothing was written", "make room and try again", place)
    if problem.errno == errno.ENOTEMPTY:
        message = "another packgen is writing this pack at the same moment; nothing was written"
        return error("at-once", message, "try again when it has finished", place)
    if isinstance(problem, PermissionError) and os.path.exists(target) and os.access(target.parent, os.W_OK):
        message = "the old pack can't be replaced: one of its files is open in another program, or is protected"
        return error("in-use", message, "close the PDF in your viewer and try again", place)
    if isinstance(problem, PermissionError) or problem.errno == errno.EROFS:
        message = "packgen may not write here; nothing was written"
        return error("read-only", message, "choose another folder with --out", place)
    if isinstance(problem, FileExistsError | NotADirectoryError):
        message = "there is a file where a folder should go; nothing was written"
        return error("in-the-way", message, "move it away, or choose another folder with --out", place)
    message = f"the pack can't be written: {problem.strerror or problem}"
    return error("not-written", message, "choose another folder with --out", place)
