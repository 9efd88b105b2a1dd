"""What every export offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct

from packgen.model.form import Form


class Export(Struct, frozen=True):
    """A format that is not a PDF, made from all versions of a pack.

    `file` is its name in the pack's folder for `audience`; `write` gives its bytes, the same for the same forms.
    """

    name: str
    purpose: str
    file: str
    audience: Literal["pupils", "teachers"]
    write: Callable[[Sequence[Form]], bytes]
