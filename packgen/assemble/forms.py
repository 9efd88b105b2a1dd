"""Forms: chosen items ordered, lowered and labelled, once for each version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import structs

from packgen.assemble.balance import balanced
from packgen.assemble.choosing import choose
from packgen.assemble.eligible import listed
from packgen.assemble.labels import label_stimuli
from packgen.assemble.order import arranged, version_names
from packgen.assemble.referee import recheck
from packgen.assemble.shared import Shared
from packgen.diagnostics import Diagnostic, PackgenError, error, has_errors, warning
from packgen.kinds.shape import lower_item
from packgen.load.pictures import find_picture, picture_finder
from packgen.markup.reader import Reader
from packgen.markup.references import references, resolve
from packgen.model.chosen import Chosen
from packgen.model.document import Picture
from packgen.model.draw import Draw
from packgen.model.form import Form, PaperStimulus, Question
from packgen.model.item import Item, Stimulus
from packgen.model.layout import SECTION, UNGROUPED, Choosing
from packgen.model.pool import ItemPool, Located
from packgen.model.request import Request


def forms(
    pool: ItemPool,
    request: Request,
    chosen: Chosen | None = None,
    grouping: Choosing = UNGROUPED,
    at_least: int = 1,
    decimal: bool = False,
) -> tuple[tuple[Form, ...], tuple[Diagnostic, ...]]:
    """The versions of a paper, and what is wrong with the texts printed on them.

    Without `chosen`, `choose` chooses.  `grouping` moves the items of one group together.  Where there are several
    versions, `at_least` that many are made: those beyond the request's are not to be printed.  `decimal` calls parts
    2.1 and 2.2.  Raises `PackgenError` where nothing can be chosen, an item can't be lowered, or the finished forms
    don't add up.
    """
    if chosen is None:
        chosen = choose(pool, request, grouping)
    _check_numbers(request, chosen.length)
    maker = _Maker(pool, request, decimal)
    least = 1 if chosen.forms or request.versions == 1 else at_least
    names = version_names(max(request.versions, least))
    by_version = arranged(pool, request, chosen, names, grouping)
    made = tuple(
        maker.in_sections(maker.form(name, items, chosen.options.get(name)), chosen.sections)
        for name, items in zip(names, by_version, strict=True)
    )
    found = tuple(dict.fromkeys((*maker.problems, *maker.read.diagnostics, *_alike(made[: request.versions]))))
    if not has_errors(found):
        wrong = recheck(made[: request.versions], pool, request, own=bool(chosen.forms))
        if wrong:
            raise PackgenError((*found, *wrong))
    return made, found


def _with(question: Question, **fields: Any) -> Question:
    """The question with other fields of its paper."""
    return structs.replace(question, paper=structs.replace(question.paper, **fields))


def _tagged(tags: Sequence[tuple[str, str]], title: str) -> tuple[tuple[str, str], ...]:
    return (*(tag for tag in tags if tag[0] != SECTION), (SECTION, title))


class _Maker:
    """What all versions share: one reader, which remembers the texts it has read."""

    def __init__(self, pool: ItemPool, request: Request, decimal: bool) -> None:
        self.pool, self.request, self.decimal = pool, request, decimal
        self.read = Reader(picture_finder(pool.banks), pool.banks[0].lang if pool.banks else "en-GB")
        self.rubrics = {id: located.value for id, located in pool.rubrics.items()}
        self.problems: list[Diagnostic] = []
        self.shared = Shared()

    def form(
        self, version: str, items: Sequence[Located[Item]], options: Mapping[str, tuple[str, ...]] | None = None
    ) -> Form:
        """One version; `options` are the orders of options that are settled, by item and part."""
        draw = Draw(self.request.seed, version)
        drawn = balanced([self._lowered(located, draw) for located in items], draw, options, self.shared)
        lowered = [self.shared.one(question) for question in drawn]
        stimuli = self._stimuli(items, lowered)
        labels, problems = label_stimuli(stimuli)
        self.problems += problems
        questions = self._numbered([self._resolved(*pair, labels) for pair in zip(items, lowered, strict=True)])
        printed = tuple(self._printed(located, labels) for located in stimuli)
        notes = {located.value.id: note for located in stimuli if (note := _teachers_note(located.value))}
        return Form(version, questions, printed, notes, decimal=self.decimal)

    def _numbered(self, questions: Sequence[Question]) -> tuple[Question, ...]:
        """The questions with the numbers that were asked for, place by place."""
        numbers = self.request.numbers
        if not numbers:
            return tuple(questions)
        return tuple(
            self.shared.made(question, ("number", number), partial(_with, question, number=number))
            for question, number in zip(questions, numbers, strict=True)
        )

    def in_sections(self, form: Form, sections: Sequence[tuple[str, int]]) -> Form:
        """`form` with the title of its section as a tag of each question; layouts group by it."""
        titles = [title for title, count in sections for _ in range(count)]
        if not any(titles):
            return form
        questions = (
            self.shared.made(q, ("section", title), partial(_with, q, tags=_tagged(q.paper.tags, title)))
            for q, title in zip(form.questions, titles, strict=True)
        )
        return structs.replace(form, questions=tuple(questions))

    def _lowered(self, located: Located[Item], draw: Draw) -> Question:
        def lower(draw: Draw) -> Question:
            return lower_item(
                located,
                kinds=self.pool.kinds,
                rubrics=self.rubrics,
                draw=draw,
                read=self.read,
                board=self.request.board,
                scaffold=self.request.scaffold,
            )

        return self.shared.lowered(located.value.id, draw, lower)

    def _stimuli(self, items: Sequence[Located[Item]], questions: Sequence[Question]) -> list[Located[Stimulus]]:
        """The stimuli that the form uses, in the order in which a pupil meets them."""
        found: dict[str, Located[Stimulus]] = {}
        for located, question in zip(items, questions, strict=True):
            for id in (*question.paper.stimuli, *(use for part in question.paper.parts for use in part.uses)):
                stimulus = self.pool.stimuli.get(id)
                if stimulus is not None:
                    found[id] = stimulus
                    continue
                message = f"item {located.value.id} needs stimulus {id}, which is not in the bank"
                hint = "write it, or take it from the item's stimuli"
                self.problems.append(error("missing-stimulus", message, hint, located.at("stimuli")))
        return list(found.values())

    def _resolved(self, located: Located[Item], question: Question, labels: dict[str, str]) -> Question:
        """The question with the labels of this version in place of what it mentions."""
        mentioned = self.shared.made(question, (), lambda: references(question))
        if not mentioned:
            return question
        called = tuple(labels.get(id) for id in mentioned)
        return self.shared.made(question, ("labels", called), lambda: self._labelled(located, question, labels))

    def _labelled(self, located: Located[Item], question: Question, labels: dict[str, str]) -> Question:
        missing: list[str] = []
        out = resolve(question, labels, missing)
        for id in missing:
            self._dangling(f"item {located.value.id}", id, located)
        return out

    def _printed(self, located: Located[Stimulus], labels: dict[str, str]) -> PaperStimulus:
        """The stimulus as this version calls it, and what it mentions."""
        plain = self.shared.made(located, (), lambda: self._plain(located))
        mentioned = self.shared.made(plain, (), lambda: references(plain))
        called = (labels[plain.id], *(labels.get(id) for id in mentioned))
        return self.shared.made(plain, ("labels", called), lambda: self._named(located, plain, labels))

    def _named(self, located: Located[Stimulus], plain: PaperStimulus, labels: dict[str, str]) -> PaperStimulus:
        missing: list[str] = []
        out = resolve(structs.replace(plain, label=labels[plain.id]), labels, missing)
        for id in missing:
            self._dangling(f"stimulus {plain.id}", id, located)
        return out

    def _plain(self, located: Located[Stimulus]) -> PaperStimulus:
        """The stimulus before it has a label."""
        stimulus = located.value
        return PaperStimulus(
            id=stimulus.id,
            type=stimulus.type,
            label="",
            provenance=self.read.inlines(stimulus.provenance, located.at("provenance"), stimulus.lang),
            text=self.read.blocks(stimulus.text, located.at("text"), stimulus.lang),
            picture=self._picture(located),
            alt=stimulus.picture.alt if stimulus.picture else "",
            credit=stimulus.credit,
            content_note=stimulus.content_note,
            line_numbers=stimulus.line_numbers,
        )

    def _picture(self, located: Located[Stimulus]) -> Picture | None:
        """The stimulus's picture at its authored width; None if it has none or it can't be read (an error says why)."""
        wanted = located.value.picture
        if wanted is None:
            return None
        found = find_picture(Path(located.bank), wanted.file)
        if isinstance(found, Picture):
            return structs.replace(found, width=wanted.width or 0.0)
        self.problems.append(structs.replace(found, place=located.at("picture.file")))
        return None

    def _dangling(self, who: str, id: str, located: Located[Item] | Located[Stimulus]) -> None:
        message = f"{who} mentions @{id}, which is not among the stimuli of this paper"
        hint = (
            f'list {id} under "stimuli", or correct the mention'
            if id in self.pool.stimuli
            else r"correct it, or write \@ for a plain @"
        )
        self.problems.append(error("dangling-reference", message, hint, located.place))


def _check_numbers(request: Request, questions: int) -> None:
    """Raises `PackgenError` unless there is a number for each question, or none at all, and none twice."""
    numbers = request.numbers
    if not numbers:
        return
    problems: list[Diagnostic] = []
    if len(numbers) != questions:
        message = f"{len(numbers)} question numbers are given ({', '.join(numbers)}) for {questions} questions"
        problems.append(error("numbers-count", message, "give one for each question, in the order of printing"))
    twice = [number for number, times in Counter(numbers).items() if times > 1]
    if twice:
        message = f"the question number {', '.join(twice)} is given twice"
        problems.append(error("numbers-twice", message, "each question needs a number of its own"))
    if problems:
        raise PackgenError(problems)


def _alike(made: Sequence[Form]) -> Iterator[Diagnostic]:
    """Versions that came out the same because nothing, or not enough, in them may change places."""
    groups: dict[tuple[int, ...], list[str]] = {}
    for form in made:
        # Questions that are alike are one object.
        groups.setdefault(tuple(id(question) for question in form.questions), []).append(form.version)
    for names in groups.values():
        if len(names) > 1:
            message = f"versions {listed(names)} are the same: too little in this paper can be shuffled"
            hint = "add questions with options, or several of one kind with the same marks"
            yield warning("versions-alike", message, hint)


def _teachers_note(stimulus: Stimulus) -> str:
    return "\n\n".join(note for note in (stimulus.content_note.strip(), stimulus.authenticity_note.strip()) if note)
