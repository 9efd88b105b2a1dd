"""`python -m packgen` and the console script."""

import gc
import sys

from packgen import INTERRUPTED


def main() -> None:
    """Run the command line; Ctrl-C while it is still being loaded ends it without a traceback, too."""
    # A run makes hundreds of thousands of values that live to its end, and hardly a cycle: nothing is to be found.
    gc.disable()
    try:
        from packgen.cli.terminal.group import packgen

        packgen()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
