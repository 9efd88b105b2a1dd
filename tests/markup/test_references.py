from __future__ import annotations

from packgen.markup.references import references, resolve
from packgen.model.document import Emphasis, ListBlock, Paragraph, Reference, Text, plain_text
from packgen.model.form import PaperPart, PaperQuestion

RICH = (
    Paragraph((Text("Study "), Reference("b"), Text("."))),
    ListBlock(((Paragraph((Emphasis((Reference("a"), Reference("b"))),)),),)),
)


def test_references_are_found_in_reading_order_once():
    assert references(RICH) == ("b", "a")


def test_labels_take_the_place_of_mentions():
    done = resolve(RICH, {"a": "Source A", "b": "Source B"})
    assert done[0] == Paragraph((Text("Study "), Text("Source\u00a0B"), Text(".")))
    assert plain_text(done).endswith("Source ASource B")
    assert references(done) == ()


def test_missing_labels_are_reported_once():
    missing: list[str] = []
    assert plain_text(resolve(RICH, {"a": "A"}, missing)) == "Study b. Ab"
    assert missing == ["b"]


def test_a_whole_question_is_resolved_and_nothing_else_changes():
    part = PaperPart((), RICH, None, 4)
    question = PaperQuestion("q", "k", "1.1", ("a", "b"), (), (part,), 4, 0)
    done = resolve(question, {"a": "Source A", "b": "Source B"})
    assert references(done) == ()
    assert (done.item, done.stimuli, done.parts[0].marks) == ("q", ("a", "b"), 4)
    assert resolve(done, {}) is done
