"""Everything that is wrong with a bank, in one run."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="check")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--select", multiple=True, metavar="RULE", help="Of the advice these rules alone, or patterns.")
@click.option("--ignore", multiple=True, metavar="RULE", help="All rules but these.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="For people, for programs, or as notes on a pull request.",
)
@click.option("--strict", is_flag=True, help="End with exit code 1 for warnings too.")
@click.option("--rules", is_flag=True, help="Print what every rule finds and why it matters, as a page of Markdown.")
@click.option("--explain", metavar="RULE", help="The same of one rule.")
@click.pass_context
def COMMAND(
    ctx: click.Context,
    path: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    form: str,
    strict: bool,
    rules: bool,
    explain: str | None,
) -> None:
    """Check PATH: a file, a folder, a bank or packgen.toml; without PATH all that the current folder uses.

    Looks at fields, references, marks, texts, pictures, fonts and layouts, and at what a careful colleague would
    notice. Errors end with exit code 1; warnings are advice.
    """
    from packgen.cli.terminal import findings, messages
    from packgen.diagnostics import FAILED, has_errors
    from packgen.model.config import RuleChoice
    from packgen.pipeline import checking

    if rules or explain is not None:
        findings.print_rules(explain)
        return
    findings.refuse_unknown((*select, *ignore))
    place, found = checking.check(Path.cwd(), path, RuleChoice(select=select, ignore=ignore))
    findings.show(found, form, len(place.pool.items))
    if form == "text":
        if not findings.spelling_looked_at():
            messages.say('spelling was not looked at: pip install "packgen[spell]"')
        messages.say(findings.summary(found, len(place.pool.items)))
    ctx.exit(FAILED if has_errors(found) or (strict and findings.has_warnings(found)) else 0)
