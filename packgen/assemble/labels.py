"""What each stimulus is called in one form: "Source A", "Interpretation B", "Figure 1" ..."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from packgen.assemble.letters import letter
from packgen.diagnostics import Diagnostic, warning
from packgen.model.item import Stimulus
from packgen.model.pool import Located


def label_stimuli(stimuli: Sequence[Located[Stimulus]]) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """Labels by id for `stimuli` in their order of appearance.

    A label that an author fixed stands, unless an earlier stimulus has the same one (then a warning says so).
    All others take the next free letter of their type; figures take numbers.
    """
    labels: dict[str, str] = {}
    taken: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for located in stimuli:
        fixed = " ".join(located.value.label.split())
        if not fixed:
            continue
        owner = taken.setdefault(fixed.casefold(), located.value.id)
        if owner == located.value.id:
            labels[owner] = fixed
            continue
        message = (
            f'stimuli {owner} and {located.value.id} are both labelled "{fixed}"; the second gets another label here'
        )
        hint = 'leave out "label" and let each paper letter its own sources'
        problems.append(warning("label-clash", message, hint, located.at("label")))
    for located in stimuli:
        if located.value.id not in labels:
            labels[located.value.id] = _next(located.value.type, taken)
    return labels, tuple(problems)


def _next(type_: str, taken: dict[str, str]) -> str:
    sign: Callable[[int], str] = (lambda n: str(n + 1)) if type_ == "figure" else letter
    n = 0
    while (label := f"{type_.capitalize()} {sign(n)}").casefold() in taken:
        n += 1
    taken[label.casefold()] = ""
    return label
