"""`packgen make` for more versions than the command takes: the same stages, called directly."""

from __future__ import annotations

import sys
from pathlib import Path

from packgen.model.request import Request
from packgen.pipeline import making, workplace
from packgen.write import pack


def main(versions: int, kinds: list[str]) -> None:
    place = workplace.open_workplace(Path.cwd())
    request = Request(
        kinds=tuple(kinds), layout="exam", versions=versions, seed=3, title="t", board=place.settings.board
    )
    pack.check_place(making.name_of(request, place), request, Path("out"), force=True)
    made = making.make(request, place)
    pack.save(made.pack, Path("out"), force=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
