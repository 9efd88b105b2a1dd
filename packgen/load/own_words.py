"""The words that a bank calls right: the file words.txt beside its bank.yaml."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from packgen.load.walk import is_file, shown
from packgen.load.yaml import read_bytes

FILE: Final = "words.txt"

_COMMENT = re.compile(r"#.*")


def own_words(root: Path) -> frozenset[str]:
    """The words listed by the bank in the folder `root`, in small letters; `#` begins a remark."""
    path = root / FILE
    if not is_file(path):
        return frozenset()
    data, _ = read_bytes(path, shown(path))
    text = (data or b"").decode("utf-8-sig", "replace").replace("’", "'")
    return frozenset(_COMMENT.sub("", text).casefold().split())
