"""The plain strings of a document that furniture may name."""

from __future__ import annotations

from packgen.compose.view import Meta
from packgen.compose.wording import Wording
from packgen.model.copy import STAMPS

NAMES = frozenset(
    {
        "title",
        "subject",
        "unit",
        "topic",
        "code",
        "school",
        "board",
        "kind",
        "version",
        "date",
        "minutes",
        "total",
        "points",
        "seed",
        *STAMPS,
    }
)


def fields(meta: Meta, wording: Wording, version: str, total: int) -> dict[str, str]:
    """Every field by its name; "" where it is not known.  `kind` is the layout's name for its sheets."""
    return {
        "title": meta.title,
        "subject": meta.subject,
        "unit": meta.unit,
        "topic": meta.topic,
        "code": meta.code,
        "school": meta.school,
        "board": meta.board,
        "kind": wording.say("kind"),
        "version": wording.say("version", version=version) if version else "",
        "date": wording.day(meta.date) if meta.date else "",
        "minutes": wording.duration(meta.minutes) if meta.minutes else "",
        "total": wording.count("total_marks", total),
        "points": str(total),
        "seed": str(meta.seed),
    }


def unnamed(wording: Wording, number: int) -> str:
    """What stands on the copy of a pupil whose name can't be printed."""
    return wording.say("pupil_number", n=number)


def document_title(meta: Meta, wording: Wording, version: str) -> str:
    """What a reader shows in its title bar: the title, what kind of sheet it is, the version."""
    parts = [meta.title, wording.say("kind")]
    if version:
        parts.append(wording.say("version", version=version))
    return ", ".join(part for part in parts if part)
