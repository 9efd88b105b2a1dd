"""The tree of a file's pages: branches of at most forty, so that long files open fast."""

from __future__ import annotations

from typing import Final

from packgen.write.pdf_objects import Objects, ref, refs

_BRANCH: Final = 40


class PageTree:
    """Takes pages in order; its nodes are put when all pages are known."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        # Of each lowest branch: its number and its pages.
        self._branches: list[tuple[int, list[int]]] = []

    def parent(self, page: int) -> int:
        """The branch that the next page belongs to."""
        if not self._branches or len(self._branches[-1][1]) == _BRANCH:
            self._branches.append((self._objects.reserve(), []))
        branch, pages = self._branches[-1]
        pages.append(page)
        return branch

    def write(self) -> int:
        """Put all nodes; the number of the tree's root."""
        leaves = {branch: len(pages) for branch, pages in self._branches}
        level = self._branches
        while len(level) > 1:
            above = []
            for start in range(0, len(level), _BRANCH):
                below = level[start : start + _BRANCH]
                node = self._objects.reserve()
                leaves[node] = sum(leaves[branch] for branch, _ in below)
                for branch, kids in below:
                    self._put(branch, kids, leaves[branch], node)
                above.append((node, [branch for branch, _ in below]))
            level = above
        root, kids = level[0]
        self._put(root, kids, leaves[root])
        return root

    def _put(self, node: int, kids: list[int], leaves: int, parent: int = 0) -> None:
        up = b"/Parent " + ref(parent) if parent else b""
        body = b"<</Type/Pages%s/Count %d/Kids[%s]>>" % (up, leaves, refs(kids))
        self._objects.put(node, body)
