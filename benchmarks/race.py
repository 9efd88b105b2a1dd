"""Whole processes run in turn on one core: wall time and peak memory of each, medians and their ratios.

Only the standard library is imported: on Linux a child's peak begins with its parent's, so the parent must be small.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Runner(NamedTuple):
    """A command to be timed, where and with what it runs, and what is done (untimed) before each run."""

    name: str
    command: Sequence[str]
    folder: Path
    environment: Mapping[str, str]
    before: Callable[[], object] = lambda: None


class Result(NamedTuple):
    """Medians of a runner's wall times (seconds) and processor times, and its highest peak (MiB)."""

    wall: float
    processor: float
    peak: float


def one_core() -> None:
    """Keep this process and all that it starts on one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def clean_environment(scratch: Path) -> dict[str, str]:
    """This environment with a cache and compiled modules in `scratch`, as after an installation."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(scratch / "compiled"), "PACKGEN_CACHE": str(scratch / "cache")}


def run(runner: Runner) -> Result:
    """One run; SystemExit with what it said if it fails."""
    runner.before()
    with (runner.folder / "said.txt").open("wb") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            runner.command, cwd=runner.folder, env=dict(runner.environment), stdout=said, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{runner.name} failed:\n{(runner.folder / 'said.txt').read_text('utf-8', 'replace')[-2000:]}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Result(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def race(runners: Sequence[Runner], rounds: int) -> list[Result]:
    """The runners in turn, `rounds` times after a first that does not count."""
    for runner in runners:
        run(runner)
    found = [[run(runner) for runner in runners] for _ in range(rounds)]
    return [
        Result(
            statistics.median(result.wall for result in column),
            statistics.median(result.processor for result in column),
            max(result.peak for result in column),
        )
        for column in zip(*found, strict=True)
    ]
