"""What every export offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from packgen.model.handout import Handout
from packgen.model.marking import Key


def keyed(handout: Handout) -> bool:
    """True where there are keys or versions to tell of."""
    return len(handout.forms) > 1 or any(
        isinstance(part.marking, Key) for form in handout.forms for q in form.questions for part in q.scheme.parts
    )


class Export(Struct, frozen=True):
    """A format that is not a PDF, made from all versions of a pack.

    `file` is its name in the pack's folder for `audience`; `write` gives its bytes, the same for the same handout.
    `wanted` says whether there is anything to tell.
    """

    name: str
    purpose: str
    file: str
    audience: Literal["pupils", "teachers"]
    write: Callable[[Handout], bytes]
    wanted: Callable[[Handout], bool] = keyed
