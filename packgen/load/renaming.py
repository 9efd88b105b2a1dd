"""An id changed wherever it is named: where it is given, in lists of ids, and as `@id` in texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, cast, get_args

from msgspec import Struct

from packgen.diagnostics import Diagnostic, PackgenError, error
from packgen.load.editing import read_text
from packgen.load.walk import shown
from packgen.load.words import either, nearest
from packgen.load.yaml import read_yaml

What = Literal["item", "stimulus", "rubric", "fact", "topic"]
GIVEN: Final[dict[str, What]] = {"items": "item", "stimuli": "stimulus", "rubrics": "rubric", "topics": "topic"}
"""The contents of a file whose `id` fields give ids of what."""

NAMED: Final[dict[What, tuple[str, ...]]] = {
    "item": ("enemies", "items", "include", "never", "either", "together"),
    "stimulus": ("stimuli", "stimulus"),
    "rubric": ("rubric",),
    "fact": ("facts",),
    "topic": ("topic", "topics", "topic_marks"),
}
"""The fields of banks, blueprints and kinds that name ids, themselves or in lists."""

_FORMS: Final = {
    "topic": re.compile(r"[a-z0-9]+([.][a-z0-9]+)*"),
    "fact": re.compile(r"[^\s\x00-\x1f\"'#,\[\]{}:&*!|>%@`][^\x00-\x1f\"#,\[\]{}:]*"),
}
_ID: Final = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")


class Change(Struct, frozen=True):
    """One place where an id is changed: the file, its line, the characters from `start` to `end`, the new ones."""

    path: Path
    line: int
    start: int
    end: int
    text: str


class _Found(Struct, frozen=True):
    """A scalar of a file: its path of names (numbers for entries of lists), its value and where it stands."""

    names: tuple[str | int, ...]
    value: str
    start: int
    end: int
    line: int
    is_key: bool


def renamed(
    files: Mapping[Path, str], old: str, new: str, what: What | None = None
) -> tuple[What, tuple[Change, ...], dict[Path, str]]:
    """What `old` names, the changes that make it `new`, and the files as they are then.

    `files` are the texts of all files that may name it.  Raises `PackgenError` if nothing has the id, if several sorts
    of things have it and `what` does not say which, if `new` is taken or can be no id.
    """
    found = {path: tuple(_scalars(text)) for path, text in files.items()}
    ids = _ids(found)
    what = what or _what(ids, old)
    if old not in ids[what]:
        hint = nearest(old, ids[what], "`packgen list` and `packgen topics` show the ids")
        raise PackgenError([error(f"unknown-{what}", f"there is no {what} {old} in the banks of this folder", hint)])
    _refuse_clash(what, old, new, ids[what])
    changes = tuple(
        change for path, scalars in found.items() for change in _changes(path, files[path], scalars, what, old, new)
    )
    out: dict[Path, str] = {}
    for path in dict.fromkeys(change.path for change in changes):
        text = files[path]
        for change in sorted((c for c in changes if c.path == path), key=lambda c: -c.start):
            text = text[: change.start] + change.text + text[change.end :]
        if read_yaml(text.encode(), shown(path), keep=False)[1]:
            message = f"{new} can't be written into {shown(path)} as it stands"
            raise PackgenError([error("bad-id", message, "choose another id")])
        out[path] = text
    return what, changes, out


def texts_of(paths: tuple[Path, ...]) -> dict[Path, str]:
    """The texts of files; raises `PackgenError` with all that is wrong, for what can't be read may name the id."""
    out: dict[Path, str] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        text, wrong = read_text(path)
        problems += wrong
        if text is not None:
            out[path] = text
    if problems:
        raise PackgenError([*problems, error("not-renamed", "nothing was renamed", "mend these files first")])
    return out


def _what(ids: Mapping[What, set[str]], old: str) -> What:
    having: list[What] = [what for what in get_args(What) if old in ids[what]]
    if len(having) == 1:
        return having[0]
    if having:
        message = f"{old} is the id of {' and of '.join(f'a {what}' for what in having)}"
        raise PackgenError([error("several-ids", message, f"say which: --what {either(having)}")])
    known = {id for some in ids.values() for id in some}
    hint = nearest(old, known, "`packgen list` and `packgen topics` show the ids")
    raise PackgenError([error("unknown-id", f"nothing in the banks of this folder has the id {old}", hint)])


def _refuse_clash(what: What, old: str, new: str, taken: set[str]) -> None:
    if not _FORMS.get(what, _ID).fullmatch(new) or len(new) > (40 if what == "topic" else 80):
        form = "numbers or small letters joined by dots" if what == "topic" else "small letters, digits, dots, hyphens"
        raise PackgenError([error("bad-id", f'"{new}" can be no id of a {what}', form)])
    if new == old:
        raise PackgenError([error("same-id", f"{old} is called so already")])
    clash = next((id for id in sorted(taken) if id == new or (what == "topic" and id.startswith(f"{new}."))), None)
    if clash is not None and not (what == "topic" and _under(clash, old)):
        raise PackgenError([error("id-taken", f"there is a {what} {clash} already", "choose another id")])
    if what == "topic" and (_under(new, old) or clash is not None):
        raise PackgenError([error("id-taken", f"{new} would lie inside {old} or above it", "choose another id")])


def _ids(found: Mapping[Path, tuple[_Found, ...]]) -> dict[What, set[str]]:
    ids: dict[What, set[str]] = {what: set() for what in get_args(What)}
    for scalars in found.values():
        for one in scalars:
            given = _given(one)
            if given:
                ids[given].add(one.value)
            elif not one.is_key and "facts" in one.names[-2:]:
                ids["fact"].add(one.value)
    return ids


def _given(one: _Found) -> What | None:
    """What the scalar gives an id to; None for any other."""
    names = one.names
    if one.is_key or len(names) != 3 or names[2] != "id" or not isinstance(names[1], int):
        return None
    return GIVEN.get(str(names[0]))


def _changes(path: Path, text: str, scalars: tuple[_Found, ...], what: What, old: str, new: str) -> Iterator[Change]:
    mention = re.compile(rf"(?<!\\)@{re.escape(old)}(?![\w]|[.-]\w)")
    for one in scalars:
        names = [name for name in one.names if isinstance(name, str)]
        field = (names[-2] if len(names) > 1 else "") if one.is_key else (names[-1] if names else "")
        hit = one.value == old or (what == "topic" and _under(one.value, old))
        source = text[one.start : one.end]
        if hit and (_given(one) == what or (field in NAMED[what] and (not one.is_key or field == "topic_marks"))):
            changed = source.replace(one.value, new + one.value[len(old) :], 1)
        elif what == "stimulus" and "@" in one.value and not one.is_key:
            changed = mention.sub(f"@{new}", source)
        else:
            continue
        if changed != source:
            yield Change(path, one.line, one.start, one.end, changed)


def _under(topic: str, node: str) -> bool:
    return topic == node or topic.startswith(f"{node}.")


def _scalars(text: str) -> Iterator[_Found]:
    """The scalars of a document that is known to be sound, in order."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    stack: list[Any] = []
    try:
        while (event := loader.get_event()) is not None:
            if isinstance(event, yaml.ScalarEvent):
                is_key = bool(stack) and isinstance(stack[-1], dict) and stack[-1]["key"] is None
                if is_key:
                    stack[-1]["key"] = event.value
                names = tuple(level["key"] if isinstance(level, dict) else level[0] for level in stack)
                start, end = cast("Any", event.start_mark), cast("Any", event.end_mark)
                yield _Found(names, event.value, start.index, end.index, start.line + 1, is_key)
                if not is_key:
                    _passed(stack)
            elif isinstance(event, yaml.MappingStartEvent):
                stack.append({"key": None})
            elif isinstance(event, yaml.SequenceStartEvent):
                stack.append([0])
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                stack.pop()
                _passed(stack)
    finally:
        loader.dispose()


def _passed(stack: list[Any]) -> None:
    """A value of the innermost mapping or list is complete."""
    if stack and isinstance(stack[-1], dict):
        stack[-1]["key"] = None
    elif stack:
        stack[-1][0] += 1
