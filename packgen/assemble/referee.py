"""A second look at finished forms, by its own sums: nothing is taken from the code that built them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from packgen.diagnostics import Diagnostic, error
from packgen.markup.references import references
from packgen.model.form import Form, MarkedPart, PaperPart, PaperStimulus, Question
from packgen.model.marking import EitherOf, Key
from packgen.model.pool import ItemPool
from packgen.model.request import Request
from packgen.model.response import Either, Selected


def recheck(forms: Sequence[Form], pool: ItemPool, request: Request, own: bool = False) -> tuple[Diagnostic, ...]:
    """Everything about `forms` that must never be printed, as errors; () if all is well.

    With `own`, versions have items of their own.
    """
    # Versions share questions: each is looked at once.
    seen: dict[int, tuple[Diagnostic, ...]] = {}
    found = [problem for form in forms for problem in _form(form, pool, request, seen)]
    if len(forms) > 1:
        facts = _facts(forms[0], own)
        found += [problem for form in forms[1:] for problem in _unlike(forms[0], form, facts, own)]
    return tuple(dict.fromkeys(found))


def _form(
    form: Form, pool: ItemPool, request: Request, seen: dict[int, tuple[Diagnostic, ...]]
) -> Iterator[Diagnostic]:
    ids = [question.paper.item for question in form.questions]
    for item, times in Counter(ids).items():
        if times > 1:
            yield _wrong("repeated-item", f"item {item} stands {times} times in one paper")
    for question in form.questions:
        if id(question) not in seen:
            seen[id(question)] = (*_question(question, pool), *_left(question))
        yield from seen[id(question)]
    for stimulus in form.stimuli:
        if id(stimulus) not in seen:
            seen[id(stimulus)] = tuple(_left(stimulus))
        yield from seen[id(stimulus)]
    known = {stimulus.id for stimulus in form.stimuli}
    for question in form.questions:
        for stimulus_id in dict.fromkeys(
            (*question.paper.stimuli, *(use for p in question.paper.parts for use in p.uses))
        ):
            if stimulus_id not in known:
                yield _wrong(
                    "missing-stimulus", f"item {question.paper.item} needs stimulus {stimulus_id}, which is not printed"
                )
    labels = Counter(stimulus.label for stimulus in form.stimuli)
    for label, times in labels.items():
        if times > 1:
            yield _wrong("label-clash", f"{times} stimuli are called {label}")
    total = sum(part.marks + part.spag for question in form.questions for part in question.scheme.parts)
    if total != form.pupil().total():
        yield _wrong("wrong-total", f"the paper says {form.pupil().total()} marks, its mark scheme {total}")
    if request.marks is not None and total != request.marks:
        yield _wrong("wrong-total", f"the paper makes {total} marks; {request.marks} were asked for")


def _left(value: Question | PaperStimulus) -> Iterator[Diagnostic]:
    for left in references(value):
        yield _wrong("dangling-reference", f"a mention of @{left} was left without its label")


def _question(question: Question, pool: ItemPool) -> Iterator[Diagnostic]:
    paper, scheme = question.paper, question.scheme
    located = pool.items.get(paper.item)
    if located is None or located.value.status != "live":
        yield _wrong("not-live", f"item {paper.item} is not a live item of the bank")
    marks, spag = sum(part.marks for part in paper.parts), sum(part.spag for part in paper.parts)
    if (marks, spag) != (paper.marks, paper.spag):
        yield _wrong(
            "wrong-total", f"item {paper.item}: its parts make {marks} + {spag} marks, not {paper.marks} + {paper.spag}"
        )
    if scheme.item != paper.item:
        yield _wrong("wrong-scheme", f"item {paper.item} has the mark scheme of {scheme.item}")
    marked = {part.path: part for part in scheme.parts}
    for part in paper.parts:
        yield from _part(paper.item, part, marked.pop(part.path, None))
    for path in marked:
        yield _wrong(
            "wrong-scheme", f"item {paper.item}: the mark scheme has a part {_path(path)} that the paper has not"
        )


def _part(item: str, part: PaperPart, marked: MarkedPart | None) -> Iterator[Diagnostic]:
    name = f"item {item} {_path(part.path)}".rstrip()
    if marked is None:
        if part.marks or part.spag:
            yield _wrong("wrong-scheme", f"{name} has marks but no mark scheme")
        return
    if (marked.marks, marked.spag) != (part.marks, part.spag):
        yield _wrong(
            "wrong-total",
            f"{name}: {part.marks} + {part.spag} marks on paper, {marked.marks} + {marked.spag} in the scheme",
        )
    if marked.aos and sum(marked.aos.values()) not in (part.marks, part.marks + part.spag):
        yield _wrong(
            "wrong-objectives", f"{name}: its objectives add up to {sum(marked.aos.values())} of {part.marks} marks"
        )
    if part.response is not None and marked.marking is None:
        yield _wrong("wrong-scheme", f"{name} asks for an answer but says nothing about marking it")
    if isinstance(part.response, Either) or isinstance(marked.marking, EitherOf):
        yield from _either(name, part, marked)
    if isinstance(part.response, Selected) and isinstance(marked.marking, Key):
        yield from _key(name, part.response, marked.marking)


def _either(name: str, part: PaperPart, marked: MarkedPart) -> Iterator[Diagnostic]:
    either, marking = part.response, marked.marking
    if not isinstance(either, Either) or not isinstance(marking, EitherOf):
        yield _wrong("wrong-scheme", f"{name} is a choice of questions on paper or in the scheme, but not in both")
        return
    labels = [each.label for each in either.alternatives]
    if labels != [each.label for each in marking.alternatives] or len(set(labels)) < len(labels):
        yield _wrong("wrong-scheme", f"{name} offers {', '.join(labels)}, and its scheme marks others")
    if not 1 <= either.choose < len(labels) or part.marks % either.choose or part.spag % either.choose:
        yield _wrong("wrong-total", f"{name} asks for {either.choose} of {len(labels)} answers for {part.marks} marks")


def _key(name: str, response: Selected, key: Key) -> Iterator[Diagnostic]:
    ids = {option.id for option in response.options}
    if len(ids) < len(response.options):
        yield _wrong("repeated-option", f"{name} has two options with one id")
    if not key.options or not ids.issuperset(key.options):
        yield _wrong(
            "wrong-key", f"{name}: its key names {', '.join(key.options) or 'nothing'}, which is no option of it"
        )
    if len(key.options) != response.choose:
        yield _wrong("wrong-key", f"{name} asks for {response.choose} options; its key has {len(key.options)}")


def _facts(form: Form, own: bool) -> dict[str, object]:
    """What must be the same in all versions; questions and objectives only where they have not items of their `own`."""
    papers = [question.paper for question in form.questions]
    facts: dict[str, object] = {
        "the same order of kinds": [paper.kind for paper in papers],
        "the same order of marks": [(paper.marks, paper.spag) for paper in papers],
    }
    if not own:
        facts["the same questions"] = sorted(paper.item for paper in papers)
        facts["the same marks by objective"] = _objectives(form)
    return facts


def _unlike(first: Form, other: Form, facts: Mapping[str, object], own: bool) -> Iterator[Diagnostic]:
    """What `other` has not as the `first` form has it, whose `facts` are given."""
    for (what, one), two in zip(facts.items(), _facts(other, own).values(), strict=True):
        if one != two:
            yield _wrong("unlike-versions", f"versions {first.version} and {other.version} have not {what}")


def _objectives(form: Form) -> dict[str, int]:
    out: dict[str, int] = {}
    for question in form.questions:
        for part in question.scheme.parts:
            for name, marks in part.aos.items():
                out[name] = out.get(name, 0) + marks
    return out


def _path(path: tuple[str, ...]) -> str:
    return "".join(f"({step})" for step in path)


def _wrong(rule: str, message: str) -> Diagnostic:
    return error(rule, message, "this paper was not printed; please report it with the request that made it")
