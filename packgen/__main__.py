"""`python -m packgen` and the console script."""

import atexit
import gc
import os
import sys

from packgen import INTERRUPTED


def main() -> None:
    """Run the command line; Ctrl-C while it is still being loaded ends it without a traceback, too."""
    # A run makes hundreds of thousands of values that live to its end, and hardly a cycle: nothing is to be found.
    gc.disable()
    try:
        from packgen.cli.terminal.group import packgen

        packgen()
    except SystemExit as ended:
        leave(ended)
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        sys.exit(INTERRUPTED)


def leave(ended: SystemExit) -> None:
    """End the process without taking apart all that it holds, value by value.

    As usual where a database may be open, or where a profiler or debugger looks on.
    """
    watched = sys.getprofile() or sys.gettrace()
    if watched or "sqlite3" in sys.modules or not isinstance(ended.code, int | None):
        raise ended
    atexit._run_exitfuncs()
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except (OSError, ValueError):
        raise ended from None
    os._exit(ended.code or 0)


if __name__ == "__main__":
    main()
