"""What `packgen --help` costs beside `python -c "import click"`: prints the ratio, exits 1 above the limit.

The two are run in turn, so that a busy machine slows both; the ratio is that of the medians.
"""

import statistics
import subprocess
import sys
import time

LIMIT = 1.6
ROUNDS = 15


def seconds(*args: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *args], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> int:
    seconds("-c", "import click")
    seconds("-m", "packgen", "--help")
    pairs = [(seconds("-c", "import click"), seconds("-m", "packgen", "--help")) for _ in range(ROUNDS)]
    click, packgen = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
    ratio = packgen / click
    print(f"import click {click:.0f} ms, packgen --help {packgen:.0f} ms: ratio {ratio:.2f} (limit {LIMIT})")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
