"""What is wrong between things that are each right by themselves: references, tariffs, ladders, the topic tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, cast

from msgspec import Struct, inspect, structs

from packgen.diagnostics import Diagnostic, Place, error, warning
from packgen.kinds.marking import number_range, number_word
from packgen.kinds.rows import SCHOOL, asked_by, row_for, row_of_board
from packgen.kinds.shape import Shape, find_shape, tariff_of
from packgen.load.known import Known
from packgen.load.words import either, nearest
from packgen.model.item import Item, Kind, LineRange, Row, Rubric, Stimulus, Topic
from packgen.model.note import Note
from packgen.model.pool import Located

At = Callable[[str], Place]
MAY_BE_LONG: Final = frozenset(
    ("answers", "accept", "reject", "points", "caps", "notes", "starters", "words", "distractors")
)
"""Lists of which no shape looks at every entry."""


def item_faults(found: Located[Item], known: Known) -> Iterator[Diagnostic]:
    """Everything wrong with an item whose fields are right, its parts included."""
    yield from _topic(found.value.topic, found.at("topic"), known)
    for n, name in enumerate(found.value.enemies):
        if name == found.value.id:
            yield warning("own-enemy", f"{name} is kept apart from itself", "delete it", found.at(f"enemies.{n}"))
        elif name not in known.items and name not in known.broken:
            message = f"there is no item {name} to be kept apart from"
            yield warning("unknown-item", message, nearest(name, known.items), found.at(f"enemies.{n}"))
    yield from _boards(found.value, found.at, known)
    yield from _question(found.value, found.at, known)


def note_faults(found: Located[Note], known: Known) -> Iterator[Diagnostic]:
    """Everything wrong with a note whose fields are right."""
    yield from _topic(found.value.topic, found.at("topic"), known)


def _question(item: Item, at: At, known: Known, lent: tuple[str, ...] = ()) -> Iterator[Diagnostic]:
    """An item or a part; `lent` are the stimuli of the item around a part that names none."""
    kind = known.kinds[item.kind]
    shape = find_shape(kind.shape)
    if shape is None:
        return
    if not item.stem.strip() and not shape.wordless:
        yield error("empty-stem", "the question asks nothing", "write its `stem`", at("stem"))
    yield from _blank_entries(item, "", at)
    yield from _stimuli(item, kind, at, known)
    stimuli = item.stimuli or lent
    yield from _tariff(structs.replace(item, stimuli=stimuli), kind, shape, at, known)
    yield from _lines(item, at)
    findings = [*shape.check(item, kind)]
    if shape.check_parts is not None:
        findings += shape.check_parts(item, kind, known.kinds)
    for finding in findings:
        yield error(finding.rule, finding.message, finding.hint, at(finding.field))
    if shape.nested:
        parts = cast("tuple[Item, ...]", getattr(item, shape.nested))
        parts = shape.parts(item, known.kinds) if shape.parts else parts
        for n, part in enumerate(parts):
            yield from _question(part, _under(at, f"{shape.nested}.{n}"), known, stimuli)


def _blank_entries(value: Struct, path: str, at: At) -> Iterator[Diagnostic]:
    """Entries without words in the lists of what is right and of what helps, in whatever struct they stand."""
    for name in _looked_into(type(value)):
        child = getattr(value, name)
        if not child:
            continue
        under = f"{path}.{name}" if path else name
        for n, one in enumerate(child if isinstance(child, tuple) else (child,)):
            if isinstance(one, Struct) and not isinstance(one, Item):
                yield from _blank_entries(one, f"{under}.{n}" if isinstance(child, tuple) else under, at)
            elif isinstance(child, tuple) and name in MAY_BE_LONG and isinstance(one, str) and not one.strip():
                message = f"entry {n + 1} of `{name}` has no words"
                yield error("empty-entry", message, "write it, or delete it", at(f"{under}.{n}"))


@lru_cache(maxsize=256)
def _looked_into(cls: Any) -> tuple[str, ...]:
    """The fields of a struct in which an entry without words could stand."""
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType)
    return tuple(field.name for field in info.fields if field.name in MAY_BE_LONG or _holds_struct(field.type))


def _holds_struct(kind: inspect.Type) -> bool:
    if isinstance(kind, inspect.Metadata):
        return _holds_struct(kind.type)
    if isinstance(kind, inspect.UnionType):
        return any(map(_holds_struct, kind.types))
    if isinstance(kind, inspect.VarTupleType):
        return _holds_struct(kind.item_type)
    if isinstance(kind, inspect.TupleType):
        return any(map(_holds_struct, kind.item_types))
    return isinstance(kind, inspect.StructType | inspect.AnyType)


def _under(at: At, prefix: str) -> At:
    return lambda field: at(f"{prefix}.{field}" if field else prefix)


def _topic(topic: str, place: Place, known: Known) -> Iterator[Diagnostic]:
    if topic in known.topics:
        return
    if topic in known.broken:
        yield error("broken-topic", f"the topic {topic} has errors of its own", "mend the topic first", place)
        return
    hint = nearest(topic, known.topics, "add it to a file of `topics:`; `packgen topics` lists them")
    yield error("unknown-topic", f'there is no topic "{topic}"', hint, place)


def _boards(item: Item, at: At, known: Known) -> Iterator[Diagnostic]:
    kind = known.kinds[item.kind]
    own = {row.board for row in kind.rows}
    for n, board in enumerate(item.boards):
        if board in own:
            continue
        place = at(f"boards.{n}")
        if board not in known.boards:
            hint = nearest(board, known.boards, f"the boards are: {', '.join(sorted(known.boards))}")
            yield error("unknown-board", f"there is no board {board}", hint, place)
        elif own != {SCHOOL}:
            message = f"{kind.kind} has no row for {board}"
            hint = f"it has rows for {', '.join(sorted(own))}"
            if SCHOOL not in own:
                yield error("no-row", message, hint, place)
            else:
                yield warning("no-row", f"{message}, so this is never set for {board}", hint, place)


def _stimuli(item: Item, kind: Kind, at: At, known: Known) -> Iterator[Diagnostic]:
    first = row_for(item, kind, (item.boards or ("",))[0])
    types = asked_by(kind, first).stimulus_types if first else kind.stimulus_types
    for n, name in enumerate(item.stimuli):
        place = at(f"stimuli.{n}")
        found = known.stimuli.get(name)
        if name in item.stimuli[:n]:
            yield error("duplicate-stimulus", f"{name} is named twice", "name each stimulus once", place)
        elif found is None and name in known.broken:
            yield error("broken-stimulus", f"the stimulus {name} has errors of its own", "mend it first", place)
        elif found is None:
            hint = nearest(name, known.stimuli, "add it to a file of `stimuli:`")
            yield error("unknown-stimulus", f"there is no stimulus {name}", hint, place)
        elif types and found.value.type not in types:
            message = f"{name} is a stimulus of type {found.value.type}; {kind.kind} asks about another"
            yield error("stimulus-type", message, f"name a stimulus of type {either(types)}", place)
    count = len(item.stimuli)
    for board in item.boards or ("",):
        row = row_for(item, kind, board)
        least, most = asked_by(kind, row).stimuli if row else kind.stimuli
        if not least <= count <= most:
            stated = f" for {row.board}" if row and row.stimuli else ""
            word = "stimulus" if most == 1 else "stimuli"
            named = f"{number_word(count) if count else 'none'} {'are' if count > 1 else 'is'} named"
            message = f"{kind.kind} takes {number_range(least, most)} {word}{stated}; {named}"
            hint = "name them by id under `stimuli:`" if count < least else "name fewer, or choose another kind"
            yield error("stimuli-count", message, hint, at("stimuli"))
            return


def _tariff(item: Item, kind: Kind, shape: Shape[Any], at: At, known: Known) -> Iterator[Diagnostic]:
    rows: list[Row] = []
    for board in item.boards or ("",):
        row = row_for(item, kind, board)
        if row is None:
            given = sorted({row.marks for row in kind.rows})
            message = f"{kind.kind} is never worth {item.marks} marks"
            hint = f"it is worth {either([str(m) for m in given])}; for other marks give the item a rubric of its own"
            yield error("tariff-mismatch", message, hint, at("marks"))
            return
        own = list(dict.fromkeys(str(each.marks) for each in kind.rows if each.board == board))
        if own and row_of_board(item, kind, board) is None:
            message = f"{board} gives {either(own)} marks for {kind.kind}, so this is never set for {board}"
            hint = f"take {board} out of `boards`, or leave `marks` out: each board then gives its own"
            yield warning("marks-of-board", message, hint, at("marks"))
        if row not in rows:
            rows.append(row)
    tariff = tariff_of(item, known.kinds, (item.boards or ("",))[0])
    if tariff is not None and item.marks is not None and item.marks != tariff.marks:
        message = f"its parts add up to {tariff.marks} marks; the item declares {item.marks}"
        yield error("tariff-mismatch", message, "change `marks`, or leave it out", at("marks"))
    elif tariff is not None and shape.nested and rows[0].aos and tariff.marks != rows[0].marks:
        message = f"its parts add up to {tariff.marks} marks; {rows[0].board} gives {rows[0].marks} for {kind.kind}"
        hint = f"change the parts, or leave {rows[0].board} out of `boards`"
        yield error("tariff-mismatch", message, hint, at(shape.nested))
    elif tariff is not None and item.aos and sum(item.aos.values()) != tariff.marks:
        message = f"its objectives add up to {sum(item.aos.values())} marks; the question is worth {tariff.marks}"
        yield error(
            "aos-mismatch", message, "change `aos`, or leave it to the kind (SPaG is not part of it)", at("aos")
        )
    seen: set[tuple[str, int]] = set()
    for row in rows:
        for ladder in shape.ladders(item, row):
            if (ladder.rubric, ladder.marks) not in seen:
                seen.add((ladder.rubric, ladder.marks))
                yield from _ladder(ladder.rubric, ladder.marks, at(ladder.field), known)


def _ladder(name: str, marks: int, place: Place, known: Known) -> Iterator[Diagnostic]:
    found = known.rubrics.get(name)
    if found is None and name in known.broken:
        yield error("broken-rubric", f"the rubric {name} has errors of its own", "mend it first", place)
    elif found is None:
        hint = nearest(name, known.rubrics, "add it to a file of `rubrics:`")
        yield error("unknown-rubric", f"there is no rubric {name}", hint, place)
    else:
        top = max(band(level.marks)[1] for level in found.value.levels)
        if top != marks:
            message = f"the ladder of {name} goes to {top} marks; the question is worth {marks}"
            yield error("ladder-mismatch", message, "name another rubric or change `marks`", place)


def _lines(item: Item, at: At) -> Iterator[Diagnostic]:
    if not isinstance(item.lines, LineRange):
        return
    least = item.lines.lines if item.lines.least is None else item.lines.least
    most = item.lines.lines if item.lines.most is None else item.lines.most
    if not least <= item.lines.lines <= most:
        message = f"`lines` must lie between `least` and `most`, not {least}, {item.lines.lines}, {most}"
        yield error("bad-range", message, "write least <= lines <= most", at("lines"))


# --- stimuli, rubrics, topics --------------------------------------------------------


def stimulus_faults(found: Located[Stimulus], known: Known) -> Iterator[Diagnostic]:
    """What is wrong with a stimulus whose fields are right."""
    stimulus = found.value
    if not stimulus.text.strip() and stimulus.picture is None:
        yield error("empty-stimulus", f"{stimulus.id} shows nothing", "give it `text` or a `picture`", found.at("text"))
    if stimulus.picture is not None and not stimulus.picture.alt.strip():
        message = "the picture has no alt text"
        hint = "say in `alt` what a pupil who can't see it needs to know, without giving an answer away"
        yield error("no-alt-text", message, hint, found.at("picture.alt"))
    if stimulus.topic:
        yield from _topic(stimulus.topic, found.at("topic"), known)


def rubric_faults(found: Located[Rubric]) -> Iterator[Diagnostic]:
    """What is wrong with a ladder whose fields are right: its bands must follow one another from 1 mark."""
    levels = list(enumerate(found.value.levels))
    if not levels:
        yield error("no-levels", "the rubric has no levels", "add at least one", found.at("levels"))
    if len({level.level for _, level in levels}) < len(levels):
        yield error("duplicate-level", "two levels have the same number", "number them 1, 2, 3 ...", found.at("levels"))
        return
    expected = 1
    for n, level in sorted(levels, key=lambda pair: pair[1].level):
        low, high = band(level.marks)
        if low == high == 0 and expected == 1:
            hint = "delete it: the row for 0 marks is added by itself"
            yield error("zero-level", "a level for 0 marks is written out", hint, found.at(f"levels.{n}"))
        elif low != expected or high < low:
            message = f"level {level.level} has the marks {level.marks}; it should begin at {expected}"
            hint = "the bands of a ladder follow one another without gap or overlap: 1-3, 4-6, 7-9"
            yield error("ladder-bands", message, hint, found.at(f"levels.{n}.marks"))
            return
        else:
            expected = high + 1


def topic_fault(found: Located[Topic], topics: Mapping[str, Located[Topic]]) -> Iterator[Diagnostic]:
    """A topic that hangs in the air: "1.1.2" without "1.1"."""
    name = found.value.id
    parent = name.rpartition(".")[0]
    if parent and parent not in topics:
        message = f"the topic {name} has no {parent} above it"
        yield warning("no-parent-topic", message, f"add the topic {parent}", found.at("id"))


def band(marks: str) -> tuple[int, int]:
    """The first and last mark of a band as written: "5-8" is (5, 8), "1" is (1, 1)."""
    low, _, high = marks.partition("-")
    return int(low), int(high or low)
