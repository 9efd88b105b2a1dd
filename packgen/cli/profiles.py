"""The profiles that make can lay pupils' pages out in."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="profiles")
def COMMAND() -> None:
    """Show every profile: the folder's own and those that come with packgen."""
    from packgen.cli.terminal import messages, table
    from packgen.load.config import load_config
    from packgen.load.profile import load_profile, profile_names

    settings, problems = load_config(Path.cwd())
    folders = [Path(folder) for folder in settings.profiles]
    rows = [("PROFILE", "FILES END", "PURPOSE")]
    for name in profile_names(folders):
        profile, more = load_profile(name, folders)
        problems += more
        if profile is not None:
            rows.append((name, f"-{profile.code}", profile.purpose))
    table.show(rows)
    messages.show(problems)
