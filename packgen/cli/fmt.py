"""Bank files in one form, with every value and every comment kept."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="fmt")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 if a file is not in form.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would be changed.")
@click.pass_context
def COMMAND(ctx: click.Context, files: tuple[Path, ...], check: bool, diff: bool) -> None:
    """Put FILES (else all bank files of this folder) into one form: indentation, spaces, blank lines, long lines.

    Values, comments, quotes and CRLF line ends stay as they are. A file that can't be read, or whose comments could not
    be kept, is told and left alone.
    """
    import difflib

    from packgen.cli.terminal import messages
    from packgen.diagnostics import FAILED, PackgenError, has_errors
    from packgen.load.config import load_config
    from packgen.load.editing import own_files, write_all
    from packgen.load.formatting import formatted
    from packgen.load.walk import is_folder, shown

    if not files:
        settings, problems = load_config(Path.cwd())
        if has_errors(problems):
            raise PackgenError(problems)
        files = own_files(Path(settings.folder), [Path(bank) for bank in settings.banks])
    paths = [path for file in files for path in (own_files(file, [file]) if is_folder(file) else (file.resolve(),))]
    wrong = False
    changed: dict[Path, str] = {}
    for path in paths:
        before, after, problems = formatted(path)
        messages.show(problems)
        wrong = wrong or has_errors(problems)
        if before is None or before == after:
            continue
        changed[path] = after
        name = shown(path)
        if diff:
            lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, f"{name} in form", lineterm="")
            click.echo("\n".join(lines))
        else:
            click.echo(name)
    if not (check or diff):
        write_all(changed)
    done = "would be changed" if check or diff else "put into form"
    rest = len(paths) - len(changed)
    messages.say(f"{messages.count(len(changed), 'file')} {done}, {messages.count(rest, 'file')} left as it was")
    ctx.exit(FAILED if wrong or (check and changed) else 0)
