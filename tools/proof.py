"""The proofs of tests/proof on many seeds; writes what came of them to docs/proof.md.

    python tools/proof.py [--seeds N] [NAME ...]

Exit code 0: nothing was found wrong; 1: something was.  A proof run on all its seeds gets its row of the file anew, the
others keep theirs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "proof.md"
SEEDS = {
    "bundled-pages": 120,
    "random-pages": 60,
    "each-kind": 8,
    "all-kinds": 16,
    "profiles": 300,
    "gallery": 96,
    "secrets": 48,
    "versions": 24,
    "the-same-bytes": 8,
    "pictures": 24,
}
SHOWN = 5
BY_HAND = "## By hand"
HEAD = """\
# Proof

What each proof of `make proof` found when it was last run on all its seeds.  They make packs from seeds through the
public doors and judge them from their files alone; the functions stand in `tests/proof/`, where the tests run each of
them on a few seeds.  The veraPDF gate is run apart: `python tools/verapdf/verapdf.py output`.

| proof | what must hold | seeds | failures | seconds |
|---|---|---|---|---|
"""

sys.path[:0] = [str(ROOT / "tests" / "proof"), str(ROOT / "tests" / "write")]


def run(task: tuple[str, int]) -> tuple[str, int, list[str], float]:
    """One proof on one seed: its name, the seed, what is wrong, the seconds it took."""
    from proofs import PROOFS

    name, seed = task
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        found = list(PROOFS[name](Path(scratch), seed))
    return name, seed, found, time.perf_counter() - start


def main() -> int:
    from proofs import PROOFS

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PROOFS))
    parser.add_argument("--seeds", type=int, help="so many for each proof")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(PROOFS):
        parser.error(f"there is no proof {', '.join(sorted(unknown))}")
    names = arguments.names or list(PROOFS)
    tasks = [(name, seed) for name in names for seed in range(arguments.seeds or SEEDS[name])]
    failures: dict[str, list[str]] = {name: [] for name in names}
    seconds = dict.fromkeys(names, 0.0)
    with ProcessPoolExecutor() as pool:
        for name, seed, found, took in pool.map(run, tasks):
            seconds[name] += took
            failures[name] += (f"seed {seed}: {fact}" for fact in found)
            for fact in found[:SHOWN]:
                print(f"{name}, seed {seed}: {fact}", flush=True)
    for name in names:
        count = sum(task[0] == name for task in tasks)
        print(f"{name}: {count} seeds, {len(failures[name])} failures, {seconds[name]:.0f} s")
    if arguments.seeds is None:
        PAGE.write_text(page(failures, seconds), encoding="utf-8")
    return 1 if any(failures.values()) else 0


def page(failures: dict[str, list[str]], seconds: dict[str, float]) -> str:
    """The text of docs/proof.md, up to what somebody wrote below its last heading."""
    from proofs import PROOFS

    before, _, by_hand = PAGE.read_text(encoding="utf-8").partition(BY_HAND) if PAGE.exists() else ("", "", "\n")
    rows, told = _known(before)
    for name, found in failures.items():
        claim = (PROOFS[name].__doc__ or "").strip()
        rows[name] = f"| {name} | {claim} | {SEEDS[name]} | {len(found)} | {seconds[name]:.0f} |\n"
        told[name] = [f"- {name}, {fact}\n" for fact in found[:SHOWN]]
    failed = [line for name in SEEDS for line in told.get(name, ())]
    shown = ["\n## Failures\n\n", *failed] if failed else []
    return HEAD + "".join(rows[name] for name in SEEDS if name in rows) + "".join(shown) + f"\n{BY_HAND}{by_hand}"


def _known(text: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The rows and the failures that a page has, by proof."""
    rows: dict[str, str] = {}
    told: dict[str, list[str]] = {}
    for line in text.splitlines(keepends=True):
        if line.startswith("| ") and (name := line.split(" | ")[0].removeprefix("| ")) in SEEDS:
            rows[name] = line
        elif line.startswith("- ") and (name := line.removeprefix("- ").partition(",")[0]) in SEEDS:
            told.setdefault(name, []).append(line)
    return rows, told


if __name__ == "__main__":
    sys.exit(main())
