"""The proofs by name: each makes packs from a seed in a scratch folder and yields what is wrong with them.

Tests run each on a few seeds; `tools/proof.py` runs the same ones on many.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import yaml
from canaries import ODD, PREFIX, Planter, planted_bank, planted_kind, traces, unused_characters
from gallery import gallery_pages
from page_facts import broken
from pixels import unlike
from profile_facts import coloured, relaid
from random_banks import a_random_bank, a_wish
from solving import answers, jumbles, one_paper_all_versions, unsolved
from tags import misread
from workshop import BUNDLED, Finished, bundled, codes, finished, papers, raw, sheets

from packgen.diagnostics import PackgenError
from packgen.pipeline.workplace import Workplace, open_workplace

REFUSALS = {"too-few-items", "too-few-marks", "unreachable-total"}
"""Rules by which a request that can't be met is refused; any other error is a failure."""
SHARES = 3
"""A paper holds every third item of a planted bank: an exam's cover has room for some forty questions."""
Proof = Callable[[Path, int], Iterator[str]]


def kinds() -> tuple[str, ...]:
    """Every kind of which the bundled bank has an item."""
    return tuple(sorted({item.value.kind for item in bundled().pool.items.values()}))


def everything(pack: Finished, bank: Path) -> Iterator[str]:
    """All facts about one pack."""
    yield from broken(pack, bank)
    yield from unsolved(pack, bank)
    yield from one_paper_all_versions(pack, bank)
    yield from misread(pack)


def _asked(place: Workplace, bank: Path, seed: int, layouts: Sequence[str]) -> Iterator[str]:
    wish = a_wish(seed, sorted({item.value.kind for item in place.pool.items.values()}), layouts)
    try:
        pack = finished(place, **wish)
    except PackgenError as problem:
        rules = {found.rule for found in problem.diagnostics if found.severity == "error"}
        if rules - REFUSALS:
            yield f"{wish}: {problem.diagnostics[0]}"
        return
    yield from (f"{wish}: {fact}" for fact in everything(pack, bank))


def bundled_pages(scratch: Path, seed: int) -> Iterator[str]:
    """Whatever is asked of the bundled bank, in any layout, every fact holds."""
    yield from _asked(bundled(), BUNDLED, seed, papers())


def random_pages(scratch: Path, seed: int) -> Iterator[str]:
    """Whatever is in a bank, every fact holds."""
    place = a_random_bank(scratch, seed)
    for k in range(3):
        yield from _asked(place, scratch / "questionbank", 1000 * seed + k, papers())


def each_kind(scratch: Path, seed: int) -> Iterator[str]:
    """Every kind by itself in a layout."""
    layout = papers()[seed % len(papers())]
    for kind in kinds():
        pack = finished(bundled(), kinds=(kind,), layout=layout, seed=seed)
        yield from (f"{kind} in {layout}: {fact}" for fact in everything(pack, BUNDLED))


def all_kinds(scratch: Path, seed: int) -> Iterator[str]:
    """All kinds in one paper, then every second, every third and every fourth of them, in two versions."""
    layout, step = papers()[seed % len(papers())], 1 + seed // len(papers())
    pack = finished(bundled(), kinds=kinds()[seed % step :: step], layout=layout, seed=seed, versions=2)
    yield from (f"{layout}: {fact}" for fact in everything(pack, BUNDLED))


def profiles(scratch: Path, seed: int) -> Iterator[str]:
    """Every layout in every profile, half of them in mono: the same questions, PDF/UA-1, whole spaces, totals."""
    pairs = [(layout, profile) for layout in sheets() for profile in codes()]
    layout, profile = pairs[seed % len(pairs)]
    place, bank = bundled(), BUNDLED
    if seed % 3:
        place, bank = a_random_bank(scratch, seed), scratch / "questionbank"
    wish = {"layout": layout, "profiles": (profile,), "mono": seed % 2 == 0, "versions": 1, "count": 1 + seed % 7}
    try:
        pack = finished(place, seed=seed, **wish)
    except PackgenError as problem:
        found = {each.rule for each in problem.diagnostics if each.severity == "error"}
        if found - REFUSALS:
            yield f"{wish}: {problem.diagnostics[0]}"
        return
    facts = [*relaid(pack, codes()[profile]), *(coloured(pack) if wish["mono"] else ())]
    if layout in papers():
        facts += broken(pack, bank)
    yield from (f"{wish}: {fact}" for fact in facts)


def secrets(scratch: Path, seed: int) -> Iterator[str]:
    """No canary reaches a pupil: a third of the bundled bank, or of a random one with a kind of its own."""
    source = scratch / "source"
    if seed % 2:
        a_random_bank(source, seed)
        planter = planted_bank(source / "questionbank", scratch / "questionbank")
        _own_kind(scratch, planter)
    else:
        planter = planted_bank(BUNDLED, scratch / "questionbank")
    place = open_workplace(scratch)
    assert not place.pool.broken, place.bank_problems[:3]
    ids = sorted(place.pool.items, key=lambda id: (place.pool.items[id].value.kind, id))
    layout, share = papers()[seed // 2 % len(papers())], ids[seed // 2 % SHARES :: SHARES]
    pack = finished(place, items=tuple(share), layout=layout, seed=seed, versions=1 + seed % 2)
    yield from leaks(pack, planter)


def _own_kind(folder: Path, planter: Planter) -> None:
    """A kind, a ladder and an item of the school's own in a planted bank."""
    planted_kind(folder / "kinds", planter)
    (folder / "packgen.toml").write_text('schema = 1\nkinds = "kinds"\n')
    levels = [
        {"level": 2, "marks": "3-4", "verdict": planter.text("rubric.verdict"), "text": planter.text("rubric.text")},
        {"level": 1, "marks": "1-2", "verdict": planter.text("rubric.verdict"), "text": planter.text("rubric.text")},
    ]
    rubric = {"id": "own-ladder", "name": planter.text("rubric.name"), "levels": levels, "guidance": "x"}
    item = {
        "id": planter.word("own.id"),
        "kind": "own-kind",
        "topic": "1",
        "stem": "Own?",
        "scheme": {"indicative": [{"heading": planter.text("own.heading"), "points": [planter.text("own.points")]}]},
    }
    sheet = {"schema": 1, "rubrics": [rubric], "items": [item]}
    (folder / "questionbank" / "own.yaml").write_text(yaml.safe_dump(sheet, allow_unicode=True), encoding="utf-8")


def leaks(pack: Finished, planter: Planter) -> Iterator[str]:
    """What of a planted bank a pupil could find in a pack, and whether the search finds it where it belongs."""
    pupils = {path: data for path, data in pack.files.items() if path.startswith("pupils/")}
    for path, data in pupils.items():
        found = traces(data)
        if found or PREFIX in path:
            yield f"{path}: {sorted(planter.where.get(word, word) for word in found)[:5]}"
    unused = unused_characters(pupils.values())
    if unused - VERSION_LETTERS:
        yield f"pupils' fonts hold {sorted(unused)}, which no page draws"
    schemes = [data for path, data in pack.files.items() if path.startswith("teachers/") and path.endswith(".pdf")]
    seen = set().union(*map(traces, schemes))
    if len(seen) < 4 * len(pack.manifest.items):
        yield f"only {len(seen)} canaries are found in the schemes: the search is blind"
    if not any(ODD in paper.text for path, paper in pack.read.items() if path.startswith("teachers/")):
        yield f"{ODD} does not reach the schemes: the search is blind"


VERSION_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""Stand in the fonts of every version, so that a version does not depend on how many there are."""


def versions(scratch: Path, seed: int) -> Iterator[str]:
    """Versions differ in order alone; a version is the same whether three are made or five; keys are balanced."""
    wish = {"layout": papers()[seed % len(papers())], "seed": seed, "marks": 30 + seed % 5}
    three, five = finished(bundled(), versions=3, **wish), finished(bundled(), versions=5, **wish)
    yield from one_paper_all_versions(five)
    yield from unsolved(five)
    yield from same_versions(three, five)
    yield from balanced(finished(bundled(), kinds=("multiple-choice",) * (5 + seed % 16), seed=seed, versions=4))
    jumbled = tuple(id for id, item in raw().items.items() if item.get("mode") == "jumbled")
    pack = finished(bundled(), items=jumbled, seed=seed, versions=5)
    for item, orders in jumbles(pack).items():
        if len(set(orders)) < 5:
            yield f"{item}: {len(set(orders))} different orders in 5 versions"


def same_versions(few: Finished, many: Finished) -> Iterator[str]:
    """The versions of `few` are those of `many`, byte for byte.

    Answer lines and blank pages at the end are decided for a pack as a whole: only where these differ may the bytes.
    """
    for one, other in zip(few.manifest.versions, many.manifest.versions, strict=False):
        if (one.items, one.options) != (other.items, other.options):
            yield f"version {one.version} has another order if there are more versions"
        paths = [path for name in ("paper", "sources", "mark-scheme") if (path := few.path(name, one.version))]
        alike = one.lines == other.lines
        for path in paths:
            same_pages = path in many.files and len(few.read[path].pages) == len(many.read[path].pages)
            if alike and same_pages and few.files[path] != many.files[path]:
                yield f"{path} has other bytes if there are more versions"
    rows = [row for row in many.key() if row["Version"] in few.versions]
    if few.key() != rows:
        yield "key.csv says something else of a version if there are more"


def balanced(pack: Finished) -> Iterator[str]:
    """Key letters are as even as fixed orders let them be, and none stands more than three times in a row."""
    for version in pack.manifest.versions:
        letters = answers(pack, version.version)
        counts = Counter(letters)
        fixed = Counter(letter for item, letter in zip(version.items, letters, strict=True) if _unmoved(pack, item))
        most = max(math.ceil(len(letters) / 4), *fixed.values(), 0)
        if max(counts.values()) > most:
            yield f"version {version.version}: key letters {dict(counts)}, of which fixed {dict(fixed)}"
        longest = max(len(run) for run in _runs(letters))
        if longest > 3:
            yield f"version {version.version}: {longest} keys of one letter in a row: {''.join(letters)}"


def _unmoved(pack: Finished, item: str) -> bool:
    """True if an item's options have one order in all versions: their numbers or dates ascend."""
    return len({version.options[item] for version in pack.manifest.versions}) == 1


def _runs(letters: list[str]) -> Iterator[str]:
    run = ""
    for letter in letters:
        run = run + letter if run.startswith(letter) else letter
        yield run


def the_same_bytes(scratch: Path, seed: int) -> Iterator[str]:
    """Two processes with hash seeds of their own, and `remake`, write the same bytes."""
    layout = papers()[seed % len(papers())]
    arguments = ["make", "--marks", "30", "--layout", layout, "--versions", "2", "--seed", str(seed), "--title", "t"]
    first, second = ({}, {})
    for n, made in ((1, first), (2, second)):
        _packgen([*arguments, "-o", str(scratch / str(n))], hash_seed=str(seed * 7 + n))
        made.update(_bytes(scratch / str(n) / "t"))
    yield from (f"{name} differs between two runs" for name in first if first[name] != second.get(name))
    _packgen(["remake", str(scratch / "1" / "t" / "pack.json"), "-o", str(scratch / "4")], hash_seed="3")
    again = _bytes(scratch / "4" / "t")
    yield from (f"{name} differs when it is made again" for name in first if first[name] != again.get(name))


def _packgen(arguments: list[str], hash_seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    subprocess.run([sys.executable, "-m", "packgen", *arguments], check=True, env=environment, capture_output=True)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def pictures(scratch: Path, seed: int) -> Iterator[str]:
    """Pages as our writer stamps them and as reportlab's canvas draws the same operators look alike."""
    layout = sheets()[seed % len(sheets())]
    yield from unlike(bundled(), layout, kinds()[seed % 3 :: 3], seed)


PROOFS: dict[str, Proof] = {
    "bundled-pages": bundled_pages,
    "random-pages": random_pages,
    "each-kind": each_kind,
    "all-kinds": all_kinds,
    "profiles": profiles,
    "gallery": gallery_pages,
    "secrets": secrets,
    "versions": versions,
    "the-same-bytes": the_same_bytes,
    "pictures": pictures,
}
