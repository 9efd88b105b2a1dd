"""Glossaries: what they list, what they leave out, and who gets the key."""

import pytest
from printed import bundled, faults, file, text
from test_organisers import bank

from packgen.compose.glossary import _gapped
from packgen.model.document import Strong, Text, inline_text
from packgen.model.request import Request
from packgen.pipeline.making import make
from packgen.pipeline.workplace import open_workplace


def glossary(layout="glossary", place=None, **wishes):
    return make(Request(layout=layout, title="t", **{"topics": ("1.1.1",), **wishes}), place or bundled())


def with_layout(folder, options):
    """A small bank, and the layout "mine" with these options."""
    bank(folder, terms=3)
    (folder / "layouts" / "mine").mkdir(parents=True)
    (folder / "layouts" / "mine" / "layout.yaml").write_text(
        f"extends: glossary-blank\npurpose: mine\noptions: {options}\n"
    )
    return open_workplace(folder)


def test_a_glossary_lists_every_term_once_in_alphabetical_order():
    printed = text(file(glossary(topics=("1.1",)), "glossary.pdf"))
    words = {word for note in bundled().pool.notes.values() for t in note.value.terms for word in t.term.split()}
    assert [word for word in words if word not in printed] == []
    found = [printed.index(f"\n{term} ") for term in ("Bolsheviks", "Deportation", "NEP", "Patronage", "Testament")]
    assert found == sorted(found)


def test_the_meanings_stand_on_the_key_alone():
    made = glossary("glossary-blank", profiles=("large-print-18", "dyslexia"))
    meanings = ("small ruling committee", "several leaders together")
    assert [f.path for f in made.pack.files if f.path.startswith("teachers")] == ["teachers/t-glossary-key.pdf"]
    for each in made.pack.files:
        printed = " ".join(text(each.data).split())
        assert [m in printed for m in meanings] == [each.path.startswith("teachers")] * 2
        assert faults(each.data) == []


def test_terms_that_are_left_out_are_gaps_in_their_sentences_and_stand_in_a_bank_of_words(tmp_path):
    made = glossary(place=with_layout(tmp_path, "{blank: [terms]}"), layout="mine", topics=("1",))
    printed = text(file(made, "pupils/t-glossary.pdf"))
    assert [printed.count(f"Word{n}") for n in range(3)] == [1, 1, 1]
    assert printed.index("Word0") < printed.index("Meaning2")
    bare = glossary(
        place=with_layout(tmp_path / "b", "{blank: [terms], word_bank: false}"), layout="mine", topics=("1",)
    )
    assert "Word" not in text(file(bare, "pupils/t-glossary.pdf"))


@pytest.mark.parametrize("paper", ["a5", "letter"])
def test_other_papers_hold_it(paper):
    assert not glossary(paper=paper).diagnostics


def test_a_term_is_a_gap_whatever_its_ending_and_its_type():
    words, found = _gapped((Text("No faction: "), Strong((Text("Factions"),)), Text(" fell.")), "Faction", "__")
    assert (inline_text(words), found) == ("No __: __ fell.", True)
    assert _gapped((Text("None."),), "Faction", "__") == ((Text("None."),), False)
