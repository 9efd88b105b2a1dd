"""Values of options, read."""

from __future__ import annotations

import datetime
import re
import string

import click

from packgen.model.request import LONGEST_TITLE


def read_tags(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """`NAME=VALUE` pairs, split; anything else is wrong usage."""
    pairs = []
    for value in values:
        name, _, wanted = (part.strip() for part in value.partition("="))
        if not (name and wanted):
            raise click.BadParameter(f"{value!r} is not NAME=VALUE, as in --tag board=aqa", ctx, param)
        pairs.append((name, wanted))
    return tuple(pairs)


_NUMBER = re.compile(r"0*([1-9]\d{0,2})\s*(?:\(?([a-z])\)?|\.(\d{1,2}))?")


def read_numbers(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Question numbers with commas between: "4,6,2,3d"; a part may be written 3d, 3(d) or 3.4."""
    out: list[str] = []
    for word in (value or "").split(",") if value is not None else ():
        found = _NUMBER.fullmatch(word.strip().lower())
        part = int(found.group(3) or 0) if found else 0
        if found is None or part > len(string.ascii_lowercase):
            message = f"{word.strip()!r} is no question number; write them as in --numbers 4,6,2,3d"
            raise click.BadParameter(message, ctx, param)
        out.append(found.group(1) + (string.ascii_lowercase[part - 1] if part else found.group(2) or ""))
    return tuple(out)


def read_date(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime.date | None:
    """A date written 2026-12-01; anything else is wrong usage."""
    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date like 2026-12-01", ctx, param) from None


def read_title(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """A title on one line, without control characters; one that fits no cover is wrong usage."""
    text = value.encode("utf-8", "replace").decode()
    title = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(title) > LONGEST_TITLE:
        message = f"this title has {len(title)} characters; at most {LONGEST_TITLE} fit on a page"
        raise click.BadParameter(message, ctx, param)
    return title
