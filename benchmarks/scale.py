"""What 100,000 items in 500 files cost beside 200 items: prints the ratios, exits 1 above the limits.

    python benchmarks/scale.py [FOLDER]      # keeps its banks and its cache in FOLDER, for another run

Whole processes, the large and the small bank in turn, medians of processor and wall times.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sample_bank import write_bank, write_large_bank

MOST_TO_MAKE = 60.0
MOST_TO_REFRESH = 1.0
MOST_RATIO = 2.0
ROUNDS = 5
ASKED = {
    "list by topic and kind": ("list", "topic:1.3", "kind:describe-two"),
    "list by words": ("list", "barbar", "railways"),
    "make of a topic": ("make", "--topic", "1.3", "--count", "6", "--seed", "7", "--force", "--no-mark-scheme"),
}


def run(folder: Path, *args: str) -> tuple[float, float]:
    """The wall and the processor seconds of one command in `folder`."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", "packgen", *args], cwd=folder, check=True, capture_output=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(home: Path) -> int:
    small, large = home / "small", home / "large"
    if not (large / "packgen.toml").exists():
        write_bank(small, 200)
        write_large_bank(large)
    os.environ["PACKGEN_CACHE"] = str(home / "cache")
    os.environ["PACKGEN_MEMORY"] = ""
    wrong = 0

    def told(what: str, value: float, limit: float, unit: str) -> None:
        nonlocal wrong
        wrong += value > limit
        print(f"{what}: {value:.2f} {unit} (limit {limit:g})", flush=True)

    run(small, *ASKED["list by words"])
    once = run(large, *ASKED["list by words"])
    plain = statistics.median(run(large, *ASKED["list by words"]) for _ in range(ROUNDS))
    told("making the index, processor", once[1] - plain[1], MOST_TO_MAKE, "s")
    print(f"making the index, wall: {once[0] - plain[0]:.2f} s")
    file = large / "questionbank" / "items" / "007.yaml"
    file.write_text(file.read_text("utf-8") + f"# changed {time.time_ns()}\n", "utf-8")
    changed = run(large, *ASKED["list by words"])
    told("after a change in one file, processor", changed[1] - plain[1], MOST_TO_REFRESH, "s more")
    print(f"after a change in one file, wall: {changed[0] - plain[0]:.2f} s more")
    for what, args in ASKED.items():
        pairs = [(run(large, *args), run(small, *args)) for _ in range(ROUNDS)]
        for n, time_of in enumerate(("wall", "processor")):
            here, there = (statistics.median(pair[side][n] for pair in pairs) for side in (0, 1))
            print(f"{what}, {time_of}: {here:.2f} s against {there:.2f} s", flush=True)
            told(f"{what}, {time_of}", here / there, MOST_RATIO, "times")
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(main(Path(sys.argv[1]).resolve()))
    with tempfile.TemporaryDirectory() as made:
        sys.exit(main(Path(made)))
