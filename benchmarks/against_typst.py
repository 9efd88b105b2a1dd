"""packgen beside Typst (and pdflatex, where it is installed) on the same content: wall time and peak memory.

Whole processes on one core, run in turn; medians, and ratios of medians.  packgen loads a bank of 500 items, chooses,
orders, composes, sets, breaks, writes tagged PDF and records the pack; the others read finished sources, one document
for each version, so that nothing of theirs is counted but typesetting.  A class of N is N versions: the same questions
in other orders, 2N files; merged, one file of papers and one of schemes.  Typst tags its files, pdflatex (one pass)
does not.  Where others use the machine at the same time, ratios of processor times say more than those of wall times.

    python benchmarks/against_typst.py [--rounds 7] [--classes 1 30 300] [--merged 30] [--latex]
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from race import Runner, clean_environment, one_core, race

HERE: Final = Path(__file__).resolve().parent
ITEMS: Final = 500
# (class size, merged) -> the wall time asked for, in Typst's, and the peak in MiB
GOALS: Final = {(1, False): (4.0, 60), (30, False): (0.30, 60), (300, False): (0.10, 120), (30, True): (0.30, 80)}
COLD_GOAL: Final = 5.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--classes", type=int, nargs="+", default=[1, 30, 300])
    parser.add_argument("--merged", type=int, nargs="*", default=[30], help="class sizes to print into merged files")
    parser.add_argument("--latex", action="store_true", help="pdflatex too; it is run once for each file")
    given = parser.parse_args()
    one_core()
    with tempfile.TemporaryDirectory() as scratch:
        for versions in given.classes:
            compare(Path(scratch) / str(versions), versions, given.rounds, given.latex)
        for versions in given.merged:
            compare(Path(scratch) / f"{versions}-merged", versions, given.rounds, merged=True)
    return 0


def compare(scratch: Path, versions: int, rounds: int, latex: bool = False, merged: bool = False) -> None:
    """Time one class size and print its rows."""
    school, sources = scratch / "school", scratch / "sources"
    school.mkdir(parents=True)
    environment = clean_environment(scratch)
    prepare(school, versions, sources, environment)
    kinds = [name for kind in wanted_kinds(environment) for name in ("--kind", kind)]
    options = f"--versions {versions} --layout exam --seed 3 --title t --out out --force".split()
    options += ["--merged"] if merged else []
    command = [sys.executable, "-m", "packgen", "make", *kinds, *options]
    folder = "typst-merged" if merged else "typst"
    typst = [sys.executable, str(HERE / "typst_run.py"), str(sources / folder), str(sources / "fonts"), "typst"]
    runners = [
        Runner("Typst", typst, school, environment, partial(put_aside, scratch, school / "typst")),
        Runner("packgen", command, school, environment, partial(put_aside, scratch, school / "out")),
    ]
    if versions == 1:
        cold = {**environment, "PACKGEN_CACHE": str(scratch / "cold")}
        empty = partial(put_aside, scratch, school / "out", scratch / "cold")
        runners.append(Runner("packgen, caches empty", command, school, cold, empty))
    if latex and shutil.which("pdflatex"):
        every = (
            f"for f in {sources}/latex/*.tex; do pdflatex -interaction=batchmode -output-directory=. $f || exit 1; done"
        )
        runners.append(Runner("pdflatex, one pass", ["/bin/sh", "-c", every], school, environment))
    files = "2 merged PDFs" if merged else f"{2 * versions} PDFs"
    print(f"\n{'one paper and its scheme' if versions == 1 else f'class of {versions}: {files}'}")
    results = race(runners, rounds)
    base = results[0]
    goal, limit = GOALS.get((versions, merged), (0.0, 0))
    print(f"{'':24}{'wall':>8}{'ratio':>8}{'goal':>8}{'CPU':>8}{'peak MiB':>10}{'goal':>6}")
    for runner, result in zip(runners, results, strict=True):
        wanted = COLD_GOAL if runner.name.endswith("empty") else goal
        asked = (f"{wanted:.2f}", f"{limit}") if goal and runner.name.startswith("packgen") else ("", "")
        row = f"{runner.name:24}{result.wall:7.3f}s{result.wall / base.wall:8.2f}{asked[0]:>8}"
        row += f"{result.processor / base.processor:8.2f}"
        print(f"{row}{result.peak:10.0f}{asked[1]:>6}")
    print(f"pages: packgen {pages(school / 'out')}, Typst {pages(school / 'typst')}")


def prepare(school: Path, versions: int, sources: Path, environment: Mapping[str, str]) -> None:
    """The bank and the other tools' sources, made in processes of their own to keep this one small."""
    script = f"from pathlib import Path; from sample_bank import write_bank; write_bank(Path({str(school)!r}), {ITEMS})"
    subprocess.run([sys.executable, "-c", script], cwd=HERE, env=environment, check=True)
    arguments = [str(HERE / "peers.py"), str(school), str(versions), str(sources)]
    subprocess.run([sys.executable, *arguments], env=environment, check=True)


def put_aside(scratch: Path, *folders: Path) -> None:
    """Make folders go, so that no run replaces what another one wrote.

    They are removed at the end: a file system that has just removed thousands of files is slow to make new ones.
    """
    for folder in folders:
        if folder.exists():
            folder.rename(tempfile.mkdtemp(dir=scratch, prefix="aside-") + f"/{folder.name}")


def wanted_kinds(environment: Mapping[str, str]) -> list[str]:
    """The kinds of the paper's questions, in order."""
    script = "from sample_bank import KINDS; print(*KINDS)"
    found = subprocess.run([sys.executable, "-c", script], cwd=HERE, env=environment, check=True, capture_output=True)
    return found.stdout.decode().split()


def pages(folder: Path) -> str:
    """How many pages the PDFs below `folder` have, and their mean size; counted in a process of its own."""
    files = sorted(map(str, folder.rglob("*.pdf")))
    script = "import sys, pypdfium2 as p; print(sum(len(p.PdfDocument(f)) for f in sys.argv[1:]))"
    counted = subprocess.run([sys.executable, "-c", script, *files], check=True, capture_output=True)
    size = sum(Path(file).stat().st_size for file in files) / len(files) / 1000
    return f"{int(counted.stdout)} in {len(files)} files of {size:.0f} kB"


if __name__ == "__main__":
    sys.exit(main())
