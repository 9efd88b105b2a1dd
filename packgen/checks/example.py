"""The bank file by which several rules show what they find."""

from __future__ import annotations


def short_answer(*lines: str) -> str:
    """One short answer that is right in all else, with `lines` among its fields: "facility: 0.12"."""
    own = "\n    ".join(lines)
    return f"""\
items:
  - id: who-led
    kind: short-answer
    stem: Who led the Right of the party?
    marks: 1
    {own}
    scheme: {{answers: [Bukharin]}}
"""
