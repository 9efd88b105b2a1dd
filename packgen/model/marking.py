"""How an answer is marked: a small closed set, seen only by teachers' documents."""

from __future__ import annotations

from msgspec import Struct

from packgen.model.document import RichText


class KeyEntry(Struct, frozen=True):
    """One keyed answer: where it goes ("", "1", "Slot 3"), the answer, what else to accept or refuse."""

    label: str
    answer: RichText
    accept: tuple[RichText, ...] = ()
    reject: tuple[RichText, ...] = ()


class Distractor(Struct, frozen=True):
    """A wrong option, by its id and in its words, and why pupils choose it or why it is wrong."""

    option: str
    text: RichText
    reason: RichText


class Key(Struct, frozen=True, tag="key"):
    """Right answers; `short` is what the key table shows ("B", "1924; 1927").

    `options` are the ids of the right options where the response is a choice; `short` then gives their letters.
    `distractors` are the wrong options of which there is something to say.
    """

    entries: tuple[KeyEntry, ...]
    short: str
    rule: RichText = ()
    options: tuple[str, ...] = ()
    distractors: tuple[Distractor, ...] = ()


class MarkingPoints(Struct, frozen=True, tag="points"):
    """Creditworthy points; `rule` says how marks are given ("1 mark a feature, 1 for detail")."""

    points: tuple[RichText, ...]
    rule: RichText
    accept: tuple[RichText, ...] = ()
    reject: tuple[RichText, ...] = ()


class LadderLevel(Struct, frozen=True):
    """One level as printed: number, first and last mark of its band, verdict, descriptor."""

    level: int
    low: int
    high: int
    verdict: RichText
    text: RichText


class ContentGroup(Struct, frozen=True):
    """Indicative content under one heading."""

    heading: RichText
    points: tuple[RichText, ...]


class LevelsOfResponse(Struct, frozen=True, tag="levels"):
    """A ladder (highest level first; the 0 row is added when printed), content, caps, guidance."""

    rubric: str
    levels: tuple[LadderLevel, ...]
    indicative: tuple[ContentGroup, ...]
    caps: tuple[RichText, ...] = ()
    guidance: RichText = ()


class MarkedAlternative(Struct, frozen=True):
    """How one of several questions to choose from is marked: its label as on the paper, target, marking."""

    label: str
    marking: Key | MarkingPoints | LevelsOfResponse
    target: RichText = ()


class EitherOf(Struct, frozen=True, tag="either"):
    """The marking of a choice of questions, each alternative as if it stood alone; its part's marks count once."""

    alternatives: tuple[MarkedAlternative, ...]


Marking = Key | MarkingPoints | LevelsOfResponse | EitherOf
