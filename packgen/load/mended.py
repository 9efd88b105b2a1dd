"""What a broken value would be without its slips, so that what is wrong around them can be told in the same run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from packgen.load.nodes import Flawed

WITHOUT: Final = (
    *("aos", "author", "checked", "enemies", "facility", "facts", "lang", "lines", "measured_with"),
    *("minutes", "note", "pin", "spag", "status", "tags", "tier"),
)
"""Fields that may be left out without anything else being wrong for it."""


def mended(content: Mapping[str, Any], cls: type[Struct]) -> dict[str, Any]:
    """`content`, which is no `cls`, without the slips that nothing else hangs on.

    Unknown fields are taken for the known ones that they resemble, else left out.
    """
    import difflib

    from packgen.load.faults import faults

    known = cls.__struct_fields__
    slips = {wrong.field.partition(".")[0] for wrong in faults(content, cls)}
    slips.update(name for name, value in content.items() if isinstance(value, Flawed))
    out: dict[str, Any] = {}
    for name, value in content.items():
        if name in known and not (name in slips and name in WITHOUT):
            out[name] = value
        elif name not in known:
            meant = difflib.get_close_matches(name, known, 1)
            if meant and meant[0] not in content:
                out[meant[0]] = value
    return out
