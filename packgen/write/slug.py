"""The name of a pack's folder and files: plain ASCII that every system takes."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST = 60
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


def slug(text: str) -> str:
    """`text` in small letters, digits and single hyphens, at most `LONGEST` characters, never empty or reserved.

    Where nothing of `text` is ASCII, a short hash stands in for it, so that two such titles get two folders.
    """
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ")).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain)).strip("-")
    if len(words) > LONGEST:
        words = (words[: LONGEST + 1].rpartition("-")[0] or words[:LONGEST]).strip("-")
    if not words:
        return f"pack-{hashlib.blake2b(text.encode(), digest_size=3).hexdigest()}"
    return f"{words}-pack" if words in RESERVED else words
