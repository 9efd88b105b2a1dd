"""What is handed out: the versions of a pack and, for a class, whose copy is which."""

from __future__ import annotations

from msgspec import Struct

from packgen.model.copy import Copy
from packgen.model.form import Form


class Handout(Struct, frozen=True, kw_only=True):
    """All versions of a pack, and the copies of a class in the order of printing (none without a class).

    `pupils` are the copies of the class list's pupils in the list's order, those who are absent too.  `grades` are
    pairs of a grade and the least percentage for it, highest first, as the school has set them.
    """

    forms: tuple[Form, ...]
    title: str = ""
    pupils: tuple[Copy, ...] = ()
    grades: tuple[tuple[str, float], ...] = ()
