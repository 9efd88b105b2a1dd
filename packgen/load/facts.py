"""The numbered facts that a bank rests on: the file facts.md beside its bank.yaml."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from packgen.load.walk import is_file, shown
from packgen.load.yaml import read_bytes

FILE: Final = "facts.md"

_FACT = re.compile(r"^ {0,3}(\d{1,6})[.)]\s+(\S.*)$", re.MULTILINE)


def load_facts(root: Path) -> dict[str, str]:
    """The facts of the bank in the folder `root` by number, each with its first line; {} if it keeps no such list."""
    path = root / FILE
    if not is_file(path):
        return {}
    data, _ = read_bytes(path, shown(path))
    text = (data or b"").decode("utf-8-sig", "replace").replace("\r\n", "\n")
    return {number: words.strip() for number, words in _FACT.findall(text)}
