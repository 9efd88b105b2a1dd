"""The hash of what was authored: equal content, equal digest, whatever the file's order or layout."""

from __future__ import annotations

import hashlib

import msgspec


def digest(value: object) -> str:
    """blake2b of plain values (dicts in any order, lists, text) as 32 hex digits."""
    return hashlib.blake2b(msgspec.json.encode(value, order="deterministic"), digest_size=16).hexdigest()
