"""The rules as a page to read: docs/reference/checks.md, and what `packgen check --rules` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packgen.checks.rule import Check

HEAD = """\
# What `packgen check` looks at

Besides what makes a file unreadable or a question unprintable (unknown fields, marks that don't add up, missing schemes
and alt texts), `packgen check` looks for what a careful colleague would notice. Its findings are *warnings*: they are
advice, and a bank with warnings prints. An *error* can't be printed.

- `packgen check --select 'missing-*'` tells of these rules only, `--ignore doubled-word` of all others. Errors of the
  format are always told.
- `packgen.toml` can say so once for all: `select` and `ignore` under the heading `[check]`, lists of names or patterns.
- An item, a part, a stimulus or a note waives one rule with a reason: `waive: {absolute-words: the law's own words}`.
  A waiver that waives nothing is told in its turn.
- Rules marked with ¶ are looked at again on every paper that `packgen make` builds, among the questions of that paper.

This page is made from the rules (`packgen check --rules`). The examples are bank files; their items stand under a topic
of the years 1917 to 1941, in a bank for Year 10.
"""


def page(checks: Iterable[Check]) -> str:
    """The page of these rules as Markdown: a table of them, then each with why it matters and two examples."""
    return "\n".join(_lines(tuple(checks)))


def section(check: Check) -> str:
    """One rule as Markdown."""
    return "\n".join(_section(check))


def _lines(checks: tuple[Check, ...]) -> Iterator[str]:
    yield HEAD
    yield f"There are {len(checks)} rules.\n"
    yield "| rule | finds |"
    yield "|---|---|"
    for check in checks:
        mark = " ¶" if check.papers else ""
        yield f"| [{check.name}](#{check.name}){mark} | {check.what.replace('|', '&#124;')} |"
    for check in checks:
        yield ""
        yield from _section(check)


def _section(check: Check) -> Iterator[str]:
    yield f"## {check.name}\n"
    yield f"*{check.severity}{', also on every paper' if check.papers else ''}.* {check.what} {check.why}\n"
    yield f"```yaml\n# found\n{check.finds}```\n"
    yield f"```yaml\n# passes\n{check.passes}```"
