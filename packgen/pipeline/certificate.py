"""The fairness certificate of a pack whose versions have items of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from msgspec import Struct

from packgen.model.form import Form
from packgen.model.layout import Layout
from packgen.model.manifest import FileRecord
from packgen.model.pool import ItemPool
from packgen.model.request import Request
from packgen.pipeline.layouts import file_of, view_of
from packgen.pipeline.press import Press
from packgen.write.pack import Store


class Certificate(Struct, frozen=True):
    """Its page, planned, and the same figures as a file."""

    press: Press
    name: str
    data: bytes

    def put(self, store: Store) -> FileRecord:
        """The figures, put into `store`."""
        path = f"teachers/{self.name}.json"
        return FileRecord(path, store.put(path, (self.data,)))


def certificate(
    forms: Sequence[Form],
    layouts: Sequence[Layout],
    request: Request,
    pool: ItemPool,
    main: Press,
    fresh: Callable[[], Press],
) -> Certificate | None:
    """The certificate of `forms`, whose papers `main` has planned; None if none of `layouts` is for one."""
    layout = next((each for each in layouts if "fairness" in view_of(each).needs), None)
    if layout is None:
        return None
    from packgen.assemble.fairness import fairness

    pages = {
        planned.form.version: len(planned.pages)
        for job in main.jobs
        if job.layout.name == layouts[0].name
        for planned, _ in job.documents
    }
    found = fairness(forms, pool, request.mode, pages, request.board)
    press = fresh()
    press.plan((Form("", (), (), fairness=found),), (layout,))
    data = msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"
    return Certificate(press, f"{main.slug}-{file_of(layout)}", data)
