"""A form: one version of a paper, chosen and lowered, but not yet a document.

`PaperQuestion` and `PupilForm` are what pupils' views read; they have no answer fields.
`Form.pupil()` is the only way from one to the other.
"""

from __future__ import annotations

from msgspec import Struct

from packgen.model.document import Inline, Picture, RichText
from packgen.model.fairness import Fairness
from packgen.model.marking import LadderLevel, Marking
from packgen.model.note import PaperNote
from packgen.model.response import Response


class HelpParagraph(Struct, frozen=True):
    """One paragraph of a writing frame: its name, what belongs into it, words to begin with."""

    name: str
    help: RichText = ()
    starter: RichText = ()


class Help(Struct, frozen=True):
    """What helps a pupil to answer, printed between a question and its answer space; each of the three may be empty."""

    starters: tuple[RichText, ...] = ()
    words: tuple[str, ...] = ()
    frame: tuple[HelpParagraph, ...] = ()


class PaperPart(Struct, frozen=True):
    """A part as printed: `path` is () for an undivided question, ("a",) or ("a", "i") below it.

    A part without a response is a lead-in; `marks` excludes `spag`.
    """

    path: tuple[str, ...]
    stem: RichText
    response: Response | None
    marks: int
    spag: int = 0
    uses: tuple[str, ...] = ()
    help: Help | None = None


class PaperQuestion(Struct, frozen=True):
    """A question as pupils see it; marks are the sums over its parts.

    `tags` are the item's own, of each the first value; a layout may group questions by one.  `number` is what the
    question is called where that is not its place in the paper: "6", or "3d" for a part of another question.
    """

    item: str
    kind: str
    topic: str
    stimuli: tuple[str, ...]
    lead: RichText
    parts: tuple[PaperPart, ...]
    marks: int
    spag: int
    tags: tuple[tuple[str, str], ...] = ()
    number: str = ""


class MarkedPart(Struct, frozen=True):
    """The marking of the part with the same `path`; `aos` maps objectives to marks.

    `spag_levels` is the ladder for the `spag` marks, where there are any.
    """

    path: tuple[str, ...]
    marking: Marking | None
    aos: dict[str, int]
    marks: int
    spag: int
    target: RichText = ()
    spag_levels: tuple[LadderLevel, ...] = ()


class QuestionScheme(Struct, frozen=True):
    """How a question is marked, for teachers."""

    item: str
    parts: tuple[MarkedPart, ...]
    facts: tuple[str, ...] = ()


class Question(Struct, frozen=True):
    """A lowered item: what pupils see and how it is marked, side by side and apart."""

    paper: PaperQuestion
    scheme: QuestionScheme


class PaperStimulus(Struct, frozen=True):
    """A stimulus as printed, with the label it has in this form.  No note that could give an answer away."""

    id: str
    type: str
    label: str
    provenance: tuple[Inline, ...]
    text: RichText
    picture: Picture | None = None
    alt: str = ""
    credit: str = ""
    content_note: str = ""
    line_numbers: bool = False


class PupilForm(Struct, frozen=True):
    """A version as pupils see it; with `decimal` parts are called 2.1 and 2.2, not 2 (a) and 2 (b)."""

    version: str
    questions: tuple[PaperQuestion, ...]
    stimuli: tuple[PaperStimulus, ...]
    decimal: bool = False

    def total(self) -> int:
        """Marks of the paper, SPaG included."""
        return sum(q.marks + q.spag for q in self.questions)


class Form(Struct, frozen=True):
    """One version: questions in print order and the stimuli they use, labelled in order of appearance.

    `version` is "" where there is only one, else "A", "B" ...  A form of `notes`, or of the `fairness` of others, has
    no questions.  With `decimal` parts are called 2.1 and 2.2, on paper, in the scheme and in keys alike.
    """

    version: str
    questions: tuple[Question, ...]
    stimuli: tuple[PaperStimulus, ...]
    teacher_notes: dict[str, str] = {}
    notes: tuple[PaperNote, ...] = ()
    decimal: bool = False
    fairness: Fairness | None = None

    def pupil(self) -> PupilForm:
        """The same version without anything that marks it."""
        return PupilForm(self.version, tuple(q.paper for q in self.questions), self.stimuli, self.decimal)
