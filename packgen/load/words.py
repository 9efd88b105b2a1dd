"""How values and names are put into messages: short, and with the names that may have been meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def nearest(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint with the names most like `name`: "did you mean a or b?", or `otherwise` where none is near."""
    import difflib

    close = difflib.get_close_matches(name[:100], list(known), n=3, cutoff=0.6)
    return f"did you mean {either(close)}?" if close else otherwise


def either(words: Sequence[str]) -> str:
    """`words` as a choice: "a, b or c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def shown(value: object) -> str:
    """A few words for `value` in a message."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping (`name: value` lines)"
    if isinstance(value, list | tuple):
        return "a list"
    text = " ".join(str(value).split())
    return f'"{text}"' if len(text) <= 40 else f'"{text[:37]}..."'
