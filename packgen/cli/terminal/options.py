"""Values of options, read."""

from __future__ import annotations

import datetime
import re
import string

import click

from packgen.model.request import LONGEST_CLASS, LONGEST_TITLE, MOST_DAYS


def read_tags(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """`NAME=VALUE` pairs, split; anything else is wrong usage."""
    pairs = []
    for value in values:
        name, _, wanted = (part.strip() for part in value.partition("="))
        if not (name and wanted):
            raise click.BadParameter(f"{value!r} is not NAME=VALUE, as in --tag board=aqa", ctx, param)
        pairs.append((name, wanted))
    return tuple(pairs)


_NUMBER = r"0*([1-9]\d{0,2})\s*(?:\(?([a-z])\)?|\.(\d{1,2}))?"


def read_numbers(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Question numbers with commas between: "4,6,2,3d"; a part may be written 3d, 3(d) or 3.4."""
    out: list[str] = []
    for word in (value or "").split(",") if value is not None else ():
        found = re.fullmatch(_NUMBER, word.strip().lower())
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


def read_class(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """The name of a class on one line; a longer one than classes have is wrong usage."""
    name = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    if len(name) > LONGEST_CLASS:
        message = f"a class has a short name like 10B, of at most {LONGEST_CLASS} characters"
        raise click.BadParameter(message, ctx, param)
    return name


def read_days(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """A time like 60d, 8w, 6m or 1y in days; anything else is wrong usage."""
    if value is None:
        return None
    days = {"d": 1, "w": 7, "m": 30, "y": 365}
    number, unit = (value[:-1], value[-1:]) if value[-1:] in days else (value, "d")
    if not (number.isascii() and number.isdigit()) or not 1 <= int(number[:6]) * days[unit] <= MOST_DAYS:
        raise click.BadParameter(f"{value!r} is not a time like 60d, 8w or 6m", ctx, param)
    return int(number) * days[unit]


def read_title(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """A title on one line, without control characters; one that fits no cover is wrong usage."""
    text = value.encode("utf-8", "replace").decode()
    title = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(title) > LONGEST_TITLE:
        message = f"this title has {len(title)} characters; at most {LONGEST_TITLE} fit on a page"
        raise click.BadParameter(message, ctx, param)
    return title


def read_columns(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    """Names of columns with commas between, each perhaps after a hyphen; any other name is wrong usage."""
    names = tuple(name.strip().lower() for name in value.split(",") if name.strip())
    if names:
        from packgen.cli.terminal.columns import COLUMNS

        for name in names:
            if (name.removeprefix("-") if param.name == "sort" else name) not in COLUMNS:
                from packgen.load.words import nearest

                hint = nearest(name, COLUMNS, f"the columns are {', '.join(COLUMNS)}")
                raise click.BadParameter(f"there is no column {name!r}; {hint}", ctx, param)
    return names
