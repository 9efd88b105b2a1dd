from __future__ import annotations

from blocks import every, words
from specimens import essay, everything, form, layout, multiple_choice

from packgen import registry
from packgen.compose.view import Meta, SourcePlan
from packgen.model.document import Source

INSERT = SourcePlan(insert=True)


def booklet(made):
    sheet = layout("source-booklet")
    return registry.get("compose", sheet.view).make(made, sheet, Meta(title="Stalin"), INSERT)


def test_it_is_wanted_only_for_an_insert_with_sources_in_it():
    view = registry.get("compose", "source-booklet")
    assert view.wanted(everything(), INSERT)
    assert not view.wanted(everything(), SourcePlan())
    assert not view.wanted(form(multiple_choice(), stimuli=()), INSERT)


def test_it_holds_every_source_in_order_with_credits_at_the_end():
    document = booklet(everything())
    sources = list(every(document, Source))
    assert [source.label for source in sources] == ["Source A", "Interpretation B"]
    assert not any(source.credit for source in sources)
    assert words(document).endswith("Source A: Public domain")


def test_it_says_which_questions_it_is_for():
    assert "Use with Questions 5 and 7." in words(booklet(everything()))
    assert "Use with Question 2." in words(booklet(form(multiple_choice(), essay("e", stimuli=("s1",)))))
