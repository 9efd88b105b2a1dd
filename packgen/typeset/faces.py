"""Faces: which font draws which character, how wide it is, and the subsets that are embedded.

A family ("sans") is a chain of font families; each character is drawn by the first of them that
has it.  A face is one style of one font family and is named by a stable key, "SourceSansPro-Bold".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from packgen.diagnostics import Diagnostic, PackgenError, error
from packgen.model.fonts import FontFiles
from packgen.typeset import faces_cache
from packgen.typeset.faces_files import STYLES, bundled, nearest, style_name
from packgen.typeset.faces_parse import FontFault, Metrics, SubsetFont, cut, read_metrics

__all__ = ["Faces", "FontFiles", "SubsetFont", "Subsets"]

# Characters without a picture: they are neither drawn nor missing.
INVISIBLE: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff")
# Spaces join the run they stand in; these two also take a style's word spacing.
WORD_SPACES: Final = " \u00a0"
_SPACES: Final = frozenset(" \u00a0\u202f\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a")


class Subsets(Struct, frozen=True):
    """The fonts of a run, frozen: a subset for each face key."""

    fonts: dict[str, SubsetFont]


class _Advances(dict[int, float]):
    """Code point to advance in em; what the face lacks is as wide as its empty box."""

    def __init__(self, table: Mapping[int, float], notdef: float) -> None:
        super().__init__(table)
        self.notdef = notdef

    def __missing__(self, code: int) -> float:
        return self.notdef


class Faces:
    """The font families of a layout, with a school's own among them.

    `families` maps a family name to its chain.  A font family of a chain that neither packgen nor
    the school has is passed over; a chain of which nothing is left, and a school's file that cannot be
    used, are errors (`diagnostics`, or PackgenError where text is set all the same).
    """

    def __init__(
        self, families: Mapping[str, tuple[str, ...]], school: Mapping[str, FontFiles] = MappingProxyType({})
    ) -> None:
        self._school = school
        self._files: dict[str, FontFiles] = {}
        self._chains: dict[str, tuple[str, ...]] = {}
        for family, chain in families.items():
            for name in chain:
                files = school.get(name) or bundled(name)
                if files is not None:
                    self._files[name] = files
            self._chains[family] = tuple(name for name in chain if name in self._files)
        self._asked = dict(families)
        self._stems = self._key_stems()
        self._paths: dict[str, tuple[str, str]] = {}
        self._keys = {(name, style): self._name_face(name, style) for name in sorted(self._files) for style in STYLES}
        self._metrics: dict[str, Metrics] = {}
        self._advances: dict[str, _Advances] = {}
        self._known: dict[str, frozenset[str]] = {}
        self._choices: dict[tuple[str, str], dict[str, str]] = {}
        self._faces: dict[tuple[str, str], tuple[str, ...]] = {}

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything wrong with the families and with the school's files that they use."""
        found = []
        for family, chain in self._chains.items():
            if not chain:
                asked = ", ".join(self._asked[family]) or "nothing"
                found.append(
                    error(
                        "unknown-font",
                        f'font family "{family}" names only fonts that are not there: {asked}',
                        "name a bundled font (Source Sans Pro, Fira Sans, PT Serif) or one of packgen.toml's fonts",
                    )
                )
        for name in sorted(set(self._files) & set(self._school)):
            for key in dict.fromkeys(self._keys[name, style] for style in STYLES):
                try:
                    self._load(key)
                except PackgenError as problem:
                    found.extend(problem.diagnostics)
        return tuple(found)

    def face(self, font_family: str, bold: bool = False, italic: bool = False, semibold: bool = False) -> str:
        """The key of a style of one font family: its own, or the nearest that the family has."""
        return self._keys[font_family, style_name(bold, italic, semibold)]

    def split(
        self, family: str, bold: bool, italic: bool, text: str, semibold: bool = False
    ) -> tuple[tuple[str, str], ...]:
        """`text` as runs of (face key, characters), each character in the first face of the chain that has it.

        Spaces join the run before them (at the start: the run after), combining marks stay with their base,
        invisible characters are left out.  What no face has stays in the chain's first.
        """
        style = style_name(bold, italic, semibold)
        choices = self._choices.setdefault((family, style), {})
        runs: list[tuple[str, list[str]]] = []
        waiting = ""
        for cluster in _clusters(text):
            if cluster in _SPACES:
                if runs:
                    runs[-1][1].append(cluster)
                else:
                    waiting += cluster
                continue
            face = choices.get(cluster)
            if face is None:
                face = choices[cluster] = self._choose(family, style, cluster)
            if runs and runs[-1][0] == face:
                runs[-1][1].append(cluster)
            else:
                runs.append((face, [waiting, cluster]))
                waiting = ""
        if waiting:
            runs.append((self._chain_faces(family, style)[0], [waiting]))
        return tuple((face, "".join(parts)) for face, parts in runs)

    def first_alone(self, family: str, bold: bool, italic: bool, text: str, semibold: bool = False) -> str:
        """The first face of the chain if it sets all of `text`, so that there is nothing to split; else ""."""
        face = self._chain_faces(family, style_name(bold, italic, semibold))[0]
        known = self._known.get(face)
        if known is None:
            known = self._known[face] = frozenset(map(chr, self.advances(face))) - INVISIBLE
        return face if known.issuperset(text) else ""

    def advances(self, face: str) -> Mapping[int, float]:
        """Code point to advance in em."""
        found = self._advances.get(face)
        if found is None:
            metrics = self._load(face)
            found = self._advances[face] = _Advances(metrics.table(), metrics.notdef)
        return found

    def width(self, face: str, text: str, size: float, spacing: float = 0.0, word_spacing: float = 0.0) -> float:
        """The advance of `text` in points, `spacing` after each character and `word_spacing` after each space."""
        advance = self.advances(face).__getitem__
        total = sum(map(advance, map(ord, text))) * size + spacing * len(text)
        if word_spacing:
            total += word_spacing * (text.count(" ") + text.count("\u00a0"))
        return total

    def cap_height(self, face: str) -> float:
        """The height of a capital letter in em."""
        return self._load(face).cap_height

    def ascent(self, face: str) -> float:
        """How far the face reaches above the baseline, in em."""
        return self._load(face).ascent

    def descent(self, face: str) -> float:
        """How far the face reaches below the baseline, in em (negative)."""
        return self._load(face).descent

    def file(self, face: str) -> str:
        """The path of the font file behind a face key."""
        return self._paths[face][0]

    def missing(
        self, family: str, text: str, bold: bool = False, italic: bool = False, semibold: bool = False
    ) -> tuple[str, ...]:
        """The characters of `text` that no face of the chain has in that style, in order, each once."""
        chain = [self.advances(face) for face in self._chain_faces(family, style_name(bold, italic, semibold))]
        return tuple(
            character
            for character in dict.fromkeys(text)
            if character not in INVISIBLE and not any(ord(character) in table for table in chain)
        )

    def subset(self, face: str, characters: Iterable[str]) -> SubsetFont:
        """The face cut down to these characters; equal sets give equal bytes."""
        wanted = sorted(set(characters))
        metrics = self._load(face)
        path, _ = self._paths[face]
        name = faces_cache.key(path, "subset", "".join(wanted))
        kept = faces_cache.load(name, SubsetFont)
        if kept is None:
            try:
                kept = cut(path, metrics, wanted, metrics.name)
            except FontFault as fault:
                raise PackgenError([self._fault(face, fault)]) from fault
            faces_cache.keep(name, kept)
        return kept

    def freeze(self, characters: Mapping[str, Iterable[str]]) -> Subsets:
        """A subset for each face key of `characters`."""
        return Subsets({face: self.subset(face, characters[face]) for face in sorted(characters)})

    def _key_stems(self) -> dict[str, str]:
        """A font family's part of its keys: its letters and digits, told apart where two families share them."""
        stems: dict[str, str] = {}
        for name in sorted(self._files):
            stem = base = "".join(c for c in name if c.isalnum()) or "Font"
            n = 1
            while stem in stems.values():
                n += 1
                stem = f"{base}{n}"
            stems[name] = stem
        return stems

    def _name_face(self, font_family: str, style: str) -> str:
        found, path = nearest(self._files[font_family], style)
        key = f"{self._stems[font_family]}-{''.join(part.capitalize() for part in found.split('_'))}"
        self._paths[key] = (path, font_family)
        return key

    def _chain_faces(self, family: str, style: str) -> tuple[str, ...]:
        known = self._faces.get((family, style))
        if known is not None:
            return known
        chain = self._chains.get(family, ())
        if not chain:
            raise PackgenError(self.diagnostics() or [error("unknown-font", f'there is no font family "{family}"')])
        faces = self._faces[family, style] = tuple(self._keys[name, style] for name in chain)
        return faces

    def _choose(self, family: str, style: str, cluster: str) -> str:
        faces = self._chain_faces(family, style)
        codes = [ord(character) for character in cluster]
        for wanted in (codes, codes[:1]):
            for face in faces:
                table = self.advances(face)
                if all(code in table for code in wanted):
                    return face
        return faces[0]

    def _load(self, face: str) -> Metrics:
        metrics = self._metrics.get(face)
        if metrics is None:
            path, _ = self._paths[face]
            name = faces_cache.key(path, "metrics")
            metrics = faces_cache.load(name, Metrics)
            if metrics is None:
                try:
                    metrics = read_metrics(path)
                except FontFault as fault:
                    raise PackgenError([self._fault(face, fault)]) from fault
                faces_cache.keep(name, metrics)
            self._metrics[face] = metrics
        return metrics

    def _fault(self, face: str, fault: FontFault) -> Diagnostic:
        path, family = self._paths[face]
        return error("bad-font", f"{family}: {path}: {fault.message}", fault.hint, self._files[family].place)


def _clusters(text: str) -> list[str]:
    """Base characters, each with the combining marks after it; without invisible characters."""
    if text.isascii():
        return list(text)
    out: list[str] = []
    for character in text:
        if character in INVISIBLE:
            continue
        if out and unicodedata.combining(character) and out[-1] not in _SPACES:
            out[-1] += character
        else:
            out.append(character)
    return out
