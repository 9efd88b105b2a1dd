"""The name of a pack's folder and files: plain ASCII that every system takes."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST = 60
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


def slug(text: str) -> str:
    """`text` in small letters, digits and single hyphens, at most `LONGEST` characters, never empty or reserved.

    Where letters of `text` have no ASCII, a short hash stands in for them, so that two such titles get two folders.
    """
    marks = unicodedata.normalize("NFKD", text.replace("&", " and "))
    plain = "".join(c for c in marks if not unicodedata.combining(c)).lower()
    lost = any(c.isalnum() and not c.isascii() for c in plain)
    words = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain)).strip("-")
    tail = hashlib.blake2b(text.encode(), digest_size=3).hexdigest() if lost or not words else ""
    room = LONGEST - len(tail) - 1 if tail else LONGEST
    if len(words) > room:
        words = (words[: room + 1].rpartition("-")[0] or words[:room]).strip("-")
    name = "-".join(part for part in (words or "pack", tail) if part)
    return f"{name}-pack" if name in RESERVED else name
