"""How the time of all checks grows with the bank: four times the items should take about four times as long."""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from sample_bank import write_bank

from packgen.checks.run import run_checks
from packgen.load.pool import load_pool

SIZES = (2_500, 10_000)


def main() -> None:
    took = []
    for items in SIZES:
        with TemporaryDirectory() as folder:
            write_bank(Path(folder), items)
            pool, _ = load_pool([Path(folder) / "questionbank"])
            start = time.process_time()
            found = run_checks(pool)
            took.append(time.process_time() - start)
            print(f"{items:6} items: {took[-1]:5.1f} s, {len(found)} findings")
    print(f"{SIZES[1] / SIZES[0]:.0f} times the items, {took[1] / took[0]:.1f} times the time")


if __name__ == "__main__":
    main()
