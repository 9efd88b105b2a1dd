"""Which files a large bank has now, without reading them."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from packgen.load.files import BankFiles
from packgen.model.pool import Bank


class FileFound(Struct, frozen=True):
    """A file of a bank as the folder shows it: size in bytes, time of its last change in nanoseconds."""

    path: Path
    bank: Bank
    size: int
    time: int


class Survey(BankFiles):
    """Walks over bank folders; only their bank.yaml files are read."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[Path, FileFound] = {}

    def read_file(self, path: Path, bank: Bank) -> None:
        """Notes the file and reads nothing."""
        try:
            state = os.stat(path)
            size, time = state.st_size, state.st_mtime_ns
        except OSError:
            size, time = -1, -1
        self.found[path] = FileFound(path, bank, size, time)

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(file.size for file in self.found.values())
