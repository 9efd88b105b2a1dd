"""What `check` has found, for people, programs and pull requests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from packgen.cli.terminal import messages
from packgen.diagnostics import Diagnostic

GITHUB = {"error": "error", "warning": "warning", "note": "notice"}


def show(found: Sequence[Diagnostic], form: str, items: int) -> None:
    """Diagnostics as `text` on stderr, or on stdout as `json` or as `github` workflow commands."""
    if form == "json":
        messages.emit(_as_json(found, items))
    elif form == "github":
        for diagnostic in found:
            click.echo(_github(diagnostic))
    else:
        messages.show(found)


def summary(found: Iterable[Diagnostic], items: int) -> str:
    """`2 errors, 1 warning; 105 items without errors`."""
    counts = {severity: sum(d.severity == severity for d in found) for severity in ("error", "warning", "note")}
    said = [messages.count(number, severity) for severity, number in counts.items() if number or severity != "note"]
    return f"{', '.join(said)}; {messages.count(items, 'item')} without errors"


def has_warnings(found: Iterable[Diagnostic]) -> bool:
    """True if at least one of `found` is a warning."""
    return any(d.severity == "warning" for d in found)


def spelling_looked_at() -> bool:
    """Whether the library that knows how words are spelt is installed."""
    from packgen.checks.spelling import can_look

    return can_look()


def print_rules(name: str | None) -> None:
    """The page of all rules on stdout, or the section of one."""
    from packgen.checks.page import page, section
    from packgen.checks.run import checks

    known = {check.name: check for check in checks()}
    if name is None:
        click.echo(page(known.values()).encode(), nl=False)
    else:
        refuse_unknown((name,), patterns=False)
        click.echo(section(known[name]).encode())


def refuse_unknown(names: Iterable[str], patterns: bool = True) -> None:
    """Raises `UsageError` for a name, or a pattern, that fits no rule."""
    from packgen.checks.run import names as known
    from packgen.checks.run import unknown

    given = tuple(names)
    wrong = dict(unknown(given)) if patterns else {}
    if not patterns:
        wrong = {name: dict(unknown((name,))).get(name, "") for name in given if name not in known()}
    for name, hint in wrong.items():
        raise click.UsageError(f"there is no rule {name}; {hint or 'packgen check --rules lists them'}")


def _as_json(found: Iterable[Diagnostic], items: int) -> dict[str, object]:
    told = [
        {
            "severity": d.severity,
            "rule": d.rule,
            "message": d.message,
            "hint": d.hint,
            "path": d.place.path if d.place else "",
            "line": d.place.line if d.place else 0,
        }
        for d in found
    ]
    return {"items": items, "found": told}


def _github(diagnostic: Diagnostic) -> str:
    """A workflow command of GitHub's runners, by which the message stands beside its line in a pull request."""
    place = diagnostic.place
    where = f"file={_property(place.path)},line={max(place.line, 1)}," if place and place.path else ""
    text = f"{diagnostic.message} ({diagnostic.hint})" if diagnostic.hint else diagnostic.message
    return f"::{GITHUB[diagnostic.severity]} {where}title={_property(diagnostic.rule)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
